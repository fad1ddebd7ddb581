"""Water, food and meals: what is logged is summed, shown and taken away again."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asking import Asker, asker, everybody, patient, values

PEOPLE = everybody()
WATER = {"date": "2026-04-14", "amount": "300"}
OATS = {
    "foodId": "101",
    "mealTypeId": "1",
    "unitId": "91",
    "amount": "2",
    "date": "2026-04-14",
}
DISH = {
    "foodName": "Grandmother's stew",
    "mealTypeId": "5",
    "unitId": "304",
    "amount": "1.5",
    "date": "2026-04-14",
    "calories": "640",
}


def series(ask: Asker, resource: str, day: date | str, language: str = "") -> str:
    """Return one day's value of a nutrition series."""
    span = {"resource_path": resource, "date": day, "period": "1d"}
    body = ask("getFoodsResourceByDatePeriod", language=language, **span)
    return values(body[f"foods-log-{resource}"])[0]


@patient
@given(st.sampled_from(sorted(PEOPLE)), st.dates(date(2024, 6, 1), date(2026, 4, 15)))
def test_days_sum_their_logs(name, day):
    """Water and calories of the series and the summaries are the sums of the logs."""
    ask = Asker(PEOPLE[name])
    water, food = ask("getWaterByDate", date=day), ask("getFoodsByDate", date=day)
    total = sum(log["amount"] for log in water["water"])
    eaten = sum(log["loggedFood"]["calories"] for log in food["foods"])

    assert water["summary"]["water"] == total == food["summary"]["water"]
    assert float(series(ask, "water", day)) == total
    assert food["summary"]["calories"] == eaten
    assert series(ask, "caloriesIn", day) == str(eaten)
    for key in ("carbs", "fat", "fiber", "protein", "sodium"):
        parts = [log["nutritionalValues"][key] for log in food["foods"]]
        assert food["summary"][key] == pytest.approx(sum(parts), abs=0.011)


def test_water_is_logged_changed_and_deleted():
    """Each write is in the next read."""
    ask = asker("Yuki")
    log = ask.created("addWaterLog", WATER)["waterLog"]

    assert log == {"amount": 300, "logId": log["logId"]}
    day = {"summary": {"water": 300}, "water": [log]}
    assert ask("getWaterByDate", date="2026-04-14") == day
    changed = ask("updateWaterLog", {"amount": "250"}, water_log_id=log["logId"])
    assert changed == {"waterLog": {"amount": 250, "logId": log["logId"]}}
    assert series(ask, "water", "2026-04-14") == "250.0"
    ask.deleted("deleteWaterLog", water_log_id=log["logId"])
    assert ask("getWaterByDate", date="2026-04-14") == {"summary": {"water": 0}, "water": []}
    for operation in ("deleteWaterLog", "updateWaterLog"):
        assert ask.refused(operation, WATER, water_log_id=log["logId"]).status == 404


def test_a_lived_drink_can_be_changed_and_deleted():
    """Logs that were there from the beginning are like the written ones."""
    ask = asker("Lena")
    logs = ask("getWaterByDate", date="2026-04-14")["water"]
    ask("updateWaterLog", {"amount": "999"}, water_log_id=logs[0]["logId"])
    ask.deleted("deleteWaterLog", water_log_id=logs[1]["logId"])
    after = ask("getWaterByDate", date="2026-04-14")["water"]

    assert after == [{"amount": 999, "logId": logs[0]["logId"]}, *logs[2:]]


@pytest.mark.parametrize(
    ("language", "unit", "sent", "ml", "ounces"),
    [
        ("", None, "500", 500, 16.9),
        ("en_US", None, "16", 473, 16),
        ("en_GB", None, "500", 500, 16.9),
        ("en_US", "ml", "500", 500, 16.9),
        ("", "cup", "2", 473, 16),
        ("", "fl oz", "8", 237, 8),
    ],
)
def test_amounts_are_read_in_their_unit(language, unit, sent, ml, ounces):
    """An amount is in its unit, or in the language's, and shown in the reader's."""
    ask = asker("Yuki")
    params = WATER | {"amount": sent} | ({"unit": unit} if unit else {})
    ask.created("addWaterLog", params, language=language)

    assert ask("getWaterByDate", date="2026-04-14")["summary"]["water"] == ml
    american = ask("getWaterByDate", date="2026-04-14", language="en_US")
    assert american["summary"]["water"] == ounces
    assert series(ask, "water", "2026-04-14", "en_US") == str(float(ounces))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"amount": ""}, "amount"),
        ({"amount": "0"}, "amount"),
        ({"amount": "inf"}, "amount"),
        ({"unit": "barrel"}, "unit"),
        ({"date": ""}, "date"),
    ],
)
def test_wrong_water_is_refused(change, field):
    """The parameter that is wrong is named."""
    refusal = asker("Lena").refused("addWaterLog", WATER | change)

    assert (refusal.status, refusal.error_type, refusal.field) == (400, "validation", field)


def test_series_know_their_resources_and_limits():
    """Water and caloriesIn over 1095 days; nothing else."""
    ask = asker("Yuki")
    span = {"base_date": "2023-04-16", "end_date": "2026-04-14"}

    assert len(ask("getFoodsByDateRange", resource_path="water", **span)["foods-log-water"]) == 1095
    span["end_date"] = "2026-04-15"
    assert ask.refused("getFoodsByDateRange", resource_path="water", **span).status == 400
    span["base_date"] = "2026-04-15"
    assert ask.refused("getFoodsByDateRange", resource_path="sugar", **span).status == 400


def test_food_is_logged_changed_and_deleted():
    """Calories follow the amount; each write is in the next read."""
    ask = asker("Yuki")
    log = ask.created("addFoodsLog", OATS | {"favorite": "true"})["foodLog"]

    assert (log["loggedFood"]["calories"], log["loggedFood"]["amount"]) == (316, 2)
    assert log["loggedFood"]["unit"] == {"id": 91, "name": "cup", "plural": "cups"}
    assert log["isFavorite"]
    assert [food["foodId"] for food in ask("getFavoriteFoods")] == [101]
    params = {"mealTypeId": "2", "unitId": "91", "amount": "1"}
    changed = ask("editFoodsLog", params, food_log_id=log["logId"])["foodLog"]
    assert (changed["loggedFood"]["calories"], changed["loggedFood"]["mealTypeId"]) == (158, 2)
    day = ask("getFoodsByDate", date="2026-04-14")
    assert day["foods"] == [changed]
    assert day["goals"]["calories"] > 1000
    ask.deleted("deleteFoodsLog", food_log_id=log["logId"])
    assert ask("getFoodsByDate", date="2026-04-14")["foods"] == []
    assert ask.refused("deleteFoodsLog", food_log_id=log["logId"]).status == 404


def test_food_can_be_logged_by_its_name():
    """A name with calories needs no food of the database; its calories can be corrected."""
    ask = asker("Yuki")
    log = ask.created("addFoodsLog", DISH)["foodLog"]

    assert (log["loggedFood"]["name"], log["loggedFood"]["calories"]) == (DISH["foodName"], 640)
    assert log["loggedFood"]["accessLevel"] == "PRIVATE"
    params = {"mealTypeId": "5", "calories": "700"}
    changed = ask("editFoodsLog", params, food_log_id=log["logId"])["foodLog"]
    assert changed["loggedFood"]["calories"] == 700
    assert changed["loggedFood"]["amount"] == 1.5


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"foodId": ""}, 400, "foodId"),
        ({"foodId": "9"}, 404, "n/a"),
        ({"mealTypeId": "6"}, 400, "mealTypeId"),
        ({"unitId": "5"}, 400, "unitId"),
        ({"unitId": "147"}, 400, "unitId"),
        ({"amount": "0"}, 400, "amount"),
        ({"date": "someday"}, 400, "date"),
    ],
)
def test_wrong_foods_are_refused(change, status, field):
    """The parameter that is wrong is named."""
    refusal = asker("Lena").refused("addFoodsLog", OATS | change)

    assert (refusal.status, refusal.field) == (status, field)


def test_own_foods_are_found_and_eaten():
    """A created food can be searched, read with its values, logged, and deleted."""
    ask = asker("Lena")
    params = {
        "name": "Bread of the House",
        "defaultFoodMeasurementUnitId": "311",
        "defaultServingSize": "2",
        "calories": "190",
        "formType": "DRY",
        "description": "dark",
        "protein": "7.5",
        "iron": "1.1",
    }
    food = ask.created("addFoods", params)["food"]

    assert (food["accessLevel"], food["nutritionalValues"]["protein"]) == ("PRIVATE", 7.5)
    assert food["nutritionalValues"]["iron"] == 1.1
    assert ask("getFoodsInfo", food_id=food["foodId"]) == {"food": food}
    found = ask("getFoodsList", {"query": "bread"})["foods"]
    assert {one["name"] for one in found} == {"Bread, Wholegrain", "Bread of the House"}
    eaten = OATS | {"foodId": food["foodId"], "unitId": "311", "amount": "1"}
    assert ask.created("addFoodsLog", eaten)["foodLog"]["loggedFood"]["calories"] == 95
    ask.deleted("deleteFoods", food_id=food["foodId"])
    for operation in ("deleteFoods", "getFoodsInfo"):
        assert ask.refused(operation, food_id=food["foodId"]).status == 404
    assert ask.refused("deleteFoods", food_id=101).status == 404
    assert ask.refused("getFoodsList", {}).field == "query"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"defaultFoodMeasurementUnitId": "1"}, "defaultFoodMeasurementUnitId"),
        ({"formType": "GAS"}, "formType"),
        ({"calories": "many"}, "calories"),
    ],
)
def test_wrong_own_foods_are_refused(change, field):
    """A food needs a name, a known unit, a serving and calories."""
    params = {
        "name": "X",
        "defaultFoodMeasurementUnitId": "311",
        "defaultServingSize": "2",
        "calories": "190",
    }

    assert asker("Lena").refused("addFoods", params | change).field == field


def test_favourite_foods_are_remembered():
    """A favourite is added once and taken away; an unknown food is not found."""
    ask = asker("Lena")
    for _ in range(2):
        assert ask("addFavoriteFood", food_id=112).status == 201

    assert [food["name"] for food in ask("getFavoriteFoods")] == ["Apple"]
    ask.deleted("deleteFavoriteFood", food_id=112)
    assert ask("getFavoriteFoods") == []
    assert ask.refused("deleteFavoriteFood", food_id=112).status == 404
    assert ask.refused("addFavoriteFood", food_id=5).status == 404


def test_recent_and_frequent_foods_come_from_the_logs():
    """Foods stand once each, the last eaten first or the most eaten first."""
    ask = asker("Lena")
    ask.created("addFoodsLog", OATS | {"foodId": "115", "unitId": "226", "date": "today"})
    recent, frequent = ask("getRecentFoods"), ask("getFrequentFoods")
    dates = [food["dateLastEaten"] for food in recent]
    banana = next(food for food in recent if food["name"] == "Banana")

    assert dates == sorted(dates, reverse=True)
    assert (banana["dateLastEaten"], banana["calories"]) == ("2026-04-15", 210)
    assert frequent[-1]["name"] == "Banana"
    assert {food["foodId"] for food in recent} == {food["foodId"] for food in frequent}
    assert asker("Yuki")("getFrequentFoods") == []


def test_units_and_locales_are_bare_lists():
    """Both catalogues are lists without a key."""
    ask = asker("Lena")

    assert {"id": 147, "name": "gram", "plural": "grams"} in ask("getFoodsUnits")
    assert "de_DE" in {locale["value"] for locale in ask("getFoodsLocales")}


def test_meals_are_created_replaced_and_deleted():
    """A meal is a named set of foods with what each of them holds."""
    ask = asker("Lena")
    given_ = {
        "name": "Breakfast",
        "description": "every day",
        "mealFoods": [{"foodId": 101, "amount": 2, "unitId": 91}],
    }
    meal = ask.created("addMeal", {}, json=given_)["meal"]

    assert (meal["name"], meal["mealFoods"][0]["calories"]) == ("Breakfast", 316)
    assert ask("getMeal", meal_id=meal["id"]) == {"meal": meal}
    given_ = given_ | {"name": "Second breakfast", "description": ""}
    changed = ask("updateMeal", json=given_, meal_id=meal["id"])["meal"]
    assert ask("getMeals") == {"meals": [changed]}
    assert (changed["id"], changed["name"]) == (meal["id"], "Second breakfast")
    ask.deleted("deleteMeal", meal_id=meal["id"])
    assert ask("getMeals") == {"meals": []}
    assert ask.refused("getMeal", meal_id=meal["id"]).status == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (None, 400),
        ([], 400),
        ({}, 400),
        ({"name": "x", "description": "", "mealFoods": []}, 400),
        ({"name": "x", "description": "", "mealFoods": [7]}, 400),
        ({"name": " ", "description": "", "mealFoods": [{}]}, 400),
        ({"name": "x", "description": "", "mealFoods": [{"foodId": 101}]}, 400),
        (
            {
                "name": "x",
                "description": "",
                "mealFoods": [{"foodId": 1, "amount": 1, "unitId": 91}],
            },
            404,
        ),
        (
            {
                "name": "x",
                "description": "",
                "mealFoods": [{"foodId": 101, "amount": 1, "unitId": 1}],
            },
            400,
        ),
    ],
)
def test_wrong_meals_are_refused(body, status):
    """A meal needs a JSON body with a name, a description and known foods."""
    assert asker("Lena").refused("addMeal", {}, json=body).status == status


def test_goals_for_food_and_water_are_remembered():
    """Calories are set directly or by a plan; water in the language's unit."""
    ask = asker("Lena")

    assert ask("getWaterGoal")["goal"]["goal"] == 1893
    goal = ask.created("addUpdateWaterGoal", {"target": "70"}, language="en_US")["goal"]
    assert goal == {"goal": 70, "startDate": "2026-04-15"}
    assert ask("getWaterGoal")["goal"]["goal"] == 2070

    usual = ask("getFoodsGoal")["goals"]["calories"]
    plan = ask.created("addUpdateFoodsGoal", {"intensity": "MEDIUM", "personalized": "true"})
    assert plan["goals"]["calories"] == usual - 500
    assert (plan["foodPlan"]["intensity"], plan["foodPlan"]["personalized"]) == ("MEDIUM", True)
    assert ask("getFoodsByDate", date="today")["goals"] == plan["goals"]
    ask.created("addUpdateFoodsGoal", {"calories": "2000"})
    assert ask("getFoodsGoal") == {"goals": {"calories": 2000}}
    assert ask.refused("addUpdateFoodsGoal", {}).status == 400
    assert ask.refused("addUpdateFoodsGoal", {"intensity": "BRUTAL"}).field == "intensity"
