"""Says what went wrong: one tree under FitbitError, python-fitbit's names in their places.

::

    FitbitError
    ├── BadResponse                       an answer that is not what was asked for
    ├── DeleteError                       a DELETE that was not answered with 204
    ├── Timeout                           also requests.Timeout
    │   └── ConnectTimeout                also requests.ConnectTimeout, a ConnectionError
    ├── HTTPException                     any answer of 400 and above
    │   ├── HTTPBadRequest                400 and what has no class of its own
    │   │   ├── HTTPGone                  410: the service was switched off
    │   │   ├── HTTPLengthRequired        411
    │   │   ├── HTTPPreconditionFailed    412
    │   │   └── HTTPUnprocessable         422
    │   ├── HTTPUnauthorized              401
    │   ├── HTTPForbidden                 403
    │   ├── HTTPNotFound                  404
    │   ├── HTTPConflict                  409
    │   ├── HTTPTooManyRequests           429, with retry_after_secs
    │   ├── HTTPServerError               500 and above
    │   └── TokenError                    OAuth went wrong; also oauthlib's OAuth2Error
    │       ├── InvalidGrantError         the code or refresh token is not accepted (*)
    │       │   └── ReauthorizationRequired   the user has to consent again; also HTTPUnauthorized
    │       ├── InvalidClientError        client id or secret are not accepted (*)
    │       ├── InvalidRequestError, InvalidScopeError, UnauthorizedClientError,
    │       │   UnsupportedGrantTypeError (*)
    │       ├── MissingTokenError         an answer without a usable token (*)
    │       ├── TokenTooManyRequests      429 of the token endpoint; also HTTPTooManyRequests
    │       ├── TokenServerError          5xx of the token endpoint; also HTTPServerError
    │       ├── TokenGone                 410 of the token endpoint; also HTTPGone
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
    ├── NotSupportedByProvider            this provider has nothing of the kind
    ├── InsecureAddressError              plain http beyond loopback; also ValueError
    └── UntrustedAddressError             a bearer token is not sent there; also ValueError

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


_NOT_PICKLED = ("token", "raw")
"""Names the attributes that hold secrets on purpose: they do not leave the process."""


class FitbitError(Exception):
    """Is the root of everything this library raises on purpose."""

    def __reduce__(self) -> tuple[Any, ...]:
        state = {name: value for name, value in vars(self).items() if name not in _NOT_PICKLED}
        if type(state.get("response")) is not requests.Response:
            state.pop("response", None)
        return _rebuild, (type(self), self.args, state)


class BadResponse(FitbitError):
    """Says that an answer is not what was asked for, such as HTML where JSON belongs."""

    response: Any = None

    def __init__(self, message: str = "", response: Any = None) -> None:
        super().__init__(message)
        self.response = safe_response(response)


class Timeout(FitbitError, requests.Timeout):
    """Says that the server did not answer in time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        requests.Timeout.__init__(self, *args, **kwargs)


class ConnectTimeout(Timeout, requests.ConnectTimeout):
    """Says that no connection came about in time."""


class HTTPException(FitbitError):
    """Says that the server answered with a status of 400 or above."""

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
    """Says that a DELETE was not answered with 204."""

    response: Any = None

    def __init__(self, response: Any = None, *args: Any) -> None:
        self.response = safe_response(response)
        self.status_code = getattr(response, "status_code", None)
        super().__init__(f"The server answered DELETE with HTTP {self.status_code}, not 204", *args)


class HTTPBadRequest(HTTPException):
    """Says that the request was refused: 400, or a 4xx that has no class of its own."""


class HTTPGone(HTTPBadRequest):
    """Says that the service was switched off (410)."""

    hint = (
        "Fitbit announced that its Web API and its OAuth answer 410 Gone from 2 November 2026; "
        "asking again will not help. Its successor is the Google Health API: pass "
        "provider=fitbit.GOOGLE_HEALTH, register there, and let every user consent anew."
    )


class HTTPLengthRequired(HTTPBadRequest):
    """Says that a POST came without Content-Length (411)."""


class HTTPPreconditionFailed(HTTPBadRequest):
    """Says that something has to be set up first (412)."""


class HTTPUnprocessable(HTTPBadRequest):
    """Says that the request asks for more than one answer may hold (422)."""

    hint = "Ask for fewer days or a coarser detail level."


class HTTPUnauthorized(HTTPException):
    """Says that the token is missing, expired, revoked or malformed (401)."""

    hint = "If a refresh does not help, the user has to consent again: authorize_token_url()."


class HTTPForbidden(HTTPException):
    """Says that the token may not do this (403): a scope or an approval is missing."""

    hint = "A scope was not granted (see session.token.scopes), or an approval is missing."


class HTTPNotFound(HTTPException):
    """Says that there is nothing of that id or at that address (404)."""


class HTTPConflict(HTTPException):
    """Says that what was asked for contradicts what is there (409)."""


class HTTPTooManyRequests(HTTPException):
    """Says that the rate limit is used up (429); ``retry_after_secs`` is always an int."""

    retry_after_secs: int = 0

    def _read(self, response: Any) -> None:
        super()._read(response)
        self.retry_after_secs = retry_after(response)
        self.hint = f"Try again in {self.retry_after_secs} seconds (retry_after_secs)."


class HTTPServerError(HTTPException):
    """Says that the server failed (500 and above)."""

    hint = "The fault is on the server's side: try again later."


class TokenError(HTTPException, oauth.OAuth2Error):
    """Says that getting, renewing or revoking a token failed."""

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
    """Says that the authorization code or the refresh token is not accepted."""

    unanswered = False
    """Whether the same request was sent before and its answer never received."""


class ReauthorizationRequired(InvalidGrantError, HTTPUnauthorized):
    """Says that the refresh token is dead and the user has to consent again."""

    hint = "Send the user through authorize_token_url() and fetch_access_token() again."


class InvalidClientError(TokenError, oauth.InvalidClientError):
    """Says that the client id or the client secret is not accepted."""

    hint = "Check id and secret; an application of type client has none (client_secret=None)."


class InvalidRequestError(TokenError, oauth.InvalidRequestError):
    """Says that a parameter is missing, doubled or malformed."""


class InvalidScopeError(TokenError, oauth.InvalidScopeError):
    """Says that a scope is unknown or not allowed."""


class UnauthorizedClientError(TokenError, oauth.UnauthorizedClientError):
    """Says that this application may not use this grant."""


class UnsupportedGrantTypeError(TokenError, oauth.UnsupportedGrantTypeError):
    """Says that the server does not know the grant type."""


class MissingTokenError(TokenError, oauth.MissingTokenError):
    """Says that the answer holds no usable token; the one held before stays as it was."""

    hint = "The token was not replaced. Try again; if it stays so, report the answer."


class TokenTooManyRequests(TokenError, HTTPTooManyRequests):
    """Says that the token endpoint's rate limit is used up (429)."""


class TokenServerError(TokenError, HTTPServerError):
    """Says that the token endpoint failed (500 and above)."""

    hint = "The refresh token was not replaced: the same call can be made again later."


class TokenGone(TokenError, HTTPGone):
    """Says that the token endpoint was switched off (410)."""


class AuthorizationError(TokenError):
    """Says that the redirect back from the consent page cannot be used."""


class AccessDeniedError(AuthorizationError, oauth.AccessDeniedError):
    """Says that the user did not give consent."""


class MissingCodeError(AuthorizationError, oauth.MissingCodeError):
    """Says that the redirect carries no authorization code."""


class MismatchingStateError(AuthorizationError, oauth.MismatchingStateError):
    """Says that the state is not one that was sent, was used before, or is too old."""

    hint = "Start again with authorize_token_url(); a state is good for one use in ten minutes."


class AmbiguousStateError(MismatchingStateError):
    """Says that several authorizations are under way and none was named."""

    hint = "Pass state=, the value that came back in the redirect."


class MismatchingRedirectURIError(
    AuthorizationError,
    oauth.MismatchingRedirectURIError,
):
    """Says that the redirect came to another address than the one registered."""


class MismatchingIssuerError(AuthorizationError):
    """Says that the redirect comes from another authorization server (RFC 9207)."""


class TokenStoreError(FitbitError):
    """Says that a store could not keep or give back a token."""


class TokenStoreBusy(TokenStoreError):
    """Says that another thread, process or host held the record for too long."""


class TokenStoreCorrupt(TokenStoreError):
    """Says that a stored record cannot be read; ``raw`` is what was found, left in its place."""

    raw: bytes | str | None = None


class TokenNotSaved(TokenStoreError):
    """Says that a refreshed token could not be stored; ``token`` is it, and is in use.

    The next call tries to store it again first.
    """

    token: Any = None


class NotSupportedByProvider(FitbitError):
    """Says that the provider has nothing of the kind."""


class InsecureAddressError(FitbitError, ValueError):
    """Says that an address would carry secrets unencrypted."""


class UntrustedAddressError(FitbitError, ValueError):
    """Says that a URL is not the API's, so the bearer token does not go there."""


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
_BY_CODE: dict[str | None, type[TokenError]] = {
    "invalid_grant": InvalidGrantError,
    "invalid_client": InvalidClientError,
    "invalid_request": InvalidRequestError,
    "invalid_scope": InvalidScopeError,
    "unauthorized_client": UnauthorizedClientError,
    "unsupported_grant_type": UnsupportedGrantTypeError,
    "access_denied": AccessDeniedError,
}
_SERVER_ERROR, _BAD_REQUEST = 500, 400


def raise_for(response: Any) -> None:
    """Raise the exception that a response's status asks for; return None below 400."""
    status = response.status_code
    if status < _BAD_REQUEST:
        return
    default = HTTPServerError if status >= _SERVER_ERROR else HTTPBadRequest
    raise _BY_STATUS.get(status, default)(response)


detect_and_raise_error = raise_for
"""Is python-fitbit's name of raise_for."""


def token_error(response: Any) -> TokenError:
    """Return the exception for an error answer of the token or revocation endpoint."""
    by_status = {429: TokenTooManyRequests, 410: TokenGone}
    status = response.status_code
    if status in by_status:
        return by_status[status](response)
    if status >= _SERVER_ERROR:
        return TokenServerError(response)
    return _BY_CODE.get(error_type_of(read_errors(response)), TokenError)(response)
