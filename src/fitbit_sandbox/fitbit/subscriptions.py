"""Remembers which application wants to hear of which user's data."""

from __future__ import annotations

import threading
from dataclasses import dataclass

REVOKED = "userRevokedAccess"


class SubscriptionTaken(Exception):
    """Says that an id or a stream belongs to another subscription already."""


@dataclass(frozen=True)
class Subscription:
    """Holds one subscription of an application."""

    client_id: str
    id: str
    user_id: str
    collection: str
    """Empty for all collections."""
    subscriber_id: str

    @property
    def stream(self) -> tuple[str, str, str, str]:
        """Return what is subscribed to; that two subscribers may each do so is a guess."""
        return self.client_id, self.user_id, self.collection, self.subscriber_id

    def covers(self, user_id: str, collection: str) -> bool:
        """Tell whether news of this user and collection are wanted."""
        return self.user_id == user_id and self.collection in ("", collection)


class Subscriptions:
    """Keeps all subscriptions; safe to use from many threads."""

    def __init__(self) -> None:
        """Start with none."""
        self._lock = threading.Lock()
        self._kept: dict[tuple[str, str], Subscription] = {}

    def add(self, wanted: Subscription) -> bool:
        """Keep a subscription; say whether it is new. Raise SubscriptionTaken for a conflict."""
        with self._lock:
            if self._kept.get((wanted.client_id, wanted.id)) == wanted:
                return False
            streams = {each.stream for each in self._kept.values()}
            if (wanted.client_id, wanted.id) in self._kept or wanted.stream in streams:
                raise SubscriptionTaken
            self._kept[wanted.client_id, wanted.id] = wanted
            return True

    def delete(
        self, client_id: str, number: str, user_id: str, collection: str, subscriber_id: str | None
    ) -> bool:
        """End a subscription; say whether there was one."""
        with self._lock:
            found = self._kept.get((client_id, number))
            if found is None or (found.user_id, found.collection) != (user_id, collection):
                return False
            if subscriber_id not in (None, found.subscriber_id):
                return False
            del self._kept[client_id, number]
            return True

    def of_user(self, client_id: str, user_id: str) -> list[Subscription]:
        """Return an application's subscriptions of one user, in order of making."""
        with self._lock:
            owner = (client_id, user_id)
            return [one for one in self._kept.values() if (one.client_id, one.user_id) == owner]

    def to(self, user_id: str, collection: str) -> list[Subscription]:
        """Return every application's subscriptions to one user's collection."""
        with self._lock:
            return [one for one in self._kept.values() if one.covers(user_id, collection)]

    def end(self, client_id: str, user_id: str) -> list[Subscription]:
        """End and return an application's subscriptions of one user (that they end is a guess)."""
        ended = self.of_user(client_id, user_id)
        with self._lock:
            for one in ended:
                self._kept.pop((one.client_id, one.id), None)
        return ended
