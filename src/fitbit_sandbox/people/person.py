"""A sample person: a generated life, and what was written about it through the API."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from itertools import count
from operator import attrgetter
from threading import RLock
from typing import Any, Generic, Protocol, TypeVar

from fitbit_sandbox.people.civil import local_date
from fitbit_sandbox.people.ids import Kind, read_id, written_id
from fitbit_sandbox.people.life import Life
from fitbit_sandbox.people.logs import Drink, Fat, LoggedActivity, Meal, Weight
from fitbit_sandbox.people.minutes import Totals
from fitbit_sandbox.people.nightly import Nightly, Warmth
from fitbit_sandbox.people.schedule import Workout
from fitbit_sandbox.people.sleep import Sleep
from fitbit_sandbox.people.traits import Settings, Traits, first_settings

Watcher = Callable[[str, date], None]
"""Called after a write with the collection and the day that have changed."""


class Log(Protocol):
    """Anything with a log id."""

    @property
    def id(self) -> int:
        """Return the log's id."""
        ...


_L = TypeVar("_L", bound=Log)


class Logs(Generic[_L]):
    """A person's logs of one kind: the generated ones, overlaid with written and deleted ones."""

    def __init__(
        self,
        person: Person,
        kind: Kind,
        collection: str,
        generated: Callable[[Life, date], Iterable[_L]],
        known: Callable[[_L], float],
        day_of: Callable[[_L], date],
        order: Callable[[_L], Any] | None = None,
    ) -> None:
        """Take how logs are generated, when one is *known*, and which day it belongs to.

        *collection* is what watchers are told has changed. Without an *order* the generated
        logs of a day come first.
        """
        self._person = person
        self._kind = kind
        self._collection = collection
        self._generated = generated
        self._known = known
        self.day_of = day_of
        self._order = order
        self._written: dict[int, _L] = {}
        self._deleted: set[int] = set()

    def written(self) -> list[_L]:
        """Return everything written and not deleted."""
        return list(self._written.values())

    def on(self, day: date, now: float) -> list[_L]:
        """Return the logs of a day that are known by now."""
        written, deleted = dict(self._written), set(self._deleted)
        lived = (log for log in self._generated(self._person.life, day) if self._known(log) <= now)
        found = [written.pop(log.id, log) for log in lived if log.id not in deleted]
        found += [log for log in written.values() if self.day_of(log) == day]
        return sorted(found, key=self._order) if self._order else found

    def find(self, number: int, now: float) -> _L | None:
        """Return a log by its id, or None."""
        if number in self._written:
            return self._written[number]
        parts = read_id(number)
        if (parts.person, parts.kind) != (self._person.traits.number, self._kind):
            return None
        return next((log for log in self.on(parts.day, now) if log.id == number), None)

    def put(self, log: _L) -> _L:
        """Write a log, new or in place of the one with its id."""
        with self._person.lock:
            self._written[log.id] = log
            self._deleted.discard(log.id)
            self._person.tell(self._collection, self.day_of(log))
            return log

    def delete(self, number: int, now: float) -> bool:
        """Delete a log and return whether it existed. Tracked steps stay in the day."""
        with self._person.lock:
            found = self.find(number, now)
            if found is None:
                return False
            self._written.pop(number, None)
            self._deleted.add(number)
            self._person.tell(self._collection, self.day_of(found))
            return True


class Person:
    """Somebody who lives in the sandbox: reading never changes anything, writing is kept."""

    def __init__(self, traits: Traits, seed: int) -> None:
        """Take who it is and the chance by which the days come out."""
        self.traits = traits
        self.seed = seed
        self.lock = RLock()
        """Hold it to read and write in one step."""
        self.settings: Settings = first_settings(traits)
        self.extras: dict[str, Any] = {}
        """What has no place in the model: goals, favourites, alarms, own foods."""
        self.friends: tuple[Person, ...] = ()
        self.kept_totals: dict[tuple[str, date], Totals] = {}
        """Sums of days that were over when first asked for."""
        self._watchers: list[Watcher] = []
        self._lives: dict[str, Life] = {}
        self._numbers = count(1)
        day, end, moment = attrgetter("day"), attrgetter("end"), attrgetter("moment")
        in_order = attrgetter("moment", "id")
        self.workouts: Logs[Workout] = Logs(
            self, Kind.WORKOUT, "activities", Life.workouts, end, day
        )
        self.activities: Logs[LoggedActivity] = Logs(
            self, Kind.WRITTEN, "activities", lambda _, __: (), end, day
        )
        self.sleeps: Logs[Sleep] = Logs(
            self, Kind.SLEEP, "sleep", Life.sleeps, end, self.sleep_date, attrgetter("start", "id")
        )
        self.weights: Logs[Weight] = Logs(
            self, Kind.WEIGHT, "body", Life.weights, moment, self._date_of, in_order
        )
        self.fats: Logs[Fat] = Logs(
            self, Kind.FAT, "body", Life.fats, moment, self._date_of, in_order
        )
        self.drinks: Logs[Drink] = Logs(self, Kind.WATER, "foods", Life.drinks, moment, day)
        self.meals: Logs[Meal] = Logs(self, Kind.FOOD, "foods", Life.meals, moment, day)

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
        """Call *watcher* after everything that is written from now on."""
        self._watchers.append(watcher)

    def tell(self, collection: str, day: date) -> None:
        """Tell the watchers what has changed."""
        for watcher in self._watchers:
            watcher(collection, day)

    def new_id(self) -> int:
        """Return an id for a log about to be written."""
        return written_id(self.traits.number, next(self._numbers))

    def span(self, now: float) -> tuple[date, date]:
        """Return the first and the last day on which there can be any log."""
        days = [self.activities.day_of(log) for log in self.activities.written()]
        days += [self.sleeps.day_of(log) for log in self.sleeps.written()]
        days += [self.weights.day_of(log) for log in self.weights.written()]
        days += [self.fats.day_of(log) for log in self.fats.written()]
        return min([self.traits.since, *days]), max([self.today(now), *days])

    def exercises(self, day: date, now: float) -> list[Workout | LoggedActivity]:
        """Return the exercises of a day, recognised or entered by hand, in order."""
        found: list[Workout | LoggedActivity] = [*self.workouts.on(day, now)]
        found += self.activities.on(day, now)
        return sorted(found, key=lambda log: (log.start, log.id))

    def find_exercise(self, number: int, now: float) -> Workout | LoggedActivity | None:
        """Return an exercise by its log id, or None."""
        return self.activities.find(number, now) or self.workouts.find(number, now)

    def delete_exercise(self, number: int, now: float) -> bool:
        """Delete an exercise and return whether it existed."""
        return self.activities.delete(number, now) or self.workouts.delete(number, now)

    def sleep_date(self, sleep: Sleep) -> date:
        """Return the date a sleep belongs to: the one on which it ends."""
        return local_date(sleep.end, self.timezone)

    def _date_of(self, log: Weight | Fat) -> date:
        return local_date(log.moment, self.timezone)

    def main_sleep(self, day: date, now: float) -> Sleep | None:
        """Return the longest sleep of a day."""
        return max(self.sleeps.on(day, now), key=lambda sleep: sleep.seconds, default=None)

    def nightly(self, day: date, now: float) -> Nightly | None:
        """Return the night's health metrics once the night is over."""
        found = self.life.nightly(day)
        return found if found is not None and found.end <= now else None

    def core(self, day: date, now: float) -> list[Warmth]:
        """Return the core temperatures entered on a day up to now."""
        return [log for log in self.life.core(day) if log.moment <= now]
