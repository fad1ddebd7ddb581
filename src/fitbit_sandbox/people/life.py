"""Lives a sample person's days: each is made when first asked for, then kept.

Nothing here depends on what was asked before, on the clock of the sandbox or on what
was written through the API.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date, timedelta
from threading import RLock
from typing import Any, TypeVar

from fitbit_sandbox.people import nights
from fitbit_sandbox.people.body import Fat, Weight, draw_weighing
from fitbit_sandbox.people.chance import stream
from fitbit_sandbox.people.civil import day_minutes, day_start, epoch
from fitbit_sandbox.people.heart import HeartDay, draw_heart, zones_for
from fitbit_sandbox.people.heart_health import Alert, Reading, draw_alert, draw_reading
from fitbit_sandbox.people.ids import Kind, make_id
from fitbit_sandbox.people.intake import Drink, Meal, draw_drinks, draw_meals
from fitbit_sandbox.people.minutes import Day, draw_minutes
from fitbit_sandbox.people.nightly import Nightly, Warmth, draw_core, draw_nightly
from fitbit_sandbox.people.nights import Span
from fitbit_sandbox.people.sleep import Sleep
from fitbit_sandbox.people.stages import draw_classic, draw_stages
from fitbit_sandbox.people.traits import Traits
from fitbit_sandbox.people.workouts import Workout, plan_workouts

_T = TypeVar("_T")
_THREE_HOURS = 180
_KEPT = 4000
"""How many drawn things are kept; the oldest are forgotten and drawn again when needed."""
_CHARGING = 0.22


class Life:
    """Answers what happened to a person on a local day."""

    def __init__(self, traits: Traits, seed: int, zone: str) -> None:
        """Take who lives, by which chance, on which clock."""
        self.traits = traits
        self.seed = seed
        self.zone = zone
        self._lock = RLock()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    def day(self, day: date) -> Day:
        """Return the minutes of a day."""
        return self._once(("day", day), lambda: self._draw_day(day))

    def heart(self, day: date) -> HeartDay | None:
        """Return the heart rate of a day; None where no device could measure it."""
        return self._once(("heart", day), lambda: self._draw_heart(day))

    def workouts(self, day: date) -> tuple[Workout, ...]:
        """Return the exercises the tracker saw on a day."""
        return self._once(("workouts", day), lambda: self._plan_workouts(day))

    def sleeps(self, day: date) -> tuple[Sleep, ...]:
        """Return the sleeps that end on a day and were recorded, in order."""
        return self._once(("sleeps", day), lambda: self._draw_sleeps(day))

    def weighing(self, day: date) -> tuple[Weight, Fat] | None:
        """Return what the scale showed on a day, if the person stood on it."""
        return self._once(("scale", day), lambda: self._draw_weighing(day))

    def drinks(self, day: date) -> tuple[Drink, ...]:
        """Return the water logged on a day."""
        return self._once(("drinks", day), lambda: self._draw_drinks(day))

    def meals(self, day: date) -> tuple[Meal, ...]:
        """Return the food logged on a day."""
        return self._once(("meals", day), lambda: self._draw_meals(day))

    def nightly(self, day: date) -> Nightly | None:
        """Return what a health watch measured in the main sleep that ends on a day."""
        return self._once(("nightly", day), lambda: self._draw_nightly(day))

    def core(self, day: date) -> tuple[Warmth, ...]:
        """Return the core temperatures that were entered by hand on a day."""
        if self.traits.tracker is None or not self.traits.tracker.health:
            return ()
        luck = stream(self.seed, self.traits.number, day.toordinal(), "core")
        return draw_core(luck, day, self.zone) if day >= self.traits.since else ()

    def fitness(self, day: date) -> float | None:
        """Return the estimated VO2 max of a day; None without a heart rate to tell it."""
        tracker = self.traits.tracker
        if tracker is None or not tracker.heart or not self.has_tracker_data(day):
            return None
        slow = stream(self.seed, self.traits.number, day.toordinal() // 20, "vo2")
        base = 62.5 - 0.26 * self.traits.age(day) - 0.16 * (self.traits.resting - 50)
        return round(base + slow.uniform(-1.5, 1.5), 2)

    def ecg(self, day: date) -> Reading | None:
        """Return the electrocardiogram taken on a day, if there is one."""
        return self._once(("ecg", day), lambda: self._draw_ecg(day))

    def alert(self, day: date) -> Alert | None:
        """Return the notice of an irregular rhythm of a day, if there is one."""
        return self._once(("alert", day), lambda: self._draw_alert(day))

    def resting(self, day: date) -> int:
        """Return the resting heart rate of a day."""
        luck = stream(self.seed, self.traits.number, day.toordinal(), "resting")
        slow = stream(self.seed, self.traits.number, day.toordinal() // 10, "fitness")
        return self.traits.resting + slow.randrange(-2, 3) + luck.randrange(-1, 2)

    def night(self, day: date) -> Span:
        """Return the night that ends on a day, recorded or not."""
        return nights.night(self.traits, self.seed, day, self.zone)

    def nap(self, day: date) -> Span | None:
        """Return the nap of a day, recorded or not."""
        return nights.nap(self.traits, self.seed, day, self.zone)

    def _once(self, key: Hashable, draw: Callable[[], _T]) -> _T:
        with self._lock:
            if key not in self._kept:
                self._kept[key] = draw()
                if len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            kept: _T = self._kept[key]
            return kept

    def _draw_day(self, day: date) -> Day:
        start, length = day_start(day, self.zone), day_minutes(day, self.zone)
        traits = self.traits
        if not nights.worn_by_day(traits, self.seed, day):
            whole = ((0, length),)
            basal = self._basal if day >= traits.since else 0
            return Day(day, start, length, basal, (), (), whole)
        luck = stream(self.seed, traits.number, day.toordinal(), "minutes")
        workouts, off = self.workouts(day), self._off(day, start, length)
        rests = [Span(start + begin * 60, start + end * 60) for begin, end in off]
        rests += [span] if (span := self.nap(day)) else []
        minutes = draw_minutes(luck, traits, start, length, self._awake(day), rests, workouts)
        return Day(day, start, length, self._basal, minutes, workouts, off)

    @property
    def _basal(self) -> int:
        return round(self.traits.basal_kcal * 1000 / 1440)

    def _awake(self, day: date) -> Span:
        midnight = day_start(day + timedelta(days=1), self.zone)
        tonight = self.night(day + timedelta(days=1)).start
        return Span(self.night(day).end, min(midnight, tonight))

    def _plan_workouts(self, day: date) -> tuple[Workout, ...]:
        if not nights.worn_by_day(self.traits, self.seed, day):
            return ()
        awake, nap = self._awake(day), self.nap(day)
        return plan_workouts(self.traits, self.seed, day, self.zone, awake, nap)

    def _off(self, day: date, start: int, length: int) -> tuple[tuple[int, int], ...]:
        spans = self._bare(day, start, length)
        luck = stream(self.seed, self.traits.number, day.toordinal(), "charging")
        if luck.random() < _CHARGING:
            begin = epoch(day, luck.randrange(19 * 60 + 15, 20 * 60 + 20) * 60, self.zone)
            charging = Span(begin, begin + luck.randrange(30, 55) * 60)
            if not any(done.span.overlaps(charging) for done in self.workouts(day)):
                first = (charging.start - start) // 60
                spans.append((first, first + (charging.end - charging.start) // 60))
        return tuple(spans)

    def _bare(self, day: date, start: int, length: int) -> list[tuple[int, int]]:
        spans = []
        for date_of_night in (day, day + timedelta(days=1)):
            span = self.night(date_of_night)
            begin = max(0, (span.start - start) // 60)
            end = min(length, -((start - span.end) // 60))
            worn = nights.worn_at_night(self.traits, self.seed, date_of_night)
            if begin < end and not worn:
                spans.append((begin, end))
        return spans

    def _draw_heart(self, day: date) -> HeartDay | None:
        tracker = self.traits.tracker
        if tracker is None or not tracker.heart or not self.has_tracker_data(day):
            return None
        luck = stream(self.seed, self.traits.number, day.toordinal(), "heart")
        zones = zones_for(self.traits.age(day))
        asleep = [self.night(day), self.night(day + timedelta(days=1))]
        asleep += [span] if (span := self.nap(day)) else []
        return draw_heart(luck, self.day(day), zones, self.resting(day), asleep)

    def has_tracker_data(self, day: date) -> bool:
        """Say whether the tracker was worn on a day."""
        return nights.worn_by_day(self.traits, self.seed, day)

    def _draw_sleeps(self, day: date) -> tuple[Sleep, ...]:
        if self.traits.sleep == "none":
            return ()
        found = []
        if nights.worn_at_night(self.traits, self.seed, day):
            found.append(self._main_sleep(day))
        nap = self.nap(day)
        if nap is not None and self.has_tracker_data(day):
            found.append(self._classic(day, nap, item=1))
        return tuple(found)

    def _main_sleep(self, day: date) -> Sleep:
        span = self.night(day)
        minutes = (span.end - span.start) // 60
        if self.traits.sleep == "classic" or minutes < _THREE_HOURS:
            return self._classic(day, span, item=0)
        luck = stream(self.seed, self.traits.number, day.toordinal(), "stages")
        stages, shorts = draw_stages(luck, minutes)
        number = make_id(self.traits.number, Kind.SLEEP, day, 0)
        return Sleep(number, span.start, minutes * 60, "stages", stages, shorts)

    def _classic(self, day: date, span: Span, item: int) -> Sleep:
        luck = stream(self.seed, self.traits.number, day.toordinal(), f"classic {item}")
        minutes = (span.end - span.start) // 60
        to_fall, after = luck.choice((0, 0, 3, 7, 11)), luck.choice((0, 0, 0, 1, 2))
        stages = draw_classic(luck, minutes, to_fall, after)
        number = make_id(self.traits.number, Kind.SLEEP, day, item)
        return Sleep(
            number, span.start, minutes * 60, "classic", stages, (), to_fall, after, nap=item > 0
        )

    def _draw_weighing(self, day: date) -> tuple[Weight, Fat] | None:
        if self.traits.scale is None or day < self.traits.since:
            return None
        if nights.in_drawer(self.traits, self.seed, day):
            return None
        luck = stream(self.seed, self.traits.number, day.toordinal(), "scale")
        return draw_weighing(luck, self.traits, day, self.night(day).end)

    def _draw_drinks(self, day: date) -> tuple[Drink, ...]:
        if day < self.traits.since:
            return ()
        luck = stream(self.seed, self.traits.number, day.toordinal(), "drinks")
        return draw_drinks(luck, self.traits, day, self.zone)

    def _draw_meals(self, day: date) -> tuple[Meal, ...]:
        if day < self.traits.since:
            return ()
        luck = stream(self.seed, self.traits.number, day.toordinal(), "meals")
        return draw_meals(luck, self.traits, day, self.zone)

    def _draw_nightly(self, day: date) -> Nightly | None:
        tracker = self.traits.tracker
        if tracker is None or not tracker.health:
            return None
        main = next((sleep for sleep in self.sleeps(day) if sleep.kind == "stages"), None)
        if main is None:
            return None
        luck = stream(self.seed, self.traits.number, day.toordinal(), "nightly")
        return draw_nightly(luck, main, self.resting(day))

    def _draw_ecg(self, day: date) -> Reading | None:
        tracker = self.traits.tracker
        if tracker is None or not tracker.ecg or not self.has_tracker_data(day):
            return None
        luck = stream(self.seed, self.traits.number, day.toordinal(), "ecg")
        return draw_reading(luck, day, self.zone, self.resting(day))

    def _draw_alert(self, day: date) -> Alert | None:
        tracker = self.traits.tracker
        if tracker is None or not tracker.ecg or not self.sleeps(day):
            return None
        luck = stream(self.seed, self.traits.number, day.toordinal(), "irn")
        return draw_alert(luck, self.night(day), self.resting(day))
