"""Google Health from a script: each answer is made by a function of the test."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import parse_qs, parse_qsl, urlsplit

import requests
from requests.adapters import BaseAdapter

from fitbit.google.adapter import GoogleHealthAdapter
from fitbit.google.answers.answer import Answer, response_to
from fitbit_sandbox import Clock

SETTINGS = {"timeZone": "Europe/Berlin", "utcOffset": "3600s"}


class Asked(NamedTuple):
    """One request that reached Google."""

    method: str
    path: str
    query: dict[str, list[str]]
    body: dict[str, Any]


Reply = tuple[int, Any] | tuple[int, Any, dict[str, str]]


class ScriptedGoogle(BaseAdapter):
    """Adapter that answers from a function and remembers what was asked."""

    def __init__(self, answer: Callable[[Asked], Reply]) -> None:
        super().__init__()
        self._answer = answer
        self._lock = threading.Lock()
        self.asked: list[Asked] = []

    def send(  # type: ignore[override]
        self, request: requests.PreparedRequest, **_options: Any
    ) -> requests.Response:
        """Answer one request."""
        parts = urlsplit(request.url or "")
        asked = Asked(str(request.method), parts.path, parse_qs(parts.query), _body(request.body))
        with self._lock:
            self.asked.append(asked)
        status, content, *headers = self._answer(asked)
        text = content if isinstance(content, bytes) else json.dumps(content).encode()
        kind = {"Content-Type": "text/html" if isinstance(content, bytes) else "application/json"}
        return response_to(request, Answer(status, text, kind | (headers[0] if headers else {})))

    def close(self) -> None:
        """Close nothing."""

    def of(self, ending: str) -> list[Asked]:
        """Return what was asked at paths with this ending."""
        return [asked for asked in self.asked if asked.path.endswith(ending)]


def _body(body: Any) -> dict[str, Any]:
    """Return the members of a JSON body or the fields of a form."""
    text = body.decode() if isinstance(body, bytes) else body or "{}"
    if text.startswith("{"):
        members: dict[str, Any] = json.loads(text)
        return members
    return dict(parse_qsl(text))


class Scripted:
    """A translator over a scripted Google, with a clock that stands still."""

    def __init__(self, answer: Callable[[Asked], Reply]) -> None:
        self.google = ScriptedGoogle(answer)
        self.clock = Clock(start=1_795_341_600)
        self.session = requests.Session()
        self.session.trust_env = False
        adapter = GoogleHealthAdapter(self.google, self.clock)
        self.session.mount("https://api.fitbit.com/", adapter)

    def get(self, path: str, **headers: str) -> requests.Response:
        """Read a path below the user."""
        return self.ask("GET", path, **headers)

    def ask(self, method: str, path: str, data: Any = None, **headers: str) -> requests.Response:
        """Send a request below the user, with a token."""
        url = f"https://api.fitbit.com/1/user/-/{path}"
        sent = {"Authorization": "Bearer ya29.scripted", **headers}
        return self.session.request(method, url, headers=sent, data=data, timeout=30)


def error(code: int, status: str, reason: str = "", **metadata: str) -> Reply:
    """Return an error as google.rpc writes it."""
    detail = {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason}
    details = [detail | {"domain": "googleapis.com", "metadata": metadata}]
    return code, {
        "error": {"code": code, "message": f"It is {status}", "status": status, "details": details}
    }


def date_members(text: str) -> dict[str, int]:
    """Return a day in Google's members."""
    year, month, day = (int(part) for part in text.split("-"))
    return {"year": year, "month": month, "day": day}


def daily(day: str, **values: Any) -> dict[str, Any]:
    """Return one day of a dailyRollUp."""
    start = {"date": date_members(day), "time": {}}
    return {"civilStartTime": start, "civilEndTime": start, **values}
