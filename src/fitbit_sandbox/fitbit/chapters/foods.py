"""Answers for the food database: search, own foods, favourites, units and locales."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from fitbit_sandbox.fitbit.call import Answer, Call, Handler
from fitbit_sandbox.fitbit.chapters.asked import as_number, log_id, number, required, whole
from fitbit_sandbox.fitbit.chapters.nutrition_shapes import FAVOURITES, show_food, show_unit
from fitbit_sandbox.fitbit.errors import invalid, not_found
from fitbit_sandbox.people.foods import Food, foods, units
from fitbit_sandbox.people.logs import Meal

_OWN = "own foods"
_DAYS = 30
_MOST = 20
_LOCALES = (
    ("en_AU", "Australia", False),
    ("de_DE", "Deutschland", True),
    ("es_ES", "España", True),
    ("fr_FR", "France", True),
    ("ja_JP", "日本", False),
    ("en_NZ", "New Zealand", False),
    ("en_GB", "United Kingdom", True),
    ("en_US", "United States", True),
)
_FORMS = ("LIQUID", "DRY")
_MAIN_NUTRIENTS = {
    "totalCarbohydrate": "carbs",
    "totalFat": "fat",
    "dietaryFiber": "fiber",
    "protein": "protein",
    "sodium": "sodium",
}
_OTHER_NUTRIENTS = (
    "caloriesFromFat", "transFat", "saturatedFat", "cholesterol", "potassium", "sugars",
    "vitaminA", "vitaminB6", "vitaminB12", "vitaminC", "vitaminD", "vitaminE", "biotin",
    "folicAcid", "niacin", "pantothenicAcid", "riboflavin", "thiamin", "calcium", "copper",
    "iron", "magnesium", "phosphorus", "iodine", "zinc",
)  # fmt: skip


def find_food(call: Call, number_of_food: int) -> Food | None:
    """Return a public food or one of the person's own, or None."""
    return next((food for food in _known(call) if food.id == number_of_food), None)


def _known(call: Call) -> list[Food]:
    with call.person.lock:
        return [*foods().values(), *call.person.extras.get(_OWN, {}).values()]


def get_one(call: Call) -> Any:
    """Return a food; nutritional values only of one's own."""
    return {"food": show_food(_in_path(call), values=True)}


def _in_path(call: Call) -> Food:
    food = find_food(call, log_id(call, "food-id"))
    if food is None:
        raise not_found()
    return food


def search(call: Call) -> Any:
    """Return the foods whose names have every word of the query."""
    words = required(call, "query").lower().split()
    found = [food for food in _known(call) if all(word in food.name.lower() for word in words)]
    return {"foods": [show_food(food) for food in found]}


def create(call: Call) -> Any:
    """Create a private food."""
    unit_id = whole(call, "defaultFoodMeasurementUnitId")
    if unit_id not in units():
        raise invalid("defaultFoodMeasurementUnitId", f"Invalid unit: {unit_id}")
    form = call.params.get("formType")
    if form is not None and form not in _FORMS:
        raise invalid("formType", f"Invalid form type: {form}")
    food = Food(
        call.person.new_id(),
        required(call, "name"),
        number(call, "calories"),
        unit_id,
        number(call, "defaultServingSize", least=0.01),
        private=True,
        description=call.params.get("description", ""),
        **_main_nutrients(call),
        extra=_nutrients(call, {name: name for name in _OTHER_NUTRIENTS}),
    )
    with call.person.lock:
        call.person.extras.setdefault(_OWN, {})[food.id] = food
    return Answer({"food": show_food(food, values=True)}, 201)


def _main_nutrients(call: Call) -> dict[str, Any]:
    return _nutrients(call, _MAIN_NUTRIENTS)


def _nutrients(call: Call, names: dict[str, str]) -> dict[str, float]:
    return {
        kept: as_number(call.params[name], name)
        for name, kept in names.items()
        if call.params.get(name)
    }


def delete(call: Call) -> Any:
    """Delete a private food."""
    with call.person.lock:
        own = call.person.extras.get(_OWN, {})
        if own.pop(log_id(call, "food-id"), None) is None:
            raise not_found()
    return Answer(None, 204)


def favour(call: Call, food_id: int) -> None:
    """Make a food a favourite."""
    with call.person.lock:
        kept = call.person.extras.setdefault(FAVOURITES, [])
        if food_id not in kept:
            kept.append(food_id)


def add_favourite(call: Call) -> Any:
    """Make the food of the path a favourite."""
    favour(call, _in_path(call).id)
    return Answer("", 201)


def delete_favourite(call: Call) -> Any:
    """Take a food from the favourites."""
    with call.person.lock:
        kept, number_of_food = call.person.extras.get(FAVOURITES, []), log_id(call, "food-id")
        if number_of_food not in kept:
            raise not_found()
        kept.remove(number_of_food)
    return Answer(None, 204)


def get_favourites(call: Call) -> Any:
    """Return the favourite foods, a bare list."""
    with call.person.lock:
        kept = list(call.person.extras.get(FAVOURITES, []))
    found = [find_food(call, number_of_food) for number_of_food in kept]
    return [show_food(food) for food in found if food is not None]


def get_recent(call: Call) -> Any:
    """Return the foods logged last, newest first, a bare list."""
    latest = {meal.food.id: meal for meal in reversed(_month(call))}
    meals = sorted(latest.values(), key=lambda meal: (meal.day, meal.moment), reverse=True)
    return [_logged(meal) for meal in meals[:_MOST]]


def get_frequent(call: Call) -> Any:
    """Return the foods logged most often, a bare list."""
    meals = _month(call)
    counts = Counter(meal.food.id for meal in meals)
    latest = {meal.food.id: meal for meal in reversed(meals)}
    return [_logged(latest[number_of_food]) for number_of_food, _ in counts.most_common(_MOST)]


def _month(call: Call) -> list[Meal]:
    """Return the food logs of the last 30 days, newest first."""
    today = call.person.today(call.now)
    days = [today - timedelta(days=number) for number in range(_DAYS)]
    return [meal for day in days for meal in reversed(call.person.meals.on(day, call.now))]


def _logged(meal: Meal) -> dict[str, Any]:
    return {
        **show_food(meal.food),
        "amount": meal.amount,
        "calories": round(meal.food.calories * meal.share),
        "dateLastEaten": meal.day.isoformat(),
        "mealTypeId": meal.meal_type,
        "unit": show_unit(meal.unit),
    }


def get_units(_: Call) -> Any:
    """Return the measurement units, a bare list."""
    return [show_unit(number) for number in units()]


def get_locales(_: Call) -> Any:
    """Return the locales of the food database, a bare list."""
    return [
        {"barcode": barcode, "imageUpload": False, "label": label, "value": value}
        for value, label, barcode in _LOCALES
    ]


def handlers() -> dict[str, Handler]:
    """Return this chapter's handlers."""
    return {
        "getFoodsInfo": get_one,
        "getFoodsList": search,
        "addFoods": create,
        "deleteFoods": delete,
        "getFavoriteFoods": get_favourites,
        "addFavoriteFood": add_favourite,
        "deleteFavoriteFood": delete_favourite,
        "getRecentFoods": get_recent,
        "getFrequentFoods": get_frequent,
        "getFoodsUnits": get_units,
        "getFoodsLocales": get_locales,
    }
