"""Checks of the rows of the mapping that are not a matter of reading the same on both sides."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from fitbit import GOOGLE_HEALTH, Fitbit
from fitbit.exceptions import NotSupportedByProvider
from fitbit.google.routes.router import Difference
from google_pair import Pair, differences_between, route_of, without

USER = "/1/user/-/"
CALLBACK = "https://example.com/callback"
DAY = "2026-11-20"
_IDS = (
    "activityLog.logId", "weightLog.logId", "fatLog.logId", "foodLog.logId", "waterLog.logId",
    "sleep[].logId", "sleep.logId", "activityLog.lastModified",
)  # fmt: skip


# logging in


def clients(pair: Pair) -> tuple[Fitbit, Fitbit]:
    """Return a client of Fitbit's sandbox and one of Google's."""
    fitbit, google = pair.sandbox.apps["server"], pair.sandbox.google_apps["web"]
    provider = pair.sandbox.google_provider_for(GOOGLE_HEALTH)
    common: dict[str, Any] = {"redirect_uri": CALLBACK, "clock": pair.clock}
    return (
        Fitbit(fitbit.client_id, fitbit.client_secret, provider=pair.sandbox.provider, **common),
        Fitbit(google.client_id, google.client_secret, provider=provider, **common),
    )


def log_in(pair: Pair, fb: Fitbit) -> str:
    """Let the second sample person consent; return the authorize URL."""
    url, _ = fb.client.authorize_token_url(scope=["activity", "profile", "settings", "social"])
    fb.client.fetch_token_from_redirect(pair.sandbox.consent(url, pair.sandbox.people[1]))
    return url


def authorize(pair: Pair) -> None:
    """Both consent pages take the same call; Google's also asks for a refresh token."""
    fitbit, google = (log_in(pair, fb) for fb in clients(pair))
    asked = parse_qs(urlsplit(google).query)
    assert asked["access_type"] == ["offline"]
    assert asked["prompt"] == ["consent"]
    assert asked["scope"][0].split() == [
        f"https://www.googleapis.com/auth/googlehealth.{name}.readonly"
        for name in ("activity_and_fitness", "profile", "settings")
    ]
    assert set(parse_qs(urlsplit(fitbit).query)) <= set(asked)


def exchange(pair: Pair) -> None:
    """Both tokens say whose they are and can be renewed."""
    for fb in clients(pair):
        log_in(pair, fb)
        assert fb.client.token["user_id"] == pair.sandbox.people[1].id
        assert {"access_token", "refresh_token", "expires_at"} <= set(fb.client.token)


def refresh(pair: Pair) -> None:
    """Google's refresh token and the user's id stay; the callback is given both."""
    fitbit, google = clients(pair)
    for fb in (fitbit, google):
        log_in(pair, fb)
        saved: list[dict[str, Any]] = []
        fb.client.refresh_cb = saved.append
        before = dict(fb.client.token)
        fb.client.refresh_token()
        assert fb.client.token["access_token"] != before["access_token"]
        assert (saved[0]["refresh_token"] == before["refresh_token"]) == (fb is google)
        assert saved[0]["user_id"] == before["user_id"]


def revoke(pair: Pair) -> None:
    """A revoked token is unknown the next time."""
    for fb in clients(pair):
        log_in(pair, fb)
        token = dict(fb.client.token)
        assert fb.client.revoke_token() is True
        fb.client.session.token = token
        assert fb.client.revoke_token() is False


def introspect(pair: Pair) -> None:
    """Both say of a living and of a dead token what it is."""
    for fb in clients(pair):
        log_in(pair, fb)
        known = fb.client.introspect_token()
        assert known["active"] is True
        assert known["token_type"] == "access_token"
        assert known["client_id"] == fb.client.client_id
        assert abs(known["exp"] - 1000 * (fb.client.token.expires_at or 0)) <= 2000
        assert fb.client.introspect_token("unknown") == {"active": False}


def client_credentials(pair: Pair) -> None:
    """Google has no tokens without a user."""
    with pytest.raises(NotSupportedByProvider, match="no token of its own"):
        clients(pair)[1].client.client_credentials_token()


# writing


def posted(path: str, **data: str) -> Callable[[Pair], None]:
    """Post the same to both, and require equal answers but for ids and what is documented."""

    def check(pair: Pair) -> None:
        person = pair.sandbox.people[0]
        fitbit = pair.fitbit(person, "POST", path, data=data)
        google = pair.google(person, "POST", path, data=data)
        assert (google.status_code, fitbit.status_code) in {(200, 200), (201, 201)}, google.text
        differs = (*route_of("POST", path).differs, *(Difference(name, "an id") for name in _IDS))
        ours, theirs = without(google.json(), differs), without(fitbit.json(), differs)
        assert differences_between(ours, theirs) == []

    return check


def deleted(path: str, key: str, where: str, read: str, **data: str) -> Callable[[Pair], None]:
    """Log something through Google and delete it; what another client wrote gives 403."""

    def check(pair: Pair) -> None:
        person = pair.sandbox.people[0]
        before = pair.google(person, "GET", read).json()
        made = pair.google(person, "POST", path, data=data).json()[key]
        made = made[0] if isinstance(made, list) else made
        assert pair.google(person, "GET", read).json() != before
        gone = pair.google(person, "DELETE", f"{where}/{made['logId']}.json")
        assert (gone.status_code, gone.content) == (204, b"")
        assert pair.google(person, "GET", read).json() == before

    return check


def changed(path: str, key: str, new: dict[str, str], **data: str) -> Callable[[Pair], None]:
    """Log the same on both sides, change it on both, and require equal answers."""

    def check(pair: Pair) -> None:
        person = pair.sandbox.people[0]
        answers = []
        for ask in (pair.google, pair.fitbit):
            made = ask(person, "POST", f"{path}.json", data=data).json()[key]
            answer = ask(person, "POST", f"{path}/{made['logId']}.json", data=new)
            assert answer.status_code == 200, answer.text
            answers.append(answer.json())
        differs = (
            *route_of("POST", f"{path}/1.json").differs,
            *(Difference(name, "an id") for name in _IDS),
        )
        assert differences_between(*(without(answer, differs) for answer in answers)) == []

    return check


def profile_written(pair: Pair) -> None:
    """Stride lengths are changed on both sides alike; a name cannot be changed at Google."""
    posted(f"{USER}profile.json", strideLengthWalking="80.0", strideLengthRunning="101.5")(pair)
    with pytest.raises(NotSupportedByProvider, match="fullname"):
        pair.google(pair.sandbox.people[0], "POST", f"{USER}profile.json", data={"fullname": "X"})


# what is left


def tcx(pair: Pair) -> None:
    """Every track point of every exercise is the same."""
    for person in pair.sandbox.people:
        path = f"{USER}activities/list.json?beforeDate=2026-11-10&sort=desc&limit=5&offset=0"
        for log in pair.google(person, "GET", path).json()["activities"]:
            address = f"{USER}activities/{log['logId']}.tcx"
            both = pair.google(person, "GET", address), pair.fitbit(person, "GET", address)
            google, fitbit = (track_points(answer.text) for answer in both)
            assert google == fitbit


def track_points(text: str) -> list[list[tuple[str, str | None]]]:
    """Return the members of each track point of a TCX file that this sandbox made."""
    tree = ET.fromstring(text)  # noqa: S314 - the sandbox wrote it
    return [
        [(item.tag, item.text) for item in point.iter()]
        for point in tree.iter()
        if point.tag.endswith("Trackpoint")
    ]


def body_of_day(pair: Pair) -> None:
    """The old body endpoint, which Fitbit no longer has, gives the day's last values."""
    person = pair.sandbox.people[0]
    body = pair.google(person, "GET", f"{USER}body/date/2026-10-24.json").json()["body"]
    for name in ("weight", "fat", "bmi"):
        series = pair.fitbit(person, "GET", f"{USER}body/{name}/date/2026-10-24/1d.json").json()
        assert float(series[f"body-{name}"][0]["value"]) == body[name]


def body_written(pair: Pair) -> None:
    """The old way of logging weight and fat leaves both in the logs."""
    person = pair.sandbox.people[0]
    answer = pair.google(person, "POST", f"{USER}body.json", data={"weight": "70.5", "date": DAY})
    assert answer.json()["body"]["weight"] == 70.5
    logs = pair.fitbit(person, "GET", f"{USER}body/log/weight/date/{DAY}.json").json()["weight"]
    assert 70.5 in [log["weight"] for log in logs]
    with pytest.raises(NotSupportedByProvider, match="bicep"):
        pair.google(person, "POST", f"{USER}body.json", data={"bicep": "30"})


def glucose(pair: Pair) -> None:
    """The old glucose endpoint reads what Google has of blood glucose."""
    answer = pair.google(pair.sandbox.people[0], "GET", f"{USER}glucose/date/{DAY}.json")
    assert list(answer.json()) == ["glucose"]


def any_call(pair: Pair) -> None:
    """Raw addresses go through the same table, and what is unknown is refused by name."""
    fb = clients(pair)[1]
    log_in(pair, fb)
    url = f"https://api.fitbit.com{USER}activities/steps/date/{DAY}/1d.json"
    assert fb.make_request(url) == fb.time_series("activities/steps", base_date=DAY, period="1d")
    with pytest.raises(NotSupportedByProvider, match=r"GET /1/user/-/unheard-of\.json"):
        fb.make_request(f"https://api.fitbit.com{USER}unheard-of.json")


_EXERCISE = {"activityId": "90009", "startTime": "10:00", "durationMillis": "1800000", "date": DAY}
_SLEEP = {"startTime": "13:00", "duration": "3600000", "date": DAY}
_FOOD = {"foodId": "101", "mealTypeId": "1", "unitId": "91", "amount": "2", "date": DAY}
_WATER = {"amount": "300", "date": DAY, "unit": "ml"}
_U = "/1/user/{user-id}/"
_S = "/1.2/user/{user-id}/sleep"

SPECIAL: Mapping[str, Callable[[Pair], None]] = {
    "GET https://www.fitbit.com/oauth2/authorize": authorize,
    "POST /oauth2/token (authorization_code)": exchange,
    "POST /oauth2/token (refresh_token)": refresh,
    "POST /oauth2/token (client_credentials)": client_credentials,
    "POST /oauth2/revoke": revoke,
    "POST /1.1/oauth2/introspect; POST /oauth2/introspect": introspect,
    f"POST {_U}profile.json": profile_written,
    f"POST {_U}activities.json": posted(f"{USER}activities.json", distance="5.0", **_EXERCISE),
    f"DELETE {_U}activities/{{activity-log-id}}.json": deleted(
        f"{USER}activities.json",
        "activityLog",
        f"{USER}activities",
        f"{USER}activities/date/{DAY}.json",
        **_EXERCISE,
    ),
    f"GET {_U}activities/{{log-id}}.tcx": tcx,
    f"POST {_U}body/log/weight.json": posted(
        f"{USER}body/log/weight.json", weight="70.5", date=DAY
    ),
    f"POST {_U}body/log/fat.json": posted(
        f"{USER}body/log/fat.json", fat="20.5", date=DAY, time="10:00:00"
    ),
    f"DELETE {_U}body/log/weight/{{body-weight-log-id}}.json": deleted(
        f"{USER}body/log/weight.json",
        "weightLog",
        f"{USER}body/log/weight",
        f"{USER}body/log/weight/date/{DAY}.json",
        weight="70.5",
        date=DAY,
    ),
    f"DELETE {_U}body/log/fat/{{body-fat-log-id}}.json": deleted(
        f"{USER}body/log/fat.json",
        "fatLog",
        f"{USER}body/log/fat",
        f"{USER}body/log/fat/date/{DAY}.json",
        fat="20.5",
        date=DAY,
    ),
    f"GET {_U}body/date/{{date}}.json (legacy)": body_of_day,
    f"POST {_U}body.json (legacy)": body_written,
    f"POST {_S}.json": posted("/1.2/user/-/sleep.json", **_SLEEP),
    f"POST {_U}sleep.json (v1)": posted(f"{USER}sleep.json", **_SLEEP),
    f"DELETE {_S}/{{log-id}}.json": deleted(
        "/1.2/user/-/sleep.json",
        "sleep",
        "/1.2/user/-/sleep",
        f"/1.2/user/-/sleep/date/{DAY}.json",
        **_SLEEP,
    ),
    f"DELETE {_U}sleep/{{log-id}}.json": deleted(
        f"{USER}sleep.json", "sleep", f"{USER}sleep", f"{USER}sleep/date/{DAY}.json", **_SLEEP
    ),
    f"POST {_U}foods/log.json": posted(f"{USER}foods/log.json", **_FOOD),
    f"POST {_U}foods/log/{{food-log-id}}.json": changed(
        f"{USER}foods/log", "foodLog", {"mealTypeId": "3", "unitId": "91", "amount": "1"}, **_FOOD
    ),
    f"DELETE {_U}foods/log/{{food-log-id}}.json": deleted(
        f"{USER}foods/log.json",
        "foodLog",
        f"{USER}foods/log",
        f"{USER}foods/log/date/{DAY}.json",
        **_FOOD,
    ),
    f"POST {_U}foods/log/water.json": posted(f"{USER}foods/log/water.json", **_WATER),
    f"POST {_U}foods/log/water/{{water-log-id}}.json": changed(
        f"{USER}foods/log/water", "waterLog", {"amount": "2", "unit": "cup"}, **_WATER
    ),
    f"DELETE {_U}foods/log/water/{{water-log-id}}.json": deleted(
        f"{USER}foods/log/water.json",
        "waterLog",
        f"{USER}foods/log/water",
        f"{USER}foods/log/water/date/{DAY}.json",
        **_WATER,
    ),
    "any METHOD + any Fitbit URL": any_call,
    "GET /1/user/-/glucose* (legacy)": glucose,
}
"""The rows that are checked by something of their own."""
