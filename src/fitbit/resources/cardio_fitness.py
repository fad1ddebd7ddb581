"""The cardio fitness score, an estimate of VO2 max."""

from __future__ import annotations

from functools import partial

from fitbit.arguments.types import JSON, DateLike
from fitbit.pages import Progress
from fitbit.resources._time_series import TimeSeriesGroup

MAX_DAYS = 30


class CardioFitness(TimeSeriesGroup):
    """The cardio fitness score; scope cardio_fitness."""

    def get_vo2_max_summary_by_date(self, date: DateLike, *, user_id: str = "-") -> JSON:
        """Read the score of a day.

        Returns ``{"cardioScore": [{"dateTime": "2026-01-31", "value": {"vo2Max": "42-46"}}]}``, in
        ml/kg/min; the value is text, a range or (after runs with GPS) a number.  Raises
        InvalidValue for a date that is none.
        Scope: cardio_fitness.
        https://dev.fitbit.com/build/reference/web-api/cardio-fitness-score/get-vo2max-summary-by-date/
        """
        path = "/1/user/{user-id}/cardioscore/date/{date}.json"
        return self._get_day(path, date, user_id=user_id)

    def get_vo2_max_summary_by_interval(
        self, start_date: DateLike, end_date: DateLike, *, user_id: str = "-"
    ) -> JSON:
        """Read the scores of a range of days.

        Returns what ``get_vo2_max_summary_by_date`` does, an entry a day.  Longest range: 30 days.
        Raises InvalidValue for a longer range, or one that runs backwards.
        Scope: cardio_fitness.
        https://dev.fitbit.com/build/reference/web-api/cardio-fitness-score/get-vo2max-summary-by-interval/
        """
        path = "/1/user/{user-id}/cardioscore/date/{start-date}/{end-date}.json"
        return self._get_range(path, start_date, end_date, MAX_DAYS, user_id=user_id)

    def get_vo2_max_summary_between(
        self,
        start_date: DateLike,
        end_date: DateLike,
        *,
        workers: int = 4,
        progress: Progress | None = None,
        user_id: str = "-",
    ) -> JSON:
        """Read any range of days, as ``get_vo2_max_summary_by_interval`` gives it.

        Sends a request for every 30 days, ``workers`` at a time, and calls ``progress(done,
        total)`` after each.  Returns one answer of the same shape, its lists put together.  Raises
        what ``get_vo2_max_summary_by_interval`` raises, and BadResponse where the parts do not fit
        together.
        Scope: cardio_fitness.
        https://dev.fitbit.com/build/reference/web-api/cardio-fitness-score/get-vo2max-summary-by-interval/
        """
        read = partial(self.get_vo2_max_summary_by_interval, user_id=user_id)
        return self._fetch_merged(read, start_date, end_date, MAX_DAYS, workers, progress)
