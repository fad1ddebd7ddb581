"""The sandbox as a Provider: on the services' true addresses, or on a loopback port."""

from __future__ import annotations

from collections.abc import Callable

from requests.adapters import BaseAdapter

from fitbit.providers import Provider

NAME = "sandbox"
GOOGLE_NAME = "google-health-sandbox"
GOOGLE_PREFIX = "/google"
"""Where a server has Google's paths: ``/google/v4/users/me/identity``."""


def served_provider(url: str, replay_window: int) -> Provider:
    """Return the addresses of a sandbox that is served at a URL."""
    return Provider(
        name=NAME,
        authorization_url=f"{url}/oauth2/authorize",
        token_url=f"{url}/oauth2/token",
        revocation_url=f"{url}/oauth2/revoke",
        introspection_url=f"{url}/1.1/oauth2/introspect",
        api_url=url,
        replay_window=replay_window,
    )


def google_provider(
    *,
    accounts: str = "https://accounts.google.com",
    oauth: str = "https://oauth2.googleapis.com",
    api: str = "https://health.googleapis.com",
    adapter: Callable[[], BaseAdapter] | None = None,
) -> Provider:
    """Return the addresses of a Google Health, its scopes in Google's own names."""
    return Provider(
        name=GOOGLE_NAME,
        authorization_url=f"{accounts}/o/oauth2/v2/auth",
        token_url=f"{oauth}/token",
        revocation_url=f"{oauth}/revoke",
        introspection_url=f"{oauth}/tokeninfo",
        api_url=api,
        token_endpoint_auth_method="client_secret_post",  # noqa: S106 - a method
        extra_authorize_params={"access_type": "offline", "prompt": "consent"},
        transport_adapter=adapter,
    )
