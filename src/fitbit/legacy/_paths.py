"""Documented paths filled: parts are quoted, dates and times written as Fitbit reads them."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeAlias
from urllib.parse import quote

from fitbit.exceptions import InvalidArguments, InvalidValue

DateLike: TypeAlias = str | dt.date
"""A day: text as Fitbit reads it (``2020-01-05``, ``today``), a date or a datetime."""
TimeLike: TypeAlias = str | dt.time | dt.datetime
"""A time of day: text such as ``07:15``, a time or a datetime."""

_HARMLESS = " :@!$&'()*+,;="
"""What stays as it is in a part of a path; requests writes the blank as ``%20``."""


def quoted(part: object) -> str:
    """Return one part of a path so that it cannot become another path."""
    text = str(part)
    if part is None or text in {"", ".", ".."}:
        msg = f"{part!r} cannot be a part of a path: give an id, a date or a name"
        raise InvalidValue(msg)
    return quote(text, safe=_HARMLESS)


def quoted_path(resource: str) -> str:
    """Return a resource such as ``activities/tracker/steps``, each of its parts quoted."""
    return "/".join(quoted(part) for part in resource.split("/"))


def fill(path: str, **parts: object) -> str:
    """Return the path with its ``{names}`` filled; only ``resource`` may hold slashes."""
    resource = parts.pop("resource", None)
    named = {name: quoted(part) for name, part in parts.items()}
    if resource is not None:
        named["resource"] = quoted_path(str(resource))
    return path.format(**named)


def date_text(date: Any) -> str:
    """Return a day as ``YYYY-MM-DD``; text is passed through as it is."""
    return _formatted(date, "%Y-%m-%d", "a date: a str, datetime.date or datetime.datetime")


def today() -> dt.date:
    """Return the day it is on this machine: Fitbit's days are the user's local ones."""
    return dt.date.today()  # noqa: DTZ011 - a local day is what is meant


def time_text(time: Any, pattern: str = "%H:%M") -> str:
    """Return a time of day as ``HH:MM``; text is passed through as it is."""
    return _formatted(time, pattern, "a time: a str, datetime.time or datetime.datetime")


def _formatted(value: Any, pattern: str, wanted: str) -> str:
    if isinstance(value, str):
        return value
    if not hasattr(value, "strftime"):
        msg = f"{value!r} is not {wanted}"
        raise InvalidArguments(msg)
    return str(value.strftime(pattern))


def one_of(value: object, allowed: list[str], what: str) -> str:
    """Return the value if it is allowed; raise ValueError that lists the allowed ones."""
    if isinstance(value, str) and value in allowed:
        return value
    msg = f"{what} must be one of {', '.join(map(repr, allowed))}, not {value!r}"
    raise InvalidValue(msg)
