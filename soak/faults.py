"""Lets the token endpoint fail in nine ways, over real sockets, and counts who recovers."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from soak.fleet import failure_of
from soak.server import LIFE, TOKEN, ShiftedClock, serving
from soak.table import Row

TIMEOUT = 2.0
HANG = 3 * TIMEOUT
FAULTS: dict[str, dict[str, Any]] = {
    "500": {"status": 500},
    "503": {"status": 503},
    "HTML 500": {"status": 500, "html": "<h1>Internal Server Error</h1>"},
    "429 with Retry-After": {"status": 429, "headers": {"Retry-After": "1"}},
    "409": {"status": 409},
    "reset before": {"reset": "before"},
    "reset after processing": {"reset": "after"},
    "hang before": {"hang": HANG, "before": True},
    "hang after processing": {"hang": HANG, "before": False},
}
WINDOW = 120


def rows(short: bool) -> Iterator[Row]:  # noqa: ARG001, FBT001 - it is short already
    """Yield the one row."""
    with ThreadPoolExecutor(len(FAULTS)) as pool:
        failures = dict(zip(FAULTS, pool.map(failure_after, FAULTS.values()), strict=True))
    failed = [f"{name}: {failure}" for name, failure in failures.items() if failure]
    yield Row(
        ", ".join(FAULTS),
        "recovered inside the same call, all of them",
        f"{len(FAULTS) - len(failed)} of {len(FAULTS)} recovered {' '.join(failed)}".strip(),
        not failed,
    )


def failure_after(fault: dict[str, Any]) -> str | None:
    """Make one call whose refresh meets the fault; return what was raised, None if nothing."""
    with serving(WINDOW) as server:
        account = server.account(timeout=TIMEOUT)
        server.sandbox.clock.advance(LIFE)
        server.sandbox.faults.add(TOKEN, **fault)
        failure = failure_of(account.client(ShiftedClock(LIFE)))
        return failure or (None if server.posts == 2 else f"{server.posts} POSTs")  # noqa: PLR2004
