"""Every chapter method sends what Fitbit's own description of its API says, and nothing else."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from hypothesis import HealthCheck, given, settings

from chapters import arguments, call, groups, methods, recorded
from description import EXEMPTIONS, Judge, described_operations
from fitbit import scopes

METHODS = methods()
CLIENTS = {"oauthToken", "introspect", "revoke"}
REFERENCE = re.compile(
    r"https://dev\.fitbit\.com/build/reference/web-api/[a-z0-9-]+/([a-z0-9-]+)/$"
)


def examine(name: str, judge: Judge) -> None:
    """Call a method with many arguments, and have every request judged."""
    fb, recorder = recorded()

    @settings(
        max_examples=25,
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


@pytest.fixture(scope="module")
def judged():
    """A judge who has seen every method at work, and what was wrong with each."""
    judge = Judge()
    return judge, [fault for name in METHODS if (fault := fault_of(name, judge))]


def fault_of(name, judge):
    """Return what is wrong with a method's requests, or None."""
    try:
        examine(name, judge)
    except Exception as error:  # noqa: BLE001 - any failure is a method's fault
        return "\n".join([f"{name}: {error!r}", *getattr(error, "__notes__", [])])
    return None


@pytest.fixture(scope="module")
def judge(judged):
    """The judge alone."""
    return judged[0]


def test_methods_send_what_fitbit_describes(judged):
    """Method, path, query and body are as described, whatever the arguments."""
    assert judged[1] == []


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


def test_methods_are_named_after_their_pages():
    """A name is its page's title without the words that the chapter says already."""
    misnamed = []
    for name, method in METHODS.items():
        chapter, short = name.split(".")
        page = REFERENCE.search(inspect.getdoc(method) or "")
        helper = short.startswith("iter_") or short.endswith("_between")
        if page is None or not (helper or short == expected(chapter, page[1])):
            misnamed.append(name)

    assert misnamed == []


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


def test_methods_say_what_they_return_and_which_scope_they_need():
    """A docstring has what comes back, then the scope, one of its chapter's, and the page."""
    told = re.compile(r"\b(Returns|Yields)\b.*^Scopes?: (.+)\.\nhttps://", re.DOTALL | re.MULTILINE)
    silent = []
    for name, method in METHODS.items():
        found = told.search(inspect.getdoc(method) or "")
        named = set(re.findall(r"[a-z_]+", found[2])) if found else set()
        if not named & set(scopes.BY_CHAPTER[name.split(".")[0]]):
            silent.append(name)

    assert silent == []


def test_methods_of_a_users_data_take_the_user():
    """``user_id`` is there, keyword only, unless the path has no user."""
    of_nobody = {"get_all_types", "get_type", "get_food", "get_food_locales", "get_food_units"}
    of_nobody.add("search_foods")
    wrong = []
    for name, method in METHODS.items():
        user = inspect.signature(method).parameters.get("user_id")
        keyword = user and (user.kind, user.default) == (inspect.Parameter.KEYWORD_ONLY, "-")
        if bool(keyword) == (name.split(".")[1] in of_nobody):
            wrong.append(name)

    assert wrong == []


def test_every_method_is_in_the_file_of_calls():
    """What mypy and pyright check in tests/typing/chapters.py is every method there is."""
    file = Path(__file__).parent.parent / "typing" / "chapters.py"
    tree = ast.parse(file.read_text(encoding="utf-8"))
    called = {name for node in tree.body for name in called_in(node)}

    assert sorted(METHODS.keys() - called) == []


def called_in(function: ast.stmt) -> Iterator[str]:
    """Yield the methods that a function calls as ``fb.sleep.get_goals()`` or by a short name."""
    nodes = list(ast.walk(function))
    short = {
        ast.unparse(node.targets[0]): ast.unparse(node.value)
        for node in nodes
        if isinstance(node, ast.Assign)
    }
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            group = ast.unparse(node.func.value)
            yield f"{short.get(group, group).removeprefix('fb.')}.{node.func.attr}"


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
