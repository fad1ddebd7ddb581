"""The breathing rate during sleep: one night, or many."""

from __future__ import annotations

from functools import partial

from fitbit.arguments.types import JSON, DateLike
from fitbit.pages import Progress
from fitbit.resources._time_series import TimeSeriesGroup

MAX_DAYS = 30


class BreathingRate(TimeSeriesGroup):
    """Breaths per minute; scope respiratory_rate.

    A night belongs to the day on which it ends; days without a measured night are left out.
    """

    def get_summary_by_date(self, date: DateLike, *, user_id: str = "-") -> JSON:
        """Read the breathing rate of a night.

        Returns ``{"br": [{"dateTime": "2026-01-31", "value": {"breathingRate": 17.8}}]}``.  Raises
        InvalidValue for a date that is none.
        Scope: respiratory_rate.
        https://dev.fitbit.com/build/reference/web-api/breathing-rate/get-br-summary-by-date/
        """
        path = "/1/user/{user-id}/br/date/{date}.json"
        return self._get_day(path, date, user_id=user_id)

    def get_summary_by_interval(
        self, start_date: DateLike, end_date: DateLike, *, user_id: str = "-"
    ) -> JSON:
        """Read the breathing rate of a range of nights.

        Returns what ``get_summary_by_date`` does, an entry a day.  Longest range: 30 days.  Raises
        InvalidValue for a longer range, or one that runs backwards.
        Scope: respiratory_rate.
        https://dev.fitbit.com/build/reference/web-api/breathing-rate/get-br-summary-by-interval/
        """
        path = "/1/user/{user-id}/br/date/{start-date}/{end-date}.json"
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
        Scope: respiratory_rate.
        https://dev.fitbit.com/build/reference/web-api/breathing-rate/get-br-summary-by-interval/
        """
        read = partial(self.get_summary_by_interval, user_id=user_id)
        return self._fetch_merged(read, start_date, end_date, MAX_DAYS, workers, progress)

    def get_intraday_by_date(self, date: DateLike, *, user_id: str = "-") -> JSON:
        """Read the breathing rate of a night by stage of sleep.

        Returns ``{"br": [{"dateTime": …, "value": {"deepSleepSummary": {"breathingRate": 16.8},
        "lightSleepSummary": {…}, "remSleepSummary": {…}, "fullSleepSummary": {…}}}]}``; -1 stands
        where there is no value.  An application that is neither Personal nor approved by Fitbit
        gets HTTPForbidden.  Raises InvalidValue for a date that is none.
        Scope: respiratory_rate.
        https://dev.fitbit.com/build/reference/web-api/intraday/get-br-intraday-by-date/
        """
        path = "/1/user/{user-id}/br/date/{date}/all.json"
        return self._get_day(path, date, user_id=user_id)

    def get_intraday_by_interval(
        self, start_date: DateLike, end_date: DateLike, *, user_id: str = "-"
    ) -> JSON:
        """Read the breathing rate of a range of nights by stage of sleep.

        Returns what ``get_intraday_by_date`` does, an entry a day.  Longest range: 30 days.  Raises
        InvalidValue for a longer range, or one that runs backwards; HTTPForbidden as there.
        Scope: respiratory_rate.
        https://dev.fitbit.com/build/reference/web-api/intraday/get-br-intraday-by-interval/
        """
        path = "/1/user/{user-id}/br/date/{start-date}/{end-date}/all.json"
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
        Scope: respiratory_rate.
        https://dev.fitbit.com/build/reference/web-api/intraday/get-br-intraday-by-interval/
        """
        read = partial(self.get_intraday_by_interval, user_id=user_id)
        return self._fetch_merged(read, start_date, end_date, MAX_DAYS, workers, progress)
