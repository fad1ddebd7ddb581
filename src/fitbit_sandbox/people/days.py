"""A person's time cut into days by a clock: their own, or UTC when somebody asks so.

A life is made in local days. A day by another clock is put together from the local days
that it overlaps, minute by minute, so both ways of counting see the same minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from fitbit_sandbox.people.civil import day_minutes, day_start, local, local_date
from fitbit_sandbox.people.heart import HeartDay
from fitbit_sandbox.people.logs import LoggedActivity
from fitbit_sandbox.people.minutes import Day, Totals, level_of
from fitbit_sandbox.people.person import Person
from fitbit_sandbox.people.schedule import DAY


class Days:
    """A person's days as one clock cuts them."""

    def __init__(self, person: Person, zone: str | None = None) -> None:
        """Take whose days, and the IANA name of the clock's zone, their own unless given."""
        self._person = person
        self.zone = zone or person.timezone
        self._own = self.zone == person.timezone

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
        start, length = day_start(day, self.zone), day_minutes(day, self.zone)
        if length == 24 * 60:
            return list(range(length))
        shown = (local(start + 60 * at, self.zone) for at in range(length))
        return [clock.hour * 60 + clock.minute for clock in shown]

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
        for log in self.logged(day, now):
            totals = totals._replace(
                steps=totals.steps + log.steps,
                mm=totals.mm + log.mm,
                above=totals.above + log.calories * 1000,
                activity=totals.activity + log.calories * 1000,
            )
        return totals

    def logged(self, day: date, now: float) -> list[LoggedActivity]:
        """Return the activities entered by hand that begin on a day."""
        if self._own:
            return self._person.activities.on(day, now)
        near = (day - DAY, day, day + DAY)
        logs = chain.from_iterable(self._person.activities.on(at, now) for at in near)
        return [log for log in logs if local_date(log.start, self.zone) == day]

    def sedentary(self, day: date, now: float) -> list[int]:
        """Return the minutes of a day neither active nor spent in a recorded bed."""
        minutes = self.day(day)
        active = {minute.at for minute in minutes.minutes if level_of(minute.mets)}
        still = set(range(minutes.elapsed(now))) - active
        for date_of_sleep in (day, day + DAY) if self._own else (day - DAY, day, day + DAY):
            for sleep in self._person.sleeps.on(date_of_sleep, now):
                first, last = (-((minutes.start - at) // 60) for at in (sleep.start, sleep.end))
                still.difference_update(range(max(0, first), max(0, last)))
        return sorted(still)

    def _pieces(self, day: date) -> Iterator[tuple[Day, int]]:
        """Yield the local days that overlap a day, and how much later each begins, in minutes."""
        start = day_start(day, self.zone)
        for near in (day - DAY, day, day + DAY):
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
