"""Google's times, and where a user's days begin and end."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fitbit.exceptions import FitbitError
from fitbit.google.members import inner

UTC = dt.timezone.utc
DAY = dt.timedelta(days=1)
_INSTANT = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-]\d\d:\d\d))"
)


def zone(name: str) -> ZoneInfo:
    """Return the time zone of a name, or say how to install the zones where there are none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise FitbitError(
            f"The user's time zone {name!r} is not known on this machine; install tzdata."
        ) from error


def instant(text: str) -> dt.datetime:
    """Return an RFC 3339 time as a moment in UTC, cut to microseconds.

    >>> instant("2026-05-07T14:46:22.500Z")
    datetime.datetime(2026, 5, 7, 14, 46, 22, 500000, tzinfo=datetime.timezone.utc)
    """
    found = _INSTANT.fullmatch(text)
    if found is None:
        raise FitbitError(f"Google Health sent {text!r} where a time belongs.")
    day, clock, fraction, offset = found.groups()
    # Nanoseconds are cut, since fromisoformat of Python 3.10 reads three or six digits alone.
    micros = ((fraction or "") + "000000")[:6]
    return dt.datetime.fromisoformat(f"{day}T{clock}.{micros}{offset or '+00:00'}").astimezone(UTC)


def seconds(text: str | None) -> float:
    """Return the seconds of a duration such as ``-14400s``; none is zero.

    >>> seconds("1.5s"), seconds(None)
    (1.5, 0.0)
    """
    return float(text.rstrip("s")) if text else 0.0


def date_of(members: Mapping[str, Any]) -> dt.date:
    """Return the day of Google's year, month and day."""
    return dt.date(int(members["year"]), int(members["month"]), int(members["day"]))


def date_members(day: dt.date) -> dict[str, int]:
    """Return a day in Google's year, month and day."""
    return {"year": day.year, "month": day.month, "day": day.day}


def wall_clock(members: Mapping[str, Any]) -> dt.datetime:
    """Return the wall-clock time of Google's date and time; members left out are zero.

    >>> wall_clock({"date": {"year": 2026, "month": 5, "day": 6}, "time": {"minutes": 1}})
    datetime.datetime(2026, 5, 6, 0, 1)
    """
    time = inner(members, "time")
    hours, minutes, secs, nanos = (
        int(time.get(name, 0)) for name in ("hours", "minutes", "seconds", "nanos")
    )
    start = dt.datetime.combine(date_of(members["date"]), dt.time())
    return start + dt.timedelta(
        hours=hours, minutes=minutes, seconds=secs, microseconds=nanos // 1000
    )


def shifted(text: str, offset: str | None) -> dt.datetime:
    """Return the wall-clock time of a moment and the offset that held at it."""
    return instant(text).replace(tzinfo=None) + dt.timedelta(seconds=seconds(offset))


def sampled(sample_time: Mapping[str, Any]) -> dt.datetime:
    """Return the wall-clock time of a sample, whether Google wrote it out or not."""
    if "civilTime" in sample_time:
        return wall_clock(sample_time["civilTime"])
    return shifted(sample_time["physicalTime"], sample_time.get("utcOffset"))


def started(interval: Mapping[str, Any]) -> dt.datetime:
    """Return the wall-clock time at which an interval begins."""
    return shifted(interval["startTime"], interval.get("startUtcOffset"))


def ended(interval: Mapping[str, Any]) -> dt.datetime:
    """Return the wall-clock time at which an interval ends."""
    return shifted(interval["endTime"], interval.get("endUtcOffset"))


def moment(wall: dt.datetime, where: dt.tzinfo) -> dt.datetime:
    """Return the moment of a wall-clock time: the first of two, the jump itself for none."""
    # fold=0 is the first pass where clocks go back, and the old offset where they skip.
    return wall.replace(tzinfo=where, fold=0).astimezone(UTC)


def midnight(day: dt.date, where: dt.tzinfo) -> dt.datetime:
    """Return the moment at which a day begins, also where clocks jump at midnight."""
    return moment(dt.datetime.combine(day, dt.time()), where)


def wall(text: str, where: dt.tzinfo) -> dt.datetime:
    """Return what a clock of the zone shows at a moment."""
    return instant(text).astimezone(where).replace(tzinfo=None)


def rfc3339(when: dt.datetime) -> str:
    """Return a moment as Google reads it, without a fraction that is zero.

    >>> rfc3339(dt.datetime(2026, 5, 6, 4, tzinfo=UTC))
    '2026-05-06T04:00:00Z'
    """
    text = when.astimezone(UTC).replace(tzinfo=None).isoformat()
    return f"{text}Z"


def offset_at(when: dt.datetime, where: dt.tzinfo) -> str:
    """Return the offset from UTC that holds at a moment, as Google writes it."""
    offset = when.astimezone(where).utcoffset() or dt.timedelta()
    return f"{int(offset.total_seconds())}s"


def stamp(time: dt.datetime) -> str:
    """Return a wall-clock time as Fitbit writes it, with milliseconds.

    >>> stamp(dt.datetime(2026, 5, 6, 4, 0, 0, 46000))
    '2026-05-06T04:00:00.046'
    """
    return time.isoformat(timespec="milliseconds")


def days(first: dt.date, last: dt.date) -> list[dt.date]:
    """Return the days from the first to the last, both included."""
    return [first + DAY * number for number in range((last - first).days + 1)]


def minutes_of(secs: float) -> int:
    """Return seconds as whole minutes, half a minute and more rounded up."""
    return int(secs // 60 + (secs % 60 >= 30))  # noqa: PLR2004 - half a minute
