"""Fitbit's authorization server, in what is its own.

What only the live service could confirm is marked as a guess.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import Any, ClassVar, Literal
from urllib.parse import unquote_plus

from werkzeug.wrappers import Request

from fitbit_sandbox.fitbit import operations
from fitbit_sandbox.fitbit.errors import VISIT, Refusal, not_found
from fitbit_sandbox.fitbit.rates import Rates
from fitbit_sandbox.oauth.dialect import Dialect, Problem, RegisteredApp, Words
from fitbit_sandbox.oauth.grants import Grant

TOKEN_LIFETIME = 28800
_CLIENT_LIFETIMES = (3600, 28800, 86400, 604800, 2592000, 31536000)
_CHALLENGE_INVALID = ("invalid_request", "The code_challenge parameter is invalid")
_PAGE_ERRORS: Mapping[str, Words] = {
    "client_id missing": ("invalid_request", "Missing parameters: client_id"),
    "client_id unknown": ("unauthorize_client", "Invalid client_id"),
    "response_type unknown": (
        "unsupported_response_type",
        "Invalid response_type parameter value",
    ),
    "response_type token": (
        "unauthorized_client",
        "The client is not authorized to request an access token using this method",
    ),
    "scope missing": ("invalid_request", "Missing parameters: scope"),  # a guess
    "scope unknown": ("invalid_scope", "Invalid scope: {}"),  # a guess
    "code_challenge missing": _CHALLENGE_INVALID,
    "code_challenge unknown": _CHALLENGE_INVALID,
    "code_challenge length": (
        "invalid_request",
        "The code_challenge parameter length must be between 43 and 128",
    ),
    "code_challenge_method unknown": ("invalid_request", "Unsupported code_challenge_method"),
}
_UNRECOGNIZED = (
    "Invalid authorization header format. The header was not recognized to be a valid header for "
    "any of known implementations or a client_id was not specified in case of a public client "
    "Received header = {}."
)
_GARBLED = (
    "Invalid authorization header format. The client id was not provided in proper format inside "
    "Authorization Header. Received authorization header = {},  received client encoded id = null."
)
_CODE_INVALID = ("invalid_grant", "Authorization code invalid: {}")
_VERIFIER_INVALID = ("invalid_grant", "Invalid code_verifier parameter value.")
_ERRORS: Mapping[Problem, Words] = {
    "code unknown": _CODE_INVALID,
    "code foreign": _CODE_INVALID,
    "code used": _CODE_INVALID,
    "code expired": ("invalid_grant", "Authorization code expired: {}"),
    "redirect_uri wrong": ("invalid_grant", "Invalid redirect_uri parameter value."),  # a guess
    "verifier missing": _VERIFIER_INVALID,  # a guess
    "verifier wrong": _VERIFIER_INVALID,  # a guess
    "refresh token dead": ("invalid_grant", "Refresh token invalid: {}."),
    "parameter missing": ("invalid_request", "Missing parameters: {}"),
    "grant_type missing": ("invalid_request", "Missing 'grant_type' parameter value."),
    "grant_type unknown": (
        "unsupported_grant_type",
        "Unsupported grant_type parameter value.",  # a guess
    ),
    "expires_in wrong": ("invalid_request", "Invalid expires_in parameter value."),  # a guess
    "client unrecognized": ("invalid_client", _UNRECOGNIZED),
    "client garbled": ("invalid_client", _GARBLED),
    "client unknown": ("invalid_client", "Invalid authorization header. Client id invalid."),
    "secret wrong": ("invalid_client", "Invalid authorization header. Client secret invalid."),
    "token dead": ("not_found", ""),
}
_SHORT_SCOPES = {
    "activity": "wact",
    "cardio_fitness": "rcf",
    "electrocardiogram": "recg",
    "heartrate": "whr",
    "irregular_rhythm_notifications": "rirn",
    "location": "wloc",
    "nutrition": "wnut",
    "oxygen_saturation": "roxy",
    "profile": "wpro",
    "respiratory_rate": "rres",
    "settings": "wset",
    "sleep": "wsle",
    "social": "wsoc",
    "temperature": "rtem",
    "weight": "wwei",
}
_HEADER = {"alg": "HS256"}
_TOO_MANY = (
    "Rate limit exceeded for this user. Please try again at the start of the hour. More "
    "information about rate limiting is at <https://dev.fitbit.com/docs>."
)
_BASIC_REALM = {"WWW-Authenticate": 'Basic realm="api.fitbit.com"'}


class FitbitDialect(Dialect):
    """Refresh tokens that rotate, Basic authentication, and Fitbit's ``errors`` body."""

    brand = "Fitbit"
    authorize_path = "/oauth2/authorize"
    cookie = "fitbit_sandbox"
    headline = "{} would like to use your Fitbit data"
    allow_label = "Allow"
    deny_label = "Deny"
    choose_person = "Choose who you are."
    error_template = (
        '<h1>This app cannot connect</h1>\n<div role="alert">\n'
        "<p>The app you're trying to connect did not provide valid information "
        "to Fitbit. Please report this issue to them.</p>\n"
        "<p>Developer information: <code>{error} - {text}</code></p>\n</div>"
    )
    page_errors = _PAGE_ERRORS
    usual_words: ClassVar[Mapping[str, str]] = {
        "missing": "Missing {} parameter value",
        "unknown": "Invalid {} parameter value",
        "repeated": "Parameter given more than once: {}",
    }
    errors = _ERRORS
    prompts = ("none", "consent", "login", "login consent")
    redirect_fragment = "#_=_"
    # The words are a guess.
    denied: ClassVar[Mapping[str, str]] = {
        "error_description": "The user denied the request.",
        "error": "access_denied",
    }
    token_lifetime = TOKEN_LIFETIME
    forgets_unticked = True
    revokes_expired = True
    authenticates_revocation = True
    issues_client_tokens = True
    reads_query = True  # Fitbit's OpenAPI description has the parameters there
    json_type = "application/json"
    no_store: ClassVar[Mapping[str, str]] = {"Cache-Control": "no-store"}

    def __init__(self, replay_window: float = 120, rates: Rates | None = None) -> None:
        """Answer the same refresh the same for a time; without rates nothing is counted."""
        self.replay_window = replay_window
        self._rates = rates
        self.scopes = operations.scopes()
        self._key = secrets.token_bytes(32)

    def failure(self, error: str, text: str) -> Refusal:
        """Return Fitbit's error, word for word."""
        if error == "not_found":
            return not_found()
        if error == "invalid_client":
            return Refusal(401, error, f"{text} {VISIT}", headers=_BASIC_REALM)
        return Refusal(400, error, f"{text} {VISIT}")

    def authenticate(self, request: Request, apps: Mapping[str, RegisteredApp]) -> RegisteredApp:
        """Return the app; one with a secret authenticates with Basic, others name themselves."""
        header = request.headers.get("Authorization")
        named = request.values.get("client_id", "")
        if header is None:
            if named and named not in apps:
                raise self.refuse("client unknown")
            if not named or apps[named].client_secret is not None:
                raise self.refuse("client unrecognized", "null")
            return apps[named]
        client_id, secret = self._credentials(header)
        app = apps.get(client_id) or apps.get(unquote_plus(client_id))
        if app is None:
            raise self.refuse("client unknown")
        if app.client_secret is None or not _same(secret, app.client_secret):
            raise self.refuse("secret wrong")
        if named not in ("", app.client_id):
            raise self.refuse("client unknown")
        return app

    def _credentials(self, header: str) -> tuple[str, str]:
        """Return the id and the secret in a Basic header; both must be there."""
        scheme, _, encoded = header.partition(" ")
        if scheme.lower() != "basic":
            raise self.refuse("client unrecognized", header)
        try:
            text = b64decode(encoded.strip(), validate=True).decode("utf-8")
        except ValueError:  # neither base64 nor UTF-8
            raise self.refuse("client garbled", header) from None
        client_id, _, secret = text.partition(":")
        if not client_id or not secret:
            raise self.refuse("client garbled", header)
        return client_id, secret

    def admit(self, app: RegisteredApp) -> None:
        """Count against the token endpoint's own quota, where it has one."""
        headers = self._rates.count(app.client_id) if self._rates is not None else {}
        if "Retry-After" in headers:
            raise Refusal(429, "request", _TOO_MANY, field="n/a", headers=headers)

    def lifetime(self, grant_type: str, fields: Mapping[str, str]) -> int:
        """Return the lifetime asked for; a token of the app itself has a choice of them."""
        client = grant_type == "client_credentials"
        offered = _CLIENT_LIFETIMES if client else (TOKEN_LIFETIME,)
        text = fields.get("expires_in", str(TOKEN_LIFETIME))
        if text not in map(str, offered):
            raise self.refuse("expires_in wrong")
        return int(text)

    def ordered(self, scopes: tuple[str, ...]) -> tuple[str, ...]:
        """Return the scopes in another order than they were asked for in, as Fitbit does."""
        ordered = tuple(sorted(scopes))
        return ordered if ordered != scopes else ordered[::-1]

    def new_secret(self, kind: Literal["code", "refresh token"]) -> str:
        """Return 40 hex digits for a code, 64 for a refresh token."""
        return secrets.token_hex(20 if kind == "code" else 32)

    def new_access_token(self, grant: Grant, issued: float, expires_in: int) -> str:
        """Return a signed JSON Web Token; a random id in it makes each one different."""
        payload = {
            "aud": grant.client_id,
            "sub": grant.user_id,
            "iss": "Fitbit",
            "typ": "access_token",
            "scopes": " ".join(_SHORT_SCOPES[scope] for scope in sorted(grant.scopes)),
            "exp": int(issued) + expires_in,
            "iat": int(issued),
            "jti": secrets.token_hex(8),
        }
        parts = (json.dumps(data, separators=(",", ":")).encode() for data in (_HEADER, payload))
        signed = b".".join(map(_base64url, parts))
        signature = hmac.new(self._key, signed, hashlib.sha256).digest()
        return b".".join((signed, _base64url(signature))).decode("ascii")

    def token_extras(self, grant: Grant, *, refreshable: bool) -> dict[str, Any]:
        """Return whose token it is."""
        return {"user_id": grant.user_id} if refreshable else {}


def _base64url(data: bytes) -> bytes:
    return urlsafe_b64encode(data).rstrip(b"=")


def _same(given: str, secret: str) -> bool:
    """Compare in constant time; RFC 6749 has both parts form-encoded, Fitbit takes them plain."""
    wanted = secret.encode("utf-8")
    plain = hmac.compare_digest(given.encode("utf-8"), wanted)
    return plain | hmac.compare_digest(unquote_plus(given).encode("utf-8"), wanted)
