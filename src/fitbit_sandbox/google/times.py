"""Times as Google's JSON has them: RFC 3339, offsets, civil times."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from typing import Any

from fitbit_sandbox.people.civil import local, offset_seconds

_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?([Zz]|[+-]\d\d:\d\d)")
_CIVIL = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,9})?)?")
_DURATION = re.compile(r"(-?)(\d+)(?:\.(\d{1,9}))?s")
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def stamp(moment: float) -> str:
    """Return a moment as ``2026-05-06T12:01:00Z``, with a fraction only if there is one."""
    clock = EPOCH + timedelta(milliseconds=round(moment * 1000))
    fraction = f".{clock.microsecond:06}" if clock.microsecond else ""
    return f"{clock:%Y-%m-%dT%H:%M:%S}{fraction}Z"


def read_stamp(text: str) -> float:
    """Return the moment of an RFC 3339 text; raise ValueError if it is none."""
    found = _STAMP.fullmatch(text)
    if found is None:
        msg = f"{text!r} is not an RFC 3339 timestamp."
        raise ValueError(msg)
    day, clock, fraction, zone = found.groups()
    whole = datetime.fromisoformat(f"{day}T{clock}{'+00:00' if zone in 'Zz' else zone}")
    return whole.timestamp() + float(f"0.{fraction or 0}")


def duration(seconds: float) -> str:
    """Return a duration as ``-14400s``."""
    return f"{seconds:.3f}".rstrip("0").rstrip(".") + "s"


def read_duration(text: str) -> float:
    """Return the seconds of a duration; raise ValueError if it is none."""
    found = _DURATION.fullmatch(text)
    if found is None:
        msg = f"{text!r} is not a duration such as '60s'."
        raise ValueError(msg)
    sign, whole, fraction = found.groups()
    return float(f"{sign}{whole}.{fraction or 0}")


def date_json(day: date) -> dict[str, int]:
    """Return a date as google.type.Date."""
    return {"year": day.year, "month": day.month, "day": day.day}


def civil_json(clock: datetime) -> dict[str, Any]:
    """Return a civil time; members of its time of day that are zero are left out."""
    parts = {
        "hours": clock.hour,
        "minutes": clock.minute,
        "seconds": clock.second,
        "nanos": clock.microsecond * 1000,
    }
    return {
        "date": date_json(clock.date()),
        "time": {name: value for name, value in parts.items() if value},
    }


def civil_of(moment: float, zone: str) -> datetime:
    """Return the wall clock at a moment, to the millisecond."""
    milliseconds = round(moment * 1000)
    clock = local(milliseconds // 1000, zone)
    return clock + timedelta(milliseconds=milliseconds % 1000)


def offset(moment: float, zone: str) -> str:
    """Return a zone's offset from UTC at a moment as ``-14400s``."""
    return duration(offset_seconds(moment, zone))


def read_civil(text: str, *, day_only: bool = False) -> datetime:
    """Return the civil time of ``YYYY-MM-DD[THH:mm:ss]``; raise ValueError if it is none."""
    if _CIVIL.fullmatch(text) is None or (day_only and "T" in text):
        msg = f"{text!r} is not a date with an optional time."
        raise ValueError(msg)
    whole, _, fraction = text.partition(".")
    return datetime.fromisoformat(whole) + timedelta(seconds=float(f"0.{fraction or 0}"))


def interval(start: float, end: float, zone: str, *, civil: bool = True) -> dict[str, Any]:
    """Return an interval with its offsets; sessions have no civil times."""
    shown: dict[str, Any] = {
        "startTime": stamp(start),
        "startUtcOffset": offset(start, zone),
        "endTime": stamp(end),
        "endUtcOffset": offset(end, zone),
    }
    if civil:
        shown["civilStartTime"] = civil_json(civil_of(start, zone))
        shown["civilEndTime"] = civil_json(civil_of(end, zone))
    return shown


def sample_time(moment: float, zone: str) -> dict[str, Any]:
    """Return the time of a sample."""
    return {
        "physicalTime": stamp(moment),
        "utcOffset": offset(moment, zone),
        "civilTime": civil_json(civil_of(moment, zone)),
    }
