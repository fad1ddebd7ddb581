"""The summary of a day's activity, and its daily series, of all or of the tracker alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from fitbit_sandbox.fitbit.call import Call
from fitbit_sandbox.fitbit.chapters import heart_rate
from fitbit_sandbox.fitbit.chapters.asked import answers, dates_asked, day_in_path, rows, zone_asked
from fitbit_sandbox.fitbit.chapters.exercise_shapes import show_in_summary
from fitbit_sandbox.fitbit.chapters.goals import activity_goals
from fitbit_sandbox.fitbit.chapters.units import Units, half_up, tidy, units_of
from fitbit_sandbox.fitbit.errors import invalid
from fitbit_sandbox.people.days import Days
from fitbit_sandbox.people.minutes import FLOOR_MM, Totals

_DAYS_WITH_GOALS = 21
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


@answers("getActivitiesByDate")
def get_day(call: Call) -> Any:
    """Return a day's exercises and sums; goals only for today and the 21 days before."""
    day = day_in_path(call)
    answer: dict[str, Any] = {
        "activities": [show_in_summary(call, log) for log in call.person.exercises(day, call.now)],
        "summary": _summary(call, day),
    }
    if 0 <= (call.person.today(call.now) - day).days <= _DAYS_WITH_GOALS:
        answer["goals"] = activity_goals(call, "daily")
    return answer


def _summary(call: Call, day: date) -> dict[str, Any]:
    days = Days(call.person)
    totals = days.totals(day, call.now)
    return {
        "activeScore": -1,
        "activityCalories": half_up(totals.activity),
        "caloriesBMR": half_up(totals.basal),
        "caloriesOut": half_up(totals.calories),
        "distances": _distances(call, day, totals),
        "fairlyActiveMinutes": totals.fair,
        "lightlyActiveMinutes": totals.light,
        "marginalCalories": half_up(totals.above),
        "sedentaryMinutes": len(days.sedentary(day, call.now)),
        "steps": totals.steps,
        "veryActiveMinutes": totals.very,
        **_climbed(call, totals),
        **_heart(call, day),
    }


def _distances(call: Call, day: date, totals: Totals) -> list[dict[str, Any]]:
    units = units_of(call)
    tracked = Days(call.person).tracked(day, call.now).mm
    parts = {"total": totals.mm, "tracker": tracked, "loggedActivities": totals.mm - tracked}
    return [{"activity": name, "distance": units.distance(mm)} for name, mm in parts.items()]


def _climbed(call: Call, totals: Totals) -> dict[str, Any]:
    if not call.person.traits.can("altimeter"):
        return {}
    elevation = units_of(call).elevation(totals.floors * FLOOR_MM)
    return {"elevation": tidy(round(elevation, 2)), "floors": totals.floors}


def _heart(call: Call, day: date) -> dict[str, Any]:
    value = heart_rate.value_of(call)(day)
    names = ("heartRateZones", "restingHeartRate")
    return {name: value[name] for name in names} if "restingHeartRate" in value else {}
