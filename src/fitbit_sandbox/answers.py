"""HTTP responses made of data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from werkzeug.wrappers import Response

JSON = "application/json;charset=UTF-8"


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
