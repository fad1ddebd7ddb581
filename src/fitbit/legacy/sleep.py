"""Sleep as version 1 of the API has it: without stages."""

from __future__ import annotations

import datetime as dt
from typing import Any

from fitbit.exceptions import InvalidArguments
from fitbit.legacy._base import LegacyCalls
from fitbit.legacy._deprecated import deprecated
from fitbit.legacy._paths import DateLike, date_text, time_text


class Sleep(LegacyCalls):
    """Sleep, without stages."""

    @deprecated("Use Fitbit.sleep.get_log_by_date().")
    def get_sleep(self, date: DateLike) -> Any:
        """Read the sleep of a day in the form of version 1.

        Returns ``{"sleep": [...], "summary": {…}}``, durations in milliseconds and the rest in
        minutes, without stages.  Scope: sleep.
        Successor: ``fb.sleep.get_log_by_date()``.
        https://dev.fitbit.com/build/reference/web-api/sleep/get-sleep-log-by-date/
        """
        path = "/user/{user}/sleep/date/{date}.json"
        return self.make_request(self._url(path, date=self._get_date_string(date)))

    @deprecated("Use Fitbit.sleep.create_log().")
    def log_sleep(self, start_time: dt.datetime, duration: float) -> Any:
        """Log a sleep that began at a datetime and lasted ``duration`` milliseconds.

        Returns ``{"sleep": {…}}``; a start without a date raises TypeError, a time that overlaps
        another sleep HTTPBadRequest.  Scope: sleep.
        Successor: ``fb.sleep.create_log()``.
        https://dev.fitbit.com/build/reference/web-api/sleep/create-sleep-log/
        """
        if isinstance(start_time, (str, dt.time)):
            msg = f"start_time must be a datetime.datetime, not {start_time!r}"
            raise InvalidArguments(msg)
        data = {
            "startTime": time_text(start_time),
            "duration": duration,
            "date": date_text(start_time),
        }
        return self.make_request(self._url("/user/{user}/sleep.json"), data=data, method="POST")
