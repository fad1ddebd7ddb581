"""An authorization server, put together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

from fitbit_sandbox.clock import Clock
from fitbit_sandbox.oauth.apps import RegisteredApp
from fitbit_sandbox.oauth.consent import ConsentPage
from fitbit_sandbox.oauth.dialect import Dialect
from fitbit_sandbox.oauth.grants import Grants
from fitbit_sandbox.oauth.token_endpoint import TokenEndpoint

if TYPE_CHECKING:
    from fitbit_sandbox.people import Person

AppT = TypeVar("AppT", bound=RegisteredApp)


class AuthorizationServer(Generic[AppT]):
    """Consent page, token endpoint and revocation for the apps that are registered."""

    def __init__(self, dialect: Dialect, people: Mapping[str, Person], clock: Clock) -> None:
        """Let these people consent."""
        self.apps: dict[str, AppT] = {}
        self.grants = Grants(dialect, clock)
        endpoint = TokenEndpoint(dialect, self.apps, self.grants)
        self.authorize = ConsentPage(dialect, self.apps, people, self.grants, clock).answer
        self.exchange = endpoint.exchange
        self.revoke = endpoint.revoke

    def register(self, app: AppT) -> AppT:
        """Register an app."""
        if app.client_id in self.apps:
            msg = f"The client id {app.client_id} is taken."
            raise ValueError(msg)
        self.apps[app.client_id] = app
        return app
