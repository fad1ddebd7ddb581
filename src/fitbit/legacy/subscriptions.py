"""Subscriptions: Fitbit tells a subscriber when a user's data has changed."""

from __future__ import annotations

from typing import Any

from fitbit.legacy._base import LegacyCalls
from fitbit.legacy._deprecated import deprecated


class Subscriptions(LegacyCalls):
    """Subscriptions."""

    @deprecated(
        "Use Fitbit.subscriptions.create_subscription() or "
        "Fitbit.subscriptions.delete_subscription()."
    )
    def subscription(
        self,
        subscription_id: int | str,
        subscriber_id: int | str | None,
        collection: str | None = None,
        method: str = "POST",
    ) -> Any:
        """Make a subscription, or delete it with ``method="DELETE"``.

        ``subscription_id`` is your own id of at most 50 characters; with a collection
        (activities, body, foods, sleep, userRevokedAccess) Fitbit is told
        ``{subscription_id}-{collection}``.  ``subscriber_id`` is the id on your application's
        page, None for the default one.  Returns ``{"collectionType": …, "ownerId": …,
        "subscriptionId": …}``, True for a deletion; HTTPConflict where the id or the collection
        is taken.  Scope: that of the collection.
        Successors: ``fb.subscriptions.create_subscription()``,
        ``fb.subscriptions.delete_subscription()``.
        https://dev.fitbit.com/build/reference/web-api/subscription/create-subscription/
        """
        headers = {} if subscriber_id is None else {"X-Fitbit-Subscriber-id": str(subscriber_id)}
        url = self._subscription_url(subscription_id, collection)
        return self.make_request(url, method=method, headers=headers)

    def _subscription_url(self, subscription_id: int | str, collection: str | None) -> str:
        """Return the address of a subscription, which names its collection twice."""
        if not collection:
            path = "/user/{user}/apiSubscriptions/{subscription_id}.json"
            return self._url(path, subscription_id=subscription_id)
        path = "/user/{user}/{collection}/apiSubscriptions/{subscription_id}-{collection}.json"
        return self._url(path, subscription_id=subscription_id, collection=collection)

    @deprecated("Use Fitbit.subscriptions.get_subscription_list().")
    def list_subscriptions(self, collection: str = "") -> Any:
        """List the user's subscriptions, of one collection or those to all.

        Returns ``{"apiSubscriptions": [...]}``.  Scope: that of the collection.
        Successor: ``fb.subscriptions.get_subscription_list()``.
        https://dev.fitbit.com/build/reference/web-api/subscription/get-subscription-list/
        """
        if not collection:
            return self.make_request(self._url("/user/{user}/apiSubscriptions.json"))
        path = "/user/{user}/{collection}/apiSubscriptions.json"
        return self.make_request(self._url(path, collection=collection))
