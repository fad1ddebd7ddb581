"""A browser without a window, which walks the sign-in and consent page as a person does."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import requests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from requests.adapters import BaseAdapter

    from fitbit_sandbox.people import Person


class ConsentRefused(Exception):
    """Raised when the authorize page ends in an error, in the page's own words."""


class _Form(HTMLParser):
    """The fields of the page's form, and what the page says is wrong."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.action = ""
        self.hidden: dict[str, str] = {}
        self.options: dict[str, list[str]] = {"person": [], "scope": []}
        self.checked: dict[str, list[str]] = {"person": [], "scope": []}
        self.error = ""
        self._alert = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.action = values["action"]
        elif tag == "input" and values["type"] == "hidden":
            self.hidden[values["name"]] = values["value"]
        elif tag == "input":
            self.options[values["name"]].append(values["value"])
            if "checked" in values:
                self.checked[values["name"]].append(values["value"])
        elif values.get("role") == "alert":
            self._alert = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._alert:
            self._alert = ""

    def handle_data(self, data: str) -> None:
        if self._alert:
            self.error += data

    def refused(self) -> ConsentRefused:
        return ConsentRefused(" ".join(self.error.split()))

    def chosen(self, name: str, wanted: Iterable[str] | None) -> list[tuple[str, str]]:
        """Return the fields of what is wanted, or of what the page proposes."""
        values = self.checked[name] if wanted is None else list(wanted)
        for value in values:
            if value not in self.options[name]:
                offered = ", ".join(self.options[name])
                msg = f"The page offers no {name} {value!r}, only {offered}."
                raise ValueError(msg)
        return [(name, value) for value in values]


def person_id(person: Person | str | None) -> str | None:
    """Return the encoded id of a person who is given as such or by the id."""
    return person if person is None or isinstance(person, str) else person.id


class Browser:
    """One person's browser: it keeps its cookies, so it may stay signed in."""

    def __init__(self, adapter: Callable[[], BaseAdapter], origins: Iterable[str]) -> None:
        """Open a browser for which these origins are the sandbox in process."""
        self._session = requests.Session()
        self._session.trust_env = False
        for origin in origins:
            self._session.mount(origin, adapter())

    def consent(
        self,
        authorize_url: str,
        person: Person | str | None = None,
        scopes: Iterable[str] | None = None,
        *,
        deny: bool = False,
    ) -> str:
        """Return the redirect URL that a person's decision leads to.

        Without a person the one that the page proposes signs in; without scopes all that the
        app asks for stay ticked. A page that shows an error raises ConsentRefused.
        """
        answer = self._session.get(authorize_url, allow_redirects=False, timeout=60)
        if answer.is_redirect:
            return answer.headers["Location"]
        form, name = _Form(answer.text), person_id(person)
        if not form.action:
            raise form.refused()
        people = form.chosen("person", None if name is None else [name])
        ticked = form.chosen("scope", scopes)
        decision = ("decision", "deny" if deny else "allow")
        fields = [*form.hidden.items(), *people, *ticked, decision]
        action = urljoin(authorize_url, form.action)
        answer = self._session.post(action, data=fields, allow_redirects=False, timeout=60)
        if answer.is_redirect:
            return answer.headers["Location"]
        raise _Form(answer.text).refused()

    def close(self) -> None:
        """Close the browser's connections and forget its cookies."""
        self._session.close()
