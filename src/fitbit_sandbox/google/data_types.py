"""The data types: their shape, and what Google lets a client do with each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from fitbit_sandbox.data import read_data

Shape = Literal["interval", "sample", "daily", "session", "food", "sum"]


@dataclass(frozen=True)
class DataType:
    """One data type."""

    name: str
    shape: Shape
    methods: frozenset[str]
    families: tuple[str, ...]
    """The scopes that open it: one of them is enough."""
    max_days: int = 90
    """How many days a roll-up may span."""
    page_size: int = 1440
    """How many points a page of a list has if nothing is said."""
    max_page_size: int = 10_000
    tells_sources: bool = True
    """Whether a list can be narrowed to a family of sources."""

    @property
    def filter_name(self) -> str:
        """Return the name in filters: ``heart_rate``."""
        return self.name.replace("-", "_")

    @property
    def member(self) -> str:
        """Return the name of the data point's member: ``heartRate``."""
        head, *rest = self.name.split("-")
        return head + "".join(part.capitalize() for part in rest)


@cache
def data_types() -> Mapping[str, DataType]:
    """Return the data types by name."""
    found: dict[str, DataType] = {}
    for name, row in read_data("google/data_types.json").items():
        kept = {"methods": frozenset(row["methods"]), "families": tuple(row["families"])}
        found[name] = DataType(name, **{**row, **kept})
    return found
