"""Temperature: of the core as logged by hand, of the skin as measured in sleep."""

from __future__ import annotations

from functools import partial

from fitbit.arguments.types import JSON, DateLike
from fitbit.pages import Progress
from fitbit.resources._time_series import TimeSeriesGroup

MAX_DAYS = 30


class Temperature(TimeSeriesGroup):
    """Temperatures; scope temperature.

    Degrees are Fahrenheit for ``en_US``, otherwise Celsius.
    """

    def get_core_summary_by_date(self, date: DateLike, *, user_id: str = "-") -> JSON:
        """Read the core temperatures that were logged on a day.

        Returns ``{"tempCore": [{"dateTime": "2026-01-31T10:00:00", "value": 37.5}]}``.  Raises
        InvalidValue for a date that is none.
        Scope: temperature.
        https://dev.fitbit.com/build/reference/web-api/temperature/get-temperature-core-summary-by-date/
        """
        path = "/1/user/{user-id}/temp/core/date/{date}.json"
        return self._get_day(path, date, user_id=user_id)

    def get_core_summary_by_interval(
        self, start_date: DateLike, end_date: DateLike, *, user_id: str = "-"
    ) -> JSON:
        """Read the core temperatures that were logged in a range of days.

        Returns what ``get_core_summary_by_date`` does.  Longest range: 30 days.  Raises
        InvalidValue for a longer range, or one that runs backwards.
        Scope: temperature.
        https://dev.fitbit.com/build/reference/web-api/temperature/get-temperature-core-summary-by-interval/
        """
        path = "/1/user/{user-id}/temp/core/date/{start-date}/{end-date}.json"
        return self._get_range(path, start_date, end_date, MAX_DAYS, user_id=user_id)

    def get_core_summary_between(
        self,
        start_date: DateLike,
        end_date: DateLike,
        *,
        workers: int = 4,
        progress: Progress | None = None,
        user_id: str = "-",
    ) -> JSON:
        """Read any range of days, as ``get_core_summary_by_interval`` gives it.

        Sends a request for every 30 days, ``workers`` at a time, and calls ``progress(done,
        total)`` after each.  Returns one answer of the same shape, its lists put together.  Raises
        what ``get_core_summary_by_interval`` raises, and BadResponse where the parts do not fit
        together.
        Scope: temperature.
        https://dev.fitbit.com/build/reference/web-api/temperature/get-temperature-core-summary-by-interval/
        """
        read = partial(self.get_core_summary_by_interval, user_id=user_id)
        return self._fetch_merged(read, start_date, end_date, MAX_DAYS, workers, progress)

    def get_skin_summary_by_date(self, date: DateLike, *, user_id: str = "-") -> JSON:
        """Read how warm the skin was in a night, compared with the user's usual.

        Returns ``{"tempSkin": [{"dateTime": …, "logType": "dedicated_temp_sensor", "value":
        {"nightlyRelative": -0.4}}]}``.  Raises InvalidValue for a date that is none.
        Scope: temperature.
        https://dev.fitbit.com/build/reference/web-api/temperature/get-temperature-skin-summary-by-date/
        """
        path = "/1/user/{user-id}/temp/skin/date/{date}.json"
        return self._get_day(path, date, user_id=user_id)

    def get_skin_summary_by_interval(
        self, start_date: DateLike, end_date: DateLike, *, user_id: str = "-"
    ) -> JSON:
        """Read how warm the skin was in a range of nights, compared with the user's usual.

        Returns what ``get_skin_summary_by_date`` does.  Longest range: 30 days.  Raises
        InvalidValue for a longer range, or one that runs backwards.
        Scope: temperature.
        https://dev.fitbit.com/build/reference/web-api/temperature/get-temperature-skin-summary-by-interval/
        """
        path = "/1/user/{user-id}/temp/skin/date/{start-date}/{end-date}.json"
        return self._get_range(path, start_date, end_date, MAX_DAYS, user_id=user_id)

    def get_skin_summary_between(
        self,
        start_date: DateLike,
        end_date: DateLike,
        *,
        workers: int = 4,
        progress: Progress | None = None,
        user_id: str = "-",
    ) -> JSON:
        """Read any range of days, as ``get_skin_summary_by_interval`` gives it.

        Sends a request for every 30 days, ``workers`` at a time, and calls ``progress(done,
        total)`` after each.  Returns one answer of the same shape, its lists put together.  Raises
        what ``get_skin_summary_by_interval`` raises, and BadResponse where the parts do not fit
        together.
        Scope: temperature.
        https://dev.fitbit.com/build/reference/web-api/temperature/get-temperature-skin-summary-by-interval/
        """
        read = partial(self.get_skin_summary_by_interval, user_id=user_id)
        return self._fetch_merged(read, start_date, end_date, MAX_DAYS, workers, progress)
