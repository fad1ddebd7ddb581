"""Holds the words and numbers that Fitbit takes, and refuses others before a request is spent."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Literal, TypeAlias, get_args
from urllib.parse import quote

from fitbit.exceptions import InvalidArguments, InvalidValue

Id: TypeAlias = int | str
"""Is what Fitbit calls things by: a number, or text without a slash."""
Number: TypeAlias = int | float | Decimal
"""Is an amount."""
Period: TypeAlias = Literal["1d", "7d", "30d", "1w", "1m", "3m", "6m", "1y"]
"""Is how far back a series reaches from its date."""
ShortPeriod: TypeAlias = Literal["1d", "7d", "30d", "1w", "1m"]
"""Is a period of the series that reach back a month at most."""
DetailLevel: TypeAlias = Literal["1min", "5min", "15min"]
"""Is how far apart the values within a day lie."""
HeartRateDetailLevel: TypeAlias = Literal["1sec", "1min", "5min", "15min"]
"""Is how far apart heart rates within a day lie."""
TimeZone: TypeAlias = Literal["UTC"]
"""Is the time zone that a series can be asked for in, instead of the user's own."""
Sort: TypeAlias = Literal["asc", "desc"]
"""Is the order of a list: ascending after a date, descending before one."""
WeekDay: TypeAlias = Literal[
    "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"
]
"""Is a day of the week as alarms spell it."""

_FORBIDDEN = re.compile(r"[/\\?#%\s\x00-\x1f\x7f]")


def one_of(value: object, literal: Any, name: str) -> str:
    """Return the value if it is one of a Literal's; name the allowed ones otherwise."""
    allowed = get_args(literal)
    if isinstance(value, str) and value in allowed:
        return value
    raise InvalidValue(f"{name} must be one of {', '.join(map(repr, allowed))}, not {value!r}")


def one_of_or_none(value: object, literal: Any, name: str) -> str | None:
    """Return the value if it is one of a Literal's, or None where it was not given."""
    return None if value is None else one_of(value, literal, name)


def path_part(value: Id, name: str) -> str:
    """Return an id so that it stays one part of a path; refuse one that never could be."""
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise InvalidArguments(f"{name} must be a number or text, not {value!r}")
    text = str(value)
    if text in {"", ".", ".."} or _FORBIDDEN.search(text) or (text.startswith("-") and text != "-"):
        raise InvalidValue(
            f"{name} must be one part of a path: not empty or negative, without slashes, dots "
            f"alone, spaces, '?', '#' or '%', not {value!r}"
        )
    return quote(text, safe=":")


def whole(value: int, name: str, lowest: int, highest: int) -> int:
    """Return a whole number within its bounds."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidArguments(f"{name} must be a whole number, not {value!r}")
    if lowest <= value <= highest:
        return value
    raise InvalidValue(f"{name} must be from {lowest} to {highest}, not {value!r}")


def spelled(value: object, name: str) -> str:
    """Return a value as Fitbit spells it: true and false in lower case, numbers as decimals."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float, Decimal)):
        return _decimal(value, name)
    raise InvalidArguments(f"{name} must be text, a number or a bool, not {value!r}")


def _decimal(value: Number, name: str) -> str:
    if not math.isfinite(value):
        raise InvalidValue(f"{name} must be a number, not {value!r}")
    return format(value if isinstance(value, Decimal) else Decimal(repr(value)), "f")


def amount(value: Number, name: str) -> str:
    """Return an amount, which is a number and not below zero."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        raise InvalidArguments(f"{name} must be a number, not {value!r}")
    if value < 0:
        raise InvalidValue(f"{name} must not be below zero, and is {value!r}")
    return _decimal(value, name)


def spelled_out(values: Mapping[str, object]) -> dict[str, str]:
    """Return what was given, spelled as Fitbit does; None means not given."""
    return {name: spelled(value, name) for name, value in values.items() if value is not None}


def exactly_one(**alternatives: object) -> None:
    """Raise InvalidArguments unless one of the alternatives was given, and one only."""
    given = [name for name, value in alternatives.items() if value is not None]
    if len(given) != 1:
        wanted = " or ".join(alternatives)
        found = " and ".join(given) or "neither"
        raise InvalidArguments(f"Give either {wanted}, and one of them only, not {found}")


def none_of(other: str | None, /, **values: object) -> None:
    """Raise InvalidArguments if one of the values was given although it does not go with other."""
    given = [name for name, value in values.items() if value is not None]
    if other is not None and given:
        raise InvalidArguments(f"{' and '.join(given)} cannot be given together with {other}")


def week_days(values: Iterable[WeekDay]) -> str:
    """Return days of the week as Fitbit lists them, ``MONDAY,TUESDAY``."""
    days = [values] if isinstance(values, str) else list(values)
    if not days:
        raise InvalidValue(f"week_days must name at least one of {', '.join(get_args(WeekDay))}")
    return ",".join(one_of(day, WeekDay, "week_days") for day in days)
