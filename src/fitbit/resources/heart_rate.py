"""Heart rate: zones and resting rate by day, beats within the day."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from fitbit.arguments import checks
from fitbit.arguments.types import (
    DateLike,
    HeartRateDetailLevel,
    ShortPeriod,
    TimeLike,
    TimeZone,
)
from fitbit.pages import Chunk, Progress
from fitbit.resources._time_series import TimeSeriesGroup
from fitbit.types import HeartRateAnswer, HeartRateIntradayAnswer

MAX_DAYS = 365


class HeartRate(TimeSeriesGroup):
    """Heart rates, in beats per minute; scope heartrate."""

    def get_time_series_by_date(
        self,
        date: DateLike,
        period: ShortPeriod = "1d",
        *,
        timezone: TimeZone | None = None,
        user_id: str = "-",
    ) -> HeartRateAnswer:
        """Read the days of a period that ends on a date; a month at most.

        Returns ``{"activities-heart": [{"dateTime": …, "value": {"heartRateZones": [{"name": "Fat
        Burn", "min": 92, "max": 128, "minutes": 44, "caloriesOut": 310.2}], "restingHeartRate": 51,
        "customHeartRateZones": []}}]}``.  Raises InvalidValue for another period.
        Scope: heartrate.
        https://dev.fitbit.com/build/reference/web-api/heartrate-timeseries/get-heartrate-timeseries-by-date/
        """
        path = "/1/user/{user-id}/activities/heart/date/{date}/{period}.json"
        return self._get_period(path, date, period, ShortPeriod, timezone=timezone, user_id=user_id)

    def get_time_series_by_date_range(
        self,
        start_date: DateLike,
        end_date: DateLike,
        *,
        timezone: TimeZone | None = None,
        user_id: str = "-",
    ) -> HeartRateAnswer:
        """Read a range of days.

        Returns what ``get_time_series_by_date`` does.  Longest range: 1 year.  Raises InvalidValue
        for a longer range, or one that runs backwards.
        Scope: heartrate.
        https://dev.fitbit.com/build/reference/web-api/heartrate-timeseries/get-heartrate-timeseries-by-date-range/
        """
        path = "/1/user/{user-id}/activities/heart/date/{start-date}/{end-date}.json"
        return self._get_range(
            path, start_date, end_date, MAX_DAYS, timezone=timezone, user_id=user_id
        )

    def get_time_series_between(
        self,
        start_date: DateLike,
        end_date: DateLike,
        *,
        timezone: TimeZone | None = None,
        workers: int = 4,
        progress: Progress | None = None,
        user_id: str = "-",
    ) -> HeartRateAnswer:
        """Read any range of days, as ``get_time_series_by_date_range`` gives it.

        Sends a request for every 365 days, ``workers`` at a time, and calls ``progress(done,
        total)`` after each.  Returns one answer of the same shape, its lists put together.  Raises
        what ``get_time_series_by_date_range`` raises, and BadResponse where the parts do not fit
        together.
        Scope: heartrate.
        https://dev.fitbit.com/build/reference/web-api/heartrate-timeseries/get-heartrate-timeseries-by-date-range/
        """
        read = partial(self.get_time_series_by_date_range, timezone=timezone, user_id=user_id)
        return self._fetch_merged(read, start_date, end_date, MAX_DAYS, workers, progress)

    def get_intraday_by_date(
        self,
        date: DateLike,
        *,
        detail_level: HeartRateDetailLevel = "1min",
        start_time: TimeLike | None = None,
        end_time: TimeLike | None = None,
        timezone: TimeZone | None = None,
        user_id: str = "-",
    ) -> HeartRateIntradayAnswer:
        """Read the heart rates within a day, or within a window of it whose end is included.

        Returns the day's zones and ``{"activities-heart-intraday": {"dataset": [{"time":
        "00:00:00", "value": 64}], "datasetInterval": 1, "datasetType": "minute"}}``; ``1sec`` comes
        every few seconds.  An application that is neither Personal nor approved by Fitbit gets
        HTTPForbidden.  Raises InvalidValue for another detail level or a window that runs
        backwards, InvalidArguments for one end of it alone.
        Scope: heartrate.
        https://dev.fitbit.com/build/reference/web-api/intraday/get-heartrate-intraday-by-date/
        """
        return self._get_intraday(
            "/1/user/{user-id}/activities/heart/date/{date}/1d/{detail-level}.json",
            "/1/user/{user-id}/activities/heart/date/{date}/1d/{detail-level}"
            "/time/{start-time}/{end-time}.json",
            date,
            (start_time, end_time),
            timezone=timezone,
            detail_level=checks.check_choice(detail_level, HeartRateDetailLevel, "detail_level"),
            user_id=user_id,
        )

    def get_intraday_by_interval(
        self,
        start_date: DateLike,
        end_date: DateLike,
        *,
        detail_level: HeartRateDetailLevel = "1min",
        start_time: TimeLike | None = None,
        end_time: TimeLike | None = None,
        timezone: TimeZone | None = None,
        user_id: str = "-",
    ) -> HeartRateIntradayAnswer:
        """Read the heart rates within 24 hours that may reach from one day into the next.

        Returns what ``get_intraday_by_date`` does.  Longest range: 24 hours; ``iter_intraday``
        reads many days.  Raises InvalidValue for more than 24 hours or another detail level,
        InvalidArguments for one end of the window alone, HTTPForbidden as there.
        Scope: heartrate.
        https://dev.fitbit.com/build/reference/web-api/intraday/get-heartrate-intraday-by-interval/
        """
        return self._get_intraday_range(
            "/1/user/{user-id}/activities/heart/date/{start-date}/{end-date}/{detail-level}.json",
            "/1/user/{user-id}/activities/heart/date/{start-date}/{end-date}/{detail-level}"
            "/time/{start-time}/{end-time}.json",
            (start_date, end_date),
            (start_time, end_time),
            timezone=timezone,
            detail_level=checks.check_choice(detail_level, HeartRateDetailLevel, "detail_level"),
            user_id=user_id,
        )

    def iter_intraday(
        self,
        start_date: DateLike,
        end_date: DateLike,
        *,
        detail_level: HeartRateDetailLevel = "1min",
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
        Scope: heartrate.
        https://dev.fitbit.com/build/reference/web-api/intraday/get-heartrate-intraday-by-date/
        """
        checks.check_choice(detail_level, HeartRateDetailLevel, "detail_level")

        def read(day: DateLike, _last: DateLike) -> HeartRateIntradayAnswer:
            return self.get_intraday_by_date(
                day, detail_level=detail_level, timezone=timezone, user_id=user_id
            )

        return self._fetch_chunks(read, start_date, end_date, 1, workers, progress)
