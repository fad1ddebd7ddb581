"""Reads a day of a person minute by minute, as far as a view sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from fitbit_sandbox.google.sources import HAND, TRACKER, Origin
from fitbit_sandbox.google.view import View
from fitbit_sandbox.people.minutes import Day, Minute, level_of


class Share(NamedTuple):
    """Holds one minute's part of an activity that was entered by hand."""

    moment: int
    steps: int
    mm: int
    calories: int
    """In thousandths."""
    origin: Origin


class Run(NamedTuple):
    """Holds a stretch of minutes of one kind."""

    start: int
    end: int
    kind: int


Reading = Callable[[Day, Minute], int]


def tracked(view: View, day: date) -> tuple[Day, int] | None:
    """Return a day as the tracker saw it and how much of it is over; None if it saw nothing."""
    if not view.sees(TRACKER) or not view.is_worn(day):
        return None
    found = view.days.day(day)
    until = found.elapsed(view.now)
    return (found, until) if until else None


def passed(day: Day, until: int) -> Iterator[Minute]:
    """Yield the minutes in which something happened and that are over."""
    return (minute for minute in day.minutes if minute.at < until)


def readings(view: View, day: date, read: Reading) -> list[tuple[int, int]]:
    """Return (moment, value) of the tracker's minutes that have some."""
    found = tracked(view, day)
    if found is None:
        return []
    minutes, until = found
    values = ((minute.at, read(minutes, minute)) for minute in passed(minutes, until))
    return [(minutes.start + at * 60, value) for at, value in values if value]


def worn(view: View, day: date) -> list[int]:
    """Return the beginnings of the minutes in which the tracker was worn."""
    found = tracked(view, day)
    if found is None:
        return []
    minutes, until = found
    mask = minutes.worn(until)
    return [minutes.start + at * 60 for at, on in enumerate(mask) if on]


def shares(view: View, day: date) -> list[Share]:
    """Return the activities entered by hand on a day, spread evenly over their minutes."""
    whole = view.days.day(day)
    logs = ((log, view.origin_of(log.id, HAND)) for log in view.person.activities.on(day, view.now))
    return [
        Share(whole.start + share.at * 60, share.steps, share.mm, share.calories, origin)
        for log, origin in logs
        if view.sees(origin)
        for share in whole.shares(log)
    ]


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


def runs(cells: list[tuple[int, int]]) -> list[Run]:
    """Return minutes that follow each other and are of one kind as one stretch."""
    found: list[Run] = []
    for moment, kind in cells:
        if found and (found[-1].end, found[-1].kind) == (moment, kind):
            found[-1] = found[-1]._replace(end=moment + 60)
        else:
            found.append(Run(moment, moment + 60, kind))
    return found
