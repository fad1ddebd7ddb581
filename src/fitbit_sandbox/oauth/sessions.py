"""Browsers: who signed in, and which consent forms are open in them."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from typing import Any

from fitbit_sandbox.clock import Clock
from fitbit_sandbox.oauth.request import AuthorizationRequest

FORM_LIFETIME = 600
_MAX_ENTRIES = 10_000


class Sessions:
    """Browser sessions and open forms; safe to use from many threads."""

    def __init__(self, clock: Clock) -> None:
        """Start with no browser known."""
        self._clock = clock
        self._lock = threading.Lock()
        self._people: OrderedDict[str, str] = OrderedDict()
        self._forms: OrderedDict[str, tuple[str, float, AuthorizationRequest]] = OrderedDict()

    def person(self, session: str) -> str | None:
        """Return the id of the person signed in, None if nobody is."""
        with self._lock:
            return self._people.get(session) or None

    def known(self, session: str) -> str:
        """Return a session that was begun here, or else a new one in which nobody is signed in."""
        with self._lock:
            if session in self._people:
                return session
        return self.sign_in("", "")

    def sign_in(self, old: str, person_id: str) -> str:
        """Return a new session of a person; the old one is over."""
        session = secrets.token_hex(16)
        with self._lock:
            self._people.pop(old, None)
            self._people[session] = person_id
            _drop_oldest(self._people)
        return session

    def open_form(self, session: str, request: AuthorizationRequest) -> str:
        """Return an id for a form; it can be sent once, from the same session."""
        form = secrets.token_hex(16)
        with self._lock:
            self._forms[form] = (session, self._clock.time(), request)
            _drop_oldest(self._forms)
        return form

    def close_form(self, form: str, session: str) -> AuthorizationRequest | None:
        """Return what a form was about, None if it is used up, too old or another browser's."""
        with self._lock:
            if form not in self._forms:
                return None
            owner, opened, request = self._forms[form]
            if not secrets.compare_digest(owner.encode(), session.encode()):
                return None
            del self._forms[form]
            return request if self._clock.time() - opened <= FORM_LIFETIME else None


def _drop_oldest(entries: OrderedDict[str, Any]) -> None:
    """Drop the oldest entries, so that a sandbox that runs for weeks does not grow."""
    while len(entries) > _MAX_ENTRIES:
        entries.popitem(last=False)
