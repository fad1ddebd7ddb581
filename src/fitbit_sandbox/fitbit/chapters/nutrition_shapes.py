"""Shapes foods, units and what was eaten."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fitbit_sandbox.fitbit.call import Call
from fitbit_sandbox.fitbit.chapters.units import tidy
from fitbit_sandbox.people.foods import Food, Unit, units
from fitbit_sandbox.people.logs import Meal

FAVOURITES = "favourite foods"
"""Where a person's shelf keeps the ids of favourite foods."""
_NUTRIENTS = ("carbs", "fat", "fiber", "protein", "sodium")


def show_unit(number: int) -> dict[str, Any]:
    """Return a measurement unit by its id."""
    found = units().get(number) or Unit(number, "unit", "units")
    return {"id": found.id, "name": found.name, "plural": found.plural}


def show_food(food: Food, *, values: bool = False) -> dict[str, Any]:
    """Return a food of the database, or one's own with its nutritional values."""
    shown: dict[str, Any] = {
        "accessLevel": "PRIVATE" if food.private else "PUBLIC",
        "brand": food.brand,
        "calories": round(food.calories),
        "defaultServingSize": tidy(food.serving),
        "defaultUnit": show_unit(food.unit),
        "foodId": food.id,
        "isGeneric": not food.private,
        "locale": "en_US",
        "name": food.name,
        "servings": [_serving(food)],
        "units": [food.unit],
    }
    if values and food.private:
        shown["nutritionalValues"] = nutrients(food, 1.0) | food.extra
    return shown


def _serving(food: Food) -> dict[str, Any]:
    return {
        "multiplier": 1,
        "servingSize": tidy(food.serving),
        "unit": show_unit(food.unit),
        "unitId": food.unit,
    }


def nutrients(food: Food, share: float) -> dict[str, Any]:
    """Return what a number of servings of a food holds."""
    values = {name: tidy(round(getattr(food, name) * share, 2)) for name in _NUTRIENTS}
    return {"calories": round(food.calories * share), **values}


def eaten(meals: Iterable[Meal]) -> dict[str, Any]:
    """Return the sums over food logs."""
    held = [nutrients(meal.food, meal.share) for meal in meals]
    values = {name: tidy(round(sum(one[name] for one in held), 2)) for name in _NUTRIENTS}
    return {"calories": sum(one["calories"] for one in held), **values}


def show_meal(call: Call, meal: Meal) -> dict[str, Any]:
    """Return a food log."""
    food = meal.food
    logged = {
        "accessLevel": "PRIVATE" if food.private else "PUBLIC",
        "amount": tidy(meal.amount),
        "brand": food.brand,
        "calories": round(food.calories * meal.share),
        "foodId": food.id,
        "locale": "en_US",
        "mealTypeId": meal.meal_type,
        "name": food.name,
        "unit": show_unit(meal.unit),
        "units": [food.unit],
    }
    return {
        "isFavorite": food.id in call.person.extras.get(FAVOURITES, []),
        "logDate": meal.day.isoformat(),
        "logId": meal.id,
        "loggedFood": logged,
        "nutritionalValues": nutrients(food, meal.share),
    }
