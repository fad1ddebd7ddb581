"""Asks for the ``.../date/...`` family, half of the API: days, ranges, periods, minutes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from fitbit import pages
from fitbit.arguments import checks, dates
from fitbit.arguments.dates import DateLike, TimeLike
from fitbit.exceptions import InvalidValue
from fitbit.resources._base import Chapter


class DatedChapter(Chapter):
    """Reads series: what they have in common is said here once."""

    def _day(self, path: str, date: DateLike, **parts: checks.Id) -> Any:
        """Read one day."""
        return self._get(path, date=dates.day(date), **parts)

    def _period(
        self,
        path: str,
        date: DateLike,
        period: str,
        allowed: Any = checks.Period,
        *,
        timezone: str | None = None,
        **parts: checks.Id,
    ) -> Any:
        """Read a period that ends on a day."""
        parts["period"] = checks.one_of(period, allowed, "period")
        return self._get(path, _zone(timezone), date=dates.day(date), **parts)

    def _range(
        self,
        path: str,
        start: DateLike,
        end: DateLike,
        longest: int | None,
        *,
        timezone: str | None = None,
        **parts: checks.Id,
    ) -> Any:
        """Read a range of days, both included."""
        first, last = dates.span(start, end, longest)
        return self._get(path, _zone(timezone), start_date=first, end_date=last, **parts)

    def _within_day(
        self,
        path: str,
        path_with_times: str,
        date: DateLike,
        times: tuple[TimeLike | None, TimeLike | None],
        *,
        timezone: str | None = None,
        **parts: checks.Id,
    ) -> Any:
        """Read the values within a day, or within a window of it."""
        window = dates.window(*times)
        if window and window["end_time"] < window["start_time"]:
            raise InvalidValue("end_time is before start_time, on the same day")
        chosen = path_with_times if window else path
        return self._get(chosen, _zone(timezone), date=dates.day(date), **window, **parts)

    def _within_range(
        self,
        path: str,
        path_with_times: str,
        days: tuple[DateLike, DateLike],
        times: tuple[TimeLike | None, TimeLike | None],
        *,
        timezone: str | None = None,
        **parts: checks.Id,
    ) -> Any:
        """Read the values within 24 hours that may begin on one day and end on the next."""
        first, last = dates.span(*days, longest=1)
        window = dates.window(*times)
        _check_24_hours(first, last, window)
        chosen = path_with_times if window else path
        query = _zone(timezone)
        return self._get(chosen, query, start_date=first, end_date=last, **window, **parts)

    def _between(
        self,
        read: pages.Read,
        start: DateLike,
        end: DateLike,
        *,
        days: int,
        workers: int,
        progress: pages.Progress | None,
        newest_first: bool = False,
    ) -> Any:
        """Read a span of any length in ranges of so many days, joined as if it were one answer."""
        chunks = self._chunks(read, start, end, days=days, workers=workers, progress=progress)
        return pages.join(chunks, newest_first=newest_first)

    def _chunks(
        self,
        read: pages.Read,
        start: DateLike,
        end: DateLike,
        *,
        days: int,
        workers: int,
        progress: pages.Progress | None,
    ) -> Iterator[pages.Chunk]:
        """Read a span of any length and yield the answer of each range, in order."""
        last = self._today() if end == dates.TODAY else end
        return pages.download(read, start, last, days=days, workers=workers, progress=progress)

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
    return {"timezone": checks.one_of(timezone, checks.TimeZone, "timezone")}
