"""Subscriptions and what comes of them: the client's names, a subscriber, and a sandbox between."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

import fitbit
from fitbit import exceptions, types
from fitbit.webhooks import Notification, SubscriberApp
from fitbit_sandbox import Sandbox
from receiving import receiving

CODE = "the-verification-code"
DAY = dt.date(2026, 10, 15)


@pytest.fixture
def taken(sandbox: Sandbox) -> Iterator[list[Notification]]:
    """What a subscriber of the server app takes."""
    app, taken = sandbox.apps["server"], list[Notification]()
    with receiving(SubscriberApp(app.client_secret or "", CODE, taken.append)) as url:
        sandbox.register_subscriber(app, url, CODE)
        yield taken


@pytest.fixture
def fb(sandbox: Sandbox, taken: list[Notification]) -> fitbit.Fitbit:
    """A client of an app that has a subscriber."""
    app = sandbox.apps["server"]
    token = sandbox.issue(app)
    secrets = (app.client_id, app.client_secret, token["access_token"], token["refresh_token"])
    return fitbit.Fitbit(*secrets, provider=sandbox.provider, system=fitbit.Fitbit.METRIC)


def test_a_subscription_is_made_listed_and_ended(fb):
    """Making it twice gives the same; ending it twice does not."""
    made = fb.subscriptions.create_subscription("320", "activities")

    assert fb.subscriptions.create_subscription("320", "activities") == made
    assert made["collectionType"] == "activities"
    assert made.keys() == types.Subscription.__annotations__.keys()
    for listed in (
        fb.subscriptions.get_subscription_list(),
        fb.subscriptions.get_subscription_list("activities"),
    ):
        assert listed == {"apiSubscriptions": [made]}
    assert fb.subscriptions.delete_subscription("320", "activities") is True
    with pytest.raises(exceptions.HTTPNotFound):
        fb.subscriptions.delete_subscription("320", "activities")


def test_a_subscription_to_everything_needs_no_collection(fb):
    """Its collection is called ``user``."""
    assert fb.subscriptions.create_subscription("all")["collectionType"] == "user"
    assert fb.subscriptions.delete_subscription("all", subscriber_id="1") is True


def test_a_conflict_is_raised(fb):
    """A stream that has another id, and a subscriber that does not exist."""
    fb.subscriptions.create_subscription(1, "sleep")
    with pytest.raises(exceptions.HTTPConflict):
        fb.subscriptions.create_subscription(2, "sleep")
    with pytest.raises(exceptions.HTTPBadRequest, match="subscriber"):
        fb.subscriptions.create_subscription(3, "body", subscriber_id="9")


def test_python_fitbits_names_say_the_collection_twice(fb):
    """The id has the collection behind it, as python-fitbit sent it."""
    made = fb.subscription(320, "1", "activities")
    fb.subscription("all", None)

    assert made["subscriptionId"] == "320-activities"
    assert len(fb.list_subscriptions()["apiSubscriptions"]) == 2
    assert fb.list_subscriptions("activities") == {"apiSubscriptions": [made]}
    assert fb.subscription(320, "1", "activities", method="DELETE") is True
    assert fb.subscription("all", None, method="DELETE") is True
    assert fb.list_subscriptions() == {"apiSubscriptions": []}


def test_what_is_written_arrives_at_the_subscriber(fb, sandbox, taken):
    """One notification for each write, checked and read by the subscriber."""
    fb.subscriptions.create_subscription("320")
    log = fb.body.create_weight_log(70, DAY)["weightLog"]["logId"]
    sandbox.notifications.flush()
    fb.body.delete_weight_log(log)
    sandbox.notifications.flush()
    fb.nutrition.create_water_log(DAY, 300)
    sandbox.notifications.flush()

    assert [(news.collection_type, news.date, news.subscription_id) for news in taken] == [
        ("body", DAY, "320"),
        ("body", DAY, "320"),
        ("foods", DAY, "320"),
    ]
    assert {news.owner_id for news in taken} == {sandbox.people[0].id}


def test_the_end_of_the_consent_arrives_at_the_subscriber(fb, sandbox, taken):
    """The client's own revoke is told like the user's."""
    fb.subscriptions.create_subscription("320", "userRevokedAccess")
    fb.client.revoke_token()
    sandbox.notifications.flush()

    assert [(news.revoked, news.owner_id) for news in taken] == [(True, sandbox.people[0].id)]


def test_a_subscriber_with_another_secret_takes_nothing(sandbox):
    """It answers 404, and Fitbit's attempts come to nothing."""
    app, taken = sandbox.apps["server"], list[Notification]()
    with receiving(SubscriberApp("another secret", CODE, taken.append)) as url:
        sandbox.register_subscriber(app, url, CODE)
        token = sandbox.issue(app)["access_token"]
        fb = fitbit.Fitbit(app.client_id, app.client_secret, token, provider=sandbox.provider)
        fb.subscriptions.create_subscription("320")
        fb.nutrition.create_water_log(DAY, 300)
        sandbox.notifications.flush()

    assert taken == []
    assert {post.status for post in sandbox.notifications.posts()} == {404}
