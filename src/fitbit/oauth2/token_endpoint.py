"""The token endpoint: one POST at a time, no redirects, nothing secret in a URL."""

from __future__ import annotations

import random
import ssl
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus, urlsplit

import requests
from oauthlib.common import urlencode
from oauthlib.oauth2.rfc6749.parameters import (
    prepare_token_request,  # pyright: ignore[reportUnknownVariableType] - as its stubs have it
)
from requests.auth import AuthBase, HTTPBasicAuth

from fitbit import exceptions
from fitbit.clock import Clock
from fitbit.providers import ClientAuthMethod
from fitbit.responses.bodies import NOT_JSON, error_type_of, read_errors, read_json, stated_wait
from fitbit.tokens import Token, read_token
from fitbit.transport.session import FitbitSession, NoAuth, was_not_sent
from fitbit.urls import require_secure

ATTEMPT_TIMEOUT = 15.0
"""Seconds for one attempt at the token endpoint where the client was given no timeout."""
_MAX_PAUSE = 15.0
_REPEATABLE = {409, 429}
_OK = 200
_HEADERS = {
    "Accept": "application/json",
    "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8",
}


@dataclass(frozen=True)
class ClientCredentials:
    """The application's client id and secret, sent by one method and never by two."""

    client_id: str
    client_secret: str | None
    method: ClientAuthMethod

    def __repr__(self) -> str:
        """Show the client id alone."""
        return f"ClientCredentials({self.client_id!r})"

    def auth(self) -> AuthBase:
        """Return Basic for an application with a secret, else no credentials."""
        if self.client_secret and self.method == "client_secret_basic":
            return HTTPBasicAuth(quote_plus(self.client_id), quote_plus(self.client_secret))
        return NoAuth()

    def form(self) -> dict[str, str]:
        """Return what goes into the body instead of, never beside, Basic."""
        if not self.client_secret:
            return {"client_id": self.client_id}
        if self.method == "client_secret_post":
            return {"client_id": self.client_id, "client_secret": self.client_secret}
        return {}


@dataclass
class TokenEndpoint:
    """What the token and revocation endpoints take, and what they answer."""

    session: FitbitSession
    credentials: ClientCredentials
    clock: Clock
    url: str
    """Where codes are exchanged."""
    refresh_url: str
    """Where tokens are refreshed; the same address at every provider known."""

    def grant(self, grant_type: str, *, url: str | None = None, **form: Any) -> Token:
        """Return the token that a grant is answered with; one POST, never repeated."""
        url = self.url if url is None else url
        sent_at = self.clock.time()
        response = self.post(url, prepare_token_request(grant_type, **self._with_client(form)))
        if response.status_code >= 400 or read_errors(response):  # noqa: PLR2004 - the errors
            raise token_error(response)
        return read_token(response, sent_at)

    def refresh(self, refresh_token: str, retry_for: float) -> Token:
        """Return the new token; while no answer comes, repeat the same request for so long.

        Raises InvalidGrantError with ``unanswered`` true where an earlier try may have been
        accepted and its answer lost.
        """
        deadline = self.clock.monotonic() + retry_for
        attempt, lost = 0, False
        while True:
            try:
                return self.grant(
                    "refresh_token", url=self.refresh_url, refresh_token=refresh_token
                )
            except (requests.RequestException, exceptions.TokenError) as error:
                if isinstance(error, exceptions.InvalidGrantError):
                    error.unanswered = lost
                lost |= isinstance(error, requests.RequestException) and not was_not_sent(error)
                pause = _pause(error, attempt)
                if pause is None or self.clock.monotonic() + pause > deadline:
                    raise
            self.clock.sleep(pause)
            attempt += 1

    def post(self, url: str, body: str) -> requests.Response:
        """Send a form with the client's credentials; redirects are not followed."""
        self._require_verification(require_secure(url))
        response = self.session.request(
            "POST",
            url,
            data=body,
            headers=dict(_HEADERS),
            auth=self.credentials.auth(),
            withhold_token=True,
            allow_redirects=False,
            timeout=ATTEMPT_TIMEOUT if self.session.timeout is None else self.session.timeout,
        )
        if 300 <= response.status_code < 400:  # noqa: PLR2004 - the redirects
            host = urlsplit(response.headers.get("Location", "")).netloc
            msg = f"The token endpoint answered with a redirect to {host!r}, which is not followed."
            raise exceptions.TokenError(response, msg)
        return response

    def revoke(self, url: str, token: str) -> bool:
        """End the consent that a token belongs to: True, or False if it was unknown."""
        form = {**self.credentials.form(), "token": token}
        response = self.post_form(url, form, accept={"invalid_token", 404})
        return response.status_code == _OK

    def post_form(
        self, url: str, form: Mapping[str, str], *, accept: Collection[str | int] = ()
    ) -> requests.Response:
        """Send a form once and return the answer.

        An error answer is raised as its TokenError unless its type or status is in *accept*.
        """
        response = self.post(url, urlencode(list(form.items())))
        kinds = {response.status_code, error_type_of(read_errors(response))}
        if response.status_code != _OK and kinds.isdisjoint(accept):
            raise token_error(response)
        return response

    def _with_client(self, form: Mapping[str, Any]) -> dict[str, Any]:
        return {**self.credentials.form(), **form}

    def _require_verification(self, url: str) -> None:
        if self.session.verify is False and urlsplit(url).scheme == "https":
            msg = "session.verify is False: tokens are not sent to a server that nobody verified."
            raise exceptions.InsecureAddressError(msg)


def _pause(error: Exception, attempt: int) -> float | None:
    """Return the seconds before the same request may be sent again, None if it must not be."""
    backoff = min(_MAX_PAUSE, 0.5 * 2**attempt) * random.uniform(0.8, 1.2)  # noqa: S311
    if isinstance(error, exceptions.TokenError):
        if not _is_repeatable(error):
            return None
        return max(backoff, stated_wait(error.response) or 0)
    if _is_untrusted(error):
        return None
    lost = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError)
    return backoff if isinstance(error, lost) else None


def _is_untrusted(error: Exception) -> bool:
    """Return whether the server's certificate was refused: sending again would not help."""
    cause = error.args[0] if error.args else None
    reason = getattr(cause, "reason", cause)
    return any(
        isinstance(one, ssl.SSLCertVerificationError)
        for one in (reason, *getattr(reason, "args", ()))
    )


def _is_repeatable(error: exceptions.TokenError) -> bool:
    unreadable = read_json(error.response) is NOT_JSON and error.status_code == _OK
    server = isinstance(error, exceptions.TokenServerError)
    return server or unreadable or error.status_code in _REPEATABLE


def token_error(response: Any) -> exceptions.TokenError:
    """Return the exception for an error answer of the token or revocation endpoint."""
    by_status = {429: exceptions.TokenTooManyRequests, 410: exceptions.TokenGone}
    status, error = response.status_code, error_type_of(read_errors(response))
    if status in by_status or status >= 500:  # noqa: PLR2004
        return by_status.get(status, exceptions.TokenServerError)(response)
    kinds: list[type[exceptions.TokenError]] = exceptions.TokenError.__subclasses__()
    kinds = [*kinds, exceptions.AccessDeniedError]
    known = (kind for kind in kinds if error is not None and kind.error == error)
    return next(known, exceptions.TokenError)(response)
