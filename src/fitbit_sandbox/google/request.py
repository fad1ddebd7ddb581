"""One authorized call of the API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from fitbit_sandbox.google.data_types import DataType, data_types
from fitbit_sandbox.google.discovery import Match
from fitbit_sandbox.google.errors import GoogleError, invalid, not_permitted
from fitbit_sandbox.google.scopes import reads
from fitbit_sandbox.google.sources import Family, read_family
from fitbit_sandbox.google.view import View


@dataclass(frozen=True)
class Call:
    """A method, whose data it is asked for, and with which rights."""

    match: Match
    view: View
    scopes: frozenset[str]

    @property
    def verb(self) -> str:
        """Return the last part of the method's id: ``list``, ``rollUp``."""
        return self.match.method.id.rpartition(".")[2]

    @property
    def parts(self) -> list[str]:
        """Return the parts of the resource name."""
        return self.match.name.split("/")

    @property
    def kind(self) -> DataType:
        """Return the data type in the path."""
        return data_types()[self.parts[3]]

    @property
    def last(self) -> str:
        """Return the last part of the resource name: the id."""
        return self.parts[-1]

    def narrowed(self, fields: Mapping[str, Any], *, by_list: bool = False) -> Call:
        """Return the same with the family of sources that a request asks for.

        Who may not read others' data sees only the client's own writing.
        """
        named, may_read = fields.get("dataSourceFamily", ""), reads(self.scopes, self.kind.families)
        if by_list and not self.kind.tells_sources:
            if named:
                what = f"Filtering by data source family is not supported for {self.kind.name}."
                raise invalid(what)
            if not may_read:
                raise GoogleError(403, "The data cannot be restricted to the caller's own.")
        if may_read and not named:
            return self
        family: Family | None = read_family(named) if named else "self-sources"
        if family is None:
            raise invalid(f"Invalid data source family: {named}")
        if not may_read and family != "self-sources":
            raise not_permitted()
        return replace(self, view=replace(self.view, family=family))
