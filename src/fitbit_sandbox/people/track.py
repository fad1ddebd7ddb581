"""Traces an exercise point by point: when, where, how far, and the heart rate there."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, pi, radians, sin
from typing import NamedTuple

from fitbit_sandbox.people.days import Days
from fitbit_sandbox.people.traits import Traits
from fitbit_sandbox.people.workouts import Workout

_RADIUS_M = 420.0
"""Outdoors people go in circles of this radius, beginning at home."""
_M_OF_DEGREE = 111_320.0
_EVERY = 15


class Point(NamedTuple):
    """Holds one point of a track; position and heart rate only where they were measured."""

    moment: int
    metres: float
    position: tuple[float, float] | None
    altitude: float | None
    bpm: int | None


def track(days: Days, traits: Traits, done: Workout) -> Iterator[Point]:
    """Yield the points of an exercise, in order."""
    day = days.day(done.day)
    first = (done.start - day.start) // 60
    lengths = {minute.at: minute.mm for minute in day.minutes}
    gone = 0
    for at in range(first, first + done.minutes):
        for second, bpm in _beats(days, done, at):
            mm = gone + lengths.get(at, 0) * (second - at * 60) // 60
            yield _point(traits, done, day.start + second, mm, bpm)
        gone += lengths.get(at, 0)


def _beats(days: Days, done: Workout, at: int) -> Iterator[tuple[int, int | None]]:
    heart = days.heart(done.day)
    if heart is not None and heart.bpm[at]:
        yield from heart.samples(at, at + 1)
    else:
        for second in range(at * 60, at * 60 + 60, _EVERY):
            yield second, None


def _point(traits: Traits, done: Workout, moment: int, mm: int, bpm: int | None) -> Point:
    metres = mm / 1000
    if not done.sport.outdoors:
        return Point(moment, metres, None, None, bpm)
    angle = metres / _RADIUS_M
    north, east = _RADIUS_M * sin(angle), _RADIUS_M * (1 - cos(angle))
    latitude = traits.place[0] + north / _M_OF_DEGREE
    longitude = traits.place[1] + east / (_M_OF_DEGREE * cos(radians(traits.place[0])))
    altitude = round(35 + 6 * sin(angle % (2 * pi)), 1)
    return Point(moment, metres, (round(latitude, 6), round(longitude, 6)), altitude, bpm)
