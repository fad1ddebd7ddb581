"""The errors a Google API answers with: one exception, one body shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

_DOMAIN = "health.googleapis.com"
_PROJECT = "123456789"
_CONSOLE = (
    "https://console.developers.google.com/apis/api/health.googleapis.com/overview"
    f"?project={_PROJECT}"
)
_STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ABORTED",
    412: "FAILED_PRECONDITION",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}
_WORDS = {
    500: "Internal error encountered.",
    503: "The service is currently unavailable.",
    504: "Deadline expired before operation could complete.",
}
_EXPECTED = (
    "Expected OAuth 2 access token, login cookie or other valid authentication credential. "
    "See https://developers.google.com/identity/sign-in/web/devconsole-project."
)
_OF_MANY = (".list", ".reconcile", ".rollUp", ".dailyRollUp", ".batchDelete")


class GoogleError(Exception):
    """Raised to end a request with a status and a google.rpc.Status body."""

    def __init__(
        self,
        code: int,
        message: str,
        reason: str = "",
        *,
        status: str = "",
        domain: str = _DOMAIN,
        metadata: Mapping[str, str] | None = None,
        more: tuple[dict[str, Any], ...] = (),
    ) -> None:
        """Take what the answer will say."""
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status or _STATUS.get(code, "UNKNOWN")
        self.details = list(more)
        if reason:
            kind = "type.googleapis.com/google.rpc.ErrorInfo"
            info: dict[str, Any] = {"@type": kind, "reason": reason, "domain": domain}
            self.details.insert(0, info | ({"metadata": dict(metadata)} if metadata else {}))

    def body(self) -> dict[str, Any]:
        """Return the body; details only where there are some."""
        error: dict[str, Any] = {"code": self.code, "message": self.message, "status": self.status}
        return {"error": error | ({"details": self.details} if self.details else {})}


def invalid_field(path: str, problem: str) -> GoogleError:
    """Return the 400 that names the member of the request that is wrong."""
    violation = {
        "@type": "type.googleapis.com/google.rpc.BadRequest",
        "fieldViolations": [{"field": path, "description": problem}],
    }
    where = f" at '{path}'" if path else ""
    return GoogleError(400, f"Invalid value{where}: {problem}", more=(violation,))


invalid = partial(GoogleError, 400)
bad_range = partial(GoogleError, 400, reason="INVALID_TIME_RANGE")
foreign_data = partial(GoogleError, 403, "The caller can only change data points that it created.")
not_permitted = partial(GoogleError, 403, "The caller does not have permission")
scope_insufficient = partial(
    GoogleError,
    403,
    "Request had insufficient authentication scopes.",
    "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
    domain="googleapis.com",
)
credentials_invalid = partial(
    GoogleError, 401, f"Request had invalid authentication credentials. {_EXPECTED}"
)
profile_missing = partial(GoogleError, 412, "The user's profile is not set up.")  # a guess
quota_exceeded = partial(
    GoogleError,
    429,
    "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute' of service "
    f"'{_DOMAIN}' for consumer 'project_number:{_PROJECT}'.",
    "RATE_LIMIT_EXCEEDED",
    domain="googleapis.com",
    more=(
        {
            "@type": "type.googleapis.com/google.rpc.QuotaFailure",
            "violations": [{"subject": f"project:{_PROJECT}", "description": "Quota exceeded"}],
        },
    ),
)
"""It comes without Retry-After."""
service_disabled = partial(
    GoogleError,
    403,
    f"Google Health API has not been used in project {_PROJECT} before or it is disabled. "
    f"Enable it by visiting {_CONSOLE} then retry. If you enabled this API recently, wait a "
    "few minutes for the action to propagate to our systems and retry.",
    "SERVICE_DISABLED",
    domain="googleapis.com",
    metadata={"consumer": f"projects/{_PROJECT}", "service": _DOMAIN},
    more=(
        {
            "@type": "type.googleapis.com/google.rpc.Help",
            "links": [{"description": "Google developers console API activation", "url": _CONSOLE}],
        },
    ),
)
account_not_linked = partial(
    GoogleError,
    400,
    "The account is not linked to Google Health.",
    "ACCOUNT_NOT_LINKED",
    status="FAILED_PRECONDITION",
    metadata={"redirect_uri": "https://fitbit.google.com/auth/signup"},
)


def bad_filter(message: str, reason: str = "INVALID_DATA_POINT_FILTER") -> GoogleError:
    """Return the 400 for a filter that Google does not take."""
    return GoogleError(400, message, reason)


def not_found(name: str) -> GoogleError:
    """Return the 404 for a resource that nobody has."""
    return GoogleError(404, f"Resource {name} was not found.")


def credentials_missing(method: str) -> GoogleError:
    """Return the 401 for a request without a token."""
    verb = method.rpartition(".")[2]
    named = f"{verb[:1].upper()}{verb[1:]}"
    if "dataPoints" in method and method.endswith(_OF_MANY):
        named += "DataPoints"
    elif "dataPoints" in method and verb != "exportExerciseTcx":
        named += "DataPoint"
    service = "DataPointsService" if "dataPoints" in method else "UsersService"
    called = f"google.devicesandservices.health.v4.{service}.{named}"
    return GoogleError(
        401,
        f"Request is missing required authentication credential. {_EXPECTED}",
        "CREDENTIALS_MISSING",
        domain="googleapis.com",
        metadata={"method": called, "service": _DOMAIN},
    )


def error_body(code: int) -> dict[str, Any]:
    """Return the body of an error of which only the status is known."""
    return GoogleError(code, _WORDS.get(code, "The request failed.")).body()


def google_fault(what: str | int) -> dict[str, Any]:
    """Return what ``sandbox.faults.add(path, **...)`` takes to order one of Google's errors.

    Name a reason, or give a status.

    >>> _ = sandbox.faults.add("/v4/*", **google_fault("SERVICE_DISABLED"))
    >>> _ = sandbox.faults.add("/v4/*", **google_fault(504))
    >>> sandbox.faults.clear()
    """
    named: dict[str, Callable[[], GoogleError]] = {
        "SERVICE_DISABLED": service_disabled,
        "ACCOUNT_NOT_LINKED": account_not_linked,
        "RATE_LIMIT_EXCEEDED": quota_exceeded,
        "PROFILE_MISSING": profile_missing,
    }
    if isinstance(what, int):
        return {"status": what, "body": error_body(what)}
    error = named[what]()
    return {"status": error.code, "body": error.body()}
