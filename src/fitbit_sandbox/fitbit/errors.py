"""The errors a Fitbit answers with: one exception, one body shape."""

from __future__ import annotations

from typing import Any

VISIT = (
    "Visit https://dev.fitbit.com/docs/oauth2 for more information on the "
    "Fitbit Web API authorization process."
)


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


def invalid(field: str, message: str) -> Refusal:
    """Return the 400 for one wrong parameter."""
    return Refusal(400, "validation", message, field=field)


def not_found(message: str = "The resource with given id doesn't exist") -> Refusal:
    """Return the 404 for an id nobody knows."""
    return Refusal(404, "not_found", message, field="n/a")
