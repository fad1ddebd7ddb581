"""Turns data points that a client sends into logs of the people model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from fitbit_sandbox.google.body_points import HEIGHTS, Height
from fitbit_sandbox.google.errors import invalid_field
from fitbit_sandbox.google.exercise_points import OTHER, TYPES
from fitbit_sandbox.google.meal_writer import read_meal
from fitbit_sandbox.google.sleep_writer import read_sleep
from fitbit_sandbox.google.times import read_duration, read_stamp
from fitbit_sandbox.google.view import View
from fitbit_sandbox.people.civil import local_date
from fitbit_sandbox.people.logs import Drink, Fat, LoggedActivity, Weight
from fitbit_sandbox.people.schedule import sports

_OWN_ACTIVITY = 1001
_LONGEST = 24 * 60 * 60


class Writer(NamedTuple):
    """Holds how one type is written and deleted."""

    put: Callable[[View, int, Mapping[str, Any]], date]
    """Writes a log under a number and returns the local day it is found on."""
    delete: Callable[[View, int], object]


@cache
def writers() -> Mapping[str, Writer]:
    """Return how each type that can be written is."""
    return {
        "weight": Writer(_put_weight, lambda v, n: v.person.weights.delete(n, v.now)),
        "body-fat": Writer(_put_fat, lambda v, n: v.person.fats.delete(n, v.now)),
        "height": Writer(_put_height, _delete_height),
        "exercise": Writer(_put_exercise, lambda v, n: v.person.delete_exercise(n, v.now)),
        "sleep": Writer(_put_sleep, lambda v, n: v.person.sleeps.delete(n, v.now)),
        "hydration-log": Writer(_put_drink, lambda v, n: v.person.drinks.delete(n, v.now)),
        "nutrition-log": Writer(_put_meal, lambda v, n: v.person.meals.delete(n, v.now)),
    }


def _moment(body: Mapping[str, Any]) -> int:
    return int(read_stamp(body["sampleTime"]["physicalTime"]))


def _span(body: Mapping[str, Any], *, least: int = 0) -> tuple[int, int]:
    start, end = (int(read_stamp(body["interval"][name])) for name in ("startTime", "endTime"))
    if not least <= end - start <= _LONGEST:
        raise invalid_field("interval", "The end must be after the start, by a day at most.")
    return start, end


def _within(value: float, least: float, most: float, path: str) -> float:
    if not least <= value <= most:
        raise invalid_field(path, f"Must be in the range [{least:g}, {most:g}].")
    return value


def _put_weight(view: View, number: int, body: Mapping[str, Any]) -> date:
    grams = _within(body["weightGrams"], 1, 1_000_000, "weight.weightGrams")
    log = view.person.weights.put(Weight(number, _moment(body), round(grams), "API"))
    return local_date(log.moment, view.zone)


def _put_fat(view: View, number: int, body: Mapping[str, Any]) -> date:
    percent = _within(body["percentage"], 0, 100, "bodyFat.percentage")
    log = view.person.fats.put(Fat(number, _moment(body), float(percent), "API"))
    return local_date(log.moment, view.zone)


def _put_height(view: View, number: int, body: Mapping[str, Any]) -> date:
    mm = _within(int(body["heightMillimeters"]), 1, 3000, "height.heightMillimeters")
    log = Height(number, _moment(body), mm)
    with view.person.lock:
        view.person.extras.setdefault(HEIGHTS, {})[number] = log
        _apply_height(view)
    return local_date(log.moment, view.zone)


def _delete_height(view: View, number: int) -> None:
    with view.person.lock:
        view.person.extras.get(HEIGHTS, {}).pop(number, None)
        _apply_height(view)


def _apply_height(view: View) -> None:
    """Make the latest height that of the profile."""
    logged: list[Height] = list(view.person.extras.get(HEIGHTS, {}).values())
    latest = max(logged, key=lambda log: (log.moment, log.id), default=None)
    view.person.change(height_mm=latest.mm if latest else view.person.traits.height_mm)


def _put_drink(view: View, number: int, body: Mapping[str, Any]) -> date:
    start, _ = _span(body)
    path = "hydrationLog.amountConsumed.milliliters"
    ml = _within(body["amountConsumed"]["milliliters"], 0, 100_000, path)
    day = local_date(start, view.zone)
    return view.person.drinks.put(Drink(number, day, start, float(ml))).day


def _put_meal(view: View, number: int, body: Mapping[str, Any]) -> date:
    start, _ = _span(body)
    day = local_date(start, view.zone)
    return view.person.meals.put(read_meal(number, day, start, body)).day


def _put_sleep(view: View, number: int, body: Mapping[str, Any]) -> date:
    start, end = _span(body, least=60)
    return view.person.sleep_date(view.person.sleeps.put(read_sleep(number, start, end, body)))


def _put_exercise(view: View, number: int, body: Mapping[str, Any]) -> date:
    start, end = _span(body, least=1)
    metrics = body["metricsSummary"]
    lasted = read_duration(body["activeDuration"]) if "activeDuration" in body else end - start
    activity, name = _activity(body)
    log = LoggedActivity(
        id=number,
        day=local_date(start, view.zone),
        start=start,
        millis=round(lasted * 1000),
        name=name,
        activity_id=activity,
        parent_id=activity,
        parent_name=name,
        description=body.get("notes", name),
        calories=round(metrics.get("caloriesKcal", 0)),
        mm=round(metrics.get("distanceMillimeters", 0)),
        steps=int(metrics.get("steps", "0")),
        modified=view.now,
        manual_calories="caloriesKcal" in metrics,
        manual_distance="distanceMillimeters" in metrics,
        manual_steps="steps" in metrics,
    )
    return view.person.activities.put(log).day


def _activity(body: Mapping[str, Any]) -> tuple[int, str]:
    """Return an activity's number and name; only an OTHER keeps the name it is given."""
    kind: str = body["exerciseType"]
    if kind == OTHER:
        return _OWN_ACTIVITY, body["displayName"]
    numbers = {name: number for number, name in TYPES.items()}
    number = numbers.get(kind, _OWN_ACTIVITY)
    names = {sport.activity_id: sport.name for sport in sports().values()}
    return number, names.get(number, kind.replace("_", " ").capitalize())
