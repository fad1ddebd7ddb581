"""A person's days minute by minute, as far as a view sees them, and what they count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, NamedTuple

from fitbit_sandbox.google.sources import HAND, TRACKER, Origin
from fitbit_sandbox.google.view import View
from fitbit_sandbox.people.minutes import FLOOR_MM, Day, Minute, level_of


class Share(NamedTuple):
    """One minute's part of an activity that was entered by hand."""

    moment: int
    steps: int
    mm: int
    calories: int
    """In thousandths."""
    origin: Origin


class Stretch(NamedTuple):
    """A stretch of minutes of one kind."""

    start: int
    end: int
    kind: int


def tracked(view: View, day: date) -> tuple[Day, int] | None:
    """Return a day as the tracker saw it and how much of it is over; None if it saw nothing."""
    if not view.sees(TRACKER) or not view.person.life.has_tracker_data(day):
        return None
    found = view.days.day(day)
    until = found.elapsed(view.now)
    return (found, until) if until else None


def passed(day: Day, until: int) -> Iterator[Minute]:
    """Yield the minutes in which something happened and that are over."""
    return (minute for minute in day.minutes if minute.at < until)


def shares(view: View, day: date) -> list[Share]:
    """Return the activities entered by hand on a day, spread evenly over their minutes."""
    whole, found = view.days.day(day), list[Share]()
    for log in view.person.activities.on(day, view.now):
        origin = view.origin_of(log.id, HAND)
        if view.sees(origin):
            found += [
                Share(whole.start + at * 60, steps, mm, calories, origin)
                for at, steps, mm, calories in whole.shares(log)
            ]
    return found


def sedentary(view: View, day: date) -> list[int]:
    """Return the beginnings of the minutes neither active nor spent in a recorded bed."""
    found = tracked(view, day)
    if found is None:
        return []
    return [found[0].start + at * 60 for at in view.days.sedentary(day, view.now)]


def levels(view: View, day: date) -> list[tuple[int, int]]:
    """Return (moment, level of activity) of the minutes in which the tracker was worn."""
    found = tracked(view, day)
    if found is None:
        return []
    minutes, until = found
    active = {minute.at: level_of(minute.mets) for minute in passed(minutes, until)}
    mask = minutes.worn(until)
    seen = (at for at in range(until) if mask[at] or at in active)
    return [(minutes.start + at * 60, active.get(at, 0)) for at in seen]


def stretches(cells: list[tuple[int, int]]) -> list[Stretch]:
    """Return minutes that follow each other and are of one kind as one stretch."""
    found: list[Stretch] = []
    for moment, kind in cells:
        if found and (found[-1].end, found[-1].kind) == (moment, kind):
            found[-1] = found[-1]._replace(end=moment + 60)
        else:
            found.append(Stretch(moment, moment + 60, kind))
    return found


@dataclass(frozen=True)
class Counter:
    """A type of data that counts something in each minute."""

    quantity: Literal["steps", "mm", "floors", "climbed", "strokes", "above"]
    field: str
    """The data point's member that holds the count."""
    whole: bool = True
    """Whether counts are int64, hence text; others are thousandths and shown as a double."""
    zeros: bool = True
    """Whether a row of zero says that the tracker was worn and counted nothing."""
    on_the_phone: bool = False
    """Whether a phone in the pocket counts the same once more."""
    climbing: bool = False
    """Whether it takes an altimeter."""

    def of_minute(self, day: Day, minute: Minute) -> int:
        """Return what the tracker counted in a minute."""
        if self.quantity == "climbed":
            return minute.floors * FLOOR_MM
        if self.quantity == "above":
            return day.calories_at(minute.mets) - day.basal
        value: int = getattr(minute, self.quantity)
        return value

    def of_share(self, share: Share) -> int:
        """Return a minute's part of what was entered by hand."""
        return {"steps": share.steps, "mm": share.mm, "above": share.calories}.get(self.quantity, 0)

    def show(self, count: int) -> Any:
        """Return a count as JSON has it."""
        return str(count) if self.whole else count / 1000

    def measured(self, view: View) -> bool:
        """Return whether the person's tracker can count it."""
        return not self.climbing or view.person.traits.can("altimeter")


@cache
def counters() -> Mapping[str, Counter]:
    """Return the counting types by name."""
    return {
        "steps": Counter("steps", "count", on_the_phone=True),
        "distance": Counter("mm", "millimeters", on_the_phone=True),
        "floors": Counter("floors", "count", climbing=True),
        "altitude": Counter("climbed", "gainMillimeters", climbing=True),
        "active-energy-burned": Counter("above", "kcal", whole=False, zeros=False),
        "swim-lengths-data": Counter("strokes", "strokeCount", zeros=False),
    }


def tracked_counts(view: View, day: date, counter: Counter) -> list[tuple[int, int]]:
    """Return (moment, count) of the tracker's minutes in which there was something to count."""
    found = tracked(view, day)
    if found is None or not counter.measured(view):
        return []
    whole, until = found
    counts = ((m.at, counter.of_minute(whole, m)) for m in passed(whole, until))
    return [(whole.start + at * 60, count) for at, count in counts if count]


def counts_with_zeros(view: View, day: date, counter: Counter) -> list[tuple[int, int]]:
    """Return (moment, count) of everything that a total adds up, true zeros included."""
    cells, found = tracked_counts(view, day, counter), tracked(view, day)
    if found and counter.zeros and counter.measured(view):
        known, mask = {moment for moment, _ in cells}, found[0].worn(found[1])
        worn = (found[0].start + at * 60 for at, on in enumerate(mask) if on)
        cells += [(moment, 0) for moment in worn if moment not in known]
    parts = ((share.moment, counter.of_share(share)) for share in shares(view, day))
    return cells + [(moment, count) for moment, count in parts if count]
