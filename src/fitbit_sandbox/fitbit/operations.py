"""What the sandbox needs of Fitbit's OpenAPI description: operations.json."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Operation:
    """A documented operation."""

    id: str
    method: str
    path: str
    """As Fitbit prints it, with ``-`` for the user and ``{names}`` for the rest."""
    scopes: tuple[str, ...]
    scopes_by_collection: Mapping[str, Sequence[str]]
    """For subscriptions: the scopes by the collection named in the path."""
    intraday: bool

    def knows(self, arguments: Mapping[str, str]) -> bool:
        """Return whether the collection in the path, where there is one, is one of Fitbit's."""
        collection = arguments.get("collection-path", "")
        return not self.scopes_by_collection or collection in self.scopes_by_collection

    def needs(self, arguments: Mapping[str, str]) -> Sequence[str]:
        """Return the scopes that a call with these path arguments needs."""
        collection = arguments.get("collection-path", "")
        return self.scopes_by_collection.get(collection, self.scopes)


@cache
def _document() -> dict[str, Any]:
    text = files("fitbit_sandbox.fitbit").joinpath("operations.json").read_text(encoding="utf-8")
    document: dict[str, Any] = json.loads(text)
    return document


@cache
def operations() -> tuple[Operation, ...]:
    """Return every operation the sandbox knows of."""
    return tuple(
        Operation(
            id=item["id"],
            method=item["method"],
            path=item["path"],
            scopes=tuple(item.get("scopes", ())),
            scopes_by_collection=item.get("scopes_by_collection", {}),
            intraday=item.get("intraday", False),
        )
        for item in _document()["operations"]
    )


def resource_operations() -> tuple[Operation, ...]:
    """Return the operations of the resource server, without those about tokens."""
    return tuple(item for item in operations() if "/oauth2/" not in item.path)


@cache
def scopes() -> Mapping[str, str]:
    """Return Fitbit's scopes with what each of them opens, in Fitbit's words."""
    return dict(_document()["scopes"])
