"""Active Zone Minutes: the minutes with the heart beating fast, by day and within the day."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from fitbit.arguments import checks
from fitbit.arguments.types import JSON, DateLike, DetailLevel, Period, TimeLike
from fitbit.pages import Chunk, Progress
from fitbit.resources._time_series import TimeSeriesGroup

MAX_DAYS = 1095


class ActiveZoneMinutes(TimeSeriesGroup):
    """Active Zone Minutes; scope activity.

    Zones without a minute are left out, and so are days without any.
    """

    def get_time_series_by_date(
        self, date: DateLike, period: Period = "1d", *, user_id: str = "-"
    ) -> JSON:
        """Read the days of a period that ends on a date.

        Returns ``{"activities-active-zone-minutes": [{"dateTime": …, "value": {"activeZoneMinutes":
        10, "fatBurnActiveZoneMinutes": 8, …}}]}``.  Raises InvalidValue for another period.
        Scope: activity.
        https://dev.fitbit.com/build/reference/web-api/active-zone-minutes-timeseries/get-azm-timeseries-by-date/
        """
        path = "/1/user/{user-id}/activities/active-zone-minutes/date/{date}/{period}.json"
        return self._get_period(path, date, period, user_id=user_id)

    def get_time_series_by_interval(
        self, start_date: DateLike, end_date: DateLike, *, user_id: str = "-"
    ) -> JSON:
        """Read a range of days.

        Returns what ``get_time_series_by_date`` does.  Longest range: 1095 days.  Raises
        InvalidValue for a longer range, or one that runs backwards.
        Scope: activity.
        https://dev.fitbit.com/build/reference/web-api/active-zone-minutes-timeseries/get-azm-timeseries-by-interval/
        """
        path = "/1/user/{user-id}/activities/active-zone-minutes/date/{start-date}/{end-date}.json"
        return self._get_range(path, start_date, end_date, MAX_DAYS, user_id=user_id)

    def get_time_series_between(
        self,
        start_date: DateLike,
        end_date: DateLike,
        *,
        workers: int = 4,
        progress: Progress | None = None,
        user_id: str = "-",
    ) -> JSON:
        """Read any range of days, as ``get_time_series_by_interval`` gives it.

        Sends a request for every 1095 days, ``workers`` at a time, and calls ``progress(done,
        total)`` after each.  Returns one answer of the same shape, its lists put together.  Raises
        what ``get_time_series_by_interval`` raises, and BadResponse where the parts do not fit
        together.
        Scope: activity.
        https://dev.fitbit.com/build/reference/web-api/active-zone-minutes-timeseries/get-azm-timeseries-by-interval/
        """
        read = partial(self.get_time_series_by_interval, user_id=user_id)
        return self._fetch_merged(read, start_date, end_date, MAX_DAYS, workers, progress)

    def get_intraday_by_date(
        self,
        date: DateLike,
        *,
        detail_level: DetailLevel = "1min",
        start_time: TimeLike | None = None,
        end_time: TimeLike | None = None,
        user_id: str = "-",
    ) -> JSON:
        """Read the minutes within a day, or within a window of it whose end is included.

        Returns ``{"activities-active-zone-minutes-intraday": [{"dateTime": …, "minutes":
        [{"minute": …, "value": {"activeZoneMinutes": 1, …}}]}]}``.  An application that is neither
        Personal nor approved by Fitbit gets HTTPForbidden.  Raises InvalidValue for another detail
        level or a window that runs backwards, InvalidArguments for one end of it alone.
        Scope: activity.
        https://dev.fitbit.com/build/reference/web-api/intraday/get-azm-intraday-by-date/
        """
        return self._get_intraday(
            "/1/user/{user-id}/activities/active-zone-minutes/date/{date}/1d/{detail-level}.json",
            "/1/user/{user-id}/activities/active-zone-minutes/date/{date}/1d/{detail-level}"
            "/time/{start-time}/{end-time}.json",
            date,
            (start_time, end_time),
            detail_level=checks.check_choice(detail_level, DetailLevel, "detail_level"),
            user_id=user_id,
        )

    def get_intraday_by_interval(
        self,
        start_date: DateLike,
        end_date: DateLike,
        *,
        detail_level: DetailLevel = "1min",
        start_time: TimeLike | None = None,
        end_time: TimeLike | None = None,
        user_id: str = "-",
    ) -> JSON:
        """Read the minutes within 24 hours that may reach from one day into the next.

        Returns what ``get_intraday_by_date`` does.  Longest range: 24 hours; ``iter_intraday``
        reads many days.  Raises InvalidValue for more than 24 hours or another detail level,
        InvalidArguments for one end of the window alone, HTTPForbidden as there.
        Scope: activity.
        https://dev.fitbit.com/build/reference/web-api/intraday/get-azm-intraday-by-interval/
        """
        return self._get_intraday_range(
            "/1/user/{user-id}/activities/active-zone-minutes/date/{start-date}/{end-date}"
            "/{detail-level}.json",
            "/1/user/{user-id}/activities/active-zone-minutes/date/{start-date}/{end-date}"
            "/{detail-level}/time/{start-time}/{end-time}.json",
            (start_date, end_date),
            (start_time, end_time),
            detail_level=checks.check_choice(detail_level, DetailLevel, "detail_level"),
            user_id=user_id,
        )

    def iter_intraday(
        self,
        start_date: DateLike,
        end_date: DateLike,
        *,
        detail_level: DetailLevel = "1min",
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
        https://dev.fitbit.com/build/reference/web-api/intraday/get-azm-intraday-by-date/
        """
        checks.check_choice(detail_level, DetailLevel, "detail_level")

        def read(day: DateLike, _last: DateLike) -> JSON:
            return self.get_intraday_by_date(day, detail_level=detail_level, user_id=user_id)

        return self._fetch_chunks(read, start_date, end_date, 1, workers, progress)
