"""The minutes that an intraday call asks for, and the slots they are divided into."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from fitbit.google import times
from fitbit.google.answers.answer import FitbitApiError
from fitbit.google.answers.request import Dates, FitbitRequest, time_of
from fitbit.google.client.health import Row, Span

STEPS = {"1sec": 0, "1min": 1, "5min": 5, "15min": 15}
_DAY_MINUTES = 1440
_MINUTE = dt.timedelta(minutes=1)


class Window(NamedTuple):
    """A stretch of one day's wall-clock minutes, both ends included."""

    day: dt.date
    first: int
    last: int

    def span(self, zone: dt.tzinfo) -> tuple[dt.datetime, dt.datetime]:
        """Return the moments from which to which the wall clock shows these minutes.

        Where clocks are set back both passes are within; where they are set forward
        the minutes that never were are skipped.
        """
        midnight = dt.datetime.combine(self.day, dt.time())
        begin = midnight + dt.timedelta(minutes=self.first)
        end = midnight + dt.timedelta(minutes=self.last + 1)
        return min(_both(begin, zone)), max(_both(end, zone))

    def spans(self, zone: dt.tzinfo, step: int) -> list[Span]:
        """Return the moments from which to which slots of so many minutes can be asked for.

        Each begins where a slot does, or ends with the slot in which it begins; where clocks
        are changed each side of the change is on its own.
        """
        width = dt.timedelta(minutes=step)
        found: list[Span] = []
        for begin, end, offset in _sides(self.day, zone):
            low, high = self._within(begin, end, offset)
            into = (low + offset - _midnight(self.day)) % width
            edge = low + (width - into if into else dt.timedelta())
            cuts = sorted({low, min(max(edge, low), high), high})
            found += [(_utc(a), _utc(b)) for a, b in pairwise(cuts)] if low < high else []
        return found

    def _within(
        self, begin: dt.datetime, end: dt.datetime, offset: dt.timedelta
    ) -> tuple[dt.datetime, dt.datetime]:
        """Clip the window to a stretch with one offset from UTC."""
        midnight = _midnight(self.day) - offset
        first = midnight + dt.timedelta(minutes=self.first)
        after = midnight + dt.timedelta(minutes=self.last + 1)
        return max(begin, first), min(end, after)

    def minute_of(self, wall: dt.datetime) -> int | None:
        """Return the minute of the day that a wall clock shows, None beyond the window."""
        minute = wall.hour * 60 + wall.minute
        return minute if wall.date() == self.day and self.first <= minute <= self.last else None

    def in_slots(
        self, rows: Iterable[Row], step: int, zone: dt.tzinfo
    ) -> Iterator[tuple[int, Row]]:
        """Yield rows with the first minute of the wall-clock slot in which each began."""
        for row in rows:
            minute = self.minute_of(row["start"].astimezone(zone).replace(tzinfo=None))
            if minute is not None:
                yield minute - minute % step, row

    def slots(self, step: int) -> Iterator[int]:
        """Yield the first minute of each slot that the window touches."""
        yield from range(self.first - self.first % step, self.last + 1, step)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time())


def _utc(naive: dt.datetime) -> dt.datetime:
    return naive.replace(tzinfo=times.UTC)


def _sides(
    day: dt.date, zone: dt.tzinfo
) -> Iterator[tuple[dt.datetime, dt.datetime, dt.timedelta]]:
    """Yield the stretches of a day with one offset from UTC: one, or two where clocks change."""
    begin, end = (
        times.midnight(each, zone).replace(tzinfo=None) for each in (day, day + times.DAY)
    )
    before, after = _offset(begin, zone), _offset(end - _MINUTE, zone)
    if before == after:
        yield begin, end, before
        return
    low, high = 0, int((end - begin) / _MINUTE)
    # Where the offset changes is found by halving: zoneinfo does not tell.
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (
            (middle, high) if _offset(begin + middle * _MINUTE, zone) == before else (low, middle)
        )
    yield begin, begin + high * _MINUTE, before
    yield begin + high * _MINUTE, end, after


def _offset(naive: dt.datetime, zone: dt.tzinfo) -> dt.timedelta:
    return _utc(naive).astimezone(zone).utcoffset() or dt.timedelta()


def _both(wall: dt.datetime, zone: dt.tzinfo) -> list[dt.datetime]:
    return [wall.replace(tzinfo=zone, fold=fold).astimezone(times.UTC) for fold in (0, 1)]


def windows_of(request: FitbitRequest) -> list[Window]:
    """Return the window on each day of a call: a day, or 24 hours over midnight."""
    first, last = _minute(request, "start-time", 0), _minute(request, "end-time", _DAY_MINUTES - 1)
    dates = request.named_dates()
    minutes = (dates.last - dates.first).days * _DAY_MINUTES + last - first + 1
    if minutes <= 0:
        raise FitbitApiError("endTime", "The end of the range must not be before its start")
    if minutes > _DAY_MINUTES:
        raise FitbitApiError(None, "The range cannot exceed 24 hours for intraday data")
    return [
        Window(
            day,
            first if day == dates.first else 0,
            last if day == dates.last else _DAY_MINUTES - 1,
        )
        for day in dates.each()
    ]


def dates_of(windows: list[Window]) -> Dates:
    """Return the days of the windows."""
    return Dates(windows[0].day, windows[-1].day)


def step_of(request: FitbitRequest, *, seconds: bool = False) -> int:
    """Return the minutes of a slot at the asked detail level; 0 stands for seconds."""
    level = request.arguments["detail-level"]
    if level not in STEPS or (level == "1sec" and not seconds):
        raise FitbitApiError("detailLevel", f"Invalid detail level: {level}")
    return STEPS[level]


def clock_text(minute: int) -> str:
    """Return a minute of the day as Fitbit writes the time.

    >>> clock_text(605)
    '10:05:00'
    """
    return f"{minute // 60:02}:{minute % 60:02}:00"


def _minute(request: FitbitRequest, name: str, default: int) -> int:
    text = request.arguments.get(name)
    if text is None:
        return default
    time = time_of(text, name.replace("-t", "T"))
    return time.hour * 60 + time.minute
