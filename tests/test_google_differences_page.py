"""docs/google-differences.md is what the translator's tables say today."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"
SCRIPT = DOCS / "generate_google_differences.py"


def printed(page: str, column: int) -> list[str]:
    """Return the requests in a column of a page's tables."""
    lines = (DOCS / page).read_text(encoding="utf-8").splitlines()
    cells = [line.split("|")[column] for line in lines if line.startswith("|")]
    return [part for cell in cells for part in re.findall(r"`([A-Z]+ /[^`]+)`", cell)]


def is_among(request: str, known: list[str]) -> bool:
    """Tell whether a request is there, a parameter standing for any part of a path."""
    literals = re.split(r"{[^}]+}", request)
    pattern = re.compile("[^/]+".join(map(re.escape, literals)))
    return any(pattern.fullmatch(each) for each in known)


def test_the_page_is_up_to_date() -> None:
    """Whoever changes a route or a difference runs docs/generate_google_differences.py."""
    command = [sys.executable, str(SCRIPT), "--check"]
    finished = subprocess.run(command, check=False, capture_output=True, text=True)

    assert finished.stderr == ""
    assert finished.returncode == 0


def test_every_request_of_the_chapters_is_on_the_page() -> None:
    """Nobody has to guess what becomes of a call."""
    known = printed("google-differences.md", 1)
    asked = printed("endpoints.md", 2)

    assert len(asked) > 100
    assert [each for each in asked if not is_among(each, known)] == []


def test_an_absent_member_and_a_missing_endpoint_are_told() -> None:
    """A member that is left out is named, and a request without an answer says what is nearest."""
    page = (DOCS / "google-differences.md").read_text(encoding="utf-8")
    rows = {line.split("|")[1].strip(): line for line in page.splitlines() if line.startswith("|")}

    profile = rows["`GET /1/user/{user-id}/profile.json`"]
    assert re.search(r"absent: [^<]*`user\.fullName`", profile)
    lifetime = rows["`GET /1/user/{user-id}/activities.json`"]
    assert "activities/steps/date/{date}/max.json" in lifetime
