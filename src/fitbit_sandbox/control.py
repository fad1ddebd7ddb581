"""Lets other processes look into a served sandbox and move it, and shows people around."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from html import escape
from typing import TYPE_CHECKING, Any

from werkzeug.wrappers import Request, Response

from fitbit_sandbox.answers import json_response
from fitbit_sandbox.clock import Clock
from fitbit_sandbox.faults import Faults
from fitbit_sandbox.fitbit.apps import SAMPLE_APPS, App
from fitbit_sandbox.fitbit.hosts import FitbitHosts
from fitbit_sandbox.pages import page
from fitbit_sandbox.request_log import RequestLog

if TYPE_CHECKING:
    from fitbit_sandbox.people import Person

_HELP = {
    "GET /sandbox": "what is here",
    "GET /sandbox/requests": "the requests so far",
    "POST /sandbox/clock": '{"advance": seconds} or {"set": seconds since the epoch}',
    "POST /sandbox/faults": '{"path": "/oauth2/token", "status": 503, ...} as sandbox.faults.add',
    "DELETE /sandbox/faults": "take back what was ordered",
    "POST /sandbox/subscribers": '{"client_id": "23SERV", "url": "http://127.0.0.1:5000/", '
    '"verification_code": "...", "subscriber_id": "1", "default": false}',
    "GET /sandbox/notifications": "what was sent to subscribers, and whether more is coming",
}


class Control:
    """Answers the paths of the sandbox itself, which no Fitbit has."""

    def __init__(
        self,
        *,
        fitbit: FitbitHosts,
        people: Mapping[str, Person],
        clock: Clock,
        faults: Faults,
        request_log: RequestLog,
    ) -> None:
        """Look into these parts."""
        self._apps: Mapping[str, App] = fitbit.oauth.apps
        self._people = people
        self._clock = clock
        self._faults = faults
        self._request_log = request_log
        self._subscribers = fitbit.subscribers
        self._notifications = fitbit.notifications
        self._answers: dict[tuple[str, str], Callable[[Request], Response]] = {
            ("GET", "/"): self._home,
            ("GET", "/sandbox"): self._here,
            ("GET", "/sandbox/requests"): self._requests,
            ("POST", "/sandbox/clock"): self._move,
            ("POST", "/sandbox/faults"): self._order,
            ("DELETE", "/sandbox/faults"): self._clear,
            ("POST", "/sandbox/subscribers"): self._subscribe,
            ("GET", "/sandbox/notifications"): self._notified,
        }

    def concerns(self, path: str) -> bool:
        """Tell whether a path is one of these."""
        return path in {"/", "/sandbox"} or path.startswith("/sandbox/")

    def answer(self, request: Request) -> Response:
        """Return the answer; writes are JSON, which no other site's page can send unasked."""
        answer = self._answers.get((request.method, request.path))
        if answer is None:
            return json_response({"error": "No such thing.", "help": _HELP}, 404)
        if request.method == "POST" and request.mimetype != "application/json":
            return json_response({"error": "Send application/json.", "help": _HELP}, 415)
        try:
            return answer(request)
        except (ValueError, TypeError, KeyError) as error:
            return json_response({"error": f"{type(error).__name__}: {error}", "help": _HELP}, 400)

    def _here(self, _: Request) -> Response:
        return json_response(
            {
                "time": self._clock.time(),
                "apps": [self._app(app) for app in list(self._apps.values())],
                "people": [
                    {"id": p.id, "name": p.name, "about": p.about} for p in self._people.values()
                ],
                "faults": self._faults.pending(),
                "requests": len(self._request_log.records()),
                "help": _HELP,
            }
        )

    def _app(self, app: App) -> dict[str, Any]:
        """Describe an app; only the sample apps' secrets are told, as everybody knows them."""
        described = asdict(app)
        if app.client_id not in {sample.client_id for sample in SAMPLE_APPS.values()}:
            del described["client_secret"]
        return described

    def _requests(self, _: Request) -> Response:
        return json_response([asdict(record) for record in self._request_log.records()])

    def _move(self, request: Request) -> Response:
        ordered = _object(request)
        unknown = ordered.keys() - {"advance", "set"}
        if unknown or not ordered:
            msg = "Say advance or set."
            raise ValueError(msg)
        if "set" in ordered:
            self._clock.set(float(ordered["set"]))
        self._clock.advance(float(ordered.get("advance", 0)))
        return json_response({"time": self._clock.time()})

    def _order(self, request: Request) -> Response:
        ordered = _object(request)
        self._faults.add(ordered.pop("path"), **ordered)
        return json_response({"faults": self._faults.pending()}, 201)

    def _clear(self, _: Request) -> Response:
        self._faults.clear()
        return json_response(b"", 204)

    def _subscribe(self, request: Request) -> Response:
        ordered = {"subscriber_id": "1", "default": False, **_object(request)}
        for name in ("client_id", "url", "verification_code", "subscriber_id"):
            if not isinstance(ordered.get(name), str):
                msg = f"{name} is a text."
                raise TypeError(msg)
        app = self._apps[ordered.pop("client_id")]
        subscriber = self._subscribers.register(app, **ordered)
        return json_response({"subscriber_id": subscriber.id}, 201)

    def _notified(self, _: Request) -> Response:
        pending = self._notifications.pending
        posts = [asdict(post) for post in self._notifications.posts()]
        return json_response({"pending": pending, "posts": posts})

    def _home(self, request: Request) -> Response:
        url = escape(request.host_url.rstrip("/"))
        apps = "\n".join(_app_row(self._app(app)) for app in list(self._apps.values()))
        people = "\n".join(
            f"<li><strong>{escape(p.name)}</strong> (<code>{escape(p.id)}</code>): "
            f"{escape(p.about)}</li>"
            for p in self._people.values()
        )
        body = (
            f"<h1>A Fitbit on this machine</h1>\n<p>Its address is <code>{url}</code>. Point your "
            f"program's authorize page, token endpoint and API there.</p>\n"
            f"<h2>Apps</h2>\n<ul>\n{apps}\n</ul>\n<h2>People</h2>\n<ul>\n{people}\n</ul>\n"
            f'<p>For programs: <a href="/sandbox">what is here</a> and '
            f'<a href="/sandbox/requests">the requests so far</a>, as JSON.</p>'
        )
        return page("Fitbit sandbox", body)


def _app_row(app: Mapping[str, Any]) -> str:
    secret = app.get("client_secret")
    told = f", client secret <code>{escape(secret)}</code>" if secret else ""
    uris = ", ".join(f"<code>{escape(uri)}</code>" for uri in app["redirect_uris"])
    return (
        f"<li><strong>{escape(app['name'])}</strong> ({escape(app['type'])}): client id "
        f"<code>{escape(app['client_id'])}</code>{told}, redirects to {uris}</li>"
    )


def _object(request: Request) -> dict[str, Any]:
    ordered = json.loads(request.get_data())
    if not isinstance(ordered, dict):
        msg = "Send a JSON object."
        raise TypeError(msg)
    return ordered
