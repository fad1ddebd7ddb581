"""Applications as dev.fitbit.com registers them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fitbit_sandbox.oauth.dialect import RegisteredApp

AppType = Literal["server", "client", "personal"]


@dataclass(frozen=True)
class App(RegisteredApp):
    """An application registered with Fitbit.

    A server app has a secret and authenticates with it, a client app has none and names
    itself, a personal app may be either. ``intraday`` says that Fitbit approved the app for
    intraday data; a personal app has it without asking, for the person who owns it.
    """

    type: AppType = "server"
    intraday: bool = False
    owner: str | None = None
    """The encoded id of the person who owns a personal app; the first sample person if None."""

    def __post_init__(self) -> None:
        """Raise ValueError for what cannot be registered."""
        if not self.client_id or not self.redirect_uris:
            msg = "An app has a client_id and at least one redirect URI."
            raise ValueError(msg)
        if self.type == "server" and not self.client_secret:
            msg = "An app of type server has a client secret."
            raise ValueError(msg)
        if self.type == "client" and self.client_secret is not None:
            msg = "An app of type client has no secret: it could not keep one."
            raise ValueError(msg)

    def may_read_intraday(self, person_id: str) -> bool:
        """Return whether the app gets intraday data of this person."""
        return self.intraday or (self.type == "personal" and self.owner == person_id)


SAMPLE_APPS = {
    "server": App(
        client_id="23SERV",
        client_secret="11112222333344445555666677778888",  # noqa: S106 - printed in the docs
        name="Sample server app",
    ),
    "client": App(client_id="23CLNT", type="client", name="Sample client app"),
    "personal": App(
        client_id="23PERS",
        client_secret="99998888777766665555444433332222",  # noqa: S106 - printed in the docs
        type="personal",
        name="Sample personal app",
    ),
}
"""The apps that are always there: one of each type, their ids and secrets known to all."""
