"""Answers food and water: the logs of a day, the series, and the catalogue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from fitbit.google import civil
from fitbit.google.ask import PERIODS, Ask, Dates
from fitbit.google.health import Row, between, granted, values
from fitbit.google.ids import log_id, point_name
from fitbit.google.later import Later
from fitbit.google.metrics import entries, sums
from fitbit.google.units import Units, text, tidy

_LONGEST = 1095
MEALS = {
    1: "BREAKFAST",
    2: "BEFORE_LUNCH",
    3: "LUNCH",
    4: "BEFORE_DINNER",
    5: "DINNER",
    7: "ANYTIME",
}
"""Gives Fitbit's meals Google's names."""
_MEAL_IDS = {name: number for number, name in MEALS.items()} | {
    "BEFORE_BREAKFAST": 7, "AFTER_DINNER": 7, "SNACK": 7, "MEAL_TYPE_UNSPECIFIED": 7,
}  # fmt: skip
_NUTRIENTS = {"fiber": ("DIETARY_FIBER", 1), "protein": ("PROTEIN", 1), "sodium": ("SODIUM", 1000)}


def _start(ask: Ask, data_type: str, day: dt.date) -> Later[list[Row]]:
    """Start to fetch what was logged on a day, in order of time."""
    field = f"{data_type.replace('-', '_')}.interval.civil_start_time"
    points = ask.health.points(data_type, between(field, day, day))
    return points.then(lambda found: _in_order(values(data_type, found)))


def _in_order(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row["interval"]["startTime"], str(log_id(row["name"]))))


def _millilitres(row: Row) -> float:
    return float((row.get("amountConsumed") or {}).get("milliliters") or 0.0)


def water_log(row: Row, units: Units) -> Row:
    """Return a drink as Fitbit logs it."""
    return {"amount": tidy(units.water(_millilitres(row))), "logId": log_id(row["name"])}


def _water_sum(rows: Iterable[Row], units: Units) -> float:
    return tidy(units.water(sum(_millilitres(row) for row in rows)))


def water_of_day(ask: Ask) -> Any:
    """Answer what was drunk on a day."""
    rows = _start(ask, "hydration-log", ask.day()).get()
    logs = [water_log(row, ask.units) for row in rows]
    return {"summary": {"water": _water_sum(rows, ask.units)}, "water": logs}


def water_series(ask: Ask) -> Any:
    """Answer the water of each day."""
    dates = _dates(ask, "water")
    days = sums(ask, "hydration-log", dates).get()

    def value(day: dt.date) -> str:
        drunk = (days.get(day) or {}).get("amountConsumed") or {}
        return text(ask.units.water(float(drunk.get("millilitersSum") or 0.0)))

    return {"foods-log-water": entries(dates, value)}


def calories_in_series(ask: Ask) -> Any:
    """Answer the calories eaten on each day."""
    dates = _dates(ask, "caloriesIn")
    days = sums(ask, "nutrition-log", dates).get()

    def value(day: dt.date) -> str:
        energy = (days.get(day) or {}).get("energy") or {}
        return str(round(float(energy.get("kcalSum") or 0.0)))

    return {"foods-log-caloriesIn": entries(dates, value)}


def _dates(ask: Ask, resource: str) -> Dates:
    return ask.dates(_LONGEST, resource, periods=(*PERIODS, "max"))


def foods_of_day(ask: Ask) -> Any:
    """Answer what was eaten on a day, with its sums."""
    day = ask.day()
    foods, water = _start(ask, "nutrition-log", day), _start(ask, "hydration-log", day)
    logs = [food_log(row) for row in foods.get()]
    summary = {name: _sum(logs, name) for name in ("calories", "carbs", "fat", *_NUTRIENTS)}
    drunk = granted(water)
    if drunk is not None:
        summary["water"] = _water_sum(drunk, ask.units)
    return {"foods": logs, "summary": summary}


def _sum(logs: Iterable[Row], name: str) -> float:
    return tidy(round(sum(log["nutritionalValues"].get(name, 0) for log in logs), 2))


def food_log(row: Row) -> Row:
    """Return a food as Fitbit logs it."""
    return {
        "logDate": civil.started(row["interval"]).date().isoformat(),
        "logId": log_id(row["name"]),
        "loggedFood": _logged_food(row),
        "nutritionalValues": _nutrition(row),
    }


def _logged_food(row: Row) -> Row:
    found: Row = {
        "mealTypeId": _MEAL_IDS.get(row.get("mealType", ""), 7),
        "name": row.get("foodDisplayName", ""),
        "calories": _calories(row),
    }
    serving = row.get("serving") or {}
    if "amount" in serving:
        found["amount"] = tidy(float(serving["amount"]))
    if "foodMeasurementUnit" in serving:
        found["unit"] = {
            "id": log_id(serving["foodMeasurementUnit"]),
            "name": serving.get("foodMeasurementUnitDisplayName", ""),
        }
    return found | ({"foodId": log_id(row["food"])} if row.get("food") else {})


def _calories(row: Row) -> int:
    return round(float((row.get("energy") or {}).get("kcal") or 0.0))


def _nutrition(row: Row) -> Row:
    """Return what is in a food; what Google does not know of is left out."""
    found: Row = {"calories": _calories(row)}
    for name, key in (("carbs", "totalCarbohydrate"), ("fat", "totalFat")):
        if row.get(key):
            found[name] = tidy(round(float(row[key].get("grams") or 0.0), 2))
    grams = {n["nutrient"]: n.get("quantity") or {} for n in row.get("nutrients") or []}
    for name, (nutrient, factor) in _NUTRIENTS.items():
        if nutrient in grams:
            found[name] = tidy(round(float(grams[nutrient].get("grams") or 0.0) * factor, 2))
    return found


def food_search(ask: Ask) -> Any:
    """Answer the foods whose names hold every word asked for; the catalogue is read for it."""
    words = ask.required("query").lower().split()
    foods = ask.health.newest_first("food")
    named = (point for point in foods if point.get("food"))
    found = [p for p in named if all(word in _title(p) for word in words)]
    return {"foods": [food(point) for point in found]}


def _title(point: Row) -> str:
    return str(point["food"].get("displayName", "")).lower()


def food_detail(ask: Ask) -> Any:
    """Answer one food of the catalogue."""
    return {
        "food": food(ask.health.wire.read("GET", point_name("food", ask.identifier("food-id"))))
    }


def food(point: Row) -> Row:
    """Return a food of the catalogue as Fitbit writes it."""
    members = point["food"]
    serving = members.get("defaultServing") or {}
    found: Row = {
        "foodId": log_id(point["name"]),
        "name": members.get("displayName", ""),
        "brand": members.get("brand", ""),
        "accessLevel": members.get("accessLevel", "").removeprefix("FOOD_ACCESS_LEVEL_"),
        "servings": [_serving(one) for one in members.get("servings") or []],
        "units": [log_id(s["foodMeasurementUnit"]) for s in members.get("servings") or []],
    }
    if "energyAvg" in members:
        found["calories"] = round(float(members["energyAvg"].get("kcal") or 0.0))
    if "languageCode" in members:
        found["locale"] = members["languageCode"].replace("-", "_")
    if "amount" in serving:
        found["defaultServingSize"] = tidy(float(serving["amount"]))
    return found | ({"defaultUnit": _unit(serving)} if serving else {})


def _unit(serving: Row) -> Row:
    return {
        "id": log_id(serving["foodMeasurementUnit"]),
        "name": serving.get("foodMeasurementUnitDisplayName", ""),
        "plural": serving.get("foodMeasurementUnitDisplayNamePlural", ""),
    }


def _serving(serving: Row) -> Row:
    return {
        "multiplier": tidy(float(serving.get("multiplier", 1.0))),
        "servingSize": tidy(float(serving.get("amount", 1.0))),
        "unit": _unit(serving),
        "unitId": log_id(serving["foodMeasurementUnit"]),
    }


def food_units(ask: Ask) -> Any:
    """Answer the units in which foods are measured."""
    points = ask.health.points("food-measurement-unit").get()
    found = [(log_id(point["name"]), point.get("foodMeasurementUnit") or {}) for point in points]
    return [
        {
            "id": identifier,
            "name": unit.get("displayName", ""),
            "plural": unit.get("pluralDisplayName", ""),
        }
        for identifier, unit in sorted(found, key=lambda pair: (str(type(pair[0])), pair[0]))
    ]
