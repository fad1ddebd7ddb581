"""The logs of food and water, and their daily series."""

from __future__ import annotations

from datetime import date
from typing import Any

from fitbit_sandbox.fitbit.call import Answer, Call
from fitbit_sandbox.fitbit.chapters.asked import (
    answers,
    as_number,
    dates_asked,
    day_given,
    day_in_path,
    deleted,
    existing,
    log_id,
    number,
    rows,
    whole,
)
from fitbit_sandbox.fitbit.chapters.favourites import add_favourite
from fitbit_sandbox.fitbit.chapters.foods import eaten, find_food, show_meal, unit_given
from fitbit_sandbox.fitbit.chapters.goals import food_goals
from fitbit_sandbox.fitbit.chapters.units import ML_OF_CUP, ML_OF_OUNCE, tidy, units_of
from fitbit_sandbox.fitbit.errors import invalid
from fitbit_sandbox.people.civil import epoch
from fitbit_sandbox.people.foods import Food
from fitbit_sandbox.people.logs import Drink, Meal

_MEALS = (1, 2, 3, 4, 5, 7)
_ML = {"ml": 1.0, "fl oz": ML_OF_OUNCE, "cup": ML_OF_CUP}
_NOON = 12 * 60 * 60


@answers("getFoodsByDate")
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


@answers("addFoodsLog")
def create(call: Call) -> Any:
    """Log a food of the database, or one by its name."""
    day, meal_type = day_given(call), _meal_type(call)
    amount, unit_id = number(call, "amount", min_value=0.01), unit_given(call, "unitId")
    food = _food(call, amount, unit_id)
    log_number, noon = call.person.new_id(), epoch(day, _NOON, call.person.timezone)
    meal = Meal(log_number, day, noon, meal_type, food, amount, unit_id, food.share(amount))
    call.person.meals.put(meal)
    if call.params.get("favorite") == "true" and "foodId" in call.params:
        add_favourite(call, "foods", food.id)
    return Answer({"foodLog": show_meal(call, meal)}, 201)


@answers("editFoodsLog")
def update(call: Call) -> Any:
    """Change the amount, the meal or the calories of a food log."""
    with call.person.lock:
        meal = existing(call.person.meals.find(log_id(call, "food-log-id"), call.now))
        meal = meal._replace(meal_type=_meal_type(call))
        if "amount" in call.params:
            meal = _with_amount(call, meal)
        if call.params.get("calories"):
            calories = as_number(call.params["calories"], "calories")
            meal = meal._replace(food=_named(meal.food.name, calories, meal.amount, meal.unit))
            meal = meal._replace(share=1.0)
        return {"foodLog": show_meal(call, call.person.meals.put(meal))}


@answers("deleteFoodsLog")
def delete(call: Call) -> Any:
    """Delete a food log."""
    return deleted(call.person.meals.delete(log_id(call, "food-log-id"), call.now))


def _with_amount(call: Call, meal: Meal) -> Meal:
    amount, unit_id = number(call, "amount", min_value=0.01), unit_given(call, "unitId")
    if unit_id != meal.unit:
        raise invalid("unitId", f"Invalid unit for the food: {unit_id}")
    return meal._replace(amount=amount, share=meal.food.share(amount))


def _meal_type(call: Call) -> int:
    value = whole(call, "mealTypeId")
    if value not in _MEALS:
        raise invalid("mealTypeId", f"Invalid meal type: {value}")
    return value


def _food(call: Call, amount: float, unit_id: int) -> Food:
    if not call.params.get("foodId"):
        name = call.params.get("foodName", "").strip()
        if not name:
            raise invalid("foodId", "Either foodId or foodName must be provided")
        calories = as_number(call.params.get("calories", "0"), "calories")
        brand = call.params.get("brandName", "")
        return _named(name, calories, amount, unit_id, brand)
    food = existing(find_food(call, whole(call, "foodId")))
    if unit_id != food.unit:
        raise invalid("unitId", f"Invalid unit for the food: {unit_id}")
    return food


def _named(name: str, calories: float, amount: float, unit_id: int, brand: str = "") -> Food:
    return Food(0, name, calories, unit_id, amount, brand=brand, private=True)


@answers("getWaterByDate")
def get_water(call: Call) -> Any:
    """Return a day's water logs and their sum."""
    units = units_of(call)
    logs = call.person.drinks.on(day_in_path(call), call.now)
    total = units.water(sum(log.ml for log in logs))
    return {"summary": {"water": tidy(total)}, "water": [_show_drink(call, log) for log in logs]}


@answers("addWaterLog")
def create_water(call: Call) -> Any:
    """Log an amount of water."""
    day, ml = day_given(call), _ml(call)
    moment = epoch(day, _NOON, call.person.timezone)
    log = call.person.drinks.put(Drink(call.person.new_id(), day, moment, ml))
    return Answer({"waterLog": _show_drink(call, log)}, 201)


@answers("updateWaterLog")
def update_water(call: Call) -> Any:
    """Change the amount of a water log."""
    with call.person.lock:
        log = existing(call.person.drinks.find(log_id(call, "water-log-id"), call.now))
        log = log._replace(ml=_ml(call))
        return {"waterLog": _show_drink(call, call.person.drinks.put(log))}


@answers("deleteWaterLog")
def delete_water(call: Call) -> Any:
    """Delete a water log."""
    return deleted(call.person.drinks.delete(log_id(call, "water-log-id"), call.now))


def _ml(call: Call) -> float:
    unit = call.params.get("unit")
    if unit is not None and unit not in _ML:
        raise invalid("unit", f"Invalid water unit: {unit}")
    factor = units_of(call).ml_of_water if unit is None else _ML[unit]
    return number(call, "amount", min_value=0.01) * factor


def _show_drink(call: Call, log: Drink) -> dict[str, Any]:
    return {"amount": tidy(units_of(call).water(log.ml)), "logId": log.id}


@answers("getFoodsResourceByDatePeriod", "getFoodsByDateRange")
def series(call: Call) -> Any:
    """Return the water or the calories of each day of a period or a range."""
    resource = call.arguments["resource-path"]
    dates = dates_asked(call, resource)
    readings = {"water": _water, "caloriesIn": _calories}
    if resource not in readings:
        raise invalid("resourcePath", f"Invalid time series resource path: {call.path}")
    return {f"foods-log-{resource}": rows(dates.each(), lambda day: readings[resource](call, day))}


def _water(call: Call, day: date) -> str:
    ml = sum(log.ml for log in call.person.drinks.on(day, call.now))
    return str(float(units_of(call).water(ml)))


def _calories(call: Call, day: date) -> str:
    return str(eaten(call.person.meals.on(day, call.now))["calories"])
