"""Checks JSON messages against the schemas of a discovery document."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from fitbit_sandbox.google.times import read_duration, read_stamp

_INT64 = re.compile(r"-?\d{1,19}")


class Problem(NamedTuple):
    """Says where a message does not fit its schema, and why."""

    path: str
    text: str


class Schemas:
    """Knows the messages by name: their members, and which of them are required."""

    def __init__(self, described: Mapping[str, Mapping[str, Any]]) -> None:
        """Take the schemas of a discovery document."""
        self._described = described
        self._required = {
            schema: [name for name, member in members.items() if member.get("required")]
            for schema, members in described.items()
        }

    def __contains__(self, schema: str) -> bool:
        """Tell whether there is a message of a name."""
        return schema in self._described

    def check(self, schema: str, data: Any, path: str = "") -> Iterator[Problem]:
        """Yield every problem of a message: unknown or missing members, wrong types and words."""
        if not isinstance(data, dict):
            yield Problem(path, "Expected an object.")
            return
        members = self._described[schema]
        for name, value in data.items():
            here = f"{path}.{name}" if path else name
            if name not in members:
                yield Problem(here, f"Unknown name {name!r}: Cannot find field.")
            else:
                yield from self._member(members[name], value, here)
        for name in self._required[schema]:
            if name not in data:
                yield Problem(f"{path}.{name}" if path else name, "The field is required.")

    def _member(self, member: Mapping[str, Any], value: Any, path: str) -> Iterator[Problem]:
        if "$ref" in member:
            yield from self.check(member["$ref"], value, path)
        elif member["type"] == "array":
            yield from self._items(member["items"], value, path)
        elif problem := _plain(member, value):
            yield Problem(path, problem)

    def _items(self, member: Mapping[str, Any], value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield Problem(path, "Expected a list.")
            return
        for number, item in enumerate(value):
            yield from self._member(member, item, f"{path}[{number}]")


def _plain(member: Mapping[str, Any], value: Any) -> str:
    """Return what is wrong with a value that is no message and no list, empty if nothing."""
    if "enum" in member:
        return "" if value in member["enum"] else f"Invalid value: {value!r}"
    kind = str(member.get("format") or member["type"])
    return "" if _checks()[kind](value) else f"Invalid value ({kind}): {value!r}"


@cache
def _checks() -> Mapping[str, Callable[[Any], bool]]:
    return {
        "boolean": lambda value: isinstance(value, bool),
        "double": _is_number,
        "google-datetime": lambda value: _reads(read_stamp, value),
        "google-duration": lambda value: _reads(read_duration, value),
        "int32": lambda value: _is_number(value) and value == int(value) and abs(value) < 2**31,
        "int64": lambda value: isinstance(value, str) and _INT64.fullmatch(value) is not None,
        "object": lambda value: isinstance(value, dict),
        "string": lambda value: isinstance(value, str),
    }


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _reads(read: Callable[[str], float], value: Any) -> bool:
    try:
        return isinstance(value, str) and math.isfinite(read(value))
    except ValueError:
        return False
