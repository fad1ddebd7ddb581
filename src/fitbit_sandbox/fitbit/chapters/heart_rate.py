"""Answers the heart-rate series: zones and the resting heart rate of each day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from fitbit_sandbox.fitbit.call import Call, Handler
from fitbit_sandbox.fitbit.chapters.asked import (
    SHORT_PERIODS,
    Dates,
    dates_of_period,
    dates_of_range,
    zone_asked,
)
from fitbit_sandbox.fitbit.chapters.series import rows
from fitbit_sandbox.people.days import Days
from fitbit_sandbox.people.heart import Zone, ZoneTime, zone_times, zones_for

_LIMIT = 366
"""A year, leap years included."""


def by_period(call: Call) -> Any:
    """Return zones and resting heart rate over a period."""
    return _series(call, dates_of_period(call, SHORT_PERIODS))


def by_range(call: Call) -> Any:
    """Return zones and resting heart rate over a range."""
    return _series(call, dates_of_range(call, _LIMIT, "heart", ("base-date", "end-date")))


def _series(call: Call, dates: Dates) -> dict[str, Any]:
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


def handlers() -> dict[str, Handler]:
    """Return this chapter's handlers."""
    return {"getHeartByDatePeriod": by_period, "getHeartByDateRange": by_range}
