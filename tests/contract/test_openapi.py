"""Every chapter method sends what Fitbit's own description of its API says, and nothing else."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
import requests
from hypothesis import HealthCheck, given, settings

from chapters import arguments, call, groups, methods, recorded
from description import EXEMPTIONS, Judge, described_operations

METHODS = methods()
CLIENTS = {"oauthToken", "introspect", "revoke"}
REFERENCE = re.compile(
    r"https://dev\.fitbit\.com/build/reference/web-api/[a-z0-9-]+/([a-z0-9-]+)/$"
)


def examine(name: str, judge: Judge, examples: int) -> None:
    """Call a method with many arguments, and have every request judged."""
    fb, recorder = recorded()

    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(values=arguments(name, METHODS[name]))
    def check(values):
        recorder.sent.clear()
        call(fb, name, values)
        faults = [fault for request in recorder.sent for fault in judge.judge(request)]

        assert recorder.sent, "nothing was sent"
        assert faults == []

    check()


@pytest.mark.parametrize("name", METHODS)
def test_a_method_sends_what_fitbit_describes(name):
    """Method, path, query and body are as described, whatever the arguments."""
    examine(name, Judge(), examples=25)


@pytest.fixture(scope="module")
def judge():
    """Return a judge who has seen every method at work, and the client's three requests."""
    judge = Judge()
    for name in METHODS:
        examine(name, judge, examples=15)
    return judge


def test_every_operation_of_fitbit_is_reached(judge):
    """The chapters reach 121 operations; token, introspection and revocation are the client's."""
    described = described_operations()

    assert len(described) == 124
    assert described - judge.reached == CLIENTS


def test_the_client_reaches_the_other_three():
    """Exchange, introspection and revocation go where the description has them."""
    fb, recorder = recorded()
    token = {"access_token": "a", "refresh_token": "r", "token_type": "Bearer", "expires_in": 28800}
    recorder.answer = {**token, "user_id": "GGNJL9", "scope": "sleep", "active": True}
    fb.client.authorize_token_url()
    fb.client.fetch_access_token("a-code")
    fb.client.introspect_token()
    fb.client.revoke_token()

    paths = {(request.method, request.path_url) for request in recorder.sent}
    assert paths == {
        ("POST", "/oauth2/token"),
        ("POST", "/1.1/oauth2/introspect"),
        ("POST", "/oauth2/revoke"),
    }


def test_the_exemptions_are_all_needed(judge, record_property):
    """Where the API differs from its description, there is a reason, and a request that shows."""
    lines = [f"{len(EXEMPTIONS)} differences between Fitbit's description and its API:"]
    lines += [f"  {each.operation} {each.parameter[:60]}: {each.reason}" for each in EXEMPTIONS]
    record_property("printed", "\n".join(lines))

    assert judge.used == set(EXEMPTIONS)


@pytest.mark.parametrize("name", METHODS)
def test_a_method_is_named_after_its_page(name):
    """The name is the page's title without the words that the chapter says already."""
    chapter, method = name.split(".")
    if method.startswith("iter_") or method.endswith("_between"):
        return
    doc = inspect.getdoc(METHODS[name]) or ""
    page = REFERENCE.search(doc)

    assert page is not None
    assert method == expected(chapter, page[1])


def expected(chapter: str, slug: str) -> str:
    """Return the name that a page's method has in a chapter."""
    spelled = {
        "azm": "active_zone_minutes",
        "bodyfat": "body_fat",
        "br": "breathing_rate",
        "heartrate": "heart_rate",
        "timeseries": "time_series",
        "vo2max": "vo2_max",
    }
    words = "_".join(spelled.get(word, word) for word in slug.split("-"))
    short = re.sub(rf"_{chapter}(?=_|$)", "", words)
    return words if "_" not in short else short


@pytest.mark.parametrize("name", METHODS)
def test_a_method_of_a_users_data_takes_the_user(name):
    """``user_id`` is there, keyword only, unless the path has no user."""
    parameters = inspect.signature(METHODS[name]).parameters
    of_nobody = {"get_all_types", "get_type", "get_food", "get_food_locales", "get_food_units"}
    of_nobody.add("search_foods")

    if name.split(".")[1] in of_nobody:
        assert "user_id" not in parameters
    else:
        assert parameters["user_id"].kind is inspect.Parameter.KEYWORD_ONLY
        assert parameters["user_id"].default == "-"


@pytest.mark.parametrize("name", METHODS)
def test_a_method_is_in_the_file_of_calls(name):
    """What mypy and pyright check in tests/typing/chapters.py is every method there is."""
    calls = Path(__file__).parent.parent / "typing" / "chapters.py"

    assert f".{name.split('.')[1]}(" in calls.read_text(encoding="utf-8")


def test_the_chapters_are_those_of_the_reference():
    """The facade has one attribute per chapter."""
    assert len(groups()) == 17


@pytest.mark.parametrize(
    ("method", "url", "form", "fault"),
    [
        ("GET", "1/user/-/sleep/date/2026-01-31.json", {}, "is not in the description"),
        ("GET", "1/user/-/hrv/date/2026-1-31.json", {}, "is not in the description"),
        ("GET", "1/user/-/activities/steps/date/today/max.json", {}, "is not in the description"),
        ("GET", "1/user/-/activities/steps/date/today/1d/1sec.json", {}, "is not in the desc"),
        ("PUT", "1/user/-/profile.json", {}, "is not in the description"),
        ("GET", "1/user/-/profile.json?a=1", {}, "a is not described"),
        ("GET", "1/foods/search.json", {}, "query is missing"),
        ("POST", "1/user/-/body/log/fat.json", {"fat": "20"}, "date is missing"),
        ("POST", "1/user/-/body/log/fat.json?fat=20", {}, "what is written is in the address"),
        (
            "POST",
            "1/user/-/devices/tracker/1/alarms.json",
            {"time": "07:15", "enabled": "True", "recurring": "false", "weekDays": "MONDAY"},
            "enabled must not be 'True'",
        ),
        ("POST", "1/user/-/foods/log/water/goal.json", {"target": "1e3"}, "target must not be"),
    ],
)
def test_the_judge_finds_what_is_wrong(method, url, form, fault):
    """A wrong version, day, period, spelling or place does not pass the checks above."""
    request = requests.Request(method, f"https://api.fitbit.com/{url}", data=form).prepare()

    assert any(fault in each for each in Judge().judge(request))
