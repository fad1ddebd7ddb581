"""Write constraints.txt and constraints-lowest.txt: exact versions for every supported Python.

The first holds the newest versions that pip finds today, the second the lowest that pyproject.toml
allows for the library's own dependencies. Needs python3.10 to python3.13 in PATH.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from importlib.metadata import requires
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MINORS = (10, 11, 12, 13)
OURSELVES = "fitbit-oauth2"
HEADER = "# Written by `make lock`; change pyproject.toml instead.\n"


def lowest() -> list[str]:
    """Return the lower bounds of our dependencies, those of the extras too, as exact pins."""
    bounds = (
        re.match(r"([\w.-]+)(?:\[.*?\])?>=([\w.]+)", need) for need in requires(OURSELVES) or ()
    )
    return [f"{bound[1]}=={bound[2]}" for bound in bounds if bound]


def resolve(minor: int, group: str, pins: list[str]) -> dict[str, str]:
    """Return the version of each package that pip would install for one Python."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "pins.txt").write_text("\n".join(pins), encoding="utf-8")
        python = shutil.which(f"python3.{minor}") or f"python3.{minor}"
        pip = [sys.executable, "-m", "pip", "--python", python, "install", "-qq"]
        dry = ["--dry-run", "--ignore-installed", "--report", f"{folder}/report.json"]
        what = ["pip", ".[all]", "--group", group, "--constraint", f"{folder}/pins.txt"]
        subprocess.run([*pip, *dry, *what], cwd=ROOT, check=True)  # noqa: S603 - our own words
        report = json.loads(Path(folder, "report.json").read_text(encoding="utf-8"))
    found = (item["metadata"] for item in report["install"])
    return {data["name"]: data["version"] for data in found if data["name"] != OURSELVES}


def marker(minors: set[int]) -> str:
    """Return the environment marker for some of the supported Pythons, '' for all of them."""
    first, last = min(minors), max(minors)
    bounds = [f'python_version >= "3.{first}"'] if first > MINORS[0] else []
    bounds += [f'python_version < "3.{last + 1}"'] if last < MINORS[-1] else []
    return f" ; {' and '.join(bounds)}" if bounds else ""


def merge(resolved: dict[int, dict[str, str]]) -> list[str]:
    """Return one pin a line, with a marker where the Pythons differ."""
    users: dict[str, set[int]] = defaultdict(set)
    for minor, versions in resolved.items():
        for name, version in versions.items():
            users[f"{name.lower().replace('_', '-')}=={version}"].add(minor)
    return sorted(f"{pin}{marker(minors)}" for pin, minors in users.items())


def write(name: str, group: str, pins: list[str]) -> None:
    """Write one constraints file."""
    sys.stdout.write(f"{name}\n")
    lines = merge({minor: resolve(minor, group, pins) for minor in MINORS})
    Path(ROOT, name).write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write("constraints.txt", "dev", [])
    write("constraints-lowest.txt", "test", lowest())
