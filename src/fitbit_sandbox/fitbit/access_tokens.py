"""Access tokens that look like Fitbit's and cannot be guessed."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from base64 import urlsafe_b64encode

from fitbit_sandbox.oauth.grants import Grant

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


class Mint:
    """Makes access tokens: JSON Web Tokens signed with a key that nobody else has."""

    def __init__(self) -> None:
        """Draw the key."""
        self._key = secrets.token_bytes(32)

    def access_token(self, grant: Grant, issued: float, expires_in: int) -> str:
        """Return a new access token; a random id in it makes each one different."""
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


def _base64url(data: bytes) -> bytes:
    return urlsafe_b64encode(data).rstrip(b"=")
