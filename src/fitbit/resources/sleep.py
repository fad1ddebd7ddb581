"""Sleep in the form of version 1.2, with stages: logs, their list and the goal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import Literal

from fitbit.arguments import checks, dates
from fitbit.arguments.types import JSON, DateLike, Duration, Id, MomentLike, Sort, TimeLike
from fitbit.pages import Progress
from fitbit.resources._base import CallableGroup
from fitbit.resources._paginated import PaginatedGroup, page_query
from fitbit.resources._time_series import TimeSeriesGroup
from fitbit.types import SleepAnswer, SleepDayAnswer, SleepListAnswer, SleepLog

MAX_DAYS = 100
MAX_LIMIT = 100


class Sleep(TimeSeriesGroup, PaginatedGroup, CallableGroup):
    """Sleep logs with stages, and the goal; scope sleep.

    ``duration`` is in milliseconds, what is called minutes in minutes.  A sleep belongs to the day
    on which it ends.  Called as ``fb.sleep(date)``, it is python-fitbit's method of that name,
    which reads version 1, without stages.
    """

    def create_goals(self, min_duration: Duration, *, user_id: str = "-") -> JSON:
        """Set how long the user wants to sleep.

        ``min_duration`` is a timedelta or minutes.  Returns ``{"goal": {"minDuration": 480,
        "updatedOn": …, …}}``, in minutes.  Raises InvalidValue below zero.
        Scope: sleep.
        https://dev.fitbit.com/build/reference/web-api/sleep/create-sleep-goals/
        """
        form = {
            "minDuration": checks.encode_duration(
                min_duration, "min_duration", dt.timedelta(minutes=1)
            )
        }
        return self._post("/1.2/user/{user-id}/sleep/goal.json", form, user_id=user_id)

    def create_log(
        self, date: DateLike, start_time: TimeLike, duration: Duration, *, user_id: str = "-"
    ) -> JSON:
        """Log a sleep that began on a day at a time.

        ``duration`` is a timedelta or milliseconds.  Returns the log under ``sleep``, of type
        classic.  Raises HTTPBadRequest for a time that overlaps another sleep, InvalidValue for a
        date or time that is none.
        Scope: sleep.
        https://dev.fitbit.com/build/reference/web-api/sleep/create-sleep-log/
        """
        form = {
            "startTime": dates.format_time(start_time, "start_time"),
            "duration": checks.encode_duration(duration, "duration"),
            "date": dates.format_log_date(date),
        }
        return self._post("/1.2/user/{user-id}/sleep.json", form, user_id=user_id)

    def delete_log(self, log_id: Id, *, user_id: str = "-") -> Literal[True]:
        """Delete a sleep log.

        Returns True; an unknown id raises HTTPNotFound.
        Scope: sleep.
        https://dev.fitbit.com/build/reference/web-api/sleep/delete-sleep-log/
        """
        return self._delete(
            "/1.2/user/{user-id}/sleep/{log-id}.json", log_id=log_id, user_id=user_id
        )

    def get_goals(self, *, user_id: str = "-") -> JSON:
        """Read how long the user wants to sleep.

        Returns ``{"goal": {"bedtime": "22:00", "minDuration": 480, "wakeupTime": "07:00", …}}``.
        Scope: sleep.
        https://dev.fitbit.com/build/reference/web-api/sleep/get-sleep-goals/
        """
        return self._get("/1.2/user/{user-id}/sleep/goal.json", user_id=user_id)

    def get_log_by_date(self, date: DateLike, *, user_id: str = "-") -> SleepDayAnswer:
        """Read the sleeps of a day, naps too, newest first, with their stages.

        Returns ``{"sleep": [{"levels": {"data": [...], "summary": {…}}, …}], "summary": {…}}``, or
        ``{"meta": {"retryDuration": 3000, "state": "pending"}}`` while Fitbit is still at it: ask
        again after so many milliseconds.  Raises InvalidValue for a date that is none.
        Scope: sleep.
        https://dev.fitbit.com/build/reference/web-api/sleep/get-sleep-log-by-date/
        """
        return self._get_day("/1.2/user/{user-id}/sleep/date/{date}.json", date, user_id=user_id)

    def get_log_by_date_range(
        self, start_date: DateLike, end_date: DateLike, *, user_id: str = "-"
    ) -> SleepAnswer:
        """Read the sleeps of a range of days, newest first.

        Returns ``{"sleep": [...]}``, without a summary.  Longest range: 100 days.  Raises
        InvalidValue for a longer range, or one that runs backwards.
        Scope: sleep.
        https://dev.fitbit.com/build/reference/web-api/sleep/get-sleep-log-by-date-range/
        """
        path = "/1.2/user/{user-id}/sleep/date/{start-date}/{end-date}.json"
        return self._get_range(path, start_date, end_date, MAX_DAYS, user_id=user_id)

    def get_log_between(
        self,
        start_date: DateLike,
        end_date: DateLike,
        *,
        workers: int = 4,
        progress: Progress | None = None,
        user_id: str = "-",
    ) -> SleepAnswer:
        """Read any range of days, as ``get_log_by_date_range`` gives it.

        Sends a request for every 100 days, ``workers`` at a time, and calls ``progress(done,
        total)`` after each.  Returns one answer of the same shape, its lists put together.  Raises
        what ``get_log_by_date_range`` raises, and BadResponse where the parts do not fit together.
        Scope: sleep.
        https://dev.fitbit.com/build/reference/web-api/sleep/get-sleep-log-by-date-range/
        """
        read = partial(self.get_log_by_date_range, user_id=user_id)
        days = (start_date, end_date)
        return self._fetch_merged(read, *days, MAX_DAYS, workers, progress, newest_first=True)

    def get_log_list(
        self,
        *,
        before_date: MomentLike | None = None,
        after_date: MomentLike | None = None,
        sort: Sort | None = None,
        limit: int = MAX_LIMIT,
        user_id: str = "-",
    ) -> SleepListAnswer:
        """Read one page of sleeps, before or after a day or moment; ``iter_logs`` reads all.

        Give one of the two dates; ``sort`` follows from it, and ``limit`` is 100 at most.  Returns
        ``{"sleep": [...], "pagination": {…}}``.  Raises InvalidArguments unless exactly one of the
        two dates is given, InvalidValue for a larger ``limit``.
        Scope: sleep.
        https://dev.fitbit.com/build/reference/web-api/sleep/get-sleep-log-list/
        """
        query = page_query(before_date, after_date, sort, limit, MAX_LIMIT)
        return self._get("/1.2/user/{user-id}/sleep/list.json", query, user_id=user_id)

    def iter_logs(
        self,
        *,
        before_date: MomentLike | None = None,
        after_date: MomentLike | None = None,
        limit: int = MAX_LIMIT,
        user_id: str = "-",
    ) -> Iterator[SleepLog]:
        """Yield all sleeps before a day (newest first) or after one (oldest first).

        Yields what ``get_log_list`` has under ``sleep``, one request per ``limit`` sleeps.  Raises
        InvalidArguments unless exactly one of the two dates is given.
        Scope: sleep.
        https://dev.fitbit.com/build/reference/web-api/sleep/get-sleep-log-list/
        """
        query = page_query(before_date, after_date, None, limit, MAX_LIMIT)
        return self._iterate("/1.2/user/{user-id}/sleep/list.json", query, user_id, "sleep")
