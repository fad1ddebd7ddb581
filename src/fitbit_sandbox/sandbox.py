"""The sandbox, put together: people, apps, a clock, faults, and two ways to reach it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from fitbit.providers import FITBIT, Provider
from fitbit_sandbox.adapter import SandboxAdapter
from fitbit_sandbox.application import Application
from fitbit_sandbox.browser import Browser, person_id
from fitbit_sandbox.clock import Clock
from fitbit_sandbox.control import Control
from fitbit_sandbox.faults import Faults
from fitbit_sandbox.fitbit import operations
from fitbit_sandbox.fitbit.apps import SAMPLE_APPS, App
from fitbit_sandbox.fitbit.dialect import TOKEN_LIFETIME, FitbitDialect
from fitbit_sandbox.fitbit.hosts import HOSTS, FitbitHosts
from fitbit_sandbox.fitbit.rates import Rates
from fitbit_sandbox.fitbit.subscribers import Subscriber
from fitbit_sandbox.google.dialect import TOKEN_LIFETIME as GOOGLE_TOKEN_LIFETIME
from fitbit_sandbox.google.hosts import GOOGLE_HOSTS, GoogleHosts
from fitbit_sandbox.people import Person, sample_people
from fitbit_sandbox.provider import GOOGLE_NAME, NAME, google_provider
from fitbit_sandbox.request_log import LoggedRequest, RequestLog
from fitbit_sandbox.server import SandboxServer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from typing_extensions import Self

    from fitbit_sandbox.google.apps import GoogleApp


class Sandbox:
    """A Fitbit that lives on this machine.

    In process, ``sandbox.provider`` carries requests for Fitbit's true addresses to it;
    ``sandbox.serve()`` opens a real loopback port to the same application. The people are
    made from a seed. With ``replay_window=0`` a spent refresh token is refused at once.

    A Google Health over the same people is part of it: what has ``google`` in its name.
    With ``google_testing`` every grant there dies after seven days, as in a project whose
    consent screen is in "Testing".
    """

    def __init__(
        self,
        clock: Clock | None = None,
        seed: int = 1,
        replay_window: int = 120,
        rate_limit: int = 150,
        *,
        token_rate_limit: int | None = None,
        error_shape: Literal["fitbit", "google"] = "fitbit",
        google_rate_limit: int = 300,
        google_testing: bool = False,
    ) -> None:
        """Build everything; nothing is opened or started yet."""
        self.clock = clock if clock is not None else Clock()
        self.people: tuple[Person, ...] = sample_people(seed)
        people_by_id = {person.id: person for person in self.people}
        self.faults = Faults()
        self.request_log = self.journal = RequestLog()
        rates = None if token_rate_limit is None else Rates(self.clock, token_rate_limit)
        dialect = FitbitDialect(replay_window, rates)
        self._fitbit = FitbitHosts(self.clock, people_by_id, dialect, rate_limit, error_shape)
        self._apps_by_id = self._fitbit.oauth.apps
        self.notifications = self._fitbit.notifications
        self.apps: dict[str, App] = {kind: self.register(app) for kind, app in SAMPLE_APPS.items()}
        self._google = GoogleHosts(
            self.clock, people_by_id, rate_limit=google_rate_limit, testing=google_testing
        )
        self.google_apps: dict[str, GoogleApp] = self._google.apps
        control = Control(self._fitbit, self.people, self.clock, self.faults, self.request_log)
        self._application = Application(
            self._fitbit, self._google, control, self.faults, self.request_log
        )
        self.provider = replace(
            FITBIT, name=NAME, transport_adapter=self.adapter, replay_window=replay_window
        )
        self.google_provider = google_provider(adapter=self.adapter)
        self._servers: list[SandboxServer] = []

    @property
    def requests(self) -> list[LoggedRequest]:
        """Return what was asked so far, without the sandbox's own control paths."""
        return self.request_log.records()

    def count(self, method: str, path: str) -> int:
        """Return how many requests with this method came for this path."""
        return self.request_log.count(method, path)

    def adapter(self) -> SandboxAdapter:
        """Return a transport adapter that answers from this sandbox."""
        return SandboxAdapter(self._application, self.clock)

    def register(self, app: App) -> App:
        """Register an app; a personal one without an owner is the first person's."""
        if app.type == "personal" and app.owner is None:
            app = replace(app, owner=self.people[0].id)
        return self._fitbit.oauth.register(app)

    def register_subscriber(
        self,
        app: App,
        url: str,
        verification_code: str,
        *,
        subscriber_id: str = "1",
        default: bool = False,
    ) -> Subscriber:
        """Register the address at which an app is notified; its first one is the default.

        As Fitbit does, it asks the address twice, ``?verify=`` the code (204 is right) and a wrong
        one (404 is right), and raises SubscriberNotVerified for any other answer. Only loopback
        addresses are taken; registering an id again replaces its address.
        """
        return self._fitbit.subscribers.register(
            app, url, verification_code, subscriber_id, default=default
        )

    def add_redirect_uri(self, uri: str) -> None:
        """Accept one more redirect URI for the sample apps."""
        for kind, app in self.apps.items():
            uris = (*app.redirect_uris, uri)
            self.apps[kind] = self._apps_by_id[app.client_id] = replace(app, redirect_uris=uris)

    def browser(self) -> Browser:
        """Return a new browser, in which nobody is signed in."""
        return Browser(self.adapter, [f"https://{host}" for host in (*HOSTS, *GOOGLE_HOSTS)])

    def consent(
        self,
        authorize_url: str,
        person: Person | str | None = None,
        scopes: Iterable[str] | None = None,
        *,
        deny: bool = False,
    ) -> str:
        """Walk the consent page in a new browser and return the redirect URL it leads to."""
        browser = self.browser()
        try:
            return browser.consent(authorize_url, person, scopes, deny=deny)
        finally:
            browser.close()

    def issue(
        self,
        app: App,
        person: Person | str | None = None,
        scopes: Iterable[str] | None = None,
        *,
        expires_in: int = TOKEN_LIFETIME,
    ) -> dict[str, Any]:
        """Return tokens as the token endpoint would, for all scopes if none are named."""
        wanted = operations.scopes() if scopes is None else scopes
        user_id = person_id(person) or self.people[0].id
        return self._fitbit.oauth.grants.issue(app, user_id, wanted, expires_in)

    def revoke(self, app: App, person: Person | str | None = None) -> None:
        """End a person's consent to an app, as they can in their account's settings."""
        self._fitbit.oauth.grants.revoke(app.client_id, person_id(person) or self.people[0].id)

    withdraw = revoke  # the former name

    def google_adapter(self) -> SandboxAdapter:
        """Return a transport adapter for Google's hosts: accounts, oauth2 and health."""
        return self.adapter()

    def google_provider_for(self, provider: Provider) -> Provider:
        """Return a provider on Google's true addresses with this sandbox behind them.

        Its scopes, and a translator if it has one, stay its own.
        """
        return replace(provider, name=GOOGLE_NAME, transport_adapter=self.google_adapter)

    def google_register(self, app: GoogleApp) -> GoogleApp:
        """Register an OAuth client with Google."""
        return self._google.oauth.register(app)

    def google_issue(
        self,
        app: GoogleApp,
        person: Person | str | None = None,
        scopes: Iterable[str] | None = None,
        *,
        expires_in: int = GOOGLE_TOKEN_LIFETIME,
    ) -> dict[str, Any]:
        """Return Google tokens, for all scopes of Health if none are named."""
        user_id = person_id(person) or self.people[0].id
        return self._google.issue(app, user_id, scopes, expires_in)

    def google_revoke(self, app: GoogleApp, person: Person | str | None = None) -> None:
        """End a person's consent to a Google app, as they can in their Google Account."""
        self._google.oauth.grants.revoke(app.client_id, person_id(person) or self.people[0].id)

    google_withdraw = google_revoke  # the former name

    def serve(self, port: int = 0, host: str = "127.0.0.1") -> SandboxServer:
        """Open a loopback port to the sandbox; 0 picks a free one."""
        served = SandboxServer(self._application, host, port, self.provider.replay_window)
        self._servers.append(served)
        return served

    def close(self) -> None:
        """Close the servers that are open."""
        while self._servers:
            self._servers.pop().close()

    def __enter__(self) -> Self:
        """Return the sandbox itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the servers that are open."""
        self.close()
