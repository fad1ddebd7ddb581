"""What Fitbit notifies an application of: verification, signature, notifications.

Register the address of a SubscriberApp at dev.fitbit.com, subscribe with
``fb.subscriptions.create_subscription``, and Fitbit says which user has new data of which day; the
data themselves are asked for with the chapters.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from fitbit.exceptions import InvalidNotification, InvalidValue

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

SIGNATURE_HEADER = "X-Fitbit-Signature"
MAX_BODY_BYTES = 1024 * 1024
"""Bytes that a notification may have where nothing is given; Fitbit's are far smaller."""


_TAKEN = "204 No Content"


@dataclass(frozen=True)
class Notification:
    """A notice that a user has new data of a kind on a day, or has taken the consent back.

    ``collection_type`` is ``activities``, ``body``, ``foods``, ``sleep`` or
    ``userRevokedAccess``; the last one may come without ``date`` and ``subscription_id``.
    """

    collection_type: str
    owner_id: str
    owner_type: str = "user"
    date: dt.date | None = None
    subscription_id: str | None = None

    @property
    def revoked(self) -> bool:
        """Return whether the user has taken the consent back."""
        return self.collection_type == "userRevokedAccess"


def signature(body: bytes, client_secret: str) -> str:
    """Return the signature that Fitbit puts on a body.

    >>> signature(b"[]", "a secret")
    'QKSIlTMS3yYkXJU4en/sLck4al8='
    """
    key = f"{client_secret}&".encode()
    return base64.b64encode(hmac.new(key, body, hashlib.sha1).digest()).decode("ascii")


def verify_signature(body: bytes, given: str | None, client_secret: str) -> bool:
    """Return, in constant time, whether a raw body carries Fitbit's signature.

    ``body`` is what arrived, byte for byte, before any parsing; ``given`` is the header
    X-Fitbit-Signature.  Answer 404 where it is False.
    """
    expected = signature(body, client_secret).encode("ascii")
    return hmac.compare_digest(expected, (given or "").encode("utf-8", "replace"))


def verify_subscriber(given: str | None, verification_code: str) -> bool:
    """Return, in constant time, whether ``?verify=`` has the code of your subscriber.

    Fitbit asks twice, once with the right code and once with a wrong one, and wants 204 and 404.
    """
    return hmac.compare_digest(
        verification_code.encode("utf-8", "replace"), (given or "").encode("utf-8", "replace")
    )


def parse_notifications(body: bytes | str) -> list[Notification]:
    """Return the notifications that a body holds; raise InvalidNotification for any other body."""
    try:
        items = json.loads(body)
    except (ValueError, RecursionError):
        raise InvalidNotification("The notification is not JSON") from None
    if not isinstance(items, list):
        raise InvalidNotification("The notification is not a list")
    given: list[Any] = items  # pyright: ignore[reportUnknownVariableType]
    return [_notification(item) for item in given]


def _notification(item: Any) -> Notification:
    try:
        date, subscription_id = item.get("date"), item.get("subscriptionId")
        return Notification(
            collection_type=str(item["collectionType"]),
            owner_id=str(item["ownerId"]),
            owner_type=str(item.get("ownerType", "user")),
            date=None if date is None else dt.date.fromisoformat(date),
            subscription_id=None if subscription_id is None else str(subscription_id),
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        raise InvalidNotification("A notification lacks what every one has") from None


class SubscriberApp:
    """A WSGI application that Fitbit can send notifications to.

    It answers the two verification requests, refuses with 404 what Fitbit did not sign, and hands
    each notification to ``on_notification`` before it answers 204.  Fitbit waits five seconds: do
    no more there than put the notification into a queue.  An exception of yours passes through, so
    that the server answers 500 and Fitbit sends all notifications of that request again.
    """

    def __init__(
        self,
        client_secret: str,
        verification_code: str,
        on_notification: Callable[[Notification], object],
        *,
        max_body_bytes: int = MAX_BODY_BYTES,
    ) -> None:
        if not client_secret or not verification_code:
            raise InvalidValue("client_secret and verification_code must not be empty")
        self._client_secret, self._verification_code = client_secret, verification_code
        self._on_notification, self._max_body_bytes = on_notification, max_body_bytes

    def __repr__(self) -> str:
        """Show no secret."""
        return f"<{type(self).__name__}>"

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        answers = {"GET": self._verify, "POST": self._receive}
        answer = answers.get(environ["REQUEST_METHOD"], _refuse_method)
        status = answer(environ)
        start_response(status, [] if status == _TAKEN else [("Content-Type", "text/plain")])
        return []

    def _verify(self, environ: WSGIEnvironment) -> str:
        """Answer a verification request."""
        codes = parse_qs(environ.get("QUERY_STRING", "")).get("verify", [""])
        right = verify_subscriber(codes[0], self._verification_code)
        return _TAKEN if right else "404 Not Found"

    def _receive(self, environ: WSGIEnvironment) -> str:
        """Take notifications that Fitbit signed."""
        length = _length(environ)
        if length > self._max_body_bytes:
            return "413 Content Too Large"
        body = environ["wsgi.input"].read(length)
        if not verify_signature(body, environ.get("HTTP_X_FITBIT_SIGNATURE"), self._client_secret):
            return "404 Not Found"
        for notification in parse_notifications(body):
            self._on_notification(notification)
        return _TAKEN


def _length(environ: WSGIEnvironment) -> int:
    """Return the length that the request names, zero where it names none."""
    text = environ.get("CONTENT_LENGTH") or ""
    return int(text) if text.isascii() and text.isdigit() else 0


def _refuse_method(_environ: WSGIEnvironment) -> str:
    return "405 Method Not Allowed"
