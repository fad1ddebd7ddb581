"""Holds weight, body fat and BMI over periods and ranges of days."""

from __future__ import annotations

from functools import partial
from typing import Literal, TypeAlias

from fitbit.arguments import checks
from fitbit.arguments.checks import Period, ShortPeriod
from fitbit.arguments.dates import DateLike
from fitbit.arguments.types import JSON
from fitbit.pages import Progress
from fitbit.resources._series import DatedChapter

Resource: TypeAlias = Literal["bmi", "fat", "weight"]
LONGEST: dict[str, int] = {"bmi": 1095, "fat": 30, "weight": 31}
"""Is how many days of each Fitbit gives in one answer."""


class BodyTimeSeries(DatedChapter):
    """Reads the body as series; scope weight."""

    def get_time_series_by_date(
        self, resource: Resource, date: DateLike, period: Period = "1d", *, user_id: str = "-"
    ) -> JSON:
        """Read one value a day for a period that ends on a date.

        Returns ``{"body-weight": [{"dateTime": "2026-01-31", "value": "73.5"}]}``; the value is
        text, the day's last one, carried over days without a log.
        https://dev.fitbit.com/build/reference/web-api/body-timeseries/get-body-timeseries-by-date/
        """
        checks.one_of(resource, Resource, "resource")
        path = "/1/user/{user-id}/body/{resource}/date/{date}/{period}.json"
        return self._period(path, date, period, resource=resource, user_id=user_id)

    def get_time_series_by_date_range(
        self, resource: Resource, start_date: DateLike, end_date: DateLike, *, user_id: str = "-"
    ) -> JSON:
        """Read one value a day for a range of days.

        Returns what ``get_time_series_by_date`` does.  Longest range: 1095 days for bmi, 30 for
        fat, 31 for weight.
        https://dev.fitbit.com/build/reference/web-api/body-timeseries/get-body-timeseries-by-date-range/
        """
        longest = LONGEST[checks.one_of(resource, Resource, "resource")]
        path = "/1/user/{user-id}/body/{resource}/date/{start-date}/{end-date}.json"
        parts = {"resource": resource, "user_id": user_id}
        return self._range(path, start_date, end_date, longest, **parts)

    def get_time_series_between(
        self,
        resource: Resource,
        start: DateLike,
        end: DateLike,
        *,
        workers: int = 4,
        progress: Progress | None = None,
        user_id: str = "-",
    ) -> JSON:
        """Read a span of any length, as ``get_time_series_by_date_range`` gives it."""
        days = LONGEST[checks.one_of(resource, Resource, "resource")]
        read = partial(self.get_time_series_by_date_range, resource, user_id=user_id)
        return self._between(read, start, end, days=days, workers=workers, progress=progress)

    def get_fat_time_series_by_date(
        self, date: DateLike, period: ShortPeriod = "1d", *, user_id: str = "-"
    ) -> JSON:
        """Read the logs of body fat of a period that ends on a date; a month at most.

        Returns ``{"fat": [{"date": …, "fat": 14, "logId": …, "time": …}]}``, in percent.
        https://dev.fitbit.com/build/reference/web-api/body-timeseries/get-bodyfat-timeseries-by-date/
        """
        path = "/1/user/{user-id}/body/log/fat/date/{date}/{period}.json"
        return self._period(path, date, period, ShortPeriod, user_id=user_id)

    def get_fat_time_series_by_date_range(
        self, start_date: DateLike, end_date: DateLike, *, user_id: str = "-"
    ) -> JSON:
        """Read the logs of body fat of a range of days.

        Returns ``{"fat": [{"date": …, "fat": 14, "logId": …, "time": …}]}``, in percent.  Longest
        range: 30 days.
        https://dev.fitbit.com/build/reference/web-api/body-timeseries/get-bodyfat-timeseries-by-date-range/
        """
        path = "/1/user/{user-id}/body/log/fat/date/{start-date}/{end-date}.json"
        return self._range(path, start_date, end_date, LONGEST["fat"], user_id=user_id)

    def get_fat_time_series_between(
        self,
        start: DateLike,
        end: DateLike,
        *,
        workers: int = 4,
        progress: Progress | None = None,
        user_id: str = "-",
    ) -> JSON:
        """Read a span of any length, as ``get_fat_time_series_by_date_range`` gives it."""
        read = partial(self.get_fat_time_series_by_date_range, user_id=user_id)
        days = LONGEST["fat"]
        return self._between(read, start, end, days=days, workers=workers, progress=progress)

    def get_weight_time_series_by_date(
        self, date: DateLike, period: ShortPeriod = "1d", *, user_id: str = "-"
    ) -> JSON:
        """Read the logs of weight of a period that ends on a date; a month at most.

        Returns ``{"weight": [{"bmi": 23.57, "date": …, "logId": …, "time": …, "weight": 73}]}``.
        https://dev.fitbit.com/build/reference/web-api/body-timeseries/get-weight-timeseries-by-date/
        """
        path = "/1/user/{user-id}/body/log/weight/date/{date}/{period}.json"
        return self._period(path, date, period, ShortPeriod, user_id=user_id)

    def get_weight_time_series_by_date_range(
        self, start_date: DateLike, end_date: DateLike, *, user_id: str = "-"
    ) -> JSON:
        """Read the logs of weight of a range of days.

        Returns ``{"weight": [{"bmi": 23.57, "date": …, "logId": …, "time": …, "weight": 73}]}``.
        Longest range: 31 days.
        https://dev.fitbit.com/build/reference/web-api/body-timeseries/get-weight-timeseries-by-date-range/
        """
        path = "/1/user/{user-id}/body/log/weight/date/{start-date}/{end-date}.json"
        return self._range(path, start_date, end_date, LONGEST["weight"], user_id=user_id)

    def get_weight_time_series_between(
        self,
        start: DateLike,
        end: DateLike,
        *,
        workers: int = 4,
        progress: Progress | None = None,
        user_id: str = "-",
    ) -> JSON:
        """Read a span of any length, as ``get_weight_time_series_by_date_range`` gives it."""
        read = partial(self.get_weight_time_series_by_date_range, user_id=user_id)
        days = LONGEST["weight"]
        return self._between(read, start, end, days=days, workers=workers, progress=progress)
