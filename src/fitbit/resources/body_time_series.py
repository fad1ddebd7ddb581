"""Weight, body fat and BMI over periods and ranges of days."""

from __future__ import annotations

from functools import partial

from fitbit.arguments import checks
from fitbit.arguments.types import JSON, BodyResource, DateLike, Period, ShortPeriod
from fitbit.pages import Progress
from fitbit.resources._time_series import TimeSeriesGroup
from fitbit.types import WeightAnswer

MAX_DAYS: dict[str, int] = {"bmi": 1095, "fat": 30, "weight": 31}
"""Days of each that Fitbit gives in one answer."""


class BodyTimeSeries(TimeSeriesGroup):
    """The body as series; scope weight."""

    def get_time_series_by_date(
        self, resource: BodyResource, date: DateLike, period: Period = "1d", *, user_id: str = "-"
    ) -> JSON:
        """Read one value a day for a period that ends on a date.

        Returns ``{"body-weight": [{"dateTime": "2026-01-31", "value": "73.5"}]}``; the value is
        text, the day's last one, carried over days without a log.  Raises InvalidValue for another
        resource or period.
        Scope: weight.
        https://dev.fitbit.com/build/reference/web-api/body-timeseries/get-body-timeseries-by-date/
        """
        checks.check_choice(resource, BodyResource, "resource")
        path = "/1/user/{user-id}/body/{resource}/date/{date}/{period}.json"
        return self._get_period(path, date, period, resource=resource, user_id=user_id)

    def get_time_series_by_date_range(
        self,
        resource: BodyResource,
        start_date: DateLike,
        end_date: DateLike,
        *,
        user_id: str = "-",
    ) -> JSON:
        """Read one value a day for a range of days.

        Returns what ``get_time_series_by_date`` does.  Longest range: 1095 days for bmi, 30 for
        fat, 31 for weight.  Raises InvalidValue for another resource, a longer range, or one that
        runs backwards.
        Scope: weight.
        https://dev.fitbit.com/build/reference/web-api/body-timeseries/get-body-timeseries-by-date-range/
        """
        max_days = MAX_DAYS[checks.check_choice(resource, BodyResource, "resource")]
        path = "/1/user/{user-id}/body/{resource}/date/{start-date}/{end-date}.json"
        parts = {"resource": resource, "user_id": user_id}
        return self._get_range(path, start_date, end_date, max_days, **parts)

    def get_time_series_between(
        self,
        resource: BodyResource,
        start_date: DateLike,
        end_date: DateLike,
        *,
        workers: int = 4,
        progress: Progress | None = None,
        user_id: str = "-",
    ) -> JSON:
        """Read any range of days, as ``get_time_series_by_date_range`` gives it.

        Sends a request for every 1095 (``fat``: 30, ``weight``: 31) days, ``workers`` at a time,
        and calls ``progress(done, total)`` after each.  Returns one answer of the same shape, its
        lists put together.  Raises what ``get_time_series_by_date_range`` raises, and BadResponse
        where the parts do not fit together.
        Scope: weight.
        https://dev.fitbit.com/build/reference/web-api/body-timeseries/get-body-timeseries-by-date-range/
        """
        days = MAX_DAYS[checks.check_choice(resource, BodyResource, "resource")]
        read = partial(self.get_time_series_by_date_range, resource, user_id=user_id)
        return self._fetch_merged(read, start_date, end_date, days, workers, progress)

    def get_fat_time_series_by_date(
        self, date: DateLike, period: ShortPeriod = "1d", *, user_id: str = "-"
    ) -> JSON:
        """Read the logs of body fat of a period that ends on a date; a month at most.

        Returns ``{"fat": [{"date": …, "fat": 14, "logId": …, "time": …}]}``, in percent.  Raises
        InvalidValue for another period.
        Scope: weight.
        https://dev.fitbit.com/build/reference/web-api/body-timeseries/get-bodyfat-timeseries-by-date/
        """
        path = "/1/user/{user-id}/body/log/fat/date/{date}/{period}.json"
        return self._get_period(path, date, period, ShortPeriod, user_id=user_id)

    def get_fat_time_series_by_date_range(
        self, start_date: DateLike, end_date: DateLike, *, user_id: str = "-"
    ) -> JSON:
        """Read the logs of body fat of a range of days.

        Returns ``{"fat": [{"date": …, "fat": 14, "logId": …, "time": …}]}``, in percent.  Longest
        range: 30 days.  Raises InvalidValue for a longer range, or one that runs backwards.
        Scope: weight.
        https://dev.fitbit.com/build/reference/web-api/body-timeseries/get-bodyfat-timeseries-by-date-range/
        """
        path = "/1/user/{user-id}/body/log/fat/date/{start-date}/{end-date}.json"
        return self._get_range(path, start_date, end_date, MAX_DAYS["fat"], user_id=user_id)

    def get_fat_time_series_between(
        self,
        start_date: DateLike,
        end_date: DateLike,
        *,
        workers: int = 4,
        progress: Progress | None = None,
        user_id: str = "-",
    ) -> JSON:
        """Read any range of days, as ``get_fat_time_series_by_date_range`` gives it.

        Sends a request for every 30 days, ``workers`` at a time, and calls ``progress(done,
        total)`` after each.  Returns one answer of the same shape, its lists put together.  Raises
        what ``get_fat_time_series_by_date_range`` raises, and BadResponse where the parts do not
        fit together.
        Scope: weight.
        https://dev.fitbit.com/build/reference/web-api/body-timeseries/get-bodyfat-timeseries-by-date-range/
        """
        read = partial(self.get_fat_time_series_by_date_range, user_id=user_id)
        days = MAX_DAYS["fat"]
        return self._fetch_merged(read, start_date, end_date, days, workers, progress)

    def get_weight_time_series_by_date(
        self, date: DateLike, period: ShortPeriod = "1d", *, user_id: str = "-"
    ) -> WeightAnswer:
        """Read the logs of weight of a period that ends on a date; a month at most.

        Returns ``{"weight": [{"bmi": 23.57, "date": …, "logId": …, "time": …, "weight": 73}]}``.
        Raises InvalidValue for another period.
        Scope: weight.
        https://dev.fitbit.com/build/reference/web-api/body-timeseries/get-weight-timeseries-by-date/
        """
        path = "/1/user/{user-id}/body/log/weight/date/{date}/{period}.json"
        return self._get_period(path, date, period, ShortPeriod, user_id=user_id)

    def get_weight_time_series_by_date_range(
        self, start_date: DateLike, end_date: DateLike, *, user_id: str = "-"
    ) -> WeightAnswer:
        """Read the logs of weight of a range of days.

        Returns ``{"weight": [{"bmi": 23.57, "date": …, "logId": …, "time": …, "weight": 73}]}``.
        Longest range: 31 days.  Raises InvalidValue for a longer range, or one that runs backwards.
        Scope: weight.
        https://dev.fitbit.com/build/reference/web-api/body-timeseries/get-weight-timeseries-by-date-range/
        """
        path = "/1/user/{user-id}/body/log/weight/date/{start-date}/{end-date}.json"
        return self._get_range(path, start_date, end_date, MAX_DAYS["weight"], user_id=user_id)

    def get_weight_time_series_between(
        self,
        start_date: DateLike,
        end_date: DateLike,
        *,
        workers: int = 4,
        progress: Progress | None = None,
        user_id: str = "-",
    ) -> WeightAnswer:
        """Read any range of days, as ``get_weight_time_series_by_date_range`` gives it.

        Sends a request for every 31 days, ``workers`` at a time, and calls ``progress(done,
        total)`` after each.  Returns one answer of the same shape, its lists put together.  Raises
        what ``get_weight_time_series_by_date_range`` raises, and BadResponse where the parts do not
        fit together.
        Scope: weight.
        https://dev.fitbit.com/build/reference/web-api/body-timeseries/get-weight-timeseries-by-date-range/
        """
        read = partial(self.get_weight_time_series_by_date_range, user_id=user_id)
        days = MAX_DAYS["weight"]
        return self._fetch_merged(read, start_date, end_date, days, workers, progress)
