"""Cuts a person's time into days by a clock: their own, or UTC when somebody asks so.

A life is made in local days. A day by another clock is put together from the local days
that it overlaps, minute by minute, so both ways of counting see the same minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from fitbit_sandbox.people.civil import clock_shift, day_minutes, day_start, local_date
from fitbit_sandbox.people.heart import HeartDay
from fitbit_sandbox.people.minutes import Day, Totals, level_of

if TYPE_CHECKING:
    from fitbit_sandbox.people.journal import LoggedActivity
    from fitbit_sandbox.people.person import Person

_DAY = timedelta(days=1)


class Days:
    """Answers for a person's days as one clock cuts them."""

    def __init__(self, person: Person, zone: str) -> None:
        """Take whose days, and the IANA name of the clock's zone."""
        self._person = person
        self.zone = zone
        self._own = zone == person.timezone

    def day(self, day: date) -> Day:
        """Return the tracker's minutes of a day, whole even if the day is not over."""
        life = self._person.life
        return life.day(day) if self._own else self._cut(day)

    def heart(self, day: date) -> HeartDay | None:
        """Return the heart rate of a day; None where no device could measure it."""
        life = self._person.life
        return life.heart(day) if self._own else self._cut_heart(day)

    def wall(self, day: date) -> list[int]:
        """Return for each minute of a day the minute of the wall clock it shows, 0 to 1439."""
        length = day_minutes(day, self.zone)
        shift = clock_shift(day, self.zone) if length != 24 * 60 else None
        if shift is None:
            return list(range(length))
        at, by = shift
        return [index if index < at else index + by for index in range(length)]

    def tracked(self, day: date, now: float) -> Totals:
        """Return what the tracker counted on a day up to now."""
        key = (self.zone, day)
        known = self._person.kept_totals.get(key)
        if known is not None and day_start(day, self.zone) + known.minutes * 60 <= now:
            return known
        minutes = self.day(day)
        totals = minutes.totals(minutes.elapsed(now))
        if totals.minutes == minutes.length:
            self._person.kept_totals[key] = totals
        return totals

    def totals(self, day: date, now: float) -> Totals:
        """Return the day's sums up to now with the activities entered by hand."""
        totals = self.tracked(day, now)
        for log in self.logged(day):
            totals = totals._replace(
                steps=totals.steps + log.steps,
                mm=totals.mm + log.mm,
                above=totals.above + log.calories * 1000,
                activity=totals.activity + log.calories * 1000,
            )
        return totals

    def logged(self, day: date) -> list[LoggedActivity]:
        """Return the activities entered by hand that begin on a day."""
        if self._own:
            return self._person.activities(day)
        near = (day - _DAY, day, day + _DAY)
        logs = chain.from_iterable(map(self._person.activities, near))
        return [log for log in logs if local_date(log.start, self.zone) == day]

    def sedentary(self, day: date, now: float) -> int:
        """Return the minutes of a day neither active nor spent in a recorded bed."""
        minutes = self.day(day)
        until = minutes.elapsed(now)
        still = bytearray(b"\1" * until)
        for begin, end in self._beds(day, now):
            first = min(until, max(0, -((minutes.start - begin) // 60)))
            last = max(first, min(until, -((minutes.start - end) // 60)))
            still[first:last] = bytes(last - first)
        for minute in minutes.minutes:
            if minute.at < until and level_of(minute.mets):
                still[minute.at] = 0
        return sum(still)

    def _beds(self, day: date, now: float) -> Iterator[tuple[int, int]]:
        near = (day, day + _DAY) if self._own else (day - _DAY, day, day + _DAY)
        for date_of_sleep in near:
            for sleep in self._person.sleeps(date_of_sleep, now):
                yield sleep.start, sleep.end

    def _pieces(self, day: date) -> Iterator[tuple[Day, int]]:
        """Yield the local days that overlap a day, and how much later each begins, in minutes."""
        start = day_start(day, self.zone)
        for near in (day - _DAY, day, day + _DAY):
            piece = self._person.life.day(near)
            late = (piece.start - start) // 60
            if -piece.length < late < day_minutes(day, self.zone):
                yield piece, late

    def _cut(self, day: date) -> Day:
        start, length = day_start(day, self.zone), day_minutes(day, self.zone)
        pieces = list(self._pieces(day))
        minutes = tuple(
            minute._replace(at=minute.at + late)
            for piece, late in pieces
            for minute in piece.minutes
            if 0 <= minute.at + late < length
        )
        off = tuple(
            (max(0, begin + late), min(length, end + late))
            for piece, late in pieces
            for begin, end in piece.off
            if begin + late < length and end + late > 0
        )
        workouts = tuple(
            done
            for piece, _ in pieces
            for done in piece.workouts
            if start <= done.start < start + length * 60
        )
        basal = pieces[-1][0].basal
        return Day(day, start, length, basal, minutes, workouts, off)

    def _cut_heart(self, day: date) -> HeartDay | None:
        length = day_minutes(day, self.zone)
        bpm, patterns, last = bytearray(length), bytearray(length), None
        for piece, late in self._pieces(day):
            heart = self._person.life.heart(piece.date)
            if heart is None:
                continue
            last = heart
            first, end = max(0, late), min(length, late + piece.length)
            bpm[first:end] = heart.bpm[first - late : end - late]
            patterns[first:end] = heart.patterns[first - late : end - late]
        if last is None:
            return None
        return HeartDay(last.resting, last.zones, bytes(bpm), bytes(patterns))
