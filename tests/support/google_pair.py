"""The same requests to Fitbit's sandbox and to Google's, and comparisons of the answers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any

import requests

from fitbit.google.adapter import GoogleHealthAdapter
from fitbit.google.routes.router import Difference, Route, Router
from fitbit.google.routes.table import ROUTES, UNSUPPORTED
from fitbit_sandbox import App, Clock, Sandbox
from fitbit_sandbox.people import Person

NOW = dt.datetime(2026, 11, 22, 10, tzinfo=dt.timezone.utc)
API = "https://api.fitbit.com"
PLENTY = 10**9
ROUTER = Router((*ROUTES, *UNSUPPORTED))
_STEP = re.compile(r"(?P<name>[^.\[\]]+)(?P<each>\[(?P<where>[^\]]*)\])?")


class Pair:
    """One sandbox, asked as Fitbit and, through the translator, as Google Health."""

    def __init__(self) -> None:
        self.clock = Clock(start=NOW)
        self.sandbox = Sandbox(clock=self.clock, rate_limit=PLENTY, google_rate_limit=PLENTY)
        self._app = self.sandbox.register(App("23INTR", "a secret", intraday=True))
        self._fitbit = _session(self.sandbox.adapter())
        self._google = _session(GoogleHealthAdapter(self.sandbox.google_adapter(), self.clock))
        self._tokens = {person.id: self._issue(person) for person in self.sandbox.people}

    def _issue(self, person: Person) -> tuple[str, str]:
        fitbit = self.sandbox.issue(self._app, person)
        google = self.sandbox.google_issue(self.sandbox.google_apps["web"], person)
        return fitbit["access_token"], google["access_token"]

    def fitbit(self, person: Person, method: str, path: str, **options: Any) -> requests.Response:
        """Ask Fitbit's sandbox."""
        return _ask(self._fitbit, self._tokens[person.id][0], method, path, **options)

    def google(self, person: Person, method: str, path: str, **options: Any) -> requests.Response:
        """Ask the translator over Google's sandbox."""
        return _ask(self._google, self._tokens[person.id][1], method, path, **options)

    def close(self) -> None:
        """Close the connections."""
        self._fitbit.close()
        self._google.close()
        self.sandbox.close()


def _session(adapter: Any) -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    session.mount(f"{API}/", adapter)
    return session


def _ask(
    session: requests.Session,
    token: str,
    method: str,
    path: str,
    *,
    language: str = "",
    data: dict[str, str] | None = None,
) -> requests.Response:
    headers = {"Authorization": f"Bearer {token}"} | (
        {"Accept-Language": language} if language else {}
    )
    return session.request(method, API + path, headers=headers, data=data, timeout=60)


def route_of(method: str, path: str) -> Route:
    """Return the entry that answers a path."""
    match = ROUTER.find(method, path.partition("?")[0])
    assert match is not None, f"{method} {path} has no route"
    assert isinstance(match.entry, Route), f"{method} {path} is not answered"
    return match.entry


def without(answer: Any, differences: Sequence[Difference]) -> Any:
    """Return an answer without the members that are documented to differ."""
    for difference in differences:
        for holder, key in list(places(answer, difference.field)):
            _remove(holder, key)
    return answer


def _remove(holder: Any, key: Any) -> None:
    if isinstance(holder, dict):
        holder.pop(key, None)
    elif key in holder:
        holder.remove(key)


def places(answer: Any, field: str) -> Iterator[tuple[Any, Any]]:
    """Yield (container, key) for each place that a documented field names."""
    steps = [found.groupdict() for found in _STEP.finditer(field)]
    if not steps:
        return
    *inner, last = steps
    holders: list[Any] = [answer]
    for step in inner:
        holders = [item for holder in holders for item in _enter(holder, step)]
    for holder in holders:
        yield from _final(holder, last)


def _enter(holder: Any, step: dict[str, str | None]) -> list[Any]:
    if not isinstance(holder, dict):
        return []
    if step["name"] == "*":
        return list(holder.values())
    found = holder.get(step["name"])
    if step["each"] is None:
        return [] if found is None else [found]
    return list(found or [])


def _final(holder: Any, step: dict[str, str | None]) -> Iterator[tuple[Any, Any]]:
    if not isinstance(holder, dict) or step["name"] not in holder:
        return
    if step["where"]:
        name, _, value = step["where"].partition("=")
        items = holder[step["name"]]
        yield from ((items, item) for item in items if item.get(name) == value)
    else:
        yield holder, step["name"]


def differences_between(one: Any, other: Any, at: str = "") -> list[str]:
    """Return what two answers do not have in common, at most a handful, readable."""
    if isinstance(one, dict) and isinstance(other, dict):
        names = sorted({*one, *other})
        parts = [differences_between(one.get(n), other.get(n), f"{at}.{n}") for n in names]
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = zip(one, other, strict=True)
        parts = [differences_between(a, b, f"{at}[{n}]") for n, (a, b) in enumerate(pairs)]
    else:
        return [] if one == other else [f"{at}: {str(one)[:90]} | {str(other)[:90]}"]
    return [line for part in parts for line in part][:6]
