"""The summary of one day's activity, from a dozen of Google's answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from fitbit.google.answers.activity_metrics import METRICS
from fitbit.google.answers.activity_series import basal, start_series
from fitbit.google.answers.exercise import exercises_of, start_exercises, summarised
from fitbit.google.answers.heart import HeartRequests
from fitbit.google.answers.request import Dates, FitbitRequest
from fitbit.google.client.health import Days, Row

_ALWAYS = {
    "steps": "steps",
    "lightlyActiveMinutes": "minutesLightlyActive",
    "fairlyActiveMinutes": "minutesFairlyActive",
    "veryActiveMinutes": "minutesVeryActive",
}
"""The members that are zero where nothing was measured, with their resources."""
_KNOWN = {
    "floors": "floors",
    "elevation": "elevation",
    "caloriesOut": "calories",
    "activityCalories": "activityCalories",
    "sedentaryMinutes": "minutesSedentary",
}
"""The members that are left out where nothing was measured, with their resources."""
_RESOURCES = ("distance", *_KNOWN.values(), *_ALWAYS.values())
_FETCHED = tuple({METRICS[name].data_type: name for name in _RESOURCES}.values())
"""One resource for each data type, so that none is fetched twice."""


def daily_summary(request: FitbitRequest) -> Any:
    """Answer what was done on a day; without the scope for the heart its members are absent."""
    day = request.day()
    dates = Dates(day, day)
    exercises = start_exercises(request, day)
    started = {name: start_series(request, name, dates) for name in _FETCHED}
    tracker = start_series(request, "distance", dates, tracker=True)
    heart = HeartRequests(request, dates)

    rows = {METRICS[name].data_type: days.result() for name, days in started.items()}
    summary = _amounts(request, rows, day) | _distances(request, rows, tracker.result(), day)
    if (facts := heart.granted_days()) is not None:
        zones = facts.zones(day)
        summary |= ({"heartRateZones": zones} if zones else {}) | facts.resting(day)
    activities = [summarised(row, request.units) for row in exercises_of(exercises.result())]
    return {"activities": activities, "summary": summary}


def _amounts(request: FitbitRequest, rows: dict[str, Days], day: dt.date) -> Row:
    found: Row = {}
    for name, resource in (_ALWAYS | _KNOWN).items():
        metric = METRICS[resource]
        days = rows[metric.data_type]
        if day in days or name in _ALWAYS:
            found[name] = metric.on(day, days, request.units)
    # Two decimals in the summary, where the series has three.
    if "elevation" in found:
        found["elevation"] = round(found["elevation"], 2)
    burned = basal(rows["total-calories"].get(day), rows["active-energy-burned"].get(day))
    return found if burned is None else found | {"caloriesBMR": burned}


def _distances(request: FitbitRequest, rows: dict[str, Days], tracker: Days, day: dt.date) -> Row:
    metric, both = METRICS["distance"], {"total": rows["distance"], "tracker": tracker}
    return {
        "distances": [
            {"activity": name, "distance": metric.on(day, days, request.units)}
            for name, days in both.items()
        ]
    }
