"""The food database: search, own foods, favourites, units and locales."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fitbit_sandbox.data import read_data
from fitbit_sandbox.fitbit.call import Answer, Call
from fitbit_sandbox.fitbit.chapters import favourites
from fitbit_sandbox.fitbit.chapters.asked import (
    answers,
    as_number,
    deleted,
    existing,
    log_id,
    number,
    required,
    whole,
)
from fitbit_sandbox.fitbit.chapters.units import tidy
from fitbit_sandbox.fitbit.errors import invalid
from fitbit_sandbox.people.foods import Food, Unit, foods, units
from fitbit_sandbox.people.logs import Meal

_OWN = "own foods"
_LIMIT = 20
_FORMS = ("LIQUID", "DRY")
_NUTRIENTS = ("carbs", "fat", "fiber", "protein", "sodium")
_MAIN_NUTRIENTS = {
    "totalCarbohydrate": "carbs",
    "totalFat": "fat",
    "dietaryFiber": "fiber",
    "protein": "protein",
    "sodium": "sodium",
}


def unit_given(call: Call, name: str) -> int:
    """Return the id of a measurement unit from the parameters."""
    value = whole(call, name)
    if value not in units():
        raise invalid(name, f"Invalid unit: {value}")
    return value


def find_food(call: Call, number_of_food: int) -> Food | None:
    """Return a public food or one of the person's own, or None."""
    return next((food for food in _known(call) if food.id == number_of_food), None)


def _known(call: Call) -> list[Food]:
    with call.person.lock:
        return [*foods().values(), *call.person.extras.get(_OWN, {}).values()]


@answers("getFoodsInfo")
def get_one(call: Call) -> Any:
    """Return a food; nutritional values only of one's own."""
    return {"food": show_food(_in_path(call), values=True)}


def _in_path(call: Call) -> Food:
    return existing(find_food(call, log_id(call, "food-id")))


@answers("getFoodsList")
def search(call: Call) -> Any:
    """Return the foods whose names have every word of the query."""
    words = required(call, "query").lower().split()
    found = [food for food in _known(call) if all(word in food.name.lower() for word in words)]
    return {"foods": [show_food(food) for food in found]}


@answers("addFoods")
def create(call: Call) -> Any:
    """Create a private food."""
    unit_id = unit_given(call, "defaultFoodMeasurementUnitId")
    form = call.params.get("formType")
    if form is not None and form not in _FORMS:
        raise invalid("formType", f"Invalid form type: {form}")
    food = Food(
        call.person.new_id(),
        required(call, "name"),
        number(call, "calories"),
        unit_id,
        number(call, "defaultServingSize", min_value=0.01),
        private=True,
        description=call.params.get("description", ""),
        **_nutrients(call, _MAIN_NUTRIENTS),
        extra=_nutrients(call, _other_nutrients()),
    )
    with call.person.lock:
        call.person.extras.setdefault(_OWN, {})[food.id] = food
    return Answer({"food": show_food(food, values=True)}, 201)


def _other_nutrients() -> dict[str, str]:
    return {name: name for name in read_data("people/foods.json")["nutrients"]}


def _nutrients(call: Call, names: dict[str, str]) -> dict[str, Any]:
    return {
        kept: as_number(call.params[name], name)
        for name, kept in names.items()
        if call.params.get(name)
    }


@answers("deleteFoods")
def delete(call: Call) -> Any:
    """Delete a private food."""
    with call.person.lock:
        return deleted(call.person.extras.get(_OWN, {}).pop(log_id(call, "food-id"), None))


@answers("addFavoriteFood")
def add_favourite(call: Call) -> Any:
    """Make the food of the path a favourite."""
    favourites.add_favourite(call, "foods", _in_path(call).id)
    return Answer("", 201)


@answers("deleteFavoriteFood")
def delete_favourite(call: Call) -> Any:
    """Take a food from the favourites."""
    return deleted(favourites.remove_favourite(call, "foods", log_id(call, "food-id")))


@answers("getFavoriteFoods")
def get_favourites(call: Call) -> Any:
    """Return the favourite foods, a bare list."""
    with call.person.lock:
        kept = list(favourites.favourites(call, "foods"))
    found = (find_food(call, number_of_food) for number_of_food in kept)
    return [show_food(food) for food in found if food is not None]


@answers("getRecentFoods")
def get_recent(call: Call) -> Any:
    """Return the foods logged last, newest first, a bare list."""
    newest = favourites.latest(_month(call)).values()
    meals = sorted(newest, key=lambda meal: (meal.day, meal.moment), reverse=True)
    return [_logged(meal) for meal in meals[:_LIMIT]]


@answers("getFrequentFoods")
def get_frequent(call: Call) -> Any:
    """Return the foods logged most often, a bare list."""
    return [_logged(meal) for meal in favourites.most_frequent(_month(call), _LIMIT)]


def _month(call: Call) -> list[tuple[int, Meal]]:
    return [
        (meal.food.id, meal)
        for day in favourites.last_month(call)
        for meal in reversed(call.person.meals.on(day, call.now))
    ]


def _logged(meal: Meal) -> dict[str, Any]:
    return {
        **show_food(meal.food),
        "amount": meal.amount,
        "calories": round(meal.food.calories * meal.share),
        "dateLastEaten": meal.day.isoformat(),
        "mealTypeId": meal.meal_type,
        "unit": show_unit(meal.unit),
    }


@answers("getFoodsUnits")
def get_units(_: Call) -> Any:
    """Return the measurement units, a bare list."""
    return [show_unit(number) for number in units()]


@answers("getFoodsLocales")
def get_locales(_: Call) -> Any:
    """Return the locales of the food database, a bare list."""
    return read_data("people/foods.json")["locales"]


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
        "servings": [
            {
                "multiplier": 1,
                "servingSize": tidy(food.serving),
                "unit": show_unit(food.unit),
                "unitId": food.unit,
            }
        ],
        "units": [food.unit],
    }
    if values and food.private:
        shown["nutritionalValues"] = nutrients(food, 1.0) | food.extra
    return shown


def nutrients(food: Food, share: float) -> dict[str, Any]:
    """Return what a number of servings of a food holds."""
    values = {name: tidy(round(getattr(food, name) * share, 2)) for name in _NUTRIENTS}
    return {"calories": round(food.calories * share), **values}


def eaten(meals: Iterable[Meal]) -> dict[str, Any]:
    """Return the sums over food logs."""
    held = [nutrients(meal.food, meal.share) for meal in meals]
    values = {name: tidy(round(sum(one[name] for one in held), 2)) for name in _NUTRIENTS}
    return {"calories": sum(one["calories"] for one in held), **values}


def show_portion(
    food: Food, amount: float, unit: int, meal_type: int, share: float
) -> dict[str, Any]:
    """Return an amount of a food, as food logs and meals show it."""
    return {
        "accessLevel": "PRIVATE" if food.private else "PUBLIC",
        "amount": tidy(amount),
        "brand": food.brand,
        "calories": round(food.calories * share),
        "foodId": food.id,
        "locale": "en_US",
        "mealTypeId": meal_type,
        "name": food.name,
        "unit": show_unit(unit),
        "units": [food.unit],
    }


def show_meal(call: Call, meal: Meal) -> dict[str, Any]:
    """Return a food log."""
    food = meal.food
    portion = show_portion(food, meal.amount, meal.unit, meal.meal_type, meal.share)
    return {
        "isFavorite": food.id in favourites.favourites(call, "foods"),
        "logDate": meal.day.isoformat(),
        "logId": meal.id,
        "loggedFood": portion,
        "nutritionalValues": nutrients(food, meal.share),
    }
