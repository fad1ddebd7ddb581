"""Fixtures that several folders share; tests that need a program are skipped without it."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Generator, Iterator
from functools import partial

import pytest

from fitbit_sandbox import Clock, Sandbox
from sandboxed import START, Make, client_with_token
from scripted import Web, serving
from store_servers import NotInstalled, find

PROGRAMS = {
    "chromium": ("chromium", "chromedriver"),
    "postgres": ("pg_ctl",),
    "redis": ("redis-server",),
}
"""The programs behind each name that ``@pytest.mark.needs(name)`` knows."""
REQUIRED = set(os.environ.get("FITBIT_CI_REQUIRE", "").split())
"""The names that CI installs: a test that needs one of them must run and must be there."""


@pytest.fixture
def web() -> Iterator[Web]:
    """Serve scripted answers on loopback."""
    with serving() as running:
        yield running


@pytest.fixture
def other_web() -> Iterator[Web]:
    """Serve scripted answers on another loopback host."""
    with serving("127.0.0.2") as running:
        yield running


@pytest.fixture
def replay_window() -> int:
    """Return for how many seconds the sandbox answers a spent refresh token once more."""
    return 120


@pytest.fixture
def sandbox(replay_window: int) -> Iterator[Sandbox]:
    """Run a Fitbit in this process, with a clock that stands still."""
    with Sandbox(clock=Clock(START), replay_window=replay_window) as running:
        yield running


@pytest.fixture
def make(sandbox: Sandbox) -> Make:
    """Return what makes clients of the sandbox, each with a fresh token of the first person."""
    return partial(client_with_token, sandbox)


def is_missing(program: str) -> bool:
    """Tell whether a program is not installed."""
    try:
        find(program)
    except NotInstalled:
        return True
    return False


def needs(item: pytest.Item) -> set[str]:
    """Return what a test says it needs."""
    return {str(mark.args[0]) for mark in item.iter_markers("needs")}


def pytest_configure() -> None:
    """Let Ctrl-C reach the programs that tests start; those of a background shell ignore it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose programs are absent."""
    for name in sorted(needs(item)):
        absent = [program for program in PROGRAMS[name] if is_missing(program)]
        if absent:
            pytest.skip(f"{name} is not installed (no {', '.join(absent)})")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where CI requires the test."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and needs(item) & REQUIRED:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} must not be skipped here: {report.longrepr}"
    return report


def pytest_collection_finish(session: pytest.Session) -> None:
    """Stop a full run of CI in which no test needs what CI installed."""
    shared_out = session.config.getoption("numprocesses", None)
    if shared_out and not hasattr(session.config, "workerinput"):
        return
    absent = REQUIRED.difference(*(needs(item) for item in session.items))
    if absent:
        raise pytest.UsageError(f"FITBIT_CI_REQUIRE: no test needs {', '.join(sorted(absent))}.")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests have to say, and how many rows of the mapping hold, of how many seen."""
    held: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for outcome in ("passed", "failed", "error", "skipped"):
        for report in terminalreporter.stats.get(outcome, []):
            if getattr(report, "when", "") != "call":
                continue
            for name, verdict in report.user_properties:
                if name == "printed":
                    terminalreporter.write_line(verdict)
                if name == "verdict":
                    seen[verdict] += 1
                    held[verdict] += outcome == "passed"
    if seen:
        counts = ", ".join(f"{name} {held[name]}/{seen[name]}" for name in sorted(seen))
        terminalreporter.write_line(f"Fitbit's endpoints on Google Health: {counts}")
