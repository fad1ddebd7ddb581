"""Answers for subscriptions: created, listed, deleted; to one collection or to all."""

from __future__ import annotations

from functools import partial
from typing import Any

from fitbit_sandbox.fitbit.call import Answer, Call, Handler
from fitbit_sandbox.fitbit.errors import Refusal, invalid, not_found
from fitbit_sandbox.fitbit.subscribers import Subscribers
from fitbit_sandbox.fitbit.subscriptions import Subscription, Subscriptions, SubscriptionTaken

HEADER = "X-Fitbit-Subscriber-Id"
LONGEST_ID = 50
_ALL = "user"


def create(subscribers: Subscribers, subscriptions: Subscriptions, call: Call) -> Any:
    """Subscribe; the same again is a 200, the id or the stream of another one a 409."""
    subscriber = _subscriber(subscribers, call)
    number, collection = _number(call), _collection(call)
    wanted = Subscription(call.client_id, number, call.person.id, collection, subscriber)
    try:
        created = subscriptions.add(wanted)
    except SubscriptionTaken:
        raise _conflict() from None
    return Answer(_show(wanted), 201 if created else 200)


def get_list(subscriptions: Subscriptions, call: Call) -> Any:
    """Return the person's subscriptions: those to a collection, or all."""
    wanted = call.arguments.get("collection-path")
    found = subscriptions.of_user(call.client_id, call.person.id)
    shown = [_show(one) for one in found if wanted in (None, one.collection)]
    return {"apiSubscriptions": shown}


def delete(subscriptions: Subscriptions, call: Call) -> Any:
    """End a subscription."""
    number, subscriber = _number(call), call.headers.get(HEADER)
    person, collection = call.person.id, _collection(call)
    if not subscriptions.delete(call.client_id, number, person, collection, subscriber):
        raise not_found()
    return Answer(None, 204)


def _collection(call: Call) -> str:
    return call.arguments.get("collection-path", "")


def _number(call: Call) -> str:
    number = call.arguments["subscription-id"]
    if len(number) > LONGEST_ID:
        raise invalid("subscriptionId", f"The subscription id is longer than {LONGEST_ID} letters")
    return number


def _subscriber(subscribers: Subscribers, call: Call) -> str:
    """Return the id of the subscriber that is named, or of the default one (words are a guess)."""
    named = call.headers.get(HEADER)
    found = subscribers.find(call.client_id, named)
    if found is None:
        raise invalid(HEADER, f"Invalid subscriber id: {named or 'none is registered'}")
    return found.id


def _conflict() -> Refusal:
    """Refuse an id or a stream that is taken (the body is a guess)."""
    message = (
        "The user is already subscribed to this stream with a different subscription id, "
        "or the subscription id is already used for a different stream"
    )
    return Refusal(409, "request", message, field="subscriptionId")


def _show(subscription: Subscription) -> dict[str, str]:
    return {
        "collectionType": subscription.collection or _ALL,
        "ownerId": subscription.user_id,
        "ownerType": "user",
        "subscriberId": subscription.subscriber_id,
        "subscriptionId": subscription.id,
    }


def handlers(subscribers: Subscribers, subscriptions: Subscriptions) -> dict[str, Handler]:
    """Return this chapter's handlers, which need to know more than the call."""
    creating = partial(create, subscribers, subscriptions)
    listing = partial(get_list, subscriptions)
    deleting = partial(delete, subscriptions)
    return {
        "addSubscriptions": creating,
        "addAllSubscriptions": creating,
        "getSubscriptionsList": listing,
        "getAllSubscriptionsList": listing,
        "deleteSubscriptions": deleting,
        "deleteAllSubscriptions": deleting,
    }
