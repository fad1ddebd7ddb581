"""What a request to a data type asks, once its token and path are known to be good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from fitbit_sandbox.google.data_types import DataType
from fitbit_sandbox.google.errors import GoogleError, invalid, not_permitted
from fitbit_sandbox.google.scopes import reads
from fitbit_sandbox.google.sources import read_family
from fitbit_sandbox.google.view import View


@dataclass(frozen=True)
class Asked:
    """The type of whose data is asked for, by whom and with which rights."""

    view: View
    kind: DataType
    scopes: frozenset[str]

    @property
    def may_read(self) -> bool:
        """Return whether others' data may be read, not only the client's own writing."""
        return reads(self.scopes, self.kind.families)

    def narrowed(self, fields: Mapping[str, Any], *, by_list: bool = False) -> Asked:
        """Return the same with the family of sources that a request asks for."""
        named = fields.get("dataSourceFamily", "")
        if by_list and not self.kind.tells_sources:
            return self._untold(named)
        if not named:
            return self if self.may_read else self._of("self-sources")
        family = read_family(named)
        if family is None:
            raise invalid(f"Invalid data source family: {named}")
        if not self.may_read and family != "self-sources":
            raise not_permitted()
        return self._of(named)

    def _of(self, named: str) -> Asked:
        family = read_family(named) or "self-sources"
        return replace(self, view=replace(self.view, family=family))

    def _untold(self, named: str) -> Asked:
        """Return the same for a type whose list cannot be narrowed by source."""
        if named:
            message = f"Filtering by data source family is not supported for {self.kind.name}."
            raise invalid(message)
        if not self.may_read:
            raise GoogleError(403, "The data cannot be restricted to the caller's own.")
        return self
