"""Runs the rules of OAuth 2 and counts them."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from soak.table import Row

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "rules"
NAME = re.compile(r"test_rule_(\d\d)_")
EXPECTED = {*range(1, 38), *range(44, 51)}


def rows(short: bool) -> Iterator[Row]:  # noqa: ARG001, FBT001 - it is short already
    """Yield the one row."""
    results = _results()
    rules = {int(found[1]) for name in results if (found := NAME.match(name))}
    passed = sum(results.values())
    yield Row(
        "rules of OAuth 2 on the client's side",
        "1 to 37 and 44 to 50 as named tests (38 to 43 come with the login receiver)",
        f"{len(rules)} rules, {passed} of {len(results)} tests passed",
        rules == EXPECTED and passed == len(results),
    )


def _results() -> dict[str, bool]:
    """Run the tests and return which of them passed."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        options = ["-q", "-p", "no:cacheprovider", f"--junit-xml={report}", str(FOLDER)]
        command = [sys.executable, "-m", "pytest", *options]
        subprocess.run(command, check=False, stdout=sys.stderr)  # noqa: S603
        cases = ET.parse(report).iter("testcase")  # noqa: S314 - pytest wrote it
        return {str(case.get("name")): len(case) == 0 for case in cases}
