"""Router: what a method and a path mean in a table of routes."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple
from urllib.parse import unquote

from fitbit.google.answers.request import FitbitRequest

Verdict = Literal["FAITHFUL", "PARTIAL"]
_PARAMETER = re.compile(r"\{([^}]+)\}")


@dataclass(frozen=True)
class Difference:
    """A difference between an answer and Fitbit's own."""

    field: str
    """Where: members joined by dots, ``[]`` for each item, ``[name=value]`` for some of them,
    ``*`` for each member; empty for a remark on the whole answer."""
    why: str
    absent: bool = True
    """Whether the member is left out; else it is there and its value may be another."""


@dataclass(frozen=True)
class Route:
    """A call of the Fitbit Web API and how it is answered."""

    method: str
    paths: tuple[str, ...]
    """The paths as Fitbit prints them."""
    answer: Callable[[FitbitRequest], Any]
    google: str
    """The endpoints or data types of Google Health that it is answered from."""
    verdict: Verdict = "FAITHFUL"
    differs: tuple[Difference, ...] = ()
    status: int = 200


@dataclass(frozen=True)
class Unsupported:
    """A call of the Fitbit Web API that has no answer: why, and what comes nearest."""

    methods: tuple[str, ...]
    paths: tuple[str, ...]
    """The paths as Fitbit prints them; ``*`` at the end stands for anything."""
    reason: str
    instead: str = ""


class Match(NamedTuple):
    """The entry that a path means, the path as printed, whose data, and the parts by name."""

    entry: Route | Unsupported
    path: str
    user: str
    arguments: Mapping[str, str]


@dataclass(frozen=True)
class _Pattern:
    entry: Route | Unsupported
    path: str
    expression: re.Pattern[str]
    names: tuple[str, ...]
    literals: tuple[bool, ...] = field(default=())


class Router:
    """The patterns of a table; what is spelled out wins over a parameter."""

    def __init__(self, entries: Sequence[Route | Unsupported]) -> None:
        self._patterns: dict[str, list[_Pattern]] = {}
        for entry in entries:
            methods = entry.methods if isinstance(entry, Unsupported) else (entry.method,)
            for method in methods:
                self._patterns.setdefault(method, []).extend(
                    _pattern(entry, p) for p in entry.paths
                )

    def find(self, method: str, path: str) -> Match | None:
        """Return what a path means, None if it means nothing here."""
        patterns = self._patterns.get("GET" if method == "HEAD" else method, [])
        fitting = [(p, found) for p in patterns if (found := p.expression.fullmatch(path))]
        if not fitting:
            return None
        # Literal segments win from the left: activities/list.json over activities/{log-id}.json.
        pattern, found = max(fitting, key=lambda pair: pair[0].literals)
        parts = (unquote(part or "") for part in found.groups())
        arguments = dict(zip(pattern.names, parts, strict=True))
        return Match(pattern.entry, pattern.path, arguments.pop("user-id", ""), arguments)


def _pattern(entry: Route | Unsupported, path: str) -> _Pattern:
    names: list[str] = []
    segments = path.split("/")
    expression = "/".join(_segment(segment, names) for segment in segments)
    literals = tuple("{" not in segment and "*" not in segment for segment in segments)
    return _Pattern(entry, path, re.compile(expression), tuple(names), literals)


def _segment(text: str, names: list[str]) -> str:
    """Return the pattern of one segment; periods and end dates are told apart by their form."""
    if text.endswith("*"):
        return f"{re.escape(text[:-1])}.*"
    found = _PARAMETER.search(text)
    if found is None:
        return re.escape(text)
    names.append(found[1])
    tail = re.escape(text[found.end() :])
    return f"{re.escape(text[: found.start()])}({_form(found[1])}){tail}"


@functools.cache
def _form(name: str) -> str:
    # /date/{date}/{period} and /date/{date}/{end-date} differ by this alone.
    if name == "period":
        return r"(?!today\b)[^/-]*"
    if name == "end-date":
        return r"today|[^/]*-[^/]*"
    return r"[^/]+"
