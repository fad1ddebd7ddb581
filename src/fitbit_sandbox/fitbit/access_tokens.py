"""Access tokens that look like Fitbit's and cannot be guessed."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from typing import Any

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


def short_scopes(scopes: Iterable[str]) -> str:
    """Return scopes as Fitbit's access tokens abbreviate them."""
    return " ".join(_SHORT_SCOPES[scope] for scope in sorted(scopes))


def _part(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _json(data: Any) -> bytes:
    return json.dumps(data, separators=(",", ":")).encode("ascii")


class Mint:
    """Makes access tokens: JSON Web Tokens signed with a key that nobody else has."""

    def __init__(self) -> None:
        """Draw the key."""
        self._key = secrets.token_bytes(32)

    def access_token(self, *, user_id: str, client_id: str, claims: dict[str, Any]) -> str:
        """Return a new access token; a random id in it makes each one different."""
        payload = {
            "aud": client_id,
            "sub": user_id,
            "iss": "Fitbit",
            "typ": "access_token",
            **claims,
            "jti": secrets.token_hex(8),
        }
        signed = f"{_part(_json(_HEADER))}.{_part(_json(payload))}"
        signature = hmac.new(self._key, signed.encode("ascii"), hashlib.sha256).digest()
        return f"{signed}.{_part(signature)}"
