"""What a call asks for, read from its path and parameters; what Fitbit would refuse is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeVar

from fitbit_sandbox.fitbit.call import Answer, Call, Handler
from fitbit_sandbox.fitbit.errors import Refusal, invalid, not_found

HANDLERS: dict[str, Handler] = {}
"""The handler of each operation; every chapter adds its own when it is imported."""
PERIODS = {
    "1d": 1, "7d": 7, "1w": 7, "30d": 30, "1m": 30, "3m": 90, "6m": 180, "1y": 365,
}  # fmt: skip
"""How many days a period has, its last day included."""
SHORT_PERIODS = ("1d", "7d", "1w", "30d", "1m")
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
_STEPS = {"1sec": 0, "1min": 1, "5min": 5, "15min": 15}
_LAST_MINUTE = 24 * 60 - 1
_T = TypeVar("_T")


def answers(*operations: str) -> Callable[[Handler], Handler]:
    """Make a function the handler of operations, named by their ids."""

    def register(handler: Handler) -> Handler:
        HANDLERS.update(dict.fromkeys(operations, handler))
        return handler

    return register


def existing(thing: _T | None) -> _T:
    """Return what was looked for; raise the 404 if there is none."""
    if thing is None:
        raise not_found()
    return thing


def deleted(existed: object) -> Answer:
    """Return the empty answer to a deletion; raise the 404 if there was nothing to delete."""
    if not existed:
        raise not_found()
    return Answer(None, 204)


class Dates(NamedTuple):
    """A stretch of days, both ends included."""

    first: date
    last: date

    @property
    def size(self) -> int:
        """Return how many days there are."""
        return (self.last - self.first).days + 1

    def each(self) -> list[date]:
        """Return the days in order."""
        return [self.first + timedelta(days=number) for number in range(self.size)]


def rows(days: Iterable[date], value: Callable[[date], Any]) -> list[dict[str, Any]]:
    """Return the value of each day, as half of the API answers."""
    return [{"dateTime": day.isoformat(), "value": value(day)} for day in days]


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


def dates_asked(
    call: Call, what: str = "", limit: int = 1095, periods: Collection[str] = (*PERIODS, "max")
) -> Dates:
    """Return the days in the path: one, a period that ends on one, or a range of up to *limit*."""
    if "period" in call.arguments:
        return _period(call, periods)
    if "date" in call.arguments:
        day = day_in_path(call)
        return Dates(day, day)
    first, last = (name for name in call.arguments if name in _FIELDS)
    found = Dates(day_in_path(call, first), day_in_path(call, last))
    if found.last < found.first:
        raise invalid("endDate", "The end date must not be before the start date")
    if found.size > limit:
        message = f"The range cannot exceed {limit} days for resource type {what}"
        raise Refusal(400, "validation", message)
    return found


def _period(call: Call, allowed: Collection[str]) -> Dates:
    last, period = day_in_path(call), call.arguments["period"]
    if period not in allowed:
        raise invalid("period", f"Invalid period: {period}")
    if period == "max":
        return Dates(min(call.person.traits.since, last), last)
    return Dates(last - timedelta(days=PERIODS[period] - 1), last)


def required(call: Call, name: str) -> str:
    """Return a parameter that must be there."""
    text = call.params.get(name, "")
    if not text.strip():
        raise invalid(name, f"Missing parameters: {name}")
    return text.strip()


def number(call: Call, name: str, *, min_value: float = 0.0) -> float:
    """Return a required number of at least *min_value*."""
    return as_number(required(call, name), name, min_value=min_value)


def as_number(text: str, name: str, *, min_value: float = 0.0) -> float:
    """Return the number a text holds."""
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not min_value <= value < 1e12:
        raise invalid(name, f"Invalid value for parameter {name}: {text}")
    return value


def whole(call: Call, name: str, *, min_value: int = 0) -> int:
    """Return a required whole number of at least *min_value*."""
    value = number(call, name, min_value=min_value)
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


class Window(NamedTuple):
    """The wall-clock minutes of a day that are asked for, both ends included."""

    day: date
    first: int
    last: int


def windows(call: Call) -> list[Window]:
    """Return the window on each day of an intraday call, one or two: 24 hours at most."""
    dates = _dates(call)
    first, last = _minute(call, "start-time", 0), _minute(call, "end-time", _LAST_MINUTE)
    minutes = (dates.size - 1) * 24 * 60 + last - first + 1
    if minutes <= 0:
        raise invalid("endTime", "The end of the range must not be before its start")
    if minutes > 24 * 60:
        raise Refusal(400, "validation", "The range cannot exceed 24 hours for intraday data")
    return [
        Window(day, first if day == dates.first else 0, last if day == dates.last else _LAST_MINUTE)
        for day in dates.each()
    ]


def step_of(call: Call, allowed: tuple[str, ...]) -> int:
    """Return the minutes of a slot at the asked detail level; 0 means seconds."""
    level = call.arguments["detail-level"]
    if level not in allowed:
        raise invalid("detailLevel", f"Invalid detail level: {level}")
    return _STEPS[level]


def _dates(call: Call) -> Dates:
    names = [name for name in ("date", "base-date", "start-date") if name in call.arguments]
    first = day_in_path(call, names[0])
    last = day_in_path(call, "end-date") if "end-date" in call.arguments else first
    return Dates(first, last)


def _minute(call: Call, name: str, default: int) -> int:
    text = call.arguments.get(name)
    if text is None:
        return default
    return seconds_of(text, name.replace("-t", "T")) // 60
