"""Answers for the logs of food."""

from __future__ import annotations

from typing import Any

from fitbit_sandbox.fitbit.call import Answer, Call, Handler
from fitbit_sandbox.fitbit.chapters.asked import (
    as_number,
    day_given,
    day_in_path,
    log_id,
    number,
    whole,
)
from fitbit_sandbox.fitbit.chapters.foods import favour, find_food
from fitbit_sandbox.fitbit.chapters.goals import food_goals
from fitbit_sandbox.fitbit.chapters.nutrition_shapes import eaten, show_meal
from fitbit_sandbox.fitbit.chapters.units import tidy, units_of
from fitbit_sandbox.fitbit.errors import invalid, not_found
from fitbit_sandbox.people.civil import epoch
from fitbit_sandbox.people.foods import Food, units
from fitbit_sandbox.people.logs import Meal

_MEALS = (1, 2, 3, 4, 5, 7)
_NOON = 12 * 60 * 60


def get_day(call: Call) -> Any:
    """Return a day's food logs, their sums and the goal."""
    day = day_in_path(call)
    meals, drinks = call.person.meals.on(day, call.now), call.person.drinks.on(day, call.now)
    water = units_of(call).water(sum(drink.ml for drink in drinks))
    return {
        "foods": [show_meal(call, meal) for meal in meals],
        "goals": food_goals(call),
        "summary": eaten(meals) | {"water": tidy(water)},
    }


def create(call: Call) -> Any:
    """Log a food of the database, or one by its name."""
    day, meal_type = day_given(call), _meal_type(call)
    amount, unit_id = number(call, "amount", least=0.01), _unit(call)
    food = _food(call, amount, unit_id)
    meal = Meal(
        call.person.new_id(),
        day,
        epoch(day, _NOON, call.person.timezone),
        meal_type,
        food,
        amount,
        unit_id,
        food.share(amount),
    )
    call.person.meals.put(meal)
    if call.params.get("favorite") == "true" and "foodId" in call.params:
        favour(call, food.id)
    return Answer({"foodLog": show_meal(call, meal)}, 201)


def update(call: Call) -> Any:
    """Change the amount, the meal or the calories of a food log."""
    with call.person.lock:
        meal = _found(call)._replace(meal_type=_meal_type(call))
        if "amount" in call.params:
            meal = _with_amount(call, meal)
        if call.params.get("calories"):
            calories = as_number(call.params["calories"], "calories")
            meal = meal._replace(food=_named(meal.food.name, calories, meal.amount, meal.unit))
            meal = meal._replace(share=1.0)
        return {"foodLog": show_meal(call, call.person.meals.put(meal))}


def delete(call: Call) -> Any:
    """Delete a food log."""
    with call.person.lock:
        call.person.meals.delete(_found(call).id, call.now)
    return Answer(None, 204)


def _found(call: Call) -> Meal:
    meal = call.person.meals.find(log_id(call, "food-log-id"), call.now)
    if meal is None:
        raise not_found()
    return meal


def _with_amount(call: Call, meal: Meal) -> Meal:
    amount, unit_id = number(call, "amount", least=0.01), _unit(call)
    if unit_id != meal.unit:
        raise invalid("unitId", f"Invalid unit for the food: {unit_id}")
    return meal._replace(amount=amount, share=meal.food.share(amount))


def _meal_type(call: Call) -> int:
    value = whole(call, "mealTypeId")
    if value not in _MEALS:
        raise invalid("mealTypeId", f"Invalid meal type: {value}")
    return value


def _unit(call: Call) -> int:
    value = whole(call, "unitId")
    if value not in units():
        raise invalid("unitId", f"Invalid unit: {value}")
    return value


def _food(call: Call, amount: float, unit_id: int) -> Food:
    if not call.params.get("foodId"):
        name = call.params.get("foodName", "").strip()
        if not name:
            raise invalid("foodId", "Either foodId or foodName must be provided")
        calories = as_number(call.params.get("calories", "0"), "calories")
        brand = call.params.get("brandName", "")
        return _named(name, calories, amount, unit_id, brand)
    food = find_food(call, whole(call, "foodId"))
    if food is None:
        raise not_found()
    if unit_id != food.unit:
        raise invalid("unitId", f"Invalid unit for the food: {unit_id}")
    return food


def _named(name: str, calories: float, amount: float, unit_id: int, brand: str = "") -> Food:
    return Food(0, name, calories, unit_id, amount, brand=brand, private=True)


def handlers() -> dict[str, Handler]:
    """Return this chapter's handlers."""
    return {
        "getFoodsByDate": get_day,
        "addFoodsLog": create,
        "editFoodsLog": update,
        "deleteFoodsLog": delete,
    }
