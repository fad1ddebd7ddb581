"""Walks the sign-in and consent page as a person does, without a window."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import requests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from requests.adapters import BaseAdapter

    from fitbit_sandbox.people import Person

_Attrs = list[tuple[str, str | None]]


class ConsentRefused(Exception):
    """Says that the authorize page ended in an error, in the page's own words."""


class _Form(HTMLParser):
    """Collects the fields of the page's form, and what the page says is wrong."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.action = ""
        self.hidden: dict[str, str] = {}
        self.options: dict[str, list[str]] = {"person": [], "scope": []}
        self.checked: dict[str, list[str]] = {"person": [], "scope": []}
        self.complaint = ""
        self._alert = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: _Attrs) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.action = values["action"]
        elif tag == "input":
            self._input(values)
        elif values.get("role") == "alert":
            self._alert = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._alert:
            self._alert = ""

    def handle_data(self, data: str) -> None:
        if self._alert:
            self.complaint += data

    def _input(self, values: dict[str, str]) -> None:
        name, value = values["name"], values["value"]
        if values["type"] == "hidden":
            self.hidden[name] = value
            return
        self.options[name].append(value)
        if "checked" in values:
            self.checked[name].append(value)


def person_id(person: Person | str | None) -> str | None:
    """Return the encoded id of a person who is given as such or by the id."""
    return person if person is None or isinstance(person, str) else person.id


class Browser:
    """Is one person's browser: it keeps its cookies, so it may stay signed in."""

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
        form = _Form(answer.text)
        fields = _filled(form, person_id(person), scopes, "deny" if deny else "allow")
        action = urljoin(authorize_url, form.action)
        answer = self._session.post(action, data=fields, allow_redirects=False, timeout=60)
        if answer.is_redirect:
            return answer.headers["Location"]
        raise _refused(_Form(answer.text))

    def close(self) -> None:
        """Close the browser's connections and forget its cookies."""
        self._session.close()


def _refused(form: _Form) -> ConsentRefused:
    return ConsentRefused(" ".join(form.complaint.split()))


def _filled(
    form: _Form, person: str | None, scopes: Iterable[str] | None, decision: str
) -> list[tuple[str, str]]:
    """Return the form's fields as a person fills them in."""
    if not form.action:
        raise _refused(form)
    people = form.checked["person"] if person is None else [person]
    ticked = form.checked["scope"] if scopes is None else list(scopes)
    _offered("person", people, form.options["person"])
    _offered("scope", ticked, form.options["scope"])
    chosen = [("person", p) for p in people] + [("scope", s) for s in ticked]
    return [*form.hidden.items(), *chosen, ("decision", decision)]


def _offered(name: str, wanted: list[str], options: list[str]) -> None:
    for value in wanted:
        if value not in options:
            msg = f"The page offers no {name} {value!r}, only {', '.join(options)}."
            raise ValueError(msg)
