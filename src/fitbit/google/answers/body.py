"""Answers weight and body fat: the logs, and the series that carry the last value forward."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from fitbit.exceptions import NotSupportedByProvider
from fitbit.google import times
from fitbit.google.answers.activity_metrics import entries
from fitbit.google.answers.request import PERIODS, SHORT_PERIODS, Dates, FitbitRequest
from fitbit.google.answers.writes import create, sample, wall_clock
from fitbit.google.client.health import HealthClient, Row, between, granted, member, values
from fitbit.google.client.later import Later
from fitbit.google.ids import log_id
from fitbit.google.units import Units, bmi, text, tidy

WEIGHT, FAT = "weight", "body-fat"
_MG_OF_MMOL = 18.016
_LIMITS = {"weight": 31, "fat": 30, "bmi": 1095}


class Measured(NamedTuple):
    """Is one value of a scale, or one that was typed in."""

    time: dt.datetime
    row: Row


def time_field(data_type: str) -> str:
    """Return the member by which samples of a type are filtered by the user's clock."""
    return f"{data_type.replace('-', '_')}.sample_time.civil_time"


def measured(data_type: str, points: Iterable[Row]) -> list[Measured]:
    """Return samples in order of time."""
    rows = values(data_type, points)
    found = sorted(rows, key=lambda row: times.instant(row["sampleTime"]["physicalTime"]))
    return [Measured(times.sampled(row["sampleTime"]), row) for row in found]


def _start(health: HealthClient, data_type: str, dates: Dates) -> Later[list[Measured]]:
    points = health.points(data_type, between(time_field(data_type), *dates))
    return points.then(lambda found: measured(data_type, found))


def start_height(health: HealthClient) -> Later[float | None]:
    """Start to fetch the user's height in millimetres, None where none is known."""
    latest = health.latest("height")
    return latest.then(lambda row: float(row["height"]["heightMillimeters"]) if row else None)


def source_of(row: Row) -> Row:
    """Return where a log came from, as near as Google tells; nothing where it does not."""
    source = row.get("dataSource") or {}
    if (source.get("device") or {}).get("formFactor") == "SCALE":
        return {"source": "Aria"}
    if source.get("platform") in {"FITBIT_WEB_API", "GOOGLE_WEB_API"}:
        return {"source": "API"}
    return {"source": "Web"} if source.get("recordingMethod") == "MANUAL" else {}


def _log(one: Measured) -> Row:
    return {
        "date": one.time.date().isoformat(),
        "logId": log_id(one.row["name"]),
        "time": one.time.time().isoformat("seconds"),
        **source_of(one.row),
    }


def weight_log(one: Measured, height: float | None, units: Units) -> Row:
    """Return a weight as Fitbit logs it."""
    grams = float(one.row["weightGrams"])
    found = _log(one) | {"weight": tidy(units.weight(grams))}
    return found | ({"bmi": bmi(grams, height)} if height else {})


def fat_log(one: Measured) -> Row:
    """Return a body fat percentage as Fitbit logs it."""
    return _log(one) | {"fat": tidy(float(one.row["percentage"]))}


def weight_logs(request: FitbitRequest) -> Any:
    """Answer the weights of a few days, each with the fat measured at the same time."""
    dates = request.dates(_LIMITS["weight"], "weight", periods=SHORT_PERIODS)
    weights, fats = (_start(request.health, kind, dates) for kind in (WEIGHT, FAT))
    height = start_height(request.health)
    together = {one.time: one for one in fats.get()}
    return {
        "weight": [
            weight_log(one, height.get(), request.units) | _fat_with(together.get(one.time))
            for one in weights.get()
        ]
    }


def _fat_with(fat: Measured | None) -> Row:
    return {} if fat is None else {"fat": tidy(float(fat.row["percentage"]))}


def fat_logs(request: FitbitRequest) -> Any:
    """Answer the body fat percentages of a few days."""
    dates = request.dates(_LIMITS["fat"], "fat", periods=SHORT_PERIODS)
    return {"fat": [fat_log(one) for one in _start(request.health, FAT, dates).get()]}


def body_series(request: FitbitRequest, resource: str) -> Any:
    """Answer one value a day: the last of the day, carried forward over days without."""
    dates = request.dates(_LIMITS[resource], resource, periods=(*PERIODS, "max"))
    data_type = FAT if resource == "fat" else WEIGHT
    within = _start(request.health, data_type, dates)
    before = request.health.latest(data_type, f'{time_field(data_type)} < "{dates.first}"')
    height = start_height(request.health) if resource == "bmi" else None
    found, earlier = within.get(), before.get()
    first = (
        measured(data_type, [earlier])
        if earlier
        else found[:1] or _after(request, data_type, dates)
    )
    last = {one.time.date(): one.row for one in (*first, *found)}
    tall = height.get() if height else None

    def value(row: Row | None) -> str:
        return _series_text(resource, row, tall, request.units)

    return {f"body-{resource}": _carried(dates, last, first[0].row if first else None, value)}


def _after(request: FitbitRequest, data_type: str, dates: Dates) -> list[Measured]:
    """Return the first value of all where there is none up to the last day asked for."""
    where = f'{time_field(data_type)} >= "{dates.last + times.DAY}"'
    return measured(data_type, request.health.points(data_type, where).get())[:1]


def _carried(dates: Dates, last: dict[dt.date, Row], current: Row | None, value: Any) -> list[Row]:
    carried: dict[dt.date, Row | None] = {}
    for day in dates.each():
        current = last.get(day, current)
        carried[day] = current
    return entries(dates, lambda day: value(carried[day]))


def _series_text(resource: str, row: Row | None, height: float | None, units: Units) -> str:
    if row is None or (resource == "bmi" and not height):
        return "0"
    if resource == "fat":
        return text(float(row["percentage"]))
    grams = float(row["weightGrams"])
    return text(bmi(grams, height) if resource == "bmi" and height else units.weight(grams))


def body_of_day(request: FitbitRequest) -> Any:
    """Answer a day's body measurements as the earliest Fitbit Web API did."""
    day = request.day()
    asked = {kind: _latest_by(request, kind, day) for kind in (WEIGHT, FAT)}
    height = start_height(request.health)
    weight, fat = asked[WEIGHT].get(), asked[FAT].get()
    found: Row = {}
    if weight is not None:
        grams, tall = float(weight["weightGrams"]), granted(height)
        found["weight"] = tidy(request.units.weight(grams))
        found |= {"bmi": bmi(grams, tall)} if tall else {}
    if fat is not None:
        found["fat"] = tidy(float(fat["percentage"]))
    return {"body": found}


def _latest_by(request: FitbitRequest, data_type: str, day: dt.date) -> Later[Row | None]:
    """Start to fetch the newest value up to the end of a day."""
    where = f'{time_field(data_type)} < "{day + times.DAY}"'
    latest = request.health.latest(data_type, where)
    return latest.then(lambda point: point[member(data_type)] if point else None)


def glucose_of_day(request: FitbitRequest) -> Any:
    """Answer the blood glucose of a day, in mg/dL for en_US and mmol/L elsewhere."""
    day = request.day()
    found = _start(request.health, "blood-glucose", Dates(day, day)).get()
    return {"glucose": [_glucose(one, request.units) for one in found]}


def _glucose(one: Measured, units: Units) -> Row:
    amount = float(one.row["bloodGlucoseMilligramsPerDeciliter"])
    value = amount if units.american else amount / _MG_OF_MMOL
    return {"glucose": tidy(round(value, 1)), "time": one.time.time().isoformat("seconds")}


# writing

_END_OF_DAY = "23:59:59"


def log_weight(request: FitbitRequest) -> Any:
    """Log a weight in the caller's units."""
    return {"weightLog": _weight(request, wall_clock(request, "time", _END_OF_DAY))}


def _weight(request: FitbitRequest, wall: dt.datetime) -> Row:
    grams = round(request.number("weight") * request.units.grams_of_weight, 3)
    height = start_height(request.health)
    row = create(request, WEIGHT, {"weightGrams": grams, "sampleTime": sample(request, wall)})
    return {"source": "API"} | weight_log(_measured(row), granted(height), request.units)


def log_fat(request: FitbitRequest) -> Any:
    """Log a body fat percentage."""
    return {"fatLog": _fat(request, wall_clock(request, "time", _END_OF_DAY))}


def _fat(request: FitbitRequest, wall: dt.datetime) -> Row:
    row = create(
        request, FAT, {"percentage": request.number("fat"), "sampleTime": sample(request, wall)}
    )
    return {"source": "API"} | fat_log(_measured(row))


def _measured(row: Row) -> Measured:
    return Measured(times.sampled(row["sampleTime"]), row)


def log_body(request: FitbitRequest) -> Any:
    """Log weight or fat as the earliest Fitbit Web API took them; nothing else is left of it."""
    beyond = sorted(set(request.params) - {"weight", "fat", "date"})
    if beyond or not {"weight", "fat"} & set(request.params):
        raise NotSupportedByProvider(
            f"POST {request.path}: of the body's measures Google Health keeps weight and fat, not "
            f"{', '.join(beyond) or 'nothing'}."
        )
    day = request.given_day() if request.params.get("date") else request.now().date()
    wall = dt.datetime.combine(day, dt.time(23, 59, 59))
    found: Row = {}
    if "weight" in request.params:
        logged = _weight(request, wall)
        found |= {name: logged[name] for name in ("weight", "bmi") if name in logged}
    if "fat" in request.params:
        found["fat"] = _fat(request, wall)["fat"]
    return {"body": found}
