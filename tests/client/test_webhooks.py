"""Fitbit's notifications are taken when it signed them, and answered as it wants."""

from __future__ import annotations

import datetime as dt
import io
import json
from contextlib import closing
from typing import Any
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitbit import webhooks
from fitbit.exceptions import InvalidNotification
from fitbit.webhooks import Notification, SubscriberApp

SECRET = "123ab4567c890d123e4567f8abcdef9a"
BODY = (
    b'[{"collectionType":"foods","date":"2010-03-01","ownerId":"228S74",'
    b'"ownerType":"user","subscriptionId":"1234"}]'
)
SIGNATURE = "MRL1nCnPBXMklMjUqnRmq0oxIok="
FOODS = Notification("foods", "228S74", "user", dt.date(2010, 3, 1), "1234")


def ask(app, method="POST", body=b"", query="", **environ):
    """Send a request to a WSGI application and return the status; WSGI's rules are checked."""
    environ.update(REQUEST_METHOD=method, QUERY_STRING=query, CONTENT_LENGTH=str(len(body)))
    environ["wsgi.input"] = io.BytesIO(body)
    setup_testing_defaults(environ)
    statuses: list[str] = []

    def start_response(status, _headers, _error=None):
        statuses.append(status)
        return io.BytesIO().write

    answer: Any = validator(app)(environ, start_response)
    with closing(answer):
        assert b"".join(answer) == b""
    return statuses[0]


@pytest.fixture
def taken():
    """Return the list of what was taken."""
    return []


@pytest.fixture
def app(taken):
    """Return a subscriber."""
    return SubscriberApp(SECRET, "a-code", taken.append)


def test_the_signature_is_fitbits():
    """HMAC-SHA1 with the secret and an ampersand, in base64."""
    assert webhooks.signature(BODY, SECRET) == SIGNATURE


def test_a_signed_notification_is_taken(app, taken):
    """The answer is 204."""
    assert ask(app, body=BODY, HTTP_X_FITBIT_SIGNATURE=SIGNATURE) == "204 No Content"
    assert taken == [FOODS]


@pytest.mark.parametrize("given_", ["", "x", SIGNATURE.lower(), "MRL1nCnPBXMklMjUqnRmq0oxIo\xe9="])
def test_what_fitbit_did_not_sign_is_not_found(app, taken, given_):
    """The answer is 404, and nothing is taken."""
    assert ask(app, body=BODY, HTTP_X_FITBIT_SIGNATURE=given_) == "404 Not Found"
    assert taken == []


def test_without_a_signature_nothing_is_taken(app, taken):
    """A missing header is a wrong one."""
    assert ask(app, body=BODY) == "404 Not Found"
    assert taken == []


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_a_signature_fits_one_body_only(body, other):
    """A change of a byte is found."""
    given_ = webhooks.signature(body, SECRET)

    assert webhooks.verify_signature(body, given_, SECRET)
    assert webhooks.verify_signature(other, given_, SECRET) == (body == other)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("verify=a-code", "204 No Content"),
        ("verify=another", "404 Not Found"),
        ("verify=%FF", "404 Not Found"),
        ("verify=", "404 Not Found"),
        ("", "404 Not Found"),
    ],
)
def test_fitbit_verifies_with_two_requests(app, query, status):
    """The right code is answered with 204, a wrong one with 404."""
    assert ask(app, "GET", query=query) == status


def test_a_body_that_is_too_large_is_not_read(taken):
    """Nobody fills the memory."""
    app = SubscriberApp(SECRET, "a-code", taken.append, max_body_bytes=10)

    assert ask(app, body=BODY, HTTP_X_FITBIT_SIGNATURE=SIGNATURE).startswith("413 ")
    assert taken == []


def test_other_methods_are_refused(app):
    """Fitbit sends GET and POST."""
    assert ask(app, "PUT") == "405 Method Not Allowed"


def test_an_error_of_yours_is_not_hidden():
    """The server answers 500, and Fitbit sends the notification again."""

    def fail(_notification):
        raise RuntimeError("the queue is full")

    with pytest.raises(RuntimeError, match="queue"):
        ask(SubscriberApp(SECRET, "c", fail), body=BODY, HTTP_X_FITBIT_SIGNATURE=SIGNATURE)


def test_a_revoked_consent_has_no_date():
    """``userRevokedAccess`` may come without date and subscription."""
    body = json.dumps(
        [{"collectionType": "userRevokedAccess", "ownerId": "A", "ownerType": "user"}]
    )
    (revoked,) = webhooks.parse_notifications(body)

    assert revoked == Notification("userRevokedAccess", "A")
    assert revoked.revoked
    assert not FOODS.revoked


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"[1]",
        b"[{}]",
        b'[{"collectionType":"a","ownerId":"b","date":"x"}]',
        b"\xff",
        b"[" * 100_000,
    ],
)
def test_what_is_no_notification_is_named(body):
    """A signed body of another shape is an error, not an empty list."""
    with pytest.raises(InvalidNotification):
        webhooks.parse_notifications(body)


def test_empty_secrets_are_refused():
    """A secret that was forgotten would let everybody in."""
    with pytest.raises(ValueError, match="empty"):
        SubscriberApp("", "a-code", print)


def test_no_secret_is_shown(app):
    """The repr is safe for logs."""
    assert SECRET not in repr(app)
    assert "a-code" not in repr(app)
