"""Activity and heart rate within the day, minute by minute or second by second.

A day always has 1,440 wall-clock minutes here: an hour that the clocks skip is zero, of
an hour that comes twice both are summed (of heart rates the later one stays).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from fitbit_sandbox.fitbit.call import Call
from fitbit_sandbox.fitbit.chapters import activity_series, heart_rate
from fitbit_sandbox.fitbit.chapters.asked import Window, answers, rows, step_of, windows, zone_asked
from fitbit_sandbox.fitbit.chapters.units import Units, units_of
from fitbit_sandbox.fitbit.errors import invalid
from fitbit_sandbox.people.days import Days
from fitbit_sandbox.people.minutes import FLOOR_MM, REST, Day, level_of

_MINUTES = 24 * 60
_ACTIVITY_DETAILS = ("1min", "5min", "15min")
_HEART_DETAILS = ("1sec", "1min", "5min", "15min")


class Slot(NamedTuple):
    """What happened in one wall-clock minute; calories are in thousandths."""

    steps: int = 0
    mm: int = 0
    floors: int = 0
    strokes: int = 0
    calories: int = 0
    mets: int = 0

    def plus(self, other: Slot) -> Slot:
        """Return both together."""
        return Slot(*map(sum, zip(self, other, strict=True)))


_READINGS: dict[str, Callable[[Slot, Units], float]] = {
    "calories": lambda slot, _: slot.calories / 1000,
    "distance": lambda slot, units: units.distance(slot.mm),
    "elevation": lambda slot, units: units.elevation(slot.floors * FLOOR_MM),
    "floors": lambda slot, _: slot.floors,
    "steps": lambda slot, _: slot.steps,
    "swimming-strokes": lambda slot, _: slot.strokes,
}


@answers(
    "getActivitiesResourceByDateIntraday",
    "getActivitiesResourceByDateTimeSeriesIntraday",
    "getActivitiesResourceByDateRangeIntraday",
    "getActivitiesResourceByDateRangeTimeSeriesIntraday",
)
def activity(call: Call) -> Any:
    """Return an activity resource within a day or a window of up to 24 hours."""
    resource = call.arguments["resource-path"]
    reading = _READINGS.get(resource)
    if reading is None:
        raise invalid("resourcePath", f"Invalid time series resource path: {call.path}")
    step, asked = step_of(call, _ACTIVITY_DETAILS), windows(call)
    days, units = Days(call.person, zone_asked(call)), units_of(call)
    dataset: list[dict[str, Any]] = []
    for window in asked:
        for at, slot in _slots(days, window, step, call.now):
            extra = _effort(slot, step) if resource == "calories" else {}
            dataset.append(extra | {"time": _clock(at * 60), "value": reading(slot, units)})
    total = activity_series.value_of(call, resource)
    return {
        f"activities-{resource}": rows([window.day for window in asked], total),
        f"activities-{resource}-intraday": _dataset(dataset, step),
    }


@answers(
    "getHeartByDateIntraday",
    "getHeartByDateTimestampIntraday",
    "getHeartByDateRangeIntraday",
    "getHeartByDateRangeTimestampIntraday",
)
def heart(call: Call) -> Any:
    """Return heart rates within a day or a window of up to 24 hours."""
    step, asked = step_of(call, _HEART_DETAILS), windows(call)
    days = Days(call.person, zone_asked(call))
    dataset = [
        {"time": _clock(second), "value": bpm}
        for window in asked
        for second, bpm in _beats(days, window, step, call.now)
    ]
    return {
        "activities-heart": rows([window.day for window in asked], heart_rate.value_of(call)),
        "activities-heart-intraday": _dataset(dataset, step),
    }


def _dataset(dataset: list[dict[str, Any]], step: int) -> dict[str, Any]:
    kind = "minute" if step else "second"
    return {"dataset": dataset, "datasetInterval": step or 1, "datasetType": kind}


def _clock(second: int) -> str:
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"


def _effort(slot: Slot, step: int) -> dict[str, int]:
    return {"level": level_of(slot.mets // step), "mets": slot.mets}


def _slots(days: Days, window: Window, step: int, now: float) -> list[tuple[int, Slot]]:
    minutes = _wall_minutes(days, window.day, now)
    found: dict[int, Slot] = {}
    for at in range(window.first, window.last + 1):
        slot = at // step * step
        found[slot] = found[slot].plus(minutes[at]) if slot in found else minutes[at]
    return sorted(found.items())


def _wall_minutes(days: Days, day: date, now: float) -> list[Slot]:
    minutes = days.day(day)
    slots = _passed(minutes, minutes.elapsed(now))
    for log in days.logged(day, now):
        for share in minutes.shares(log):
            more = Slot(share.steps, share.mm, calories=share.calories)
            slots[share.at] = slots[share.at].plus(more)
    wall = days.wall(day)
    shown = [Slot()] * _MINUTES
    for at, slot in enumerate(slots):
        shown[wall[at]] = shown[wall[at]].plus(slot)
    return shown


def _passed(day: Day, until: int) -> list[Slot]:
    rest = Slot(calories=day.basal, mets=REST)
    slots = [rest] * until + [Slot()] * (day.length - until)
    for minute in day.minutes:
        if minute.at < until:
            _, steps, mm, floors, strokes, mets = minute
            slots[minute.at] = Slot(steps, mm, floors, strokes, day.calories_at(mets), mets)
    return slots


def _beats(days: Days, window: Window, step: int, now: float) -> list[tuple[int, int]]:
    wall = days.wall(window.day)
    asked = [at for at, shown in enumerate(wall) if window.first <= shown <= window.last]
    samples = _samples(days, window.day, asked, now)
    if step:
        samples = _means(samples, step * 60)
    shown = {wall[second // 60] * 60 + second % 60: bpm for second, bpm in samples}
    return sorted(shown.items())


def _samples(days: Days, day: date, asked: list[int], now: float) -> list[tuple[int, int]]:
    """Return (second of the day, beats a minute) in the minutes that are asked for and over."""
    heart, until = days.heart(day), days.day(day).elapsed(now)
    if heart is None:
        return []
    passed = (at for at in asked if at < until)
    return [sample for at in passed for sample in heart.samples(at, at + 1)]


def _means(samples: list[tuple[int, int]], seconds: int) -> list[tuple[int, int]]:
    slots: dict[int, list[int]] = {}
    for second, bpm in samples:
        slots.setdefault(second // seconds * seconds, []).append(bpm)
    return [(at, (2 * sum(bpm) + len(bpm)) // (2 * len(bpm))) for at, bpm in slots.items()]
