"""A sample person's days: each is drawn when it is first asked for, then kept.

Nothing here depends on what was asked before, on the clock of the sandbox or on what
was written through the API.
"""

from __future__ import annotations

from datetime import date

from fitbit_sandbox.people.civil import day_minutes, day_start, epoch
from fitbit_sandbox.people.heart import HeartDay, draw_heart, zones_for
from fitbit_sandbox.people.heart_health import Alert, Reading, draw_alert, draw_reading
from fitbit_sandbox.people.ids import Kind, make_id
from fitbit_sandbox.people.logs import (
    Drink,
    Fat,
    Meal,
    Weight,
    draw_drinks,
    draw_meals,
    draw_weighing,
)
from fitbit_sandbox.people.minutes import Day, draw_minutes
from fitbit_sandbox.people.nightly import Nightly, Warmth, draw_core, draw_nightly
from fitbit_sandbox.people.schedule import DAY, Schedule, Span, kept
from fitbit_sandbox.people.sleep import Sleep, draw_classic, draw_stages

_THREE_HOURS = 180
_CHARGING = 0.22


class Life(Schedule):
    """What happened to a person on each local day, whether or not a tracker saw it."""

    @kept
    def day(self, day: date) -> Day:
        """Return the minutes of a day."""
        start, length = day_start(day, self.zone), day_minutes(day, self.zone)
        basal = round(self.traits.basal_kcal * 1000 / 1440) if day >= self.traits.since else 0
        if not self.has_tracker_data(day):
            return Day(day, start, length, basal, (), (), ((0, length),))
        workouts, off = self.workouts(day), self._off(day, start, length)
        rests = [Span(start + begin * 60, start + end * 60) for begin, end in off]
        rests += [span] if (span := self.nap(day)) else []
        rng, awake = self.rng(day, "minutes"), self.awake(day)
        minutes = draw_minutes(rng, self.traits, start, length, awake, rests, workouts)
        return Day(day, start, length, basal, minutes, workouts, off)

    @kept
    def heart(self, day: date) -> HeartDay | None:
        """Return the heart rate of a day; None where no device could measure it."""
        if not self.traits.can("heart") or not self.has_tracker_data(day):
            return None
        zones = zones_for(self.traits.age(day))
        asleep = [self.night(day), self.night(day + DAY)]
        asleep += [span] if (span := self.nap(day)) else []
        return draw_heart(self.rng(day, "heart"), self.day(day), zones, self.resting(day), asleep)

    @kept
    def sleeps(self, day: date) -> tuple[Sleep, ...]:
        """Return the sleeps that end on a day and were recorded, in order."""
        found: list[Sleep] = []
        if self.traits.sleep != "none" and self.worn_at_night(day):
            found.append(self._main_sleep(day))
        nap = self.nap(day)
        if self.traits.sleep != "none" and nap is not None and self.has_tracker_data(day):
            found.append(self._classic(day, nap, item=1))
        return tuple(found)

    @kept
    def weighing(self, day: date) -> tuple[Weight, Fat] | None:
        """Return what the scale showed on a day, if the person stood on it."""
        if self.traits.scale is None or day < self.traits.since or self.in_drawer(day):
            return None
        return draw_weighing(self.rng(day, "scale"), self.traits, day, self.night(day).end)

    def weights(self, day: date) -> tuple[Weight, ...]:
        """Return the weight that the scale showed on a day."""
        weighing = self.weighing(day)
        return weighing[:1] if weighing else ()

    def fats(self, day: date) -> tuple[Fat, ...]:
        """Return the body fat that the scale showed on a day."""
        weighing = self.weighing(day)
        return weighing[1:] if weighing else ()

    @kept
    def drinks(self, day: date) -> tuple[Drink, ...]:
        """Return the water logged on a day."""
        if day < self.traits.since:
            return ()
        return draw_drinks(self.rng(day, "drinks"), self.traits, day, self.zone)

    @kept
    def meals(self, day: date) -> tuple[Meal, ...]:
        """Return the food logged on a day."""
        if day < self.traits.since:
            return ()
        return draw_meals(self.rng(day, "meals"), self.traits, day, self.zone)

    @kept
    def nightly(self, day: date) -> Nightly | None:
        """Return what a health watch measured in the main sleep that ends on a day."""
        main = next((sleep for sleep in self.sleeps(day) if sleep.kind == "stages"), None)
        if not self.traits.can("health") or main is None:
            return None
        return draw_nightly(self.rng(day, "nightly"), main, self.resting(day))

    def core(self, day: date) -> tuple[Warmth, ...]:
        """Return the core temperatures that were entered by hand on a day."""
        if not self.traits.can("health") or day < self.traits.since:
            return ()
        return draw_core(self.rng(day, "core"), day, self.zone)

    def fitness(self, day: date) -> float | None:
        """Return the estimated VO2 max of a day; None without a heart rate to tell it."""
        if not self.traits.can("heart") or not self.has_tracker_data(day):
            return None
        slow = self.rng(day, "vo2", every=20)
        base = 62.5 - 0.26 * self.traits.age(day) - 0.16 * (self.traits.resting - 50)
        return round(base + slow.uniform(-1.5, 1.5), 2)

    @kept
    def ecg(self, day: date) -> Reading | None:
        """Return the electrocardiogram taken on a day, if there is one."""
        if not self.traits.can("ecg") or not self.has_tracker_data(day):
            return None
        return draw_reading(self.rng(day, "ecg"), day, self.zone, self.resting(day))

    @kept
    def alert(self, day: date) -> Alert | None:
        """Return the notice of an irregular rhythm of a day, if there is one."""
        if not self.traits.can("ecg") or not self.sleeps(day):
            return None
        return draw_alert(self.rng(day, "irn"), self.night(day), self.resting(day))

    def resting(self, day: date) -> int:
        """Return the resting heart rate of a day."""
        slow = self.rng(day, "fitness", every=10).randrange(-2, 3)
        return self.traits.resting + slow + self.rng(day, "resting").randrange(-1, 2)

    def _off(self, day: date, start: int, length: int) -> tuple[tuple[int, int], ...]:
        """Return the minutes in which no tracker was on the wrist: bare nights, charging."""
        spans: list[tuple[int, int]] = []
        for date_of_night in (day, day + DAY):
            night = self.night(date_of_night)
            begin, end = max(0, (night.start - start) // 60), -((start - night.end) // 60)
            if begin < min(length, end) and not self.worn_at_night(date_of_night):
                spans.append((begin, min(length, end)))
        rng = self.rng(day, "charging")
        if rng.random() < _CHARGING:
            begin = epoch(day, rng.randrange(19 * 60 + 15, 20 * 60 + 20) * 60, self.zone)
            charging = Span(begin, begin + rng.randrange(30, 55) * 60)
            if not any(done.span.overlaps(charging) for done in self.workouts(day)):
                first = (charging.start - start) // 60
                spans.append((first, first + (charging.end - charging.start) // 60))
        return tuple(spans)

    def _main_sleep(self, day: date) -> Sleep:
        span = self.night(day)
        minutes = (span.end - span.start) // 60
        if self.traits.sleep == "classic" or minutes < _THREE_HOURS:
            return self._classic(day, span, item=0)
        stages, shorts = draw_stages(self.rng(day, "stages"), minutes)
        number = make_id(self.traits.number, Kind.SLEEP, day, 0)
        return Sleep(number, span.start, minutes * 60, "stages", stages, shorts)

    def _classic(self, day: date, span: Span, item: int) -> Sleep:
        rng, minutes = self.rng(day, f"classic {item}"), (span.end - span.start) // 60
        to_fall, after = rng.choice((0, 0, 3, 7, 11)), rng.choice((0, 0, 0, 1, 2))
        stages = draw_classic(rng, minutes, to_fall, after)
        number = make_id(self.traits.number, Kind.SLEEP, day, item)
        return Sleep(
            number, span.start, minutes * 60, "classic", stages, (), to_fall, after, nap=item > 0
        )
