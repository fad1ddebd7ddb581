"""Tells subscribers what has changed: signed, batched, repeated, from threads of its own."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from base64 import b64encode
from collections import deque
from dataclasses import dataclass, field
from datetime import date

import requests

from fitbit_sandbox.fitbit.subscribers import PATIENCE, Subscriber, Subscribers, send
from fitbit_sandbox.fitbit.subscriptions import REVOKED, Subscription, Subscriptions

ATTEMPTS = 3
"""How often a request is sent before it is given up."""
FAILURES = 3
"""How many requests in a row may be given up before a subscriber is disabled."""
LARGEST_BATCH = 100
_KEPT = 20_000
_TAKEN = 204

Item = dict[str, str]


@dataclass(frozen=True)
class Post:
    """Notes one request to a subscriber: what it said, and how it was answered."""

    client_id: str
    subscriber_id: str
    url: str
    notifications: tuple[Item, ...]
    status: int | None = None
    """None where there was no answer."""
    error: str = ""
    """Why there was none."""


@dataclass
class _Outbox:
    """Keeps what waits to be sent to one subscriber."""

    subscriber: Subscriber
    waiting: list[Item] = field(default_factory=list)
    busy: bool = False
    """A thread is sending."""


class Notifications:
    """Sends notifications, and remembers each request that was sent.

    Fitbit does so when a device has synchronised; here it is when something is written through
    the API, or when a test says so with ``tell``.
    """

    def __init__(self, subscribers: Subscribers, subscriptions: Subscriptions) -> None:
        """Start with nothing to send."""
        self.patience = PATIENCE
        """Seconds that a subscriber has to answer; may be changed."""
        self._subscribers = subscribers
        self._subscriptions = subscriptions
        self._state = threading.Condition()
        self._outboxes: dict[Subscriber, _Outbox] = {}
        self._posts: deque[Post] = deque(maxlen=_KEPT)

    def tell(self, user_id: str, collection: str, day: date) -> None:
        """Notify whoever subscribed to a user's collection that a day of it has changed."""
        for subscription in self._subscriptions.to(user_id, collection):
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
        """Tell whether something is being sent, or waits for it."""
        with self._state:
            return not self._is_idle()

    def flush(self, timeout: float = 60.0) -> None:
        """Wait until everything was delivered or given up; raise TimeoutError after some time."""
        with self._state:
            if not self._state.wait_for(self._is_idle, timeout):
                msg = f"Notifications are still being sent after {timeout} s."
                raise TimeoutError(msg)

    def _is_idle(self) -> bool:
        return not any(outbox.busy for outbox in self._outboxes.values())

    def _put(self, subscription: Subscription, collection: str, day: date) -> None:
        """Add a notification to the outbox, where the same one does not wait already."""
        subscriber = self._subscribers.known(subscription.client_id, subscription.subscriber_id)
        item = _item(subscription, collection, day)
        with self._state:
            outbox = self._outboxes.setdefault(subscriber, _Outbox(subscriber))
            if item not in outbox.waiting:
                outbox.waiting.append(item)
            if not outbox.busy:
                outbox.busy = True
                self._begin(outbox)

    def _begin(self, outbox: _Outbox) -> None:
        name = "fitbit-sandbox-notifications"
        threading.Thread(target=self._empty, args=(outbox,), name=name, daemon=True).start()

    def _empty(self, outbox: _Outbox) -> None:
        """Send what waits, and end."""
        while batch := self._take(outbox):
            self._deliver(outbox.subscriber, batch)

    def _take(self, outbox: _Outbox) -> tuple[Item, ...]:
        """Return what is sent next; when nothing is left, say so to whoever waits for it."""
        with self._state:
            batch = tuple(outbox.waiting[:LARGEST_BATCH])
            del outbox.waiting[:LARGEST_BATCH]
            if not batch:
                outbox.busy = False
                self._state.notify_all()
            return batch

    def _deliver(self, subscriber: Subscriber, batch: tuple[Item, ...]) -> None:
        """Send a batch until it is taken, a few times at most."""
        if subscriber.disabled:
            self._note(subscriber, batch, None, "not sent: the subscriber is disabled")
            return
        if any(self._post(subscriber, batch) for _ in range(ATTEMPTS)):
            subscriber.failures = 0
            return
        subscriber.failures += 1
        subscriber.disabled = subscriber.failures >= FAILURES

    def _post(self, subscriber: Subscriber, batch: tuple[Item, ...]) -> bool:
        """Send a batch once; say whether it was answered with 204."""
        body = json.dumps(batch, separators=(",", ":")).encode("ascii")
        headers = {
            "Content-Type": "application/json",
            "X-Fitbit-Signature": _signature(body, subscriber.client_secret),
        }
        try:
            status = send(
                "POST", subscriber.url, data=body, headers=headers, patience=self.patience
            )
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


def _item(subscription: Subscription, collection: str, day: date) -> Item:
    return {
        "collectionType": collection,
        "date": day.isoformat(),
        "ownerId": subscription.user_id,
        "ownerType": "user",
        "subscriptionId": subscription.id,
    }


def _signature(body: bytes, client_secret: str) -> str:
    """Return HMAC-SHA1 of a body, keyed with the secret and an ampersand, as Fitbit signs it."""
    key = f"{client_secret}&".encode()
    return b64encode(hmac.new(key, body, hashlib.sha1).digest()).decode("ascii")
