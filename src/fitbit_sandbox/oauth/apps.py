"""Registered applications."""

from __future__ import annotations

from dataclasses import dataclass, field

REDIRECT_URIS = ("http://127.0.0.1:8080/", "https://example.com/callback")


@dataclass(frozen=True)
class RegisteredApp:
    """An application: its credentials, and where a browser may be sent back to."""

    client_id: str
    client_secret: str | None = field(default=None, repr=False)
    type: str = ""
    redirect_uris: tuple[str, ...] = REDIRECT_URIS
    name: str = "An application"

    def may_redirect_to(self, uri: str) -> bool:
        """Return whether the browser may be sent to an address."""
        return uri in self.redirect_uris
