"""The minutes of one local day: steps, distance, floors, strokes and effort.

Only minutes in which something happens are kept; all others are rest. A day of some 250
such minutes costs well under a millisecond.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from random import Random
from typing import NamedTuple

from fitbit_sandbox.people.logs import LoggedActivity
from fitbit_sandbox.people.schedule import Span, Sport, Workout
from fitbit_sandbox.people.traits import Traits

REST = 10
"""Ten times the metabolic equivalent of lying still."""
LIGHT, FAIR, VERY = 15, 30, 60
FLOOR_MM = 3048


class Minute(NamedTuple):
    """One minute in which something happened; *at* counts from the day's start."""

    at: int
    steps: int
    mm: int
    floors: int
    strokes: int
    mets: int


class Totals(NamedTuple):
    """The sums of a day; calories are in thousandths."""

    minutes: int = 0
    steps: int = 0
    mm: int = 0
    floors: int = 0
    strokes: int = 0
    basal: int = 0
    above: int = 0
    """Burnt above the basal rate."""
    activity: int = 0
    """Burnt in active minutes, their basal part included."""
    light: int = 0
    fair: int = 0
    very: int = 0

    @property
    def calories(self) -> int:
        """Return everything burnt."""
        return self.basal + self.above

    @property
    def active(self) -> int:
        """Return how many minutes were active at all."""
        return self.light + self.fair + self.very


class Share(NamedTuple):
    """One minute's part of an activity that was entered by hand; calories are in thousandths."""

    at: int
    steps: int
    mm: int
    calories: int


@dataclass(frozen=True)
class Day:
    """One local day of a person as the tracker saw it."""

    date: date
    start: int
    length: int
    """Minutes in the day: 1440, or 1380 or 1500 when the clocks change."""
    basal: int
    """Thousandths of a calorie burnt in a minute of rest; 0 before the account was made."""
    minutes: tuple[Minute, ...]
    workouts: tuple[Workout, ...]
    off: tuple[tuple[int, int], ...]
    """The stretches, in minutes of the day, when no tracker was on the wrist."""

    def elapsed(self, now: float) -> int:
        """Return how many of the day's minutes are over."""
        return min(self.length, max(0, int(now - self.start) // 60))

    def totals(self, until: int) -> Totals:
        """Return the sums over the first *until* minutes."""
        if until >= self.length:
            return self._whole
        return _add_up(self, until)

    @cached_property
    def _whole(self) -> Totals:
        return _add_up(self, self.length)

    def worn(self, until: int) -> bytearray:
        """Return one byte for each minute: 1 where the tracker was worn and it is over."""
        mask = bytearray(b"\1" * until + bytes(self.length - until))
        for begin, end in self.off:
            mask[begin:end] = bytes(end - begin)
        return mask

    def calories_at(self, mets: int) -> int:
        """Return what a minute of such effort burns, in thousandths."""
        return self.basal * mets // REST

    def shares(self, log: LoggedActivity) -> Iterator[Share]:
        """Yield an activity entered by hand, spread evenly over its minutes of this day."""
        first = min(max(0, (log.start - self.start) // 60), self.length - 1)
        count = min(max(1, log.millis // 60_000), self.length - first)
        amounts = (_evenly(amount, count) for amount in (log.steps, log.mm, log.calories * 1000))
        for at, (steps, mm, calories) in enumerate(zip(*amounts, strict=True), first):
            yield Share(at, steps, mm, calories)


def _evenly(amount: int, count: int) -> list[int]:
    edges = [amount * number // count for number in range(count + 1)]
    return [end - begin for begin, end in pairwise(edges)]


def level_of(mets: int) -> int:
    """Return 0 for sedentary, 1 lightly, 2 fairly, 3 very active."""
    return (mets >= LIGHT) + (mets >= FAIR) + (mets >= VERY)


def _add_up(day: Day, until: int) -> Totals:
    steps = mm = floors = strokes = above = activity = 0
    levels = [0, 0, 0, 0]
    for minute in day.minutes:
        if minute.at >= until:
            break
        burnt = day.calories_at(minute.mets)
        level = level_of(minute.mets)
        steps += minute.steps
        mm += minute.mm
        floors += minute.floors
        strokes += minute.strokes
        above += burnt - day.basal
        activity += burnt if level else 0
        levels[level] += 1
    basal = day.basal * until
    return Totals(until, steps, mm, floors, strokes, basal, above, activity, *levels[1:])


def draw_minutes(
    rng: Random,
    traits: Traits,
    start: int,
    length: int,
    awake: Span,
    rests: Iterable[Span],
    workouts: Iterable[Workout],
) -> tuple[Minute, ...]:
    """Return the minutes in which something happens, in order."""
    rests = tuple(rests)
    blocked = _blocked(start, length, awake, (*rests, *(done.span for done in workouts)))
    found = _everyday(rng, traits, blocked)
    for done in workouts:
        found.extend(_exercise(rng, traits, done, start))
    found.sort()
    return tuple(minute for minute in found if 0 <= minute.at < length)


def _blocked(start: int, length: int, awake: Span, busy: Iterable[Span]) -> bytearray:
    mask = bytearray(b"\1" * length)
    begin = max(0, -((start - awake.start) // 60))
    end = min(length, (awake.end - start) // 60)
    mask[begin:end] = bytes(max(0, end - begin))
    for span in busy:
        first = max(0, (span.start - start) // 60)
        last = min(length, -((start - span.end) // 60))
        mask[first:last] = b"\1" * max(0, last - first)
    return mask


def _everyday(rng: Random, traits: Traits, blocked: bytearray) -> list[Minute]:
    found: list[Minute] = []
    stride, lively = traits.stride_walk_mm, traits.habits.pace
    climbs = traits.tracker is not None and traits.tracker.altimeter
    rest = max(4, int(34 / lively))
    chance, below = rng.random, rng.randrange
    at = below(6)
    while at < len(blocked):
        pace = (14, 22, 31, 46, 62, 85, 104)[int(chance() * 7)] * lively
        end = min(at + 1 + int(chance() * 7), len(blocked))
        for index in range(at, end):
            if not blocked[index]:
                steps = 1 + int(pace * (0.7 + 0.6 * chance()))
                floors = int(climbs and chance() < 0.035)
                found.append(Minute(index, steps, steps * stride, floors, 0, 12 + steps * 6 // 25))
        at = end + 2 + below(rest)
    return found


def _exercise(rng: Random, traits: Traits, done: Workout, start: int) -> list[Minute]:
    first = (done.start - start) // 60
    climbs = traits.tracker is not None and traits.tracker.altimeter and done.sport.cadence > 90
    return [
        _exercise_minute(rng, traits, done.sport, index, climbs=climbs)
        for index in range(first, first + done.minutes)
    ]


def _exercise_minute(
    rng: Random, traits: Traits, kind: Sport, index: int, *, climbs: bool
) -> Minute:
    vigour = rng.uniform(0.88, 1.12)
    steps = int(kind.cadence * vigour)
    stride = traits.stride_run_mm if kind.running else traits.stride_walk_mm
    mm = int(kind.speed_mm * vigour) if kind.speed_mm else steps * stride
    floors = int(climbs and rng.random() < 0.05)
    return Minute(index, steps, mm, floors, int(kind.strokes * vigour), int(kind.mets * vigour))
