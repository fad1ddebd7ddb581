"""Puts a Google Health together from the sandbox's people and clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from requests.adapters import BaseAdapter

from fitbit.providers import Provider
from fitbit_sandbox.clock import Clock
from fitbit_sandbox.google.apps import SAMPLE_GOOGLE_APPS, GoogleApp
from fitbit_sandbox.google.consent import ConsentPage
from fitbit_sandbox.google.grants import TOKEN_LIFE, GoogleGrants
from fitbit_sandbox.google.health_api import HealthApi
from fitbit_sandbox.google.hosts import GoogleHosts
from fitbit_sandbox.google.rates import MinuteRates
from fitbit_sandbox.google.scopes import BASE, scopes
from fitbit_sandbox.google.tokens import Tokens
from fitbit_sandbox.people import Person

PROVIDER_NAME = "google-health-sandbox"
GOOGLE_PREFIX = "/google"
"""Where a server has Google's paths: ``/google/v4/users/me/identity``."""


class GoogleHealth:
    """Is a Google Health over sample people, with OAuth clients of its own."""

    def __init__(
        self, clock: Clock, people: Mapping[str, Person], *, rate_limit: int, testing: bool
    ) -> None:
        """Build everything; *testing* lets every grant die after seven days."""
        self._apps: dict[str, GoogleApp] = {}
        self.apps = {name: self.register(app) for name, app in SAMPLE_GOOGLE_APPS.items()}
        """The sample apps: ``web`` and ``desktop``."""
        self._grants = GoogleGrants(clock, testing=testing)
        self.hosts = GoogleHosts(
            ConsentPage(
                apps=self._apps, people=people, grants=self._grants, clock=clock, testing=testing
            ),
            Tokens(self._apps, self._grants, clock),
            HealthApi(clock, self._grants, people, MinuteRates(clock, rate_limit)),
        )

    def register(self, app: GoogleApp) -> GoogleApp:
        """Register an OAuth client."""
        if app.client_id in self._apps:
            msg = f"The client id {app.client_id} is taken."
            raise ValueError(msg)
        self._apps[app.client_id] = app
        return app

    def issue(
        self,
        app: GoogleApp,
        user_id: str,
        wanted: Iterable[str] | None = None,
        *,
        expires_in: int = TOKEN_LIFE,
    ) -> dict[str, Any]:
        """Return tokens as the token endpoint would, for all of Health if none are named."""
        health = [name for name in scopes() if name.startswith(BASE)]
        return self._grants.issue(app, user_id, health if wanted is None else wanted, expires_in)

    def withdraw(self, app: GoogleApp, user_id: str) -> None:
        """End a person's consent to an app, as they can in their Google Account."""
        self._grants.withdraw(app.client_id, user_id)


def google_provider(
    *,
    accounts: str = "https://accounts.google.com",
    oauth: str = "https://oauth2.googleapis.com",
    api: str = "https://health.googleapis.com",
    adapter: Callable[[], BaseAdapter] | None = None,
) -> Provider:
    """Return the addresses of a Google Health, its scopes in Google's own names."""
    return Provider(
        name=PROVIDER_NAME,
        authorization_url=f"{accounts}/o/oauth2/v2/auth",
        token_url=f"{oauth}/token",
        revocation_url=f"{oauth}/revoke",
        introspection_url=f"{oauth}/tokeninfo",
        api_url=api,
        token_endpoint_auth_method="client_secret_post",  # noqa: S106 - a method
        extra_authorize_params={"access_type": "offline", "prompt": "consent"},
        transport_adapter=adapter,
    )
