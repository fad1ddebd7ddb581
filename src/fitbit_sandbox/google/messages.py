"""The check of JSON messages against the schemas of a discovery document."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, cast

from fitbit_sandbox.google.times import read_duration, read_stamp

Schemas = Mapping[str, Mapping[str, Any]]
_INT64 = re.compile(r"-?\d{1,19}")


class Problem(NamedTuple):
    """Where a message does not fit its schema, and why."""

    path: str
    text: str


def find_problems(schemas: Schemas, schema: str, data: Any, path: str = "") -> Iterator[Problem]:
    """Yield every problem of a message: unknown or missing members, wrong types and words."""
    if not isinstance(data, dict):
        yield Problem(path, "Expected an object.")
        return
    prefix = f"{path}." if path else ""
    members = schemas[schema]
    for name, value in cast("dict[str, Any]", data).items():
        if name in members:
            yield from _member(schemas, members[name], value, f"{prefix}{name}")
        else:
            yield Problem(f"{prefix}{name}", f"Unknown name {name!r}: Cannot find field.")
    for name, member in members.items():
        if "required" in member and member["required"] and name not in data:
            yield Problem(f"{prefix}{name}", "The field is required.")


def _member(
    schemas: Schemas, member: Mapping[str, Any], value: Any, path: str
) -> Iterator[Problem]:
    if "$ref" in member:
        yield from find_problems(schemas, member["$ref"], value, path)
    elif member["type"] != "array":
        if problem := _plain_problem(member, value):
            yield Problem(path, problem)
    elif isinstance(value, list):
        items: list[Any] = value
        for number, item in enumerate(items):
            yield from _member(schemas, member["items"], item, f"{path}[{number}]")
    else:
        yield Problem(path, "Expected a list.")


def _plain_problem(member: Mapping[str, Any], value: Any) -> str:
    """Return what is wrong with a value that is no message and no list, empty if nothing."""
    if "enum" in member:
        return "" if value in member["enum"] else f"Invalid value: {value!r}"
    kind = str(member.get("format") or member["type"])
    return "" if _CHECKS[kind](value) else f"Invalid value ({kind}): {value!r}"


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _reads(read: Callable[[str], float], value: Any) -> bool:
    try:
        return isinstance(value, str) and math.isfinite(read(value))
    except ValueError:
        return False


_CHECKS: Mapping[str, Callable[[Any], bool]] = {
    "boolean": lambda value: isinstance(value, bool),
    "double": _is_number,
    "google-datetime": lambda value: _reads(read_stamp, value),
    "google-duration": lambda value: _reads(read_duration, value),
    "int32": lambda value: _is_number(value) and value == int(value) and abs(value) < 2**31,
    "int64": lambda value: isinstance(value, str) and _INT64.fullmatch(value) is not None,
    "object": lambda value: isinstance(value, dict),
    "string": lambda value: isinstance(value, str),
}
