"""The sandbox's own paths: other processes look into it and move it, and people look around."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from html import escape
from typing import TYPE_CHECKING, Any, cast

from werkzeug.wrappers import Request, Response

from fitbit_sandbox.answers import json_response
from fitbit_sandbox.clock import Clock
from fitbit_sandbox.faults import Faults
from fitbit_sandbox.fitbit.apps import SAMPLE_APPS
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
_KNOWN_TO_ALL = {app.client_id for app in SAMPLE_APPS.values()}


@dataclass(frozen=True)
class Control:
    """Answers the paths that no Fitbit has."""

    fitbit: FitbitHosts
    people: Iterable[Person]
    clock: Clock
    faults: Faults
    request_log: RequestLog

    def concerns(self, path: str) -> bool:
        """Return whether a path is one of these."""
        return path in {"/", "/sandbox"} or path.startswith("/sandbox/")

    def answer(self, request: Request) -> Response:
        """Return the answer; writes are JSON, which no other site's page can send unasked."""
        answers: dict[str, Callable[[Request], Response]] = {
            "GET /": self._home,
            "GET /sandbox": self._here,
            "GET /sandbox/requests": self._requests,
            "POST /sandbox/clock": self._move,
            "POST /sandbox/faults": self._order,
            "DELETE /sandbox/faults": self._clear,
            "POST /sandbox/subscribers": self._subscribe,
            "GET /sandbox/notifications": self._notified,
        }
        answer = answers.get(f"{request.method} {request.path}")
        if answer is None:
            return _failure("No such thing.", 404)
        if request.method == "POST" and request.mimetype != "application/json":
            return _failure("Send application/json.", 415)
        try:
            return answer(request)
        except (ValueError, TypeError, KeyError) as error:
            return _failure(f"{type(error).__name__}: {error}", 400)

    def _here(self, _: Request) -> Response:
        return json_response(
            {
                "time": self.clock.time(),
                "apps": self._apps(),
                "people": [{"id": p.id, "name": p.name, "about": p.about} for p in self.people],
                "faults": self.faults.pending(),
                "requests": len(self.request_log.records()),
                "help": _HELP,
            }
        )

    def _apps(self) -> list[dict[str, Any]]:
        """Describe the apps; only the sample apps' secrets are told, as everybody knows them."""
        apps = [asdict(app) for app in list(self.fitbit.oauth.apps.values())]
        for app in apps:
            if app["client_id"] not in _KNOWN_TO_ALL:
                del app["client_secret"]
        return apps

    def _requests(self, _: Request) -> Response:
        return json_response([asdict(logged) for logged in self.request_log.records()])

    def _move(self, request: Request) -> Response:
        ordered = _object(request)
        if not ordered or ordered.keys() - {"advance", "set"}:
            msg = "Say advance or set."
            raise ValueError(msg)
        if "set" in ordered:
            self.clock.set(float(ordered["set"]))
        self.clock.advance(float(ordered.get("advance", 0)))
        return json_response({"time": self.clock.time()})

    def _order(self, request: Request) -> Response:
        ordered = _object(request)
        self.faults.add(ordered.pop("path"), **ordered)
        return json_response({"faults": self.faults.pending()}, 201)

    def _clear(self, _: Request) -> Response:
        self.faults.clear()
        return json_response(b"", 204)

    def _subscribe(self, request: Request) -> Response:
        ordered: dict[str, Any] = {"subscriber_id": "1", "default": False, **_object(request)}
        for name in ("client_id", "url", "verification_code", "subscriber_id"):
            if not isinstance(ordered.get(name), str):
                msg = f"{name} is a text."
                raise TypeError(msg)
        app = self.fitbit.oauth.apps[ordered.pop("client_id")]
        subscriber = self.fitbit.subscribers.register(app, **ordered)
        return json_response({"subscriber_id": subscriber.id}, 201)

    def _notified(self, _: Request) -> Response:
        pending = self.fitbit.notifications.pending
        posts = [asdict(post) for post in self.fitbit.notifications.posts()]
        return json_response({"pending": pending, "posts": posts})

    def _home(self, request: Request) -> Response:
        url = escape(request.host_url.rstrip("/"))
        apps = "\n".join(map(_app_row, self._apps()))
        people = "\n".join(
            f"<li><strong>{escape(p.name)}</strong> (<code>{p.id}</code>): {escape(p.about)}</li>"
            for p in self.people
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


def _failure(error: str, status: int) -> Response:
    return json_response({"error": error, "help": _HELP}, status)


def _object(request: Request) -> dict[str, Any]:
    ordered: Any = json.loads(request.get_data())
    if not isinstance(ordered, dict):
        msg = "Send a JSON object."
        raise TypeError(msg)
    return cast("dict[str, Any]", ordered)
