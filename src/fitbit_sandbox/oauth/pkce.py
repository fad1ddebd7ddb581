"""PKCE challenges and verifiers (RFC 7636)."""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode

_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]+")
_MIN_LENGTH, _MAX_LENGTH = 43, 128


def has_form(text: str) -> bool:
    """Return whether a text has only the characters that a verifier or challenge may have."""
    return _UNRESERVED.fullmatch(text) is not None


def has_length(text: str) -> bool:
    """Return whether a text is as long as a verifier or challenge must be."""
    return _MIN_LENGTH <= len(text) <= _MAX_LENGTH


def challenge_of(verifier: str, method: str) -> str:
    """Return the challenge that belongs to a verifier."""
    if method == "plain":
        return verifier
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def verifies(verifier: str, challenge: str, method: str) -> bool:
    """Return whether a verifier is well formed and belongs to the challenge."""
    if not (has_form(verifier) and has_length(verifier)):
        return False
    return hmac.compare_digest(challenge_of(verifier, method), challenge)
