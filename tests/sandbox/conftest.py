"""Gives tests a sandbox, reached in process and over a real socket."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests

from fitbit.providers import Provider
from fitbit_sandbox import App, Clock, Sandbox

NOON = 1_780_000_000.0
CALLBACK = "https://example.com/callback"


@dataclass
class Place:
    """Is a sandbox as a client reaches it: a session, and the addresses."""

    sandbox: Sandbox
    provider: Provider
    session: requests.Session = field(default_factory=requests.Session)
    callback: str = CALLBACK

    def __post_init__(self) -> None:
        """Mount the adapter where there is one."""
        self.session.trust_env = False
        if self.provider.transport_adapter is not None:
            self.session.mount("https://www.fitbit.com", self.provider.transport_adapter())
            self.session.mount("https://api.fitbit.com", self.provider.transport_adapter())

    @property
    def server_app(self) -> App:
        return self.sandbox.apps["server"]

    def basic(self, app: App | None = None) -> tuple[str, str]:
        """Return the credentials of an app, the server app's unless another is given."""
        app = app or self.server_app
        return app.client_id, app.client_secret or ""

    def authorize_url(self, app: App | None = None, /, **params: str | None) -> str:
        """Return an authorize URL; a parameter of None is left out."""
        given: dict[str, str | None] = {
            "client_id": (app or self.server_app).client_id,
            "response_type": "code",
            "scope": "activity sleep profile",
            "redirect_uri": CALLBACK,
            "state": "s-1",
            **params,
        }
        query = urlencode({name: value for name, value in given.items() if value is not None})
        return f"{self.provider.authorization_url}?{query}"

    def code(self, app: App | None = None, /, **params: str | None) -> str:
        """Let a person consent and return the code."""
        redirect = self.sandbox.consent(self.authorize_url(app, **params))
        return parse_qs(urlsplit(redirect).query)["code"][0]

    def post_token(self, app: App | None = None, /, **fields: str) -> requests.Response:
        """Send a token request as an app of that type does."""
        app = app or self.server_app
        if app.client_secret is None:
            return self.post(self.provider.token_url, {"client_id": app.client_id, **fields})
        return self.post(self.provider.token_url, fields, auth=self.basic(app))

    def post(self, url: str, fields: dict[str, str], **options: Any) -> requests.Response:
        return self.session.post(url, data=fields, timeout=30, **options)

    def exchange(self, app: App | None = None, /, **fields: str) -> requests.Response:
        return self.post_token(
            app, grant_type="authorization_code", **{"redirect_uri": CALLBACK, **fields}
        )

    def refresh(self, token: str, app: App | None = None) -> requests.Response:
        return self.post_token(app, grant_type="refresh_token", refresh_token=token)

    def token(self, app: App | None = None) -> dict[str, Any]:
        """Return a token as a whole walk through consent and exchange gives it."""
        token: dict[str, Any] = self.exchange(app, code=self.code(app)).json()
        return token

    def get(self, path: str, token: str | None = None, **options: Any) -> requests.Response:
        """Read a path of the API."""
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        headers.update(options.pop("headers", {}))
        url = self.provider.api_url + path
        return self.session.get(url, headers=headers, timeout=30, **options)

    def close(self) -> None:
        self.session.close()


@pytest.fixture
def clock() -> Clock:
    return Clock(start=NOON)


@pytest.fixture
def sandbox(clock: Clock) -> Iterator[Sandbox]:
    with Sandbox(clock=clock) as sandbox:
        yield sandbox


@pytest.fixture
def inside(sandbox: Sandbox) -> Iterator[Place]:
    """Reach the sandbox in process."""
    place = Place(sandbox, sandbox.provider)
    yield place
    place.close()


@pytest.fixture(scope="session")
def lasting() -> Iterator[Place]:
    """Reach, in process, a sandbox that all examples of a property share."""
    with Sandbox(clock=Clock(start=NOON), rate_limit=10**9) as sandbox:
        place = Place(sandbox, sandbox.provider)
        yield place
        place.close()


@pytest.fixture
def outside(sandbox: Sandbox) -> Iterator[Place]:
    """Reach the sandbox over a real socket."""
    with sandbox.serve() as served:
        place = Place(sandbox, served.provider)
        yield place
        place.close()


@pytest.fixture(params=["inside", "outside"])
def place(request: pytest.FixtureRequest) -> Place:
    """Reach the sandbox both ways, one after the other."""
    reached: Place = request.getfixturevalue(request.param)
    return reached
