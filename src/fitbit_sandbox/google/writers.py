"""Data points that a client sends, turned into logs of the people model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from fitbit_sandbox.google.body_points import HEIGHTS, Height
from fitbit_sandbox.google.errors import invalid_field
from fitbit_sandbox.google.exercise_points import OTHER, TYPES
from fitbit_sandbox.google.nutrition_points import MEALS, NUTRIENTS
from fitbit_sandbox.google.times import read_duration, read_stamp
from fitbit_sandbox.google.view import View
from fitbit_sandbox.people import foods
from fitbit_sandbox.people.civil import local_date
from fitbit_sandbox.people.foods import Food
from fitbit_sandbox.people.logs import Drink, Fat, LoggedActivity, Meal, Weight
from fitbit_sandbox.people.schedule import sports
from fitbit_sandbox.people.sleep import Sleep, Stage

_OWN_ACTIVITY = 1001
_OTHER_MEALS = {"BEFORE_BREAKFAST": 1, "AFTER_DINNER": 7, "SNACK": 7}
_ANYTIME = 7
_LEVELS: dict[str, dict[str, str]] = {
    "stages": {"AWAKE": "wake", "LIGHT": "light", "DEEP": "deep", "REM": "rem"},
    "classic": {"ASLEEP": "asleep", "AWAKE": "awake", "RESTLESS": "restless"},
}
_MAX_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class Writer:
    """How one type is written and deleted."""

    put: Callable[[View, int, Mapping[str, Any]], date]
    """Write a log under a number and return the local day it is found on."""
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


def _span(body: Mapping[str, Any], *, min_value: int = 0) -> tuple[int, int]:
    start, end = (int(read_stamp(body["interval"][name])) for name in ("startTime", "endTime"))
    if not min_value <= end - start <= _MAX_SECONDS:
        raise invalid_field("interval", "The end must be after the start, by a day at most.")
    return start, end


def _within(value: float, min_value: float, max_value: float, path: str) -> float:
    if not min_value <= value <= max_value:
        raise invalid_field(path, f"Must be in the range [{min_value:g}, {max_value:g}].")
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
    return view.person.meals.put(_read_meal(number, day, start, body)).day


def _put_sleep(view: View, number: int, body: Mapping[str, Any]) -> date:
    start, end = _span(body, min_value=60)
    return view.person.sleep_date(view.person.sleeps.put(_read_sleep(number, start, end, body)))


def _put_exercise(view: View, number: int, body: Mapping[str, Any]) -> date:
    start, end = _span(body, min_value=1)
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


def _read_meal(number: int, day: date, moment: int, body: Mapping[str, Any]) -> Meal:
    """Return a food log, of a food of the database or of one that is described."""
    serving = body.get("serving", {})
    amount = float(serving.get("amount", 1.0))
    if amount <= 0:
        raise invalid_field("nutritionLog.serving.amount", "The amount must be positive.")
    unit = _unit(serving)
    food = _known(body["food"]) if body.get("food") else _described(body, unit, amount)
    if food.private:
        return Meal(number, day, moment, _meal_type(body), food, amount, unit, 1.0)
    if serving and unit != food.unit:
        raise invalid_field("nutritionLog.serving", "The food is not measured in this unit.")
    share = food.share(amount) if serving else 1.0
    return Meal(number, day, moment, _meal_type(body), food, share * food.serving, food.unit, share)


def _meal_type(body: Mapping[str, Any]) -> int:
    numbers = {name: number for number, name in MEALS.items()} | _OTHER_MEALS
    return numbers.get(body.get("mealType", ""), _ANYTIME)


def _unit(serving: Mapping[str, Any]) -> int:
    last = str(serving.get("foodMeasurementUnit", foods.SERVING)).rpartition("/")[2]
    if not last.isdecimal() or int(last) not in foods.units():
        raise invalid_field("nutritionLog.serving.foodMeasurementUnit", "There is no such unit.")
    return int(last)


def _known(name: str) -> Food:
    last = name.rpartition("/")[2]
    if not last.isdecimal() or int(last) not in foods.foods():
        raise invalid_field("nutritionLog.food", "There is no such food.")
    return foods.foods()[int(last)]


def _described(body: Mapping[str, Any], unit: int, amount: float) -> Food:
    name = body.get("foodDisplayName", "").strip()
    if not name:
        raise invalid_field("nutritionLog", "Name a food, or give a foodDisplayName.")
    nutrients = {item["nutrient"]: item["quantity"]["grams"] for item in body.get("nutrients", ())}
    held = {place: nutrients.get(word, 0.0) for word, place in NUTRIENTS.items()}
    held["sodium"] *= 1000
    held["carbs"] = body.get("totalCarbohydrate", {}).get("grams", held["carbs"])
    return Food(
        0,
        name,
        body.get("energy", {}).get("kcal", 0.0),
        unit,
        amount,
        fat=body.get("totalFat", {}).get("grams", 0.0),
        private=True,
        **held,
    )


def _read_sleep(number: int, start: int, end: int, body: Mapping[str, Any]) -> Sleep:
    """Return a sleep: with its stages if it has some, else a classic one that is all asleep."""
    kind: Literal["stages", "classic"] = "stages" if body.get("type") == "STAGES" else "classic"
    if not body.get("stages"):
        kind = "classic"
        stages: tuple[Stage, ...] = (Stage(0, end - start, "asleep"),)
    else:
        stages = tuple(_stage(start, kind, stage) for stage in body["stages"])
    _require_whole(stages, end - start)
    return Sleep(number, start, end - start, kind, stages, manual=True)


def _stage(start: int, kind: str, stage: Mapping[str, Any]) -> Stage:
    begin, end = (int(read_stamp(stage[name])) for name in ("startTime", "endTime"))
    level = _LEVELS[kind].get(stage["type"])
    if level is None:
        raise invalid_field("sleep.stages.type", f"{stage['type']} is no stage of such a sleep.")
    return Stage(begin - start, end - begin, level)


def _require_whole(stages: tuple[Stage, ...], seconds: int) -> None:
    """Refuse stages that overlap, leave gaps, or do not cover the sleep."""
    at = 0
    for stage in stages:
        if stage.offset != at or stage.seconds <= 0:
            break
        at += stage.seconds
    if at != seconds:
        raise invalid_field("sleep.stages", "The stages must cover the sleep without gaps.")
