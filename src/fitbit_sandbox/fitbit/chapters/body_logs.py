"""Answers for the logs of weight and body fat."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from fitbit_sandbox.fitbit.call import Answer, Call, Handler
from fitbit_sandbox.fitbit.chapters.asked import (
    SHORT_PERIODS,
    dates_of_period,
    dates_of_range,
    day_given,
    day_in_path,
    log_id,
    number,
    seconds_of,
)
from fitbit_sandbox.fitbit.chapters.body_series import bmi
from fitbit_sandbox.fitbit.chapters.units import tidy, units_of
from fitbit_sandbox.fitbit.errors import invalid, not_found
from fitbit_sandbox.people.civil import epoch, local
from fitbit_sandbox.people.logs import Fat, Weight

_LAST_SECOND = 24 * 60 * 60 - 1
_RANGE = ("base-date", "end-date")
_MOST_PERCENT = 100


def weight_by_date(call: Call) -> Any:
    """Return the weight logs of a day."""
    return _weights(call, [day_in_path(call)])


def weight_by_period(call: Call) -> Any:
    """Return the weight logs of a period."""
    return _weights(call, dates_of_period(call, SHORT_PERIODS).each())


def weight_by_range(call: Call) -> Any:
    """Return the weight logs of a range."""
    return _weights(call, dates_of_range(call, 31, "weight", _RANGE).each())


def fat_by_date(call: Call) -> Any:
    """Return the body fat logs of a day."""
    return _fats(call, [day_in_path(call)])


def fat_by_period(call: Call) -> Any:
    """Return the body fat logs of a period."""
    return _fats(call, dates_of_period(call, SHORT_PERIODS).each())


def fat_by_range(call: Call) -> Any:
    """Return the body fat logs of a range."""
    return _fats(call, dates_of_range(call, 30, "fat", _RANGE).each())


def create_weight(call: Call) -> Any:
    """Log a weight."""
    value = number(call, "weight", least=0.01)
    grams = round(value * units_of(call).grams_of_weight)
    log = Weight(call.person.new_id(), _moment(call), grams, "API")
    return Answer({"weightLog": _show_weight(call, call.person.weights.put(log))}, 201)


def create_fat(call: Call) -> Any:
    """Log a body fat percentage."""
    percent = number(call, "fat", least=0.01)
    if percent > _MOST_PERCENT:
        raise invalid("fat", f"Invalid value for parameter fat: {call.params['fat']}")
    log = Fat(call.person.new_id(), _moment(call), percent, "API")
    return Answer({"fatLog": _show_fat(call, call.person.fats.put(log))}, 201)


def delete_weight(call: Call) -> Any:
    """Delete a weight log."""
    if not call.person.weights.delete(log_id(call, "body-weight-log-id"), call.now):
        raise not_found()
    return Answer(None, 204)


def delete_fat(call: Call) -> Any:
    """Delete a body fat log."""
    if not call.person.fats.delete(log_id(call, "body-fat-log-id"), call.now):
        raise not_found()
    return Answer(None, 204)


def _moment(call: Call) -> int:
    day, text = day_given(call), call.params.get("time")
    seconds = seconds_of(text, "time") if text else _LAST_SECOND
    return epoch(day, seconds, call.person.timezone)


def _weights(call: Call, days: Iterable[date]) -> dict[str, Any]:
    logs = [log for day in days for log in call.person.weights.on(day, call.now)]
    return {"weight": [_show_weight(call, log) for log in logs]}


def _fats(call: Call, days: Iterable[date]) -> dict[str, Any]:
    logs = [log for day in days for log in call.person.fats.on(day, call.now)]
    return {"fat": [_show_fat(call, log) for log in logs]}


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


def handlers() -> dict[str, Handler]:
    """Return this chapter's handlers."""
    return {
        "getWeightByDate": weight_by_date,
        "getWeightByDatePeriod": weight_by_period,
        "getWeightByDateRange": weight_by_range,
        "addWeightLog": create_weight,
        "deleteWeightLog": delete_weight,
        "getBodyFatByDate": fat_by_date,
        "getBodyFatByDatePeriod": fat_by_period,
        "getBodyFatByDateRange": fat_by_range,
        "addBodyFatLog": create_fat,
        "deleteBodyFatLog": delete_fat,
    }
