"""Subscriptions are kept as Fitbit keeps them, for addresses that were verified."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
import requests

from fitbit_sandbox import App, Sandbox, SubscriberNotVerified
from scripted import Web, serving

if TYPE_CHECKING:
    from tests.sandbox.conftest import Place

CODE = "the-verification-code"
COLLECTIONS = {"activities": "activity", "body": "weight", "foods": "nutrition", "sleep": "sleep"}
HEADER = "X-Fitbit-Subscriber-Id"


@pytest.fixture
def web() -> Iterator[Web]:
    """A server that answers the two verification requests as it should, and 204 from then on."""
    with serving() as web:
        yield web.say(204, b"").say(404, b"").say(204, b"")


@pytest.fixture
def bare(place: Place) -> Callable[..., requests.Response]:
    """Ask about subscriptions as an app that has no subscriber."""

    def ask(
        method: str, path: str, scopes: Any = None, app: App | None = None, **headers: str
    ) -> requests.Response:
        token = place.sandbox.issue(app or place.server_app, scopes=scopes)["access_token"]
        headers = {name.replace("_", "-"): text for name, text in headers.items()}
        headers["Authorization"] = f"Bearer {token}"
        url = f"{place.provider.api_url}/1/user/-/{path}"
        return place.session.request(method, url, headers=headers, timeout=30)

    return ask


@pytest.fixture
def ask(
    place: Place, web: Web, bare: Callable[..., requests.Response]
) -> Callable[..., requests.Response]:
    """Ask about subscriptions as an app that has a subscriber."""
    place.sandbox.register_subscriber(place.server_app, web.url, CODE)
    return bare


def again(web: Web) -> str:
    """Have a server verified once more and return its address."""
    web.replies.clear()
    return web.say(204, b"").say(404, b"").say(204, b"").url


def error(response: requests.Response) -> dict[str, str]:
    """Return the one error of an answer."""
    (found,) = response.json()["errors"]
    return found


def test_a_subscription_is_made_listed_and_ended(ask):
    """201 with what it is, then it is on the lists, and 204 ends it."""
    made = ask("POST", "activities/apiSubscriptions/320.json")
    shown = {
        "collectionType": "activities",
        "ownerId": "7HWLKA",
        "ownerType": "user",
        "subscriberId": "1",
        "subscriptionId": "320",
    }

    assert (made.status_code, made.json()) == (201, shown)
    for path in ("activities/apiSubscriptions.json", "apiSubscriptions.json"):
        assert ask("GET", path).json() == {"apiSubscriptions": [shown]}
    assert ask("GET", "sleep/apiSubscriptions.json").json() == {"apiSubscriptions": []}
    ended = ask("DELETE", "activities/apiSubscriptions/320.json")
    assert (ended.status_code, ended.content) == (204, b"")
    assert ask("GET", "apiSubscriptions.json").json() == {"apiSubscriptions": []}


def test_a_subscription_to_everything_is_called_user(ask):
    """Without a collection in the path."""
    made = ask("POST", "apiSubscriptions/all.json")

    assert (made.status_code, made.json()["collectionType"]) == (201, "user")
    assert ask("DELETE", "apiSubscriptions/all.json").status_code == 204


def test_the_same_again_is_there_already(ask):
    """200, with the same body."""
    first = ask("POST", "sleep/apiSubscriptions/1.json")
    second = ask("POST", "sleep/apiSubscriptions/1.json")

    assert (second.status_code, second.json()) == (200, first.json())


@pytest.mark.parametrize(
    "path",
    [
        "sleep/apiSubscriptions/2.json",
        "body/apiSubscriptions/1.json",
        "apiSubscriptions/1.json",
    ],
)
def test_an_id_and_a_stream_belong_to_one_subscription(ask, path):
    """409 for the stream with another id, and for the id on another stream."""
    ask("POST", "sleep/apiSubscriptions/1.json")

    assert ask("POST", path).status_code == 409


@pytest.mark.parametrize(
    "path",
    ["sleep/apiSubscriptions/2.json", "body/apiSubscriptions/1.json", "apiSubscriptions/1.json"],
)
def test_what_was_not_subscribed_cannot_be_ended(ask, path):
    """404, and what there is stays."""
    ask("POST", "sleep/apiSubscriptions/1.json")

    assert (ask("DELETE", path).status_code, ask("DELETE", path).json()["success"]) == (404, False)
    assert len(ask("GET", "apiSubscriptions.json").json()["apiSubscriptions"]) == 1


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_an_id_has_fifty_letters_at_most(ask, method):
    """400 for one more."""
    assert ask("POST", f"sleep/apiSubscriptions/{'x' * 50}.json").status_code == 201
    refused = ask(method, f"sleep/apiSubscriptions/{'x' * 51}.json")

    assert refused.status_code == 400
    assert error(refused)["fieldName"] == "subscriptionId"


@pytest.mark.parametrize(("collection", "scope"), COLLECTIONS.items())
def test_a_collection_needs_its_scope(ask, collection, scope):
    """403 names what is missing."""
    path = f"{collection}/apiSubscriptions/1.json"
    refused = ask("POST", path, scopes=["profile"])

    assert (refused.status_code, error(refused)["errorType"]) == (403, "insufficient_scope")
    assert f" {scope} data" in error(refused)["message"]
    assert ask("POST", path, scopes=[scope]).status_code == 201


def test_everything_needs_six_scopes(ask):
    """One less is not enough."""
    scopes = ["activity", "nutrition", "profile", "settings", "sleep", "weight"]

    assert ask("POST", "apiSubscriptions/1.json", scopes=scopes[:-1]).status_code == 403
    assert ask("POST", "apiSubscriptions/1.json", scopes=scopes).status_code == 201


def test_the_end_of_a_consent_needs_no_scope(ask):
    """Anybody who has a token may ask to be told."""
    path = "userRevokedAccess/apiSubscriptions/1.json"

    assert ask("POST", path, scopes=["location"]).status_code == 201


def test_a_collection_that_fitbit_does_not_have_is_not_found(ask):
    """404."""
    assert ask("POST", "devices/apiSubscriptions/1.json").status_code == 404
    assert ask("GET", "devices/apiSubscriptions.json").status_code == 404


def test_without_a_subscriber_nobody_subscribes(bare):
    """400: there would be nobody to tell."""
    refused = bare("POST", "sleep/apiSubscriptions/1.json")

    assert (refused.status_code, error(refused)["fieldName"]) == (400, HEADER)


def test_the_header_names_one_of_several_subscribers(ask, place, web):
    """Without it, it is the default one; an unknown one is a 400."""
    place.sandbox.register_subscriber(
        place.server_app, again(web), CODE, subscriber_id="two", default=True
    )
    path = "sleep/apiSubscriptions/{}.json"

    assert ask("POST", path.format("a")).json()["subscriberId"] == "two"
    named = ask("POST", path.format("b"), X_Fitbit_Subscriber_Id="1")
    assert (named.status_code, named.json()["subscriberId"]) == (201, "1")
    assert ask("POST", path.format("c"), X_Fitbit_Subscriber_Id="3").status_code == 400
    assert ask("DELETE", path.format("b"), X_Fitbit_Subscriber_Id="two").status_code == 404
    assert ask("DELETE", path.format("b"), X_Fitbit_Subscriber_Id="1").status_code == 204


def test_the_first_subscriber_stays_the_default(ask, place, web):
    """A second one takes over only if told so."""
    place.sandbox.register_subscriber(place.server_app, again(web), CODE, subscriber_id="2")

    assert ask("POST", "sleep/apiSubscriptions/1.json").json()["subscriberId"] == "1"


def test_apps_do_not_see_each_others_subscriptions(ask, place, web):
    """Each may use the same id."""
    other = place.sandbox.register(App("23OTHR", "another secret"))
    place.sandbox.register_subscriber(other, again(web), CODE)
    ask("POST", "sleep/apiSubscriptions/1.json")

    assert ask("GET", "apiSubscriptions.json", app=other).json() == {"apiSubscriptions": []}
    assert ask("POST", "sleep/apiSubscriptions/1.json", app=other).status_code == 201


def test_an_id_is_one_users(ask, place):
    """The same id for another user is a 409."""
    ask("POST", "sleep/apiSubscriptions/1.json")
    token = place.sandbox.issue(place.server_app, place.sandbox.people[1])["access_token"]
    url = f"{place.provider.api_url}/1/user/-/sleep/apiSubscriptions/1.json"
    headers = {"Authorization": f"Bearer {token}"}

    assert place.session.post(url, headers=headers, timeout=30).status_code == 409


def test_an_address_is_verified_with_a_right_and_a_wrong_code(sandbox: Sandbox, web: Web) -> None:
    """Two GETs, and the wrong code is another one each time."""
    app = sandbox.apps["server"]
    subscriber = sandbox.register_subscriber(app, f"{web.url}/fitbit?a=1", CODE)
    sandbox.register_subscriber(app, again(web), CODE)
    right, wrong, _, other = (seen.path for seen in web.seen)

    assert [seen.method for seen in web.seen] == ["GET"] * 4
    assert right == f"/fitbit?a=1&verify={CODE}"
    assert wrong.startswith("/fitbit?a=1&verify=")
    assert CODE not in wrong
    assert wrong.split("=")[-1] != other.split("=")[-1]
    assert app.client_secret is not None
    assert app.client_secret not in repr(subscriber)


@pytest.mark.parametrize(
    ("statuses", "complaint"),
    [
        ((404, 404), "the verification code with 404, not with 204"),
        ((200, 404), "the verification code with 200, not with 204"),
        ((302, 404), "the verification code with 302, not with 204"),
        ((204, 204), "a wrong verification code with 204, not with 404"),
        ((204, 500), "a wrong verification code with 500, not with 404"),
    ],
)
def test_other_answers_are_no_verification(
    sandbox: Sandbox, web: Web, statuses: tuple[int, int], complaint: str
) -> None:
    """The registration fails and says what was wrong, without the code."""
    web.replies.clear()
    web.say(statuses[0], b"", Location=f"{web.url}/elsewhere").say(statuses[1], b"")
    with pytest.raises(SubscriberNotVerified, match=complaint) as caught:
        sandbox.register_subscriber(sandbox.apps["server"], web.url, CODE)

    assert CODE not in str(caught.value)
    assert not any("elsewhere" in seen.path for seen in web.seen)


def test_an_address_where_nobody_listens_is_not_verified(sandbox: Sandbox) -> None:
    """The error says that there was no connection."""
    with serving() as gone:
        url = gone.url
    with pytest.raises(SubscriberNotVerified, match="ConnectionError"):
        sandbox.register_subscriber(sandbox.apps["server"], url, CODE)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/fitbit",
        "http://localhost:5000/",
        "http://192.168.1.1/",
        "http://127.0.0.1@example.com/",
        "http://user:word@127.0.0.1/",
        "https://127.0.0.1/",
        "127.0.0.1:5000",
        "file:///etc/passwd",
    ],
)
def test_the_sandbox_sends_nothing_beyond_this_machine(sandbox: Sandbox, url: str) -> None:
    """Only plain http to a loopback address is taken."""
    with pytest.raises(ValueError, match=r"http://127\.0\.0\.1:5000"):
        sandbox.register_subscriber(sandbox.apps["server"], url, CODE)


def test_an_app_without_a_secret_has_no_subscriber(sandbox: Sandbox, web: Web) -> None:
    """There would be nothing to sign with."""
    with pytest.raises(ValueError, match="signed with the client secret"):
        sandbox.register_subscriber(sandbox.apps["client"], web.url, CODE)
