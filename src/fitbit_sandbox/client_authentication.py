"""Finds out which app a request to the authorization server comes from."""

from __future__ import annotations

import binascii
import hmac
from base64 import b64decode
from collections.abc import Mapping
from urllib.parse import unquote_plus

from werkzeug.wrappers import Request

from fitbit_sandbox.apps import App
from fitbit_sandbox.fitbit import refusals
from fitbit_sandbox.request_log import LoggedRequest


def authenticate(request: Request, apps: Mapping[str, App], record: LoggedRequest) -> App:
    """Return the app that a request comes from, or raise Fitbit's invalid_client.

    An app with a secret authenticates with Basic; only one without may just name itself.
    """
    header = request.headers.get("Authorization")
    named = request.values.get("client_id", "")
    app = _by_name(named, apps) if header is None else _by_header(header, apps)
    if header is not None and named not in ("", app.client_id):
        raise refusals.client_unknown()
    record.client_id = app.client_id
    return app


def _by_name(client_id: str, apps: Mapping[str, App]) -> App:
    if not client_id:
        raise refusals.client_unrecognized(None)
    app = apps.get(client_id)
    if app is None:
        raise refusals.client_unknown()
    if app.client_secret is not None:
        raise refusals.client_unrecognized(None)
    return app


def _by_header(header: str, apps: Mapping[str, App]) -> App:
    client_id, secret = _credentials(header)
    app = apps.get(client_id) or apps.get(unquote_plus(client_id))
    if app is None:
        raise refusals.client_unknown()
    if app.client_secret is None or not _same(secret, app.client_secret):
        raise refusals.client_secret_wrong()
    return app


def _credentials(header: str) -> tuple[str, str]:
    """Return the id and the secret in a Basic header; both must be there."""
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        raise refusals.client_unrecognized(header)
    try:
        text = b64decode(encoded.strip(), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        raise refusals.client_garbled(header) from None
    client_id, _, secret = text.partition(":")
    if not client_id or not secret:
        raise refusals.client_garbled(header)
    return client_id, secret


def _same(given: str, secret: str) -> bool:
    """Compare in constant time; RFC 6749 has both parts form-encoded, Fitbit takes them plain."""
    wanted = secret.encode("utf-8")
    plain = hmac.compare_digest(given.encode("utf-8"), wanted)
    return plain | hmac.compare_digest(unquote_plus(given).encode("utf-8"), wanted)
