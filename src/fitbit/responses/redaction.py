"""Masking of secrets in what people read: messages, reprs, responses inside exceptions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import requests

if TYPE_CHECKING:
    from requests import PreparedRequest, Response

MASK = "***"
SECRET_FIELDS = frozenset(
    {
        "access_token",
        "refresh_token",
        "oauth_token",
        "oauth_token_secret",
        "id_token",
        "token",
        "client_secret",
        "code",
        "code_verifier",
        "password",
        "assertion",
    }
)
SECRET_HEADERS = ("Authorization", "Cookie", "Proxy-Authorization", "Set-Cookie")
_MIN_LENGTH = 4
_SHAPES = re.compile(
    r"""
      eyJ[\w-]{4,}(?:\.[\w-]*){0,4}                    # a JSON web token
    | \b(?:Basic|Bearer)\s+[\w+/=.~-]{4,}               # an Authorization header
    | \b(?:[0-9a-f]{64}|[0-9a-f]{40})\b                 # Fitbit's refresh tokens and codes
    | \bya29\.[\w.-]+ | \b1//[\w-]+ | \b4/[\w-]{10,}    # Google's tokens and codes
    | (?<=token\ invalid:\ )\S+ | (?<=token\ expired:\ )\S+
    | (?<=code\ invalid:\ )\S+  | (?<=code\ expired:\ )\S+
    """,
    re.VERBOSE | re.IGNORECASE,
)


def mask(text: str, secrets: Iterable[str] = ()) -> str:
    """Return the text with the given secrets, and whatever looks like one, replaced by ``***``."""
    for secret in sorted({s for s in secrets if len(s) >= _MIN_LENGTH}, key=len, reverse=True):
        text = text.replace(secret, MASK)
    return _SHAPES.sub(MASK, text)


def secrets_of(request: PreparedRequest | None) -> set[str]:
    """Return what a request carried that nobody should read: its credentials and form fields."""
    headers: Mapping[str, Any] = getattr(request, "headers", None) or {}
    found = {str(headers[name]).partition(" ")[2] for name in SECRET_HEADERS if name in headers}
    body = getattr(request, "body", None)
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
    if isinstance(text, str):
        found |= {value for name, value in parse_qsl(text) if name in SECRET_FIELDS}
    return found - {""}


def without_secrets(request: PreparedRequest) -> PreparedRequest:
    """Return a copy of the request without credentials and without its body."""
    copy = request.copy()
    for name in SECRET_HEADERS:
        copy.headers.pop(name, None)
    copy.body = None
    copy.hooks = {"response": []}
    copy._cookies = None  # type: ignore[attr-defined]  # noqa: SLF001 - or pickling keeps them
    return copy


def safe_response(response: Any) -> Any:
    """Return a copy of a requests.Response that holds no secret; anything else as it is."""
    if requests.Response not in type(response).__mro__:
        return response
    secrets = secrets_of(response.request)
    copy = requests.Response()
    copy.status_code, copy.reason = response.status_code, response.reason
    copy.url = mask(response.url or "", secrets)
    copy.encoding, copy.elapsed = response.encoding, response.elapsed
    for name, value in response.headers.items():
        copy.headers[name] = MASK if name.title() in SECRET_HEADERS else mask(value, secrets)
    copy._content = _masked_content(response, secrets)  # noqa: SLF001 - no other way in
    copy.history = [safe_response(earlier) for earlier in response.history]
    if response.request is not None:
        copy.request = without_secrets(response.request)
    return copy


def _masked_content(response: Response, secrets: set[str]) -> bytes:
    text = response.content.decode("utf-8", "surrogateescape")
    return mask(text, secrets).encode("utf-8", "surrogateescape")


def scrub(error: requests.RequestException) -> None:
    """Take the secrets out of a requests exception that is on its way to the caller."""
    if isinstance(error.request, requests.PreparedRequest):
        error.request = without_secrets(error.request)
    if error.response is not None:
        error.response = safe_response(error.response)
