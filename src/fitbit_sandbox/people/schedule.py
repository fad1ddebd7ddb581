"""A sample person's plans: nights, naps and exercises, and when the tracker is worn.

Each purpose of each day has random numbers of its own, so a day comes out the same
whatever was asked before it, and asking for heart rates never changes the steps.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache, wraps
from random import Random
from threading import RLock
from typing import Any, NamedTuple, TypeVar

from fitbit_sandbox.data import read_data
from fitbit_sandbox.people.civil import day_start, epoch
from fitbit_sandbox.people.ids import Kind, make_id
from fitbit_sandbox.people.traits import Traits

_S = TypeVar("_S", bound="Schedule")
_T = TypeVar("_T")
_MAX_KEPT = 4000
_CHANCE_OF_GOING = 0.82
_AFTER_WAKING = 15 * 60
_REST = 10 * 60
DAY = timedelta(days=1)


class Span(NamedTuple):
    """A stretch of physical time, in seconds since the epoch, end excluded."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Return whether two stretches share a moment."""
        return self.start < other.end and other.start < self.end


class Sport(NamedTuple):
    """One kind of exercise, minute by minute."""

    key: str
    name: str
    activity_id: int
    """Fitbit's activity type."""
    mets: int
    """Ten times the metabolic equivalent."""
    cadence: int
    """Steps a minute; 0 where the feet do not count."""
    speed_mm: int
    """Millimetres a minute where distance does not come from steps."""
    strokes: int
    running: bool
    outdoors: bool


@cache
def sports() -> dict[str, Sport]:
    """Return the kinds of exercise that sample people do, by their key."""
    return {item["key"]: Sport(**item) for item in read_data("people/sports.json")}


class Workout(NamedTuple):
    """One exercise that the tracker recognised."""

    id: int
    day: date
    sport: Sport
    start: int
    minutes: int

    @property
    def end(self) -> int:
        """Return the moment it ended."""
        return self.start + self.minutes * 60

    @property
    def span(self) -> Span:
        """Return its time."""
        return Span(self.start, self.end)


def kept(draw: Callable[[_S, date], _T]) -> Callable[[_S, date], _T]:
    """Draw a day when it is first asked for, and keep it; the oldest are drawn again."""

    @wraps(draw)
    def keep(self: _S, day: date) -> _T:
        key = (draw.__name__, day)
        with self.lock:
            if key not in self.kept:
                self.kept[key] = draw(self, day)
                if len(self.kept) > _MAX_KEPT:
                    self.kept.popitem(last=False)
            found: _T = self.kept[key]
            return found

    return keep


class Schedule:
    """When a person sleeps and exercises, and when the tracker is on the wrist."""

    def __init__(self, traits: Traits, seed: int, zone: str) -> None:
        """Take who lives, by which chance, on which clock."""
        self.traits = traits
        self.seed = seed
        self.zone = zone
        self.lock = RLock()
        self.kept: OrderedDict[tuple[str, date], Any] = OrderedDict()

    def rng(self, day: date, purpose: str, every: int = 1) -> Random:
        """Return the random numbers of one purpose for a day, or for *every* so many days."""
        number = day.toordinal() // every
        return Random(f"{self.seed}/{self.traits.number}/{number}/{purpose}")

    def night(self, day: date) -> Span:
        """Return the night that ends on a day, lying down to getting up, recorded or not."""
        rng, habits = self.rng(day, "night"), self.traits.habits
        weekend = 0.7 if day.weekday() in {5, 6} else 0.0
        bed = habits.bed + weekend / 2 + rng.uniform(-0.7, 0.9)
        wake = habits.wake + weekend + rng.uniform(-0.5, 0.6)
        start = epoch(day - DAY, int(bed * 120) * 30, self.zone)
        end = epoch(day, int(wake * 60) * 60, self.zone)
        return Span(start, start + max(180, (end - start) // 60) * 60)

    def nap(self, day: date) -> Span | None:
        """Return the nap of a day, recorded or not, if there is one."""
        rng = self.rng(day, "nap")
        if rng.random() >= self.traits.habits.naps:
            return None
        start = epoch(day, (13 * 60 + rng.randrange(15, 100)) * 60, self.zone)
        return Span(start, start + rng.randrange(25, 80) * 60)

    def awake(self, day: date) -> Span:
        """Return the time from getting up to the next night, or to midnight if that is first."""
        tomorrow = day + DAY
        midnight = day_start(tomorrow, self.zone)
        return Span(self.night(day).end, min(midnight, self.night(tomorrow).start))

    def in_drawer(self, day: date) -> bool:
        """Return whether the tracker lay in a drawer for all of a day."""
        rng = self.rng(day, "gap", every=7)
        if rng.random() >= self.traits.habits.gaps:
            return False
        first, days = rng.randrange(7), rng.choice((1, 1, 2, 3))
        return first <= day.toordinal() % 7 < first + days

    def worn_at_night(self, day: date) -> bool:
        """Return whether the tracker was on the wrist in the night that ends on a day."""
        if day <= self.traits.since or self.traits.tracker is None:
            return False
        if self.in_drawer(day) or self.in_drawer(day - DAY):
            return False
        return self.rng(day, "bare").random() >= self.traits.habits.bare_nights

    def has_tracker_data(self, day: date) -> bool:
        """Return whether the tracker was worn at all on a day."""
        if day < self.traits.since or self.traits.tracker is None:
            return False
        return not self.in_drawer(day)

    @kept
    def workouts(self, day: date) -> tuple[Workout, ...]:
        """Return the exercises the tracker saw on a day: between nights, not in a nap, in order."""
        if not self.has_tracker_data(day):
            return ()
        rng, awake, nap = self.rng(day, "workouts"), self.awake(day), self.nap(day)
        found: list[Workout] = []
        for routine in self.traits.habits.routines:
            going, late, longer = rng.random(), rng.randrange(-20, 21), rng.uniform(0.75, 1.25)
            if day.weekday() not in routine.days or going > _CHANCE_OF_GOING:
                continue
            start = epoch(day, (int(routine.hour * 60) + late) * 60, self.zone)
            minutes = int(routine.minutes * longer)
            span = _after(start, minutes, awake, found)
            if nap is not None and span.overlaps(nap):
                span = _after(nap.end + _REST, minutes, awake, found)
            if span.end <= awake.end:
                number = make_id(self.traits.number, Kind.WORKOUT, day, len(found))
                sport = sports()[routine.sport]
                found.append(Workout(number, day, sport, span.start, minutes))
        return tuple(found)


def _after(start: int, minutes: int, awake: Span, found: list[Workout]) -> Span:
    earliest = max([awake.start + _AFTER_WAKING, *(done.end + _REST for done in found)])
    begin = max(start, -(-earliest // 60) * 60)
    return Span(begin, begin + minutes * 60)
