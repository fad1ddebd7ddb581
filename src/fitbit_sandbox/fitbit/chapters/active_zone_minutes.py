"""Answers the series of active zone minutes, by day and within the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from fitbit_sandbox.fitbit.call import Call, Handler
from fitbit_sandbox.fitbit.chapters.asked import Dates, dates_of_period, dates_of_range, zone_asked
from fitbit_sandbox.fitbit.chapters.series import rows_with_data
from fitbit_sandbox.fitbit.chapters.windows import Window, step_of, windows
from fitbit_sandbox.people.days import Days
from fitbit_sandbox.people.heart import zone_of

_KEY = "activities-active-zone-minutes"
_NAMES = ("fatBurnActiveZoneMinutes", "cardioActiveZoneMinutes", "peakActiveZoneMinutes")
_WORTH = (1, 2, 2)
_DETAILS = ("1min", "5min", "15min")
_Counts = list[int]


def by_period(call: Call) -> Any:
    """Return active zone minutes over a period."""
    return _series(call, dates_of_period(call))


def by_range(call: Call) -> Any:
    """Return active zone minutes over a range."""
    names = ("start-date", "end-date")
    return _series(call, dates_of_range(call, 1095, "active-zone-minutes", names))


def within_day(call: Call) -> Any:
    """Return active zone minutes within a day or two; only slots that have some."""
    step = step_of(call, _DETAILS)
    found = [_day(call, window, step) for window in windows(call)]
    return {f"{_KEY}-intraday": [day for day in found if day["minutes"]]}


def _series(call: Call, dates: Dates) -> dict[str, Any]:
    def value(day: date) -> dict[str, int] | None:
        counts = [0, 0, 0]
        for _, zone in _minutes(call, day):
            counts[zone] += _WORTH[zone]
        return _value(counts)

    return {_KEY: rows_with_data(dates.each(), value)}


def _minutes(call: Call, day: date) -> Iterator[tuple[int, int]]:
    """Yield (minute of the day, zone above out of range) for each minute that counts."""
    days = Days(call.person, zone_asked(call))
    heart, minutes = days.heart(day), days.day(day)
    if heart is None:
        return
    for at, bpm in enumerate(heart.bpm[: minutes.elapsed(call.now)]):
        if bpm >= heart.zones[1].low:
            yield at, zone_of(bpm, heart.zones) - 1


def _value(counts: _Counts) -> dict[str, int] | None:
    named = {name: count for name, count in zip(_NAMES, counts, strict=True) if count}
    return {"activeZoneMinutes": sum(counts), **named} if named else None


def _day(call: Call, window: Window, step: int) -> dict[str, Any]:
    wall = Days(call.person, zone_asked(call)).wall(window.day)
    slots: dict[int, _Counts] = {}
    for at, zone in _minutes(call, window.day):
        if window.first <= wall[at] <= window.last:
            counts = slots.setdefault(wall[at] // step * step, [0, 0, 0])
            counts[zone] += _WORTH[zone]
    minutes = [
        {"minute": f"{window.day}T{slot // 60:02}:{slot % 60:02}:00", "value": _value(slots[slot])}
        for slot in sorted(slots)
    ]
    return {"dateTime": window.day.isoformat(), "minutes": minutes}


def handlers() -> dict[str, Handler]:
    """Return this chapter's handlers."""
    return {
        "getAZMTimeSeriesByDate": by_period,
        "getAZMTimeSeriesByInterval": by_range,
        "getAZMByDateIntraday": within_day,
        "getAZMByDateTimeSeriesIntraday": within_day,
        "getAZMByIntervalIntraday": within_day,
        "getAZMByIntervalTimeSeriesIntraday": within_day,
    }
