"""Check in Chromium, 1280 pixels wide, that no built page hides a column of a table."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from selenium import webdriver

BUILT = Path(__file__).parent / "_build" / "html"
FLAGS = (
    "--headless",
    "--no-sandbox",  # Chromium refuses to run as root with it, and CI is root
    "--disable-background-networking",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--window-size=1280,900",
)
HIDDEN = """
  const wide = element => element.scrollWidth > element.clientWidth + 1;
  const tables = [...document.querySelectorAll(".table-wrapper")].filter(wide);
  return [document.querySelectorAll("table").length, tables.length, wide(document.documentElement)];
"""


def main() -> int:
    """Open every page, and name those that need a scroll bar."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in FLAGS:
        options.add_argument(flag)
    service = webdriver.ChromeService(shutil.which("chromedriver") or "")
    with webdriver.Chrome(options, service) as driver:
        found = list(measured(driver))
    hidden = [page for page, (_, tables, wide) in found if tables or wide]
    print(f"{sum(tables for _, (tables, _, _) in found)} tables on {len(found)} pages", *hidden)
    return 1 if hidden or not found else 0


def measured(driver: webdriver.Chrome) -> Iterator[tuple[str, Any]]:
    """Yield each page with its number of tables, how many of them hide a column, and its width."""
    for path in sorted(BUILT.rglob("*.html")):
        driver.get(path.as_uri())
        yield str(path.relative_to(BUILT)), driver.execute_script(HIDDEN)


if __name__ == "__main__":
    sys.exit(main())
