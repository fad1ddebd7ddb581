"""Which app a request to Fitbit's authorization server comes from."""

from __future__ import annotations

import binascii
import hmac
from base64 import b64decode
from collections.abc import Callable, Mapping
from urllib.parse import unquote_plus

from werkzeug.wrappers import Request

from fitbit_sandbox.oauth.apps import RegisteredApp
from fitbit_sandbox.oauth.dialect import Problem

Refuse = Callable[[Problem, str], Exception]


def authenticate(
    request: Request, apps: Mapping[str, RegisteredApp], refuse: Refuse
) -> RegisteredApp:
    """Return the app that a request comes from, or raise Fitbit's invalid_client.

    An app with a secret authenticates with Basic; only one without may just name itself.
    """
    header = request.headers.get("Authorization")
    named = request.values.get("client_id", "")
    if header is None:
        return _by_name(named, apps, refuse)
    app = _by_header(header, apps, refuse)
    if named not in ("", app.client_id):
        raise refuse("client unknown", "")
    return app


def _by_name(client_id: str, apps: Mapping[str, RegisteredApp], refuse: Refuse) -> RegisteredApp:
    app = apps.get(client_id)
    if client_id and app is None:
        raise refuse("client unknown", "")
    if app is None or app.client_secret is not None:
        raise refuse("client unrecognized", "null")
    return app


def _by_header(header: str, apps: Mapping[str, RegisteredApp], refuse: Refuse) -> RegisteredApp:
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        raise refuse("client unrecognized", header)
    try:
        text = b64decode(encoded.strip(), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        raise refuse("client garbled", header) from None
    client_id, _, secret = text.partition(":")
    if not client_id or not secret:
        raise refuse("client garbled", header)
    app = apps.get(client_id) or apps.get(unquote_plus(client_id))
    if app is None:
        raise refuse("client unknown", "")
    if app.client_secret is None or not _same(secret, app.client_secret):
        raise refuse("secret wrong", "")
    return app


def _same(given: str, secret: str) -> bool:
    """Compare in constant time; RFC 6749 has both parts form-encoded, Fitbit takes them plain."""
    wanted = secret.encode("utf-8")
    plain = hmac.compare_digest(given.encode("utf-8"), wanted)
    return plain | hmac.compare_digest(unquote_plus(given).encode("utf-8"), wanted)
