"""The ``.../date/...`` family, half of the API: days, ranges, periods, minutes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from fitbit import pages
from fitbit.arguments import checks, dates
from fitbit.arguments.types import DateLike, Id, Period, TimeLike, TimeZone
from fitbit.exceptions import InvalidValue
from fitbit.resources._base import EndpointGroup


class TimeSeriesGroup(EndpointGroup):
    """Endpoints that read a day, a range of days, a period or minutes."""

    def _get_day(self, path: str, date: DateLike, **parts: Id) -> Any:
        """Read one day."""
        return self._get(path, date=dates.format_date(date), **parts)

    def _get_period(
        self,
        path: str,
        date: DateLike,
        period: str,
        allowed: Any = Period,
        *,
        timezone: str | None = None,
        **parts: Id,
    ) -> Any:
        """Read a period that ends on a day."""
        parts["period"] = checks.check_choice(period, allowed, "period")
        return self._get(path, _zone(timezone), date=dates.format_date(date), **parts)

    def _get_range(
        self,
        path: str,
        start_date: DateLike,
        end_date: DateLike,
        max_days: int | None,
        *,
        timezone: str | None = None,
        **parts: Id,
    ) -> Any:
        """Read a range of days, both included."""
        first, last = dates.format_range(start_date, end_date, max_days)
        return self._get(path, _zone(timezone), start_date=first, end_date=last, **parts)

    def _get_intraday(
        self,
        path: str,
        path_with_times: str,
        date: DateLike,
        times: tuple[TimeLike | None, TimeLike | None],
        *,
        timezone: str | None = None,
        **parts: Id,
    ) -> Any:
        """Read the values within a day, or within a window of it."""
        window = dates.format_window(*times)
        if window and window["end_time"] < window["start_time"]:
            raise InvalidValue("end_time is before start_time, on the same day")
        chosen = path_with_times if window else path
        return self._get(chosen, _zone(timezone), date=dates.format_date(date), **window, **parts)

    def _get_intraday_range(
        self,
        path: str,
        path_with_times: str,
        days: tuple[DateLike, DateLike],
        times: tuple[TimeLike | None, TimeLike | None],
        *,
        timezone: str | None = None,
        **parts: Id,
    ) -> Any:
        """Read the values within 24 hours that may begin on one day and end on the next."""
        first, last = dates.format_range(*days, max_days=1)
        window = dates.format_window(*times)
        _check_24_hours(first, last, window)
        chosen = path_with_times if window else path
        query = _zone(timezone)
        return self._get(chosen, query, start_date=first, end_date=last, **window, **parts)

    def _fetch_merged(
        self,
        read: pages.Read,
        start_date: DateLike,
        end_date: DateLike,
        max_days: int,
        workers: int,
        progress: pages.Progress | None,
        *,
        newest_first: bool = False,
    ) -> Any:
        """Read a span of any length in ranges of so many days, joined as if it were one answer."""
        chunks = self._fetch_chunks(read, start_date, end_date, max_days, workers, progress)
        return pages.merge_answers(chunks, newest_first=newest_first)

    def _fetch_chunks(
        self,
        read: pages.Read,
        start_date: DateLike,
        end_date: DateLike,
        max_days: int,
        workers: int,
        progress: pages.Progress | None,
    ) -> Iterator[pages.Chunk]:
        """Read a span of any length and yield the answer of each range, in order."""
        last = self._today() if end_date == dates.TODAY else end_date
        return pages.fetch_range(
            read, start_date, last, max_days=max_days, workers=workers, progress=progress
        )

    def _today(self) -> dt.date:
        """Return the day it is on this machine, by the client's clock."""
        return dt.date.fromtimestamp(self._fitbit.client.clock.time())  # noqa: DTZ012 - local


def _check_24_hours(first: str, last: str, window: dict[str, str]) -> None:
    """Refuse what is longer; where a day is ``today``, Fitbit decides."""
    start, end = window.get("start_time", "00:00"), window.get("end_time", "23:59")
    if first == last and end < start:
        raise InvalidValue("end_time is before start_time, on the same day")
    if first != last and dates.TODAY not in {first, last} and end > start:
        raise InvalidValue(
            "Fitbit gives at most 24 hours of values in one answer: two days need start_time and "
            "an end_time that is not after it; iter_intraday reads any number of days"
        )


def _zone(timezone: str | None) -> dict[str, object]:
    if timezone is None:
        return {}
    return {"timezone": checks.check_choice(timezone, TimeZone, "timezone")}
