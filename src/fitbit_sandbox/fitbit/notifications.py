"""What subscribers are sent: signed, batched, repeated, from threads of its own."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from base64 import b64encode
from collections import deque
from dataclasses import dataclass
from datetime import date

import requests

from fitbit_sandbox.fitbit.subscribers import TIMEOUT, Subscriber, Subscribers, send
from fitbit_sandbox.fitbit.subscriptions import REVOKED, Subscription, Subscriptions

ATTEMPTS = 3
"""How often a request is sent before it is given up."""
MAX_FAILURES = 3
"""How many requests in a row may be given up before a subscriber is disabled."""
MAX_BATCH = 100
_MAX_POSTS = 20_000
_TAKEN = 204

Item = dict[str, str]


@dataclass(frozen=True)
class Post:
    """One request to a subscriber: what it said, and how it was answered."""

    client_id: str
    subscriber_id: str
    url: str
    notifications: tuple[Item, ...]
    status: int | None = None
    """None where there was no answer."""
    error: str = ""
    """Why there was none."""


class Notifications:
    """The notifications that are sent, and each request that was sent so far.

    Fitbit sends them when a device has synchronised; here it is when something is written
    through the API, or when a test says so with ``tell``.
    """

    def __init__(self, subscribers: Subscribers, subscriptions: Subscriptions) -> None:
        """Start with nothing to send."""
        self.timeout = TIMEOUT
        """Seconds that a subscriber has to answer; may be changed."""
        self._subscribers = subscribers
        self._subscriptions = subscriptions
        self._state = threading.Condition()
        # A subscriber is in it as long as a thread sends to it.
        self._waiting: dict[Subscriber, list[Item]] = {}
        self._posts: deque[Post] = deque(maxlen=_MAX_POSTS)

    def tell(self, user_id: str, collection: str, day: date) -> None:
        """Notify whoever subscribed to a user's collection that a day of it has changed."""
        for subscription in self._subscriptions.covering(user_id, collection):
            self._put(subscription, collection, day)

    def tell_revoked(self, client_id: str, user_id: str, day: date) -> None:
        """Notify an application that a user took the consent back, and end its subscriptions."""
        for subscription in self._subscriptions.end(client_id, user_id):
            if subscription.covers(user_id, REVOKED):
                self._put(subscription, REVOKED, day)

    def posts(self) -> list[Post]:
        """Return the requests sent so far, each attempt for itself."""
        with self._state:
            return list(self._posts)

    @property
    def pending(self) -> bool:
        """Return whether something is being sent, or waits for it."""
        with self._state:
            return bool(self._waiting)

    def flush(self, timeout: float = 60.0) -> None:
        """Wait until everything was delivered or given up; raise TimeoutError after some time."""
        with self._state:
            # A Condition's lock is reentrant, so pending may take it again.
            if not self._state.wait_for(lambda: not self.pending, timeout):
                msg = f"Notifications are still being sent after {timeout} s."
                raise TimeoutError(msg)

    def _put(self, subscription: Subscription, collection: str, day: date) -> None:
        """Let a notification wait to be sent, where the same one does not wait already."""
        subscriber = self._subscribers.find(subscription.client_id, subscription.subscriber_id)
        if subscriber is None:
            return
        item = {
            "collectionType": collection,
            "date": day.isoformat(),
            "ownerId": subscription.user_id,
            "ownerType": "user",
            "subscriptionId": subscription.id,
        }
        with self._state:
            if subscriber not in self._waiting:
                self._waiting[subscriber] = []
                name = "fitbit-sandbox-notifications"
                args = (subscriber,)
                threading.Thread(target=self._empty, args=args, name=name, daemon=True).start()
            if item not in self._waiting[subscriber]:
                self._waiting[subscriber].append(item)

    def _empty(self, subscriber: Subscriber) -> None:
        """Send what waits, and end."""
        while batch := self._take(subscriber):
            self._deliver(subscriber, batch)

    def _take(self, subscriber: Subscriber) -> tuple[Item, ...]:
        """Return what is sent next; when nothing is left, wake whoever waits for it."""
        with self._state:
            batch = tuple(self._waiting[subscriber][:MAX_BATCH])
            del self._waiting[subscriber][:MAX_BATCH]
            if not batch:
                del self._waiting[subscriber]
                self._state.notify_all()
            return batch

    def _deliver(self, subscriber: Subscriber, batch: tuple[Item, ...]) -> None:
        """Send a batch until it is taken, a few times at most."""
        if subscriber.disabled:
            self._note(subscriber, batch, None, "not sent: the subscriber is disabled")
        elif any(self._post(subscriber, batch) for _ in range(ATTEMPTS)):
            subscriber.failures = 0
        else:
            subscriber.failures += 1
            subscriber.disabled = subscriber.failures >= MAX_FAILURES

    def _post(self, subscriber: Subscriber, batch: tuple[Item, ...]) -> bool:
        """Send a batch once; return whether it was answered with 204."""
        body = json.dumps(batch, separators=(",", ":")).encode("ascii")
        headers = {
            "Content-Type": "application/json",
            "X-Fitbit-Signature": _signature(body, subscriber.client_secret),
        }
        try:
            status = send("POST", subscriber.url, data=body, headers=headers, timeout=self.timeout)
        except requests.RequestException as error:
            self._note(subscriber, batch, None, type(error).__name__)
            return False
        self._note(subscriber, batch, status)
        return status == _TAKEN

    def _note(
        self, to: Subscriber, batch: tuple[Item, ...], status: int | None, error: str = ""
    ) -> None:
        with self._state:
            self._posts.append(Post(to.client_id, to.id, to.url, batch, status, error))


def _signature(body: bytes, client_secret: str) -> str:
    """Return HMAC-SHA1 of a body, keyed with the secret and an ampersand, as Fitbit signs it."""
    key = f"{client_secret}&".encode()
    return b64encode(hmac.new(key, body, hashlib.sha1).digest()).decode("ascii")
