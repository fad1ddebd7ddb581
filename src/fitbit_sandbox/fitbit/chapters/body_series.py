"""Answers the body series: each day's last value, carried forward to days without one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from fitbit_sandbox.fitbit.call import Call, Handler
from fitbit_sandbox.fitbit.chapters.asked import Dates, dates_of_period, dates_of_range
from fitbit_sandbox.fitbit.chapters.units import units_of
from fitbit_sandbox.fitbit.errors import invalid

_LIMITS = {"bmi": 1095, "fat": 30, "weight": 31}
_RANGE = ("base-date", "end-date")
_NOTHING = "0"
_Last = Callable[[date], float | None]


def by_period(call: Call) -> Any:
    """Return weight, BMI or fat over a period."""
    _limit(call)
    return _series(call, dates_of_period(call, longest=True))


def by_range(call: Call) -> Any:
    """Return weight, BMI or fat over a range."""
    resource = call.arguments["resource-path"]
    return _series(call, dates_of_range(call, _limit(call), resource, _RANGE))


def weight_on(call: Call, day: date) -> float | None:
    """Return the grams that count on a day: the last logged, or the first if none was yet."""
    return next(_carried(call, Dates(day, day), _last_weight(call)))


def bmi(call: Call, grams: float) -> float:
    """Return the body mass index at the height of the profile."""
    metres = call.person.settings.height_mm / 1000
    return round(grams / 1000 / metres**2, 2)


def _limit(call: Call) -> int:
    resource = call.arguments["resource-path"]
    if resource not in _LIMITS:
        raise invalid("resourcePath", f"Invalid time series resource path: {call.path}")
    return _LIMITS[resource]


def _series(call: Call, dates: Dates) -> dict[str, Any]:
    resource = call.arguments["resource-path"]
    last = _last_fat(call) if resource == "fat" else _last_weight(call)
    shown: dict[str, Callable[[float], float]] = {
        "bmi": partial(bmi, call),
        "fat": float,
        "weight": units_of(call).weight,
    }
    carried = _carried(call, dates, last)
    values = (_NOTHING if value is None else str(shown[resource](value)) for value in carried)
    found = zip(dates.each(), values, strict=True)
    return {f"body-{resource}": [{"dateTime": str(day), "value": value} for day, value in found]}


def _last_weight(call: Call) -> _Last:
    def last(day: date) -> float | None:
        logs = call.person.weights.on(day, call.now)
        return logs[-1].grams if logs else None

    return last


def _last_fat(call: Call) -> _Last:
    def last(day: date) -> float | None:
        logs = call.person.fats.on(day, call.now)
        return logs[-1].percent if logs else None

    return last


def _carried(call: Call, dates: Dates, last: _Last) -> Iterator[float | None]:
    known = _before(call, dates.first, last)
    if known is None:
        known = _first(call, dates, last)
    for day in dates.each():
        found = last(day)
        known = known if found is None else found
        yield known


def _before(call: Call, day: date, last: _Last) -> float | None:
    count = max(0, (day - call.person.span(call.now)[0]).days)
    days = (day - timedelta(days=number) for number in range(1, count + 1))
    return next((value for value in map(last, days) if value is not None), None)


def _first(call: Call, dates: Dates, last: _Last) -> float | None:
    earliest, latest = call.person.span(call.now)
    begin, end = max(dates.first, earliest), max(dates.last, latest)
    days = (begin + timedelta(days=number) for number in range((end - begin).days + 1))
    return next((value for value in map(last, days) if value is not None), None)


def handlers() -> dict[str, Handler]:
    """Return this chapter's handlers."""
    return {
        "getBodyResourceByDatePeriod": by_period,
        "getBodyResourceByDateRange": by_range,
    }
