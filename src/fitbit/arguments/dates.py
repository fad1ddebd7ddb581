"""Days, moments and times of day as Fitbit reads them; what it would refuse is refused here."""

from __future__ import annotations

import datetime as dt
import re

from fitbit.arguments.types import DateLike, MomentLike, TimeLike
from fitbit.exceptions import InvalidArguments, InvalidValue

TODAY = "today"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?", re.ASCII)
_ALARM = re.compile(r"([01]\d|2[0-3]):[0-5]\d[+-]([01]\d|2[0-3]):[0-5]\d", re.ASCII)


def format_date(value: DateLike, name: str = "date") -> str:
    """Return a day as ``yyyy-MM-dd``, or ``today`` as it is."""
    if value == TODAY:
        return TODAY
    return parse_date(value, name, " or 'today'").isoformat()


def format_log_date(value: DateLike, name: str = "date") -> str:
    """Return a day to be written into a log: ``today`` is only for reading."""
    return parse_date(value, name).isoformat()


def parse_date(value: DateLike, name: str = "date", others: str = "") -> dt.date:
    """Return a day of the calendar; ``others`` are the words that the caller takes besides."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    return _parse(value, f"{name} must be a date, a datetime, 'yyyy-MM-dd'{others}", name)


def _parse(value: object, rule: str, name: str) -> dt.date:
    wanted = f"{rule}, not {value!r}"
    if not isinstance(value, str):
        raise InvalidArguments(wanted)
    if not _DAY.fullmatch(value):
        raise InvalidValue(wanted)
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise InvalidValue(f"{name}: {value!r} is not in the calendar") from None


def format_moment(value: MomentLike, name: str) -> str:
    """Return a day as ``yyyy-MM-dd``, or a moment of it as ``yyyy-MM-ddTHH:mm:ss``."""
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None).isoformat(timespec="seconds")
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return _parse_moment(value, name)
    return parse_date(value, name).isoformat()


def _parse_moment(value: str, name: str) -> str:
    try:
        return dt.datetime.fromisoformat(value).isoformat()
    except ValueError:
        raise InvalidValue(f"{name}: there is no moment {value!r}") from None


def format_range(start_date: DateLike, end_date: DateLike, max_days: int | None) -> tuple[str, str]:
    """Return both days of a range in order, and no more of them than Fitbit gives in one answer.

    Where one of them is ``today``, which day that is depends on the user, and Fitbit decides.
    """
    first, last = format_date(start_date, "start_date"), format_date(end_date, "end_date")
    if TODAY not in {first, last}:
        _check_range(parse_date(first), parse_date(last), max_days)
    return first, last


def _check_range(first: dt.date, last: dt.date, max_days: int | None) -> None:
    if last < first:
        raise InvalidValue(f"end_date ({last}) is before start_date ({first})")
    days = (last - first).days
    if max_days is not None and days > max_days:
        limit = "24 hours" if max_days == 1 else f"{max_days} days"
        raise InvalidValue(
            f"Fitbit gives at most {limit} in one answer here, not {days} days: the chapter's "
            "..._between or iter_... method splits any span"
        )


def format_time(value: TimeLike, name: str) -> str:
    """Return a time of day as ``HH:mm``; the seconds of a time or datetime are left out."""
    return format_seconds(value, name)[:5]


def format_seconds(value: object, name: str) -> str:
    """Return a time of day as ``HH:mm:ss``."""
    if isinstance(value, (dt.time, dt.datetime)):
        return value.strftime("%H:%M:%S")
    wanted = f"{name} must be a time, a datetime, 'HH:mm' or 'HH:mm:ss', not {value!r}"
    if not isinstance(value, str):
        raise InvalidArguments(wanted)
    if not _TIME.fullmatch(value):
        raise InvalidValue(wanted)
    return value if value.count(":") > 1 else f"{value}:00"


def format_window(start: TimeLike | None, end: TimeLike | None) -> dict[str, str]:
    """Return both ends of a window of time as ``HH:mm``, or nothing where none was given."""
    if start is None and end is None:
        return {}
    if start is None or end is None:
        raise InvalidArguments("Give both start_time and end_time, or neither")
    return {
        "start_time": format_time(start, "start_time"),
        "end_time": format_time(end, "end_time"),
    }


def format_alarm_time(value: object) -> str:
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
