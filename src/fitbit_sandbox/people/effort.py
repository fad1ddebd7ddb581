"""Adds up what one recognised exercise took: steps, calories, heart rate, zones."""

from __future__ import annotations

from dataclasses import dataclass

from fitbit_sandbox.people.days import Days
from fitbit_sandbox.people.heart import ZoneTime, zone_of
from fitbit_sandbox.people.minutes import Minute, level_of
from fitbit_sandbox.people.workouts import Workout


@dataclass(frozen=True)
class Effort:
    """Holds the sums of one exercise; calories are in thousandths."""

    steps: int
    mm: int
    floors: int
    strokes: int
    calories: int
    levels: tuple[int, int, int, int]
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
    day = days.day(done.day)
    first = (done.start - day.start) // 60
    minutes = [minute for minute in day.minutes if first <= minute.at < first + done.minutes]
    burnt = {minute.at: day.calories_at(minute.mets) for minute in minutes}
    bpm = _bpm(days, done, first)
    return Effort(
        sum(minute.steps for minute in minutes),
        sum(minute.mm for minute in minutes),
        sum(minute.floors for minute in minutes),
        sum(minute.strokes for minute in minutes),
        sum(burnt.get(first + index, day.basal) for index in range(done.minutes)),
        _levels(minutes, done.minutes),
        (2 * sum(bpm) + len(bpm)) // (2 * len(bpm)) if bpm else 0,
        _zones(days, done, first, burnt),
    )


def _bpm(days: Days, done: Workout, first: int) -> list[int]:
    heart = days.heart(done.day)
    values = heart.bpm[first : first + done.minutes] if heart else b""
    return [value for value in values if value]


def _levels(minutes: list[Minute], length: int) -> tuple[int, int, int, int]:
    counts = [0, 0, 0, 0]
    for minute in minutes:
        counts[level_of(minute.mets)] += 1
    rest = length - len(minutes)
    return counts[0] + rest, counts[1], counts[2], counts[3]


def _zones(days: Days, done: Workout, first: int, burnt: dict[int, int]) -> tuple[ZoneTime, ...]:
    heart, basal = days.heart(done.day), days.day(done.day).basal
    if heart is None:
        return ()
    minutes, calories = [0, 0, 0, 0], [0, 0, 0, 0]
    for at in range(first, first + done.minutes):
        if heart.bpm[at]:
            number = zone_of(heart.bpm[at], heart.zones)
            minutes[number] += 1
            calories[number] += burnt.get(at, basal)
    return tuple(map(ZoneTime, heart.zones, minutes, calories))
