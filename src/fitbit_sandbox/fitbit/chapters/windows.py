"""Reads which minutes an intraday call asks for: at most 24 hours, both ends included."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from fitbit_sandbox.fitbit.call import Call
from fitbit_sandbox.fitbit.chapters.asked import Dates, day_in_path, seconds_of
from fitbit_sandbox.fitbit.errors import Refusal, invalid

_STEPS = {"1sec": 0, "1min": 1, "5min": 5, "15min": 15}
_LAST = 24 * 60 - 1


class Window(NamedTuple):
    """Holds the wall-clock minutes of a day that are asked for, both ends included."""

    day: date
    first: int
    last: int


def windows(call: Call) -> list[Window]:
    """Return the window on each day of a call, one or two."""
    dates = _dates(call)
    first, last = _minute(call, "start-time", 0), _minute(call, "end-time", _LAST)
    minutes = (dates.size - 1) * 24 * 60 + last - first + 1
    if minutes <= 0:
        raise invalid("endTime", "The end of the range must not be before its start")
    if minutes > 24 * 60:
        raise Refusal(400, "validation", "The range cannot exceed 24 hours for intraday data")
    return [
        Window(
            day,
            first if day == dates.first else 0,
            last if day == dates.last else _LAST,
        )
        for day in dates.each()
    ]


def step_of(call: Call, allowed: tuple[str, ...]) -> int:
    """Return the minutes of a slot at the asked detail level; 0 means seconds."""
    level = call.arguments["detail-level"]
    if level not in allowed:
        raise invalid("detailLevel", f"Invalid detail level: {level}")
    return _STEPS[level]


def _dates(call: Call) -> Dates:
    names = [name for name in ("date", "base-date", "start-date") if name in call.arguments]
    first = day_in_path(call, names[0])
    last = day_in_path(call, "end-date") if "end-date" in call.arguments else first
    return Dates(first, last)


def _minute(call: Call, name: str, default: int) -> int:
    text = call.arguments.get(name)
    if text is None:
        return default
    return seconds_of(text, name.replace("-t", "T")) // 60
