"""Field by field, how what Google Health gives differs from what Fitbit gave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fitbit.google.routes.router import Difference, read_table


def _group(rows: list[dict[str, Any]]) -> tuple[Difference, ...]:
    """Return a difference for each field of rows that give one reason for several."""
    return tuple(
        Difference(field, row["why"], row["absent"]) for row in rows for field in row["fields"]
    )


DIFFERENCES: Mapping[str, tuple[Difference, ...]] = {
    name: _group(rows) for name, rows in read_table("differences.json").items()
}
"""What differs, by a name that the table of routes refers to; a series has its own."""
