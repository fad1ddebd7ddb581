"""What is written is told to whoever subscribed to it: signed, batched, repeated."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import requests

from fitbit import webhooks
from fitbit_sandbox import App, Sandbox
from receiving import receiving
from scripted import Seen, Web, serving

if TYPE_CHECKING:
    from tests.sandbox.conftest import Place

CODE = "the-verification-code"
DAY = "2026-05-20"
SLEEP = {"date": DAY, "startTime": "13:00", "duration": "1800000"}
WRITES = {
    "activities": ("/1/user/-/activities.json", {"activityId": "90013", "startTime": "07:00",
        "durationMillis": "1800000", "date": DAY}, "activityLog"),
    "body": ("/1/user/-/body/log/weight.json", {"weight": "70", "date": DAY}, "weightLog"),
    "foods": ("/1/user/-/foods/log/water.json", {"amount": "300", "date": DAY}, "waterLog"),
    "sleep": ("/1.2/user/-/sleep.json", SLEEP, "sleep"),
}  # fmt: skip
OTHER_WRITES = {
    "fat": ("body", "/1/user/-/body/log/fat.json", {"fat": "20", "date": DAY}),
    "food": ("foods", "/1/user/-/foods/log.json", {"foodName": "Soup", "mealTypeId": "1",
        "unitId": "147", "amount": "100", "date": DAY}),
    "sleep, version 1": ("sleep", "/1/user/-/sleep.json", SLEEP),
}  # fmt: skip


@pytest.fixture
def web() -> Iterator[Web]:
    """A server that answers the two verification requests as it should, and 204 from then on."""
    with serving() as web:
        yield web.say(204, b"").say(404, b"").say(204, b"")


@pytest.fixture
def ask(place: Place, web: Web) -> Callable[..., Any]:
    """Ask the API as an app that has a subscriber, and wait for what comes of it."""
    place.sandbox.register_subscriber(place.server_app, f"{web.url}/fitbit", CODE)
    token = place.sandbox.issue(place.server_app)["access_token"]

    def ask(method: str, path: str, fields: Any = None) -> Any:
        url, headers = place.provider.api_url + path, {"Authorization": f"Bearer {token}"}
        response = place.session.request(method, url, data=fields, headers=headers, timeout=30)
        response.raise_for_status()
        place.sandbox.notifications.flush()
        return response.json() if response.content else None

    return ask


@pytest.fixture
def subscribed(sandbox: Sandbox, web: Web) -> Callable[..., None]:
    """Subscribe the server app to somebody's data, in process."""
    app = sandbox.apps["server"]

    def subscribe(collection: str = "sleep", number: str = "320", person: Any = None) -> None:
        subscribe_app(sandbox, app, collection, number, person)

    sandbox.register_subscriber(app, web.url, CODE)
    return subscribe


def subscribe_app(sandbox: Sandbox, app: App, collection: str, number: str, person: Any) -> None:
    """Subscribe an app by a request of its own."""
    with requests.Session() as session:
        session.mount("https://", sandbox.adapter())
        headers = {"Authorization": f"Bearer {sandbox.issue(app, person)['access_token']}"}
        path = f"{collection}/apiSubscriptions" if collection else "apiSubscriptions"
        url = f"https://api.fitbit.com/1/user/-/{path}/{number}.json"
        session.post(url, headers=headers, timeout=30).raise_for_status()


def posts(web: Web) -> list[Seen]:
    """Return the notifications as they arrived."""
    return [seen for seen in web.seen if seen.method == "POST"]


def told(web: Web) -> list[dict[str, str]]:
    """Return every notification, whatever it came with."""
    return [item for seen in posts(web) for item in json.loads(seen.body)]


@pytest.mark.parametrize("collection", WRITES)
def test_what_is_written_and_what_is_deleted_is_told(ask, web, collection):
    """Once each, with the day and the subscription, signed with the app's secret."""
    path, fields, key = WRITES[collection]
    ask("POST", f"/1/user/-/{collection}/apiSubscriptions/320.json")
    written = ask("POST", path, fields)[key]
    number = (written[0] if isinstance(written, list) else written)["logId"]
    ask("DELETE", f"{path.removesuffix('.json')}/{number}.json")
    news = {
        "collectionType": collection,
        "date": DAY,
        "ownerId": "7HWLKA",
        "ownerType": "user",
        "subscriptionId": "320",
    }

    assert [json.loads(seen.body) for seen in posts(web)] == [[news], [news]]
    for seen in posts(web):
        assert (seen.path, seen.headers["Content-Type"]) == ("/fitbit", "application/json")
        signature = seen.headers["X-Fitbit-Signature"]
        secret = "11112222333344445555666677778888"
        assert webhooks.verify_signature(seen.body.encode(), signature, secret)


@pytest.mark.parametrize("name", OTHER_WRITES)
def test_every_kind_of_log_belongs_to_a_collection(ask, web, name):
    """Fat is body, food is foods, and sleep is sleep in both versions."""
    collection, path, fields = OTHER_WRITES[name]
    ask("POST", f"/1/user/-/{collection}/apiSubscriptions/1.json")
    ask("POST", path, fields)

    assert [item["collectionType"] for item in told(web)] == [collection]


def test_a_changed_log_is_told(ask, web):
    """A water log that is updated is news, too."""
    ask("POST", "/1/user/-/foods/apiSubscriptions/1.json")
    path, fields, key = WRITES["foods"]
    number = ask("POST", path, fields)[key]["logId"]
    ask("POST", f"/1/user/-/foods/log/water/{number}.json", {"amount": "400"})

    assert len(told(web)) == 2


def test_a_recorded_exercise_that_is_deleted_is_told(ask, web, place):
    """On the day on which it took place."""
    ask("POST", "/1/user/-/activities/apiSubscriptions/1.json")
    listed = "/1/user/-/activities/list.json?beforeDate=2026-05-25&sort=desc&limit=1&offset=0"
    (found,) = ask("GET", listed)["activities"]
    ask("DELETE", f"/1/user/-/activities/{found['logId']}.json")

    assert [item["date"] for item in told(web)] == [found["startTime"][:10]]


def test_who_did_not_subscribe_is_not_told(ask, web, place):
    """Not of other collections, other users, ended subscriptions, nor of what is only read."""
    ask("POST", "/1/user/-/foods/apiSubscriptions/1.json")
    ask("POST", *WRITES["sleep"][:2])
    place.sandbox.notifications.tell(place.sandbox.people[1].id, "foods", date(2026, 5, 20))
    ask("GET", f"/1/user/-/foods/log/date/{DAY}.json")
    ask("DELETE", "/1/user/-/foods/apiSubscriptions/1.json")
    ask("POST", *WRITES["foods"][:2])

    assert told(web) == []


def test_who_subscribed_to_everything_is_told_what_it_is(ask, web):
    """The collection is named as it is, and not ``user``."""
    ask("POST", "/1/user/-/apiSubscriptions/all.json")
    for path, fields, _ in WRITES.values():
        ask("POST", path, fields)

    assert [item["collectionType"] for item in told(web)] == list(WRITES)


def test_each_app_is_told_under_its_own_secret(sandbox: Sandbox, web: Web, subscribed: Any) -> None:
    """Two apps that subscribed to one user get a request each."""
    other = sandbox.register(App("23OTHR", "another secret"))
    subscribed()
    web.replies.clear()
    web.say(204, b"").say(404, b"").say(204, b"")
    sandbox.register_subscriber(other, web.url, CODE)
    subscribe_app(sandbox, other, "sleep", "other", None)
    sandbox.notifications.tell(sandbox.people[0].id, "sleep", date(2026, 5, 20))
    sandbox.notifications.flush()

    assert sorted(item["subscriptionId"] for item in told(web)) == ["320", "other"]
    assert len({seen.headers["X-Fitbit-Signature"] for seen in posts(web)}) == 2


class Slow:
    """Is a subscriber that answers a notification only when it is let go."""

    def __init__(self) -> None:
        self.bodies: list[Any] = []
        self.arrived, self.free = threading.Event(), threading.Event()

    def __call__(self, environ: Any, start_response: Any) -> list[bytes]:
        if environ["REQUEST_METHOD"] == "GET":
            right = environ["QUERY_STRING"] == f"verify={CODE}"
            start_response("204 No Content" if right else "404 Not Found", [])
            return []
        self.bodies.append(json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))))
        self.arrived.set()
        self.free.wait(60)
        start_response("204 No Content", [])
        return []


def test_what_waits_is_sent_together(sandbox: Sandbox) -> None:
    """While one request is under way the next ones become one array, each news once."""
    slow, person = Slow(), sandbox.people[0].id
    with receiving(slow) as url:
        sandbox.register_subscriber(sandbox.apps["server"], url, CODE)
        subscribe_app(sandbox, sandbox.apps["server"], "", "all", None)
        sandbox.notifications.timeout = 60
        sandbox.notifications.tell(person, "sleep", date(2026, 5, 20))
        assert slow.arrived.wait(60)
        for collection in ("sleep", "body", "sleep", "body"):
            sandbox.notifications.tell(person, collection, date(2026, 5, 21))
        assert sandbox.notifications.pending
        with pytest.raises(TimeoutError, match="still being sent"):
            sandbox.notifications.flush(timeout=0)
        slow.free.set()
        sandbox.notifications.flush()

    assert not sandbox.notifications.pending
    assert [[item["collectionType"] for item in body] for body in slow.bodies] == [
        ["sleep"],
        ["sleep", "body"],
    ]


def test_a_slow_subscriber_is_not_waited_for(sandbox: Sandbox) -> None:
    """Fitbit waits five seconds; a sandbox can be told to wait less."""
    slow = Slow()
    with receiving(slow) as url:
        sandbox.register_subscriber(sandbox.apps["server"], url, CODE)
        subscribe_app(sandbox, sandbox.apps["server"], "sleep", "1", None)
        assert sandbox.notifications.timeout == 5
        sandbox.notifications.timeout = 0.05
        sandbox.notifications.tell(sandbox.people[0].id, "sleep", date(2026, 5, 20))
        sandbox.notifications.flush()
        slow.free.set()

    assert {(post.status, post.error) for post in sandbox.notifications.posts()} == {
        (None, "ReadTimeout")
    }


@pytest.mark.parametrize("status", [200, 302, 404, 500])
def test_what_is_not_taken_is_sent_again(
    sandbox: Sandbox, web: Web, subscribed: Any, status: int
) -> None:
    """The same body, until the answer is 204; redirects are not followed."""
    subscribed()
    web.replies[:] = []
    web.say(status, b"", Location=f"{web.url}/elsewhere").say(204, b"")
    sandbox.notifications.tell(sandbox.people[0].id, "sleep", date(2026, 5, 20))
    sandbox.notifications.flush()
    first, second = posts(web)

    assert (first.path, first.body) == (second.path, second.body)
    assert [post.status for post in sandbox.notifications.posts()] == [status, 204]


def test_a_subscriber_that_keeps_failing_is_disabled(
    sandbox: Sandbox, web: Web, subscribed: Any
) -> None:
    """Three attempts for each request, and nothing after the third that failed."""
    subscribed()
    web.replies[:] = []
    web.say(500, b"")
    for day in range(1, 6):
        sandbox.notifications.tell(sandbox.people[0].id, "sleep", date(2026, 5, day))
        sandbox.notifications.flush()
    log = [(post.status, post.error) for post in sandbox.notifications.posts()]

    assert len(posts(web)) == 9
    assert log[:9] == [(500, "")] * 9
    assert log[9:] == [(None, "not sent: the subscriber is disabled")] * 2


def test_a_success_begins_the_count_anew(sandbox: Sandbox, web: Web, subscribed: Any) -> None:
    """Failures that are not in a row disable nobody."""
    subscribed()
    for day in range(1, 10):
        web.replies[:] = []
        web.say(204 if day % 3 == 0 else 500, b"")
        sandbox.notifications.tell(sandbox.people[0].id, "sleep", date(2026, 5, day))
        sandbox.notifications.flush()

    assert sandbox.notifications.posts()[-1].status == 204


def test_registering_again_enables_it(sandbox: Sandbox, web: Web) -> None:
    """Its subscriptions are told at the address that was registered last."""
    app, person = sandbox.apps["server"], sandbox.people[0].id
    first = sandbox.register_subscriber(app, web.url, CODE)
    subscribe_app(sandbox, app, "sleep", "1", None)
    first.disabled = True
    web.replies[:] = []
    web.say(204, b"").say(404, b"").say(204, b"")
    second = sandbox.register_subscriber(app, f"{web.url}/new", CODE)
    sandbox.notifications.tell(person, "sleep", date(2026, 5, 20))
    sandbox.notifications.flush()

    assert (second.disabled, [seen.path for seen in posts(web)]) == (False, ["/new"])


@pytest.mark.parametrize("collection", ["userRevokedAccess", ""])
def test_the_end_of_a_consent_is_told_and_ends_the_subscriptions(
    sandbox: Sandbox, web: Web, subscribed: Any, collection: str
) -> None:
    """Once, to those who asked for it or for everything; afterwards nothing is told."""
    subscribed(collection, "320")
    subscribed("sleep", "321")
    sandbox.revoke(sandbox.apps["server"])
    sandbox.revoke(sandbox.apps["server"])
    sandbox.notifications.tell(sandbox.people[0].id, "sleep", date(2026, 5, 20))
    sandbox.notifications.flush()
    (news,) = webhooks.parse_notifications(posts(web)[0].body)

    assert len(told(web)) == 1
    assert (news.revoked, news.owner_id, news.subscription_id) == (True, "7HWLKA", "320")


def test_another_persons_consent_is_another(sandbox: Sandbox, web: Web, subscribed: Any) -> None:
    """Only the subscriptions of whoever withdrew are over."""
    subscribed("userRevokedAccess", "1")
    subscribed("userRevokedAccess", "2", sandbox.people[1])
    sandbox.revoke(sandbox.apps["server"], sandbox.people[1])
    sandbox.notifications.flush()

    assert [item["ownerId"] for item in told(web)] == [sandbox.people[1].id]


def test_a_token_that_is_revoked_ends_the_consent(place: Place, web: Web) -> None:
    """Whether the user or the app ends it: the app is told."""
    place.sandbox.register_subscriber(place.server_app, web.url, CODE)
    token = place.token()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    path = "/1/user/-/userRevokedAccess/apiSubscriptions/1.json"
    place.session.post(place.provider.api_url + path, headers=headers, timeout=30)
    place.post(str(place.provider.revocation_url), {"token": token}, auth=place.basic())
    place.sandbox.notifications.flush()

    assert [item["collectionType"] for item in told(web)] == ["userRevokedAccess"]


def test_the_journal_shows_no_secret(sandbox: Sandbox, subscribed: Any) -> None:
    """Neither the app's secret nor the verification code."""
    subscribed()
    sandbox.notifications.tell(sandbox.people[0].id, "sleep", date(2026, 5, 20))
    sandbox.notifications.flush()
    shown = repr(sandbox.notifications.posts())

    assert "subscriptionId" in shown
    assert CODE not in shown
    assert str(sandbox.apps["server"].client_secret) not in shown


def test_another_process_registers_and_looks(outside: Place, web: Web) -> None:
    """A program in any language can do this over HTTP."""
    api = outside.provider.api_url
    order = {"client_id": "23SERV", "url": web.url, "verification_code": CODE}
    made = outside.session.post(f"{api}/sandbox/subscribers", json=order, timeout=30)
    subscribe_app(outside.sandbox, outside.server_app, "sleep", "1", None)
    outside.sandbox.notifications.tell("7HWLKA", "sleep", date(2026, 5, 20))
    outside.sandbox.notifications.flush()
    seen = outside.session.get(f"{api}/sandbox/notifications", timeout=30).json()

    assert (made.status_code, made.json()) == (201, {"subscriber_id": "1"})
    assert seen["pending"] is False
    assert [post["status"] for post in seen["posts"]] == [204]
    assert seen["posts"][0]["notifications"][0]["collectionType"] == "sleep"


@pytest.mark.parametrize(
    "change",
    [
        {"url": "http://example.com/"},
        {"client_id": "23NONE"},
        {"colour": "red"},
        {"verification_code": None},
        {"verification_code": ""},
        {"subscriber_id": 1},
    ],
)
def test_what_cannot_be_registered_is_explained(outside: Place, web: Web, change: Any) -> None:
    """A 400 says what is wrong."""
    order = {"client_id": "23SERV", "url": web.url, "verification_code": CODE, **change}
    url = f"{outside.provider.api_url}/sandbox/subscribers"

    assert outside.session.post(url, json=order, timeout=30).status_code == 400
