"""Weight, body fat and blood glucose: logs, and series that carry the last value forward."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from fitbit.exceptions import NotSupportedByProvider
from fitbit.google import times
from fitbit.google.answers.activity_metrics import entries
from fitbit.google.answers.request import MAX_SERIES_DAYS, SHORT_PERIODS, Dates, FitbitRequest
from fitbit.google.answers.samples import Sample, read_samples, samples_in_order
from fitbit.google.answers.writes import create_sample, wall_clock
from fitbit.google.client.health import Row, granted, member, sample_field
from fitbit.google.ids import log_id
from fitbit.google.members import inner, measured
from fitbit.google.units import Units, bmi, text, tidy

WEIGHT, FAT, GLUCOSE = "weight", "body-fat", "blood-glucose"
_MG_OF_MMOL = 18.016
_MAX_DAYS = {"weight": 31, "fat": 30, "bmi": MAX_SERIES_DAYS}


def height_of(point: Row | None) -> float | None:
    """Return the height of a point in millimetres, None where there is none."""
    return measured(point["height"], "heightMillimeters") if point else None


def source_of(row: Row) -> Row:
    """Return where a log came from, as near as Google tells; nothing where it does not."""
    # Google has no source in Fitbit's words, so only the three that are certain are named.
    source = inner(row, "dataSource")
    if inner(source, "device").get("formFactor") == "SCALE":
        return {"source": "Aria"}
    if source.get("platform") in {"FITBIT_WEB_API", "GOOGLE_WEB_API"}:
        return {"source": "API"}
    return {"source": "Web"} if source.get("recordingMethod") == "MANUAL" else {}


def _log(one: Sample) -> Row:
    return {
        "date": one.time.date().isoformat(),
        "logId": log_id(one.row["name"]),
        "time": one.time.time().isoformat("seconds"),
        **source_of(one.row),
    }


def weight_log(one: Sample, height: float | None, units: Units) -> Row:
    """Return a weight as Fitbit logs it."""
    grams = measured(one.row, "weightGrams")
    found = _log(one) | {"weight": tidy(units.weight(grams))}
    return found | ({"bmi": bmi(grams, height)} if height else {})


def fat_log(one: Sample) -> Row:
    """Return a body fat percentage as Fitbit logs it."""
    return _log(one) | _fat_in(one.row)


def _fat_in(row: Row) -> Row:
    return {"fat": tidy(measured(row, "percentage"))}


def weight_logs(request: FitbitRequest) -> Any:
    """Answer the weights of a few days, each with the fat measured at the same time."""
    dates = request.dates(_MAX_DAYS["weight"], "weight", periods=SHORT_PERIODS)
    weights, fats = (request.health.samples(kind, *dates) for kind in (WEIGHT, FAT))
    height = request.health.latest("height")

    # A scale writes both with one time, and that is all that ties them together at Google.
    fat_at = {fat.time: _fat_in(fat.row) for fat in samples_in_order(FAT, fats.result())}
    logged = samples_in_order(WEIGHT, weights.result())
    # Without a weight nobody needs the height, whose scope may not have been granted.
    tall = height_of(height.result()) if logged else None
    found = [weight_log(one, tall, request.units) | fat_at.get(one.time, {}) for one in logged]
    return {"weight": found}


def fat_logs(request: FitbitRequest) -> Any:
    """Answer the body fat percentages of a few days."""
    dates = request.dates(_MAX_DAYS["fat"], "fat", periods=SHORT_PERIODS)
    return {"fat": [fat_log(one) for one in read_samples(request.health, FAT, dates)]}


def body_series(request: FitbitRequest, resource: str) -> Any:
    """Answer one value a day: the last of the day, carried forward over days without.

    Days before the first value of all have that one, as Fitbit's have.
    """
    dates = request.series_dates(resource, _MAX_DAYS[resource])
    data_type = FAT if resource == "fat" else WEIGHT
    within = request.health.samples(data_type, *dates)
    before = _start_latest_before(request, data_type, dates.first)
    height = request.health.latest("height") if resource == "bmi" else None

    found, earlier = samples_in_order(data_type, within.result()), before.result()
    # Series have a value for every day: what came before the first day, else what came first.
    if earlier:
        first = samples_in_order(data_type, [earlier])
    else:
        first = found[:1] or _after(request, data_type, dates)
    last = {one.time.date(): one.row for one in (*first, *found)}
    tall = height_of(height.result()) if height else None

    def value(row: Row | None) -> str:
        return _series_text(resource, row, tall, request.units)

    return {f"body-{resource}": _carried(dates, last, first[0].row if first else None, value)}


def _after(request: FitbitRequest, data_type: str, dates: Dates) -> list[Sample]:
    """Return the first value of all where there is none up to the last day: one more request."""
    where = f'{sample_field(data_type)} >= "{dates.last + times.DAY}"'
    return samples_in_order(data_type, request.health.points(data_type, where).result())[:1]


def _carried(
    dates: Dates, last: dict[dt.date, Row], current: Row | None, value: Callable[[Row | None], str]
) -> list[Row]:
    carried: dict[dt.date, Row | None] = {}
    for day in dates.each():
        current = last.get(day, current)
        carried[day] = current
    return entries(dates, lambda day: value(carried[day]))


def _series_text(resource: str, row: Row | None, height: float | None, units: Units) -> str:
    if row is None or (resource == "bmi" and not height):
        return "0"
    if resource == "fat":
        return text(measured(row, "percentage"))
    grams = measured(row, "weightGrams")
    return text(bmi(grams, height) if resource == "bmi" and height else units.weight(grams))


def body_of_day(request: FitbitRequest) -> Any:
    """Answer a day's body measurements as the earliest Fitbit Web API did."""
    day = request.day()
    weight_point, fat_point = (
        _start_latest_before(request, kind, day + times.DAY) for kind in (WEIGHT, FAT)
    )
    height = request.health.latest("height")

    weight, fat = weight_point.result(), fat_point.result()
    found: Row = {}
    if weight is not None:
        grams, tall = measured(weight[member(WEIGHT)], "weightGrams"), height_of(granted(height))
        found["weight"] = tidy(request.units.weight(grams))
        found |= {"bmi": bmi(grams, tall)} if tall else {}
    if fat is not None:
        found |= _fat_in(fat[member(FAT)])
    return {"body": found}


def _start_latest_before(
    request: FitbitRequest, data_type: str, day: dt.date
) -> Future[Row | None]:
    """Start to read the newest point from before a day."""
    return request.health.latest(data_type, f'{sample_field(data_type)} < "{day}"')


def glucose_of_day(request: FitbitRequest) -> Any:
    """Answer the blood glucose of a day, in mg/dL for en_US and mmol/L elsewhere."""
    found = read_samples(request.health, GLUCOSE, request.named_dates())
    return {"glucose": [_glucose(one, request.units) for one in found]}


def _glucose(one: Sample, units: Units) -> Row:
    amount = measured(one.row, "bloodGlucoseMilligramsPerDeciliter")
    value = amount if units.american else amount / _MG_OF_MMOL
    return {"glucose": tidy(round(value, 1)), "time": one.time.time().isoformat("seconds")}


# writing

_END_OF_DAY = "23:59:59"


def log_weight(request: FitbitRequest) -> Any:
    """Log a weight in the caller's units."""
    return {"weightLog": _weight(request, wall_clock(request, "time", _END_OF_DAY))}


def _weight(request: FitbitRequest, wall: dt.datetime) -> Row:
    grams = round(request.number("weight") * request.units.grams_of_weight, 3)
    height = request.health.latest("height")
    row = create_sample(request, WEIGHT, wall, {"weightGrams": grams})
    return {"source": "API"} | weight_log(_sample(row), height_of(granted(height)), request.units)


def log_fat(request: FitbitRequest) -> Any:
    """Log a body fat percentage."""
    return {"fatLog": _fat(request, wall_clock(request, "time", _END_OF_DAY))}


def _fat(request: FitbitRequest, wall: dt.datetime) -> Row:
    row = create_sample(request, FAT, wall, {"percentage": request.number("fat")})
    return {"source": "API"} | fat_log(_sample(row))


def _sample(row: Row) -> Sample:
    return Sample(times.sampled(row["sampleTime"]), row)


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
