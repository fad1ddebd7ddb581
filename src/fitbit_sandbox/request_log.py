"""The requests that arrived, so that tests can count them; never a secret."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass

_GRANT_TYPES = {"authorization_code", "refresh_token", "client_credentials"}


@dataclass
class LoggedRequest:
    """A request: what was asked, who asked, and how it was answered."""

    method: str
    path: str
    status: int | None = None
    """None while it is being answered, and for good if it never was."""
    client_id: str = ""
    user: str = ""
    grant_type: str = ""

    def note_grant_type(self, text: str) -> None:
        """Note a grant type; what is none is noted as such and not copied."""
        self.grant_type = text if text in _GRANT_TYPES else "other"


class RequestLog:
    """The last requests in the order in which they arrived."""

    def __init__(self, max_entries: int = 20_000) -> None:
        """Start empty."""
        self._lock = threading.Lock()
        self._records: deque[LoggedRequest] = deque(maxlen=max_entries)

    def add(self, method: str, path: str) -> LoggedRequest:
        """Add a request that arrived and return its entry, to be completed."""
        logged = LoggedRequest(method, path)
        with self._lock:
            self._records.append(logged)
        return logged

    def records(self) -> list[LoggedRequest]:
        """Return the requests so far."""
        with self._lock:
            return list(self._records)

    def count(self, method: str, path: str) -> int:
        """Return how many requests with this method came for this path."""
        return sum(r.method == method and r.path == path for r in self.records())

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._records.clear()
