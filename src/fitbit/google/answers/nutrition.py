"""Food and water: the logs of a day, the series, the catalogue, and what is logged anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from typing import Any

from fitbit.exceptions import NotSupportedByProvider
from fitbit.google import times
from fitbit.google.answers.activity_metrics import entries, start_days
from fitbit.google.answers.request import FitbitRequest
from fitbit.google.answers.writes import create, held, interval, patch
from fitbit.google.client.health import Row, between, granted, values
from fitbit.google.ids import log_id, point_name
from fitbit.google.members import decimal, inner, items, measured
from fitbit.google.units import Units, text, tidy

_FOOD, _WATER = "nutrition-log", "hydration-log"
MEALS = {
    1: "BREAKFAST",
    2: "BEFORE_LUNCH",
    3: "LUNCH",
    4: "BEFORE_DINNER",
    5: "DINNER",
    7: "ANYTIME",
}
"""Google's names of Fitbit's meals."""
# Of Google's meals Fitbit has no equivalent for four: anytime (7) is the nearest.
_MEAL_IDS = {name: number for number, name in MEALS.items()} | {
    "BEFORE_BREAKFAST": 7, "AFTER_DINNER": 7, "SNACK": 7, "MEAL_TYPE_UNSPECIFIED": 7,
}  # fmt: skip
# Google has all nutrients in grams, Fitbit sodium in milligrams.
_NUTRIENTS = {"fiber": ("DIETARY_FIBER", 1), "protein": ("PROTEIN", 1), "sodium": ("SODIUM", 1000)}


def _start_logs(request: FitbitRequest, data_type: str, day: dt.date) -> Future[list[Row]]:
    """Start to read what was logged on a day."""
    field = f"{data_type.replace('-', '_')}.interval.civil_start_time"
    return request.health.points(data_type, between(field, day, day))


def _in_order(data_type: str, points: Iterable[Row]) -> list[Row]:
    """Return logs in order of time, those of one time by their ids."""
    rows = values(data_type, points)
    return sorted(rows, key=lambda row: (row["interval"]["startTime"], str(log_id(row["name"]))))


def _millilitres(row: Row) -> float:
    return decimal(inner(row, "amountConsumed"), "milliliters")


def water_log(row: Row, units: Units) -> Row:
    """Return a drink as Fitbit logs it."""
    return {"amount": tidy(units.water(_millilitres(row))), "logId": log_id(row["name"])}


def _water_sum(rows: Iterable[Row], units: Units) -> float:
    return tidy(units.water(sum(_millilitres(row) for row in rows)))


def water_of_day(request: FitbitRequest) -> Any:
    """Answer what was drunk on a day."""
    points = _start_logs(request, _WATER, request.day())

    rows = _in_order(_WATER, points.result())
    logs = [water_log(row, request.units) for row in rows]
    return {"summary": {"water": _water_sum(rows, request.units)}, "water": logs}


def water_series(request: FitbitRequest) -> Any:
    """Answer the water of each day."""

    def value(row: Row) -> str:
        drunk = inner(row, "amountConsumed")
        return text(request.units.water(decimal(drunk, "millilitersSum")))

    return _series(request, "water", _WATER, value)


def calories_in_series(request: FitbitRequest) -> Any:
    """Answer the calories eaten on each day."""

    def value(row: Row) -> str:
        return str(round(decimal(inner(row, "energy"), "kcalSum")))

    return _series(request, "caloriesIn", _FOOD, value)


def _series(
    request: FitbitRequest, resource: str, data_type: str, value: Callable[[Row], str]
) -> Row:
    dates = request.series_dates(resource)
    days = start_days(request, data_type, dates).result()
    return {f"foods-log-{resource}": entries(dates, lambda day: value(days.get(day) or {}))}


def foods_of_day(request: FitbitRequest) -> Any:
    """Answer what was eaten on a day, with its sums."""
    day = request.day()
    foods, water = _start_logs(request, _FOOD, day), _start_logs(request, _WATER, day)

    logs = [food_log(row) for row in _in_order(_FOOD, foods.result())]
    summary = {name: _sum(logs, name) for name in ("calories", "carbs", "fat", *_NUTRIENTS)}
    drunk = granted(water)
    if drunk is not None:
        summary["water"] = _water_sum(_in_order(_WATER, drunk), request.units)
    return {"foods": logs, "summary": summary}


def _sum(logs: Iterable[Row], name: str) -> float:
    return tidy(round(sum(log["nutritionalValues"].get(name, 0) for log in logs), 2))


def food_log(row: Row) -> Row:
    """Return a food as Fitbit logs it."""
    return {
        "logDate": times.started(row["interval"]).date().isoformat(),
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
    serving = inner(row, "serving")
    if "amount" in serving:
        found["amount"] = tidy(measured(serving, "amount"))
    if "foodMeasurementUnit" in serving:
        found["unit"] = {
            "id": log_id(serving["foodMeasurementUnit"]),
            "name": serving.get("foodMeasurementUnitDisplayName", ""),
        }
    return found | ({"foodId": log_id(row["food"])} if row.get("food") else {})


def _calories(row: Row) -> int:
    return round(decimal(inner(row, "energy"), "kcal"))


def _nutrition(row: Row) -> Row:
    """Return what is in a food; what Google does not know of is left out."""
    found: Row = {"calories": _calories(row)}
    for name, key in (("carbs", "totalCarbohydrate"), ("fat", "totalFat")):
        if row.get(key):
            found[name] = tidy(round(decimal(row[key], "grams"), 2))
    grams = {n["nutrient"]: inner(n, "quantity") for n in items(row, "nutrients")}
    for name, (nutrient, factor) in _NUTRIENTS.items():
        if nutrient in grams:
            found[name] = tidy(round(decimal(grams[nutrient], "grams") * factor, 2))
    return found


def food_search(request: FitbitRequest) -> Any:
    """Answer the foods whose names hold every word asked for; the catalogue is read for it."""
    # Google's catalogue has no search: it is read page by page, which costs many requests.
    words = request.required("query").lower().split()
    foods = request.health.newest_first("food")
    named = ((p, str(p["food"].get("displayName", "")).lower()) for p in foods if p.get("food"))
    return {"foods": [food(p) for p, title in named if all(word in title for word in words)]}


def food_detail(request: FitbitRequest) -> Any:
    """Answer one food of the catalogue."""
    name = point_name("food", request.identifier("food-id"))
    return {"food": food(request.health.http.read("GET", name))}


def food(point: Row) -> Row:
    """Return a food of the catalogue as Fitbit writes it."""
    members = point["food"]
    serving = inner(members, "defaultServing")
    found: Row = {
        "foodId": log_id(point["name"]),
        "name": members.get("displayName", ""),
        "brand": members.get("brand", ""),
        "accessLevel": members.get("accessLevel", "").removeprefix("FOOD_ACCESS_LEVEL_"),
        "servings": [_serving(one) for one in items(members, "servings")],
        "units": [log_id(s["foodMeasurementUnit"]) for s in items(members, "servings")],
    }
    if "energyAvg" in members:
        found["calories"] = round(float(members["energyAvg"].get("kcal") or 0.0))
    if "languageCode" in members:
        found["locale"] = members["languageCode"].replace("-", "_")
    if "amount" in serving:
        found["defaultServingSize"] = tidy(measured(serving, "amount"))
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


def food_units(request: FitbitRequest) -> Any:
    """Answer the units in which foods are measured."""
    points = request.health.points("food-measurement-unit").result()
    found = [(log_id(point["name"]), inner(point, "foodMeasurementUnit")) for point in points]
    return [
        {
            "id": identifier,
            "name": unit.get("displayName", ""),
            "plural": unit.get("pluralDisplayName", ""),
        }
        for identifier, unit in sorted(found, key=lambda pair: (str(type(pair[0])), pair[0]))
    ]


# writing

_GRAMS = {
    "carbs": "totalCarbohydrate",
    "totalCarbohydrate": "totalCarbohydrate",
    "totalFat": "totalFat",
}
_LOGGED_NUTRIENTS = {
    "protein": ("PROTEIN", 1.0),
    "dietaryFiber": ("DIETARY_FIBER", 1.0),
    "sodium": ("SODIUM", 0.001),
}


def log_water(request: FitbitRequest) -> Any:
    """Log water at the beginning of a day."""
    span = _day(request)
    row = create(request, _WATER, {"interval": span, **_drunk(request)})
    return {"waterLog": water_log(row, request.units)}


def change_water(request: FitbitRequest) -> Any:
    """Change how much was drunk."""
    identifier = request.identifier("water-log-id")
    drunk = _drunk(request)
    # A PATCH replaces the whole point, so its interval is read first and sent along.
    span = _times(held(request, _WATER, identifier)["interval"])
    row = patch(request, _WATER, identifier, {"interval": span, **drunk})
    return {"waterLog": water_log(row, request.units)}


def _day(request: FitbitRequest) -> Row:
    return interval(request, dt.datetime.combine(request.given_day(), dt.time()))


def _times(span: Row) -> Row:
    """Return an interval without what Google alone writes."""
    return {name: value for name, value in span.items() if not name.startswith("civil")}


def _drunk(request: FitbitRequest) -> Row:
    unit = request.params.get("unit", "").strip() or None
    if unit not in {None, "ml", "fl oz", "cup"}:
        raise request.invalid("unit")
    amount = request.units.millilitres(request.number("amount"), unit)
    return {"amountConsumed": {"milliliters": round(amount, 3)}}


def log_food(request: FitbitRequest) -> Any:
    """Log a food of the catalogue, or one by its name and calories."""
    content = {
        "interval": _day(request),
        "mealType": _meal(request),
        "serving": _logged_serving(request),
    }
    if request.params.get("foodId"):
        content["food"] = point_name("food", request.given_identifier("foodId"))
    else:
        content |= {"foodDisplayName": request.required("foodName"), **_contents(request)}
    return {"foodLog": food_log(create(request, _FOOD, content))}


def _meal(request: FitbitRequest) -> str:
    text = request.required("mealTypeId")
    if text not in {str(number) for number in MEALS}:
        raise request.invalid("mealTypeId")
    return MEALS[int(text)]


def _logged_serving(request: FitbitRequest) -> Row:
    unit = point_name("food-measurement-unit", request.given_identifier("unitId"))
    return {"amount": request.number("amount"), "foodMeasurementUnit": unit}


def _contents(request: FitbitRequest) -> Row:
    """Return what the parameters say of a food that is not in the catalogue."""
    found: Row = {"energy": {"kcal": request.number("calories", 0.0)}}
    for name, key in _GRAMS.items():
        if request.params.get(name):
            found[key] = {"grams": request.number(name)}
    nutrients = [
        {"nutrient": nutrient, "quantity": {"grams": request.number(name) * factor}}
        for name, (nutrient, factor) in _LOGGED_NUTRIENTS.items()
        if request.params.get(name)
    ]
    return found | ({"nutrients": nutrients} if nutrients else {})


def change_food(request: FitbitRequest) -> Any:
    """Change a logged food's meal or amount; one without a place in the catalogue stays."""
    identifier = request.identifier("food-log-id")
    meal = _meal(request)
    before = held(request, _FOOD, identifier)
    if not before.get("food"):
        raise NotSupportedByProvider(
            f"POST {request.path}: Google Health lets nobody change a food that was logged by its "
            "name. Delete it and log it again."
        )
    content = {"interval": _times(before["interval"]), "food": before["food"], "mealType": meal}
    serving = _logged_serving(request) if request.params.get("unitId") else before.get("serving")
    row = patch(request, _FOOD, identifier, content | ({"serving": serving} if serving else {}))
    return {"foodLog": food_log(row)}
