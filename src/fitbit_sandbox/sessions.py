"""Remembers browsers: who signed in, and which consent forms are open in them."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from typing import Any, Generic, TypeVar

from fitbit_sandbox.clock import Clock

_Request = TypeVar("_Request")

FORM_LIFE = 600
_MOST = 10_000


class Sessions(Generic[_Request]):
    """Keeps browser sessions and forms about requests; safe to use from many threads."""

    def __init__(self, clock: Clock) -> None:
        """Start with no browser known."""
        self._clock = clock
        self._lock = threading.Lock()
        self._people: OrderedDict[str, str] = OrderedDict()
        self._forms: OrderedDict[str, tuple[str, float, _Request | None]] = OrderedDict()

    def person(self, session: str) -> str | None:
        """Return the id of the person signed in, None if nobody is."""
        with self._lock:
            return self._people.get(session) or None

    def begin(self) -> str:
        """Return a new session in which nobody is signed in."""
        return self._remember("")

    def sign_in(self, old: str, person_id: str) -> str:
        """Return a new session of a person; the old one is over."""
        with self._lock:
            self._people.pop(old, None)
        return self._remember(person_id)

    def knows(self, session: str) -> bool:
        """Tell whether a session was begun here."""
        with self._lock:
            return session in self._people

    def open_form(self, session: str, request: _Request) -> str:
        """Return an id for a form; it can be sent once, from the same session."""
        with self._lock:
            form = secrets.token_hex(16)
            self._forms[form] = (session, self._clock.time(), request)
            _bound(self._forms)
            return form

    def close_form(self, form: str, session: str) -> _Request | None:
        """Return what a form was about, None if it is used up, too old or another browser's."""
        with self._lock:
            owner, opened, request = self._forms.get(form, ("", 0.0, None))
            if request is None or not secrets.compare_digest(owner, session):
                return None
            del self._forms[form]
            return request if self._clock.time() - opened <= FORM_LIFE else None

    def _remember(self, person_id: str) -> str:
        session = secrets.token_hex(16)
        with self._lock:
            self._people[session] = person_id
            _bound(self._people)
        return session


def _bound(kept: OrderedDict[str, Any]) -> None:
    """Forget the oldest, so that a sandbox that runs for weeks does not grow."""
    while len(kept) > _MOST:
        kept.popitem(last=False)
