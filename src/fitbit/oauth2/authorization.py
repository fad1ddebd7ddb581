"""Gets a user's consent: the authorize URL, and the exchange of the code that comes back."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

import requests

from fitbit import exceptions
from fitbit.clock import Clock
from fitbit.oauth2 import authorize_url
from fitbit.oauth2.pending import PendingAuthorization, PendingAuthorizations
from fitbit.oauth2.pkce import new_state, new_verifier
from fitbit.oauth2.response import Redirect
from fitbit.oauth2.token_endpoint import ClientCredentials, TokenEndpoint
from fitbit.providers import Provider
from fitbit.responses.bodies import read_json
from fitbit.tokens import Token, user_id_in
from fitbit.transport.session import FitbitSession, was_not_sent

log = logging.getLogger("fitbit")

_WITHOUT_VERIFIER = (
    "The exchange was sent without a code verifier, because no authorize URL of this process or "
    "store was waiting for it. Where another process made the URL, pass state= and a shared "
    "store= to both; for a URL made without PKCE, pass pkce=None."
)


class AuthorizationCode:
    """Is the part of the client that speaks the authorization code grant with PKCE."""

    client_id: str | None
    client_secret: str | None
    clock: Clock
    timeout: Any
    provider: Provider
    session: FitbitSession
    pkce: str | None
    authorization_url: str
    access_token_url: str
    _pending: PendingAuthorizations

    @property
    def _endpoint(self) -> TokenEndpoint:
        method = self.provider.token_endpoint_auth_method
        credentials = ClientCredentials(self.client_id or "", self.client_secret or None, method)
        return TokenEndpoint(self.session, credentials, self.clock, self.timeout)

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
        object.  Raises ValueError for the implicit grant and for PKCE's ``plain``.
        """
        redirect_uri = redirect_uri or self.session.redirect_uri
        authorize_url.check(kwargs, redirect_uri)
        authorize_url.check_pkce(self.pkce)
        state = str(kwargs.pop("state", None) or new_state())
        verifier = None if self.pkce is None or kwargs.get("code_challenge") else new_verifier()
        self._pending.begin(state, redirect_uri, verifier)
        scopes = self.provider.translate_scopes(authorize_url.as_scope(scope), write=write)
        self.session.scope, self.session.redirect_uri = scopes, redirect_uri
        required = {
            "client_id": self.client_id,
            "redirect_uri": redirect_uri,
            "scope": " ".join(scopes),
            "state": state,
        }
        extra = {**self.provider.extra_authorize_params, **kwargs}
        return authorize_url.build(self.authorization_url, required, verifier, extra), state

    def fetch_access_token(
        self, code: str, redirect_uri: str | None = None, *, state: str | None = None
    ) -> Token:
        """Exchange an authorization code for a token, use it and return it.

        A ``#_=_`` at the end of a pasted code is dropped.  With ``state``, the authorization
        that was begun with it is finished, in this object or in another one that shares the
        store; without, the last one of this object, or the only one under way for this client
        and redirect URI.  Raises MismatchingStateError (unknown,
        expired or used; nothing is sent), AmbiguousStateError (several are under way),
        InvalidGrantError and the other kinds of TokenError.
        """
        code = code.partition("#")[0].strip()
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
            if was_not_sent(error):
                self._pending.give_back(code, pending)
            raise
        self.session.token = token
        self._identify(token)
        return self.session.token

    def _identify(self, token: Token) -> None:
        """Add the user's id to a token that is already kept, where the provider tells it apart."""
        url = self.provider.identity_url
        if url is None or "user_id" in token:
            return
        try:
            answer = read_json(self.session.request("GET", url, timeout=self.timeout))
        except requests.RequestException as error:
            log.warning("The token is kept; whose it is could not be asked: %s", error)
            return
        user_id = user_id_in(answer)
        if user_id and self.session.token.same_as(token):
            self.session.token = Token(self.session.token, user_id=user_id)

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
