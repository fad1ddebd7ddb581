"""State, code verifier and code challenge (RFC 7636)."""

from __future__ import annotations

import base64
import hashlib
import secrets


def new_state() -> str:
    """Return a fresh, unguessable state of 43 characters (256 bits)."""
    return secrets.token_urlsafe(32)


def new_verifier() -> str:
    """Return a fresh code verifier of 64 characters (384 bits)."""
    return secrets.token_urlsafe(48)


def s256(verifier: str) -> str:
    """Return the S256 challenge of a verifier, without padding.

    >>> s256("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
    """
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")
