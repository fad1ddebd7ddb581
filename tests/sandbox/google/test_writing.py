"""What a client writes is seen at once, at Google and at Fitbit, and is the client's own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from asking import Asker
from google_health import NOW, Health

AT = {"physicalTime": "2026-04-14T06:30:00Z", "utcOffset": "7200s"}
SPAN = {
    "startTime": "2026-04-14T06:30:00Z",
    "startUtcOffset": "7200s",
    "endTime": "2026-04-14T07:00:00Z",
    "endUtcOffset": "7200s",
}
FOODS = "users/me/dataTypes/food/dataPoints/"
BODIES: dict[str, dict[str, Any]] = {
    "weight": {"weight": {"weightGrams": 65432, "sampleTime": AT}},
    "body-fat": {"bodyFat": {"percentage": 21.5, "sampleTime": AT}},
    "height": {"height": {"heightMillimeters": "1690", "sampleTime": AT}},
    "exercise": {
        "exercise": {
            "interval": SPAN,
            "exerciseType": "WALKING",
            "displayName": "Whatever",
            "activeDuration": "1800s",
            "metricsSummary": {
                "caloriesKcal": 120,
                "distanceMillimeters": 2500000,
                "steps": "3100",
            },
        }
    },
    "sleep": {"sleep": {"interval": SPAN, "type": "CLASSIC"}},
    "hydration-log": {"hydrationLog": {"interval": SPAN, "amountConsumed": {"milliliters": 333}}},
    "nutrition-log": {
        "nutritionLog": {
            "interval": SPAN,
            "food": f"{FOODS}112",
            "mealType": "LUNCH",
            "serving": {
                "amount": 2,
                "foodMeasurementUnit": "users/me/dataTypes/food-measurement-unit/dataPoints/226",
            },
        }
    },
}
ANONYMOUS = {
    "nutritionLog": {
        "interval": SPAN,
        "foodDisplayName": "Grandmother's soup",
        "energy": {"kcal": 250},
        "totalFat": {"grams": 7},
        "nutrients": [{"nutrient": "SODIUM", "quantity": {"grams": 0.5}}],
    }
}


def create(health: Health, kind: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    """Write a data point and return it."""
    done = health.good("POST", f"dataTypes/{kind}/dataPoints", json=body or BODIES[kind])
    assert done["done"] is True
    assert done["name"].startswith("operations/")
    written: dict[str, Any] = done["response"]
    assert written.pop("@type").endswith(".DataPoint")
    return written


def number_of(point: dict[str, Any]) -> str:
    return str(point["name"].rpartition("/")[2])


def delete(health: Health, *points: dict[str, Any], parent: str) -> Any:
    body = {"names": [point["name"] for point in points]}
    return health.ask("POST", f"dataTypes/{parent}/dataPoints:batchDelete", json=body)


@pytest.mark.parametrize("kind", BODIES)
def test_what_is_written_is_found(health, kind):
    """It is got by its name, listed with its source, and among one's own."""
    point = create(health, kind)
    path = f"dataTypes/{kind}/dataPoints/{number_of(point)}"
    family = {"dataSourceFamily": "users/me/dataSourceFamilies/self-sources"}

    assert health.good("GET", path) == point
    assert point["dataSource"]["platform"] == "GOOGLE_WEB_API"
    assert point["dataSource"]["application"]["googleWebClientId"] == health.app.client_id
    own = health.reconciled(kind, **family)
    assert [item["dataPointName"] for item in own] == [point["name"]]
    newest = health.good("GET", f"dataTypes/{kind}/dataPoints")["dataPoints"]
    assert point["name"] in {item["name"] for item in newest}


@pytest.mark.parametrize("kind", BODIES)
def test_what_is_written_can_be_deleted(health, kind):
    """Once; then nobody finds it."""
    point = create(health, kind)
    done = delete(health, point, parent=kind).json()

    assert done["done"] is True
    assert health.refused("GET", f"dataTypes/{kind}/dataPoints/{number_of(point)}")["code"] == 404
    assert delete(health, point, parent=kind).status_code == 404


@pytest.mark.parametrize("kind", BODIES)
def test_others_data_cannot_be_changed(sandbox, kind):
    """Neither another client's nor the tracker's."""
    first = Health(sandbox, "Lena")
    second = Health(sandbox, "Lena", app=sandbox.google_apps["desktop"])
    mine = create(first, kind)
    path = f"dataTypes/{kind}/dataPoints/{number_of(mine)}"

    assert delete(second, mine, parent=kind).status_code == 403
    assert second.refused("PATCH", path, json=BODIES[kind])["status"] == "PERMISSION_DENIED"
    newest = first.good("GET", f"dataTypes/{kind}/dataPoints")["dataPoints"]
    lived = next(point for point in newest if point["name"] != mine["name"])
    assert delete(first, lived, parent=kind).status_code == 403


def test_a_deletion_of_several_types_takes_all_or_none(health):
    """One foreign point spoils the whole request."""
    weight, water = create(health, "weight"), create(health, "hydration-log")
    foreign = health.points("weight", 'weight.sample_time.civil_time < "2026-04-14"')[0]

    assert delete(health, weight, foreign, parent="-").status_code == 403
    assert health.good("GET", f"dataTypes/weight/dataPoints/{number_of(weight)}") == weight
    assert delete(health, weight, water, parent="weight").status_code == 400
    assert delete(health, weight, water, parent="-").status_code == 200
    health.refused("GET", f"dataTypes/weight/dataPoints/{number_of(weight)}")


@pytest.mark.parametrize("names", [[], ["weight"], ["users/nobody/dataTypes/weight/dataPoints/1"]])
def test_names_must_be_names(health, names):
    """An empty list and what is no name are refused."""
    path = "dataTypes/weight/dataPoints:batchDelete"

    assert health.refused("POST", path, json={"names": names})["status"] == "INVALID_ARGUMENT"


def test_fitbit_sees_the_same_logs(health):
    """Numbers, amounts and days agree on the other sandbox."""
    ask = Asker(health.person, NOW)
    points = {kind: create(health, kind) for kind in BODIES}
    numbers = {kind: int(number_of(point)) for kind, point in points.items()}
    weights = {w["logId"]: w for w in ask("getWeightByDate", date="2026-04-14")["weight"]}
    water = {w["logId"]: w for w in ask("getWaterByDate", date="2026-04-14")["water"]}
    foods = {f["logId"]: f for f in ask("getFoodsByDate", date="2026-04-14")["foods"]}
    sleeps = {s["logId"]: s for s in ask("getSleepByDate", date="2026-04-14")["sleep"]}
    day = ask("getActivitiesByDate", date="2026-04-14")
    walk = {a["logId"]: a for a in day["activities"]}[numbers["exercise"]]

    assert weights[numbers["weight"]]["weight"] == 65.4
    assert weights[numbers["weight"]]["time"] == "08:30:00"
    assert weights[numbers["weight"]]["fat"] == 21.5
    assert water[numbers["hydration-log"]]["amount"] == 333
    assert foods[numbers["nutrition-log"]]["loggedFood"]["calories"] == 190
    assert sleeps[numbers["sleep"]]["timeInBed"] == 30
    assert sleeps[numbers["sleep"]]["logType"] == "manual"
    assert (walk["calories"], walk["steps"], walk["distance"]) == (120, 3100, 2.5)
    assert ask("getProfile")["user"]["height"] == 169


def test_an_exercise_adds_to_the_day_but_not_to_the_tracker(health):
    """All sources hold it, wearables do not."""
    day = date(2026, 4, 14)
    trackers = {"dataSourceFamily": "users/me/dataSourceFamilies/google-wearables"}

    def steps(**family: str) -> int:
        return int(health.daily("steps", day, day, **family)[day]["countSum"])

    before, tracked = steps(), steps(**trackers)
    create(health, "exercise")

    assert (steps(), steps(**trackers)) == (before + 3100, tracked)
    minutes = health.windows("steps", SPAN["startTime"], SPAN["endTime"])
    assert sum(int(value["countSum"]) for value in minutes.values()) >= 3100


def test_what_fitbit_wrote_is_seen_and_is_foreign(health):
    """A log of the Fitbit Web API has that platform and cannot be deleted here."""
    ask = Asker(health.person, NOW)
    log = ask.created("addWeightLog", {"weight": 64.2, "date": "2026-04-13", "time": "09:00:00"})
    number = log["weightLog"]["logId"]
    point = health.good("GET", f"dataTypes/weight/dataPoints/{number}")

    assert point["weight"]["weightGrams"] == 64200
    assert point["dataSource"]["platform"] == "FITBIT_WEB_API"
    assert delete(health, point, parent="weight").status_code == 403


def test_what_fitbit_deletes_is_gone_here(health):
    """The two sandboxes share the people."""
    point = create(health, "weight")
    Asker(health.person, NOW).deleted("deleteWeightLog", body_weight_log_id=number_of(point))
    path = f"dataTypes/weight/dataPoints/{number_of(point)}"

    assert health.refused("GET", path)["code"] == 404
    assert health.refused("PATCH", path, json=BODIES["weight"])["code"] == 404


def test_a_point_can_be_replaced(health):
    """A patch keeps the name and changes the amount."""
    point = create(health, "hydration-log")
    body = {"hydrationLog": {"interval": SPAN, "amountConsumed": {"milliliters": 500}}}
    path = f"dataTypes/hydration-log/dataPoints/{number_of(point)}"
    changed = health.good("PATCH", path, json=body)["response"]

    assert changed["name"] == point["name"]
    assert health.good("GET", path)["hydrationLog"]["amountConsumed"]["milliliters"] == 500
    day = Asker(health.person, NOW)("getWaterByDate", date="2026-04-14")
    assert [log["amount"] for log in day["water"] if str(log["logId"]) == number_of(point)] == [500]


def test_described_foods_are_kept_as_described_and_cannot_be_edited(health):
    """The Operation is done and holds an error."""
    point = create(health, "nutrition-log", ANONYMOUS)
    path = f"dataTypes/nutrition-log/dataPoints/{number_of(point)}"
    done = health.good("PATCH", path, json=ANONYMOUS)
    shown = point["nutritionLog"]

    assert (shown["foodDisplayName"], shown["energy"]) == ("Grandmother's soup", {"kcal": 250.0})
    assert {"nutrient": "SODIUM", "quantity": {"grams": 0.5}} in shown["nutrients"]
    assert "food" not in shown
    assert done["done"] is True
    assert done["error"]["code"] == 9
    assert "response" not in done


def test_a_client_may_name_its_points(health):
    """Once: a second point of that name is refused."""
    name = "users/me/dataTypes/weight/dataPoints/my-scale-1"
    point = create(health, "weight", {**BODIES["weight"], "name": name})
    again = health.refused(
        "POST", "dataTypes/weight/dataPoints", json={**BODIES["weight"], "name": name}
    )

    assert number_of(point) == "my-scale-1"
    assert (again["code"], again["status"]) == (409, "ALREADY_EXISTS")
    assert delete(health, point, parent="weight").status_code == 200


def test_sleep_with_stages_keeps_them(health):
    """They must cover the sleep."""
    half = {**SPAN, "endTime": "2026-04-14T06:45:00Z", "type": "LIGHT"}
    rest = {**SPAN, "startTime": "2026-04-14T06:45:00Z", "type": "DEEP"}
    body = {"sleep": {"interval": SPAN, "type": "STAGES", "stages": [half, rest]}}
    point = create(health, "sleep", body)

    assert [stage["type"] for stage in point["sleep"]["stages"]] == ["LIGHT", "DEEP"]
    body["sleep"]["stages"] = [half]
    assert health.refused("POST", "dataTypes/sleep/dataPoints", json=body)["code"] == 400


def test_other_exercises_keep_their_names(health):
    """An OTHER has the client's name, a known type Google's."""
    other = {"exercise": {**BODIES["exercise"]["exercise"], "exerciseType": "OTHER"}}
    kayak = {"exercise": {**BODIES["exercise"]["exercise"], "exerciseType": "KAYAKING"}}
    shown = [create(health, "exercise", body)["exercise"] for body in (other, kayak)]

    assert [item["displayName"] for item in shown] == ["Whatever", "Kayaking"]
    assert [item["exerciseType"] for item in shown] == ["OTHER", "KAYAKING"]
    assert create(health, "exercise")["exercise"]["displayName"] == "Walk"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("weight", {}),
        ("weight", BODIES["body-fat"]),
        ("weight", {**BODIES["weight"], **BODIES["body-fat"]}),
        ("weight", {"weight": {"weightGrams": "65432", "sampleTime": AT}}),
        ("weight", {"weight": {"weightGrams": 65432}}),
        ("weight", {"weight": {"weightGrams": 0, "sampleTime": AT}}),
        ("weight", {**BODIES["weight"], "name": "users/me/dataTypes/weight/dataPoints/A B"}),
        ("body-fat", {"bodyFat": {"percentage": 101, "sampleTime": AT}}),
        ("height", {"height": {"heightMillimeters": "9000", "sampleTime": AT}}),
        ("sleep", {"sleep": {"interval": {**SPAN, "endTime": SPAN["startTime"]}}}),
        ("exercise", {"exercise": {"interval": SPAN, "exerciseType": "NAPPING"}}),
        ("nutrition-log", {"nutritionLog": {"interval": SPAN}}),
        ("nutrition-log", {"nutritionLog": {"interval": SPAN, "food": f"{FOODS}9"}}),
    ],
)
def test_wrong_points_are_refused(health, kind, body):
    """Nothing of them is kept."""
    error = health.refused("POST", f"dataTypes/{kind}/dataPoints", json=body)

    assert error["status"] == "INVALID_ARGUMENT"
    family = {"dataSourceFamily": "users/me/dataSourceFamilies/self-sources"}
    assert health.reconciled(kind, **family) == []


def test_writing_takes_a_scope_of_its_own(sandbox):
    """Who may read may not write, and one kind does not open another."""
    reader = Health(sandbox, "Lena", ["health_metrics_and_measurements.readonly"])
    drinker = Health(sandbox, "Lena", ["nutrition.writeonly"])
    weight = create(Health(sandbox, "Lena"), "weight")
    path = "dataTypes/weight/dataPoints"

    assert reader.refused("POST", path, json=BODIES["weight"])["code"] == 403
    assert drinker.refused("POST", path, json=BODIES["weight"])["code"] == 403
    assert delete(drinker, weight, parent="-").status_code == 403
    assert create(drinker, "hydration-log")


def test_what_is_read_only_cannot_be_written(health):
    """Steps are the tracker's."""
    body = {"steps": {"interval": SPAN, "count": "5"}}

    assert health.refused("POST", "dataTypes/steps/dataPoints", json=body)["code"] == 400
