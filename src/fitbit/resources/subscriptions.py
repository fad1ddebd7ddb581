"""Subscriptions: what Fitbit notifies an application of, see ``fitbit.webhooks``."""

from __future__ import annotations

from typing import Any, Literal

from fitbit.arguments import checks
from fitbit.arguments.types import Collection, Id
from fitbit.exceptions import InvalidValue
from fitbit.resources._base import EndpointGroup
from fitbit.types import Subscription, SubscriptionsAnswer

MAX_ID_LENGTH = 50


class Subscriptions(EndpointGroup):
    """Subscriptions to a collection, or to all of them where none is named.

    Scopes: activity for activities, weight for body, nutrition for foods, sleep for sleep, none for
    userRevokedAccess; activity, nutrition, profile, settings, sleep and weight for all.
    """

    def create_subscription(
        self,
        subscription_id: Id,
        collection: Collection | None = None,
        *,
        subscriber_id: Id | None = None,
        user_id: str = "-",
    ) -> Subscription:
        """Ask to be notified of a user's new data.

        The id is yours, unique over all users and collections, 50 characters at most;
        ``subscriber_id`` names one of the application's addresses, the default one otherwise.
        Returns ``{"collectionType": "activities", "ownerId": …, "subscriberId": "1",
        "subscriptionId": …}``, ``collectionType`` being ``"user"`` for all; an id or a stream that
        is taken raises HTTPConflict.  Raises InvalidValue for another collection or a longer id.
        Scope: that of the collection; for all collections activity, nutrition, profile, settings,
        sleep and weight.
        https://dev.fitbit.com/build/reference/web-api/subscription/create-subscription/
        """
        return self._change("POST", subscription_id, collection, subscriber_id, user_id)

    def delete_subscription(
        self,
        subscription_id: Id,
        collection: Collection | None = None,
        *,
        subscriber_id: Id | None = None,
        user_id: str = "-",
    ) -> Literal[True]:
        """End a subscription.

        Returns True; an unknown id raises HTTPNotFound.  Raises InvalidValue for another
        collection.
        Scope: that of the collection; for all collections activity, nutrition, profile, settings,
        sleep and weight.
        https://dev.fitbit.com/build/reference/web-api/subscription/delete-subscription/
        """
        return self._change("DELETE", subscription_id, collection, subscriber_id, user_id)

    def get_subscription_list(
        self, collection: Collection | None = None, *, user_id: str = "-"
    ) -> SubscriptionsAnswer:
        """Read the user's subscriptions of this application.

        Returns ``{"apiSubscriptions": [{"collectionType": …, "subscriptionId": …, …}]}``.  Raises
        InvalidValue for another collection.
        Scope: that of the collection; for all collections activity, nutrition, profile, settings,
        sleep and weight.
        https://dev.fitbit.com/build/reference/web-api/subscription/get-subscription-list/
        """
        if collection is None:
            return self._get("/1/user/{user-id}/apiSubscriptions.json", user_id=user_id)
        checks.check_choice(collection, Collection, "collection")
        path = "/1/user/{user-id}/{collection}/apiSubscriptions.json"
        return self._get(path, collection=collection, user_id=user_id)

    def _change(
        self,
        method: str,
        subscription_id: Id,
        collection: Collection | None,
        subscriber_id: Id | None,
        user_id: str,
    ) -> Any:
        """Create or delete a subscription."""
        if len(str(subscription_id)) > MAX_ID_LENGTH:
            raise InvalidValue(f"subscription_id must have {MAX_ID_LENGTH} characters at most")
        parts: dict[str, Id] = {"subscription_id": subscription_id, "user_id": user_id}
        path = "/1/user/{user-id}/apiSubscriptions/{subscription-id}.json"
        if collection is not None:
            parts["collection"] = checks.check_choice(collection, Collection, "collection")
            path = "/1/user/{user-id}/{collection}/apiSubscriptions/{subscription-id}.json"
        url = self._url(path, **parts)
        return self._fitbit.make_request(url, method=method, headers=_headers(subscriber_id))


def _headers(subscriber_id: Id | None) -> dict[str, str]:
    if subscriber_id is None:
        return {}
    return {"X-Fitbit-Subscriber-Id": checks.quote_segment(subscriber_id, "subscriber_id")}
