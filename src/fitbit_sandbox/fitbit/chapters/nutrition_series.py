"""Answers the daily series of water and of calories eaten."""

from __future__ import annotations

from datetime import date
from typing import Any

from fitbit_sandbox.fitbit.call import Call, Handler
from fitbit_sandbox.fitbit.chapters.asked import Dates, dates_of_period, dates_of_range
from fitbit_sandbox.fitbit.chapters.nutrition_shapes import eaten
from fitbit_sandbox.fitbit.chapters.series import rows
from fitbit_sandbox.fitbit.chapters.units import units_of
from fitbit_sandbox.fitbit.errors import invalid

_LIMIT = 1095


def by_period(call: Call) -> Any:
    """Return a nutrition resource over a period."""
    return _series(call, dates_of_period(call, longest=True))


def by_range(call: Call) -> Any:
    """Return a nutrition resource over a range."""
    resource = call.arguments["resource-path"]
    return _series(call, dates_of_range(call, _LIMIT, resource, ("base-date", "end-date")))


def _series(call: Call, dates: Dates) -> dict[str, Any]:
    resource = call.arguments["resource-path"]
    readings = {"water": _water, "caloriesIn": _calories}
    if resource not in readings:
        raise invalid("resourcePath", f"Invalid time series resource path: {call.path}")
    return {f"foods-log-{resource}": rows(dates.each(), lambda day: readings[resource](call, day))}


def _water(call: Call, day: date) -> str:
    ml = sum(log.ml for log in call.person.drinks.on(day, call.now))
    return str(float(units_of(call).water(ml)))


def _calories(call: Call, day: date) -> str:
    return str(eaten(call.person.meals.on(day, call.now))["calories"])


def handlers() -> dict[str, Handler]:
    """Return this chapter's handlers."""
    return {"getFoodsResourceByDatePeriod": by_period, "getFoodsByDateRange": by_range}
