"""The day's summary, exercises, their list, TCX, the catalogue, records and friends."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import parse_qsl, urlsplit
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asking import NOW, Asker, asker, everybody, patient
from fitbit_sandbox.fitbit.call import Answer
from fitbit_sandbox.people.days import Days

TCX = "{http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2}"
WALK = {
    "activityId": 90013,
    "startTime": "12:20",
    "durationMillis": 1_800_000,
    "date": "2026-04-14",
    "distance": "2.5",
}


def series(ask: Asker, resource: str, day: str = "2026-04-14", *, tracker: bool = False) -> str:
    """Return one day's value of a series."""
    word = "Tracker" if tracker else ""
    body = ask(
        f"getActivities{word}ResourceByDatePeriod", resource_path=resource, date=day, period="1d"
    )
    ((row,),) = body.values()
    return row["value"]


def exercises(ask: Asker, **params):
    """Return a page of the list of exercises."""
    given_ = {"sort": "desc", "limit": 20, "beforeDate": "2026-04-15"}
    return ask.listed("getActivitiesLogList", "activities", **(params or given_))


@patient
@given(st.sampled_from(sorted(everybody())), st.dates(date(2026, 1, 1), date(2026, 4, 14)))
def test_the_summary_agrees_with_the_series(name, day):
    """The summary and the daily series give the same numbers."""
    ask = Asker(everybody()[name])
    summary = ask("getActivitiesByDate", date=day)["summary"]
    pairs = {
        "steps": "steps",
        "calories": "caloriesOut",
        "caloriesBMR": "caloriesBMR",
        "activityCalories": "activityCalories",
        "minutesSedentary": "sedentaryMinutes",
        "minutesLightlyActive": "lightlyActiveMinutes",
        "minutesFairlyActive": "fairlyActiveMinutes",
        "minutesVeryActive": "veryActiveMinutes",
    }

    for resource, key in pairs.items():
        assert series(ask, resource, str(day)) == str(summary[key])
    assert series(ask, "distance", str(day)) == str(summary["distances"][0]["distance"])


def test_a_summary_has_what_fitbit_documents():
    """Exercises, goals and sums are there, heart-rate zones where they were measured."""
    body = asker("Lena")("getActivitiesByDate", date="2026-04-11")

    assert set(body) == {"activities", "goals", "summary"}
    assert {"elevation", "floors", "heartRateZones", "restingHeartRate"} <= set(body["summary"])
    assert body["summary"]["activeScore"] == -1
    assert [part["activity"] for part in body["summary"]["distances"]][:2] == ["total", "tracker"]


def test_an_old_tracker_has_no_floors_and_no_heart_rate():
    """What a device cannot measure is absent, not zero."""
    summary = asker("Ananya")("getActivitiesByDate", date="2026-04-11")["summary"]

    assert not {"floors", "elevation", "heartRateZones", "restingHeartRate"} & set(summary)


@pytest.mark.parametrize(
    ("day", "there"),
    [("2026-04-15", True), ("2026-03-25", True), ("2026-03-24", False), ("2026-04-16", False)],
)
def test_goals_are_shown_for_three_weeks(day, there):
    """Goals stand beside today and the 21 days before, no others."""
    assert ("goals" in asker("Lena")("getActivitiesByDate", date=day)) == there


def test_a_logged_activity_adds_to_the_day():
    """Steps, distance and calories of a log are in the totals, but not in the tracker's."""
    ask = asker("Lena")
    kinds = ("steps", "calories", "distance", "activityCalories")
    before = {kind: float(series(ask, kind)) for kind in kinds}
    tracked = {kind: series(ask, kind, tracker=True) for kind in kinds}
    log = ask.created("addActivitiesLog", WALK)["activityLog"]

    assert (log["name"], log["distance"], log["duration"]) == ("Walk", 2.5, 1_800_000)
    assert (log["startDate"], log["startTime"]) == ("2026-04-14", "12:20")
    assert {kind: series(ask, kind, tracker=True) for kind in kinds} == tracked
    added = {"steps": log["steps"], "calories": log["calories"], "distance": 2.5}
    for kind, amount in added.items():
        assert float(series(ask, kind)) == pytest.approx(before[kind] + amount)
    summary = ask("getActivitiesByDate", date="2026-04-14")
    assert log in summary["activities"]
    assert summary["summary"]["distances"][2] == {"activity": "loggedActivities", "distance": 2.5}


def test_a_deleted_log_takes_its_steps_along():
    """After deletion the day is as before; deleting again finds nothing."""
    ask = asker("Lena")
    before = ask("getActivitiesByDate", date="2026-04-14")
    log = ask.created("addActivitiesLog", WALK)["activityLog"]
    ask.deleted("deleteActivitiesLog", activity_log_id=log["logId"])

    assert ask("getActivitiesByDate", date="2026-04-14") == before
    refusal = ask.refused("deleteActivitiesLog", activity_log_id=log["logId"])
    assert (refusal.status, refusal.error_type) == (404, "not_found")


def test_a_deleted_exercise_leaves_its_steps():
    """The tracker counted the steps of a recognised run, whether it is kept or not."""
    ask = asker("Lena")
    found, _ = exercises(ask)
    day = found[0]["startTime"][:10]
    before = series(ask, "steps", day)
    ask.deleted("deleteActivitiesLog", activity_log_id=found[0]["logId"])

    assert series(ask, "steps", day) == before
    assert found[0]["logId"] not in {log["logId"] for log in exercises(ask)[0]}


@pytest.mark.parametrize(
    ("params", "language", "steps", "km"),
    [
        ({"distance": "1"}, "en_US", 2316, 1.60934),
        ({"distance": "5000", "distanceUnit": "Steps"}, "", 5000, 3.475),
        ({"distance": "500", "distanceUnit": "Meter"}, "en_US", 719, 0.5),
        ({"distance": "0"}, "", 0, None),
    ],
)
def test_distances_are_read_in_their_unit(params, language, steps, km):
    """Distance is in the language's unit unless another is named; steps are allowed."""
    ask = asker("Lena")
    log = ask.created("addActivitiesLog", WALK | params, language=language)["activityLog"]
    shown = [
        one
        for one in ask("getActivitiesByDate", date="2026-04-14")["activities"]
        if one["logId"] == log["logId"]
    ]

    assert log["steps"] == steps
    assert shown[0].get("distance") == km


def test_own_activities_need_their_calories():
    """A name goes with calories; an id of a pace is known too."""
    ask = asker("Lena")
    own = {**WALK, "activityId": "", "activityName": "Juggling", "manualCalories": 77}
    log = ask.created("addActivitiesLog", own)["activityLog"]
    pace = ask.created("addActivitiesLog", WALK | {"activityId": 17220})["activityLog"]

    assert (log["name"], log["calories"]) == ("Juggling", 77)
    assert (pace["activityParentName"], pace["activityId"]) == ("Walk", 17220)
    del own["manualCalories"]
    assert ask.refused("addActivitiesLog", own).field == "manualCalories"


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"activityId": ""}, 400, "activityId"),
        ({"activityId": "7"}, 404, "n/a"),
        ({"startTime": "25:00"}, 400, "startTime"),
        ({"startTime": ""}, 400, "startTime"),
        ({"durationMillis": "0"}, 400, "durationMillis"),
        ({"durationMillis": "90000000"}, 400, "durationMillis"),
        ({"date": "2026-02-30"}, 400, "date"),
        ({"distance": "far"}, 400, "distance"),
        ({"distance": "nan"}, 400, "distance"),
        ({"distanceUnit": "Parsec"}, 400, "distanceUnit"),
    ],
)
def test_wrong_activities_are_refused(change, status, field):
    """The parameter that is wrong is named."""
    refusal = asker("Lena").refused("addActivitiesLog", WALK | change)

    assert (refusal.status, refusal.field) == (status, field)


def test_the_list_leads_through_all_pages():
    """Following ``next`` gives every exercise once, newest first, until it is empty."""
    ask = asker("Lena")
    everything, _ = exercises(ask, beforeDate="2026-04-15", sort="desc", limit=100)
    page, pagination = exercises(ask, beforeDate="2026-04-15", sort="desc", limit=7)
    found = list(page)
    while pagination["next"] and len(found) < 100:
        address = urlsplit(pagination["next"])
        assert address.netloc == "api.fitbit.com"
        assert address.path == "/1/user/-/list.json"
        page, pagination = exercises(ask, **dict(parse_qsl(address.query)))
        found += page

    starts = [log["startTime"] for log in found]
    assert found[:100] == everything
    assert starts == sorted(starts, reverse=True)


def test_the_list_ends_with_an_empty_next():
    """The last page has nothing to follow; the first nothing before it."""
    page, pagination = exercises(asker("Lena"), afterDate="2026-04-12", sort="asc", limit=100)

    assert [pagination["next"], pagination["previous"]] == ["", ""]
    assert pagination["afterDate"] == "2026-04-12"
    assert page
    assert all(log["startTime"] > "2026-04-13" for log in page)


def test_a_bound_with_a_time_is_a_moment():
    """Exercises after a moment of a day are those that begin later on it or after it."""
    ask = asker("Lena")
    newest = exercises(ask)[0][0]["startTime"]
    before = f"{newest[:17]}00"
    at = exercises(ask, beforeDate=before, sort="desc", limit=1)[0][0]["startTime"]
    later = exercises(ask, beforeDate=f"{newest[:17]}01", sort="desc", limit=1)[0][0]["startTime"]

    assert at < newest
    assert later == newest


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({}, "beforeDate"),
        ({"beforeDate": "2026-01-01", "afterDate": "2026-01-01"}, "beforeDate"),
        ({"beforeDate": "2026-01-01", "sort": "asc"}, "sort"),
        ({"afterDate": "2026-01-01", "sort": "desc"}, "sort"),
        ({"beforeDate": "yesterday"}, "beforeDate"),
        ({"beforeDate": "2026-01-01T10"}, "beforeDate"),
        ({"beforeDate": "2026-01-01", "limit": "101"}, "limit"),
        ({"beforeDate": "2026-01-01", "limit": "0"}, "limit"),
        ({"beforeDate": "2026-01-01", "limit": ""}, "limit"),
        ({"beforeDate": "2026-01-01", "offset": "3"}, "offset"),
        ({"beforeDate": "2026-01-01", "offset": "-5"}, "offset"),
        ({"beforeDate": "2026-01-01", "offset": ""}, "offset"),
        ({"beforeDate": "2026-01-01", "sort": ""}, "sort"),
    ],
)
def test_wrong_pages_are_refused(params, field):
    """Exactly one bound, a fitting order, a limit of 100 and an offset are needed."""
    given_ = {"sort": "desc", "limit": "5", "offset": "0", **params}
    refusal = asker("Lena").refused("getActivitiesLogList", given_)

    assert (refusal.status, refusal.error_type, refusal.field) == (400, "validation", field)


def test_a_listed_exercise_has_what_fitbit_documents():
    """Durations, zones, links and manual values are there."""
    found, _ = exercises(asker("Lena"))
    run = next(log for log in found if log["activityName"] == "Run")

    assert run["activityTypeId"] == 90009
    assert run["duration"] == run["originalDuration"] == run["activeDuration"]
    assert sum(level["minutes"] for level in run["activityLevel"]) * 60_000 == run["duration"]
    assert sum(zone["minutes"] for zone in run["heartRateZones"]) * 60_000 == run["duration"]
    assert run["activeZoneMinutes"]["totalMinutes"] > 10
    assert run["tcxLink"].endswith(f"/1/user/-/activities/{run['logId']}.tcx")
    assert run["logType"] == "auto_detected"
    assert run["startTime"].endswith(("+01:00", "+02:00"))
    assert run["manualValuesSpecified"] == {"calories": False, "distance": False, "steps": False}


def test_logged_activities_are_listed_too():
    """An activity entered by hand is in the list with what was specified."""
    ask = asker("Yuki")
    log = ask.created("addActivitiesLog", WALK | {"manualCalories": 90})["activityLog"]
    (shown,), _ = exercises(ask)

    assert (shown["logId"], shown["calories"], shown["logType"]) == (log["logId"], 90, "manual")
    specified = {"calories": True, "distance": True, "steps": False}
    assert shown["manualValuesSpecified"] == specified
    assert shown["pace"] == pytest.approx(720)


def parsed(answer: Answer) -> Element:
    """Return the XML of an answer."""
    return fromstring(answer.body)  # noqa: S314 - The sandbox wrote it.


def test_tcx_traces_an_outdoor_exercise():
    """A run's track has times, places and heart rates and sums to its distance."""
    ask = asker("Lena")
    run = next(log for log in exercises(ask)[0] if log["activityName"] == "Run")
    answer = ask("getActivitiesTCX", log_id=run["logId"])
    root = parsed(answer)
    points = root.findall(f".//{TCX}Trackpoint")

    assert answer.content_type == "application/vnd.garmin.tcx+xml"
    assert [one.attrib for one in root.iter(f"{TCX}Activity")] == [{"Sport": "Running"}]
    metres = float(root.findtext(f".//{TCX}DistanceMeters", ""))
    assert metres / 1000 == pytest.approx(run["distance"], abs=1e-4)
    assert len(points) > run["duration"] / 60_000 * 3
    assert all(point.find(f"{TCX}Position") is not None for point in points)
    assert all(point.find(f"{TCX}HeartRateBpm") is not None for point in points)


def test_tcx_without_places_must_be_wished_for():
    """A swim has a track only with includePartialTCX."""
    ask = asker("Lena")
    swim = next(log for log in exercises(ask)[0] if log["activityName"] == "Swim")
    bare = parsed(ask("getActivitiesTCX", log_id=swim["logId"]))
    partial = ask("getActivitiesTCX", {"includePartialTCX": "true"}, log_id=swim["logId"])

    assert bare.findall(f".//{TCX}Trackpoint") == []
    assert parsed(partial).findall(f".//{TCX}Trackpoint")
    assert ask.refused("getActivitiesTCX", log_id="12345").status == 404
    log = ask.created("addActivitiesLog", WALK)["activityLog"]
    assert b"2500" in ask("getActivitiesTCX", log_id=log["logId"]).body.encode()


def test_the_catalogue_knows_what_can_be_logged():
    """Every activity of the catalogue can be looked up by its id."""
    ask = asker("Lena")
    categories = ask("getActivitiesTypes")["categories"]
    found = [activity for category in categories for activity in category["activities"]]

    for activity in found:
        one = ask("getActivitiesTypeDetail", activity_id=activity["id"])
        assert one == {"activity": activity}
    assert ask("getActivitiesTypeDetail", activity_id=17190)["activity"]["mets"] == 3.3
    assert ask.refused("getActivitiesTypeDetail", activity_id=1).status == 404


def test_favourite_activities_are_remembered():
    """A favourite is added once, shown everywhere, and taken away."""
    ask = asker("Lena")
    for _ in range(2):
        assert ask("addFavoriteActivities", activity_id=90009).status == 201

    assert [one["activityId"] for one in ask("getFavoriteActivities")] == [90009]
    runs = [
        one
        for number in range(1, 15)
        for one in ask("getActivitiesByDate", date=date(2026, 4, number))["activities"]
    ]
    assert {one["isFavorite"] for one in runs if one["activityId"] == 90009} == {True}
    ask.deleted("deleteFavoriteActivities", activity_id=90009)
    assert ask("getFavoriteActivities") == []
    assert ask.refused("deleteFavoriteActivities", activity_id=90009).status == 404
    assert ask.refused("addFavoriteActivities", activity_id=3).status == 404


def test_recent_and_frequent_activities_come_from_the_logs():
    """The last kind of exercise is the most recent, the commonest the most frequent."""
    ask = asker("Ananya")
    recent, frequent = ask("getRecentActivities"), ask("getFrequentActivities")

    assert frequent[0]["name"] == "Walk"
    assert {one["activityId"] for one in recent} == {one["activityId"] for one in frequent}
    assert asker("Yuki")("getRecentActivities") == []


def test_lifetime_sums_and_records():
    """Lifetime steps are all days' steps; the best day is one of them."""
    ask = asker("Rowan")
    since = ask.person.traits.since
    span = {"resource_path": "steps", "base_date": since, "end_date": "2026-04-15"}
    rows = ask("getActivitiesResourceByDateRange", **span)["activities-steps"]
    steps = [int(row["value"]) for row in rows]
    body = ask("getActivitiesLog")

    assert body["lifetime"]["total"]["steps"] == sum(steps)
    assert body["lifetime"]["total"]["caloriesOut"] == -1
    assert body["best"]["total"]["steps"]["value"] == max(steps)
    assert body["best"]["tracker"] == body["best"]["total"]
    ask.created("addActivitiesLog", WALK | {"distance": "99000", "distanceUnit": "Steps"})
    again = ask("getActivitiesLog")
    assert again["best"]["total"]["steps"]["date"] == "2026-04-14"
    assert again["best"]["tracker"] == body["best"]["tracker"]


def test_badges_are_earned():
    """Badges for days of steps and for distance come with their last date."""
    badges = asker("Lena")("getBadges")["badges"]
    kinds = {badge["badgeType"] for badge in badges}

    assert kinds == {"DAILY_STEPS", "LIFETIME_DISTANCE"}
    assert all(badge["timesAchieved"] >= 1 for badge in badges)
    assert len({badge["encodedId"] for badge in badges}) == len(badges)
    assert asker("Yuki")("getBadges") == {"badges": []}


def test_private_friends_are_not_shown():
    """403, as Fitbit's description says; the leaderboard is not concerned."""
    ask = asker("Lena")
    ask.person.change(friends_private=True)

    assert (ask.refused("getFriends").status, len(ask("getFriendsLeaderboard")["data"])) == (403, 4)


def test_friends_are_ranked_by_their_steps():
    """The leaderboard holds the person and the friends, the most steps first."""
    ask = asker("Lena")
    friends = ask("getFriends")["data"]
    board = ask("getFriendsLeaderboard")
    steps = [one["attributes"]["step-summary"] for one in board["data"]]
    days = [date(2026, 4, 15) - timedelta(days=number) for number in range(7)]
    own = sum(Days(ask.person).totals(day, NOW).steps for day in days)

    assert len(friends) == 3
    assert {one["id"] for one in board["data"]} == {one["id"] for one in friends} | {"7HWLKA"}
    assert steps == sorted(steps, reverse=True)
    assert [one["attributes"]["step-rank"] for one in board["data"]] == [1, 2, 3, 4]
    assert own in steps
    assert {one["id"] for one in board["included"]} == {one["id"] for one in board["data"]}
    assert asker("Yuki")("getFriends") == {"data": []}
