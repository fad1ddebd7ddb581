"""Logs food and water, and changes what was logged."""

from __future__ import annotations

import datetime as dt
from typing import Any

from fitbit.exceptions import NotSupportedByProvider
from fitbit.google.ask import Ask
from fitbit.google.health import Row
from fitbit.google.ids import point_name
from fitbit.google.nutrition import MEALS, food_log, water_log
from fitbit.google.writes import create, held, interval, patch

_FOOD, _WATER = "nutrition-log", "hydration-log"
_GRAMS = {
    "carbs": "totalCarbohydrate",
    "totalCarbohydrate": "totalCarbohydrate",
    "totalFat": "totalFat",
}
_NUTRIENTS = {
    "protein": ("PROTEIN", 1.0),
    "dietaryFiber": ("DIETARY_FIBER", 1.0),
    "sodium": ("SODIUM", 0.001),
}


def log_water(ask: Ask) -> Any:
    """Log water at the beginning of a day."""
    span = _day(ask)
    row = create(ask, _WATER, {"interval": span, **_drunk(ask)})
    return {"waterLog": water_log(row, ask.units)}


def change_water(ask: Ask) -> Any:
    """Change how much was drunk."""
    identifier = ask.identifier("water-log-id")
    drunk = _drunk(ask)
    span = _times(held(ask, _WATER, identifier)["interval"])
    row = patch(ask, _WATER, identifier, {"interval": span, **drunk})
    return {"waterLog": water_log(row, ask.units)}


def _day(ask: Ask) -> Row:
    return interval(ask, dt.datetime.combine(ask.given_day(), dt.time()))


def _times(span: Row) -> Row:
    """Return an interval without what Google alone writes."""
    return {name: value for name, value in span.items() if not name.startswith("civil")}


def _drunk(ask: Ask) -> Row:
    unit = ask.params.get("unit", "").strip() or None
    if unit not in {None, "ml", "fl oz", "cup"}:
        raise ask.invalid("unit")
    amount = ask.units.millilitres(ask.number("amount"), unit)
    return {"amountConsumed": {"milliliters": round(amount, 3)}}


def log_food(ask: Ask) -> Any:
    """Log a food of the catalogue, or one by its name and calories."""
    content = {"interval": _day(ask), "mealType": _meal(ask), "serving": _serving(ask)}
    if ask.params.get("foodId"):
        content["food"] = point_name("food", ask.given_identifier("foodId"))
    else:
        content |= {"foodDisplayName": ask.required("foodName"), **_contents(ask)}
    return {"foodLog": food_log(create(ask, _FOOD, content))}


def _meal(ask: Ask) -> str:
    text = ask.required("mealTypeId")
    if text not in {str(number) for number in MEALS}:
        raise ask.invalid("mealTypeId")
    return MEALS[int(text)]


def _serving(ask: Ask) -> Row:
    unit = point_name("food-measurement-unit", ask.given_identifier("unitId"))
    return {"amount": ask.number("amount"), "foodMeasurementUnit": unit}


def _contents(ask: Ask) -> Row:
    """Return what the parameters say of a food that is not in the catalogue."""
    found: Row = {"energy": {"kcal": ask.number("calories", 0.0)}}
    for name, key in _GRAMS.items():
        if ask.params.get(name):
            found[key] = {"grams": ask.number(name)}
    nutrients = [
        {"nutrient": nutrient, "quantity": {"grams": ask.number(name) * factor}}
        for name, (nutrient, factor) in _NUTRIENTS.items()
        if ask.params.get(name)
    ]
    return found | ({"nutrients": nutrients} if nutrients else {})


def change_food(ask: Ask) -> Any:
    """Change a logged food's meal or amount; one without a place in the catalogue stays."""
    identifier = ask.identifier("food-log-id")
    meal = _meal(ask)
    before = held(ask, _FOOD, identifier)
    if not before.get("food"):
        raise NotSupportedByProvider(
            f"POST {ask.path}: Google Health lets nobody change a food that was logged by its "
            "name. Delete it and log it again."
        )
    content = {"interval": _times(before["interval"]), "food": before["food"], "mealType": meal}
    serving = _serving(ask) if ask.params.get("unitId") else before.get("serving")
    row = patch(ask, _FOOD, identifier, content | ({"serving": serving} if serving else {}))
    return {"foodLog": food_log(row)}
