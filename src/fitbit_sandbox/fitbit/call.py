"""One authorized request to the resource server, as a chapter's handler sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fitbit_sandbox.people import Person


@dataclass(frozen=True)
class Call:
    """A request as a handler sees it: who asks what of whom."""

    operation: str
    """The operation's id in operations.json."""
    person: Person
    """The sample person whose data are asked for (for paths without one: who asks)."""
    arguments: Mapping[str, str]
    """The path's parts by their documented name, as text: ``{"date": "2026-01-01"}``."""
    params: Mapping[str, str]
    """Query and form parameters together, first value each."""
    origin: str
    """Scheme, host and port as the client sees them, for ``next`` links."""
    path: str
    """The path as asked, with the user id given."""
    now: float
    """The sandbox clock's time, in seconds since the epoch."""
    language: str = ""
    """Accept-Language as sent: picks the unit system."""
    locale: str = ""
    """Accept-Locale as sent."""
    client_id: str = ""
    scopes: frozenset[str] = frozenset()
    json: Any = None
    """The parsed JSON body, if one was sent."""
    lists: Mapping[str, list[str]] = field(default_factory=dict[str, list[str]])
    """Query and form parameters with all their values."""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class Answer:
    """An answer other than a 200 with JSON."""

    body: Any
    status: int = 200
    content_type: str = "application/json;charset=UTF-8"
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


Handler = Callable[[Call], Any]
"""Takes a Call; returns JSON data (a 200), an Answer, or raises a Refusal."""
