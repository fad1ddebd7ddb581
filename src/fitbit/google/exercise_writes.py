"""Logs exercises."""

from __future__ import annotations

from typing import Any

from fitbit.exceptions import NotSupportedByProvider
from fitbit.google.ask import Ask
from fitbit.google.exercise import summarised
from fitbit.google.health import Row
from fitbit.google.writes import create, interval, wall_clock

TYPES = {
    "2040": ("CIRCUIT_TRAINING", "Circuit Training"),
    "2131": ("WEIGHTS", "Weights"),
    "15200": ("FENCING", "Fencing"),
    "15580": ("SKATEBOARDING", "Skateboarding"),
    "52000": ("YOGA", "Yoga"),
    "52001": ("YOGA", "Yoga"),
    "90001": ("BIKING", "Bike"),
    "90009": ("RUNNING", "Run"),
    "90012": ("HIKING", "Hike"),
    "90013": ("WALKING", "Walk"),
    "90024": ("SWIMMING", "Swim"),
}
"""Gives Fitbit's activity ids, as far as they are known for sure, Google's type and a name."""
_MILLIMETRES = {
    "kilometer": 1_000_000, "km": 1_000_000, "meter": 1000, "mile": 1_609_344,
    "miles": 1_609_344, "foot": 304.8, "feet": 304.8, "yard": 914.4, "yards": 914.4,
}  # fmt: skip


def log_exercise(ask: Ask) -> Any:
    """Log an exercise, its time by the user's clock."""
    kind, name = _kind(ask)
    duration = ask.number("durationMillis")
    content = {
        "interval": interval(ask, wall_clock(ask, "startTime"), duration),
        "exerciseType": kind,
        "displayName": name,
        "activeDuration": f"{duration / 1000:.3f}".rstrip("0").rstrip(".") + "s",
        "metricsSummary": _metrics(ask),
    }
    return {"activityLog": summarised(create(ask, "exercise", content), ask.units)}


def _kind(ask: Ask) -> tuple[str, str]:
    identifier = ask.params.get("activityId", "").strip()
    if not identifier:
        ask.required("manualCalories")
        return "OTHER", ask.required("activityName")
    if identifier not in TYPES:
        raise NotSupportedByProvider(
            f"POST {ask.path}: no exercise type of Google Health is known for Fitbit's activityId "
            f"{identifier}. Give activityName= and manualCalories= instead."
        )
    return TYPES[identifier]


def _metrics(ask: Ask) -> Row:
    found: Row = {}
    if ask.params.get("manualCalories"):
        found["caloriesKcal"] = ask.number("manualCalories")
    if ask.params.get("distance"):
        found["distanceMillimeters"] = round(ask.number("distance") * _unit(ask), 3)
    return found


def _unit(ask: Ask) -> float:
    """Return the millimetres of the distance's unit, the caller's own where none is named."""
    name = ask.params.get("distanceUnit", "").strip().lower()
    if not name:
        return ask.units.mm_of_distance
    if name not in _MILLIMETRES:
        raise ask.invalid("distanceUnit")
    return _MILLIMETRES[name]
