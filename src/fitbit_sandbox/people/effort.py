"""What one recognised exercise took: steps, calories, heart rate, zones, and its track."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, pi, radians, sin
from typing import NamedTuple

from fitbit_sandbox.people.days import Days
from fitbit_sandbox.people.heart import ZoneTime, zone_times
from fitbit_sandbox.people.minutes import level_of
from fitbit_sandbox.people.schedule import Workout
from fitbit_sandbox.people.traits import Traits

_RADIUS_M = 420.0
"""Outdoors people go in circles of this radius, beginning at home."""
_M_OF_DEGREE = 111_320.0
_EVERY = 15


@dataclass(frozen=True)
class Effort:
    """The sums of one exercise; calories are in thousandths."""

    steps: int
    mm: int
    floors: int
    calories: int
    levels: tuple[int, ...]
    """Minutes sedentary, lightly, fairly and very active."""
    average_bpm: int
    """0 where no heart rate was measured."""
    zones: tuple[ZoneTime, ...]
    """Empty where no heart rate was measured."""

    @property
    def zone_minutes(self) -> int:
        """Return the active zone minutes: one for fat burn, two for the zones above."""
        minutes = [time.minutes for time in self.zones] or [0, 0, 0, 0]
        return minutes[1] + 2 * (minutes[2] + minutes[3])


def effort_of(days: Days, done: Workout) -> Effort:
    """Return the sums over the minutes of an exercise, its first day's clock cutting the day."""
    day, heart = days.day(done.day), days.heart(done.day)
    first = (done.start - day.start) // 60
    end = first + done.minutes
    minutes = [minute for minute in day.minutes if first <= minute.at < end]
    above = sum(day.calories_at(minute.mets) - day.basal for minute in minutes)
    levels = [level_of(minute.mets) for minute in minutes] + [0] * (done.minutes - len(minutes))
    bpm = [value for value in (heart.bpm[first:end] if heart else b"") if value]
    return Effort(
        sum(minute.steps for minute in minutes),
        sum(minute.mm for minute in minutes),
        sum(minute.floors for minute in minutes),
        above + day.basal * done.minutes,
        tuple(levels.count(level) for level in range(4)),
        (2 * sum(bpm) + len(bpm)) // (2 * len(bpm)) if bpm else 0,
        zone_times(day, heart, first, end) if heart else (),
    )


class Point(NamedTuple):
    """One point of a track; position and heart rate only where they were measured."""

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
        yield from ((second, None) for second in range(at * 60, at * 60 + 60, _EVERY))


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
