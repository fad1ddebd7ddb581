"""Writes days, moments and times of day as Fitbit reads them, and refuses what it would refuse."""

from __future__ import annotations

import datetime as dt
import re
from typing import TypeAlias

from fitbit.exceptions import InvalidArguments, InvalidValue

DateLike: TypeAlias = str | dt.date
"""Is a day: ``"2026-01-31"``, ``"today"`` (the user's day), a date or a datetime."""
MomentLike: TypeAlias = str | dt.date
"""Is a day or a moment: ``"2026-01-31"``, ``"2026-01-31T07:15:00"``, a date or a datetime."""
TimeLike: TypeAlias = str | dt.time | dt.datetime
"""Is a time of day: ``"07:15"``, a time or a datetime."""

TODAY = "today"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?", re.ASCII)
_ALARM = re.compile(r"([01]\d|2[0-3]):[0-5]\d[+-]([01]\d|2[0-3]):[0-5]\d", re.ASCII)


def day(value: DateLike, name: str = "date") -> str:
    """Return a day as ``yyyy-MM-dd``, or ``today`` as it is."""
    if value == TODAY:
        return TODAY
    return calendar_day(value, name, " or 'today'").isoformat()


def written_day(value: DateLike, name: str = "date") -> str:
    """Return a day to be written into a log: ``today`` is only for reading."""
    return calendar_day(value, name).isoformat()


def calendar_day(value: DateLike, name: str = "date", others: str = "") -> dt.date:
    """Return a day of the calendar; ``others`` are the words that the caller takes besides."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    return _parsed(value, f"{name} must be a date, a datetime, 'yyyy-MM-dd'{others}", name)


def _parsed(value: object, rule: str, name: str) -> dt.date:
    wanted = f"{rule}, not {value!r}"
    if not isinstance(value, str):
        raise InvalidArguments(wanted)
    if not _DAY.fullmatch(value):
        raise InvalidValue(wanted)
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise InvalidValue(f"{name}: {value!r} is not in the calendar") from None


def moment(value: MomentLike, name: str) -> str:
    """Return a day as ``yyyy-MM-dd``, or a moment of it as ``yyyy-MM-ddTHH:mm:ss``."""
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None).isoformat(timespec="seconds")
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return _real_moment(value, name)
    return calendar_day(value, name).isoformat()


def _real_moment(value: str, name: str) -> str:
    try:
        return dt.datetime.fromisoformat(value).isoformat()
    except ValueError:
        raise InvalidValue(f"{name}: there is no moment {value!r}") from None


def span(start: DateLike, end: DateLike, longest: int | None) -> tuple[str, str]:
    """Return both days of a range in order that is not longer than Fitbit's longest one.

    Where one of them is ``today``, which day that is depends on the user, and Fitbit decides.
    """
    first, last = day(start, "start_date"), day(end, "end_date")
    if TODAY not in {first, last}:
        _check_span(calendar_day(first), calendar_day(last), longest)
    return first, last


def _check_span(first: dt.date, last: dt.date, longest: int | None) -> None:
    if last < first:
        raise InvalidValue(f"end_date ({last}) is before start_date ({first})")
    days = (last - first).days
    if longest is not None and days > longest:
        most = "24 hours" if longest == 1 else f"{longest} days"
        raise InvalidValue(
            f"Fitbit gives at most {most} in one answer here, not {days} days: the chapter's "
            "..._between or iter_... method splits any span"
        )


def clock_time(value: TimeLike, name: str) -> str:
    """Return a time of day as ``HH:mm``; the seconds of a time or datetime are left out."""
    return seconds_time(value, name)[:5]


def seconds_time(value: TimeLike, name: str) -> str:
    """Return a time of day as ``HH:mm:ss``."""
    if isinstance(value, (dt.time, dt.datetime)):
        return value.strftime("%H:%M:%S")
    wanted = f"{name} must be a time, a datetime, 'HH:mm' or 'HH:mm:ss', not {value!r}"
    if not isinstance(value, str):
        raise InvalidArguments(wanted)
    if not _TIME.fullmatch(value):
        raise InvalidValue(wanted)
    return value if value.count(":") > 1 else f"{value}:00"


def window(start: TimeLike | None, end: TimeLike | None) -> dict[str, str]:
    """Return both ends of a window of time as ``HH:mm``, or nothing where none was given."""
    if start is None and end is None:
        return {}
    if start is None or end is None:
        raise InvalidArguments("Give both start_time and end_time, or neither")
    return {
        "start_time": clock_time(start, "start_time"),
        "end_time": clock_time(end, "end_time"),
    }


def alarm_time(value: TimeLike) -> str:
    """Return an alarm's time with its UTC offset, as ``07:15-08:00``."""
    wanted = f"time must carry a UTC offset, as in '07:15-08:00' or an aware time, not {value!r}"
    if isinstance(value, str):
        if _ALARM.fullmatch(value):
            return value
        raise InvalidValue(wanted)
    if not isinstance(value, (dt.time, dt.datetime)):
        raise InvalidArguments(wanted)
    offset = value.strftime("%z")
    if not offset:
        raise InvalidValue(wanted)
    return f"{value:%H:%M}{offset[:3]}:{offset[3:5]}"
