"""Fitbit's errors, as tests compare them."""

from __future__ import annotations

import requests

VISIT = (
    "Visit https://dev.fitbit.com/docs/oauth2 for more information on the Fitbit Web API "
    "authorization process."
)


def refusal(response: requests.Response) -> tuple[int, str, str]:
    """Return status, type and message of the one error, without the closing invitation."""
    body = response.json()
    assert body["success"] is False
    (error,) = body["errors"]
    return response.status_code, error["errorType"], error["message"].replace(f" {VISIT}", "")
