"""Heart-rate zones and the resting heart rate of each day, and active zone minutes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from fitbit_sandbox.fitbit.call import Call
from fitbit_sandbox.fitbit.chapters.asked import (
    PERIODS,
    SHORT_PERIODS,
    Window,
    answers,
    dates_asked,
    rows,
    step_of,
    windows,
    zone_asked,
)
from fitbit_sandbox.people.days import Days
from fitbit_sandbox.people.heart import Zone, ZoneTime, zone_of, zone_times, zones_for

_KEY = "activities-active-zone-minutes"
_NAMES = ("fatBurnActiveZoneMinutes", "cardioActiveZoneMinutes", "peakActiveZoneMinutes")
_WORTH = (1, 2, 2)
_DETAILS = ("1min", "5min", "15min")
_LIMIT = 366
"""A year, leap years included."""


@answers("getHeartByDatePeriod", "getHeartByDateRange")
def series(call: Call) -> Any:
    """Return zones and resting heart rate over a period or a range."""
    dates = dates_asked(call, "heart", _LIMIT, SHORT_PERIODS)
    return {"activities-heart": rows(dates.each(), value_of(call))}


def value_of(call: Call) -> Callable[[date], dict[str, Any]]:
    """Return the function that gives a day's zones and resting heart rate."""
    days = Days(call.person, zone_asked(call))

    def value(day: date) -> dict[str, Any]:
        heart, minutes = days.heart(day), days.day(day)
        until = minutes.elapsed(call.now)
        if heart is None or not any(heart.bpm[:until]):
            zones = zones_for(call.person.traits.age(day))
            return _value([_bare(zone) for zone in zones])
        times = zone_times(minutes, heart, 0, until)
        return _value([show_zone(time) for time in times]) | {"restingHeartRate": heart.resting}

    return value


def _value(zones: list[dict[str, Any]]) -> dict[str, Any]:
    return {"customHeartRateZones": [], "heartRateZones": zones}


def _bare(zone: Zone) -> dict[str, Any]:
    return {"max": zone.high, "min": zone.low, "name": zone.name}


def show_zone(time: ZoneTime) -> dict[str, Any]:
    """Return a zone with its minutes and calories."""
    spent = {"caloriesOut": round(time.calories / 1000, 5), "minutes": time.minutes}
    return _bare(time.zone) | spent


@answers("getAZMTimeSeriesByDate", "getAZMTimeSeriesByInterval")
def zone_minutes_series(call: Call) -> Any:
    """Return active zone minutes over a period or a range, of the days that have some."""
    found: list[dict[str, Any]] = []
    for day in dates_asked(call, "active-zone-minutes", periods=tuple(PERIODS)).each():
        counts = [0, 0, 0]
        for _, zone in _minutes(call, day):
            counts[zone] += _WORTH[zone]
        if any(counts):
            found.append({"dateTime": day.isoformat(), "value": _counted(counts)})
    return {_KEY: found}


@answers(
    "getAZMByDateIntraday",
    "getAZMByDateTimeSeriesIntraday",
    "getAZMByIntervalIntraday",
    "getAZMByIntervalTimeSeriesIntraday",
)
def zone_minutes_within_day(call: Call) -> Any:
    """Return active zone minutes within a day or two; only slots that have some."""
    step = step_of(call, _DETAILS)
    found = [_day(call, window, step) for window in windows(call)]
    return {f"{_KEY}-intraday": [day for day in found if day["minutes"]]}


def _minutes(call: Call, day: date) -> Iterator[tuple[int, int]]:
    """Yield (minute of the day, zone above out of range) for each minute that counts."""
    days = Days(call.person, zone_asked(call))
    heart, minutes = days.heart(day), days.day(day)
    if heart is None:
        return
    for at, bpm in enumerate(heart.bpm[: minutes.elapsed(call.now)]):
        if bpm >= heart.zones[1].low:
            yield at, zone_of(bpm, heart.zones) - 1


def _counted(counts: list[int]) -> dict[str, int]:
    named = {name: count for name, count in zip(_NAMES, counts, strict=True) if count}
    return {"activeZoneMinutes": sum(counts), **named}


def _day(call: Call, window: Window, step: int) -> dict[str, Any]:
    wall = Days(call.person, zone_asked(call)).wall(window.day)
    slots: dict[int, list[int]] = {}
    for at, zone in _minutes(call, window.day):
        if window.first <= wall[at] <= window.last:
            counts = slots.setdefault(wall[at] // step * step, [0, 0, 0])
            counts[zone] += _WORTH[zone]
    minutes = [
        {
            "minute": f"{window.day}T{slot // 60:02}:{slot % 60:02}:00",
            "value": _counted(counts),
        }
        for slot, counts in sorted(slots.items())
    ]
    return {"dateTime": window.day.isoformat(), "minutes": minutes}
