"""The sums and records of all days, and the badges they earn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from fitbit_sandbox.fitbit.call import Call
from fitbit_sandbox.fitbit.chapters.asked import Dates, answers
from fitbit_sandbox.fitbit.chapters.units import units_of
from fitbit_sandbox.people.days import Days
from fitbit_sandbox.people.minutes import Totals

_NOT_AVAILABLE = -1
_DAILY_STEPS = (5_000, 10_000, 15_000, 20_000, 25_000, 30_000)
_LIFETIME_KM = (42, 112, 402, 804, 1184, 1593, 2253, 3218, 4074, 5572)
_MM_OF_KM = 1_000_000


class _Day(NamedTuple):
    date: date
    totals: Totals


@answers("getActivitiesLog")
def get_lifetime(call: Call) -> Any:
    """Return lifetime sums and best days, of everything and of the tracker alone."""
    days = Days(call.person)
    total, tracker = _days(call, days.totals), _days(call, days.tracked)
    return {
        "best": {"total": _best(call, total), "tracker": _best(call, tracker)},
        "lifetime": {"total": _sums(call, total), "tracker": _sums(call, tracker)},
    }


def _days(call: Call, read: Callable[[date, float], Totals]) -> list[_Day]:
    span = Dates(*call.person.span(call.now))
    return [_Day(day, read(day, call.now)) for day in span.each()]


def _sums(call: Call, days: list[_Day]) -> dict[str, Any]:
    return {
        "activeScore": _NOT_AVAILABLE,
        "caloriesOut": _NOT_AVAILABLE,
        "distance": units_of(call).distance(sum(day.totals.mm for day in days)),
        "floors": sum(day.totals.floors for day in days),
        "steps": sum(day.totals.steps for day in days),
    }


def _best(call: Call, days: list[_Day]) -> dict[str, Any]:
    units = units_of(call)
    readings: dict[str, Callable[[_Day], float]] = {
        "distance": lambda day: units.distance(day.totals.mm),
        "floors": lambda day: day.totals.floors,
        "steps": lambda day: day.totals.steps,
    }
    best: dict[str, Any] = {}
    for name, read in readings.items():
        day = max(days, key=read, default=None)
        if day is not None and read(day):
            best[name] = {"date": day.date.isoformat(), "value": read(day)}
    return best


@answers("getBadges")
def get_badges(call: Call) -> Any:
    """Return the badges earned: for steps in a day and for distance in all."""
    days = _days(call, Days(call.person).totals)
    return {"badges": [*_step_badges(days), *_distance_badges(days)]}


def _step_badges(days: list[_Day]) -> list[dict[str, Any]]:
    badges: list[dict[str, Any]] = []
    for value in _DAILY_STEPS:
        reached = [day for day in days if day.totals.steps >= value]
        if reached:
            badge = _badge("DAILY_STEPS", "Daily Steps", f"{value:,} steps in a day", value)
            last = {"dateTime": reached[-1].date.isoformat(), "timesAchieved": len(reached)}
            badges.append(badge | last)
    return badges


def _distance_badges(days: list[_Day]) -> list[dict[str, Any]]:
    badges: list[dict[str, Any]] = []
    values, gone = list(_LIFETIME_KM), 0
    for day in days:
        gone += day.totals.mm
        while values and gone >= values[0] * _MM_OF_KM:
            value = values.pop(0)
            name = f"{value:,} lifetime kilometers"
            badge = _badge("LIFETIME_DISTANCE", "Lifetime Distance", name, value)
            reached = {"dateTime": day.date.isoformat(), "timesAchieved": 1, "unit": "KILOMETERS"}
            badges.append(badge | reached)
    return badges


def _badge(kind: str, category: str, name: str, value: int) -> dict[str, Any]:
    named = ("description", "marketingDescription", "mobileDescription", "name")
    return {
        **dict.fromkeys((*named, "shortDescription", "shortName"), name),
        "badgeGradientEndColor": "38D7FF",
        "badgeGradientStartColor": "2DB4D7",
        "badgeType": kind,
        "category": category,
        "cheers": [],
        "earnedMessage": f"Congrats on earning your badge: {name}!",
        "encodedId": f"{kind[0]}{value:05X}"[:6],
        "shareText": f"I earned a badge: {name}",
        "value": value,
    }
