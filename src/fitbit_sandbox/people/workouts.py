"""Plans the exercises of a day."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from fitbit_sandbox.people.chance import stream
from fitbit_sandbox.people.civil import epoch
from fitbit_sandbox.people.ids import Kind, make_id
from fitbit_sandbox.people.nights import Span
from fitbit_sandbox.people.sports import Sport, sport
from fitbit_sandbox.people.traits import Routine, Traits

_CHANCE_OF_GOING = 0.82
_AFTER_WAKING = 15 * 60
_REST = 10 * 60


class Workout(NamedTuple):
    """Holds one exercise that the tracker recognised."""

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


def plan_workouts(
    traits: Traits, seed: int, day: date, zone: str, awake: Span, nap: Span | None
) -> tuple[Workout, ...]:
    """Return the exercises of a day in order, between waking and going to bed, not in a nap."""
    luck = stream(seed, traits.number, day.toordinal(), "workouts")
    found: list[Workout] = []
    for routine in traits.habits.routines:
        going, late, longer = luck.random(), luck.randrange(-20, 21), luck.uniform(0.75, 1.25)
        if day.weekday() not in routine.days or going > _CHANCE_OF_GOING:
            continue
        start = epoch(day, (int(routine.hour * 60) + late) * 60, zone)
        span = _after(start, int(routine.minutes * longer), awake, found)
        if nap is not None and span.overlaps(nap):
            span = _after(nap.end + _REST, int(routine.minutes * longer), awake, found)
        if span.end <= awake.end:
            found.append(_workout(traits, day, routine, span, len(found)))
    return tuple(found)


def _after(start: int, minutes: int, awake: Span, found: list[Workout]) -> Span:
    earliest = max([awake.start + _AFTER_WAKING, *(done.end + _REST for done in found)])
    begin = max(start, -(-earliest // 60) * 60)
    return Span(begin, begin + minutes * 60)


def _workout(traits: Traits, day: date, routine: Routine, span: Span, item: int) -> Workout:
    number = make_id(traits.number, Kind.WORKOUT, day, item)
    minutes = (span.end - span.start) // 60
    return Workout(number, day, sport(routine.sport), span.start, minutes)
