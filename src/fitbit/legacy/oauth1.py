"""python-fitbit 0.1's OAuth1 client, as a client of OAuth2.

Fitbit switched OAuth1 off in 2016.  Programs of that time keep their calls: the names and return
types are those of 0.1.3, what goes over the wire is OAuth2 with PKCE.  ``resource_owner_key`` and
``resource_owner_secret`` hold the access and the refresh token; values stored from OAuth1 are not
accepted any more, so users have to consent anew.
"""

from __future__ import annotations

import warnings
from typing import Any
from urllib.parse import parse_qs, urlsplit

from fitbit.exceptions import InvalidArguments
from fitbit.oauth2.client import FitbitOauth2Client
from fitbit.tokens import Token

_INSTEAD = {
    "display": "leave it out, Fitbit's page fits itself to the screen; to make Fitbit ask the "
    'user again, write prompt="login consent"',
    "oauth_callback": "write redirect_uri= instead",
}
"""What to write for OAuth1 parameters that OAuth2 has no counterpart for."""


class OauthToken(Token):
    """A token with OAuth1's three names in it as well."""

    def __init__(self, token: Token) -> None:
        """Add the old names to what the server sent."""
        super().__init__(token)
        self["oauth_token"] = token.get("access_token")
        self["oauth_token_secret"] = token.get("refresh_token")
        self["encoded_user_id"] = token.get("user_id")

    def __repr__(self) -> str:
        """Show the members, secrets masked and said once."""
        return repr(Token({k: v for k, v in self.items() if not k.startswith("oauth_token")}))

    __str__ = __repr__


def _text(verifier: object) -> str:
    """Return the first argument of ``fetch_access_token`` if it is one of OAuth2."""
    if isinstance(verifier, str):
        return verifier
    raise InvalidArguments(
        "fetch_access_token takes the code, or the whole address that Fitbit redirected to, as "
        "its first argument; OAuth2 has no request token"
    )


class FitbitOauthClient(FitbitOauth2Client):
    """OAuth1's names and signatures on an OAuth 2.0 client.

    ``callback_uri`` is the redirect URI.  Everything that FitbitOauth2Client takes by keyword
    (``provider``, ``store``, ``pkce``, ``refresh_cb`` …) is taken here too.
    """

    def __init__(
        self,
        client_key: str,
        client_secret: str | None,
        resource_owner_key: str | None = None,
        resource_owner_secret: str | None = None,
        user_id: str | None = None,
        callback_uri: str | None = None,
        *_args: Any,
        **kwargs: Any,
    ) -> None:
        kwargs["access_token"] = kwargs.get("access_token") or resource_owner_key
        kwargs["refresh_token"] = kwargs.get("refresh_token") or resource_owner_secret
        kwargs["redirect_uri"] = kwargs.get("redirect_uri") or callback_uri
        super().__init__(client_key, client_secret, **kwargs)
        self.user_id = user_id
        self._made_url = False

    @property
    def client_key(self) -> str | None:
        """Return the client id."""
        return self.client_id

    @property
    def resource_owner_key(self) -> str | None:
        """Return the access token in use; assigning replaces it."""
        return self.session.token.get("access_token")

    @resource_owner_key.setter
    def resource_owner_key(self, value: str | None) -> None:
        self._put("access_token", value)

    @property
    def resource_owner_secret(self) -> str | None:
        """Return the refresh token in use; assigning replaces it."""
        return self.session.token.get("refresh_token")

    @resource_owner_secret.setter
    def resource_owner_secret(self, value: str | None) -> None:
        self._put("refresh_token", value)

    def _put(self, name: str, value: str | None) -> None:
        """Replace one member of the token, or take it out."""
        token = {**self.session.token, name: value}
        self.session.token = Token({k: v for k, v in token.items() if v is not None})

    def fetch_request_token(self) -> dict[str, str]:
        """Return an empty dictionary, with a DeprecationWarning: OAuth2 has no request token."""
        warnings.warn(
            "OAuth2 has no request token: leave fetch_request_token() out and begin with "
            "authorize_token_url()",
            DeprecationWarning,
            stacklevel=2,
        )
        return {}

    def authorize_token_url(  # type: ignore[override]  # 0.1.3 returned the URL alone
        self,
        token: object = None,  # noqa: ARG002 - the request token of OAuth1
        **kwargs: Any,
    ) -> str:
        """Return the address of the consent page, as text; ``token`` is ignored.

        ``scope``, ``redirect_uri``, ``prompt`` and ``state`` are OAuth2's.  An OAuth1 parameter
        without a counterpart raises TypeError that says what to write.
        """
        for name in _INSTEAD.keys() & kwargs.keys():
            msg = f"{name}= has no counterpart in OAuth2: {_INSTEAD[name]}"
            raise InvalidArguments(msg)
        url, _ = super().authorize_token_url(**kwargs)
        self._made_url = True
        return url

    def fetch_access_token(  # pyright: ignore[reportIncompatibleMethodOverride]  # 0.1.3's names
        self, verifier: str, token: object = None, *, state: str | None = None
    ) -> OauthToken:
        """Exchange a code, or the address Fitbit redirected to, for a token.

        Returns the token, which also answers ``oauth_token``, ``oauth_token_secret`` and
        ``encoded_user_id``.  OAuth1's request token is ignored; text in its place is the redirect
        URI, as in FitbitOauth2Client.  An object that did not make the URL finds the
        authorization by the state in the address: a web application keeps the state in the
        user's session and passes it as ``state``.
        """
        verifier = _text(verifier)
        if "://" in verifier:
            fetched = self.fetch_token_from_redirect(verifier, state=state or self._state(verifier))
        else:
            redirect_uri = token if isinstance(token, str) else None
            fetched = super().fetch_access_token(verifier, redirect_uri, state=state)
        self.user_id = fetched.get("user_id", self.user_id)
        return OauthToken(fetched)

    def _state(self, url: str) -> str | None:
        """Return the state by which an object that did not make the URL finds the pending one."""
        if self._made_url:
            return None
        return next(iter(parse_qs(urlsplit(url.strip()).query).get("state", [])), None)
