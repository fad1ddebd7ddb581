"""Foods: the database, the user's own foods and favourites, and what was eaten when."""

from __future__ import annotations

from typing import Literal, get_args

from fitbit.arguments import checks, dates
from fitbit.arguments.types import (
    JSON,
    DateLike,
    FoodForm,
    Id,
    MealType,
    Number,
    Nutrient,
    Nutrients,
)
from fitbit.exceptions import InvalidValue
from fitbit.resources._time_series import TimeSeriesGroup
from fitbit.types import FoodDayAnswer


class NutritionFoods(TimeSeriesGroup):
    """Foods; scope nutrition."""

    def add_favorite_foods(self, food_id: Id, *, user_id: str = "-") -> Literal[True]:
        """Add a food to the favourites.

        Returns True, Fitbit's answer being empty; an unknown id raises HTTPNotFound.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition/add-favorite-foods/
        """
        path = "/1/user/{user-id}/foods/log/favorite/{food-id}.json"
        return self._post_nothing(path, food_id=food_id, user_id=user_id)

    def create_food(
        self,
        name: str,
        default_food_measurement_unit_id: Id,
        default_serving_size: Number,
        calories: int,
        *,
        form_type: FoodForm | None = None,
        description: str | None = None,
        nutrients: Nutrients | None = None,
        user_id: str = "-",
    ) -> JSON:
        """Create a food of the user's own; calories and nutrients are those of one serving.

        ``nutrients`` are by Fitbit's names, such as ``{"totalFat": 3.5, "protein": 12}``.  Returns
        ``{"food": {"foodId": …, "accessLevel": "PRIVATE", …}}``.  Raises InvalidValue for another
        form or nutrient, or an amount below zero.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition/create-food/
        """
        form = {
            "name": name,
            "defaultFoodMeasurementUnitId": default_food_measurement_unit_id,
            "defaultServingSize": checks.encode_amount(
                default_serving_size, "default_serving_size"
            ),
            "calories": checks.encode_amount(calories, "calories"),
            "formType": checks.check_optional_choice(form_type, FoodForm, "form_type"),
            "description": description,
            **_nutrition(nutrients),
        }
        return self._post("/1/user/{user-id}/foods.json", form, user_id=user_id)

    def create_food_log(
        self,
        date: DateLike,
        meal_type_id: MealType,
        unit_id: Id,
        amount: Number,
        *,
        food_id: Id | None = None,
        food_name: str | None = None,
        favorite: bool | None = None,
        brand_name: str | None = None,
        calories: int | None = None,
        nutrients: Nutrients | None = None,
        user_id: str = "-",
    ) -> JSON:
        """Log a food of the database by its id, or any other by a name.

        ``favorite`` goes with ``food_id`` only; ``brand_name``, ``calories`` and ``nutrients`` go
        with ``food_name`` only.  Returns ``{"foodLog": {"logId": …, "loggedFood": {…}, …}}``.
        Raises InvalidArguments unless exactly one of id and name is given, or for what does not go
        with it; InvalidValue for another meal type or nutrient.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition/create-food-log/
        """
        checks.check_exactly_one(food_id=food_id, food_name=food_name)
        named = {"brand_name": brand_name, "calories": calories, "nutrients": nutrients}
        checks.check_none_given("food_id" if food_name is None else None, **named)
        checks.check_none_given("food_name" if food_id is None else None, favorite=favorite)
        form = {
            "foodId": food_id,
            "foodName": food_name,
            "mealTypeId": _meal_type(meal_type_id),
            "unitId": unit_id,
            "amount": checks.encode_amount(amount, "amount"),
            "date": dates.format_log_date(date),
            "favorite": favorite,
            "brandName": brand_name,
            "calories": calories,
            **_nutrition(nutrients),
        }
        return self._post("/1/user/{user-id}/foods/log.json", form, user_id=user_id)

    def delete_custom_food(self, food_id: Id, *, user_id: str = "-") -> Literal[True]:
        """Delete a food of the user's own.

        Returns True; an unknown id raises HTTPNotFound.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition/delete-custom-food/
        """
        path = "/1/user/{user-id}/foods/{food-id}.json"
        return self._delete(path, food_id=food_id, user_id=user_id)

    def delete_favorite_foods(self, food_id: Id, *, user_id: str = "-") -> Literal[True]:
        """Take a food out of the favourites.

        Returns True; an unknown id raises HTTPNotFound.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition/delete-favorite-foods/
        """
        path = "/1/user/{user-id}/foods/log/favorite/{food-id}.json"
        return self._delete(path, food_id=food_id, user_id=user_id)

    def delete_food_log(self, log_id: Id, *, user_id: str = "-") -> Literal[True]:
        """Delete a food log.

        Returns True; an unknown id raises HTTPNotFound.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition/delete-food-log/
        """
        path = "/1/user/{user-id}/foods/log/{food-log-id}.json"
        return self._delete(path, food_log_id=log_id, user_id=user_id)

    def get_favorite_foods(self, *, user_id: str = "-") -> list[JSON]:
        """Read the user's favourite foods.

        Returns ``[{"foodId": …, "name": …, "calories": …, "defaultUnit": {…}, "units": […], …}]``.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition/get-favorite-foods/
        """
        return self._get("/1/user/{user-id}/foods/log/favorite.json", user_id=user_id)

    def get_food(self, food_id: Id) -> JSON:
        """Read a food of the database, or one of the user's own.

        Returns ``{"food": {"calories": …, "foodId": …, "name": …, "units": […], …}}``;
        ``nutritionalValues`` come with the user's own foods only.  Raises HTTPNotFound for an
        unknown id.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition/get-food/
        """
        return self._get("/1/foods/{food-id}.json", food_id=food_id)

    def get_food_locales(self) -> list[JSON]:
        """Read the countries that have a food database of their own.

        Returns ``[{"barcode": true, "label": "Deutschland", "value": "de_DE"}]``.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition/get-food-locales/
        """
        return self._get("/1/foods/locales.json")

    def get_food_log(self, date: DateLike, *, user_id: str = "-") -> FoodDayAnswer:
        """Read the foods logged on a day, with the day's totals.

        Returns ``{"foods": [...], "goals": {"calories": 2286}, "summary": {"calories": 752, …}}``,
        nutrients in grams, sodium in milligrams, water in the units of ``system``.  Raises
        InvalidValue for a date that is none.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition/get-food-log/
        """
        return self._get_day("/1/user/{user-id}/foods/log/date/{date}.json", date, user_id=user_id)

    def get_food_units(self) -> list[JSON]:
        """Read the units that foods are measured in.

        Returns ``[{"id": 147, "name": "gram", "plural": "grams"}]``.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition/get-food-units/
        """
        return self._get("/1/foods/units.json")

    def get_frequent_foods(self, *, user_id: str = "-") -> list[JSON]:
        """Read the foods that the user logs most.

        Returns ``[{"foodId": …, "name": …, "amount": …, "calories": …, "units": […], …}]``.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition/get-frequent-foods/
        """
        return self._get("/1/user/{user-id}/foods/log/frequent.json", user_id=user_id)

    def get_recent_foods(self, *, user_id: str = "-") -> list[JSON]:
        """Read the foods that the user logged last.

        Returns ``[{"foodId": …, "name": …, "amount": …, "calories": …, "units": […], …}]``.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition/get-recent-foods/
        """
        return self._get("/1/user/{user-id}/foods/log/recent.json", user_id=user_id)

    def search_foods(self, query: str) -> JSON:
        """Search the food database of ``accept_locale``, and the user's own foods.

        Returns ``{"foods": [{"calories": …, "foodId": …, "name": …, …}]}``.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition/search-foods/
        """
        return self._get("/1/foods/search.json", {"query": query})

    def update_food_log(
        self,
        log_id: Id,
        meal_type_id: MealType,
        *,
        unit_id: Id | None = None,
        amount: Number | None = None,
        calories: int | None = None,
        user_id: str = "-",
    ) -> JSON:
        """Change a food log: ``unit_id`` and ``amount``, or ``calories`` where it has a name only.

        Returns ``{"foodLog": {…}}``; an unknown id raises HTTPNotFound.  Raises InvalidValue for
        another meal type.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition/update-food-log/
        """
        form = {
            "mealTypeId": _meal_type(meal_type_id),
            "unitId": unit_id,
            "amount": amount,
            "calories": calories,
        }
        path = "/1/user/{user-id}/foods/log/{food-log-id}.json"
        return self._post(path, form, food_log_id=log_id, user_id=user_id)


def _meal_type(value: int) -> int:
    if value in get_args(MealType) and not isinstance(value, bool):
        return value
    allowed = ", ".join(map(str, get_args(MealType)))
    raise InvalidValue(f"meal_type_id must be one of {allowed}, not {value!r}")


def _nutrition(nutrients: Nutrients | None) -> dict[str, str]:
    """Return the fields of the nutrients by Fitbit's names."""
    return {
        checks.check_choice(name, Nutrient, "nutrients"): checks.encode_amount(value, name)
        for name, value in (nutrients or {}).items()
    }
