"""The exceptions of this library: one tree under FitbitError, python-fitbit's names in it.

::

    FitbitError
    ├── BadResponse                       an answer that is not what was asked for
    ├── DeleteError                       a DELETE that was not answered with 204
    ├── Timeout                           also requests.Timeout
    │   └── ConnectTimeout                also requests.ConnectTimeout, a ConnectionError
    ├── HTTPException                     any answer of 400 and above
    │   ├── HTTPBadRequest                400 and what has no class of its own
    │   │   ├── HTTPGone                  410: the service was switched off
    │   │   ├── HTTPLengthRequired, HTTPPreconditionFailed   411, 412
    │   │   └── HTTPUnprocessable         422
    │   ├── HTTPUnauthorized              401
    │   ├── HTTPForbidden                 403
    │   ├── HTTPNotFound, HTTPConflict    404, 409
    │   ├── HTTPTooManyRequests           429, with retry_after_secs
    │   ├── HTTPServerError               500 and above
    │   └── TokenError                    OAuth went wrong; also oauthlib's OAuth2Error
    │       ├── InvalidGrantError         the code or refresh token is not accepted (*)
    │       │   └── ReauthorizationRequired   the user has to consent again; also HTTPUnauthorized
    │       ├── InvalidClientError        client id or secret are not accepted (*)
    │       ├── InvalidRequestError, InvalidScopeError, UnauthorizedClientError,
    │       │   UnsupportedGrantTypeError (*)
    │       ├── MissingTokenError         an answer without a usable token (*)
    │       ├── TokenTooManyRequests, TokenServerError, TokenGone   429, 5xx and 410 of the
    │       │                             token endpoint; also HTTPTooManyRequests …
    │       └── AuthorizationError        the redirect back from the consent page is not usable
    │           ├── AccessDeniedError     the user said no (*)
    │           ├── MissingCodeError      it carries no code (*)
    │           ├── MismatchingStateError not the state that was sent, or used, or too old (*)
    │           │   └── AmbiguousStateError   several are under way: pass state=
    │           ├── MismatchingRedirectURIError   it came to another address (*)
    │           └── MismatchingIssuerError    it comes from another authorization server
    ├── TokenStoreError                   a store of tokens failed
    │   ├── TokenStoreBusy                another process held the record for too long
    │   ├── TokenStoreCorrupt             the record cannot be read; its bytes are kept
    │   └── TokenNotSaved                 a refreshed token is in memory only; it carries it
    ├── RefreshInterrupted                the thread that was refreshing stopped; also RuntimeError
    ├── InvalidValue, InvalidNotification   Fitbit does not take it, or send it; also ValueError
    ├── InvalidArguments, InvalidUse      wrong together, or would leak a token; also TypeError
    ├── NotSupportedByProvider            this provider has nothing of the kind
    ├── MissingDependency                 an extra is not installed; also ImportError
    ├── PortUnavailableError              the login cannot listen there; also OSError
    └── InsecureAddressError, UntrustedAddressError   no token is sent there; also ValueError

(*) is also oauthlib's class of the same name.  ``requests.ConnectionError`` passes through.
Every HTTPException carries ``response`` (a copy without credentials), ``status_code``,
``errors``, ``error_type`` and ``field_name``; ``str()`` adds what to do next.  All pickle.
"""

from __future__ import annotations

from typing import Any

import requests
from oauthlib.oauth2.rfc6749 import errors as oauth

from fitbit.responses.bodies import advice, error_type_of, message_of, read_errors, retry_after
from fitbit.responses.redaction import safe_response


def _rebuild(kind: type[FitbitError], args: tuple[Any, ...], state: dict[str, Any]) -> FitbitError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class FitbitError(Exception):
    """The base of every exception that this library raises on purpose."""

    def __reduce__(self) -> tuple[Any, ...]:
        # token and raw carry secrets for a rescue here: they do not leave the process.
        state = {name: value for name, value in vars(self).items() if name not in {"token", "raw"}}
        if type(state.get("response")) is not requests.Response:
            state.pop("response", None)
        return _rebuild, (type(self), self.args, state)


class BadResponse(FitbitError):
    """Raised when an answer is not what was asked for, such as HTML in place of JSON."""

    response: Any = None

    def __init__(self, message: str = "", response: Any = None) -> None:
        super().__init__(message)
        self.response = safe_response(response)


class Timeout(FitbitError, requests.Timeout):
    """Raised when the server does not answer in time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        requests.Timeout.__init__(self, *args, **kwargs)


class ConnectTimeout(Timeout, requests.ConnectTimeout):
    """Raised when no connection is made in time."""


class HTTPException(FitbitError):
    """Raised when the server answers with a status of 400 or above."""

    hint = ""
    response: Any = None
    status_code: Any = None
    errors: list[dict[str, Any]]
    error_type: str | None = None
    field_name: str | None = None

    def __init__(self, response: Any = None, *args: Any) -> None:
        self._read(response)
        Exception.__init__(self, message_of(response, self.errors), *args)

    def _read(self, response: Any) -> None:
        self.errors = read_errors(response)
        self.response = safe_response(response)
        self.status_code = getattr(response, "status_code", None)
        self.error_type = error_type_of(self.errors)
        self.field_name = next((e["fieldName"] for e in self.errors if e.get("fieldName")), None)
        self.hint = advice(self.errors) or self.hint

    @property
    def message(self) -> str:
        """Return the server's own words, tokens masked."""
        return str(self.args[0]) if self.args else ""

    def __str__(self) -> str:
        facts = (f"HTTP {self.status_code}" if self.status_code else "", self.error_type or "")
        known = ", ".join(fact for fact in facts if fact)
        words = " ".join(part for part in (self.message, f"({known})" if known else "") if part)
        return "\n".join(part for part in (words, self.hint) if part)


class DeleteError(FitbitError):
    """Raised when a DELETE is not answered with 204."""

    response: Any = None

    def __init__(self, response: Any = None, *args: Any) -> None:
        self.response = safe_response(response)
        self.status_code = getattr(response, "status_code", None)
        super().__init__(f"The server answered DELETE with HTTP {self.status_code}, not 204", *args)


class HTTPBadRequest(HTTPException):
    """Raised for 400, and for a 4xx that has no class of its own."""


class HTTPGone(HTTPBadRequest):
    """Raised for 410: the service was switched off."""

    hint = (
        "Fitbit announced that its Web API and its OAuth answer 410 Gone from 2 November 2026; "
        "asking again will not help. Its successor is the Google Health API: pass "
        "provider=fitbit.GOOGLE_HEALTH, register there, and let every user consent anew."
    )


class HTTPLengthRequired(HTTPBadRequest):
    """Raised for 411: a POST came without Content-Length."""


class HTTPPreconditionFailed(HTTPBadRequest):
    """Raised for 412: something has to be set up first."""


class HTTPUnprocessable(HTTPBadRequest):
    """Raised for 422: the request would return too many data points."""

    hint = "Ask for fewer days or a coarser detail level."


class HTTPUnauthorized(HTTPException):
    """Raised for 401: the token is missing, expired, revoked or malformed."""

    hint = "If a refresh does not help, the user has to consent again: authorize_token_url()."


class HTTPForbidden(HTTPException):
    """Raised for 403: the token may not do this; a scope or an approval is missing."""

    hint = "A scope was not granted (see session.token.scopes), or an approval is missing."


class HTTPNotFound(HTTPException):
    """Raised for 404: nothing has that id or that address."""


class HTTPConflict(HTTPException):
    """Raised for 409: the request contradicts what is there."""


class HTTPTooManyRequests(HTTPException):
    """Raised for 429: the rate limit is used up; ``retry_after_secs`` is always an int."""

    retry_after_secs: int = 0

    def _read(self, response: Any) -> None:
        super()._read(response)
        self.retry_after_secs = retry_after(response)
        self.hint = f"Try again in {self.retry_after_secs} seconds (retry_after_secs)."


class HTTPServerError(HTTPException):
    """Raised for 500 and above: the server failed."""

    hint = "The fault is on the server's side: try again later."


class TokenError(HTTPException, oauth.OAuth2Error):
    """Raised when getting, refreshing or revoking a token fails."""

    def __init__(self, response: Any = None, message: str | None = None, hint: str = "") -> None:
        self._read(response)
        words = message_of(response, self.errors) if message is None else message
        status, known = self.status_code, self.error_type
        oauth.OAuth2Error.__init__(self, description=words)
        self.status_code, self.args = status, (words,)
        if type(self).error is None:
            self.error = known
        if hint:
            self.hint = hint


class InvalidGrantError(TokenError, oauth.InvalidGrantError):
    """Raised when the authorization code or the refresh token is not accepted."""

    unanswered = False
    """Whether the same request was sent before and its answer never received."""


class ReauthorizationRequired(InvalidGrantError, HTTPUnauthorized):
    """Raised when the refresh token is no longer accepted: the user has to consent again."""

    hint = "Send the user through authorize_token_url() and fetch_access_token() again."


class InvalidClientError(TokenError, oauth.InvalidClientError):
    """Raised when the client id or the client secret is not accepted."""

    hint = "Check id and secret; an application of type client has none (client_secret=None)."


class InvalidRequestError(TokenError, oauth.InvalidRequestError):
    """Raised when a parameter is missing, doubled or malformed."""


class InvalidScopeError(TokenError, oauth.InvalidScopeError):
    """Raised when a scope is unknown or not allowed."""


class UnauthorizedClientError(TokenError, oauth.UnauthorizedClientError):
    """Raised when this application may not use this grant."""


class UnsupportedGrantTypeError(TokenError, oauth.UnsupportedGrantTypeError):
    """Raised when the server does not know the grant type."""


class MissingTokenError(TokenError, oauth.MissingTokenError):
    """Raised when an answer holds no usable token; the token in use stays as it was."""

    hint = "The token was not replaced. Try again; if it stays so, report the answer."


class TokenTooManyRequests(TokenError, HTTPTooManyRequests):
    """Raised for 429 of the token endpoint."""


class TokenServerError(TokenError, HTTPServerError):
    """Raised for 500 and above of the token endpoint."""

    hint = "The refresh token was not replaced: the same call can be made again later."


class TokenGone(TokenError, HTTPGone):
    """Raised for 410 of the token endpoint."""


class AuthorizationError(TokenError):
    """Raised when the redirect back from the consent page cannot be used."""


class AccessDeniedError(AuthorizationError, oauth.AccessDeniedError):
    """Raised when the user did not consent."""


class MissingCodeError(AuthorizationError, oauth.MissingCodeError):
    """Raised when the redirect carries no authorization code."""


class MismatchingStateError(AuthorizationError, oauth.MismatchingStateError):
    """Raised when the state is not one that was sent, was used before, or is too old."""

    hint = "Start again with authorize_token_url(); a state is good for one use in ten minutes."


class AmbiguousStateError(MismatchingStateError):
    """Raised when several authorizations are under way and none was named."""

    hint = "Pass state=, the value that came back in the redirect."


class MismatchingRedirectURIError(AuthorizationError, oauth.MismatchingRedirectURIError):
    """Raised when the redirect came to another address than the one registered."""


class MismatchingIssuerError(AuthorizationError):
    """Raised when the redirect comes from another authorization server (RFC 9207)."""


class TokenStoreError(FitbitError):
    """Raised when a store cannot save or load a token."""


class TokenStoreBusy(TokenStoreError):
    """Raised when another thread, process or host holds the record for too long."""


class TokenStoreCorrupt(TokenStoreError):
    """Raised when a stored record cannot be read; ``raw`` is what was found, left in its place."""

    raw: bytes | str | None = None


class TokenNotSaved(TokenStoreError):
    """Raised when a refreshed token cannot be stored: it is in use, and in ``token``.

    The next call tries to store it again first.
    """

    token: Any = None


class RefreshInterrupted(FitbitError, RuntimeError):
    """Raised when the thread that was refreshing the token for all was interrupted."""


class InvalidValue(FitbitError, ValueError):
    """Raised when a value is not one that is accepted; the message names those that are."""


class InvalidArguments(FitbitError, TypeError):
    """Raised when an argument has the wrong type, or arguments do not go together."""


class InvalidNotification(FitbitError, ValueError):
    """Raised when a webhook's signature or body is not Fitbit's."""


class InvalidUse(FitbitError, TypeError):
    """Raised when a call or a pickle would lose or leak a token."""


class MissingDependency(FitbitError, ImportError):
    """Raised when a feature needs an extra that is not installed; the message names it."""


class PortUnavailableError(FitbitError, OSError):
    """Raised when the redirect URI's port cannot be listened on."""


class NotSupportedByProvider(FitbitError):
    """Raised when the provider has nothing of the kind."""


class InsecureAddressError(FitbitError, ValueError):
    """Raised when an address would carry secrets unencrypted."""


class UntrustedAddressError(FitbitError, ValueError):
    """Raised when a URL is not the API's, so the bearer token does not go there."""


_BY_STATUS: dict[int, type[HTTPException]] = {
    401: HTTPUnauthorized,
    403: HTTPForbidden,
    404: HTTPNotFound,
    409: HTTPConflict,
    410: HTTPGone,
    411: HTTPLengthRequired,
    412: HTTPPreconditionFailed,
    422: HTTPUnprocessable,
    429: HTTPTooManyRequests,
}


def raise_for(response: Any) -> None:
    """Raise the exception that a response's status asks for; return None below 400."""
    status = response.status_code
    default = HTTPServerError if status >= 500 else HTTPBadRequest  # noqa: PLR2004
    if status >= 400:  # noqa: PLR2004
        raise _BY_STATUS.get(status, default)(response)


detect_and_raise_error = raise_for
"""python-fitbit's name of raise_for."""
