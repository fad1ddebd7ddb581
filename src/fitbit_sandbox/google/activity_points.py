"""Gives the data points of activity: one for each minute and source in which there was some."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any
from zlib import crc32

from fitbit_sandbox.google import minutes
from fitbit_sandbox.google.counting import Counting, countings, tracked_counts
from fitbit_sandbox.google.sources import PHONE, TRACKER, Origin
from fitbit_sandbox.google.times import interval
from fitbit_sandbox.google.view import Point, Points, View

LEVELS = ("SEDENTARY", "LIGHTLY_ACTIVE", "MODERATELY_ACTIVE", "VERY_ACTIVE")
ACTIVE = ("LIGHT", "MODERATE", "VIGOROUS")
_PHONE_EVERY = 3


def activity_points() -> Mapping[str, Points]:
    """Return how each type of activity gives its points."""
    counted = {name: partial(_counted, item) for name, item in countings().items()}
    return counted | {
        "active-minutes": _active_minutes,
        "activity-level": _activity_levels,
        "basal-energy-burned": _none,
        "sedentary-period": _sedentary_periods,
    }


def _none(_: View, __: date) -> list[Point]:
    """Return nothing: Google describes the type and has no data in it."""
    return []


def _counted(counting: Counting, view: View, day: date) -> list[Point]:
    found: list[tuple[int, Origin, int]] = [
        (moment, TRACKER, count) for moment, count in tracked_counts(view, day, counting)
    ]
    found += _phone(counting, view, day)
    found += [
        (share.moment, share.origin, counting.of_share(share))
        for share in minutes.shares(view, day)
        if counting.of_share(share)
    ]
    return [
        Point(moment, moment + 60, partial(_count, view.zone, counting, moment, count), origin)
        for moment, origin, count in sorted(found, key=lambda item: item[0])
    ]


def _phone(counting: Counting, view: View, day: date) -> list[tuple[int, Origin, int]]:
    """Return what a phone counted as well: some of the tracker's minutes, a little less."""
    if not counting.on_the_phone or not view.sees(PHONE):
        return []
    carried = crc32(f"{view.person.id}{day}phone".encode()) % _PHONE_EVERY
    everything = View(view.person, view.now, view.client_id)
    cells = tracked_counts(everything, day, counting)
    return [
        (moment, PHONE, count * 9 // 10)
        for moment, count in cells
        if moment // 3600 % _PHONE_EVERY == carried and count > 10
    ]


def _count(zone: str, counting: Counting, moment: int, count: int) -> dict[str, Any]:
    body = {
        "interval": interval(moment, moment + 60, zone),
        counting.field: counting.show(count),
    }
    return body | ({"swimStrokeType": "FREESTYLE"} if counting.quantity == "strokes" else {})


def _active_minutes(view: View, day: date) -> list[Point]:
    return [
        Point(moment, moment + 60, _active_minute(view, moment, level), TRACKER)
        for moment, level in minutes.levels(view, day)
        if level
    ]


def _active_minute(view: View, moment: int, level: int) -> dict[str, object]:
    at_level = [{"activityLevel": ACTIVE[level - 1], "activeMinutes": "1"}]
    return {
        "interval": interval(moment, moment + 60, view.zone),
        "activeMinutesByActivityLevel": at_level,
    }


def _activity_levels(view: View, day: date) -> list[Point]:
    return [
        _stretch(view, run, activityLevelType=LEVELS[run.kind])
        for run in minutes.runs(minutes.levels(view, day))
    ]


def _sedentary_periods(view: View, day: date) -> list[Point]:
    cells = [(moment, 0) for moment in minutes.sedentary(view, day)]
    return [_stretch(view, run) for run in minutes.runs(cells)]


def _stretch(view: View, run: minutes.Run, **members: str) -> Point:
    body = {"interval": interval(run.start, run.end, view.zone), **members}
    return Point(run.start, run.end, body, TRACKER)
