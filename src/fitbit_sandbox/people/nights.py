"""Plans when a person sleeps: every night and nap, whether or not a tracker records it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from fitbit_sandbox.people.chance import chance, stream
from fitbit_sandbox.people.civil import epoch
from fitbit_sandbox.people.traits import Traits


class Span(NamedTuple):
    """Holds a stretch of physical time, in seconds since the epoch, end excluded."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Say whether two stretches share a moment."""
        return self.start < other.end and other.start < self.end


def night(traits: Traits, seed: int, day: date, zone: str) -> Span:
    """Return the night that ends on a day: from lying down to getting up."""
    luck = stream(seed, traits.number, day.toordinal(), "night")
    habits = traits.habits
    weekend = 0.7 if day.weekday() in {5, 6} else 0.0
    bed = habits.bed + weekend / 2 + luck.uniform(-0.7, 0.9)
    wake = habits.wake + weekend + luck.uniform(-0.5, 0.6)
    start = epoch(day - timedelta(days=1), int(bed * 120) * 30, zone)
    end = epoch(day, int(wake * 60) * 60, zone)
    return Span(start, start + max(180, (end - start) // 60) * 60)


def nap(traits: Traits, seed: int, day: date, zone: str) -> Span | None:
    """Return the nap of a day, if there is one."""
    luck = stream(seed, traits.number, day.toordinal(), "nap")
    if luck.random() >= traits.habits.naps:
        return None
    start = epoch(day, (13 * 60 + luck.randrange(15, 100)) * 60, zone)
    return Span(start, start + luck.randrange(25, 80) * 60)


def in_drawer(traits: Traits, seed: int, day: date) -> bool:
    """Say whether the tracker lay in a drawer for all of a day."""
    week, weekday = divmod(day.toordinal(), 7)
    luck = stream(seed, traits.number, week, "gap")
    if luck.random() >= traits.habits.gaps:
        return False
    first, days = luck.randrange(7), luck.choice((1, 1, 2, 3))
    return first <= weekday < first + days


def worn_at_night(traits: Traits, seed: int, day: date) -> bool:
    """Say whether the tracker was on the wrist in the night that ends on a day."""
    if day <= traits.since or traits.tracker is None:
        return False
    if in_drawer(traits, seed, day) or in_drawer(traits, seed, day - timedelta(days=1)):
        return False
    return chance(seed, traits.number, day.toordinal(), "bare") >= traits.habits.bare_nights


def worn_by_day(traits: Traits, seed: int, day: date) -> bool:
    """Say whether the tracker was worn at all on a day."""
    if day < traits.since or traits.tracker is None:
        return False
    return not in_drawer(traits, seed, day)
