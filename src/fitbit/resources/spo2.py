"""Blood oxygen saturation (SpO2) during sleep."""

from __future__ import annotations

from functools import partial

from fitbit.arguments.types import JSON, DateLike
from fitbit.pages import Progress
from fitbit.resources._time_series import TimeSeriesGroup

MAX_DAYS = 30


class SpO2(TimeSeriesGroup):
    """Oxygen saturation, in percent; scope oxygen_saturation.

    Fitbit's answers have no outer key here: an object for a day, a list of them for a range.
    """

    def get_summary_by_date(self, date: DateLike, *, user_id: str = "-") -> JSON | list[JSON]:
        """Read the saturation of a night.

        Returns ``{"dateTime": "2026-01-31", "value": {"avg": 97.5, "min": 94.0, "max": 100.0}}``,
        an empty object or list where there is nothing.  Raises InvalidValue for a date that is
        none.
        Scope: oxygen_saturation.
        https://dev.fitbit.com/build/reference/web-api/spo2/get-spo2-summary-by-date/
        """
        path = "/1/user/{user-id}/spo2/date/{date}.json"
        return self._get_day(path, date, user_id=user_id)

    def get_summary_by_interval(
        self, start_date: DateLike, end_date: DateLike, *, user_id: str = "-"
    ) -> list[JSON]:
        """Read the saturation of a range of nights.

        Returns a list of what ``get_summary_by_date`` gives.  Fitbit names no longest range.
        Raises InvalidValue for a range that runs backwards.
        Scope: oxygen_saturation.
        https://dev.fitbit.com/build/reference/web-api/spo2/get-spo2-summary-by-interval/
        """
        path = "/1/user/{user-id}/spo2/date/{start-date}/{end-date}.json"
        return self._get_range(path, start_date, end_date, None, user_id=user_id)

    def get_summary_between(
        self,
        start_date: DateLike,
        end_date: DateLike,
        *,
        workers: int = 4,
        progress: Progress | None = None,
        user_id: str = "-",
    ) -> list[JSON]:
        """Read any range of days, as ``get_summary_by_interval`` gives it.

        Sends a request for every 30 days, ``workers`` at a time, and calls ``progress(done,
        total)`` after each.  Returns one answer of the same shape, its lists put together.  Raises
        what ``get_summary_by_interval`` raises, and BadResponse where the parts do not fit
        together.
        Scope: oxygen_saturation.
        https://dev.fitbit.com/build/reference/web-api/spo2/get-spo2-summary-by-interval/
        """
        read = partial(self.get_summary_by_interval, user_id=user_id)
        return self._fetch_merged(read, start_date, end_date, MAX_DAYS, workers, progress)

    def get_intraday_by_date(self, date: DateLike, *, user_id: str = "-") -> JSON | list[JSON]:
        """Read the saturation of a night, every few minutes.

        Returns ``{"dateTime": …, "minutes": [{"minute": "2026-01-31T04:02:17", "value": 95.7}]}``,
        an empty object or list where there is nothing.  An application that is neither Personal nor
        approved by Fitbit gets HTTPForbidden.  Raises InvalidValue for a date that is none.
        Scope: oxygen_saturation.
        https://dev.fitbit.com/build/reference/web-api/intraday/get-spo2-intraday-by-date/
        """
        path = "/1/user/{user-id}/spo2/date/{date}/all.json"
        return self._get_day(path, date, user_id=user_id)

    def get_intraday_by_interval(
        self, start_date: DateLike, end_date: DateLike, *, user_id: str = "-"
    ) -> list[JSON]:
        """Read the saturation of a range of nights, every few minutes.

        Returns a list of what ``get_intraday_by_date`` gives.  Longest range: 30 days.  Raises
        InvalidValue for a longer range, or one that runs backwards; HTTPForbidden as there.
        Scope: oxygen_saturation.
        https://dev.fitbit.com/build/reference/web-api/intraday/get-spo2-intraday-by-interval/
        """
        path = "/1/user/{user-id}/spo2/date/{start-date}/{end-date}/all.json"
        return self._get_range(path, start_date, end_date, MAX_DAYS, user_id=user_id)

    def get_intraday_between(
        self,
        start_date: DateLike,
        end_date: DateLike,
        *,
        workers: int = 4,
        progress: Progress | None = None,
        user_id: str = "-",
    ) -> list[JSON]:
        """Read any range of days, as ``get_intraday_by_interval`` gives it.

        Sends a request for every 30 days, ``workers`` at a time, and calls ``progress(done,
        total)`` after each.  Returns one answer of the same shape, its lists put together.  Raises
        what ``get_intraday_by_interval`` raises, and BadResponse where the parts do not fit
        together.
        Scope: oxygen_saturation.
        https://dev.fitbit.com/build/reference/web-api/intraday/get-spo2-intraday-by-interval/
        """
        read = partial(self.get_intraday_by_interval, user_id=user_id)
        return self._fetch_merged(read, start_date, end_date, MAX_DAYS, workers, progress)
