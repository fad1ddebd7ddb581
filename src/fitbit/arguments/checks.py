"""Checks of words and numbers: what Fitbit would refuse is refused before a request is spent."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, get_args
from urllib.parse import quote

from fitbit.arguments.types import Duration, Number, WeekDay
from fitbit.exceptions import InvalidArguments, InvalidValue

MILLISECOND = dt.timedelta(milliseconds=1)
_FORBIDDEN = re.compile(r"[/\\?#%\s\x00-\x1f\x7f]")


def check_choice(value: object, literal: Any, name: str) -> str:
    """Return a value that is one of a Literal's; raise InvalidValue naming them otherwise."""
    allowed = get_args(literal)
    if isinstance(value, str) and value in allowed:
        return value
    raise InvalidValue(f"{name} must be one of {', '.join(map(repr, allowed))}, not {value!r}")


def check_optional_choice(value: object, literal: Any, name: str) -> str | None:
    """Return a value that is one of a Literal's, or None where it was not given."""
    return None if value is None else check_choice(value, literal, name)


def check_int(value: object, name: str, min_value: int, max_value: int) -> int:
    """Return a whole number within its bounds, or raise."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidArguments(f"{name} must be a whole number, not {value!r}")
    if min_value <= value <= max_value:
        return value
    raise InvalidValue(f"{name} must be from {min_value} to {max_value}, not {value!r}")


def check_exactly_one(**alternatives: object) -> None:
    """Raise InvalidArguments unless one of the alternatives was given, and one only."""
    given = [name for name, value in alternatives.items() if value is not None]
    if len(given) != 1:
        wanted = " or ".join(alternatives)
        found = " and ".join(given) or "neither"
        raise InvalidArguments(f"Give either {wanted}, and one of them only, not {found}")


def check_none_given(other: str | None, /, **values: object) -> None:
    """Raise InvalidArguments if one of the values was given although it does not go with other."""
    given = [name for name, value in values.items() if value is not None]
    if other is not None and given:
        raise InvalidArguments(f"{' and '.join(given)} cannot be given together with {other}")


def quote_segment(value: object, name: str) -> str:
    """Return an id quoted for a path; refuse one that could lead to another path."""
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise InvalidArguments(f"{name} must be a number or text, not {value!r}")
    text = str(value)
    # "-" alone is the user of the token; with anything behind it, it is a negative number.
    if text in {"", ".", ".."} or _FORBIDDEN.search(text) or (text.startswith("-") and text != "-"):
        raise InvalidValue(
            f"{name} must be one part of a path: not empty or negative, without slashes, dots "
            f"alone, spaces, '?', '#' or '%', not {value!r}"
        )
    return quote(text, safe=":")


def encode_form(values: Mapping[str, object]) -> dict[str, str]:
    """Return the fields that were given as Fitbit spells them; None means not given."""
    return {name: _encode(value, name) for name, value in values.items() if value is not None}


def _encode(value: object, name: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float, Decimal)):
        return _decimal(value, name)
    raise InvalidArguments(f"{name} must be text, a number or a bool, not {value!r}")


def _decimal(value: Number, name: str) -> str:
    """Return a number without an exponent: Fitbit does not read ``1e3``."""
    if not math.isfinite(value):
        raise InvalidValue(f"{name} must be a number, not {value!r}")
    return format(value if isinstance(value, Decimal) else Decimal(repr(value)), "f")


def encode_amount(value: object, name: str) -> str:
    """Return an amount as Fitbit spells it; raise InvalidValue below zero."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        raise InvalidArguments(f"{name} must be a number, not {value!r}")
    if value < 0:
        raise InvalidValue(f"{name} must not be below zero, and is {value!r}")
    return _decimal(value, name)


def encode_duration(value: Duration, name: str, unit: dt.timedelta = MILLISECOND) -> str:
    """Return a timedelta in whole units, or a number of units as it is."""
    return encode_amount(value // unit if isinstance(value, dt.timedelta) else value, name)


def encode_week_days(values: Iterable[WeekDay]) -> str:
    """Return days of the week as Fitbit lists them, ``MONDAY,TUESDAY``."""
    days = [values] if isinstance(values, str) else list(values)
    if not days:
        raise InvalidValue(f"week_days must name at least one of {', '.join(get_args(WeekDay))}")
    return ",".join(check_choice(day, WeekDay, "week_days") for day in days)
