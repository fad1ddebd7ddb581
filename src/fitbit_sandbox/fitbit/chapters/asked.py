"""Reads what a call asks for, and refuses what Fitbit would refuse."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from fitbit_sandbox.fitbit.call import Call
from fitbit_sandbox.fitbit.errors import Refusal, invalid

PERIODS = {
    "1d": 1, "7d": 7, "1w": 7, "30d": 30, "1m": 30, "3m": 90, "6m": 180, "1y": 365,
}  # fmt: skip
"""How many days a period has, its last day included."""
SHORT_PERIODS = frozenset({"1d", "7d", "1w", "30d", "1m"})
_FIELDS = {
    "date": "date",
    "base-date": "date",
    "start-date": "date",
    "startDate": "date",
    "end-date": "endDate",
    "endDate": "endDate",
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?")


class Dates(NamedTuple):
    """Holds a stretch of days, both ends included."""

    first: date
    last: date

    @property
    def size(self) -> int:
        """Return how many days there are."""
        return (self.last - self.first).days + 1

    def each(self) -> list[date]:
        """Return the days in order."""
        return [self.first + timedelta(days=number) for number in range(self.size)]


def zone_asked(call: Call) -> str:
    """Return the zone whose clock cuts the days: the person's, or UTC where asked for."""
    asked = call.params.get("timezone")
    if asked is None:
        return call.person.timezone
    if asked.upper() != "UTC":
        raise invalid("timezone", f"Invalid timezone: {asked}")
    return "UTC"


def day_from(call: Call, text: str, field: str) -> date:
    """Return the day that a text names: a date, or ``today`` where the person lives."""
    if text == "today":
        return call.person.today(call.now)
    try:
        return date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError:
        raise invalid(field, f"Invalid date:{text}") from None


def day_in_path(call: Call, name: str = "date") -> date:
    """Return a day from the path."""
    return day_from(call, call.arguments[name], _FIELDS[name])


def day_given(call: Call, name: str = "date") -> date:
    """Return a day from the parameters; it is required."""
    return day_from(call, required(call, name), name)


def dates_of_period(
    call: Call, allowed: frozenset[str] = frozenset(PERIODS), *, longest: bool = False
) -> Dates:
    """Return the days of a period that ends on the date; *longest* also allows ``max``."""
    last, period = day_in_path(call), call.arguments["period"]
    if longest and period == "max":
        return Dates(min(call.person.traits.since, last), last)
    if period not in allowed:
        raise invalid("period", f"Invalid period: {period}")
    return Dates(last - timedelta(days=PERIODS[period] - 1), last)


def dates_of_range(call: Call, limit: int, what: str, names: tuple[str, str]) -> Dates:
    """Return the days of a range, both ends included, if there are not more than *limit*."""
    found = Dates(day_in_path(call, names[0]), day_in_path(call, names[1]))
    if found.last < found.first:
        raise invalid("endDate", "The end date must not be before the start date")
    if found.size > limit:
        message = f"The range cannot exceed {limit} days for resource type {what}"
        raise Refusal(400, "validation", message)
    return found


def required(call: Call, name: str) -> str:
    """Return a parameter that must be there."""
    text = call.params.get(name, "")
    if not text.strip():
        raise invalid(name, f"Missing parameters: {name}")
    return text.strip()


def number(call: Call, name: str, *, least: float = 0.0) -> float:
    """Return a required number of at least *least*."""
    return as_number(required(call, name), name, least=least)


def as_number(text: str, name: str, *, least: float = 0.0) -> float:
    """Return the number a text holds."""
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not least <= value < 1e12:
        raise invalid(name, f"Invalid value for parameter {name}: {text}")
    return value


def whole(call: Call, name: str, *, least: int = 0) -> int:
    """Return a required whole number of at least *least*."""
    value = number(call, name, least=least)
    if value != int(value):
        raise invalid(name, f"Invalid value for parameter {name}: {call.params[name]}")
    return int(value)


def one_of(call: Call, name: str, allowed: tuple[str, ...]) -> str:
    """Return a required parameter that must be one of a few words."""
    text = required(call, name)
    if text not in allowed:
        raise invalid(name, f"Invalid value for parameter {name}: {text}")
    return text


def flag(call: Call, name: str, default: str = "") -> bool:
    """Return a parameter that says ``true`` or ``false``."""
    text = call.params.get(name, default)
    if text not in {"true", "false"}:
        raise invalid(name, f"Invalid value for parameter {name}: {text}")
    return text == "true"


def seconds_of(text: str, field: str) -> int:
    """Return the seconds after midnight of ``HH:mm`` or ``HH:mm:ss``."""
    found = _TIME.fullmatch(text)
    if found is None:
        raise invalid(field, f"Invalid time: {text}")
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds


def log_id(call: Call, name: str) -> int:
    """Return a log id from the path."""
    text = call.arguments[name]
    if not (text.isascii() and text.isdigit() and len(text) < 21):
        raise invalid(name, f"Invalid id: {text}")
    return int(text)
