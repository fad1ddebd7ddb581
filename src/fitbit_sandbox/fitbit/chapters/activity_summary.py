"""The summary of one day's activity."""

from __future__ import annotations

from datetime import date
from typing import Any

from fitbit_sandbox.fitbit.call import Call
from fitbit_sandbox.fitbit.chapters.asked import answers, day_in_path
from fitbit_sandbox.fitbit.chapters.exercise_shapes import show_in_summary
from fitbit_sandbox.fitbit.chapters.goals import activity_goals
from fitbit_sandbox.fitbit.chapters.heart_rate import value_of
from fitbit_sandbox.fitbit.chapters.series import half_up
from fitbit_sandbox.fitbit.chapters.units import tidy, units_of
from fitbit_sandbox.people.days import Days
from fitbit_sandbox.people.minutes import FLOOR_MM, Totals

_DAYS_WITH_GOALS = 21


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
    tracker = call.person.traits.tracker
    if tracker is None or not tracker.altimeter:
        return {}
    elevation = units_of(call).elevation(totals.floors * FLOOR_MM)
    return {"elevation": tidy(round(elevation, 2)), "floors": totals.floors}


def _heart(call: Call, day: date) -> dict[str, Any]:
    value = value_of(call)(day)
    names = ("heartRateZones", "restingHeartRate")
    return {name: value[name] for name in names} if "restingHeartRate" in value else {}
