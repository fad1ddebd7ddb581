"""Google's authorization server, in what is its own: RFC 6749's errors in Google's words."""

from __future__ import annotations

import hmac
import math
import secrets
from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from werkzeug.wrappers import Request, Response

from fitbit_sandbox.answers import json_response
from fitbit_sandbox.google.scopes import BASE, scopes
from fitbit_sandbox.oauth.dialect import Dialect, Problem, RegisteredApp, Words
from fitbit_sandbox.oauth.grants import Grant
from fitbit_sandbox.oauth.request import AuthorizationRequest

ISSUER = "https://accounts.google.com"
TOKEN_LIFETIME = 3599
TESTING_LIFETIME = 604_799
"""How long a grant lives while the consent screen is in "Testing": seven days."""
_JSON = "application/json; charset=utf-8"
_NO_STORE = {"Cache-Control": "no-cache, no-store, max-age=0, must-revalidate"}
_PAGE_ERRORS: Mapping[str, Words] = {
    "client_id unknown": ("invalid_client", "The OAuth client was not found."),
    "redirect_uri unknown": (
        "redirect_uri_mismatch",
        "You can't sign in because this app sent an invalid request: redirect_uri={}",
    ),
    "scope unknown": ("invalid_scope", "Some requested scopes were invalid. {{invalid=[{}]}}"),
}
_CODE_SPENT = ("invalid_grant", "Bad Request")
_ERRORS: Mapping[Problem, Words] = {
    "code unknown": ("invalid_grant", "Malformed auth code."),
    "code foreign": _CODE_SPENT,
    "code used": _CODE_SPENT,
    "code expired": _CODE_SPENT,
    "redirect_uri wrong": ("redirect_uri_mismatch", "Bad Request"),
    "verifier missing": ("invalid_grant", "Missing code verifier."),
    "verifier wrong": ("invalid_grant", "Invalid code verifier."),
    "refresh token dead": ("invalid_grant", "Token has been expired or revoked."),
    "scope widened": ("invalid_scope", "Bad Request"),
    "parameter missing": ("invalid_request", "Missing required parameter: {}"),
    "grant_type missing": ("unsupported_grant_type", "Invalid grant_type: "),
    "grant_type unknown": ("unsupported_grant_type", "Invalid grant_type: {}"),
    "client unrecognized": ("invalid_request", "Could not determine client ID from request."),
    "client unknown": ("invalid_client", "The OAuth client was not found."),
    "secret missing": ("invalid_request", "client_secret is missing."),
    "secret wrong": ("invalid_client", "The provided client secret is invalid."),
    "token dead": ("invalid_token", "Token expired or revoked"),
    "token unknown": ("invalid_token", "Invalid Value"),
}


class OAuthError(Exception):
    """Raised to end a request to the token endpoint and its neighbours."""

    def __init__(self, error: str, description: str) -> None:
        """Take what the answer will say."""
        super().__init__(description)
        self.error = error

    def response(self) -> Response:
        """Return the answer."""
        status = 401 if self.error == "invalid_client" else 400
        body = {"error": self.error, "error_description": str(self)}
        return json_response(body, status, _NO_STORE, _JSON)


class GoogleDialect(Dialect):
    """Refresh tokens that stay, offline access for who asks for it, and "Testing"."""

    brand = "Google"
    authorize_path = "/o/oauth2/v2/auth"
    cookie = "google_sandbox"
    headline = "{} wants to access your Google Account"
    allow_label = "Continue"
    deny_label = "Cancel"
    choose_person = "Choose an account."
    error_template = (
        '<h1>Access blocked: authorization error</h1>\n<div role="alert">\n<p>{text}</p>\n'
        "<p>Error {status}: <code>{error}</code></p>\n</div>"
    )
    page_errors = _PAGE_ERRORS
    usual_words: ClassVar[Mapping[str, str]] = {
        "missing": "Missing required parameter: {}",
        "unknown": "Invalid parameter value for {}",
        "repeated": "OAuth 2 parameters can only be given once: {}",
    }
    errors = _ERRORS
    scope_prefix = BASE
    list_joint = ", "
    prompts = (
        "",
        "none",
        "consent",
        "select_account",
        "consent select_account",
        "select_account consent",
    )
    options: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "access_type": ("online", "offline"),
        "include_granted_scopes": ("false", "true"),
    }
    requires_redirect_uri = True
    tells_scopes = True
    redirect_params: ClassVar[Mapping[str, str]] = {"iss": ISSUER}
    denied: ClassVar[Mapping[str, str]] = {"error": "access_denied"}
    token_lifetime = TOKEN_LIFETIME
    idle_lifetime = 183 * 86_400
    rotates = False
    max_refresh_tokens = 100
    revoked: ClassVar[Any] = {}
    json_type = _JSON
    no_store = _NO_STORE

    def __init__(self, *, testing: bool) -> None:
        """Speak for a project whose consent screen is in "Testing", or is published."""
        self._testing = testing
        self.scopes = scopes()
        self.grant_lifetime = TESTING_LIFETIME if testing else math.inf
        warning = "<p>Google hasn't verified this app: it is being tested.</p>\n"
        self.note = warning if testing else ""

    def failure(self, error: str, text: str) -> OAuthError:
        """Return Google's error."""
        return OAuthError(error, text)

    def authenticate(self, request: Request, apps: Mapping[str, RegisteredApp]) -> RegisteredApp:
        """Return the app, which names itself and its secret in the body."""
        client_id, secret = request.form.get("client_id"), request.form.get("client_secret")
        if not client_id:
            raise self.refuse("client unrecognized")
        app = apps.get(client_id)
        if app is None:
            raise self.refuse("client unknown")
        if not secret:
            raise self.refuse("secret missing")
        if not hmac.compare_digest(secret.encode(), (app.client_secret or "").encode()):
            raise self.refuse("secret wrong")
        return app

    def is_offline(self, request: AuthorizationRequest, before: frozenset[str] | None) -> bool:
        """Return whether this is the first consent, or consent was asked for again."""
        offline = request.options["access_type"] == "offline"
        return offline and (before is None or "consent" in request.prompts)

    def granted(
        self,
        request: AuthorizationRequest,
        before: frozenset[str] | None,
        ticked: tuple[str, ...],
    ) -> tuple[str, ...]:
        """Return what was ticked, with all that was granted before where that is asked for."""
        if request.options["include_granted_scopes"] == "false":
            return ticked
        return ticked + tuple(sorted((before or frozenset()) - set(ticked)))

    def ordered(self, scopes: tuple[str, ...]) -> tuple[str, ...]:
        """Return the scopes backwards by name."""
        return tuple(sorted(scopes, reverse=True))

    def new_secret(self, kind: Literal["code", "refresh token"]) -> str:
        """Return a code or a refresh token that begins as Google's do."""
        return f"{'4/0A' if kind == 'code' else '1//0'}{secrets.token_urlsafe(60)}"

    def new_access_token(self, grant: Grant, issued: float, expires_in: int) -> str:  # noqa: ARG002
        """Return an access token that begins as Google's do and says nothing."""
        return f"ya29.a0{secrets.token_urlsafe(120)}"

    def token_extras(self, grant: Grant, *, refreshable: bool) -> dict[str, Any]:  # noqa: ARG002
        """Return when the refresh token will die, in "Testing"."""
        testing = refreshable and self._testing
        return {"refresh_token_expires_in": TESTING_LIFETIME} if testing else {}
