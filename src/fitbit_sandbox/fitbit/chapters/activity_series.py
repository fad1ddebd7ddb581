"""Answers the daily activity series, of everything and of the tracker alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from fitbit_sandbox.fitbit.call import Call, Handler
from fitbit_sandbox.fitbit.chapters.asked import Dates, dates_of_period, dates_of_range, zone_asked
from fitbit_sandbox.fitbit.chapters.series import half_up, rows
from fitbit_sandbox.fitbit.chapters.units import Units, units_of
from fitbit_sandbox.fitbit.errors import invalid
from fitbit_sandbox.people.days import Days
from fitbit_sandbox.people.minutes import FLOOR_MM, Totals

_LIMIT = 1095
_LIMITS = {"activityCalories": 30}
_RANGE = ("base-date", "end-date")
Reading = Callable[[Totals, Units], float | int]


def readings() -> dict[str, Reading]:
    """Return how each resource is read from a day's totals."""
    return {
        "activityCalories": lambda totals, _: half_up(totals.activity),
        "calories": lambda totals, _: half_up(totals.calories),
        "caloriesBMR": lambda totals, _: half_up(totals.basal),
        "distance": lambda totals, units: units.distance(totals.mm),
        "elevation": lambda totals, units: units.elevation(totals.floors * FLOOR_MM),
        "floors": lambda totals, _: totals.floors,
        "minutesLightlyActive": lambda totals, _: totals.light,
        "minutesFairlyActive": lambda totals, _: totals.fair,
        "minutesVeryActive": lambda totals, _: totals.very,
        "steps": lambda totals, _: totals.steps,
        "swimming-strokes": lambda totals, _: totals.strokes,
    }


def by_period(call: Call) -> Any:
    """Return a resource's series over a period."""
    return _series(call, dates_of_period(call, longest=True), tracker=False)


def by_range(call: Call) -> Any:
    """Return a resource's series over a range."""
    return _series(call, _range(call), tracker=False)


def tracker_by_period(call: Call) -> Any:
    """Return the tracker's series of a resource over a period."""
    return _series(call, dates_of_period(call, longest=True), tracker=True)


def tracker_by_range(call: Call) -> Any:
    """Return the tracker's series of a resource over a range."""
    return _series(call, _range(call), tracker=True)


def value_of(call: Call, resource: str, *, tracker: bool = False) -> Callable[[date], str]:
    """Return the function that gives a resource's value for a day, as text."""
    days, units = Days(call.person, zone_asked(call)), units_of(call)
    if resource == "minutesSedentary":
        return lambda day: str(len(days.sedentary(day, call.now)))
    reading = readings().get(resource)
    if reading is None:
        raise invalid("resourcePath", f"Invalid time series resource path: {call.path}")
    totals = days.tracked if tracker else days.totals
    return lambda day: str(reading(totals(day, call.now), units))


def _range(call: Call) -> Dates:
    resource = call.arguments["resource-path"]
    return dates_of_range(call, _LIMITS.get(resource, _LIMIT), resource, _RANGE)


def _series(call: Call, dates: Dates, *, tracker: bool) -> dict[str, Any]:
    resource = call.arguments["resource-path"]
    value = value_of(call, resource, tracker=tracker)
    key = f"activities-tracker-{resource}" if tracker else f"activities-{resource}"
    return {key: rows(dates.each(), value)}


def handlers() -> dict[str, Handler]:
    """Return this chapter's handlers."""
    return {
        "getActivitiesResourceByDatePeriod": by_period,
        "getActivitiesResourceByDateRange": by_range,
        "getActivitiesTrackerResourceByDatePeriod": tracker_by_period,
        "getActivitiesTrackerResourceByDateRange": tracker_by_range,
    }
