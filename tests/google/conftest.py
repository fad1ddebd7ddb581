"""Gives tests one sandbox that is Fitbit and Google Health at once, and counts the rows held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from google_pair import Pair


@pytest.fixture(scope="session")
def pair() -> Iterator[Pair]:
    """Share one sandbox among tests that only read."""
    pair = Pair()
    yield pair
    pair.close()


@pytest.fixture
def fresh() -> Iterator[Pair]:
    """Give a test that writes a sandbox of its own."""
    pair = Pair()
    yield pair
    pair.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how many rows of the mapping hold, of how many that were looked at."""
    held: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for outcome in ("passed", "failed", "error", "skipped"):
        for report in terminalreporter.stats.get(outcome, []):
            for name, verdict in getattr(report, "user_properties", []):
                if name == "verdict" and getattr(report, "when", "") == "call":
                    seen[verdict] += 1
                    held[verdict] += outcome == "passed"
    if seen:
        counts = ", ".join(f"{name} {held[name]}/{seen[name]}" for name in sorted(seen))
        terminalreporter.write_line(f"Fitbit's endpoints on Google Health: {counts}")
