"""The addresses at which applications are notified, once they prove to be theirs."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests

from fitbit.urls import is_loopback
from fitbit_sandbox.fitbit.apps import App

TIMEOUT = 5.0
"""Seconds that a subscriber has to answer."""
_RIGHT, _WRONG = 204, 404


class SubscriberNotVerified(ValueError):
    """Raised when one of the two verification requests was answered wrongly, naming it."""


@dataclass(eq=False)
class Subscriber:
    """One address of an application, and how it has been doing."""

    client_id: str
    id: str
    url: str
    client_secret: str = field(repr=False)
    failures: int = 0
    """How many deliveries in a row were given up."""
    disabled: bool = False
    """Nothing is sent any more, until the address is registered again."""


class Subscribers:
    """Every application's subscribers; safe to use from many threads."""

    def __init__(self) -> None:
        """Start with none."""
        self._lock = threading.Lock()
        self._known: dict[tuple[str, str], Subscriber] = {}
        self._defaults: dict[str, str] = {}

    def register(
        self, app: App, url: str, verification_code: str, subscriber_id: str, *, default: bool
    ) -> Subscriber:
        """Verify an address and keep it, in place of the one with its id."""
        if app.client_secret is None:
            msg = f"Notifications are signed with the client secret, and {app.client_id} has none."
            raise ValueError(msg)
        if not verification_code or not subscriber_id:
            msg = "A subscriber has a verification code and an id."
            raise ValueError(msg)
        _require_loopback(url)
        _verify(url, verification_code)
        subscriber = Subscriber(app.client_id, subscriber_id, url, app.client_secret)
        with self._lock:
            self._known[app.client_id, subscriber_id] = subscriber
            if default or app.client_id not in self._defaults:
                self._defaults[app.client_id] = subscriber_id
        return subscriber

    def find(self, client_id: str, subscriber_id: str | None = None) -> Subscriber | None:
        """Return a subscriber by its id, or the application's default one."""
        with self._lock:
            wanted = subscriber_id or self._defaults.get(client_id, "")
            return self._known.get((client_id, wanted))


def send(method: str, url: str, *, timeout: float = TIMEOUT, **options: Any) -> int:
    """Send a request to a subscriber and return the status; redirects and proxies are not used."""
    with requests.Session() as session:
        session.trust_env = False
        # Streamed: what a subscriber's body holds is of no interest, however long it is.
        with session.request(
            method, url, timeout=timeout, allow_redirects=False, stream=True, **options
        ) as response:
            return response.status_code


def _require_loopback(url: str) -> None:
    """Raise unless the address is on this machine: the sandbox sends nothing elsewhere."""
    parts = urlsplit(url)
    if parts.scheme != "http" or not is_loopback(parts.hostname) or parts.username is not None:
        msg = (
            "A subscriber of the sandbox is at an address such as http://127.0.0.1:5000/fitbit, "
            f"not at {parts.scheme}://{parts.hostname}."
        )
        raise ValueError(msg)


def _verify(url: str, code: str) -> None:
    """Ask twice, as Fitbit does: the right code wants a 204, a wrong one a 404."""
    for name, sent, wanted in (
        ("the verification code", code, _RIGHT),
        ("a wrong verification code", secrets.token_hex(32), _WRONG),
    ):
        try:
            answered = str(send("GET", url, params={"verify": sent}))
        except requests.RequestException as error:
            answered = type(error).__name__
        if answered != str(wanted):
            msg = f"The subscriber answered {name} with {answered}, not with {wanted}."
            raise SubscriberNotVerified(msg)
