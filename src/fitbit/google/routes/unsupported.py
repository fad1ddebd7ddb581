"""The table of every call of the Fitbit Web API that Google Health cannot answer."""

from __future__ import annotations

from fitbit.google.routes.router import Unsupported, read_table

UNSUPPORTED: tuple[Unsupported, ...] = tuple(
    Unsupported(tuple(row["methods"]), tuple(row["paths"]), row["reason"], row.get("instead", ""))
    for row in read_table("unsupported.json")
)
