"""What was eaten and drunk, by day."""

from __future__ import annotations

from functools import partial

from fitbit.arguments import checks
from fitbit.arguments.types import JSON, DateLike, NutritionResource, Period
from fitbit.pages import Progress
from fitbit.resources._time_series import TimeSeriesGroup

MAX_DAYS = 1095


class NutritionTimeSeries(TimeSeriesGroup):
    """Nutrition as series; scope nutrition."""

    def get_time_series_by_date(
        self,
        resource: NutritionResource,
        date: DateLike,
        period: Period = "1d",
        *,
        user_id: str = "-",
    ) -> JSON:
        """Read the days of a period that ends on a date, oldest first.

        Returns ``{"foods-log-water": [{"dateTime": "2026-01-31", "value": "900.0"}]}``; the value
        is text, water in fluid ounces for ``en_US`` and millilitres otherwise.  Raises InvalidValue
        for another resource or period.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition-timeseries/get-nutrition-timeseries-by-date/
        """
        checks.check_choice(resource, NutritionResource, "resource")
        path = "/1/user/{user-id}/foods/log/{resource}/date/{date}/{period}.json"
        return self._get_period(path, date, period, resource=resource, user_id=user_id)

    def get_time_series_by_date_range(
        self,
        resource: NutritionResource,
        start_date: DateLike,
        end_date: DateLike,
        *,
        user_id: str = "-",
    ) -> JSON:
        """Read a range of days, oldest first.

        Returns what ``get_time_series_by_date`` does.  Longest range: 1095 days.  Raises
        InvalidValue for another resource, a longer range, or one that runs backwards.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition-timeseries/get-nutrition-timeseries-by-date-range/
        """
        checks.check_choice(resource, NutritionResource, "resource")
        path = "/1/user/{user-id}/foods/log/{resource}/date/{start-date}/{end-date}.json"
        parts = {"resource": resource, "user_id": user_id}
        return self._get_range(path, start_date, end_date, MAX_DAYS, **parts)

    def get_time_series_between(
        self,
        resource: NutritionResource,
        start_date: DateLike,
        end_date: DateLike,
        *,
        workers: int = 4,
        progress: Progress | None = None,
        user_id: str = "-",
    ) -> JSON:
        """Read any range of days, as ``get_time_series_by_date_range`` gives it.

        Sends a request for every 1095 days, ``workers`` at a time, and calls ``progress(done,
        total)`` after each.  Returns one answer of the same shape, its lists put together.  Raises
        what ``get_time_series_by_date_range`` raises, and BadResponse where the parts do not fit
        together.
        Scope: nutrition.
        https://dev.fitbit.com/build/reference/web-api/nutrition-timeseries/get-nutrition-timeseries-by-date-range/
        """
        read = partial(self.get_time_series_by_date_range, resource, user_id=user_id)
        return self._fetch_merged(read, start_date, end_date, MAX_DAYS, workers, progress)
