"""Makes HTTP responses of data and of refusals."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from werkzeug.wrappers import Response

from fitbit_sandbox.fitbit.errors import Refusal

JSON = "application/json;charset=UTF-8"
SLEEP_PENDING = {"meta": {"retryDuration": 3000, "state": "pending"}}
"""Is the body of a sleep log that Fitbit is still working on, to be ordered as a fault."""
TOO_MANY_POINTS = {
    "errors": [
        {
            "errorType": "validation",
            "fieldName": "Request",
            "message": "The number of data points queried exceeds limit.",
        }
    ]
}
"""Is the body of a 422 as it was seen, without ``success``, to be ordered as a fault."""
_GOOGLE_STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ABORTED",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
}


def json_response(
    data: Any,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    content_type: str = JSON,
) -> Response:
    """Return data as JSON; text and bytes go out as they are, a 204 goes out empty."""
    body = data if isinstance(data, (str, bytes)) else json.dumps(data, separators=(",", ":"))
    if status == HTTPStatus.NO_CONTENT:
        return Response(b"", status, headers=dict(headers or {}))
    return Response(body, status, headers=dict(headers or {}), content_type=content_type)


def refusal_response(refusal: Refusal) -> Response:
    """Return a refusal with Fitbit's ``errors`` body."""
    return json_response(refusal.body(), refusal.status, refusal.headers)


def google_error(status: int, message: str) -> dict[str, Any]:
    """Return the other error body that api.fitbit.com has had since it moved to Google."""
    name = _GOOGLE_STATUS.get(status, "UNKNOWN")
    return {"error": {"code": status, "message": message, "status": name}}


def google_response(refusal: Refusal) -> Response:
    """Return a refusal in Google's shape, with the header that came with it."""
    headers = {**refusal.headers, "Server": "ESF"}
    body = google_error(refusal.status, refusal.message)
    return json_response(body, refusal.status, headers, "application/json; charset=UTF-8")
