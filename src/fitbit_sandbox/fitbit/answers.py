"""HTTP responses made of Fitbit's refusals, and bodies to be ordered as faults."""

from __future__ import annotations

from typing import Any

from werkzeug.wrappers import Response

from fitbit_sandbox.answers import json_response
from fitbit_sandbox.fitbit.errors import Refusal
from fitbit_sandbox.google.errors import GoogleError

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
