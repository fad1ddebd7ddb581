"""Answers accounts.google.com: sign-in and consent in a browser."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from werkzeug.wrappers import Request, Response

from fitbit_sandbox.clock import Clock
from fitbit_sandbox.google import pages
from fitbit_sandbox.google.apps import GoogleApp
from fitbit_sandbox.google.authorization import AuthorizationRequest, PageError, read
from fitbit_sandbox.google.grants import Code, GoogleGrants
from fitbit_sandbox.people import Person
from fitbit_sandbox.request_log import LoggedRequest
from fitbit_sandbox.sessions import Sessions

COOKIE = "google_sandbox"
PATH = "/o/oauth2/v2/auth"
_FORM_GONE = "This form was sent before, is too old, or is another browser's."


class ConsentPage:
    """Shows the consent form, takes it back, and sends the browser on."""

    def __init__(
        self,
        *,
        apps: Mapping[str, GoogleApp],
        people: Mapping[str, Person],
        grants: GoogleGrants,
        clock: Clock,
        testing: bool,
    ) -> None:
        """Let these people consent to these apps."""
        self._apps = apps
        self._people = people
        self._grants = grants
        self._clock = clock
        self._testing = testing
        self._sessions: Sessions[AuthorizationRequest] = Sessions(clock)

    def answer(self, request: Request, record: LoggedRequest) -> Response:
        """Return the form, a redirect, or the page that says what is wrong."""
        try:
            if request.method == "POST":
                return self._take(request, record)
            return self._show(request, record)
        except PageError as error:
            return pages.error_page(error)

    def _show(self, request: Request, record: LoggedRequest) -> Response:
        wish = read(request.args, self._apps)
        record.client_id = wish.app.client_id
        session = request.cookies.get(COOKIE, "")
        person = self._sessions.person(session)
        known = person is not None and self._has_consented(wish, person)
        if "none" in wish.prompts:
            return self._silently(wish, person, known=known)
        if known and person is not None and not wish.prompts:
            return _redirect(self._granted(wish, person, wish.scopes))
        known_session = session if self._sessions.knows(session) else self._sessions.begin()
        return self._form(request, wish, known_session, person)

    def _has_consented(self, wish: AuthorizationRequest, person: str) -> bool:
        granted = self._grants.consented(wish.app.client_id, person)
        return granted is not None and granted.issuperset(wish.scopes)

    def _silently(self, wish: AuthorizationRequest, person: str | None, *, known: bool) -> Response:
        if person is None:
            return _redirect(wish.redirect(error="login_required"))
        if not known:
            return _redirect(wish.redirect(error="consent_required"))
        return _redirect(self._granted(wish, person, wish.scopes))

    def _form(
        self,
        request: Request,
        wish: AuthorizationRequest,
        session: str,
        person: str | None,
        complaint: str = "",
    ) -> Response:
        response = pages.consent_page(
            wish,
            self._people.values(),
            action=request.script_root + PATH,
            form=self._sessions.open_form(session, wish),
            chosen=person or next(iter(self._people)),
            testing=self._testing,
            complaint=complaint,
        )
        return _with_cookie(response, request, session)

    def _take(self, request: Request, record: LoggedRequest) -> Response:
        """Take a form that was sent; its id is good for once, in the browser that got it."""
        session = request.cookies.get(COOKIE, "")
        wish = self._sessions.close_form(request.form.get("request", ""), session)
        if wish is None:
            raise PageError("invalid_request", _FORM_GONE)
        record.client_id = wish.app.client_id
        if request.form.get("decision") == "deny":
            return _redirect(wish.redirect(error="access_denied"))
        return self._allow(request, record, wish, session)

    def _allow(
        self, request: Request, record: LoggedRequest, wish: AuthorizationRequest, session: str
    ) -> Response:
        person = request.form.get("person", "")
        ticked = [scope for scope in wish.scopes if scope in request.form.getlist("scope")]
        complaint = self._complaint(request, person, ticked)
        if complaint:
            return self._form(request, wish, session, None, complaint)
        record.user = person
        response = _redirect(self._granted(wish, person, ticked))
        return _with_cookie(response, request, self._sessions.sign_in(session, person))

    def _complaint(self, request: Request, person: str, ticked: list[str]) -> str:
        """Return what the person has to decide yet, empty if nothing."""
        if request.form.get("decision") != "allow":
            return "Choose Continue or Cancel."
        if person not in self._people:
            return "Choose an account."
        return "" if ticked else "Tick at least one kind of data, or choose Cancel."

    def _granted(self, wish: AuthorizationRequest, person: str, ticked: Iterable[str]) -> str:
        """Remember the decision and return the redirect with a fresh code.

        A refresh token comes with the first consent, or when consent was asked for again.
        """
        before = self._grants.consented(wish.app.client_id, person)
        granted = tuple(ticked)
        if wish.include_granted:
            granted += tuple(sorted((before or frozenset()) - set(granted)))
        self._grants.consent(wish.app.client_id, person, granted)
        code = Code(
            client_id=wish.app.client_id,
            user_id=person,
            scopes=granted,
            redirect_uri=wish.redirect_uri,
            challenge=wish.challenge,
            method=wish.method,
            issued=self._clock.time(),
            offline=wish.offline and (before is None or "consent" in wish.prompts),
        )
        return wish.redirect(code=self._grants.add_code(code), scope=" ".join(granted))


def _redirect(location: str) -> Response:
    headers = {
        "Location": location,
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
    }
    response = Response(b"", 302, headers=headers)
    response.autocorrect_location_header = False
    return response


def _with_cookie(response: Response, request: Request, session: str) -> Response:
    response.set_cookie(
        COOKIE,
        session,
        path=f"{request.script_root}/o/oauth2/",
        httponly=True,
        samesite="Lax",
        secure=request.scheme == "https",
    )
    return response
