"""docs/endpoints.md is what the methods say today."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parent.parent / "docs" / "generate_endpoints.py"


def test_the_page_is_up_to_date() -> None:
    """Whoever changes a chapter runs docs/generate_endpoints.py."""
    command = [sys.executable, str(SCRIPT), "--check"]
    finished = subprocess.run(command, check=False, capture_output=True, text=True)

    assert finished.stderr == ""
    assert finished.returncode == 0


def test_the_page_has_every_operation_of_the_chapters() -> None:
    """Each of the 121 paths is printed, with its method."""
    page = SCRIPT.with_name("endpoints.md").read_text(encoding="utf-8")
    requests = {
        part.strip(" `")
        for line in page.splitlines()
        if line.startswith("|")
        for part in line.split("|")[2].split("<br>")
    }

    without_collection = {each for each in requests if "{user-id}/apiSubscriptions" in each}
    assert len(without_collection) == 3
    assert len(requests - without_collection - {"request", "---"}) == 121
