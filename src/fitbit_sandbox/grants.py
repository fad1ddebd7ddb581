"""Remembers what people granted to apps: consents, codes, access and refresh tokens."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from fitbit_sandbox import pkce
from fitbit_sandbox.apps import App
from fitbit_sandbox.clock import Clock
from fitbit_sandbox.fitbit import refusals
from fitbit_sandbox.tokens import Mint, new_code, new_refresh_token, short_scopes

CODE_LIFE = 600
TOKEN_LIFE = 28800


@dataclass
class Grant:
    """Holds one exchange of a code and all tokens that descend from it."""

    client_id: str
    user_id: str
    scopes: tuple[str, ...]
    ended: bool = False


@dataclass
class Consent:
    """Holds what a person allows an app, and every grant that came of it."""

    scopes: frozenset[str] = frozenset()
    grants: list[Grant] = field(default_factory=list)


@dataclass(frozen=True)
class AccessToken:
    """Holds one access token's rights and times."""

    grant: Grant
    issued: float
    expires: float


@dataclass
class RefreshToken:
    """Holds one refresh token, and once it is spent the answer that it bought."""

    grant: Grant
    spent: float | None = None
    answer: dict[str, Any] = field(default_factory=dict)


@dataclass
class Code:
    """Holds one authorization code and what it is bound to."""

    client_id: str
    user_id: str
    asked: tuple[str, ...]
    scopes: tuple[str, ...]
    redirect_uri: str | None
    """As given to the authorize page; None if it was left out there."""
    challenge: str | None
    method: str
    issued: float
    grant: Grant | None = None
    """What the code was exchanged for, once it was."""


def _reorder(scopes: tuple[str, ...]) -> tuple[str, ...]:
    """Put scopes into another order than they were asked for in, as Fitbit does."""
    ordered = tuple(sorted(scopes))
    return ordered if ordered != scopes else ordered[::-1]


class Grants:
    """Issues, exchanges and ends tokens; safe to use from many threads."""

    def __init__(self, clock: Clock, replay_window: float) -> None:
        """Start with nothing granted."""
        self._clock = clock
        self._window = replay_window
        self._mint = Mint()
        self._lock = threading.RLock()
        self._consents: dict[tuple[str, str], Consent] = {}
        self._codes: dict[str, Code] = {}
        self._access: dict[str, AccessToken] = {}
        self._refresh: dict[str, RefreshToken] = {}
        self._watchers: list[Callable[[str, str], None]] = []

    def watch(self, watcher: Callable[[str, str], None]) -> None:
        """Tell somebody of every consent that ends, with the ids of the app and the person."""
        self._watchers.append(watcher)

    def consented(self, client_id: str, user_id: str) -> frozenset[str]:
        """Return the scopes that a person has granted to an app before."""
        with self._lock:
            consent = self._consents.get((client_id, user_id))
            return consent.scopes if consent else frozenset()

    def consent(
        self, client_id: str, user_id: str, asked: Iterable[str], granted: Iterable[str]
    ) -> None:
        """Remember a person's decision about the scopes that were asked for."""
        with self._lock:
            consent = self._consents.setdefault((client_id, user_id), Consent())
            consent.scopes = consent.scopes - frozenset(asked) | frozenset(granted)

    def withdraw(self, client_id: str, user_id: str) -> None:
        """End a consent and every token that came of it."""
        with self._lock:
            consent = self._consents.pop((client_id, user_id), None)
            if consent is None:
                return
            for grant in consent.grants:
                grant.ended = True
            for watcher in self._watchers:
                watcher(client_id, user_id)

    def end(self, grant: Grant) -> None:
        """End the whole consent that a grant is part of."""
        with self._lock:
            grant.ended = True
            self.withdraw(grant.client_id, grant.user_id)

    def add_code(self, code: Code) -> str:
        """Remember an authorization code and return its value."""
        with self._lock:
            value = new_code()
            self._codes[value] = code
            return value

    def redeem(
        self, value: str, app: App, redirect_uri: str | None, verifier: str | None
    ) -> dict[str, Any]:
        """Exchange a code for tokens, once, for the app and the redirect URI it was made for."""
        with self._lock:
            code = self._codes.get(value)
            if code is None or code.client_id != app.client_id:
                raise refusals.code_invalid(value)
            if code.grant is not None:
                code.grant.ended = True
                raise refusals.code_invalid(value)
            self._check(value, code, app, redirect_uri, verifier)
            code.grant = self._begin(code.client_id, code.user_id, _reorder(code.scopes))
            return self._answer(code.grant)

    def _check(
        self, value: str, code: Code, app: App, redirect_uri: str | None, verifier: str | None
    ) -> None:
        """Raise unless the code is fresh and is presented as it was asked for."""
        if self._clock.time() - code.issued > CODE_LIFE:
            raise refusals.code_expired(value)
        if code.redirect_uri is not None and redirect_uri != code.redirect_uri:
            raise refusals.wrong_redirect_uri()
        if redirect_uri is not None and redirect_uri not in app.redirect_uris:
            raise refusals.wrong_redirect_uri()
        if code.challenge is None:
            if verifier is not None:
                raise refusals.wrong_verifier()
        elif verifier is None or not pkce.verifies(verifier, code.challenge, code.method):
            raise refusals.wrong_verifier()

    def refresh(self, value: str, app: App) -> dict[str, Any]:
        """Exchange a refresh token, once; the same request soon after gets the same answer."""
        with self._lock:
            token = self._refresh.get(value)
            if token is None or token.grant.ended or token.grant.client_id != app.client_id:
                raise refusals.refresh_invalid(value)
            now = self._clock.time()
            if token.spent is None:
                token.spent, token.answer = now, self._answer(token.grant)
            elif now - token.spent > self._window or not self._window:
                raise refusals.refresh_invalid(value)
            return dict(token.answer)

    def issue(
        self, app: App, user_id: str, scopes: Iterable[str], expires_in: int = TOKEN_LIFE
    ) -> dict[str, Any]:
        """Grant scopes and return tokens for them, without a page or a code."""
        wanted = tuple(scopes)
        with self._lock:
            self.consent(app.client_id, user_id, wanted, wanted)
            grant = self._begin(app.client_id, user_id, wanted)
            return self._answer(grant, expires_in)

    def client_token(self, app: App, expires_in: int) -> dict[str, Any]:
        """Return a token of the app itself, which opens nobody's data."""
        with self._lock:
            value = self._new_access(Grant(app.client_id, "", ()), expires_in)
            return {
                "access_token": value,
                "expires_in": expires_in,
                "scope": "",
                "token_type": "Bearer",
            }

    def find(self, value: str) -> AccessToken | None:
        """Return a token that was issued and not revoked, expired or not."""
        with self._lock:
            token = self._access.get(value)
            return None if token is None or token.grant.ended else token

    def grant_of(self, value: str) -> Grant | None:
        """Return the living grant that an access token or an unspent refresh token is part of."""
        with self._lock:
            refresh = self._refresh.get(value)
            if refresh is not None and refresh.spent is not None:
                return None
            token = refresh or self._access.get(value)
            return None if token is None or token.grant.ended else token.grant

    def _begin(self, client_id: str, user_id: str, scopes: tuple[str, ...]) -> Grant:
        grant = Grant(client_id, user_id, scopes)
        self._consents.setdefault((client_id, user_id), Consent()).grants.append(grant)
        return grant

    def _new_access(self, grant: Grant, expires_in: int) -> str:
        now = self._clock.time()
        claims = {
            "scopes": short_scopes(grant.scopes),
            "exp": int(now) + expires_in,
            "iat": int(now),
        }
        value = self._mint.access_token(
            user_id=grant.user_id, client_id=grant.client_id, claims=claims
        )
        self._access[value] = AccessToken(grant, now, now + expires_in)
        return value

    def _answer(self, grant: Grant, expires_in: int = TOKEN_LIFE) -> dict[str, Any]:
        refresh = new_refresh_token()
        self._refresh[refresh] = RefreshToken(grant)
        return {
            "access_token": self._new_access(grant, expires_in),
            "expires_in": expires_in,
            "refresh_token": refresh,
            "scope": " ".join(grant.scopes),
            "token_type": "Bearer",
            "user_id": grant.user_id,
        }
