"""The authorize endpoint: sign-in and consent in a browser."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING

from werkzeug.wrappers import Request, Response

from fitbit_sandbox.clock import Clock
from fitbit_sandbox.oauth.dialect import Dialect, PageError, RegisteredApp
from fitbit_sandbox.oauth.grants import Code, Grants
from fitbit_sandbox.oauth.request import AuthorizationRequest, RequestReader
from fitbit_sandbox.oauth.sessions import Sessions
from fitbit_sandbox.pages import page
from fitbit_sandbox.request_log import LoggedRequest

if TYPE_CHECKING:
    from fitbit_sandbox.people import Person

_FORM_GONE = "This form was sent before, is too old, or is another browser's"


class ConsentPage:
    """Shows the consent form, takes it back, and sends the browser on."""

    def __init__(
        self,
        dialect: Dialect,
        apps: Mapping[str, RegisteredApp],
        people: Mapping[str, Person],
        grants: Grants,
        clock: Clock,
    ) -> None:
        """Let these people consent to these apps."""
        self._dialect = dialect
        self._apps = apps
        self._people = people
        self._grants = grants
        self._clock = clock
        self._sessions = Sessions(clock)

    def answer(self, http: Request, logged: LoggedRequest) -> Response:
        """Return the form, a redirect, or the page that says what is wrong."""
        try:
            if http.method == "POST":
                return self._take(http, logged)
            return self._show(http, logged)
        except PageError as error:
            title = f"Error - {self._dialect.brand} sandbox"
            words = {"error": escape(error.error), "text": escape(str(error))}
            html = self._dialect.error_template.format(**words, status=error.status)
            return page(title, html, error.status)

    def _show(self, http: Request, logged: LoggedRequest) -> Response:
        request = RequestReader(self._dialect, http.args).read(self._apps)
        logged.client_id = request.app.client_id
        session = http.cookies.get(self._dialect.cookie, "")
        person = self._sessions.person(session)
        granted = self._grants.consented(request.app.client_id, person or "") or frozenset()
        consented = person is not None and granted.issuperset(request.scopes)
        if person is not None and consented and request.prompts <= {"none"}:
            return _redirect(self._grant(request, person, request.scopes))
        if "none" in request.prompts:  # never shows a page; the words are OpenID Connect's
            error = "consent_required" if person else "login_required"
            return _redirect(request.redirect({"error": error}))
        return self._form(http, request, self._sessions.known(session), person)

    def _form(
        self,
        http: Request,
        request: AuthorizationRequest,
        session: str,
        person: str | None,
        error: str = "",
    ) -> Response:
        response = _form_page(
            request,
            self._people.values(),
            action=http.script_root + self._dialect.authorize_path,
            form=self._sessions.open_form(session, request),
            chosen=person or next(iter(self._people)),
            error=error,
        )
        return self._with_cookie(response, http, session)

    def _take(self, http: Request, logged: LoggedRequest) -> Response:
        """Take a form that was sent; its id is good for once, in the browser that got it."""
        session = http.cookies.get(self._dialect.cookie, "")
        request = self._sessions.close_form(http.form.get("request", ""), session)
        if request is None:
            raise PageError("invalid_request", _FORM_GONE)
        logged.client_id = request.app.client_id
        if http.form.get("decision") == "deny":
            return _redirect(request.redirect(self._dialect.denied))
        person = http.form.get("person", "")
        ticked = tuple(s for s in request.scopes if s in http.form.getlist("scope"))
        error = self._error(http.form.get("decision"), person, ticked)
        if error:
            return self._form(http, request, session, None, error)
        logged.user = person
        response = _redirect(self._grant(request, person, ticked))
        return self._with_cookie(response, http, self._sessions.sign_in(session, person))

    def _error(self, decision: str | None, person: str, ticked: tuple[str, ...]) -> str:
        """Return what the person has to decide yet, empty if nothing."""
        if decision != "allow":
            return f"Choose {self._dialect.allow_label} or {self._dialect.deny_label}."
        if person not in self._people:
            return self._dialect.choose_person
        if not ticked:
            return f"Tick at least one kind of data, or choose {self._dialect.deny_label}."
        return ""

    def _grant(self, request: AuthorizationRequest, person: str, ticked: tuple[str, ...]) -> str:
        """Remember the decision and return the redirect with a fresh code."""
        client_id = request.app.client_id
        before = self._grants.consented(client_id, person)
        scopes = self._dialect.granted(request, before, ticked)
        self._grants.consent(client_id, person, request.scopes, scopes)
        offline = self._dialect.is_offline(request, before)
        code = Code(request, person, scopes, self._clock.time(), offline)
        told = {"scope": " ".join(scopes)} if self._dialect.tells_scopes else {}
        return request.redirect({"code": self._grants.add_code(code), **told})

    def _with_cookie(self, response: Response, http: Request, session: str) -> Response:
        folder = self._dialect.authorize_path.partition("oauth2/")[0]
        response.set_cookie(
            self._dialect.cookie,
            session,
            path=f"{http.script_root}{folder}oauth2/",
            httponly=True,
            samesite="Lax",
            secure=http.scheme == "https",
        )
        return response


def _redirect(location: str) -> Response:
    headers = {
        "Location": location,
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
    }
    response = Response(b"", 302, headers=headers)
    # An app's own scheme or a query such as ``?a=b/c`` has to reach the app as it was given.
    response.autocorrect_location_header = False
    return response


def _form_page(
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
