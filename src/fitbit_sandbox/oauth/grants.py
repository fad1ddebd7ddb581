"""What people granted to apps: consents, codes, access and refresh tokens."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from fitbit_sandbox.clock import Clock
from fitbit_sandbox.oauth import pkce
from fitbit_sandbox.oauth.dialect import Dialect, Problem, RegisteredApp
from fitbit_sandbox.oauth.request import AuthorizationRequest


@dataclass(eq=False)
class Grant:
    """One exchange of a code, and all tokens that descend from it."""

    client_id: str
    user_id: str
    scopes: tuple[str, ...]
    offline: bool
    ends: float
    last_used: float
    ended: bool = False


@dataclass
class Consent:
    """What a person allows an app, and every grant that came of it."""

    scopes: frozenset[str] = frozenset()
    grants: list[Grant] = field(default_factory=list[Grant])


@dataclass(frozen=True)
class AccessToken:
    """An access token's rights and times."""

    grant: Grant
    scopes: tuple[str, ...]
    issued: float
    expires: float


@dataclass
class RefreshToken:
    """A refresh token, and once it is spent the answer that it bought."""

    grant: Grant
    spent: float | None = None
    answer: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass
class Code:
    """An authorization code and what it is bound to."""

    request: AuthorizationRequest
    user_id: str
    scopes: tuple[str, ...]
    issued: float
    offline: bool
    """Whether a refresh token comes with it."""
    grant: Grant | None = None
    """What the code was exchanged for, once it was."""

    def is_opened_by(self, verifier: str) -> bool:
        """Return whether a PKCE verifier belongs to the code.

        None belongs to a code without a challenge: somebody took the challenge out of the
        authorize URL.
        """
        challenge, method = self.request.challenge, self.request.method
        return challenge is not None and pkce.verifies(verifier, challenge, method)


class Grants:
    """Issues, exchanges and ends tokens; safe to use from many threads."""

    def __init__(self, dialect: Dialect, clock: Clock) -> None:
        """Start with nothing granted."""
        self._dialect = dialect
        self._clock = clock
        # Reentrant: who hears of an ended consent may ask for another one.
        self._lock = threading.RLock()
        self._consents: dict[tuple[str, str], Consent] = {}
        self._codes: dict[str, Code] = {}
        self._access: dict[str, AccessToken] = {}
        self._refresh: dict[str, RefreshToken] = {}
        self._watchers: list[Callable[[str, str], None]] = []

    def watch(self, watcher: Callable[[str, str], None]) -> None:
        """Call a function for every consent that ends, with the ids of the app and the person."""
        self._watchers.append(watcher)

    def consented(self, client_id: str, user_id: str) -> frozenset[str] | None:
        """Return the scopes that a person granted to an app before, None if they never did."""
        with self._lock:
            consent = self._consents.get((client_id, user_id))
            return consent.scopes if consent else None

    def consent(
        self, client_id: str, user_id: str, asked: Iterable[str], granted: Iterable[str]
    ) -> None:
        """Remember a person's decision about the scopes that were asked for."""
        with self._lock:
            consent = self._consents.setdefault((client_id, user_id), Consent())
            unticked = frozenset[str](asked if self._dialect.forgets_unticked else ())
            consent.scopes = consent.scopes - unticked | frozenset(granted)

    def revoke(self, client_id: str, user_id: str) -> None:
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
            self.revoke(grant.client_id, grant.user_id)

    def add_code(self, code: Code) -> str:
        """Remember an authorization code and return its value."""
        with self._lock:
            value = self._dialect.new_secret("code")
            self._codes[value] = code
            return value

    def redeem(
        self, value: str, app: RegisteredApp, redirect_uri: str | None, verifier: str | None
    ) -> dict[str, Any]:
        """Exchange a code for tokens, once; a second try ends what the first one got."""
        with self._lock:
            code = self._codes.get(value)
            if code is None:
                raise self._dialect.refuse("code unknown", value)
            if problem := self._problem(code, app, redirect_uri, verifier):
                if problem == "code used" and code.grant is not None:
                    # Whoever tries it again may have stolen it (RFC 6749, 4.1.2).
                    code.grant.ended = True
                raise self._dialect.refuse(problem, value)
            scopes = self._dialect.ordered(code.scopes)
            code.grant = self._begin(app.client_id, code.user_id, scopes, offline=code.offline)
            return self._answer(code.grant, code.grant.scopes, refreshable=code.offline)

    def _problem(
        self, code: Code, app: RegisteredApp, redirect_uri: str | None, verifier: str | None
    ) -> Problem | None:
        """Return what is wrong first with a code as it is presented, None if nothing is."""
        age, asked = self._clock.time() - code.issued, code.request
        unregistered = redirect_uri is not None and not app.may_redirect_to(redirect_uri)
        checks: tuple[tuple[Problem, bool], ...] = (
            ("code foreign", asked.app.client_id != app.client_id),
            ("code used", code.grant is not None),
            ("code expired", age > self._dialect.code_lifetime),
            ("redirect_uri wrong", unregistered or asked.redirect_uri not in (None, redirect_uri)),
            ("verifier missing", asked.challenge is not None and verifier is None),
            ("verifier wrong", verifier is not None and not code.is_opened_by(verifier)),
        )
        return next((problem for problem, wrong in checks if wrong), None)

    def refresh(
        self, value: str, app: RegisteredApp, scopes: tuple[str, ...] = ()
    ) -> dict[str, Any]:
        """Exchange a refresh token; where it rotates, once, but for the time of a replay."""
        with self._lock:
            token, now = self._refresh.get(value), self._clock.time()
            own = token is not None and token.grant.client_id == app.client_id
            if token is None or not own or not self._lives(token.grant):
                raise self._dialect.refuse("refresh token dead", value)
            token.grant.last_used = now
            if not self._dialect.rotates:
                return self._narrowed(token.grant, scopes)
            window = self._dialect.replay_window
            if token.spent is None:
                token.spent = now
                token.answer = self._answer(token.grant, token.grant.scopes)
            elif now - token.spent > window or not window:
                raise self._dialect.refuse("refresh token dead", value)
            return dict(token.answer)

    def _narrowed(self, grant: Grant, scopes: tuple[str, ...]) -> dict[str, Any]:
        """Return a new access token for some of a grant's scopes, all if none are named."""
        if not set(scopes) <= set(grant.scopes):
            raise self._dialect.refuse("scope widened")
        return self._answer(grant, scopes or grant.scopes, refreshable=False)

    def issue(
        self, app: RegisteredApp, user_id: str, scopes: Iterable[str], expires_in: int | None = None
    ) -> dict[str, Any]:
        """Grant scopes and return tokens for them, without a page or a code."""
        wanted = tuple(scopes)
        with self._lock:
            self.consent(app.client_id, user_id, wanted, wanted)
            grant = self._begin(app.client_id, user_id, wanted, offline=True)
            return self._answer(grant, wanted, expires_in)

    def client_token(self, app: RegisteredApp, expires_in: int) -> dict[str, Any]:
        """Return a token of the app itself, which opens nobody's data."""
        with self._lock:
            grant = self._begin(app.client_id, "", (), offline=False)
            return self._answer(grant, (), expires_in, refreshable=False)

    def find(self, value: str) -> AccessToken | None:
        """Return a token that was issued and not revoked, expired or not."""
        with self._lock:
            token = self._access.get(value)
            return None if token is None or token.grant.ended else token

    def find_valid(self, value: str) -> AccessToken | None:
        """Return a token that is neither revoked nor expired."""
        token = self.find(value)
        return token if token is not None and self._clock.time() < token.expires else None

    def grant_of(self, value: str) -> Grant | None:
        """Return the living grant that an access token or an unspent refresh token is part of."""
        with self._lock:
            find = self.find if self._dialect.revokes_expired else self.find_valid
            token = self._refresh.get(value) or find(value)
            if token is None or not self._lives(token.grant):
                return None
            if isinstance(token, RefreshToken) and token.spent is not None:
                return None
            return token.grant

    def _lives(self, grant: Grant) -> bool:
        now, idle = self._clock.time(), self._dialect.idle_lifetime
        return not grant.ended and now < grant.ends and now - grant.last_used < idle

    def _begin(
        self, client_id: str, user_id: str, scopes: tuple[str, ...], *, offline: bool
    ) -> Grant:
        now = self._clock.time()
        grant = Grant(client_id, user_id, scopes, offline, now + self._dialect.grant_lifetime, now)
        if user_id:  # a token of the app itself comes of nobody's consent
            self._consents.setdefault((client_id, user_id), Consent()).grants.append(grant)
        return grant

    def _answer(
        self,
        grant: Grant,
        scopes: tuple[str, ...],
        expires_in: int | None = None,
        *,
        refreshable: bool = True,
    ) -> dict[str, Any]:
        now = self._clock.time()
        seconds = self._dialect.token_lifetime if expires_in is None else expires_in
        value = self._dialect.new_access_token(grant, now, seconds)
        self._access[value] = AccessToken(grant, scopes, now, now + seconds)
        refresh = {"refresh_token": self._new_refresh_token(grant)} if refreshable else {}
        return {
            "access_token": value,
            "expires_in": seconds,
            **refresh,
            "scope": " ".join(scopes),
            "token_type": "Bearer",
            **self._dialect.token_extras(grant, refreshable=refreshable),
        }

    def _new_refresh_token(self, grant: Grant) -> str:
        """Return a new refresh token; beyond the service's limit the oldest is dropped."""
        value = self._dialect.new_secret("refresh token")
        self._refresh[value] = RefreshToken(grant)
        if self._dialect.max_refresh_tokens is not None:
            owner = (grant.client_id, grant.user_id)
            living = [
                kept
                for kept, token in self._refresh.items()
                if (token.grant.client_id, token.grant.user_id) == owner
                and self._lives(token.grant)
            ]
            for kept in living[: -self._dialect.max_refresh_tokens]:
                del self._refresh[kept]
        return value
