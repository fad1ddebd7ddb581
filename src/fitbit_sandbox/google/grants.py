"""Remembers what people granted to Google apps: consents, codes, tokens that do not rotate."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from fitbit_sandbox import pkce
from fitbit_sandbox.clock import Clock
from fitbit_sandbox.google import oauth_errors
from fitbit_sandbox.google.apps import GoogleApp

CODE_LIFE = 600
TOKEN_LIFE = 3599
TESTING_LIFE = 604_799
"""How long a grant lives while the consent screen is in "Testing": seven days."""
_UNUSED_LIFE = 183 * 86_400
_MOST_REFRESH_TOKENS = 100


@dataclass(eq=False)
class Grant:
    """Holds one exchange of a code and all tokens that descend from it."""

    client_id: str
    user_id: str
    scopes: tuple[str, ...]
    offline: bool
    ends: float
    """When it dies by itself; infinite outside of "Testing"."""
    used: float
    ended: bool = False

    def lives(self, now: float) -> bool:
        """Tell whether it is neither revoked nor too old nor forgotten."""
        return not self.ended and now < self.ends and now - self.used < _UNUSED_LIFE


@dataclass
class Consent:
    """Holds what a person allows an app, and every grant that came of it."""

    scopes: frozenset[str] = frozenset()
    grants: list[Grant] = field(default_factory=list)


@dataclass(frozen=True)
class AccessToken:
    """Holds one access token's rights and times."""

    grant: Grant
    scopes: tuple[str, ...]
    expires: float


@dataclass
class Code:
    """Holds one authorization code and what it is bound to."""

    client_id: str
    user_id: str
    scopes: tuple[str, ...]
    redirect_uri: str
    challenge: str | None
    method: str
    issued: float
    offline: bool
    """Whether a refresh token comes with it."""
    grant: Grant | None = None
    """What the code was exchanged for, once it was."""


class GoogleGrants:
    """Issues, refreshes and ends tokens; safe to use from many threads."""

    def __init__(self, clock: Clock, *, testing: bool) -> None:
        """Start with nothing granted; in "Testing" every grant dies after seven days."""
        self._clock = clock
        self._testing = testing
        self._lock = threading.RLock()
        self._consents: dict[tuple[str, str], Consent] = {}
        self._codes: dict[str, Code] = {}
        self._access: dict[str, AccessToken] = {}
        self._refresh: dict[str, Grant] = {}

    def consented(self, client_id: str, user_id: str) -> frozenset[str] | None:
        """Return the scopes that a person granted to an app before, None if they never did."""
        with self._lock:
            consent = self._consents.get((client_id, user_id))
            return consent.scopes if consent else None

    def consent(self, client_id: str, user_id: str, granted: Iterable[str]) -> None:
        """Remember what a person granted now; what they granted before stays."""
        with self._lock:
            consent = self._consents.setdefault((client_id, user_id), Consent())
            consent.scopes |= frozenset(granted)

    def withdraw(self, client_id: str, user_id: str) -> None:
        """End a consent and every token that came of it."""
        with self._lock:
            consent = self._consents.pop((client_id, user_id), Consent())
            for grant in consent.grants:
                grant.ended = True

    def add_code(self, code: Code) -> str:
        """Remember an authorization code and return its value."""
        with self._lock:
            value = f"4/0A{secrets.token_urlsafe(48)}"
            self._codes[value] = code
            return value

    def redeem(
        self, value: str, app: GoogleApp, redirect_uri: str, verifier: str | None
    ) -> dict[str, Any]:
        """Exchange a code for tokens, once; a second try ends what the first one got."""
        with self._lock:
            code = self._codes.get(value)
            if code is None:
                raise oauth_errors.code_malformed()
            if code.grant is not None:
                code.grant.ended = True
                raise oauth_errors.code_spent()
            self._check(code, app, redirect_uri, verifier)
            code.grant = self._begin(app.client_id, code.user_id, code.scopes, code.offline)
            return self._first_answer(code.grant)

    def _check(self, code: Code, app: GoogleApp, redirect_uri: str, verifier: str | None) -> None:
        if code.client_id != app.client_id or self._clock.time() - code.issued > CODE_LIFE:
            raise oauth_errors.code_spent()
        if redirect_uri != code.redirect_uri:
            raise oauth_errors.wrong_redirect_uri()
        if code.challenge is None:
            if verifier is not None:
                raise oauth_errors.wrong_verifier(missing=False)
        elif verifier is None or not pkce.verifies(verifier, code.challenge, code.method):
            raise oauth_errors.wrong_verifier(missing=verifier is None)

    def refresh(self, value: str, app: GoogleApp, scopes: Iterable[str] = ()) -> dict[str, Any]:
        """Return a new access token; the refresh token stays the same and is not repeated."""
        with self._lock:
            grant, now = self._refresh.get(value), self._clock.time()
            if grant is None or not grant.lives(now) or grant.client_id != app.client_id:
                raise oauth_errors.grant_dead()
            wanted = tuple(scopes) or grant.scopes
            if not set(wanted) <= set(grant.scopes):
                raise oauth_errors.scope_widened()
            grant.used = now
            return self._answer(grant, wanted)

    def issue(
        self, app: GoogleApp, user_id: str, scopes: Iterable[str], expires_in: int = TOKEN_LIFE
    ) -> dict[str, Any]:
        """Grant scopes and return tokens for them, without a page or a code."""
        wanted = tuple(scopes)
        with self._lock:
            self.consent(app.client_id, user_id, wanted)
            grant = self._begin(app.client_id, user_id, wanted, offline=True)
            return self._first_answer(grant, expires_in)

    def find(self, value: str) -> AccessToken | None:
        """Return a token that is neither revoked nor expired."""
        with self._lock:
            token = self._access.get(value)
            alive = token is not None and not token.grant.ended
            return token if token and alive and self._clock.time() < token.expires else None

    def grant_of(self, value: str) -> Grant | None:
        """Return the living grant that an access or refresh token is part of."""
        with self._lock:
            token, now = self._access.get(value), self._clock.time()
            if token is not None and now >= token.expires:
                return None
            grant = token.grant if token else self._refresh.get(value)
            return grant if grant and grant.lives(now) else None

    def _begin(
        self,
        client_id: str,
        user_id: str,
        scopes: tuple[str, ...],
        offline: bool,  # noqa: FBT001 - as the grant has it
    ) -> Grant:
        now = self._clock.time()
        ends = now + TESTING_LIFE if self._testing else float("inf")
        grant = Grant(client_id, user_id, scopes, offline, ends, now)
        self._consents.setdefault((client_id, user_id), Consent()).grants.append(grant)
        return grant

    def _first_answer(self, grant: Grant, expires_in: int = TOKEN_LIFE) -> dict[str, Any]:
        answer = self._answer(grant, grant.scopes, expires_in)
        if grant.offline:
            answer["refresh_token"] = self._new_refresh_token(grant)
            if self._testing:
                answer["refresh_token_expires_in"] = TESTING_LIFE
        return answer

    def _answer(
        self, grant: Grant, scopes: tuple[str, ...], expires_in: int = TOKEN_LIFE
    ) -> dict[str, Any]:
        value = f"ya29.a0{secrets.token_urlsafe(120)}"
        self._access[value] = AccessToken(grant, scopes, self._clock.time() + expires_in)
        return {
            "access_token": value,
            "expires_in": expires_in,
            "scope": " ".join(sorted(scopes, reverse=True)),
            "token_type": "Bearer",
        }

    def _new_refresh_token(self, grant: Grant) -> str:
        """Return a new refresh token; beyond a hundred living ones the oldest is dropped."""
        value = f"1//0{secrets.token_urlsafe(60)}"
        self._refresh[value] = grant
        now, owner = self._clock.time(), (grant.client_id, grant.user_id)
        alive = [
            token
            for token, other in self._refresh.items()
            if (other.client_id, other.user_id) == owner and other.lives(now)
        ]
        for token in alive[:-_MOST_REFRESH_TOKENS]:
            del self._refresh[token]
        return value
