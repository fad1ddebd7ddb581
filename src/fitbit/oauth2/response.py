"""The authorization response: what comes back from the consent page by redirect."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from oauthlib.oauth2.rfc6749 import errors as oauth

from fitbit import exceptions
from fitbit.urls import origin


@dataclass(frozen=True)
class AuthorizationResponse:
    """An authorization response (RFC 6749, 4.1.2): its address and the parameters that count."""

    url: str
    params: dict[str, list[str]]

    @classmethod
    def parse(cls, url: str) -> AuthorizationResponse:
        """Return the parts of a redirect, received or pasted; unknown parameters are ignored.

        Fitbit's ``#_=_`` is dropped; the implicit grant's token raises InvalidValue.
        """
        parts = urlsplit(url.strip())
        if "access_token=" in parts.fragment or "access_token=" in parts.query:
            raise exceptions.InvalidValue(
                "This redirect carries an access token: it is the implicit grant's, which this "
                "library does not use because URLs are logged and shared. Ask for a code."
            )
        return cls(url.strip(), parse_qs(parts.query, keep_blank_values=True))

    def one(self, name: str) -> str | None:
        """Return a parameter, None if it is missing, empty or given more than once."""
        values = self.params.get(name, [])
        return values[0] if len(values) == 1 and values[0] else None

    @property
    def is_error(self) -> bool:
        """Return whether it carries an error in place of a code."""
        return "error" in self.params

    def check_state(self, expected: str) -> None:
        """Raise MismatchingStateError unless it carries exactly the expected state."""
        state = self.one("state") or ""
        if not hmac.compare_digest(state.encode(), expected.encode()):
            raise exceptions.MismatchingStateError(
                message="The redirect does not carry the state that was sent."
            )

    def check_address(self, redirect_uri: str | None) -> None:
        """Raise MismatchingRedirectURIError unless it came to the registered address."""
        if redirect_uri is None or _same_address(self.url, redirect_uri):
            return
        raise exceptions.MismatchingRedirectURIError(
            message=f"The redirect came to {_shown(self.url)}, not to {_shown(redirect_uri)}.",
            hint=_address_hint(self.url, redirect_uri),
        )

    def check_issuer(self, issuer: str | None) -> None:
        """Raise MismatchingIssuerError if it names another issuer than the provider's."""
        if issuer is None or "iss" not in self.params or self.one("iss") == issuer:
            return
        raise exceptions.MismatchingIssuerError(
            message="The redirect comes from another authorization server than the one asked."
        )

    def code(self) -> str:
        """Return the authorization code, or raise what the redirect says instead."""
        if self.is_error:
            raise self._error()
        code = self.one("code")
        if code is None:
            raise exceptions.MissingCodeError(message="The redirect carries no code, or several.")
        return code

    def _error(self) -> exceptions.AuthorizationError:
        name = self.one("error") or "unknown error"
        words = self.one("error_description") or name
        if name == oauth.AccessDeniedError.error:
            return exceptions.AccessDeniedError(message=words)
        error = exceptions.AuthorizationError(message=words)
        error.error = error.error_type = name
        return error


def _same_address(url: str, other: str) -> bool:
    try:
        return _address(url) == _address(other)
    except exceptions.InsecureAddressError:
        return False


def _address(url: str) -> tuple[tuple[str, str, int], str]:
    return origin(url), urlsplit(url).path or "/"


def _shown(url: str) -> str:
    # Without the query: the code is in it.
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{parts.path}"


def _address_hint(url: str, redirect_uri: str) -> str:
    came, meant = urlsplit(url), urlsplit(redirect_uri)
    if (came.scheme, meant.scheme) == ("http", "https"):
        return (
            "Behind a proxy that ends TLS the application sees http: let it take the scheme from "
            "X-Forwarded-Proto (werkzeug's ProxyFix, Django's SECURE_PROXY_SSL_HEADER)."
        )
    return "Register exactly this address as the application's redirect URI."
