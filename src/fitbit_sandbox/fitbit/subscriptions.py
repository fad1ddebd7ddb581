"""Which application wants to hear of which user's data: created, listed, deleted."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

from fitbit_sandbox.fitbit.call import Answer, Call, Handler
from fitbit_sandbox.fitbit.errors import Refusal, invalid, not_found
from fitbit_sandbox.fitbit.subscribers import Subscribers

REVOKED = "userRevokedAccess"
_HEADER = "X-Fitbit-Subscriber-Id"
_MAX_ID_LENGTH = 50
_TAKEN = (  # a guess
    "The user is already subscribed to this stream with a different subscription id, "
    "or the subscription id is already used for a different stream"
)


@dataclass(frozen=True)
class Subscription:
    """One subscription of an application."""

    client_id: str
    id: str
    user_id: str
    collection: str
    """Empty for all collections."""
    subscriber_id: str

    def covers(self, user_id: str, collection: str) -> bool:
        """Return whether news of this user and collection are wanted."""
        return self.user_id == user_id and self.collection in ("", collection)

    def conflicts(self, other: Subscription) -> bool:
        """Return whether both have one id, or one stream under two ids.

        That two subscribers of an application may each have a stream is a guess.
        """
        same_stream = (self.user_id, self.collection, self.subscriber_id) == (
            other.user_id,
            other.collection,
            other.subscriber_id,
        )
        return self.client_id == other.client_id and (self.id == other.id or same_stream)

    def shown(self) -> dict[str, str]:
        """Return the subscription as the API shows it."""
        return {
            "collectionType": self.collection or "user",
            "ownerId": self.user_id,
            "ownerType": "user",
            "subscriberId": self.subscriber_id,
            "subscriptionId": self.id,
        }


class Subscriptions:
    """All subscriptions, and the endpoints for them; safe to use from many threads."""

    def __init__(self, subscribers: Subscribers) -> None:
        """Start with none."""
        self._subscribers = subscribers
        self._lock = threading.Lock()
        self._all: list[Subscription] = []

    def covering(self, user_id: str, collection: str) -> list[Subscription]:
        """Return every application's subscriptions to one user's collection."""
        with self._lock:
            return [one for one in self._all if one.covers(user_id, collection)]

    def end(self, client_id: str, user_id: str) -> list[Subscription]:
        """End and return an application's subscriptions of one user (that they end is a guess)."""
        with self._lock:
            ended = self._of(client_id, user_id)
            self._all = [one for one in self._all if one not in ended]
            return ended

    def handlers(self) -> dict[str, Handler]:
        """Return the handlers of the endpoints, for one collection and for all."""
        return {
            "addSubscriptions": self._create,
            "addAllSubscriptions": self._create,
            "getSubscriptionsList": self._list,
            "getAllSubscriptionsList": self._list,
            "deleteSubscriptions": self._delete,
            "deleteAllSubscriptions": self._delete,
        }

    def _of(self, client_id: str, user_id: str) -> list[Subscription]:
        owner = (client_id, user_id)
        return [one for one in self._all if (one.client_id, one.user_id) == owner]

    def _create(self, call: Call) -> Answer:
        """Subscribe; the same again is a 200, the id or the stream of another one a 409."""
        named = call.headers.get(_HEADER)
        subscriber = self._subscribers.find(call.client_id, named)
        if subscriber is None:  # the words are a guess
            raise invalid(_HEADER, f"Invalid subscriber id: {named or 'none is registered'}")
        collection = call.arguments.get("collection-path", "")
        wanted = Subscription(
            call.client_id, _number(call), call.person.id, collection, subscriber.id
        )
        with self._lock:
            if wanted in self._all:
                return Answer(wanted.shown(), 200)
            if any(wanted.conflicts(one) for one in self._all):
                raise Refusal(409, "request", _TAKEN, field="subscriptionId")
            self._all.append(wanted)
            return Answer(wanted.shown(), 201)

    def _list(self, call: Call) -> Any:
        """Return the person's subscriptions: those to a collection, or all."""
        wanted = call.arguments.get("collection-path")
        with self._lock:
            found = self._of(call.client_id, call.person.id)
        shown = [one.shown() for one in found if wanted in (None, one.collection)]
        return {"apiSubscriptions": shown}

    def _delete(self, call: Call) -> Answer:
        """End a subscription."""
        subscriber = call.headers.get(_HEADER)
        sought = (_number(call), call.arguments.get("collection-path", ""))
        with self._lock:
            for one in self._of(call.client_id, call.person.id):
                own = subscriber in (None, one.subscriber_id)
                if own and (one.id, one.collection) == sought:
                    self._all.remove(one)
                    return Answer(None, 204)
        raise not_found()


def _number(call: Call) -> str:
    number = call.arguments["subscription-id"]
    if len(number) > _MAX_ID_LENGTH:
        message = f"The subscription id is longer than {_MAX_ID_LENGTH} letters"
        raise invalid("subscriptionId", message)
    return number
