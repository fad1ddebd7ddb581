"""Reads the food log that a client writes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from fitbit_sandbox.google.errors import invalid_field
from fitbit_sandbox.google.nutrition_points import MEALS, NUTRIENTS
from fitbit_sandbox.people import foods
from fitbit_sandbox.people.foods import Food
from fitbit_sandbox.people.logs import Meal

_OTHER_MEALS = {"BEFORE_BREAKFAST": 1, "AFTER_DINNER": 7, "SNACK": 7}
_ANYTIME = 7


def read_meal(number: int, day: date, moment: int, body: Mapping[str, Any]) -> Meal:
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
    found = next((food for food in foods.foods().values() if str(food.id) == last), None)
    if found is None:
        raise invalid_field("nutritionLog.food", "There is no such food.")
    return found


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
