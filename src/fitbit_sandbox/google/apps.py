"""Registers applications, as the Google Cloud console does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from fitbit_sandbox.apps import REDIRECT_URIS

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@dataclass(frozen=True)
class GoogleApp:
    """Describes one OAuth client: both types have a secret and send it in the body.

    A web client redirects to its registered addresses, a desktop client to any port of the
    loopback interface.
    """

    client_id: str
    client_secret: str = field(repr=False)
    type: Literal["web", "desktop"] = "web"
    redirect_uris: tuple[str, ...] = REDIRECT_URIS
    name: str = "An application"

    def may_redirect_to(self, uri: str) -> bool:
        """Tell whether the browser may be sent to an address."""
        if self.type == "web":
            return uri in self.redirect_uris
        parts = urlsplit(uri)
        return parts.scheme == "http" and parts.hostname in _LOOPBACK


SAMPLE_GOOGLE_APPS = {
    "web": GoogleApp(
        client_id="123456789-web.apps.googleusercontent.com",
        client_secret="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",  # noqa: S106 - printed in the docs
        name="Sample web app",
    ),
    "desktop": GoogleApp(
        client_id="123456789-desktop.apps.googleusercontent.com",
        client_secret="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",  # noqa: S106 - printed in the docs
        type="desktop",
        redirect_uris=(),
        name="Sample desktop app",
    ),
}
"""The OAuth clients that are always there, their ids and secrets known to all."""
