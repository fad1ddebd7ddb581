"""The consent page."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from werkzeug.wrappers import Response

from fitbit_sandbox.oauth.request import AuthorizationRequest
from fitbit_sandbox.pages import page

if TYPE_CHECKING:
    from fitbit_sandbox.people import Person


def consent_page(
    request: AuthorizationRequest,
    people: Iterable[Person],
    *,
    action: str,
    form: str,
    chosen: str,
    error: str = "",
) -> Response:
    """Return the form on which a person signs in and decides what the app may see."""
    dialect, name = request.dialect, escape(request.app.name)
    proposed = {chosen: " required checked"}
    people_field = _fieldset(
        "Sign in as",
        (
            _choice("radio", "person", p.id, p.name, p.about, proposed.get(p.id, " required"))
            for p in people
        ),
    )
    scopes_field = _fieldset(
        f"What {request.app.name} may see and change",
        (
            _choice("checkbox", "scope", s, dialect.label(s), dialect.scopes[s], " checked")
            for s in request.scopes
        ),
    )
    alert = f'<p role="alert">{escape(error)}</p>\n' if error else ""
    body = (
        f"<h1>{dialect.headline.format(name)}</h1>\n{dialect.note}{alert}"
        f'<form method="post" action="{escape(action)}">\n'
        f'<input type="hidden" name="request" value="{escape(form)}">\n'
        f"{people_field}\n{scopes_field}\n"
        f"<p>Afterwards you go to <code>{escape(request.destination)}</code>.</p>\n"
        f'<p><button type="submit" name="decision" value="allow">{dialect.allow_label}</button>\n'
        f'<button type="submit" name="decision" value="deny" formnovalidate>'
        f"{dialect.deny_label}</button></p>\n</form>"
    )
    title = f"Allow {request.app.name}? - {dialect.brand} sandbox"
    return page(title, body, 400 if error else 200)


def _choice(kind: str, name: str, value: str, label: str, about: str, extra: str) -> str:
    """Return one radio button or checkbox with its label and what it means."""
    key = f"{name}-{value}"
    return (
        f'<div class="choice"><input type="{kind}" name="{name}" id="{escape(key)}" '
        f'value="{escape(value)}" aria-describedby="{escape(key)}-about"{extra}>\n'
        f'<div><label for="{escape(key)}">{escape(label)}</label>\n'
        f'<small id="{escape(key)}-about">{escape(about)}</small></div></div>'
    )


def _fieldset(legend: str, choices: Iterable[str]) -> str:
    return f"<fieldset>\n<legend>{escape(legend)}</legend>\n" + "\n".join(choices) + "\n</fieldset>"
