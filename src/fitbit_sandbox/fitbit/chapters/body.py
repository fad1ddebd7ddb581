"""Weight and body fat: their logs, and their series with the last value carried forward."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from fitbit_sandbox.fitbit.call import Answer, Call
from fitbit_sandbox.fitbit.chapters.asked import (
    SHORT_PERIODS,
    Dates,
    answers,
    dates_asked,
    day_given,
    deleted,
    log_id,
    number,
    seconds_of,
)
from fitbit_sandbox.fitbit.chapters.units import tidy, units_of
from fitbit_sandbox.fitbit.errors import invalid
from fitbit_sandbox.people.civil import epoch, local
from fitbit_sandbox.people.logs import Fat, Weight

_LIMITS = {"bmi": 1095, "fat": 30, "weight": 31}
_LAST_SECOND = 24 * 60 * 60 - 1
_MAX_PERCENT = 100
_Last = Callable[[date], float | None]


@answers("getWeightByDate", "getWeightByDatePeriod", "getWeightByDateRange")
def weights(call: Call) -> Any:
    """Return the weight logs of a day, a period or a range."""
    days = dates_asked(call, "weight", _LIMITS["weight"], SHORT_PERIODS).each()
    logs = [log for day in days for log in call.person.weights.on(day, call.now)]
    return {"weight": [_show_weight(call, log) for log in logs]}


@answers("getBodyFatByDate", "getBodyFatByDatePeriod", "getBodyFatByDateRange")
def fats(call: Call) -> Any:
    """Return the body fat logs of a day, a period or a range."""
    days = dates_asked(call, "fat", _LIMITS["fat"], SHORT_PERIODS).each()
    logs = [log for day in days for log in call.person.fats.on(day, call.now)]
    return {"fat": [_show_fat(call, log) for log in logs]}


@answers("addWeightLog")
def create_weight(call: Call) -> Any:
    """Log a weight."""
    grams = round(number(call, "weight", min_value=0.01) * units_of(call).grams_of_weight)
    log = call.person.weights.put(Weight(call.person.new_id(), _moment(call), grams, "API"))
    return Answer({"weightLog": _show_weight(call, log)}, 201)


@answers("addBodyFatLog")
def create_fat(call: Call) -> Any:
    """Log a body fat percentage."""
    percent = number(call, "fat", min_value=0.01)
    if percent > _MAX_PERCENT:
        raise invalid("fat", f"Invalid value for parameter fat: {call.params['fat']}")
    log = call.person.fats.put(Fat(call.person.new_id(), _moment(call), percent, "API"))
    return Answer({"fatLog": _show_fat(call, log)}, 201)


@answers("deleteWeightLog")
def delete_weight(call: Call) -> Any:
    """Delete a weight log."""
    return deleted(call.person.weights.delete(log_id(call, "body-weight-log-id"), call.now))


@answers("deleteBodyFatLog")
def delete_fat(call: Call) -> Any:
    """Delete a body fat log."""
    return deleted(call.person.fats.delete(log_id(call, "body-fat-log-id"), call.now))


def _moment(call: Call) -> int:
    day, text = day_given(call), call.params.get("time")
    seconds = seconds_of(text, "time") if text else _LAST_SECOND
    return epoch(day, seconds, call.person.timezone)


def _when(call: Call, log: Weight | Fat) -> dict[str, Any]:
    clock = local(log.moment, call.person.timezone)
    return {
        "date": clock.date().isoformat(),
        "logId": log.id,
        "source": log.source,
        "time": f"{clock:%H:%M:%S}",
    }


def _show_weight(call: Call, log: Weight) -> dict[str, Any]:
    day = local(log.moment, call.person.timezone).date()
    fats = [fat for fat in call.person.fats.on(day, call.now) if fat.moment == log.moment]
    shown = _when(call, log) | {
        "bmi": bmi(call, log.grams),
        "weight": tidy(units_of(call).weight(log.grams)),
    }
    return shown | ({"fat": tidy(fats[-1].percent)} if fats else {})


def _show_fat(call: Call, log: Fat) -> dict[str, Any]:
    return _when(call, log) | {"fat": tidy(log.percent)}


@answers("getBodyResourceByDatePeriod", "getBodyResourceByDateRange")
def series(call: Call) -> Any:
    """Return weight, BMI or fat over a period or a range."""
    resource = call.arguments["resource-path"]
    if resource not in _LIMITS:
        raise invalid("resourcePath", f"Invalid time series resource path: {call.path}")
    dates = dates_asked(call, resource, _LIMITS[resource])
    last = _last_fat(call) if resource == "fat" else _last_weight(call)
    shown: dict[str, Callable[[float], float]] = {
        "bmi": partial(bmi, call),
        "fat": float,
        "weight": units_of(call).weight,
    }
    carried = zip(dates.each(), _carried(call, dates, last), strict=True)
    found = ((day, "0" if value is None else str(shown[resource](value))) for day, value in carried)
    return {f"body-{resource}": [{"dateTime": str(day), "value": value} for day, value in found]}


def weight_on(call: Call, day: date) -> float | None:
    """Return the grams that count on a day: the last logged, or the first if none was yet."""
    return next(_carried(call, Dates(day, day), _last_weight(call)))


def bmi(call: Call, grams: float) -> float:
    """Return the body mass index at the height of the profile."""
    metres = call.person.settings.height_mm / 1000
    return round(grams / 1000 / metres**2, 2)


def _last_weight(call: Call) -> _Last:
    logs = call.person.weights
    return lambda day: next((log.grams for log in reversed(logs.on(day, call.now))), None)


def _last_fat(call: Call) -> _Last:
    logs = call.person.fats
    return lambda day: next((log.percent for log in reversed(logs.on(day, call.now))), None)


def _carried(call: Call, dates: Dates, last: _Last) -> Iterator[float | None]:
    """Yield the value that counts on each day: its last, the last before, or else the first."""
    earliest, latest = call.person.span(call.now)
    before = (dates.first - earliest).days
    values = (last(dates.first - timedelta(days=number)) for number in range(1, before + 1))
    known = next((value for value in values if value is not None), None)
    if known is None:
        ahead = Dates(max(dates.first, earliest), max(dates.last, latest))
        known = next((value for value in map(last, ahead.each()) if value is not None), None)
    for day in dates.each():
        found = last(day)
        known = known if found is None else found
        yield known
