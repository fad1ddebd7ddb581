"""Client of the sandbox's Google Health, over HTTP in process, that knows nothing of its inside."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

import requests

from fitbit_sandbox import Sandbox
from fitbit_sandbox.google import GoogleApp
from fitbit_sandbox.google.scopes import BASE
from fitbit_sandbox.people import Person

NOW = datetime(2026, 4, 15, 14, 20, 40, tzinfo=timezone.utc).timestamp()
HEALTH = "https://health.googleapis.com"
USER = f"{HEALTH}/v4/users/me"


def civil(day: date) -> dict[str, Any]:
    """Return a day as a range of dailyRollUp has it."""
    return {"date": {"year": day.year, "month": day.month, "day": day.day}}


def day_of(edge: dict[str, Any]) -> date:
    """Return the day of a civil time."""
    return date(edge["date"]["year"], edge["date"]["month"], edge["date"]["day"])


def _picked(sandbox: Sandbox, person: Person | str | None) -> Person:
    if not isinstance(person, str):
        return person or sandbox.people[0]
    return next(one for one in sandbox.people if person in one.name)


class Health:
    """Requests to a Google Health for one person's data."""

    def __init__(
        self,
        sandbox: Sandbox,
        person: Person | str | None = None,
        scopes: list[str] | None = None,
        app: GoogleApp | None = None,
    ) -> None:
        self.sandbox = sandbox
        self.person = _picked(sandbox, person)
        wanted = scopes if scopes is None else [f"{BASE}{scope}" for scope in scopes]
        self.app = app or sandbox.google_apps["web"]
        token = sandbox.google_issue(self.app, self.person, wanted)
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.mount("https://", sandbox.google_adapter())
        self.session.headers["Authorization"] = f"Bearer {token['access_token']}"

    def ask(self, method: str, path: str, **options: Any) -> requests.Response:
        """Send a request below users/me and return whatever comes."""
        return self.session.request(method, f"{USER}/{path}", timeout=30, **options)

    def good(self, method: str, path: str, **options: Any) -> Any:
        """Return the JSON of an answer that must be good."""
        answer = self.ask(method, path, **options)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def refused(self, method: str, path: str, **options: Any) -> Any:
        """Return the error of an answer that must be a refusal."""
        answer = self.ask(method, path, **options)
        assert answer.status_code >= 400, answer.text
        error = answer.json()["error"]
        assert error["code"] == answer.status_code
        return error

    def points(self, kind: str, filter_: str = "", verb: str = "", **query: Any) -> list[Any]:
        """Return every data point of a list or reconcile, page by page."""
        params: dict[str, Any] = {"filter": filter_, **query} if filter_ else dict(query)
        found: list[Any] = []
        while True:
            page = self.good("GET", f"dataTypes/{kind}/dataPoints{verb}", params=params)
            found += page.get("dataPoints", [])
            if not page.get("nextPageToken"):
                return found
            params["pageToken"] = page["nextPageToken"]

    def reconciled(self, kind: str, filter_: str = "", **query: Any) -> list[Any]:
        """Return every point of the merged stream."""
        return self.points(kind, filter_, ":reconcile", **query)

    def daily(self, kind: str, first: date, last: date, **fields: Any) -> dict[date, Any]:
        """Return a type's daily sums by day, both ends included."""
        span = {"start": civil(first), "end": civil(last + timedelta(days=1))}
        path = f"dataTypes/{kind}/dataPoints:dailyRollUp"
        rows = self._rows(path, {"range": span, **fields})
        return {day_of(row.pop("civilStartTime")): self._value(row) for row in rows}

    def windows(
        self, kind: str, start: str, end: str, size: str = "60s", **fields: Any
    ) -> dict[str, Any]:
        """Return a type's sums over windows by their beginning."""
        span = {"startTime": start, "endTime": end}
        path = f"dataTypes/{kind}/dataPoints:rollUp"
        rows = self._rows(path, {"range": span, "windowSize": size, **fields})
        return {row.pop("startTime"): self._value(row) for row in rows}

    def _rows(self, path: str, body: dict[str, Any]) -> list[Any]:
        rows: list[Any] = []
        while True:
            page = self.good("POST", path, json=body)
            rows += page.get("rollupDataPoints", [])
            if not page.get("nextPageToken"):
                return rows
            body = {**body, "pageToken": page["nextPageToken"]}

    def _value(self, row: dict[str, Any]) -> Any:
        (value,) = (value for name, value in row.items() if not name.lower().endswith("endtime"))
        return value
