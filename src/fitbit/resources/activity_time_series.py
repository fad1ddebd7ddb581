"""Activity by day and within the day: steps, distance, calories, floors and their kin."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from fitbit.arguments import checks
from fitbit.arguments.types import (
    JSON,
    ActivityResource,
    DateLike,
    DetailLevel,
    IntradayResource,
    Period,
    TimeLike,
    TimeZone,
    TrackerResource,
)
from fitbit.pages import Chunk, Progress
from fitbit.resources._time_series import TimeSeriesGroup

MAX_DAYS = 1095
MAX_DAYS_ACTIVITY_CALORIES = 30


class ActivityTimeSeries(TimeSeriesGroup):
    """Activity as series; scope activity.

    A day's value is text, ``{"activities-steps": [{"dateTime": "2026-01-31", "value": "2504"}]}``.
    Distances are miles, elevations feet for ``en_US``, otherwise kilometres and metres.
    """

    def get_time_series_by_date(
        self,
        resource: ActivityResource,
        date: DateLike,
        period: Period = "1d",
        *,
        timezone: TimeZone | None = None,
        user_id: str = "-",
    ) -> JSON:
        """Read the days of a period that ends on a date, oldest first.

        Returns ``{"activities-steps": [{"dateTime": …, "value": "2504"}]}``.  Raises InvalidValue
        for another resource or period.
        Scope: activity.
        https://dev.fitbit.com/build/reference/web-api/activity-timeseries/get-activity-timeseries-by-date/
        """
        checks.check_choice(resource, ActivityResource, "resource")
        path = "/1/user/{user-id}/activities/{resource}/date/{date}/{period}.json"
        parts = {"resource": resource, "user_id": user_id}
        return self._get_period(path, date, period, timezone=timezone, **parts)

    def get_time_series_by_date_range(
        self,
        resource: ActivityResource,
        start_date: DateLike,
        end_date: DateLike,
        *,
        timezone: TimeZone | None = None,
        user_id: str = "-",
    ) -> JSON:
        """Read a range of days, oldest first.

        Returns ``{"activities-steps": [{"dateTime": …, "value": "2504"}]}``.  Longest range: 1095
        days, 30 for activityCalories.  Raises InvalidValue for another resource, a longer range, or
        one that runs backwards.
        Scope: activity.
        https://dev.fitbit.com/build/reference/web-api/activity-timeseries/get-activity-timeseries-by-date-range/
        """
        checks.check_choice(resource, ActivityResource, "resource")
        path = "/1/user/{user-id}/activities/{resource}/date/{start-date}/{end-date}.json"
        parts = {"resource": resource, "user_id": user_id}
        days = max_days(resource)
        return self._get_range(path, start_date, end_date, days, timezone=timezone, **parts)

    def get_time_series_between(
        self,
        resource: ActivityResource,
        start_date: DateLike,
        end_date: DateLike,
        *,
        timezone: TimeZone | None = None,
        workers: int = 4,
        progress: Progress | None = None,
        user_id: str = "-",
    ) -> JSON:
        """Read any range of days, as ``get_time_series_by_date_range`` gives it.

        Sends a request for every 1095 (``activityCalories``: 30) days, ``workers`` at a time, and
        calls ``progress(done, total)`` after each.  Returns one answer of the same shape, its lists
        put together.  Raises what ``get_time_series_by_date_range`` raises, and BadResponse where
        the parts do not fit together.
        Scope: activity.
        https://dev.fitbit.com/build/reference/web-api/activity-timeseries/get-activity-timeseries-by-date-range/
        """
        read = partial(
            self.get_time_series_by_date_range, resource, timezone=timezone, user_id=user_id
        )
        days = max_days(resource)
        return self._fetch_merged(read, start_date, end_date, days, workers, progress)

    def get_tracker_time_series_by_date(
        self,
        resource: TrackerResource,
        date: DateLike,
        period: Period = "1d",
        *,
        timezone: TimeZone | None = None,
        user_id: str = "-",
    ) -> JSON:
        """Read what the tracker measured, without manual logs, in a period that ends on a date.

        Returns ``{"activities-tracker-steps": [{"dateTime": …, "value": "2504"}]}``.  Raises
        InvalidValue for another resource or period.
        Scope: activity.
        https://dev.fitbit.com/build/reference/web-api/activity-timeseries/get-activity-tracker-timeseries-by-date/
        """
        checks.check_choice(resource, TrackerResource, "resource")
        path = "/1/user/{user-id}/activities/tracker/{resource}/date/{date}/{period}.json"
        parts = {"resource": resource, "user_id": user_id}
        return self._get_period(path, date, period, timezone=timezone, **parts)

    def get_tracker_time_series_by_date_range(
        self,
        resource: TrackerResource,
        start_date: DateLike,
        end_date: DateLike,
        *,
        timezone: TimeZone | None = None,
        user_id: str = "-",
    ) -> JSON:
        """Read what the tracker measured, without manual logs, in a range of days.

        Returns ``{"activities-tracker-steps": [{"dateTime": …, "value": "2504"}]}``.  Longest
        range: 1095 days, 30 for activityCalories.  Raises InvalidValue for another resource, a
        longer range, or one that runs backwards.
        Scope: activity.
        https://dev.fitbit.com/build/reference/web-api/activity-timeseries/get-activity-tracker-timeseries-by-date-range/
        """
        checks.check_choice(resource, TrackerResource, "resource")
        path = "/1/user/{user-id}/activities/tracker/{resource}/date/{start-date}/{end-date}.json"
        parts = {"resource": resource, "user_id": user_id}
        days = max_days(resource)
        return self._get_range(path, start_date, end_date, days, timezone=timezone, **parts)

    def get_tracker_time_series_between(
        self,
        resource: TrackerResource,
        start_date: DateLike,
        end_date: DateLike,
        *,
        timezone: TimeZone | None = None,
        workers: int = 4,
        progress: Progress | None = None,
        user_id: str = "-",
    ) -> JSON:
        """Read any range of days, as ``get_tracker_time_series_by_date_range`` gives it.

        Sends a request for every 1095 (``activityCalories``: 30) days, ``workers`` at a time, and
        calls ``progress(done, total)`` after each.  Returns one answer of the same shape, its lists
        put together.  Raises what ``get_tracker_time_series_by_date_range`` raises, and BadResponse
        where the parts do not fit together.
        Scope: activity.
        https://dev.fitbit.com/build/reference/web-api/activity-timeseries/get-activity-tracker-timeseries-by-date-range/
        """
        read = partial(
            self.get_tracker_time_series_by_date_range,
            resource,
            timezone=timezone,
            user_id=user_id,
        )
        days = max_days(resource)
        return self._fetch_merged(read, start_date, end_date, days, workers, progress)

    def get_intraday_by_date(
        self,
        resource: IntradayResource,
        date: DateLike,
        *,
        detail_level: DetailLevel = "1min",
        start_time: TimeLike | None = None,
        end_time: TimeLike | None = None,
        timezone: TimeZone | None = None,
        user_id: str = "-",
    ) -> JSON:
        """Read the values within a day, or within a window of it whose end is included.

        Returns the day's total and ``{"activities-steps-intraday": {"dataset": [{"time":
        "00:00:00", "value": 1}], …}}``, whose values are numbers.  An application that is neither
        Personal nor approved by Fitbit gets HTTPForbidden.  Raises InvalidValue for another detail
        level or a window that runs backwards, InvalidArguments for one end of it alone.
        Scope: activity.
        https://dev.fitbit.com/build/reference/web-api/intraday/get-activity-intraday-by-date/
        """
        return self._get_intraday(
            "/1/user/{user-id}/activities/{resource}/date/{date}/1d/{detail-level}.json",
            "/1/user/{user-id}/activities/{resource}/date/{date}/1d/{detail-level}"
            "/time/{start-time}/{end-time}.json",
            date,
            (start_time, end_time),
            timezone=timezone,
            resource=checks.check_choice(resource, IntradayResource, "resource"),
            detail_level=checks.check_choice(detail_level, DetailLevel, "detail_level"),
            user_id=user_id,
        )

    def get_intraday_by_interval(
        self,
        resource: IntradayResource,
        start_date: DateLike,
        end_date: DateLike,
        *,
        detail_level: DetailLevel = "1min",
        start_time: TimeLike | None = None,
        end_time: TimeLike | None = None,
        timezone: TimeZone | None = None,
        user_id: str = "-",
    ) -> JSON:
        """Read the values within 24 hours that may reach from one day into the next.

        Returns what ``get_intraday_by_date`` does.  Longest range: 24 hours; ``iter_intraday``
        reads many days.  Raises InvalidValue for more than 24 hours or another detail level,
        InvalidArguments for one end of the window alone, HTTPForbidden as there.
        Scope: activity.
        https://dev.fitbit.com/build/reference/web-api/intraday/get-activity-intraday-by-interval/
        """
        return self._get_intraday_range(
            "/1/user/{user-id}/activities/{resource}/date/{start-date}/{end-date}"
            "/{detail-level}.json",
            "/1/user/{user-id}/activities/{resource}/date/{start-date}/{end-date}/{detail-level}"
            "/time/{start-time}/{end-time}.json",
            (start_date, end_date),
            (start_time, end_time),
            timezone=timezone,
            resource=checks.check_choice(resource, IntradayResource, "resource"),
            detail_level=checks.check_choice(detail_level, DetailLevel, "detail_level"),
            user_id=user_id,
        )

    def iter_intraday(
        self,
        resource: IntradayResource,
        start_date: DateLike,
        end_date: DateLike,
        *,
        detail_level: DetailLevel = "1min",
        timezone: TimeZone | None = None,
        workers: int = 4,
        progress: Progress | None = None,
        user_id: str = "-",
    ) -> Iterator[Chunk]:
        """Yield the values within each day of a range, in order, one request a day.

        Yields a Chunk a day; its ``answer`` is what ``get_intraday_by_date`` returns.  ``workers``
        requests are under way at a time, and ``progress(done, total)`` is called after each.  An
        interrupted download goes on at the day after the last chunk's ``end_date``.  Raises what
        ``get_intraday_by_date`` raises, HTTPForbidden for an application that is neither Personal
        nor approved by Fitbit.
        Scope: activity.
        https://dev.fitbit.com/build/reference/web-api/intraday/get-activity-intraday-by-date/
        """
        checks.check_choice(resource, IntradayResource, "resource")
        checks.check_choice(detail_level, DetailLevel, "detail_level")

        def read(day: DateLike, _last: DateLike) -> JSON:
            return self.get_intraday_by_date(
                resource, day, detail_level=detail_level, timezone=timezone, user_id=user_id
            )

        return self._fetch_chunks(read, start_date, end_date, 1, workers, progress)


def max_days(resource: str) -> int:
    """Return how many days of a resource Fitbit gives in one answer."""
    return MAX_DAYS_ACTIVITY_CALORIES if resource == "activityCalories" else MAX_DAYS
