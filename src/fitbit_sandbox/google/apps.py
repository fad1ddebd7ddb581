"""Applications as the Google Cloud console registers them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from fitbit_sandbox.oauth.dialect import RegisteredApp

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@dataclass(frozen=True)
class GoogleApp(RegisteredApp):
    """An OAuth client: both types have a secret and send it in the body.

    A web client redirects to its registered addresses, a desktop client to any port of the
    loopback interface.
    """

    client_secret: str = field(repr=False)
    type: Literal["web", "desktop"] = "web"

    def may_redirect_to(self, uri: str) -> bool:
        """Return whether the browser may be sent to an address."""
        if self.type == "web":
            return super().may_redirect_to(uri)
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
