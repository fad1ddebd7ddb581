"""What a health watch measures during the main sleep."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import NamedTuple

from fitbit_sandbox.people.civil import epoch
from fitbit_sandbox.people.sleep import Sleep

_FIVE_MINUTES = 300
_CHANCE_OF_CORE = 0.15


class Variability(NamedTuple):
    """The heart-rate variability of five minutes."""

    moment: int
    rmssd: float
    coverage: float
    hf: float
    lf: float


class Nightly(NamedTuple):
    """A night's health metrics; they belong to the day on which the sleep ends."""

    end: int
    """The moment the sleep ended, when the values become known."""
    rmssd: float
    deep_rmssd: float
    variability: tuple[Variability, ...]
    breaths: float
    stage_breaths: dict[str, float]
    """Breaths a minute in deep, light and rem sleep; -1 where there was too little."""
    oxygen: tuple[tuple[int, float], ...]
    """Moments and percent, once a minute."""
    skin: float
    skin_baseline: float

    @property
    def oxygen_values(self) -> list[float]:
        """Return the night's oxygen saturations."""
        return [value for _, value in self.oxygen]

    @property
    def skin_relative(self) -> float:
        """Return how much warmer the skin was than usual, in degrees Celsius."""
        return round(self.skin - self.skin_baseline, 1)


def draw_nightly(rng: Random, sleep: Sleep, resting: int) -> Nightly:
    """Return the health metrics of one night."""
    variability = _variability(rng, sleep, 92 - resting)
    rmssd = [sample.rmssd for sample in variability]
    deep = [sample.rmssd for sample in variability if _level(sleep, sample.moment) == "deep"]
    breaths = round(rng.uniform(13.4, 17.6), 1)
    return Nightly(
        sleep.end,
        _mean(rmssd),
        _mean(deep or rmssd),
        variability,
        breaths,
        _stage_breaths(rng, sleep, breaths),
        _oxygen(rng, sleep),
        round(rng.gauss(34.0, 0.4), 1),
        33.9,
    )


def _level(sleep: Sleep, moment: int) -> str:
    return sleep.level_at(moment - sleep.start)


def _mean(values: list[float]) -> float:
    return round(sum(values) / len(values), 3)


def _variability(rng: Random, sleep: Sleep, usual: int) -> tuple[Variability, ...]:
    return tuple(
        Variability(
            moment,
            round(max(8.0, rng.gauss(usual, 7)), 3),
            round(rng.uniform(0.88, 1.0), 3),
            round(rng.uniform(90, 700), 3),
            round(rng.uniform(120, 1400), 3),
        )
        for moment in range(sleep.start - sleep.start % 60, sleep.end, _FIVE_MINUTES)
        if moment >= sleep.start
    )


def _stage_breaths(rng: Random, sleep: Sleep, breaths: float) -> dict[str, float]:
    enough = 20 * 60
    return {
        level: round(breaths + rng.uniform(-0.8, 0.8), 1) if total.seconds >= enough else -1
        for level, total in sleep.totals.items()
        if level != "wake"
    }


def _oxygen(rng: Random, sleep: Sleep) -> tuple[tuple[int, float], ...]:
    usual = rng.uniform(95.4, 97.2)
    begin = sleep.start + rng.randrange(300, 900)
    return tuple(
        (moment, round(min(100.0, rng.gauss(usual, 0.9)), 1))
        for moment in range(begin, sleep.end - 60, 60)
    )


class Warmth(NamedTuple):
    """One core temperature entered by hand."""

    moment: int
    celsius: float


def draw_core(rng: Random, day: date, zone: str) -> tuple[Warmth, ...]:
    """Return the core temperatures of a day; most days have none."""
    if rng.random() > _CHANCE_OF_CORE:
        return ()
    minutes = sorted(rng.sample(range(8 * 60, 21 * 60), rng.choice((1, 1, 2))))
    return tuple(
        Warmth(epoch(day, minute * 60, zone), round(rng.uniform(36.2, 37.7), 1))
        for minute in minutes
    )
