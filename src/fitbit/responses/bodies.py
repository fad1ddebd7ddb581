"""Bodies of answers: JSON, and errors in Fitbit's shape, Google's or OAuth's own."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any, cast

from fitbit.responses.redaction import mask, secrets_of

_EXCERPT = 200
_ADVICE = {
    "SERVICE_DISABLED": "Enable the Google Health API in the client id's Google Cloud project.",
    "ACCOUNT_NOT_LINKED": "The user has to link a Fitbit account to the Google account: {link}",
    "ACCESS_TOKEN_SCOPE_INSUFFICIENT": (
        "Ask for the scope (write=True for writing) and let the user consent again."
    ),
}
_HOUR = 3600
_GOOGLE_WAIT = 60

NOT_JSON: Any = object()
"""The value of a body that is not JSON."""


def read_json(response: Any) -> Any:
    """Return the body as JSON, or NOT_JSON.

    No exception leaves this function: a JSONDecodeError would carry the whole body along.
    """
    try:
        return json.loads(_text(response))
    except (ValueError, RecursionError):
        return NOT_JSON


def as_object(value: Any) -> dict[str, Any] | None:
    """Return a decoded JSON value if it is an object, else None."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else None


def as_objects(value: Any) -> list[dict[str, Any]]:
    """Return the objects in a decoded JSON array, none where it is no array."""
    many: list[Any] = value if isinstance(value, list) else []  # pyright: ignore[reportUnknownVariableType]
    return [one for one in map(as_object, many) if one is not None]


def read_errors(response: Any) -> list[dict[str, Any]]:
    """Return the body's errors, each with ``errorType``, ``message`` and maybe ``fieldName``.

    An empty list means that the body is no JSON object of a known shape.
    Tokens that the server echoes are masked.
    """
    body = as_object(read_json(response))
    if body is None:
        return []
    secrets = secrets_of(getattr(response, "request", None))
    return [_masked(error, secrets) for error in _errors_in(body)]


def _errors_in(body: dict[str, Any]) -> list[dict[str, Any]]:
    if isinstance(body.get("errors"), list):
        return as_objects(body["errors"])
    error = body.get("error")
    google = as_object(error)
    if google is not None:
        known = {"errorType": google.get("status"), "message": google.get("message")}
        return [known | ({"details": google["details"]} if google.get("details") else {})]
    if isinstance(error, str):
        return [{"errorType": error, "message": body.get("error_description") or error}]
    return []


def _masked(error: dict[str, Any], secrets: set[str]) -> dict[str, Any]:
    return {
        name: mask(value, secrets) if isinstance(value, str) else value
        for name, value in error.items()
    }


def message_of(response: Any, errors: list[dict[str, Any]]) -> str:
    """Return the server's messages, one a line, or else the beginning of the body."""
    messages = [error["message"] for error in errors if isinstance(error.get("message"), str)]
    if messages:
        return "\n".join(messages)
    secrets = secrets_of(getattr(response, "request", None))
    return mask(" ".join(_text(response).split()), secrets)[:_EXCERPT]


def error_type_of(errors: list[dict[str, Any]]) -> str | None:
    """Return the first error's type, or None where the body names none."""
    types = (error.get("errorType") for error in errors)
    return next((name for name in types if isinstance(name, str) and name), None)


def _text(response: Any) -> str:
    content = getattr(response, "content", b"")
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else ""


def advice(errors: list[dict[str, Any]]) -> str:
    """Return what to do where an error names a reason that the user can remove, else ""."""
    for detail in _details(errors):
        words = _ADVICE.get(str(detail.get("reason")))
        if words is not None:
            return words.format(link=_link(detail))
    return ""


def _details(errors: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [detail for error in errors for detail in as_objects(error.get("details"))]


def _link(detail: dict[str, Any]) -> str:
    link = (as_object(detail.get("metadata")) or {}).get("redirect_uri")
    return link if isinstance(link, str) else "https://fitbit.google.com/auth/signup"


def retry_after(response: Any) -> int:
    """Return the whole seconds to wait after a 429.

    Fitbit-Rate-Limit-Reset counts first, then Retry-After as seconds or as a date;
    without a readable one, the seconds to the next hour (where Google answers: 60).
    """
    stated = stated_wait(response)
    return _default_wait(response) if stated is None else stated


def stated_wait(response: Any) -> int | None:
    """Return the seconds that the headers name, None where they name none that can be read."""
    headers = _headers(response)
    waits = (
        _seconds(headers.get("fitbit-rate-limit-reset")),
        _seconds(headers.get("retry-after")),
        _until(headers.get("retry-after"), _now(headers)),
    )
    return next((wait for wait in waits if wait is not None), None)


def _now(headers: Mapping[str, str]) -> float:
    """Return the server's time where it tells it."""
    return _date(headers.get("date")) or time.time()


def _headers(response: Any) -> dict[str, str]:
    headers = getattr(response, "headers", None)
    if not isinstance(headers, Mapping):
        return {}
    known: Mapping[Any, Any] = headers  # pyright: ignore[reportUnknownVariableType]
    return {str(name).lower(): str(value) for name, value in known.items()}


def _seconds(value: str | None) -> int | None:
    try:
        seconds = float(value or "")
    except ValueError:
        return None
    return max(0, math.ceil(seconds)) if math.isfinite(seconds) else None


def _until(value: str | None, now: float) -> int | None:
    moment = _date(value)
    return None if moment is None else max(0, math.ceil(moment - now))


def _date(value: str | None) -> float | None:
    try:
        return parsedate_to_datetime(value or "").timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _default_wait(response: Any) -> int:
    # Fitbit renews its requests at the top of each hour, Google its quota each minute.
    if error_type_of(read_errors(response)) == "RESOURCE_EXHAUSTED":
        return _GOOGLE_WAIT
    return math.ceil(_HOUR - _now(_headers(response)) % _HOUR)
