"""Says who is asking: the OAuth 2 client that every request goes through."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any, ClassVar

import requests
from oauthlib.common import urlencode
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError

from fitbit import authorize_url, exceptions
from fitbit.clock import Clock
from fitbit.error_bodies import read_errors
from fitbit.keeper import RefreshCallback, TokenKeeper
from fitbit.pending import PendingAuthorization, PendingAuthorizations
from fitbit.pkce import new_state, new_verifier
from fitbit.providers import FITBIT, Provider, origin
from fitbit.records import SessionShelf, StoreShelf, key_of
from fitbit.redirects import Redirect
from fitbit.stores.protocol import Store
from fitbit.token_endpoint import ClientCredentials, TokenEndpoint
from fitbit.tokens import Token, as_number
from fitbit.transport import FitbitSession, Origin

CREDENTIAL_LIFETIMES = (3600, 28800, 86400, 604800, 2592000, 31536000)
_RENEWABLE = {"expired_token", "invalid_token", "UNAUTHENTICATED"}
_GIVEN: Any = object()


class FitbitOauth2Client:
    """Lets users consent, keeps their token fresh and sends requests in their name.

    ``session`` is the OAuth2Session underneath; ``session.token`` is the only copy of the token
    and assigning it replaces the token.  Arguments and names are python-fitbit's; unknown ones
    are ignored as they were there.  New are ``provider``, ``store`` with ``user``, ``pkce``
    (``"S256"``, or None for python-fitbit's authorize URL), ``timeout`` and ``clock``.
    """

    API_ENDPOINT = "https://api.fitbit.com"
    AUTHORIZE_ENDPOINT = "https://www.fitbit.com"
    API_VERSION = 1

    request_token_url = FITBIT.token_url
    authorization_url = FITBIT.authorization_url
    access_token_url = request_token_url
    refresh_token_url = request_token_url
    pkce: ClassVar[str | None] = "S256"

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
        callback_uri: str | None = None,
        **kwargs: Any,  # noqa: ARG002 - python-fitbit took and ignored them
    ) -> None:
        """Prepare a client; nothing is sent until it is asked for."""
        self.client_id, self.client_secret = client_id, client_secret
        self.provider, self.store, self.user = provider or FITBIT, store, user
        self.timeout, self.clock = timeout, clock or time
        if pkce is not _GIVEN:
            self.pkce = pkce  # type: ignore[misc]
        if provider is not None:
            self._take_addresses(provider)
        redirect_uri = redirect_uri or callback_uri
        self.session = FitbitSession(client_id, self.provider, redirect_uri=redirect_uri)
        self.session.trusted_origins = self._trusted_origins
        place = origin(self.authorization_url)[1]
        pending_key = key_of("pending", self.provider.name, place, client_id)
        self._pending = PendingAuthorizations(store, pending_key, self.clock)
        self._keeper = self._make_keeper(refresh_cb)
        self.session.adopt(self._keeper.open(_seed(access_token, refresh_token, expires_at)))
        self.session.on_assign = self._keeper.replaced

    def _take_addresses(self, provider: Provider) -> None:
        self.API_ENDPOINT = provider.api_url
        self.authorization_url = provider.authorization_url
        self.AUTHORIZE_ENDPOINT = "{}://{}:{}".format(*origin(provider.authorization_url))
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
        )

    def _trusted_origins(self) -> set[Origin]:
        return {*self.provider.resource_origins(), origin(self.API_ENDPOINT)}

    def __repr__(self) -> str:
        """Show whose client it is, no secret."""
        return f"<{type(self).__name__} client_id={self.client_id!r} user={self.user!r}>"

    # the token in use

    @property
    def token(self) -> Token:
        """Return the token in use, under the name it had in python-fitbit 0.2."""
        return self.session.token

    @property
    def oauth(self) -> FitbitSession:
        """Return the session, under the name it had in python-fitbit 0.2."""
        return self.session

    @property
    def refresh_cb(self) -> RefreshCallback | None:
        """Return the function that is given each new token."""
        return self._keeper.refresh_cb

    @refresh_cb.setter
    def refresh_cb(self, value: RefreshCallback | None) -> None:
        self._keeper.refresh_cb = value

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
            token = self._keeper.current()
            response = self.session.request(method, url, **kwargs)
            failed = self._failed_token(token, response)
            if failed is None:
                return response
            self._keeper.renew(failed)
            return self.session.request(method, url, **kwargs)
        except exceptions.Timeout:
            raise
        except requests.Timeout as error:
            raise exceptions.timeout(error) from error

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

    # authorization

    def authorize_token_url(
        self,
        scope: str | Iterable[str] | None = None,
        redirect_uri: str | None = None,
        **kwargs: Any,
    ) -> tuple[str, str]:
        """Return the consent page's URL and the state that will come back with the redirect.

        The scopes are python-fitbit's list unless named.  ``prompt`` (which needs a redirect
        URI), ``state`` and any other parameter go into the URL.  Keep the state in the user's
        own session: it is what ``fetch_access_token(code, state=state)`` needs in another
        object.  Raises ValueError for the implicit grant and for PKCE's ``plain``.
        """
        redirect_uri = redirect_uri or self.session.redirect_uri
        authorize_url.check(kwargs, redirect_uri)
        authorize_url.check_pkce(self.pkce)
        state = str(kwargs.pop("state", None) or new_state())
        verifier = None if self.pkce is None or kwargs.get("code_challenge") else new_verifier()
        self._pending.begin(state, redirect_uri, verifier)
        scopes = self.provider.translate_scopes(authorize_url.as_scope(scope))
        self.session.scope, self.session.redirect_uri = scopes, redirect_uri
        required = {
            "client_id": self.client_id,
            "redirect_uri": redirect_uri,
            "scope": " ".join(scopes),
            "state": state,
        }
        extra = {**self.provider.authorization_params, **kwargs}
        return authorize_url.build(self.authorization_url, required, verifier, extra), state

    def fetch_access_token(
        self, code: str, redirect_uri: str | None = None, *, state: str | None = None
    ) -> Token:
        """Exchange an authorization code for a token, use it and return it.

        With ``state``, the authorization that was begun with it is finished, in this object or
        in another one that shares the store; without, the last one of this object, or the only
        one under way for this client and redirect URI.  Raises MismatchingStateError (unknown,
        expired or used; nothing is sent), AmbiguousStateError (several are under way),
        InvalidGrantError and the other kinds of TokenError.
        """
        expected_uri = redirect_uri or (self.session.redirect_uri if state is None else None)
        pending = self._pending.end(state, expected_uri, guess=self.pkce is not None)
        if not self._pending.claim_code(code):
            raise exceptions.InvalidGrantError(
                message="This authorization code was exchanged before; a code is good for once.",
                hint="Start again with authorize_token_url().",
            )
        try:
            token = self._exchange(code, redirect_uri, pending)
        except (requests.ConnectionError, requests.Timeout) as error:
            if _was_not_sent(error):
                self._pending.give_back(code, pending)
            raise
        self.session.token = token
        return self.session.token

    def _exchange(
        self, code: str, redirect_uri: str | None, pending: PendingAuthorization | None
    ) -> Token:
        begun_with = None if pending is None else pending.redirect_uri
        redirect_uri = begun_with or redirect_uri or self.session.redirect_uri
        verifier = None if pending is None else pending.verifier
        try:
            return self._endpoint.grant(
                self.access_token_url,
                "authorization_code",
                code=code,
                redirect_uri=redirect_uri,
                code_verifier=verifier,
            )
        except exceptions.InvalidGrantError as error:
            if pending is None and self.pkce is not None:
                error.hint = _WITHOUT_VERIFIER
            raise

    def fetch_token_from_redirect(self, url: str, *, state: str | None = None) -> Token:
        """Exchange the code in a redirect, as received or as pasted by the user.

        ``state`` is the one kept in the user's own session; it may be left out only where this
        object made the authorize URL.  Raises MismatchingStateError,
        MismatchingRedirectURIError or MismatchingIssuerError before anything is sent,
        AccessDeniedError where the user said no, and what fetch_access_token raises.
        """
        redirect = Redirect.read(url)
        expected = state or self._pending.last_state
        if expected is None:
            raise exceptions.MismatchingStateError(
                message="This object made no authorize URL, so it cannot know the state.",
                hint="Pass state=, kept in the user's own session by authorize_token_url().",
            )
        redirect.require_state(expected)
        pending = self._pending.find(expected)
        if pending is not None:
            redirect.require_address(pending.redirect_uri)
        redirect.require_issuer(self.provider.issuer)
        if "error" in redirect.params:
            self._pending.end(expected, None, guess=False)
        return self.fetch_access_token(redirect.code(), state=expected)

    # tokens

    @property
    def _endpoint(self) -> TokenEndpoint:
        method = self.provider.client_authentication
        credentials = ClientCredentials(self.client_id or "", self.client_secret or None, method)
        return TokenEndpoint(self.session, credentials, self.clock, self.timeout)

    def _ask_for_refresh(self, refresh_token: str, seconds: float) -> Token:
        return self._endpoint.refresh(self.refresh_token_url, refresh_token, seconds)

    def refresh_token(self) -> Token:
        """Renew the token now and return the new one; threads that ask together share one POST.

        Raises ReauthorizationRequired where the refresh token is not accepted, and other kinds
        of TokenError, Timeout or requests.ConnectionError where the server cannot be used.
        """
        self._keeper.deliver()
        return self._keeper.renew(self.session.token)

    def revoke_token(self) -> bool:
        """End the user's consent and forget the token: True, or False if it was unknown.

        Every token of this user and application ends with it.  A server that cannot answer
        raises, and the token is kept.
        """
        url = self._required("revocation_url", "revoke tokens")
        token = self.session.token.get("refresh_token") or self.session.token.get("access_token")
        if not token:
            msg = "There is no token to revoke."
            raise ValueError(msg)
        form = {**self._endpoint.credentials.form(), "token": token}
        response = self._endpoint.post(url, urlencode(list(form.items())))
        if response.status_code not in (200, 404):
            raise exceptions.token_error(response)
        self.session.token = {}
        return response.status_code == 200  # noqa: PLR2004 - OK

    def introspect_token(self, token: str | None = None) -> dict[str, Any]:
        """Return what the server knows of a token, by default of the access token in use.

        ``{"active": False}`` is a result, not an error.  Times are in milliseconds.
        """
        url = self._required("introspection_url", "introspect tokens")
        self._keeper.current()
        asked = token or self.session.token.get("access_token")
        response = self.make_request(url, {"token": asked})
        try:
            return dict(response.json())
        except ValueError:
            msg = "The answer is not a JSON object."
            raise exceptions.BadResponse(msg, response) from None

    def client_credentials_token(self, expires_in: int | None = None) -> Token:
        """Return a token of the application itself, for endpoints without a user's data.

        It has no scope, no user and no refresh token, and ``session.token`` stays as it is.
        ``expires_in`` is one of CREDENTIAL_LIFETIMES, in seconds; Fitbit's default is 28800.
        """
        if expires_in is not None and expires_in not in CREDENTIAL_LIFETIMES:
            msg = f"expires_in is one of {CREDENTIAL_LIFETIMES}, not {expires_in!r}"
            raise ValueError(msg)
        if not self.client_secret:
            msg = "The client credentials grant needs a client secret."
            raise ValueError(msg)
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

    def __enter__(self) -> FitbitOauth2Client:
        """Return the client itself."""
        return self

    def __exit__(self, *_exc: object) -> None:
        """Close the session's connections."""
        self.close()


_WITHOUT_VERIFIER = (
    "The exchange was sent without a code verifier, because no authorize URL of this process or "
    "store was waiting for it. Where another process made the URL, pass state= and a shared "
    "store= to both; for a URL made without PKCE, pass pkce=None."
)


def _seed(access_token: Any, refresh_token: Any, expires_at: Any) -> Token:
    given = {"access_token": access_token, "refresh_token": refresh_token}
    token = Token({name: value for name, value in given.items() if value})
    moment = as_number(expires_at)
    if token and moment:
        token["expires_at"] = moment
    return token


def _was_not_sent(error: requests.RequestException) -> bool:
    """Tell whether the connection failed before the request went out."""
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else cause
    return isinstance(reason, NewConnectionError | ConnectTimeoutError)
