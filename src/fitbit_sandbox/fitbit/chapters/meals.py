"""Meals: named sets of foods."""

from __future__ import annotations

from typing import Any, cast

from fitbit_sandbox.fitbit.call import Answer, Call
from fitbit_sandbox.fitbit.chapters.asked import answers, as_number, deleted, existing, log_id
from fitbit_sandbox.fitbit.chapters.foods import find_food, show_portion
from fitbit_sandbox.fitbit.errors import Refusal, invalid
from fitbit_sandbox.people.foods import units

_ANYTIME = 7
_Meal = dict[str, Any]


@answers("getMeals")
def get_all(call: Call) -> Any:
    """Return every meal."""
    with call.person.lock:
        return {"meals": [dict(meal) for meal in _meals(call).values()]}


@answers("getMeal")
def get_one(call: Call) -> Any:
    """Return one meal."""
    with call.person.lock:
        return {"meal": dict(_found(call))}


@answers("addMeal")
def create(call: Call) -> Any:
    """Create a meal from its JSON description."""
    with call.person.lock:
        number = call.person.new_id()
        meal = _meals(call)[number] = {"id": number, **_given(call)}
        return Answer({"meal": dict(meal)}, 201)


@answers("updateMeal")
def update(call: Call) -> Any:
    """Replace a meal by its new JSON description."""
    with call.person.lock:
        meal = _found(call)
        meal.update(_given(call))
        return {"meal": dict(meal)}


@answers("deleteMeal")
def delete(call: Call) -> Any:
    """Delete a meal."""
    with call.person.lock:
        return deleted(_meals(call).pop(log_id(call, "meal-id"), None))


def _meals(call: Call) -> dict[int, _Meal]:
    meals: dict[int, _Meal] = call.person.extras.setdefault("meals", {})
    return meals


def _found(call: Call) -> _Meal:
    return existing(_meals(call).get(log_id(call, "meal-id")))


def _given(call: Call) -> _Meal:
    sent: Any = call.json
    if not isinstance(sent, dict):
        message = "There was an error reading the request body."
        raise Refusal(400, "invalid_request", message, field="n/a")
    body = cast("dict[str, Any]", call.json)
    if not isinstance(body.get("mealFoods"), list) or not body["mealFoods"]:
        raise invalid("mealFoods", "Missing parameters: mealFoods")
    return {
        "description": _text(body, "description"),
        "mealFoods": [_meal_food(call, item) for item in body["mealFoods"]],
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
    given = cast("dict[str, Any]", item)
    food_id, amount, unit_id = (
        as_number(str(given.get(name, "")), name) for name in ("foodId", "amount", "unitId")
    )
    food = existing(find_food(call, int(food_id)))
    if int(unit_id) not in units():
        raise invalid("unitId", f"Invalid unit: {given['unitId']}")
    return show_portion(food, amount, int(unit_id), _ANYTIME, food.share(amount))
