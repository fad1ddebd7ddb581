"""Joins a sample person's life with what was written about it through the API."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from threading import RLock
from typing import Any, TypeVar

from fitbit_sandbox.people.body import Fat, Weight
from fitbit_sandbox.people.civil import local_date
from fitbit_sandbox.people.days import Days
from fitbit_sandbox.people.ids import Kind, read_id, written_id
from fitbit_sandbox.people.intake import Drink, Meal
from fitbit_sandbox.people.journal import Journal, Log, LoggedActivity
from fitbit_sandbox.people.life import Life
from fitbit_sandbox.people.minutes import Totals
from fitbit_sandbox.people.nightly import Nightly, Warmth
from fitbit_sandbox.people.settings import Settings, first_settings
from fitbit_sandbox.people.sleep import Sleep
from fitbit_sandbox.people.traits import Traits
from fitbit_sandbox.people.workouts import Workout

Watcher = Callable[[str, date], None]
"""Is told, after a write, which collection has changed on which day."""
_DAY = timedelta(days=1)
_L = TypeVar("_L", bound=Log)


class Person:
    """Is somebody who lives in the sandbox: reading never changes anything, writing is kept."""

    def __init__(self, traits: Traits, seed: int) -> None:
        """Take who it is and the chance by which the days come out."""
        self.traits = traits
        self.seed = seed
        self.lock = RLock()
        """Hold it to read and write in one step."""
        self.settings: Settings = first_settings(traits)
        self.shelf: dict[str, Any] = {}
        """Keeps what has no place in the model: goals, favourites, alarms, own foods."""
        self.friends: tuple[Person, ...] = ()
        self._watchers: list[Watcher] = []
        self._lives: dict[str, Life] = {}
        self.kept_totals: dict[tuple[str, date], Totals] = {}
        """Sums of days that were over when first asked for."""
        self._numbers = count(1)
        self._activities: Journal[LoggedActivity] = Journal()
        self._workouts: Journal[Workout] = Journal()
        self._sleeps: Journal[Sleep] = Journal()
        self._weights: Journal[Weight] = Journal()
        self._fats: Journal[Fat] = Journal()
        self._drinks: Journal[Drink] = Journal()
        self._meals: Journal[Meal] = Journal()

    @property
    def id(self) -> str:
        """Return the encoded id, as it stands in paths."""
        return self.traits.id

    @property
    def name(self) -> str:
        """Return the full name."""
        return self.settings.full_name

    @property
    def about(self) -> str:
        """Return one line about what is special here."""
        return self.traits.about

    @property
    def timezone(self) -> str:
        """Return the IANA name of the zone the person lives in."""
        return self.settings.timezone

    @property
    def life(self) -> Life:
        """Return the life as lived on the clock of the profile's time zone."""
        with self.lock:
            zone = self.settings.timezone
            if zone not in self._lives:
                self._lives[zone] = Life(self.traits, self.seed, zone)
            return self._lives[zone]

    def today(self, now: float) -> date:
        """Return the person's date at a moment."""
        return local_date(now, self.timezone)

    def change(self, **values: Any) -> None:
        """Change settings of the profile."""
        with self.lock:
            self.settings = replace(self.settings, **values)

    def watch(self, watcher: Watcher) -> None:
        """Tell somebody of everything that is written from now on."""
        self._watchers.append(watcher)

    def new_id(self) -> int:
        """Return an id for a log about to be written."""
        return written_id(self.traits.number, next(self._numbers))

    def days(self, zone: str | None = None) -> Days:
        """Return the person's days, cut by their own clock or by another zone's."""
        return Days(self, zone or self.timezone)

    def span(self, now: float) -> tuple[date, date]:
        """Return the first and the last day on which there can be any log."""
        days = [log.day for log in self._activities.written()]
        days += [self.sleep_date(log) for log in self._sleeps.written()]
        moments = [log.moment for log in self._weights.written()]
        moments += [log.moment for log in self._fats.written()]
        days += [local_date(moment, self.timezone) for moment in moments]
        return min([self.traits.since, *days]), max([self.today(now), *days])

    # -- exercises ------------------------------------------------------------------

    def workouts(self, day: date, now: float) -> list[Workout]:
        """Return the recognised exercises of a day that have ended and were not deleted."""
        lived = [done for done in self.life.workouts(day) if done.end <= now]
        return self._workouts.over(lived, lambda _: False)

    def activities(self, day: date) -> list[LoggedActivity]:
        """Return the activities entered by hand for a day."""
        return self._activities.over((), lambda log: log.day == day)

    def add_activity(self, log: LoggedActivity) -> LoggedActivity:
        """Write an activity."""
        return self._write(self._activities, log, "activities", log.day)

    def find_exercise(self, number: int, now: float) -> Workout | LoggedActivity | None:
        """Return an exercise by its log id, or None."""
        for log in self._activities.written():
            if log.id == number:
                return log
        lived = self.workouts(self._day_of(number, Kind.WORKOUT), now)
        return next((done for done in lived if done.id == number), None)

    def delete_exercise(self, number: int, now: float) -> bool:
        """Delete an exercise; say whether it existed. Tracked steps stay in the day."""
        with self.lock:
            found = self.find_exercise(number, now)
            if found is None:
                return False
            journal: Journal[Any] = (
                self._workouts if isinstance(found, Workout) else self._activities
            )
            journal.delete(number)
            self._tell("activities", local_date(found.start, self.timezone))
            return True

    # -- sleep ----------------------------------------------------------------------

    def sleeps(self, day: date, now: float) -> list[Sleep]:
        """Return the sleeps that end on a day and are over, in order."""
        lived = [sleep for sleep in self.life.sleeps(day) if sleep.end <= now]
        found = self._sleeps.over(lived, lambda sleep: self.sleep_date(sleep) == day)
        return sorted(found, key=lambda sleep: (sleep.start, sleep.id))

    def sleep_date(self, sleep: Sleep) -> date:
        """Return the date a sleep belongs to: the one on which it ends."""
        return local_date(sleep.end, self.timezone)

    def main_sleep(self, day: date, now: float) -> Sleep | None:
        """Return the longest sleep of a day."""
        sleeps = self.sleeps(day, now)
        return max(sleeps, key=lambda sleep: sleep.seconds) if sleeps else None

    def add_sleep(self, sleep: Sleep) -> Sleep:
        """Write a sleep."""
        return self._write(self._sleeps, sleep, "sleep", self.sleep_date(sleep))

    def delete_sleep(self, number: int, now: float) -> bool:
        """Delete a sleep; say whether it existed."""
        with self.lock:
            logs = self.sleeps(self._day_of(number, Kind.SLEEP), now)
            return self._delete(self._sleeps, number, logs, "sleep", self.sleep_date)

    def nightly(self, day: date, now: float) -> Nightly | None:
        """Return the night's health metrics once the night is over."""
        found = self.life.nightly(day)
        return found if found is not None and found.end <= now else None

    def core(self, day: date, now: float) -> list[Warmth]:
        """Return the core temperatures entered on a day up to now."""
        return [log for log in self.life.core(day) if log.moment <= now]

    # -- body -----------------------------------------------------------------------

    def weights(self, day: date, now: float) -> list[Weight]:
        """Return the weight logs of a day, in order of time."""
        weighing = self.life.weighing(day)
        lived = [weighing[0]] if weighing and weighing[0].moment <= now else []
        found = self._weights.over(lived, lambda log: self._falls_on(log.moment, day))
        return sorted(found, key=lambda log: (log.moment, log.id))

    def fats(self, day: date, now: float) -> list[Fat]:
        """Return the body fat logs of a day, in order of time."""
        weighing = self.life.weighing(day)
        lived = [weighing[1]] if weighing and weighing[1].moment <= now else []
        found = self._fats.over(lived, lambda log: self._falls_on(log.moment, day))
        return sorted(found, key=lambda log: (log.moment, log.id))

    def add_weight(self, log: Weight) -> Weight:
        """Write a weight."""
        return self._write(self._weights, log, "body", self._date_of(log))

    def add_fat(self, log: Fat) -> Fat:
        """Write a body fat percentage."""
        return self._write(self._fats, log, "body", self._date_of(log))

    def delete_weight(self, number: int, now: float) -> bool:
        """Delete a weight; say whether it existed."""
        with self.lock:
            logs = self.weights(self._day_of(number, Kind.WEIGHT), now)
            return self._delete(self._weights, number, logs, "body", self._date_of)

    def delete_fat(self, number: int, now: float) -> bool:
        """Delete a body fat log; say whether it existed."""
        with self.lock:
            logs = self.fats(self._day_of(number, Kind.FAT), now)
            return self._delete(self._fats, number, logs, "body", self._date_of)

    # -- water and food -------------------------------------------------------------

    def drinks(self, day: date, now: float) -> list[Drink]:
        """Return the water logs of a day, in order."""
        lived = [log for log in self.life.drinks(day) if log.moment <= now]
        return self._drinks.over(lived, lambda log: log.day == day)

    def meals(self, day: date, now: float) -> list[Meal]:
        """Return the food logs of a day, in order."""
        lived = [log for log in self.life.meals(day) if log.moment <= now]
        return self._meals.over(lived, lambda log: log.day == day)

    def put_drink(self, log: Drink) -> Drink:
        """Write a water log, new or changed."""
        return self._write(self._drinks, log, "foods", log.day)

    def put_meal(self, log: Meal) -> Meal:
        """Write a food log, new or changed."""
        return self._write(self._meals, log, "foods", log.day)

    def find_drink(self, number: int, now: float) -> Drink | None:
        """Return a water log by its id, or None."""
        logs = self.drinks(self._day_of(number, Kind.WATER), now)
        return _find(number, (*self._drinks.written(), *logs))

    def find_meal(self, number: int, now: float) -> Meal | None:
        """Return a food log by its id, or None."""
        logs = self.meals(self._day_of(number, Kind.FOOD), now)
        return _find(number, (*self._meals.written(), *logs))

    def delete_drink(self, number: int, now: float) -> bool:
        """Delete a water log; say whether it existed."""
        with self.lock:
            log = self.find_drink(number, now)
            return self._delete(self._drinks, number, [log] if log else [], "foods", _day)

    def delete_meal(self, number: int, now: float) -> bool:
        """Delete a food log; say whether it existed."""
        with self.lock:
            log = self.find_meal(number, now)
            return self._delete(self._meals, number, [log] if log else [], "foods", _day)

    # -- writing --------------------------------------------------------------------

    def _write(self, journal: Journal[_L], log: _L, collection: str, day: date) -> _L:
        with self.lock:
            journal.put(log)
            self._tell(collection, day)
            return log

    def _delete(
        self,
        journal: Journal[_L],
        number: int,
        logs: Iterable[_L],
        collection: str,
        day_of: Callable[[_L], date],
    ) -> bool:
        """Delete a log that was written or is one of these; say whether it existed."""
        found = _find(number, (*journal.written(), *logs))
        if found is None:
            return False
        journal.delete(number)
        self._tell(collection, day_of(found))
        return True

    def _tell(self, collection: str, day: date) -> None:
        for watcher in self._watchers:
            watcher(collection, day)

    def _date_of(self, log: Weight | Fat) -> date:
        return local_date(log.moment, self.timezone)

    def _falls_on(self, moment: float, day: date) -> bool:
        return local_date(moment, self.timezone) == day

    def _day_of(self, number: int, kind: Kind) -> date:
        parts = read_id(number)
        mine = parts.person == self.traits.number and parts.kind == kind
        return parts.day if mine else self.traits.since - 2 * _DAY


def _find(number: int, logs: Iterable[_L]) -> _L | None:
    return next((log for log in logs if log.id == number), None)


def _day(log: Drink | Meal) -> date:
    return log.day
