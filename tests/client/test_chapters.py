"""The chapters and the sandbox were written apart, from Fitbit's description, and fit together."""

from __future__ import annotations

import inspect
import pickle
from collections.abc import Iterator

import pytest

from chapters import call, methods
from fitbit import Fitbit, exceptions
from fitbit.stores import FileStore
from fitbit_sandbox import App, Sandbox

DAY = "2026-10-15"
READS = [name for name in methods() if name.split(".")[1].startswith(("get_", "iter_", "search_"))]
READS.remove("nutrition.get_meal")  # nobody has one yet; it is read where one is created
GIVEN = {
    "date": DAY,
    "start_date": DAY,
    "end_date": DAY,
    "start": "2026-10-13",
    "end": DAY,
    "goal_type": "weight",
    "period": "daily",
    "query": "apple",
    "activity_id": 90013,
    "food_id": 103,
}
RESOURCES = {"activity": "steps", "body": "weight", "nutrition": "water"}


@pytest.fixture(scope="module")
def fb() -> Fitbit:
    """Return a Fitbit of the person in the sandbox whose watch measures everything."""
    sandbox = Sandbox(rate_limit=10_000)
    app = sandbox.register(App("23CHAP", "a-secret", intraday=True))
    token = sandbox.issue(app, "3QMPDV")
    secrets = (app.client_id, app.client_secret, token["access_token"], token["refresh_token"])
    return Fitbit(*secrets, provider=sandbox.provider, clock=sandbox.clock)


def needed(fb, name):
    """Return what a method that reads needs."""
    chapter = name.split(".")[0]
    parameters = inspect.signature(methods()[name]).parameters
    required = [each for each, one in parameters.items() if one.default is one.empty][1:]
    values = {**GIVEN, "resource": RESOURCES.get(chapter)}
    if "before_date" in parameters:
        required.append("before_date")
        values["before_date"] = DAY
    if "tracker_id" in required:
        values["tracker_id"] = fb.devices.get_devices()[0]["id"]
    if "log_id" in required:
        values["log_id"] = next(fb.activity.iter_logs(before_date=DAY))["logId"]
    return {each: values[each] for each in required if each != "meal_id"}


def test_what_is_asked_for_is_answered(fb):
    """Every method that reads gets something to read."""
    empty = []
    for name in READS:
        answer = call(fb, name, needed(fb, name))
        if not answer and not name.endswith(("_foods", "_favorite_activities")):
            empty.append(name)

    assert empty == []


def test_a_list_longer_than_a_page_is_walked_to_its_end(fb):
    """The logs of all pages are there, each once, newest first."""
    logs = [log["logId"] for log in fb.sleep.iter_logs(before_date=DAY, limit=20)]
    starts = [log["startTime"] for log in fb.sleep.iter_logs(before_date=DAY)]

    assert len(logs) == len(set(logs)) > 20
    assert starts == sorted(starts, reverse=True)


def test_what_is_written_is_read_again(fb):
    """Weight, water, sleep, food, meal, alarm and goals are kept."""
    weight = fb.body.create_weight_log(170, DAY, time="06:00")["weightLog"]["logId"]
    water = fb.nutrition.create_water_log(DAY, 8, unit="fl oz")["waterLog"]["logId"]
    food = fb.nutrition.create_food("Soup", 147, 100, 60, nutrients={"protein": 3.5})["food"]
    meal = fb.nutrition.create_meal(
        "Dinner", "Hot", [{"foodId": food["foodId"], "amount": 2.0, "unitId": 147}]
    )["meal"]
    fb.activity.create_goals("daily", "steps", 12_345)

    assert weight in [log["logId"] for log in fb.body.get_weight_log(DAY)["weight"]]
    assert water in [log["logId"] for log in fb.nutrition.get_water_log(DAY)["water"]]
    assert fb.nutrition.get_food(food["foodId"])["food"]["name"] == "Soup"
    assert fb.nutrition.get_meal(meal["id"])["meal"]["name"] == "Dinner"
    assert fb.activity.get_goals("daily")["goals"]["steps"] == 12_345


def test_what_is_deleted_is_gone(fb):
    """A log that was deleted cannot be deleted again."""
    log = fb.body.create_fat_log(20.5, DAY)["fatLog"]["logId"]

    assert fb.body.delete_fat_log(log) is True
    with pytest.raises(exceptions.HTTPNotFound):
        fb.body.delete_fat_log(log)


def test_a_sleep_is_logged_and_deleted(fb):
    """It is among the day's sleeps until it is deleted."""
    sleep = fb.sleep.create_log(DAY, "13:00", 30 * 60_000)["sleep"]
    log = (sleep[0] if isinstance(sleep, list) else sleep)["logId"]
    logs = [each["logId"] for each in fb.sleep.get_log_by_date(DAY)["sleep"]]

    assert log in logs
    assert fb.sleep.delete_log(log) is True
    assert log not in [each["logId"] for each in fb.sleep.get_log_by_date(DAY)["sleep"]]
    with pytest.raises(exceptions.HTTPNotFound):
        fb.sleep.delete_log(log)


def test_favourites_answer_without_a_body(fb):
    """Adding a favourite is answered with nothing, which is True."""
    assert fb.activity.create_favorite(90013) is True
    assert 90013 in [each["activityId"] for each in fb.activity.get_favorite_activities()]
    assert fb.activity.delete_favorite(90013) is True


def test_an_alarm_can_be_changed(fb):
    """Days, time and snoozing arrive as they were given."""
    tracker = fb.devices.get_devices()[0]["id"]
    alarm = fb.devices.create_alarm(tracker, "07:15-08:00", ["MONDAY", "SUNDAY"])["trackerAlarm"]
    changed = fb.devices.update_alarm(
        tracker, alarm["alarmId"], "08:15-08:00", ["FRIDAY"], snooze_length=5, snooze_count=2
    )["trackerAlarm"]

    assert alarm["weekDays"] == ["MONDAY", "SUNDAY"]
    assert (changed["weekDays"], changed["snoozeLength"]) == (["FRIDAY"], 5)


def test_walking_is_lazy(fb):
    """An iterator is one."""
    assert isinstance(fb.activity.iter_logs(before_date=DAY), Iterator)


def test_a_pickled_fitbit_has_chapters_of_its_own(tmp_path):
    """Another process asks with its own object, through python-fitbit's names too."""
    original = Fitbit("22942C", "a-secret", store=FileStore(tmp_path / "tokens.json"))
    copy = pickle.loads(pickle.dumps(original))
    asked: list[str] = []
    copy.make_request = lambda url, *_args, **_kwargs: asked.append(url)
    copy.hrv.get_summary_by_date(DAY)
    copy.sleep(DAY)

    assert [url.rpartition("/user/")[2] for url in asked] == [
        f"-/hrv/date/{DAY}.json",
        f"-/sleep/date/{DAY}.json",
    ]
