"""Heart rate variability during sleep."""

from __future__ import annotations

from functools import partial

from fitbit.arguments.types import JSON, DateLike
from fitbit.pages import Progress
from fitbit.resources._time_series import TimeSeriesGroup

MAX_DAYS = 30


class HeartRateVariability(TimeSeriesGroup):
    """Heart rate variability; scope heartrate.

    A night belongs to the day on which it ends; days without a measured night are left out.
    """

    def get_summary_by_date(self, date: DateLike, *, user_id: str = "-") -> JSON:
        """Read the variability of a night, in milliseconds.

        Returns ``{"hrv": [{"dateTime": …, "value": {"dailyRmssd": 34.9, "deepRmssd": 31.6}}]}``.
        Raises InvalidValue for a date that is none.
        Scope: heartrate.
        https://dev.fitbit.com/build/reference/web-api/heartrate-variability/get-hrv-summary-by-date/
        """
        path = "/1/user/{user-id}/hrv/date/{date}.json"
        return self._get_day(path, date, user_id=user_id)

    def get_summary_by_interval(
        self, start_date: DateLike, end_date: DateLike, *, user_id: str = "-"
    ) -> JSON:
        """Read the variability of a range of nights, in milliseconds.

        Returns what ``get_summary_by_date`` does, an entry a day.  Longest range: 30 days.  Raises
        InvalidValue for a longer range, or one that runs backwards.
        Scope: heartrate.
        https://dev.fitbit.com/build/reference/web-api/heartrate-variability/get-hrv-summary-by-interval/
        """
        path = "/1/user/{user-id}/hrv/date/{start-date}/{end-date}.json"
        return self._get_range(path, start_date, end_date, MAX_DAYS, user_id=user_id)

    def get_summary_between(
        self,
        start_date: DateLike,
        end_date: DateLike,
        *,
        workers: int = 4,
        progress: Progress | None = None,
        user_id: str = "-",
    ) -> JSON:
        """Read any range of days, as ``get_summary_by_interval`` gives it.

        Sends a request for every 30 days, ``workers`` at a time, and calls ``progress(done,
        total)`` after each.  Returns one answer of the same shape, its lists put together.  Raises
        what ``get_summary_by_interval`` raises, and BadResponse where the parts do not fit
        together.
        Scope: heartrate.
        https://dev.fitbit.com/build/reference/web-api/heartrate-variability/get-hrv-summary-by-interval/
        """
        read = partial(self.get_summary_by_interval, user_id=user_id)
        return self._fetch_merged(read, start_date, end_date, MAX_DAYS, workers, progress)

    def get_intraday_by_date(self, date: DateLike, *, user_id: str = "-") -> JSON:
        """Read the variability of a night in steps of five minutes.

        Returns ``{"hrv": [{"dateTime": …, "minutes": [{"minute": "2026-01-31T04:10:00.000",
        "value": {"rmssd": 26.6, "coverage": 0.94, "hf": 126.5, "lf": 471.9}}]}]}``.  An application
        that is neither Personal nor approved by Fitbit gets HTTPForbidden.  Raises InvalidValue for
        a date that is none.
        Scope: heartrate.
        https://dev.fitbit.com/build/reference/web-api/intraday/get-hrv-intraday-by-date/
        """
        path = "/1/user/{user-id}/hrv/date/{date}/all.json"
        return self._get_day(path, date, user_id=user_id)

    def get_intraday_by_interval(
        self, start_date: DateLike, end_date: DateLike, *, user_id: str = "-"
    ) -> JSON:
        """Read the variability of a range of nights in steps of five minutes.

        Returns what ``get_intraday_by_date`` does, an entry a day.  Longest range: 30 days.  Raises
        InvalidValue for a longer range, or one that runs backwards; HTTPForbidden as there.
        Scope: heartrate.
        https://dev.fitbit.com/build/reference/web-api/intraday/get-hrv-intraday-by-interval/
        """
        path = "/1/user/{user-id}/hrv/date/{start-date}/{end-date}/all.json"
        return self._get_range(path, start_date, end_date, MAX_DAYS, user_id=user_id)

    def get_intraday_between(
        self,
        start_date: DateLike,
        end_date: DateLike,
        *,
        workers: int = 4,
        progress: Progress | None = None,
        user_id: str = "-",
    ) -> JSON:
        """Read any range of days, as ``get_intraday_by_interval`` gives it.

        Sends a request for every 30 days, ``workers`` at a time, and calls ``progress(done,
        total)`` after each.  Returns one answer of the same shape, its lists put together.  Raises
        what ``get_intraday_by_interval`` raises, and BadResponse where the parts do not fit
        together.
        Scope: heartrate.
        https://dev.fitbit.com/build/reference/web-api/intraday/get-hrv-intraday-by-interval/
        """
        read = partial(self.get_intraday_by_interval, user_id=user_id)
        return self._fetch_merged(read, start_date, end_date, MAX_DAYS, workers, progress)
