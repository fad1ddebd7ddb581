"""The daily activity series, of everything and of the tracker alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from fitbit_sandbox.fitbit.call import Call
from fitbit_sandbox.fitbit.chapters.asked import answers, dates_asked, zone_asked
from fitbit_sandbox.fitbit.chapters.series import half_up, rows
from fitbit_sandbox.fitbit.chapters.units import Units, units_of
from fitbit_sandbox.fitbit.errors import invalid
from fitbit_sandbox.people.days import Days
from fitbit_sandbox.people.minutes import FLOOR_MM, Totals

_LIMITS = {"activityCalories": 30}
_READINGS: dict[str, Callable[[Totals, Units], float]] = {
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
"""How each resource is read from a day's totals."""


@answers("getActivitiesResourceByDatePeriod", "getActivitiesResourceByDateRange")
def total(call: Call) -> Any:
    """Return a resource's series over a period or a range."""
    return _series(call, "activities", tracker=False)


@answers("getActivitiesTrackerResourceByDatePeriod", "getActivitiesTrackerResourceByDateRange")
def tracked(call: Call) -> Any:
    """Return the tracker's series of a resource over a period or a range."""
    return _series(call, "activities-tracker", tracker=True)


def _series(call: Call, key: str, *, tracker: bool) -> dict[str, Any]:
    resource = call.arguments["resource-path"]
    dates = dates_asked(call, resource, _LIMITS.get(resource, 1095))
    return {f"{key}-{resource}": rows(dates.each(), value_of(call, resource, tracker=tracker))}


def value_of(call: Call, resource: str, *, tracker: bool = False) -> Callable[[date], str]:
    """Return the function that gives a resource's value for a day, as text."""
    days, units = Days(call.person, zone_asked(call)), units_of(call)
    if resource == "minutesSedentary":
        return lambda day: str(len(days.sedentary(day, call.now)))
    if resource not in _READINGS:
        raise invalid("resourcePath", f"Invalid time series resource path: {call.path}")
    totals = days.tracked if tracker else days.totals
    return lambda day: str(_READINGS[resource](totals(day, call.now), units))
