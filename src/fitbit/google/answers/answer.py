"""Answers that reach the program: Fitbit's JSON and errors, or Google's error as it is."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPResponse

_JSON = "application/json;charset=UTF-8"
_COMMON = {"Cache-Control": "no-cache, private", "Content-Language": "en"}
_KEPT = ("Content-Type", "Retry-After", "Date", "WWW-Authenticate")
_REASONS = {200: "OK", 201: "Created", 204: "No Content", 400: "Bad Request", 404: "Not Found"}


@dataclass(frozen=True)
class Answer:
    """The status, body and headers of an answer."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict[str, str])


class FitbitApiError(Exception):
    """Raised to answer with the error that the Fitbit Web API itself would give."""

    def __init__(self, field: str | None, message: str, *, kind: str = "validation") -> None:
        super().__init__(message)
        self.field, self.message, self.kind = field, message, kind

    def answer(self) -> Answer:
        """Return it in Fitbit's shape: a 400, or a 404 for what does not exist."""
        error = {"errorType": self.kind, "message": self.message}
        if self.field is not None:
            error["fieldName"] = self.field
        status = 404 if self.kind == "not_found" else 400
        return json_answer({"errors": [error], "success": False}, status)


def not_found() -> FitbitApiError:
    """Return Fitbit's error for an id that is not there."""
    return FitbitApiError("n/a", "The resource with given id doesn't exist", kind="not_found")


def json_answer(content: Any, status: int = 200) -> Answer:
    """Return an answer in JSON, written as Fitbit writes it."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return Answer(status, body, {"Content-Type": _JSON, **_COMMON})


def empty_answer(status: int = 204) -> Answer:
    """Return an answer without a body."""
    return Answer(status, b"", dict(_COMMON))


def passed_on(response: requests.Response) -> Answer:
    """Return Google's own answer, with the headers that mean something to the client."""
    headers = {name: response.headers[name] for name in _KEPT if name in response.headers}
    return Answer(response.status_code, response.content, headers)


def response_to(request: requests.PreparedRequest, answer: Answer) -> requests.Response:
    """Return an answer as requests would have received it."""
    raw = HTTPResponse(
        body=io.BytesIO(answer.body),
        headers={**answer.headers, "Content-Length": str(len(answer.body))},
        status=answer.status,
        reason=_REASONS.get(answer.status),
        preload_content=False,
        request_method=request.method,
    )
    return HTTPAdapter().build_response(request, raw)
