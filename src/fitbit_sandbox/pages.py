"""Writes the sandbox's pages: plain HTML that works without scripts and reads well aloud."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from werkzeug.wrappers import Response

from fitbit_sandbox.authorization_request import AuthorizationRequest
from fitbit_sandbox.fitbit import operations

if TYPE_CHECKING:
    from fitbit_sandbox.people import Person

_STYLE = """
:root { color-scheme: light dark; font: 1.0625rem/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 42rem; padding: 1rem; }
fieldset { border: 1px solid; border-radius: .5rem; margin: 1.25rem 0; }
legend { font-weight: 600; padding: 0 .5rem; }
.choice { display: grid; grid-template-columns: 1.75rem 1fr; padding: .375rem 0; }
.choice input { height: 1.125rem; margin: .25rem 0 0; width: 1.125rem; }
.choice small { display: block; }
button { font: inherit; margin-right: .75rem; min-height: 2.75rem; padding: .375rem 1.5rem; }
code { overflow-wrap: anywhere; }
[role=alert] { border-left: .375rem solid #c22; padding-left: .75rem; }
"""
_NOTE = "This is a sandbox on this machine. The people are made up; no real account is involved."
_APOLOGY = (
    "The app you're trying to connect did not provide valid information to Fitbit. "
    "Please report this issue to them."
)


@cache
def _policy() -> str:
    """Return a policy that allows the page's own style and nothing else.

    There is no form-action in it: browsers apply that to the redirects after a form as well,
    and where an app redirects to is its own affair.
    """
    digest = b64encode(hashlib.sha256(_STYLE.encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; frame-ancestors 'none'"
    )


def page(title: str, body: str, status: int = 200) -> Response:
    """Return a whole page, not to be stored, framed, or told to others by a referrer."""
    html = (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n<footer><p><small>{_NOTE}</small></p></footer>\n"
        f"</body>\n</html>\n"
    )
    headers = {
        "Content-Security-Policy": _policy(),
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(html, status, headers=headers, content_type="text/html; charset=utf-8")


def error_page(text: str) -> Response:
    """Return the page for an authorize request that cannot be answered with a redirect."""
    body = (
        f'<h1>This app cannot connect</h1>\n<div role="alert">\n<p>{_APOLOGY}</p>\n'
        f"<p>Developer information: <code>{escape(text)}</code></p>\n</div>"
    )
    return page("Error - Fitbit sandbox", body, 400)


def consent_page(
    request: AuthorizationRequest,
    people: Iterable[Person],
    *,
    form: str,
    chosen: str,
    ticked: Iterable[str],
    complaint: str = "",
) -> Response:
    """Return the form on which a person signs in and decides what the app may see."""
    name = escape(request.app.name)
    alert = f'<p role="alert">{escape(complaint)}</p>\n' if complaint else ""
    body = (
        f"<h1>{name} would like to use your Fitbit data</h1>\n{alert}"
        f'<form method="post" action="/oauth2/authorize">\n'
        f'<input type="hidden" name="request" value="{escape(form)}">\n'
        f"{people_field(people, chosen)}\n{_scopes_field(name, request.scopes, set(ticked))}\n"
        f"<p>Afterwards you go to <code>{escape(request.destination)}</code>.</p>\n"
        f'<p><button type="submit" name="decision" value="allow">Allow</button>\n'
        f'<button type="submit" name="decision" value="deny" formnovalidate>Deny</button></p>\n'
        f"</form>"
    )
    return page(f"Allow {request.app.name}? - Fitbit sandbox", body, 400 if complaint else 200)


def choice(kind: str, name: str, value: str, label: str, about: str, extra: str) -> str:
    """Return one radio button or checkbox with its label and what it means."""
    key = f"{name}-{value}"
    return (
        f'<div class="choice"><input type="{kind}" name="{name}" id="{escape(key)}" '
        f'value="{escape(value)}" aria-describedby="{escape(key)}-about"{extra}>\n'
        f'<div><label for="{escape(key)}">{escape(label)}</label>\n'
        f'<small id="{escape(key)}-about">{escape(about)}</small></div></div>'
    )


def people_field(people: Iterable[Person], chosen: str) -> str:
    """Return the field that asks who signs in."""
    choices = [
        choice(
            "radio", "person", p.id, p.name, p.about, " required" + " checked" * (p.id == chosen)
        )
        for p in people
    ]
    return "<fieldset>\n<legend>Sign in as</legend>\n" + "\n".join(choices) + "\n</fieldset>"


def _scopes_field(app: str, asked: Iterable[str], ticked: set[str]) -> str:
    about = operations.scopes()
    choices = [
        choice("checkbox", "scope", s, s.replace("_", " "), about[s], " checked" * (s in ticked))
        for s in asked
    ]
    legend = f"<legend>What {app} may see and change</legend>"
    return f"<fieldset>\n{legend}\n" + "\n".join(choices) + "\n</fieldset>"
