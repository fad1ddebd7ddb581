"""The countable things that Fitbit has series of, and how their amounts stand in roll-ups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from fitbit.google import times
from fitbit.google.answers.request import Dates, FitbitRequest
from fitbit.google.client.health import Days, Row
from fitbit.google.members import decimal, integer, items
from fitbit.google.units import Units, text


@dataclass(frozen=True)
class Metric:
    """The data type that counts a thing, where the amount stands and what it becomes."""

    data_type: str
    amount: Callable[[Row], float]
    of_day: Callable[[Units, float], float]
    of_slot: Callable[[Units, float], float] | None = None
    """Conversion of the amount of a few minutes; None where nothing is finer than days."""

    def on(self, day: dt.date, days: Days, units: Units) -> float:
        """Return the amount of a day, zero where there is nothing."""
        return self.of_day(units, self.amount(days.get(day) or {}))


def whole(name: str) -> Callable[[Row], float]:
    """Read a member that is an int64, in JSON a string; one left out is zero."""
    return lambda row: integer(row, name)


def fraction(name: str) -> Callable[[Row], float]:
    """Read a member that is a double; one left out is zero."""
    return lambda row: decimal(row, name)


def active_minutes(level: str) -> Callable[[Row], float]:
    """Read the minutes of one level of active-minutes."""
    return lambda row: sum(
        integer(part, "activeMinutesSum")
        for part in items(row, "activeMinutesRollupByActivityLevel")
        if part.get("activityLevel") == level
    )


def _count(_units: Units, amount: float) -> int:
    return int(amount)


def _rounded(_units: Units, amount: float) -> int:
    return round(amount)


def _thousandths(_units: Units, amount: float) -> float:
    return round(amount, 3)


def _minutes(_units: Units, amount: float) -> int:
    return times.minutes_of(amount)


def _seconds(row: Row) -> float:
    return times.seconds(row.get("durationSum"))


METRICS: Mapping[str, Metric] = {
    "steps": Metric("steps", whole("countSum"), _count, _count),
    "distance": Metric("distance", whole("millimetersSum"), Units.distance, Units.distance),
    "floors": Metric("floors", whole("countSum"), _count, _count),
    "elevation": Metric("altitude", whole("gainMillimetersSum"), Units.elevation, Units.elevation),
    "calories": Metric("total-calories", fraction("kcalSum"), _rounded, _thousandths),
    "activityCalories": Metric("active-energy-burned", fraction("kcalSum"), _rounded),
    "minutesSedentary": Metric("sedentary-period", _seconds, _minutes),
    "minutesLightlyActive": Metric("active-minutes", active_minutes("LIGHT"), _count),
    "minutesFairlyActive": Metric("active-minutes", active_minutes("MODERATE"), _count),
    "minutesVeryActive": Metric("active-minutes", active_minutes("VIGOROUS"), _count),
    "swimming-strokes": Metric("swim-lengths-data", whole("strokeCountSum"), _count, _count),
}
"""Every countable resource below ``activities/``, by Fitbit's name."""


def start_days(
    request: FitbitRequest, data_type: str, dates: Dates, family: str | None = None
) -> Future[Days]:
    """Start to sum up the days of a call, cut by the user's clock or by UTC."""
    return request.health.daily(data_type, dates.first, dates.last, family, utc=request.utc)


def written(value: float) -> str:
    """Return a value as the text of a series: counts without a point, lengths with one."""
    return str(value) if isinstance(value, int) else text(value)


def entries(dates: Dates, value: Callable[[dt.date], Any]) -> list[Row]:
    """Return one entry a day, in order."""
    return [{"dateTime": day.isoformat(), "value": value(day)} for day in dates.each()]
