"""Writes Google's sign-in and consent page: plain HTML, as the sandbox's other page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from werkzeug.wrappers import Response

from fitbit_sandbox.google.authorization import AuthorizationRequest, PageError
from fitbit_sandbox.google.scopes import label, scopes
from fitbit_sandbox.pages import choice, page, people_field
from fitbit_sandbox.people import Person


def error_page(error: PageError) -> Response:
    """Return the page for an authorize request that cannot be answered with a redirect."""
    body = (
        f'<h1>Access blocked: authorization error</h1>\n<div role="alert">\n'
        f"<p>{escape(str(error))}</p>\n"
        f"<p>Error {error.status}: <code>{escape(error.error)}</code></p>\n</div>"
    )
    return page("Error - Google sandbox", body, error.status)


def consent_page(
    request: AuthorizationRequest,
    people: Iterable[Person],
    *,
    action: str,
    form: str,
    chosen: str,
    testing: bool,
    complaint: str = "",
) -> Response:
    """Return the form on which a person signs in and decides what the app may see."""
    name = escape(request.app.name)
    alert = f'<p role="alert">{escape(complaint)}</p>\n' if complaint else ""
    note = "<p>Google hasn't verified this app: it is being tested.</p>\n" if testing else ""
    body = (
        f"<h1>{name} wants to access your Google Account</h1>\n{note}{alert}"
        f'<form method="post" action="{escape(action)}">\n'
        f'<input type="hidden" name="request" value="{escape(form)}">\n'
        f"{people_field(people, chosen)}\n{_scopes_field(name, request.scopes)}\n"
        f"<p>Afterwards you go to <code>{escape(request.redirect_uri)}</code>.</p>\n"
        f'<p><button type="submit" name="decision" value="allow">Continue</button>\n'
        f'<button type="submit" name="decision" value="deny" formnovalidate>Cancel</button></p>\n'
        f"</form>"
    )
    return page(f"Allow {request.app.name}? - Google sandbox", body, 400 if complaint else 200)


def _scopes_field(app: str, asked: Iterable[str]) -> str:
    about: Mapping[str, str] = scopes()
    choices = [choice("checkbox", "scope", s, label(s), about[s], " checked") for s in asked]
    legend = f"<legend>What {app} may see and change</legend>"
    return f"<fieldset>\n{legend}\n" + "\n".join(choices) + "\n</fieldset>"
