"""The authorization code grant: the consent page's URL, and the exchange of the code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import requests

from fitbit import exceptions
from fitbit.oauth2 import authorize_url
from fitbit.oauth2.pending import PendingAuthorization, PendingAuthorizations
from fitbit.oauth2.pkce import new_state, new_verifier
from fitbit.oauth2.response import AuthorizationResponse
from fitbit.oauth2.token_endpoint import TokenEndpoint
from fitbit.providers import Provider
from fitbit.tokens import Token
from fitbit.transport.session import was_not_sent

_WITHOUT_VERIFIER = (
    "The exchange was sent without a code verifier, because no authorize URL of this process or "
    "store was waiting for it. Where another process made the URL, pass state= and a shared "
    "store= to both; for a URL made without PKCE, pass pkce=None."
)


@dataclass
class AuthorizationCodeFlow:
    """The authorization code grant with PKCE (RFC 6749, 4.1; RFC 7636) for one client."""

    provider: Provider
    endpoint: TokenEndpoint
    pending: PendingAuthorizations

    def begin(
        self,
        address: str,
        scopes: Sequence[str],
        redirect_uri: str | None,
        pkce: str | None,
        extra: Mapping[str, Any],
    ) -> tuple[str, str]:
        """Return the consent page's URL and its state, which is remembered with the verifier."""
        authorize_url.check(extra, redirect_uri)
        authorize_url.check_pkce(pkce)
        state = str(extra.get("state") or new_state())
        # A challenge of the caller's own comes with a verifier that only the caller knows.
        own = pkce is None or extra.get("code_challenge")
        verifier = None if own else new_verifier()
        # Remembered before the URL is handed out: a store that fails is found here, and not
        # when the user comes back.
        self.pending.add(state, redirect_uri, verifier)
        required = {
            "client_id": self.endpoint.credentials.client_id,
            "redirect_uri": redirect_uri,
            "scope": " ".join(scopes),
            "state": state,
        }
        extra = {**self.provider.extra_authorize_params, **extra}
        return authorize_url.build(address, required, verifier, extra), state

    def exchange(
        self,
        code: str,
        redirect_uri: str | None,
        session_uri: str | None,
        state: str | None,
        pkce: str | None,
    ) -> Token:
        """Return the token for a code; *session_uri* is the client's own redirect URI.

        The authorization under way is used up, whatever the answer is, unless the request
        never left this machine.
        """
        code = code.partition("#")[0].strip()  # Fitbit ends redirects with #_=_
        expected_uri = redirect_uri or (session_uri if state is None else None)
        pending = self.pending.pop(state, expected_uri, guess=pkce is not None)
        # A code sent twice makes the server revoke what it gave for the first (RFC 6749, 4.1.2).
        if not self.pending.mark_code_used(code):
            raise exceptions.InvalidGrantError(
                message="This authorization code was exchanged before; a code is good for once.",
                hint="Start again with authorize_token_url().",
            )
        begun_with = None if pending is None else pending.redirect_uri
        try:
            return self._post(code, begun_with or redirect_uri or session_uri, pending)
        except exceptions.InvalidGrantError as error:
            if pending is None and pkce is not None:
                error.hint = _WITHOUT_VERIFIER
            raise
        except (requests.ConnectionError, requests.Timeout) as error:
            if was_not_sent(error):
                self.pending.release_code(code, pending)
            raise

    def _post(
        self, code: str, redirect_uri: str | None, pending: PendingAuthorization | None
    ) -> Token:
        verifier = None if pending is None else pending.verifier
        return self.endpoint.grant(
            "authorization_code", code=code, redirect_uri=redirect_uri, code_verifier=verifier
        )

    def check_response(self, url: str, state: str | None) -> tuple[str, str]:
        """Return the code of a redirect and the state that it belongs to.

        Everything is checked before anything is sent; a refusal uses the authorization up.
        """
        response = AuthorizationResponse.parse(url)
        expected = state or self.pending.last_state
        if expected is None:
            raise exceptions.MismatchingStateError(
                message="This object made no authorize URL, so it cannot know the state.",
                hint="Pass state=, kept in the user's own session by authorize_token_url().",
            )
        response.check_state(expected)
        pending = self.pending.get(expected)
        if pending is not None:
            response.check_address(pending.redirect_uri)
        response.check_issuer(self.provider.issuer)
        if response.is_error:
            self.pending.pop(expected, None, guess=False)
        return response.code(), expected
