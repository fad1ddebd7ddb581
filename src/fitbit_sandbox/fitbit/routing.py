"""Finds the operation that a method and a path mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from fitbit_sandbox.fitbit.errors import Refusal, invalid
from fitbit_sandbox.fitbit.operations import Operation

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|today")
_PARAMETER = re.compile(r"\{([^}]+)\}")
_DATE_NAMES = {"date", "base-date", "start-date", "end-date", "startDate", "endDate"}
_END_NAMES = {"end-date", "endDate"}


@dataclass(frozen=True)
class Match:
    """Holds what a path means: the operation, whose data, and the path's parts by name."""

    operation: Operation
    user: str
    """The user id as given, ``-`` for the token's own; empty for paths without a user."""
    arguments: Mapping[str, str]


@dataclass(frozen=True)
class Route:
    """Holds an operation with the pattern of its path."""

    operation: Operation
    pattern: re.Pattern[str]
    names: tuple[str, ...]
    literals: tuple[bool, ...]
    """For each segment of the path whether it is spelled out."""


def is_date(text: str) -> bool:
    """Tell whether a part of a path has the form of a date."""
    return _DATE.fullmatch(text) is not None


def check_dates(arguments: Mapping[str, str]) -> None:
    """Raise Fitbit's 400 for the first date in a path that is none."""
    for name, text in arguments.items():
        if name in _DATE_NAMES and not _exists(text):
            raise invalid("date", f"Invalid date:{text}")


def _exists(text: str) -> bool:
    try:
        return is_date(text) and (text == "today" or bool(date.fromisoformat(text)))
    except ValueError:
        return False


def _segment(text: str, names: list[str]) -> str:
    """Return the pattern of one segment, collecting the names of its parameters."""
    found = _PARAMETER.search(text)
    if found is None:
        return re.escape(text)
    names.append(found[1])
    head, tail = re.escape(text[: found.start()]), re.escape(text[found.end() :])
    return f"{head}([^/]+){tail}"


def _route(operation: Operation) -> Route:
    names: list[str] = []
    segments = operation.path.replace("/user/-/", "/user/{user}/").split("/")
    pattern = "/".join(_segment(segment, names) for segment in segments)
    literals = tuple("{" not in segment for segment in segments)
    return Route(operation, re.compile(pattern), tuple(names), literals)


class Routes:
    """Knows the paths of a list of operations; what is spelled out wins over a parameter."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        """Prepare the patterns, by method."""
        self._routes: dict[str, list[Route]] = {}
        for operation in operations:
            self._routes.setdefault(operation.method, []).append(_route(operation))

    def find(self, method: str, path: str) -> Match | None:
        """Return what the path means, or None if it means nothing."""
        routes = self._routes.get("GET" if method == "HEAD" else method, [])
        fitting = [(route, found) for route in routes if (found := route.pattern.fullmatch(path))]
        if not fitting:
            return None
        best = max(route.literals for route, _ in fitting)
        matches = [_match(route, found) for route, found in fitting if route.literals == best]
        return _by_form(matches)


def _match(route: Route, found: re.Match[str]) -> Match:
    arguments = dict(zip(route.names, found.groups(), strict=True))
    return Match(route.operation, arguments.pop("user", ""), arguments)


def _by_form(matches: list[Match]) -> Match:
    """Pick between ``/{date}/{period}`` and ``/{start}/{end}`` by the form of the last part."""
    for match in matches:
        ends = [match.arguments[name] for name in _END_NAMES & match.arguments.keys()]
        if ends and any(is_date(end) or "-" in end for end in ends):
            return match
    return next((match for match in matches if "period" in match.arguments), matches[0])


def unknown_path() -> Refusal:
    """Return the 404 for a path that Fitbit does not have, or no longer has."""
    message = "The API you are requesting could not be found."
    return Refusal(404, "not_found", message, field="n/a")
