"""The tables of every call of the Fitbit Web API: how it is answered, or why it cannot be.

Each is read from a data file of this folder; the documentation is made from them, too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from importlib.resources import files
from pkgutil import resolve_name
from typing import Any

from fitbit.google.routes.router import Difference, Route, Unsupported


def _read_table(name: str) -> Any:
    return json.loads(files("fitbit.google.routes").joinpath(name).read_text(encoding="utf-8"))


def _route(row: dict[str, Any]) -> Route:
    """Return the route of a row, whose ``answer`` names a module and a function of ``answers``."""
    answer = resolve_name(f"fitbit.google.answers.{row['answer']}")
    return Route(
        row.get("method", "GET"),
        tuple(row["paths"]),
        partial(answer, **row.get("with", {})),
        row["google"],
        row.get("verdict", "FAITHFUL"),
        tuple(found for name in row.get("differs", ()) for found in DIFFERENCES[name]),
        row.get("status", 200),
    )


DIFFERENCES: Mapping[str, tuple[Difference, ...]] = {
    name: tuple(
        Difference(field, row["why"], row["absent"]) for row in rows for field in row["fields"]
    )
    for name, rows in _read_table("differences.json").items()
}
"""What differs, by a name that the table of routes refers to; a series has its own."""

ROUTES: tuple[Route, ...] = tuple(map(_route, _read_table("routes.json")))
"""The calls that Google Health can answer, in the order of Fitbit's reference."""

UNSUPPORTED: tuple[Unsupported, ...] = tuple(
    Unsupported(tuple(row["methods"]), tuple(row["paths"]), row["reason"], row.get("instead", ""))
    for row in _read_table("unsupported.json")
)
"""The calls that it cannot answer."""
