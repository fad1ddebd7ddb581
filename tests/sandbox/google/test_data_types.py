"""Every data type does what Google's does, and refuses the rest."""

from __future__ import annotations

from datetime import date

import pytest

from fitbit_sandbox.google.data_types import data_types
from google_health import Health, civil

READING = ("list", "reconcile", "rollUp", "dailyRollUp")
TIMES = {"startTime": "2026-04-13T00:00:00Z", "endTime": "2026-04-15T00:00:00Z"}
DAYS = {"start": civil(date(2026, 4, 9)), "end": civil(date(2026, 4, 16))}


def answer(health: Health, kind: str, method: str):
    """Ask one method of a type and return whatever comes."""
    path = f"dataTypes/{kind}/dataPoints"
    if method == "list":
        return health.ask("GET", path, params={"pageSize": 3})
    if method == "reconcile":
        return health.ask("GET", f"{path}:reconcile", params={"pageSize": 3})
    body = {"range": TIMES, "windowSize": "3600s"} if method == "rollUp" else {"range": DAYS}
    return health.ask("POST", f"{path}:{method}", json=body)


@pytest.mark.parametrize("name", ["Marcus", "Yuki"])
@pytest.mark.parametrize("method", READING)
def test_a_type_answers_what_it_can_and_refuses_the_rest(lasting, method, name):
    """Answers are checked on their way out; what a type cannot do is a 400 that says so."""
    health = Health(lasting, name)
    for kind, described in data_types().items():
        found = answer(health, kind, method)

        if method in described.methods:
            assert found.status_code == 200, (kind, found.text)
        else:
            assert found.status_code == 400, kind
            assert found.json()["error"]["status"] == "INVALID_ARGUMENT", kind


def test_somebody_has_data_of_nearly_every_type(lasting):
    """No type is there by name only, but for the two that Google leaves empty."""
    people = [Health(lasting, name) for name in ("Lena", "Marcus")]
    empty = set(data_types())
    for kind, described in data_types().items():
        for health in people:
            for method in described.methods.intersection(READING):
                page = answer(health, kind, method).json()
                if page.get("dataPoints") or page.get("rollupDataPoints"):
                    empty.discard(kind)

    assert empty == {"blood-glucose", "basal-energy-burned"}


@pytest.mark.parametrize("kind", ["blood-pressure", "Steps", "goals", "moods"])
def test_an_unlisted_type_is_a_page_that_is_not_json(lasting, kind):
    """Google's front end answers for what does not exist."""
    found = Health(lasting).ask("GET", f"dataTypes/{kind}/dataPoints")

    assert found.status_code == 404
    assert found.headers["Content-Type"].startswith("text/html")


def test_lists_are_newest_first_and_by_source(lasting):
    """Steps of the phone and of the tracker overlap: the list adds up to too much."""
    health, day = Health(lasting, "Lena"), date(2026, 4, 9)
    wanted = (
        'steps.interval.civil_start_time >= "2026-04-09" AND '
        'steps.interval.civil_start_time < "2026-04-10"'
    )
    listed = health.points("steps", wanted)
    merged = health.reconciled("steps", wanted)
    starts = [point["steps"]["interval"]["startTime"] for point in listed]
    total = int(health.daily("steps", day, day)[day]["countSum"])

    assert starts == sorted(starts, reverse=True)
    assert sum(int(point["steps"]["count"]) for point in listed) > total
    assert sum(int(point["steps"]["count"]) for point in merged) == total
    assert all("dataSource" in point for point in listed)
    assert not any("dataSource" in point or "name" in point for point in merged)
    forms = {point["dataSource"]["device"].get("formFactor") for point in listed}
    assert forms == {None, "PHONE"}


def test_only_points_that_can_be_named_have_names(lasting):
    """A weight can be asked for by its name, a heart rate cannot."""
    health = Health(lasting, "Lena")
    weight = health.points("weight", 'weight.sample_time.civil_time >= "2026-04-01"')[0]
    merged = health.reconciled("weight", 'weight.sample_time.civil_time >= "2026-04-01"')[0]
    number = weight["name"].rpartition("/")[2]

    assert health.good("GET", f"dataTypes/weight/dataPoints/{number}") == weight
    assert merged["dataPointName"] == weight["name"]
    assert health.refused("GET", "dataTypes/weight/dataPoints/123")["status"] == "NOT_FOUND"


@pytest.mark.parametrize("kind", ["exercise", "sleep", "hydration-log", "nutrition-log", "height"])
def test_a_log_is_found_by_its_name(lasting, kind):
    """What a list names can be got."""
    health = Health(lasting, "Lena")
    point = health.good("GET", f"dataTypes/{kind}/dataPoints", params={"pageSize": 1})["dataPoints"]
    number = point[0]["name"].rpartition("/")[2]

    assert health.good("GET", f"dataTypes/{kind}/dataPoints/{number}") == point[0]


def test_zeros_are_shown_only_where_they_mean_something(lasting):
    """A worn day without floors is a zero; a day in the drawer has no row at all."""
    moana, first, last = Health(lasting, "Moana"), date(2026, 1, 1), date(2026, 3, 31)
    steps = moana.daily("steps", first, last)
    worn = {day for day in steps if moana.person.life.has_tracker_data(day)}
    lena = Health(lasting, "Lena").daily("floors", date(2026, 3, 1), date(2026, 3, 31))

    assert worn == set(steps)
    assert 60 < len(steps) < 90
    assert moana.daily("floors", first, last) == {}
    assert len(lena) == 31


def test_civil_members_of_zero_are_left_out(lasting):
    """Midnight is an empty time; eight sharp has hours only."""
    health = Health(lasting, "Lena")
    row = health.good("POST", "dataTypes/steps/dataPoints:dailyRollUp", json={"range": DAYS})
    samples = health.points("heart-rate", 'heart_rate.sample_time.civil_time >= "2026-04-15"')
    times = [point["heartRate"]["sampleTime"]["civilTime"]["time"] for point in samples]

    assert row["rollupDataPoints"][0]["civilStartTime"]["time"] == {}
    assert all(0 not in time.values() for time in times)
    assert any("hours" not in time for time in times)


def test_old_electrocardiograms_have_no_offset(lasting):
    """Readings of 2025 are in UTC, later ones on the person's clock."""
    wanted = 'electrocardiogram.interval.start_time >= "2025-10-01T00:00:00Z"'
    points = Health(lasting, "Marcus").points("electrocardiogram", wanted)
    readings = [point["electrocardiogram"] for point in points]
    offsets = {r["interval"]["startTime"][:4]: r["interval"]["startUtcOffset"] for r in readings}

    assert offsets["2025"] == "0s"
    assert offsets["2026"] in {"-28800s", "-25200s"}
    assert all(reading["samplingFrequencyHertz"] == 250 for reading in readings)


def test_tcx_comes_as_media_or_as_json(lasting):
    """Both have the same track, which takes both scopes."""
    health = Health(lasting, "Lena")
    runs = health.points("exercise", 'exercise.interval.civil_start_time >= "2026-04-01"')
    run = next(point for point in runs if point["exercise"]["exerciseType"] == "RUNNING")
    path = f"dataTypes/exercise/dataPoints/{run['name'].rpartition('/')[2]}:exportExerciseTcx"
    text = health.ask("GET", path, params={"alt": "media"}).text

    assert text.count("<Trackpoint>") > 100
    assert health.good("GET", path) == {"tcxData": text}
    poor = Health(lasting, "Lena", ["activity_and_fitness.readonly"])
    assert poor.refused("GET", path)["details"][0]["reason"] == "ACCESS_TOKEN_SCOPE_INSUFFICIENT"
