"""OAuth 2.0 client: it lets users authorize, keeps their token fresh and sends their requests."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import requests

from fitbit import exceptions
from fitbit.oauth2 import authorize_url
from fitbit.oauth2.authorization import AuthorizationCodeFlow
from fitbit.oauth2.options import ClientOptions, client_options, warn_unknown
from fitbit.oauth2.pending import PendingAuthorizations
from fitbit.oauth2.token_endpoint import ClientCredentials, TokenEndpoint
from fitbit.oauth2.token_manager import RefreshCallback, TokenManager
from fitbit.oauth2.token_records import account_name, key_of
from fitbit.providers import FITBIT, Provider
from fitbit.responses.bodies import read_errors, read_json
from fitbit.tokens import Token, user_id_in
from fitbit.transport.rate_limit import MAX_WAIT, RateLimit, RateLimiter
from fitbit.transport.session import FitbitSession, as_timeout
from fitbit.urls import AddressAttribute, address_attribute

if TYPE_CHECKING:
    from typing_extensions import Self, Unpack

log = logging.getLogger("fitbit")

CREDENTIAL_LIFETIMES = (3600, 28800, 86400, 604800, 2592000, 31536000)
_REFRESHABLE = {"expired_token", "invalid_token", "UNAUTHENTICATED"}


class FitbitOauth2Client:
    """OAuth 2.0 client of one user.

    ``session`` is the OAuth2Session underneath; ``session.token`` is the token in use, and
    assigning it replaces what is stored.  ``refresh_cb`` is called with each new token.  The
    keywords beside python-fitbit's are those of :class:`~fitbit.oauth2.options.ClientOptions`:
    ``provider``, ``store`` with ``account``, ``pkce``, ``timeout``, ``clock``,
    ``on_rate_limit`` with ``max_wait``.  An unknown one raises a RuntimeWarning.
    """

    API_ENDPOINT: str = address_attribute(FITBIT.api_url, "session.api_url")
    AUTHORIZE_ENDPOINT = "https://www.fitbit.com"
    API_VERSION = 1

    request_token_url = FITBIT.token_url
    authorization_url = FITBIT.authorization_url
    access_token_url: str = address_attribute(FITBIT.token_url, "token_endpoint.url")
    refresh_token_url: str = address_attribute(FITBIT.token_url, "token_endpoint.refresh_url")
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
        *_args: Any,
        **kwargs: Unpack[ClientOptions],
    ) -> None:
        """Prepare a client; nothing is sent, and a store is read once."""
        warn_unknown(kwargs, ClientOptions, stacklevel=2)
        endpoint = self.API_ENDPOINT
        self.client_id, self.client_secret, self._options = (
            client_id,
            client_secret,
            client_options(kwargs),
        )
        self.provider, self.store = kwargs.get("provider") or FITBIT, kwargs.get("store")
        if not isinstance(  # pyright: ignore[reportUnnecessaryIsInstance] - at run time it is not
            self.provider, Provider
        ):
            raise exceptions.InvalidArguments(
                f"provider= takes a Provider such as fitbit.GOOGLE_HEALTH, not {self.provider!r}"
            )
        self.account = account_name(kwargs["account"]) if "account" in kwargs else "-"
        self.clock = kwargs.get("clock") or time
        if "pkce" in kwargs:
            self.pkce = kwargs["pkce"]
        self._limiter = RateLimiter(
            kwargs.get("on_rate_limit", "raise"),
            max_wait=kwargs.get("max_wait", MAX_WAIT),
            clock=self.clock,
        )
        self.session = FitbitSession(
            client_id,
            self.provider,
            redirect_uri=redirect_uri or kwargs.get("callback_uri"),
            clock=self.clock,
        )
        self.session.timeout = kwargs.get("timeout")
        self.token_endpoint = self._make_token_endpoint()
        self._take_addresses(kwargs.get("provider"), endpoint)
        pending_key = key_of("pending", self.provider.name, self.access_token_url, client_id)
        pending = PendingAuthorizations(self.store, pending_key, self.clock)
        self._flow = AuthorizationCodeFlow(self.provider, self.token_endpoint, pending)
        self.token_manager = TokenManager(
            self.store,
            key_of("token", self.provider.name, client_id, self.account),
            self.token_endpoint,
            clock=self.clock,
            replay_window=self.provider.replay_window,
            refresh_cb=refresh_cb,
            reauthorization_hint=self.provider.reauthorization_hint,
        )
        self.token_manager.load_or_seed(Token.given(access_token, refresh_token, expires_at))
        self.session.token_manager = self.token_manager

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Let a subclass name another API or token endpoint as a plain text."""
        super().__init_subclass__(**kwargs)
        AddressAttribute.adopt_overrides(cls)

    def _make_token_endpoint(self) -> TokenEndpoint:
        method = self.provider.token_endpoint_auth_method
        credentials = ClientCredentials(self.client_id or "", self.client_secret or None, method)
        url, refresh_url = type(self).access_token_url, type(self).refresh_token_url
        return TokenEndpoint(self.session, credentials, self.clock, url, refresh_url)

    def _take_addresses(self, provider: Provider | None, endpoint: str) -> None:
        """Use a given provider's addresses; without one the class's, which a subclass may set."""
        if provider is None:
            if endpoint != self.session.api_url:
                self.session.api_url = endpoint
            return
        self.authorization_url = provider.authorization_url
        parts = urlsplit(provider.authorization_url)
        vars(self)["AUTHORIZE_ENDPOINT"] = f"{parts.scheme}://{parts.netloc}"
        self.request_token_url = provider.token_url
        self.access_token_url = self.refresh_token_url = provider.token_url

    def __repr__(self) -> str:
        """Show whose client it is, no secret."""
        return f"<{type(self).__name__} client_id={self.client_id!r} account={self.account!r}>"

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle what finds the stored token again, never a token."""
        if self.store is None:
            raise exceptions.InvalidUse(
                f"A {type(self).__name__} without a store does not pickle: its token would be "
                "refreshed in two places. Give it a store=, which both sides then share."
            )
        changed = {
            "refresh_cb": self.refresh_cb,
            "redirect_uri": self.session.redirect_uri,
            "pkce": self.pkce,
            "timeout": self.timeout,
        }
        settings = {**self._options, **changed}
        kind = type(self)
        return _rebuild, (kind, self.client_id, self.client_secret, settings, self.API_ENDPOINT)

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
    def timeout(self) -> Any:
        """Return the timeout that was asked for, None for the defaults; it may be assigned."""
        return self.session.timeout

    @timeout.setter
    def timeout(self, value: Any) -> None:
        self.session.timeout = value

    @property
    def refresh_cb(self) -> RefreshCallback | None:
        """Return the function that is given each new token; it may be assigned."""
        return self.token_manager.refresh_cb

    @refresh_cb.setter
    def refresh_cb(self, value: RefreshCallback | None) -> None:
        self.token_manager.refresh_cb = value

    @property
    def rate_limit(self) -> RateLimit:
        """Return how many requests are left and when they are renewed, as last heard."""
        return self._limiter.latest

    # authorization

    def authorize_token_url(
        self,
        scope: str | Iterable[str] | None = None,
        redirect_uri: str | None = None,
        *,
        write: bool = False,
        **kwargs: Any,
    ) -> tuple[str, str]:
        """Return the consent page's URL and the state that will come back with the redirect.

        The scopes are python-fitbit's list unless named; ``write`` asks to write as well, where
        the provider's scopes tell reading from writing.  ``prompt`` (which needs a redirect
        URI), ``state`` and any other parameter go into the URL.  Keep the state in the user's
        own session: it is what ``fetch_access_token(code, state=state)`` needs in another
        object.  Writes to the store.  Raises InvalidValue for the implicit grant and for PKCE's
        ``plain``, TokenStoreError where the store fails.
        """
        redirect_uri = redirect_uri or self.session.redirect_uri
        scopes = self.provider.translate_scopes(authorize_url.as_scope(scope), write=write)
        address, pkce = self.authorization_url, self.pkce
        url, state = self._flow.begin(address, scopes, redirect_uri, pkce, kwargs)
        self.session.scope, self.session.redirect_uri = scopes, redirect_uri
        return url, state

    def fetch_access_token(
        self, code: str, redirect_uri: str | None = None, *, state: str | None = None
    ) -> Token:
        """Exchange an authorization code for a token, store and use it, and return it.

        A ``#_=_`` at the end of a pasted code is dropped.  With ``state``, the authorization
        that was begun with it is finished, in this object or in another one that shares the
        store; without, the last one of this object, or the only one under way for this client
        and redirect URI.  Raises MismatchingStateError (unknown, expired or used; nothing is
        sent), AmbiguousStateError (several are under way), InvalidGrantError and the other kinds
        of TokenError.
        """
        own_uri, pkce = self.session.redirect_uri, self.pkce
        token = self._flow.exchange(code, redirect_uri, own_uri, state, pkce)
        self.token_manager.replace(token)
        self._add_user_id(token)
        return self.session.token

    def fetch_token_from_redirect(self, url: str, *, state: str | None = None) -> Token:
        """Exchange the code in a redirect, as received or as pasted by the user.

        ``state`` is the one kept in the user's own session; it may be left out only where this
        object made the authorize URL.  Raises MismatchingStateError,
        MismatchingRedirectURIError or MismatchingIssuerError before anything is sent,
        AccessDeniedError where the user said no, and what fetch_access_token raises.
        """
        code, state = self._flow.check_response(url, state)
        return self.fetch_access_token(code, state=state)

    def _add_user_id(self, token: Token) -> None:
        """Add the user's id to a stored token, where the provider tells it apart."""
        url = self.provider.identity_url
        if url is None or "user_id" in token:
            return
        try:
            answer = read_json(self.session.request("GET", url, timeout=self.timeout))
        except requests.RequestException as error:
            # The token is worth more than its owner's name: the login does not fail for it.
            log.warning("The token is kept; whose it is could not be asked: %s", error)
            return
        user_id = user_id_in(answer)
        if user_id and self.session.token.same_as(token):
            self.token_manager.replace(Token(self.session.token, user_id=user_id))

    # requests

    def make_request(
        self, url: str, data: Any = None, method: str | None = None, **kwargs: Any
    ) -> requests.Response:
        """Send a request in the user's name and return the response.

        The method is POST where there are data, else GET.  A token about to expire is refreshed
        first; one that the server calls expired or invalid is refreshed and the request sent
        once more.  A status of 400 and above is raised as a subclass of HTTPException.
        """
        response = self._request(method or ("POST" if data else "GET"), url, data=data, **kwargs)
        exceptions.raise_for(response)
        return response

    def _request(self, method: str, url: str, **kwargs: Any) -> requests.Response:
        if self.timeout is not None:
            kwargs.setdefault("timeout", self.timeout)
        response: requests.Response = self._limiter.send(self._send, method, url, kwargs)
        return response

    def _send(self, method: str, url: str, kwargs: dict[str, Any]) -> requests.Response:
        """Send with a valid token; where the server calls it stale, refresh and send again."""
        token = self.token_manager.valid_token()
        try:
            response = self.session.request(method, url, **kwargs)
            failed = self._failed_token(token, response)
            if failed is not None:
                self.token_manager.refresh(failed)
                response = self.session.request(method, url, **kwargs)
        except exceptions.Timeout:
            raise
        except requests.Timeout as error:
            raise as_timeout(error) from error
        return response

    def _failed_token(self, token: Token, response: requests.Response) -> Token | None:
        """Return the token that a 401 speaks of, if refreshing it may help."""
        if response.status_code != 401:  # noqa: PLR2004 - Unauthorized
            return None
        kinds = {error.get("errorType") for error in read_errors(response)}
        headers = getattr(getattr(response, "request", None), "headers", {})
        sent = headers.get("Authorization")
        # Another thread may have refreshed between valid_token() and the request, so that the
        # request went out with a newer token than the one asked for.
        for candidate in (token, self.session.token):
            mine = sent is None or sent == f"Bearer {candidate.get('access_token')}"
            if mine and kinds & _REFRESHABLE and candidate.get("refresh_token"):
                return candidate
        return None

    # tokens

    def refresh_token(self) -> Token:
        """Refresh the token now and return the new one; threads that ask together share one POST.

        Blocks, and calls ``refresh_cb``, as TokenManager.valid_token does.  Raises
        ReauthorizationRequired where the refresh token is not accepted, and other kinds of
        TokenError, Timeout or requests.ConnectionError where the server cannot be used.
        """
        return self.token_manager.refresh(self.session.token)

    def revoke_token(self) -> bool:
        """End the user's consent and delete the token: True, or False if it was unknown.

        Every token of this user and application ends with it.  A server that cannot answer
        raises, and the token is kept.
        """
        url = self.provider.required_url("revocation_url", "revoke tokens")
        stored = self.token_manager.stored_token()
        token = stored.get("refresh_token") or stored.get("access_token")
        if not token:
            raise exceptions.InvalidValue("There is no token to revoke.")
        known = self.token_endpoint.revoke(url, token)
        self.token_manager.replace({})
        return known

    def introspect_token(self, token: str | None = None) -> dict[str, Any]:
        """Return what the server knows of a token, by default of the access token in use.

        ``{"active": False}`` is a result, not an error.  Times are in milliseconds.
        """
        url = self.provider.required_url("introspection_url", "introspect tokens")
        self.token_manager.valid_token()
        asked = token or self.session.token.get("access_token")
        form = self.provider.hooks.introspection_form(asked or "")
        if self.provider.introspection_endpoint_auth_method == "bearer":
            response = self.make_request(url, form)
        else:
            response = self.token_endpoint.post_form(url, form, accept={"invalid_token"})
        return self.provider.hooks.read_introspection(response)

    def client_credentials_token(self, expires_in: int | None = None) -> Token:
        """Return a token of the application itself, for endpoints without a user's data.

        It has no scope, no user and no refresh token, and ``session.token`` stays as it is.
        ``expires_in`` is one of CREDENTIAL_LIFETIMES, in seconds; Fitbit's default is 28800.
        """
        self.provider.require_client_credentials()
        if expires_in is not None and expires_in not in CREDENTIAL_LIFETIMES:
            raise exceptions.InvalidValue(
                f"expires_in is one of {CREDENTIAL_LIFETIMES}, not {expires_in!r}"
            )
        if not self.client_secret:
            raise exceptions.InvalidValue("The client credentials grant needs a client secret.")
        return self.token_endpoint.grant("client_credentials", expires_in=expires_in)

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
    api_endpoint: str,
) -> FitbitOauth2Client:
    client = kind(client_id, client_secret, **settings)
    client.API_ENDPOINT = api_endpoint
    return client
