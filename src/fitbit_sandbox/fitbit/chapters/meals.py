"""Answers for meals: named sets of foods."""

from __future__ import annotations

from typing import Any

from fitbit_sandbox.fitbit.call import Answer, Call, Handler
from fitbit_sandbox.fitbit.chapters.asked import as_number, log_id
from fitbit_sandbox.fitbit.chapters.foods import find_food
from fitbit_sandbox.fitbit.chapters.nutrition_shapes import show_unit
from fitbit_sandbox.fitbit.chapters.units import tidy
from fitbit_sandbox.fitbit.errors import Refusal, invalid, not_found
from fitbit_sandbox.people.foods import units

_SHELF = "meals"
_ANYTIME = 7
_Meal = dict[str, Any]


def get_all(call: Call) -> Any:
    """Return every meal."""
    with call.person.lock:
        return {"meals": [dict(meal) for meal in _meals(call).values()]}


def get_one(call: Call) -> Any:
    """Return one meal."""
    with call.person.lock:
        return {"meal": dict(_found(call))}


def create(call: Call) -> Any:
    """Create a meal from its JSON description."""
    with call.person.lock:
        meal = {"id": call.person.new_id(), **_given(call)}
        _meals(call)[meal["id"]] = meal
    return Answer({"meal": dict(meal)}, 201)


def update(call: Call) -> Any:
    """Replace a meal by its new JSON description."""
    with call.person.lock:
        meal = _found(call)
        meal.update(_given(call))
        return {"meal": dict(meal)}


def delete(call: Call) -> Any:
    """Delete a meal."""
    with call.person.lock:
        del _meals(call)[_found(call)["id"]]
    return Answer(None, 204)


def _meals(call: Call) -> dict[int, _Meal]:
    meals: dict[int, _Meal] = call.person.extras.setdefault(_SHELF, {})
    return meals


def _found(call: Call) -> _Meal:
    meal = _meals(call).get(log_id(call, "meal-id"))
    if meal is None:
        raise not_found()
    return meal


def _given(call: Call) -> _Meal:
    body = call.json
    if not isinstance(body, dict):
        message = "There was an error reading the request body."
        raise Refusal(400, "invalid_request", message, field="n/a")
    items = body.get("mealFoods")
    if not isinstance(items, list) or not items:
        raise invalid("mealFoods", "Missing parameters: mealFoods")
    return {
        "description": _text(body, "description"),
        "mealFoods": [_meal_food(call, item) for item in items],
        "name": _text(body, "name"),
    }


def _text(body: dict[str, Any], name: str) -> str:
    text = body.get(name)
    if not isinstance(text, str) or (name == "name" and not text.strip()):
        raise invalid(name, f"Missing parameters: {name}")
    return text


def _meal_food(call: Call, item: Any) -> dict[str, Any]:
    if not isinstance(item, dict):
        raise invalid("mealFoods", "Invalid value for parameter mealFoods")
    food_id, amount, unit_id = (
        as_number(str(item.get(name, "")), name) for name in ("foodId", "amount", "unitId")
    )
    food = find_food(call, int(food_id))
    if food is None:
        raise not_found()
    if int(unit_id) not in units():
        raise invalid("unitId", f"Invalid unit: {item['unitId']}")
    return {
        "accessLevel": "PRIVATE" if food.private else "PUBLIC",
        "amount": tidy(amount),
        "brand": food.brand,
        "calories": round(food.calories * food.share(amount)),
        "foodId": food.id,
        "locale": "en_US",
        "mealTypeId": _ANYTIME,
        "name": food.name,
        "unit": show_unit(int(unit_id)),
        "units": [food.unit],
    }


def handlers() -> dict[str, Handler]:
    """Return this chapter's handlers."""
    return {
        "getMeals": get_all,
        "getMeal": get_one,
        "addMeal": create,
        "updateMeal": update,
        "deleteMeal": delete,
    }
