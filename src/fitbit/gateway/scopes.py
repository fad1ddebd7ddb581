"""Scopes that each login asked for, in Fitbit's words, until its token is answered with them.

A program of Fitbit's compares the scopes it is given with those it asked for, and several of
Fitbit's are one of Google's.  Google sends the code and the state to the program, not to the
gateway, so a login is recognised by its code challenge, and its refreshes by the refresh token.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from typing import NamedTuple

from fitbit.clock import Clock
from fitbit.oauth2.pkce import s256

LOGIN_LIFETIME = 3600.0
"""Seconds from the consent page to the exchange of the code."""
_MAX_LOGINS, _MAX_TOKENS = 1000, 10_000


class _Login(NamedTuple):
    client_id: str
    code_challenge: str | None
    scopes: tuple[str, ...]
    expires_at: float


class AskedScopes:
    """The scopes of the logins under way and of the refresh tokens they led to, in memory."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._logins: list[_Login] = []
        self._by_token: OrderedDict[str, tuple[str, ...]] = OrderedDict()

    def add_login(self, client_id: str, code_challenge: str | None, scopes: list[str]) -> None:
        """Remember what a login asks for."""
        now = self._clock.monotonic()
        login = _Login(client_id, code_challenge, tuple(scopes), now + LOGIN_LIFETIME)
        with self._lock:
            live = [one for one in self._logins if one.expires_at > now]
            self._logins = [*live, login][-_MAX_LOGINS:]

    def of_code(self, client_id: str, code_verifier: str | None) -> tuple[str, ...]:
        """Return what the login asked for that is exchanged now, () where it is not known.

        Without PKCE nothing tells the logins of a client apart: then it is what any of them asked
        for, of which the token's own scopes leave what was granted.
        """
        now = self._clock.monotonic()
        with self._lock:
            live = [
                one for one in self._logins if one.client_id == client_id and one.expires_at > now
            ]
            if code_verifier:
                return next((o.scopes for o in live if _fits(o.code_challenge, code_verifier)), ())
            plain = [one for one in live if one.code_challenge is None]
            if not all(one.scopes for one in plain):
                return ()
            return tuple(dict.fromkeys(scope for one in plain for scope in one.scopes))

    def add_token(self, refresh_token: str, scopes: tuple[str, ...]) -> None:
        """Remember what the login of a refresh token asked for."""
        with self._lock:
            self._by_token[_key(refresh_token)] = scopes
            while len(self._by_token) > _MAX_TOKENS:
                self._by_token.popitem(last=False)

    def of_token(self, refresh_token: str) -> tuple[str, ...]:
        """Return what the login of a refresh token asked for, () after a restart."""
        with self._lock:
            return self._by_token.get(_key(refresh_token), ())


def _fits(challenge: str | None, verifier: str) -> bool:
    """Return whether a verifier belongs to a challenge, whose method is plain or S256."""
    return challenge is not None and verifier.isascii() and challenge in {verifier, s256(verifier)}


def _key(refresh_token: str) -> str:
    # A hash, so that the gateway keeps no token of its users.
    return hashlib.sha256(refresh_token.encode()).hexdigest()
