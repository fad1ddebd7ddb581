"""Food and water: goals, favourites, the food database and meals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fitbit.exceptions import InvalidValue
from fitbit.legacy._base import LegacyCalls
from fitbit.legacy._deprecated import deprecated

if TYPE_CHECKING:
    from collections.abc import Mapping


class Nutrition(LegacyCalls):
    """Foods, meals, favourites and goals."""

    @deprecated("Use Fitbit.nutrition.get_food_goals() or Fitbit.nutrition.create_food_goal().")
    def food_goal(
        self,
        calories: int | None = None,
        intensity: str | None = None,
        personalized: bool | None = None,  # noqa: FBT001 - python-fitbit's signature
    ) -> Any:
        """Read the food goal, or set it.

        ``intensity`` is MAINTENANCE, EASIER, MEDIUM, KINDAHARD or HARDER; ``personalized`` alone,
        without ``calories`` or ``intensity``, raises ValueError.  Returns
        ``{"goals": {"calories": …}}`` and a ``foodPlan`` where there is one.  Scope: nutrition.
        Successors: ``fb.nutrition.get_food_goals()``, ``fb.nutrition.create_food_goal()``.
        https://dev.fitbit.com/build/reference/web-api/nutrition/create-food-goal/
        """
        data = {"calories": calories, "intensity": intensity, "personalized": personalized}
        given = self._filter_nones(data)
        if given and not {"calories", "intensity"} & given.keys():
            raise InvalidValue("A food goal needs calories or intensity")
        return self._resource_goal("foods/log", given)

    @deprecated("Use Fitbit.nutrition.get_water_goal() or Fitbit.nutrition.create_water_goal().")
    def water_goal(self, target: float | str | None = None) -> Any:
        """Read the daily water goal, or set it.

        Returns ``{"goal": {"goal": …, "startDate": …}}``, in fluid ounces for en_US and
        millilitres otherwise.  Scope: nutrition.
        Successors: ``fb.nutrition.get_water_goal()``, ``fb.nutrition.create_water_goal()``.
        https://dev.fitbit.com/build/reference/web-api/nutrition/create-water-goal/
        """
        return self._resource_goal("foods/log/water", {"target": target})

    @deprecated("Use Fitbit.nutrition.get_recent_foods().")
    def recent_foods(self, user_id: str | None = None) -> Any:
        """Read the foods that the user logged lately.

        Returns a list of foods.  Scope: nutrition.
        Successor: ``fb.nutrition.get_recent_foods()``.
        https://dev.fitbit.com/build/reference/web-api/nutrition/get-recent-foods/
        """
        return self._food_stats(user_id=user_id, qualifier="recent")

    @deprecated("Use Fitbit.nutrition.get_favorite_foods().")
    def favorite_foods(self, user_id: str | None = None) -> Any:
        """Read the user's favorite foods.

        Returns a list of foods.  Scope: nutrition.
        Successor: ``fb.nutrition.get_favorite_foods()``.
        https://dev.fitbit.com/build/reference/web-api/nutrition/get-favorite-foods/
        """
        return self._food_stats(user_id=user_id, qualifier="favorite")

    @deprecated("Use Fitbit.nutrition.get_frequent_foods().")
    def frequent_foods(self, user_id: str | None = None) -> Any:
        """Read the foods that the user logs most often.

        Returns a list of foods.  Scope: nutrition.
        Successor: ``fb.nutrition.get_frequent_foods()``.
        https://dev.fitbit.com/build/reference/web-api/nutrition/get-frequent-foods/
        """
        return self._food_stats(user_id=user_id, qualifier="frequent")

    def _food_stats(self, user_id: str | None = None, qualifier: str = "") -> Any:
        """Read a list of foods; there is none without a qualifier."""
        path = "/user/{user}/foods/log/{qualifier}.json"
        return self.make_request(self._url(path, user_id, qualifier=qualifier))

    @deprecated("Use Fitbit.nutrition.add_favorite_foods().")
    def add_favorite_food(self, food_id: int | str) -> Any:
        """Add a food to the user's favorites.

        Returns True, as Fitbit answers with an empty body; an unknown id raises HTTPNotFound or
        HTTPBadRequest.  Scope: nutrition.
        Successor: ``fb.nutrition.add_favorite_foods()``.
        https://dev.fitbit.com/build/reference/web-api/nutrition/add-favorite-foods/
        """
        path = "/user/{user}/foods/log/favorite/{food_id}.json"
        return self.make_request(self._url(path, food_id=food_id), method="POST")

    @deprecated("Use Fitbit.nutrition.delete_favorite_foods().")
    def delete_favorite_food(self, food_id: int | str) -> Any:
        """Take a food out of the user's favorites.

        Returns True; raises HTTPNotFound where it is no favorite and DeleteError for any answer
        but 204.  Scope: nutrition.
        Successor: ``fb.nutrition.delete_favorite_foods()``.
        https://dev.fitbit.com/build/reference/web-api/nutrition/delete-favorite-foods/
        """
        path = "/user/{user}/foods/log/favorite/{food_id}.json"
        return self.make_request(self._url(path, food_id=food_id), method="DELETE")

    @deprecated("Use Fitbit.nutrition.create_food().")
    def create_food(self, data: Mapping[str, Any]) -> Any:
        """Create a private food.

        ``data`` holds ``name``, ``defaultFoodMeasurementUnitId``, ``defaultServingSize``,
        ``calories``, ``formType`` (LIQUID or DRY), ``description`` and any nutrients.  Returns
        ``{"food": {…}}``; what is missing raises HTTPBadRequest.  Scope: nutrition.
        Successor: ``fb.nutrition.create_food()``.
        https://dev.fitbit.com/build/reference/web-api/nutrition/create-food/
        """
        return self.make_request(self._url("/user/{user}/foods.json"), data=data)

    @deprecated("Use Fitbit.nutrition.get_meals().")
    def get_meals(self) -> Any:
        """Read the meals that the user saved.

        Returns ``{"meals": [...]}``.  Scope: nutrition.
        Successor: ``fb.nutrition.get_meals()``.
        https://dev.fitbit.com/build/reference/web-api/nutrition/get-meals/
        """
        return self.make_request(self._url("/user/{user}/meals.json"))

    @deprecated("Use Fitbit.nutrition.search_foods().")
    def search_foods(self, query: str) -> Any:
        """Find foods by name in Fitbit's database and among the user's own.

        Returns ``{"foods": [{"brand": …, "calories": …, "foodId": …, "name": …}]}``.
        Scope: nutrition.
        Successor: ``fb.nutrition.search_foods()``.
        https://dev.fitbit.com/build/reference/web-api/nutrition/search-foods/
        """
        return self.make_request(f"{self._url('/foods/search.json')}?{urlencode({'query': query})}")

    @deprecated("Use Fitbit.nutrition.get_food().")
    def food_detail(self, food_id: int | str) -> Any:
        """Read one food.

        Returns ``{"food": {…}}``, with ``nutritionalValues`` for private foods only; an unknown
        id raises HTTPNotFound.  Scope: nutrition.
        Successor: ``fb.nutrition.get_food()``.
        https://dev.fitbit.com/build/reference/web-api/nutrition/get-food/
        """
        return self.make_request(self._url("/foods/{food_id}.json", food_id=food_id))

    @deprecated("Use Fitbit.nutrition.get_food_units().")
    def food_units(self) -> Any:
        """Read the units in which foods are measured.

        Returns a list of ``{"id": 147, "name": "gram", "plural": "grams"}``.  Scope: nutrition.
        Successor: ``fb.nutrition.get_food_units()``.
        https://dev.fitbit.com/build/reference/web-api/nutrition/get-food-units/
        """
        return self.make_request(self._url("/foods/units.json"))
