"""What a user meets when something goes wrong."""

from __future__ import annotations

import copy
import inspect
import json
import pickle
import re
from email.utils import formatdate
from typing import Any
from unittest import mock

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st
from oauthlib.oauth2.rfc6749 import errors as oauth

from fitbit import exceptions
from fitbit.oauth2.token_endpoint import token_error
from fitbit.transport.session import as_timeout

SECRET = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJHR05KTDkifQ.c2lnbmF0dXJl"
BY_STATUS = {
    400: exceptions.HTTPBadRequest,
    401: exceptions.HTTPUnauthorized,
    403: exceptions.HTTPForbidden,
    404: exceptions.HTTPNotFound,
    409: exceptions.HTTPConflict,
    410: exceptions.HTTPGone,
    411: exceptions.HTTPLengthRequired,
    412: exceptions.HTTPPreconditionFailed,
    418: exceptions.HTTPBadRequest,
    422: exceptions.HTTPUnprocessable,
    429: exceptions.HTTPTooManyRequests,
    499: exceptions.HTTPBadRequest,
    500: exceptions.HTTPServerError,
    502: exceptions.HTTPServerError,
    599: exceptions.HTTPServerError,
}
CLASSES = [
    kind
    for _, kind in inspect.getmembers(exceptions, inspect.isclass)
    if issubclass(kind, exceptions.FitbitError)
]


def response(
    status: int, body: bytes = b"", headers: dict[str, str] | None = None
) -> requests.Response:
    answer = requests.Response()
    answer.status_code = status
    answer._content = body
    answer.headers.update(headers or {})
    answer.url = "https://api.fitbit.com/1/user/-/profile.json"
    form = {"refresh_token": "spent-refresh-token", "grant_type": "refresh_token"}
    answer.request = requests.Request(
        "POST", answer.url, headers={"Authorization": f"Bearer {SECRET}"}, data=form
    ).prepare()
    return answer


def raised(answer: object) -> exceptions.HTTPException:
    with pytest.raises(exceptions.HTTPException) as caught:
        exceptions.raise_for(answer)
    return caught.value


def test_each_status_has_its_class() -> None:
    """Every status of 400 and above is raised as exactly the class of the tree."""
    assert {status: type(raised(response(status))) for status in BY_STATUS} == BY_STATUS


def test_a_status_below_400_raises_nothing() -> None:
    """Answers below 400 pass, under both names of the function."""
    for status in (200, 201, 202, 204, 301, 304, 399):
        exceptions.raise_for(response(status))
        exceptions.detect_and_raise_error(response(status))


def test_except_clauses_of_old_programs_keep_their_meaning() -> None:
    """`except HTTPBadRequest` catches what python-fitbit raised as it: 410, 411, 412, 422."""
    statuses = [400, 401, 403, 404, 409, 410, 411, 412, 422, 429, 500]
    caught = [s for s in statuses if isinstance(raised(response(s)), exceptions.HTTPBadRequest)]

    assert caught == [400, 410, 411, 412, 422]


def test_fitbits_errors_reach_the_user() -> None:
    """Message, type, field and status of Fitbit's shape are on the exception and in its text."""
    body = b'{"errors":[{"errorType":"validation","fieldName":"date","message":"Invalid date:x"}]}'
    error = raised(response(400, body))

    assert error.args[0] == "Invalid date:x"
    assert (error.status_code, error.error_type, error.field_name) == (400, "validation", "date")
    assert error.errors == [
        {"errorType": "validation", "fieldName": "date", "message": "Invalid date:x"}
    ]
    assert "Invalid date:x (HTTP 400, validation)" in str(error)


def test_several_messages_are_joined_by_lines() -> None:
    """The message is every message, one a line, as python-fitbit joined them."""
    body = b'{"errors":[{"errorType":"a","message":"one"},{"errorType":"b","message":"two"}]}'

    assert raised(response(400, body)).args[0] == "one\ntwo"


def test_googles_errors_reach_the_user() -> None:
    """The other error shape, Google's, is understood as well."""
    body = b'{"error":{"code":403,"message":"No permission","status":"PERMISSION_DENIED"}}'
    error = raised(response(403, body))

    assert (error.error_type, error.message) == ("PERMISSION_DENIED", "No permission")


def test_oauths_own_errors_reach_the_user() -> None:
    """RFC 6749's error and error_description are understood at the token endpoint."""
    body = b'{"error":"invalid_grant","error_description":"Bad Request"}'
    error = token_error(response(400, body))

    assert type(error) is exceptions.InvalidGrantError
    assert error.message == "Bad Request"


SAYING_NOTHING = [
    b"",
    b"<html><body>502 Bad Gateway</body></html>",
    b'{"errors":[{"errorType":"exp',
    b"[]",
    b"null",
    b"7",
    b'"text"',
    b"{}",
    b'{"errors":{}}',
    b'{"errors":[]}',
    b'{"errors":[7,null,"x"]}',
    b'{"errors":[{}]}',
    b'{"errors":[{"errorType":7,"message":["x"],"fieldName":{}}]}',
    b'{"error":7}',
    b'{"error":{}}',
    b"\xff\xfe\x00",
]


@pytest.mark.parametrize("status", [401, 429, 500])
def test_a_body_that_says_nothing_is_no_second_error(status: int) -> None:
    """Empty, HTML, truncated and wrongly typed bodies still give the status' own class."""
    kinds = {body: type(raised(response(status, body))) for body in SAYING_NOTHING}

    assert kinds == dict.fromkeys(SAYING_NOTHING, BY_STATUS[status])


@given(st.integers(400, 599), st.binary(max_size=300))
def test_no_body_breaks_the_reading_of_errors(status: int, body: bytes) -> None:
    """Whatever bytes a server answers with, the status decides the class, and str() works."""
    error = raised(response(status, body))

    assert error.status_code == status
    assert str(status) in str(error)


def test_the_beginning_of_a_foreign_body_is_shown() -> None:
    """Where a proxy answers with HTML, its first words are the message."""
    error = raised(response(502, b"<h1>Bad   Gateway</h1>" + b"x" * 5000))

    assert error.message.startswith("<h1>Bad Gateway</h1>")
    assert len(error.message) <= 200


def test_a_mock_with_only_content_is_enough() -> None:
    """Tests that build exceptions from mock responses, as python-fitbit's did, go on working."""
    fake = mock.Mock(spec=requests.Response)
    fake.status_code, fake.content = 404, b'{"errors":[{"message":"gone"}]}'

    assert raised(fake).message == "gone"
    assert exceptions.HTTPNotFound(mock.Mock(spec=["content"], content=b"")).status_code is None


NOW = "Sun, 22 Nov 2026 10:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "10"}, 10),
        ({"Retry-After": "10.5"}, 11),
        ({"Retry-After": "Sun, 22 Nov 2026 10:01:30 GMT"}, 90),
        ({"Retry-After": "Sun, 22 Nov 2026 09:00:00 GMT"}, 0),
        ({"Retry-After": "10", "Fitbit-Rate-Limit-Reset": "600"}, 600),
        ({"Fitbit-rate-limit-reset": "1201"}, 1201),
        ({"fitbit-rate-limit-reset": "soon", "Retry-After": "7"}, 7),
        ({"Retry-After": "-5"}, 0),
    ],
)
def test_a_429_says_how_long_to_wait(headers: dict[str, str], seconds: int) -> None:
    """Seconds, a date, or Fitbit's own header, which counts first; always whole seconds."""
    error = raised(response(429, b"", {"Date": NOW, **headers}))

    assert error.retry_after_secs == seconds  # type: ignore[attr-defined]
    assert type(error.retry_after_secs) is int  # type: ignore[attr-defined]
    assert f"{seconds} seconds" in str(error)


@pytest.mark.parametrize("garbage", ["", "soon", "NaN", "inf", "Sun, 99 Foo", "\x00", "1e999"])
def test_without_a_readable_wait_it_is_the_next_hour(garbage: str) -> None:
    """Garbage in Retry-After leads to the start of the next hour, by the server's own clock."""
    late = formatdate(1_700_000_000 - 1_700_000_000 % 3600 + 3000, usegmt=True)
    error = raised(response(429, b"", {"Date": late, "Retry-After": garbage}))

    assert error.retry_after_secs == 600  # type: ignore[attr-defined]


def test_googles_429_waits_a_minute() -> None:
    """Google names no wait; its quota is by the minute."""
    body = b'{"error":{"code":429,"message":"Quota exceeded","status":"RESOURCE_EXHAUSTED"}}'

    assert raised(response(429, body)).retry_after_secs == 60  # type: ignore[attr-defined]


def test_a_429_from_a_plain_dictionary_of_headers() -> None:
    """Headers in a mock's plain dictionary are read in any case."""
    fake = mock.Mock(spec=requests.Response, status_code=429, content=b"{}")
    fake.headers = {"Retry-After": "10"}

    assert raised(fake).retry_after_secs == 10  # type: ignore[attr-defined]


def test_410_says_that_the_service_was_switched_off() -> None:
    """A reader of HTTPGone learns the date and where to go."""
    text = str(raised(response(410)))

    assert "2 November 2026" in text
    assert "Google Health API" in text


@pytest.mark.parametrize(
    ("status", "error_type", "kinds"),
    [
        (400, "invalid_grant", (exceptions.InvalidGrantError, oauth.InvalidGrantError)),
        (401, "invalid_client", (exceptions.InvalidClientError, oauth.InvalidClientError)),
        (400, "invalid_client", (exceptions.InvalidClientError, oauth.InvalidClientError)),
        (400, "invalid_request", (exceptions.InvalidRequestError, oauth.InvalidRequestError)),
        (400, "invalid_scope", (exceptions.InvalidScopeError, oauth.InvalidScopeError)),
        (429, "request", (exceptions.TokenError, exceptions.HTTPTooManyRequests)),
        (503, "system", (exceptions.TokenError, exceptions.HTTPServerError)),
        (410, "system", (exceptions.TokenError, exceptions.HTTPGone)),
        (400, "strange", (exceptions.TokenError, oauth.OAuth2Error)),
        (200, "invalid_grant", (exceptions.InvalidGrantError,)),
    ],
)
def test_token_errors_are_caught_by_either_name(
    status: int, error_type: str, kinds: tuple[type[Exception], ...]
) -> None:
    """Failures of the token endpoint are ours, oauthlib's, and their HTTP class where it helps."""
    body = b'{"errors":[{"errorType":"%b","message":"m"}],"success":false}' % error_type.encode()
    error = token_error(response(status, body))

    assert all(isinstance(error, kind) for kind in kinds)
    assert not isinstance(error, exceptions.HTTPUnauthorized)
    assert (error.error, error.description) == (error_type, "m")
    assert isinstance(error, exceptions.HTTPBadRequest) == (status == 410)


def test_lost_consent_is_also_unauthorized() -> None:
    """Old programs that catch HTTPUnauthorized for a revoked consent go on catching it."""
    error = exceptions.ReauthorizationRequired(message="dead")

    assert isinstance(error, exceptions.HTTPUnauthorized)
    assert isinstance(error, oauth.InvalidGrantError)


def test_every_exception_pickles_and_copies() -> None:
    """An exception crosses a process boundary with its text, status and errors."""
    answer = response(429, b'{"errors":[{"errorType":"system","message":"Too Many"}]}')
    takes_response = exceptions.HTTPException | exceptions.DeleteError
    errors = [
        kind(answer if issubclass(kind, takes_response) else "what happened") for kind in CLASSES
    ]
    for twin in (lambda error: pickle.loads(pickle.dumps(error)), copy.copy):
        assert [shown(twin(error)) for error in errors] == [shown(error) for error in errors]


def shown(error: exceptions.FitbitError) -> tuple[Any, ...]:
    """Return what a program sees of an exception."""
    members = (getattr(error, name, None) for name in ("status_code", "errors"))
    return type(error), str(error), *members


def test_the_tree_in_the_docstring_names_every_class() -> None:
    """The tree at the top of the module is complete."""
    tree = re.findall(r"\w+", exceptions.__doc__ or "")

    assert [kind.__name__ for kind in CLASSES if kind.__name__ not in tree] == []


ECHOES = [
    f"Access token expired: {SECRET} Visit",
    f"Access token invalid: {SECRET}. Visit",
    "Refresh token invalid: spent-refresh-token. Visit",
    f"Refresh token invalid: {'0af1' * 16}. Visit",
    f"Authorization code invalid: {'0af1' * 10} Visit",
    "Received authorization header = Basic MjJENDJDOnNlY3JldA==, received",
]


@pytest.mark.parametrize("words", ECHOES)
def test_tokens_that_the_server_echoes_are_masked(words: str) -> None:
    """No token, code or Authorization header of a message is left anywhere in the exception."""
    body = b'{"errors":[{"errorType":"invalid_grant","message":"%b"}]}' % words.encode()
    error = raised(response(401, body))
    everything = [str(error), repr(error), repr(error.errors), error.response.text]
    everything.append(repr(pickle.dumps(error)))
    for secret in (SECRET, "spent-refresh-token", "0af1" * 10, "MjJENDJDOnNlY3JldA"):
        assert not [text for text in everything if secret in text]
    assert "***" in str(error)


def test_the_kept_response_has_no_credentials() -> None:
    """`exc.response` is kept for its status and body, without header and form of the request."""
    error = raised(response(400, b"{}", {"Set-Cookie": "session=1"}))

    assert error.response.status_code == 400
    assert "Authorization" not in error.response.request.headers
    assert error.response.request.body is None
    assert error.response.headers["Set-Cookie"] == "***"


def test_our_timeout_is_requests_timeout() -> None:
    """Programs that catch requests.Timeout catch ours; a failed connect is a ConnectionError."""
    assert issubclass(exceptions.Timeout, requests.Timeout)
    connect = as_timeout(requests.ConnectTimeout("slow"))
    assert isinstance(connect, requests.ConnectionError)
    assert isinstance(connect, exceptions.Timeout)
    assert not isinstance(as_timeout(requests.ReadTimeout("slow")), requests.ConnectionError)


@pytest.mark.parametrize(
    ("reason", "metadata", "words"),
    [
        ("SERVICE_DISABLED", {}, "Enable the Google Health API"),
        (
            "ACCOUNT_NOT_LINKED",
            {"redirect_uri": "https://a.example/link"},
            "https://a.example/link",
        ),
        ("ACCOUNT_NOT_LINKED", None, "https://fitbit.google.com/auth/signup"),
        ("ACCESS_TOKEN_SCOPE_INSUFFICIENT", {}, "consent again"),
        ("UNHEARD_OF", {}, "A scope was not granted"),
    ],
)
def test_a_reason_that_can_be_mended_is_explained(
    reason: str, metadata: dict[str, str] | None, words: str
) -> None:
    """Google names reasons: the text says what to do about those that the reader can mend."""
    details = [7, {"reason": reason, "metadata": metadata}]
    error = {"code": 403, "message": "no", "status": "PERMISSION_DENIED", "details": details}

    assert words in str(raised(response(403, json.dumps({"error": error}).encode())))
