"""The data points of food and drink, and the database of foods."""

from __future__ import annotations

from datetime import date
from typing import Any

from fitbit_sandbox.google.sources import HAND
from fitbit_sandbox.google.times import interval
from fitbit_sandbox.google.view import Point, View, gives
from fitbit_sandbox.people import foods
from fitbit_sandbox.people.foods import Food, Unit
from fitbit_sandbox.people.logs import Drink, Meal

MEALS = {
    1: "BREAKFAST",
    2: "BEFORE_LUNCH",
    3: "LUNCH",
    4: "BEFORE_DINNER",
    5: "DINNER",
    7: "ANYTIME",
}
NUTRIENTS = {
    "CARBOHYDRATES": "carbs",
    "DIETARY_FIBER": "fiber",
    "PROTEIN": "protein",
    "SODIUM": "sodium",
}
_UNITS = "users/me/dataTypes/food-measurement-unit/dataPoints/"
_FOODS = "users/me/dataTypes/food/dataPoints/"


@gives("hydration-log")
def _drinks(view: View, day: date) -> list[Point]:
    return [_log(view, log, _drink(log)) for log in view.person.drinks.on(day, view.now)]


def _drink(log: Drink) -> dict[str, Any]:
    return {"amountConsumed": {"milliliters": log.ml, "userProvidedUnit": "MILLILITER"}}


@gives("nutrition-log")
def _meals(view: View, day: date) -> list[Point]:
    return [_log(view, log, meal(log)) for log in view.person.meals.on(day, view.now)]


def _log(view: View, log: Drink | Meal, members: dict[str, Any]) -> Point:
    span = interval(log.moment, log.moment, view.zone, civil=False)
    origin = view.origin_of(log.id, HAND)
    body = {"interval": span, **members}
    return Point(log.moment, log.moment, body, origin, view.point_id(log.id))


def meal(log: Meal) -> dict[str, Any]:
    """Return what a food log says of the food."""
    food, unit = log.food, foods.units().get(log.unit)
    shown: dict[str, Any] = {
        "foodDisplayName": food.name,
        "mealType": MEALS.get(log.meal_type, "ANYTIME"),
        **contents(food, log.share),
        "serving": {
            "amount": float(log.amount),
            "foodMeasurementUnit": f"{_UNITS}{log.unit}",
            **({"foodMeasurementUnitDisplayName": unit.name} if unit else {}),
        },
    }
    return shown | ({} if food.private else {"food": f"{_FOODS}{food.id}"})


def contents(food: Food, share: float, energy: str = "energy") -> dict[str, Any]:
    """Return the energy and the nutrients of so many servings, weights in grams."""
    return {
        energy: {"kcal": float(round(food.calories * share))},
        "totalCarbohydrate": {"grams": _grams(food, "carbs", share)},
        "totalFat": {"grams": _grams(food, "fat", share)},
        "nutrients": [
            {"nutrient": name, "quantity": {"grams": _grams(food, attribute, share)}}
            for name, attribute in NUTRIENTS.items()
        ],
    }


def _grams(food: Food, attribute: str, share: float) -> float:
    amount: float = round(getattr(food, attribute) * share, 2)
    return round(amount / 1000, 8) if attribute == "sodium" else amount


def known_foods() -> list[Point]:
    """Return the foods of the database."""
    return [_catalogued(food.id, _food(food)) for food in foods.foods().values()]


def known_units() -> list[Point]:
    """Return the measurement units."""
    return [
        _catalogued(unit.id, {"displayName": unit.name, "pluralDisplayName": unit.plural})
        for unit in foods.units().values()
    ]


def _catalogued(number: int, body: dict[str, Any]) -> Point:
    return Point(0, 0, body, HAND, str(number))


def _food(food: Food) -> dict[str, Any]:
    unit = foods.units().get(food.unit) or Unit(food.unit, "unit", "units")
    serving = {
        "amount": float(food.serving),
        "foodMeasurementUnit": f"{_UNITS}{unit.id}",
        "foodMeasurementUnitDisplayName": unit.name,
        "foodMeasurementUnitDisplayNamePlural": unit.plural,
    }
    return {
        "accessLevel": "FOOD_ACCESS_LEVEL_PUBLIC",
        "displayName": food.name,
        "languageCode": "en-US",
        "defaultServing": serving,
        "servings": [serving | {"multiplier": 1.0}],
        **({"brand": food.brand} if food.brand else {}),
        **contents(food, 1.0, "energyAvg"),
    }
