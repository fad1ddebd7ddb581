"""The errors a Fitbit answers with, and bodies to be ordered as faults."""

from __future__ import annotations

from functools import partial
from typing import Any

from werkzeug.wrappers import Response

from fitbit_sandbox.answers import json_response
from fitbit_sandbox.google.errors import GoogleError

VISIT = (
    "Visit https://dev.fitbit.com/docs/oauth2 for more information on the "
    "Fitbit Web API authorization process."
)
SLEEP_PENDING = {"meta": {"retryDuration": 3000, "state": "pending"}}
"""The body of a sleep log that Fitbit is still working on, to be ordered as a fault."""
TOO_MANY_POINTS = {
    "errors": [
        {
            "errorType": "validation",
            "fieldName": "Request",
            "message": "The number of data points queried exceeds limit.",
        }
    ]
}
"""The body of a 422 as it was seen, without ``success``, to be ordered as a fault."""


class Refusal(Exception):
    """Raised to end a request with a status and Fitbit's ``errors`` body."""

    def __init__(
        self,
        status: int,
        error_type: str,
        message: str,
        *,
        field: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        """Take what the answer will say."""
        super().__init__(message)
        self.status = status
        self.error_type = error_type
        self.message = message
        self.field = field
        self.headers = headers or {}

    def body(self) -> dict[str, Any]:
        """Return the body as Fitbit shapes it: fieldName only where one is named."""
        error = {"errorType": self.error_type, "message": self.message}
        if self.field is not None:
            error["fieldName"] = self.field
        return {"errors": [error], "success": False}


not_permitted = partial(
    Refusal,
    403,
    "insufficient_permissions",
    f"API client is not authorized by Fitbit to access the resource requested. {VISIT}",
)
"""For intraday data without approval, and other people's data."""
unknown_path = partial(
    Refusal, 404, "not_found", "The API you are requesting could not be found.", field="n/a"
)
"""For a path that Fitbit does not have, or no longer has."""


def invalid(field: str, message: str) -> Refusal:
    """Return the 400 for one wrong parameter."""
    return Refusal(400, "validation", message, field=field)


def not_found(message: str = "The resource with given id doesn't exist") -> Refusal:
    """Return the 404 for an id nobody knows."""
    return Refusal(404, "not_found", message, field="n/a")


def refusal_response(refusal: Refusal) -> Response:
    """Return a refusal with Fitbit's ``errors`` body."""
    return json_response(refusal.body(), refusal.status, refusal.headers)


def google_error(status: int, message: str) -> dict[str, Any]:
    """Return the other error body that api.fitbit.com has had since it moved to Google."""
    return GoogleError(status, message).body()


def google_response(refusal: Refusal) -> Response:
    """Return a refusal in Google's shape, with the header that came with it."""
    headers = {**refusal.headers, "Server": "ESF"}
    body = google_error(refusal.status, refusal.message)
    return json_response(body, refusal.status, headers, "application/json; charset=UTF-8")
