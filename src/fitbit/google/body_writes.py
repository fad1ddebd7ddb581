"""Logs weight and body fat."""

from __future__ import annotations

import datetime as dt
from typing import Any

from fitbit.exceptions import NotSupportedByProvider
from fitbit.google import civil
from fitbit.google.ask import Ask
from fitbit.google.body import FAT, WEIGHT, Measured, fat_log, start_height, weight_log
from fitbit.google.health import Row, granted
from fitbit.google.writes import create, sample, wall_clock

_END_OF_DAY = "23:59:59"


def log_weight(ask: Ask) -> Any:
    """Log a weight in the caller's units."""
    return {"weightLog": _weight(ask, wall_clock(ask, "time", _END_OF_DAY))}


def _weight(ask: Ask, wall: dt.datetime) -> Row:
    grams = round(ask.number("weight") * ask.units.grams_of_weight, 3)
    height = start_height(ask.health)
    row = create(ask, WEIGHT, {"weightGrams": grams, "sampleTime": sample(ask, wall)})
    return {"source": "API"} | weight_log(_measured(row), granted(height), ask.units)


def log_fat(ask: Ask) -> Any:
    """Log a body fat percentage."""
    return {"fatLog": _fat(ask, wall_clock(ask, "time", _END_OF_DAY))}


def _fat(ask: Ask, wall: dt.datetime) -> Row:
    row = create(ask, FAT, {"percentage": ask.number("fat"), "sampleTime": sample(ask, wall)})
    return {"source": "API"} | fat_log(_measured(row))


def _measured(row: Row) -> Measured:
    return Measured(civil.sampled(row["sampleTime"]), row)


def log_body(ask: Ask) -> Any:
    """Log weight or fat as the earliest Fitbit Web API took them; nothing else is left of it."""
    beyond = sorted(set(ask.params) - {"weight", "fat", "date"})
    if beyond or not {"weight", "fat"} & set(ask.params):
        raise NotSupportedByProvider(
            f"POST {ask.path}: of the body's measures Google Health keeps weight and fat, not "
            f"{', '.join(beyond) or 'nothing'}."
        )
    day = ask.given_day() if ask.params.get("date") else ask.now().date()
    wall = dt.datetime.combine(day, dt.time(23, 59, 59))
    found: Row = {}
    if "weight" in ask.params:
        logged = _weight(ask, wall)
        found |= {name: logged[name] for name in ("weight", "bmi") if name in logged}
    if "fat" in ask.params:
        found["fat"] = _fat(ask, wall)["fat"]
    return {"body": found}
