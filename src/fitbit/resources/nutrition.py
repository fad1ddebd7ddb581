"""Nutrition: goals, meals and water; foods and series come from the files beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from fitbit.arguments import checks, dates
from fitbit.arguments.types import (
    JSON,
    DateLike,
    FoodPlanIntensity,
    Id,
    MealFood,
    Number,
    WaterUnit,
)
from fitbit.exceptions import InvalidValue
from fitbit.resources.nutrition_foods import NutritionFoods
from fitbit.resources.nutrition_time_series import NutritionTimeSeries


class Nutrition(NutritionFoods, NutritionTimeSeries):
    """Nutrition; scope nutrition.

    Water is in fluid ounces for ``en_US`` and in millilitres otherwise, unless a unit is named.
    """

    def create_food_goal(
        self,
        *,
        calories: int | None = None,
        intensity: FoodPlanIntensity | None = None,
        personalized: bool | None = None,
        user_id: str = "-",
    ) -> JSON:
        """Set the goal of calories a day, or the intensity of a food plan; one of the two.

        Returns ``{"goals": {"calories": 2286}}``, with ``foodPlan`` where there is one.  Raises
        InvalidArguments unless exactly one of calories and intensity is given.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition/create-food-goal/
        """
        checks.check_exactly_one(calories=calories, intensity=intensity)
        form = {
            "calories": None if calories is None else checks.encode_amount(calories, "calories"),
            "intensity": checks.check_optional_choice(intensity, FoodPlanIntensity, "intensity"),
            "personalized": personalized,
        }
        return self._post("/1/user/{user-id}/foods/log/goal.json", form, user_id=user_id)

    def create_meal(
        self, name: str, description: str, meal_foods: Iterable[MealFood], *, user_id: str = "-"
    ) -> JSON:
        """Create a meal out of foods, ``{"foodId": 82782, "amount": 2.0, "unitId": 147}`` each.

        Returns ``{"meal": {"id": …, "mealFoods": [...], "name": …}}``.  Raises InvalidValue for no
        food, or a food with other keys.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition/create-meal/
        """
        meal = _meal(name, description, meal_foods)
        return self._post_json("/1/user/{user-id}/meals.json", meal, user_id=user_id)

    def create_water_goal(self, target: Number, *, user_id: str = "-") -> JSON:
        """Set how much water a day the user wants to drink.

        Returns ``{"goal": {"goal": 1893, "startDate": …}}``.  Raises InvalidValue below zero.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition/create-water-goal/
        """
        form = {"target": checks.encode_amount(target, "target")}
        return self._post("/1/user/{user-id}/foods/log/water/goal.json", form, user_id=user_id)

    def create_water_log(
        self, date: DateLike, amount: Number, *, unit: WaterUnit | None = None, user_id: str = "-"
    ) -> JSON:
        """Log water.

        Returns ``{"waterLog": {"amount": 300, "logId": …}}``.  Raises InvalidValue for a date that
        is none, another unit or an amount below zero.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition/create-water-log/
        """
        form = {"date": dates.format_log_date(date), **_water(amount, unit)}
        return self._post("/1/user/{user-id}/foods/log/water.json", form, user_id=user_id)

    def delete_meal(self, meal_id: Id, *, user_id: str = "-") -> Literal[True]:
        """Delete a meal.

        Returns True; an unknown id raises HTTPNotFound.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition/delete-meal/
        """
        path = "/1/user/{user-id}/meals/{meal-id}.json"
        return self._delete(path, meal_id=meal_id, user_id=user_id)

    def delete_water_log(self, log_id: Id, *, user_id: str = "-") -> Literal[True]:
        """Delete a water log.

        Returns True; an unknown id raises HTTPNotFound.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition/delete-water-log/
        """
        path = "/1/user/{user-id}/foods/log/water/{water-log-id}.json"
        return self._delete(path, water_log_id=log_id, user_id=user_id)

    def get_food_goals(self, *, user_id: str = "-") -> JSON:
        """Read the goal of calories a day, and the food plan where there is one.

        Returns ``{"goals": {"calories": 2286}, "foodPlan": {…}}``.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition/get-food-goals/
        """
        return self._get("/1/user/{user-id}/foods/log/goal.json", user_id=user_id)

    def get_meal(self, meal_id: Id, *, user_id: str = "-") -> JSON:
        """Read one meal.

        Returns ``{"meal": {"id": …, "mealFoods": [...], "name": …}}``.  Raises HTTPNotFound for an
        unknown id.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition/get-meal/
        """
        return self._get("/1/user/{user-id}/meals/{meal-id}.json", meal_id=meal_id, user_id=user_id)

    def get_meals(self, *, user_id: str = "-") -> JSON:
        """Read the user's meals.

        Returns ``{"meals": [{"id": …, "mealFoods": [...], "name": …}]}``.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition/get-meals/
        """
        return self._get("/1/user/{user-id}/meals.json", user_id=user_id)

    def get_water_goal(self, *, user_id: str = "-") -> JSON:
        """Read how much water a day the user wants to drink.

        Returns ``{"goal": {"goal": 1893, "startDate": …}}``.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition/get-water-goal/
        """
        return self._get("/1/user/{user-id}/foods/log/water/goal.json", user_id=user_id)

    def get_water_log(self, date: DateLike, *, user_id: str = "-") -> JSON:
        """Read the water logged on a day.

        Returns ``{"summary": {"water": 1300}, "water": [{"amount": 200, "logId": …}]}``.  Raises
        InvalidValue for a date that is none.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition/get-water-log/
        """
        path = "/1/user/{user-id}/foods/log/water/date/{date}.json"
        return self._get_day(path, date, user_id=user_id)

    def update_meal(
        self,
        meal_id: Id,
        name: str,
        description: str,
        meal_foods: Iterable[MealFood],
        *,
        user_id: str = "-",
    ) -> JSON:
        """Replace a meal; the arguments are those of ``create_meal``.

        Returns ``{"meal": {…}}``; an unknown id raises HTTPNotFound.  Raises InvalidValue as
        ``create_meal`` does.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition/update-meal/
        """
        meal = _meal(name, description, meal_foods)
        path = "/1/user/{user-id}/meals/{meal-id}.json"
        return self._post_json(path, meal, meal_id=meal_id, user_id=user_id)

    def update_water_log(
        self,
        log_id: Id,
        amount: Number,
        *,
        unit: WaterUnit | None = None,
        user_id: str = "-",
    ) -> JSON:
        """Change a water log.

        Returns ``{"waterLog": {"amount": 300, "logId": …}}``; an unknown id raises HTTPNotFound.
        Raises InvalidValue for another unit or an amount below zero.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition/update-water-log/
        """
        path = "/1/user/{user-id}/foods/log/water/{water-log-id}.json"
        form = _water(amount, unit)
        return self._post(path, form, water_log_id=log_id, user_id=user_id)


def _water(amount: Number, unit: str | None) -> dict[str, str | None]:
    """Return the fields of an amount of water."""
    return {
        "amount": checks.encode_amount(amount, "amount"),
        "unit": checks.check_optional_choice(unit, WaterUnit, "unit"),
    }


def _meal(name: str, description: str, meal_foods: Iterable[MealFood]) -> JSON:
    """Return a meal as the JSON that Fitbit takes."""
    foods = [dict(food) for food in meal_foods]
    if not foods or any(food.keys() != MealFood.__annotations__.keys() for food in foods):
        raise InvalidValue("meal_foods must be foods with foodId, amount and unitId each")
    return {"name": name, "description": description, "mealFoods": foods}
