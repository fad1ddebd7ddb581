"""Says who is asking: the OAuth 2 client that every request goes through."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import requests

from fitbit import exceptions
from fitbit.clock import Clock
from fitbit.oauth2.authorization import AuthorizationCode
from fitbit.oauth2.pending import PendingAuthorizations
from fitbit.oauth2.token_manager import RefreshCallback, TokenKeeper
from fitbit.oauth2.token_records import SessionShelf, StoreShelf, key_of
from fitbit.providers import FITBIT, Provider
from fitbit.responses.bodies import read_errors
from fitbit.stores.protocol import Store
from fitbit.tokens import Token
from fitbit.transport.rate_limit import LONGEST_WAIT, OnRateLimit, RateLimit, RateLimiter
from fitbit.transport.session import FitbitSession, Origin, timeout
from fitbit.urls import origin

CREDENTIAL_LIFETIMES = (3600, 28800, 86400, 604800, 2592000, 31536000)
if TYPE_CHECKING:
    from typing_extensions import Self

_RENEWABLE = {"expired_token", "invalid_token", "UNAUTHENTICATED"}
_GIVEN: Any = object()


class FitbitOauth2Client(AuthorizationCode):
    """Lets users consent, keeps their token fresh and sends requests in their name.

    ``session`` is the OAuth2Session underneath; ``session.token`` is the only copy of the token
    and assigning it replaces the token.  Unknown arguments are ignored, as in python-fitbit.
    New are ``provider``, ``store`` with ``user``, ``pkce`` (``"S256"``, or None for
    python-fitbit's authorize URL), ``timeout``, ``clock`` and ``on_rate_limit``: ``"raise"``
    HTTPTooManyRequests, or ``"wait"``, for ``longest_wait`` seconds in a call at most.
    """

    API_ENDPOINT = "https://api.fitbit.com"
    AUTHORIZE_ENDPOINT = "https://www.fitbit.com"
    API_VERSION = 1

    request_token_url = FITBIT.token_url
    authorization_url = FITBIT.authorization_url
    access_token_url = request_token_url
    refresh_token_url = request_token_url
    pkce: str | None = "S256"

    def __init__(
        self,
        client_id: str | None,
        client_secret: str | None,
        access_token: str | None = None,
        refresh_token: str | None = None,
        expires_at: float | str | None = None,
        refresh_cb: RefreshCallback | None = None,
        redirect_uri: str | None = None,
        *args: Any,  # noqa: ARG002 - python-fitbit took and ignored them
        provider: Provider | None = None,
        store: Store | None = None,
        user: str = "-",
        pkce: str | None = _GIVEN,
        timeout: Any = None,
        clock: Clock | None = None,
        on_rate_limit: OnRateLimit = "raise",
        longest_wait: float = LONGEST_WAIT,
        callback_uri: str | None = None,
        **kwargs: Any,  # noqa: ARG002 - python-fitbit took and ignored them
    ) -> None:
        """Prepare a client; nothing is sent until it is asked for."""
        self.client_id, self.client_secret = client_id, client_secret
        self.provider, self.store, self.user = provider or FITBIT, store, user
        self.timeout, self.clock = timeout, clock or time
        self._limiter = RateLimiter(on_rate_limit, longest_wait=longest_wait, clock=self.clock)
        if pkce is not _GIVEN:
            self.pkce = pkce
        if provider is not None:
            self._take_addresses(provider)
        redirect_uri = redirect_uri or callback_uri
        self.session = FitbitSession(
            client_id, self.provider, redirect_uri=redirect_uri, clock=self.clock
        )
        self.session.trusted_origins = self._trusted_origins
        pending_key = key_of("pending", self.provider.name, self.access_token_url, client_id)
        self._pending = PendingAuthorizations(store, pending_key, self.clock)
        self._keeper = self._make_keeper(refresh_cb)
        self.session.adopt(self._keeper.open(Token.given(access_token, refresh_token, expires_at)))
        self.session.on_assign = self._keeper.replaced

    def _take_addresses(self, provider: Provider) -> None:
        self.API_ENDPOINT = provider.api_url
        self.authorization_url = provider.authorization_url
        parts = urlsplit(provider.authorization_url)
        self.AUTHORIZE_ENDPOINT = f"{parts.scheme}://{parts.netloc}"
        self.request_token_url = provider.token_url
        self.access_token_url = self.refresh_token_url = provider.token_url

    def _make_keeper(self, refresh_cb: RefreshCallback | None) -> TokenKeeper:
        key = key_of("token", self.provider.name, self.client_id, self.user)
        read = lambda: self.session.token  # noqa: E731 - the token in use, at the time of asking
        return TokenKeeper(
            SessionShelf(read) if self.store is None else StoreShelf(self.store, key),
            self._ask_for_refresh,
            read,
            self.session.adopt,
            clock=self.clock,
            window=self.provider.replay_window,
            refresh_cb=refresh_cb,
            hint=self.provider.reauthorization_hint,
        )

    def _trusted_origins(self) -> set[Origin]:
        return {*self.provider.resource_origins(), origin(self.API_ENDPOINT)}

    def __repr__(self) -> str:
        """Show whose client it is, no secret."""
        return f"<{type(self).__name__} client_id={self.client_id!r} user={self.user!r}>"

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle what finds the stored token again, never a token."""
        if self.store is None:
            msg = (
                f"A {type(self).__name__} without a store does not pickle: its token would be "
                "refreshed in two places. Give it a store=, which both sides then share."
            )
            raise TypeError(msg)
        return _rebuild, (type(self), self.client_id, self.client_secret, self._settings())

    def _settings(self) -> dict[str, Any]:
        return {
            "refresh_cb": self.refresh_cb,
            "redirect_uri": self.session.redirect_uri,
            "provider": None if self.provider is FITBIT else self.provider,
            "store": self.store,
            "user": self.user,
            "pkce": self.pkce,
            "timeout": self.timeout,
            "clock": None if self.clock is time else self.clock,
            "on_rate_limit": self._limiter.on_rate_limit,
            "longest_wait": self._limiter.longest_wait,
        }

    # the token in use

    @property
    def token(self) -> Token:
        """Return ``session.token``, as python-fitbit 0.2 named it."""
        return self.session.token

    @property
    def oauth(self) -> FitbitSession:
        """Return ``session``, as python-fitbit 0.2 named it."""
        return self.session

    @property
    def refresh_cb(self) -> RefreshCallback | None:
        """Return the function that is given each new token."""
        return self._keeper.refresh_cb

    @refresh_cb.setter
    def refresh_cb(self, value: RefreshCallback | None) -> None:
        self._keeper.refresh_cb = value

    @property
    def rate_limit(self) -> RateLimit:
        """Return how many requests are left and when they are renewed, as last heard."""
        return self._limiter.latest

    # requests

    def make_request(
        self, url: str, data: Any = None, method: str | None = None, **kwargs: Any
    ) -> requests.Response:
        """Send a request in the user's name and return the response.

        The method is POST where there are data, else GET.  A token about to expire is renewed
        first; one that the server calls expired or invalid is renewed and the request sent once
        more.  A status of 400 and above is raised as a subclass of HTTPException.
        """
        response = self._request(method or ("POST" if data else "GET"), url, data=data, **kwargs)
        exceptions.raise_for(response)
        return response

    def _request(self, method: str, url: str, **kwargs: Any) -> requests.Response:
        if self.timeout is not None:
            kwargs.setdefault("timeout", self.timeout)
        try:
            return self._limiter.send(lambda: self._send(method, url, kwargs))
        except exceptions.Timeout:
            raise
        except requests.Timeout as error:
            raise timeout(error) from error

    def _send(self, method: str, url: str, kwargs: dict[str, Any]) -> requests.Response:
        """Send with a fresh token; where the server calls it stale, renew it and send again."""
        token = self._keeper.current()
        response = self.session.request(method, url, **kwargs)
        failed = self._failed_token(token, response)
        if failed is None:
            return response
        self._keeper.renew(failed)
        return self.session.request(method, url, **kwargs)

    def _failed_token(self, token: Token, response: requests.Response) -> Token | None:
        """Return the token that a 401 speaks of, if renewing it may help."""
        if response.status_code != 401:  # noqa: PLR2004 - Unauthorized
            return None
        kinds = {error.get("errorType") for error in read_errors(response)}
        headers = getattr(getattr(response, "request", None), "headers", {})
        sent = headers.get("Authorization")
        for candidate in (token, self.session.token):
            mine = sent is None or sent == f"Bearer {candidate.get('access_token')}"
            if mine and kinds & _RENEWABLE and candidate.get("refresh_token"):
                return candidate
        return None

    # tokens

    def _ask_for_refresh(self, refresh_token: str, seconds: float) -> Token:
        return self._endpoint.refresh(self.refresh_token_url, refresh_token, seconds)

    def refresh_token(self) -> Token:
        """Renew the token now and return the new one; threads that ask together share one POST.

        Raises ReauthorizationRequired where the refresh token is not accepted, and other kinds
        of TokenError, Timeout or requests.ConnectionError where the server cannot be used.
        """
        return self._keeper.renew(self.session.token)

    def revoke_token(self) -> bool:
        """End the user's consent and forget the token: True, or False if it was unknown.

        Every token of this user and application ends with it.  A server that cannot answer
        raises, and the token is kept.
        """
        url = self._required("revocation_url", "revoke tokens")
        stored = self._keeper.stored()
        token = stored.get("refresh_token") or stored.get("access_token")
        if not token:
            raise ValueError("There is no token to revoke.")
        form = {**self._endpoint.credentials.form(), "token": token}
        response = self._endpoint.post_form(url, form, accept={"invalid_token", 404})
        self.session.token = {}
        return response.status_code == 200  # noqa: PLR2004 - OK

    def introspect_token(self, token: str | None = None) -> dict[str, Any]:
        """Return what the server knows of a token, by default of the access token in use.

        ``{"active": False}`` is a result, not an error.  Times are in milliseconds.
        """
        url = self._required("introspection_url", "introspect tokens")
        self._keeper.current()
        asked = token or self.session.token.get("access_token")
        form = self.provider.hooks.introspection_form(asked or "")
        if self.provider.introspection_endpoint_auth_method == "bearer":
            response = self.make_request(url, form)
        else:
            response = self._endpoint.post_form(url, form, accept={"invalid_token"})
        return self.provider.hooks.read_introspection(response)

    def client_credentials_token(self, expires_in: int | None = None) -> Token:
        """Return a token of the application itself, for endpoints without a user's data.

        It has no scope, no user and no refresh token, and ``session.token`` stays as it is.
        ``expires_in`` is one of CREDENTIAL_LIFETIMES, in seconds; Fitbit's default is 28800.
        """
        if "client_credentials" not in self.provider.grant_types_supported:
            msg = (
                f"The provider {self.provider.name!r} gives an application no token of its own: "
                "its data are users', each with a consent."
            )
            raise exceptions.NotSupportedByProvider(msg)
        if expires_in is not None and expires_in not in CREDENTIAL_LIFETIMES:
            raise ValueError(f"expires_in is one of {CREDENTIAL_LIFETIMES}, not {expires_in!r}")
        if not self.client_secret:
            raise ValueError("The client credentials grant needs a client secret.")
        return self._endpoint.grant(
            self.access_token_url, "client_credentials", expires_in=expires_in
        )

    def _required(self, name: str, what: str) -> str:
        url = getattr(self.provider, name)
        if url is None:
            msg = f"The provider {self.provider.name!r} has no address to {what} ({name})."
            raise exceptions.NotSupportedByProvider(msg)
        return str(url)

    # life

    def close(self) -> None:
        """Close the session's connections."""
        self.session.close()

    def __enter__(self) -> Self:
        """Return the client itself."""
        return self

    def __exit__(self, *_exc: object) -> None:
        """Close the session's connections."""
        self.close()


def _rebuild(
    kind: type[FitbitOauth2Client],
    client_id: str | None,
    client_secret: str | None,
    settings: dict[str, Any],
) -> FitbitOauth2Client:
    return kind(client_id, client_secret, **settings)
