"""The data points of activity: one for each minute and source in which there was some."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from zlib import crc32

from fitbit_sandbox.google import minutes
from fitbit_sandbox.google.minutes import Counter, counters, tracked_counts
from fitbit_sandbox.google.sources import PHONE, TRACKER, Origin
from fitbit_sandbox.google.times import interval
from fitbit_sandbox.google.view import Point, View, gives, tracked_span

LEVELS = ("SEDENTARY", "LIGHTLY_ACTIVE", "MODERATELY_ACTIVE", "VERY_ACTIVE")
ACTIVE = ("LIGHT", "MODERATE", "VIGOROUS")
_PHONE_EVERY = 3


def _counted(counter: Counter, view: View, day: date) -> list[Point]:
    found: list[tuple[int, Origin, int]] = [
        (moment, TRACKER, count) for moment, count in tracked_counts(view, day, counter)
    ]
    found += _phone(counter, view, day)
    found += [
        (share.moment, share.origin, counter.of_share(share))
        for share in minutes.shares(view, day)
        if counter.of_share(share)
    ]
    return [
        Point(moment, moment + 60, partial(_count, view.zone, counter, moment, count), origin)
        for moment, origin, count in sorted(found, key=lambda item: item[0])
    ]


def _phone(counter: Counter, view: View, day: date) -> list[tuple[int, Origin, int]]:
    """Return what a phone counted as well: some of the tracker's minutes, a little less."""
    if not counter.on_the_phone or not view.sees(PHONE):
        return []
    carried = crc32(f"{view.person.id}{day}phone".encode()) % _PHONE_EVERY
    everything = View(view.person, view.now, view.client_id)
    cells = tracked_counts(everything, day, counter)
    return [
        (moment, PHONE, count * 9 // 10)
        for moment, count in cells
        if moment // 3600 % _PHONE_EVERY == carried and count > 10
    ]


def _count(zone: str, counter: Counter, moment: int, count: int) -> dict[str, Any]:
    body = {
        "interval": interval(moment, moment + 60, zone),
        counter.field: counter.show(count),
    }
    return body | ({"swimStrokeType": "FREESTYLE"} if counter.quantity == "strokes" else {})


@gives("active-minutes")
def _active_minutes(view: View, day: date) -> list[Point]:
    def at_level(level: int) -> list[dict[str, str]]:
        return [{"activityLevel": ACTIVE[level - 1], "activeMinutes": "1"}]

    return [
        tracked_span(view, moment, moment + 60, activeMinutesByActivityLevel=at_level(level))
        for moment, level in minutes.levels(view, day)
        if level
    ]


@gives("activity-level")
def _activity_levels(view: View, day: date) -> list[Point]:
    return [
        tracked_span(view, run.start, run.end, activityLevelType=LEVELS[run.kind])
        for run in minutes.stretches(minutes.levels(view, day))
    ]


@gives("sedentary-period")
def _sedentary_periods(view: View, day: date) -> list[Point]:
    cells = [(moment, 0) for moment in minutes.sedentary(view, day)]
    return [tracked_span(view, run.start, run.end) for run in minutes.stretches(cells)]


for _name, _counter in counters().items():
    gives(_name)(partial(_counted, _counter))
