"""Logs sleep."""

from __future__ import annotations

from typing import Any

from fitbit.google.ask import Ask
from fitbit.google.sleep import Night
from fitbit.google.sleep_v1 import written_v1
from fitbit.google.writes import create, interval, wall_clock


def log_sleep(ask: Ask) -> Any:
    """Log a sleep, and answer as version 1.2 does."""
    return {"sleep": [{"logType": "manual"} | _logged(ask).written()]}


def log_sleep_v1(ask: Ask) -> Any:
    """Log a sleep, and answer as version 1 did."""
    return {"sleep": written_v1(_logged(ask), ask)}


def _logged(ask: Ask) -> Night:
    """Log a classic sleep that lasted from end to end."""
    span = interval(ask, wall_clock(ask, "startTime"), ask.number("duration"))
    stages = [{**span, "type": "ASLEEP"}]
    return Night(create(ask, "sleep", {"interval": span, "type": "CLASSIC", "stages": stages}))
