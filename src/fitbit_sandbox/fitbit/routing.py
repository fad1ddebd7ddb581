"""Which operation a method and a path mean."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from werkzeug.exceptions import HTTPException
from werkzeug.routing import BaseConverter, Map, Rule

from fitbit_sandbox.fitbit.errors import invalid
from fitbit_sandbox.fitbit.operations import Operation, resource_operations

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_PARAMETER = re.compile(r"\{([^}]+)\}")
_END_NAMES = ("end-date", "endDate")
_DATE_NAMES = {"date", "base-date", "start-date", "startDate", *_END_NAMES}


@dataclass(frozen=True)
class Match:
    """What a path means: the operation, whose data, and the path's parts by name."""

    operation: Operation
    user: str
    """The user id as given, ``-`` for the token's own; empty for paths without a user."""
    arguments: Mapping[str, str]


class _EndConverter(BaseConverter):
    """The end of a range, by its form: ``/{start}/{end}`` comes before ``/{date}/{period}``."""

    regex = "[^/]*-[^/]*|today"
    weight = 50


class _AnyEndConverter(BaseConverter):
    """The end of a range in whatever form, where the path can mean no period."""

    weight = 150


def check_dates(arguments: Mapping[str, str]) -> None:
    """Raise Fitbit's 400 for the first date in a path that is none."""
    for name, text in arguments.items():
        if name in _DATE_NAMES and not _exists(text):
            raise invalid("date", f"Invalid date:{text}")


def _exists(text: str) -> bool:
    if text == "today":
        return True
    try:
        return _DATE.fullmatch(text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _rules(operation: Operation) -> list[Rule]:
    """Return an operation's path for werkzeug, twice where it ends a range."""
    path = operation.path.replace("/user/-/", "/user/{user}/")
    ends = ("end", "any_end") if any(f"{{{name}}}" in path for name in _END_NAMES) else ("end",)
    texts = {_PARAMETER.sub(partial(_part, end), path) for end in ends}
    return [Rule(text, methods=[operation.method], endpoint=operation.id) for text in texts]


def _part(end: str, found: re.Match[str]) -> str:
    """Return a parameter as werkzeug writes it, whose names have no dashes."""
    converter = end if found[1] in _END_NAMES else "string"
    return f"<{converter}:{found[1].replace('-', '_')}>"


class Routes:
    """The paths of a list of operations; what is spelled out wins over a parameter."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        """Prepare the rules."""
        self._operations = {operation.id: operation for operation in operations}
        converters = {"end": _EndConverter, "any_end": _AnyEndConverter}
        rules = [rule for each in self._operations.values() for rule in _rules(each)]
        self._map = Map(rules, merge_slashes=False, converters=converters).bind("api.fitbit.com")

    def find(self, method: str, path: str) -> Match | None:
        """Return what the path means, or None if it means nothing."""
        if path.startswith("//"):  # werkzeug takes these for one slash
            return None
        try:
            found, parts = self._map.match(path, method)
        except HTTPException:
            return None
        operation = self._operations[found]
        names = _PARAMETER.findall(operation.path)
        arguments = {name: parts[name.replace("-", "_")] for name in names}
        return Match(operation, parts.get("user", ""), arguments)


_preparing = threading.Lock()


@cache
def resource_routes() -> Routes:
    """Return the paths of the Web API, prepared once in a process."""
    # werkzeug builds syntax trees for its rules: that takes a seventh of a second, and CPython
    # 3.11 fails where two threads do it at a time.
    with _preparing:
        return Routes(resource_operations())
