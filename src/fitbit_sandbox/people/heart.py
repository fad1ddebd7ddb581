"""The heart rate of a day: one value a minute, and samples that average to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import NamedTuple

from fitbit_sandbox.people.minutes import Day
from fitbit_sandbox.people.schedule import Span

ZONES = ("Out of Range", "Fat Burn", "Cardio", "Peak")
LOWEST, HIGHEST = 30, 220


class Zone(NamedTuple):
    """A heart-rate zone: from *low* up to below *high* beats a minute."""

    name: str
    low: int
    high: int


def zones_for(age: int) -> tuple[Zone, ...]:
    """Return the zones of an age: half, 70 and 85 percent of the highest heart rate."""
    top = HIGHEST - age
    edges = (LOWEST, *((top * share + 50) // 100 for share in (50, 70, 85)), HIGHEST)
    return tuple(map(Zone, ZONES, edges, edges[1:]))


def zone_of(bpm: int, zones: tuple[Zone, ...]) -> int:
    """Return the number of a heart rate's zone: 0 out of range, 1 fat burn, 2 cardio, 3 peak."""
    return (bpm >= zones[1].low) + (bpm >= zones[2].low) + (bpm >= zones[3].low)


@dataclass(frozen=True)
class HeartDay:
    """A day's heart rate: one value a minute, 0 where nothing was measured."""

    resting: int
    zones: tuple[Zone, ...]
    bpm: bytes
    patterns: bytes

    def samples(self, begin: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield (second of the day, beats a minute) for the minutes from *begin* to *end*."""
        known = _patterns()
        for index in range(begin, end):
            middle = self.bpm[index]
            if middle:
                for second, swing in known[self.patterns[index]]:
                    yield index * 60 + second, middle + swing


class ZoneTime(NamedTuple):
    """The time and the thousandths of calories spent in a zone."""

    zone: Zone
    minutes: int
    calories: int


def zone_times(day: Day, heart: HeartDay, begin: int, end: int) -> tuple[ZoneTime, ...]:
    """Return minutes and calories in each zone over the minutes from *begin* to *end*."""
    minutes, calories = [0, 0, 0, 0], [0, 0, 0, 0]
    burnt = {minute.at: day.calories_at(minute.mets) for minute in day.minutes}
    for index, bpm in enumerate(heart.bpm[begin:end], begin):
        if bpm:
            number = zone_of(bpm, heart.zones)
            minutes[number] += 1
            calories[number] += burnt.get(index, day.basal)
    return tuple(map(ZoneTime, heart.zones, minutes, calories))


def draw_heart(
    rng: Random, day: Day, zones: tuple[Zone, ...], resting: int, asleep: list[Span]
) -> HeartDay:
    """Return a day's heart rate, in keeping with its minutes and its sleeps."""
    noise = rng.randbytes(day.length)
    quiet = _quiet(day, resting, asleep)
    for minute in day.minutes:
        quiet[minute.at] = _at_work(minute.mets, resting, zones)
    worn = day.worn(day.length)
    bpm = bytes(
        (middle + swing % 9 - 4) * on for middle, swing, on in zip(quiet, noise, worn, strict=True)
    )
    patterns = bytes(number & 63 for number in rng.randbytes(day.length))
    return HeartDay(resting, zones, bpm, patterns)


def _quiet(day: Day, resting: int, asleep: list[Span]) -> bytearray:
    rates = bytearray([resting + 9] * day.length)
    for span in asleep:
        begin = max(0, (span.start - day.start) // 60)
        end = min(day.length, -((day.start - span.end) // 60))
        rates[begin:end] = bytes([resting - 2]) * max(0, end - begin)
    return rates


def _at_work(mets: int, resting: int, zones: tuple[Zone, ...]) -> int:
    top = zones[3].low * 100 // 85
    return min(top - 5, resting + 8 + (mets - 10) * (top - resting) // 120)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[tuple[int, int], ...], ...]:
    """Return 64 ways to take samples in a minute, 5 to 15 seconds apart, swings adding to 0."""
    rng = Random("samples of a minute")
    return tuple(_pattern(rng) for _ in range(64))


def _pattern(rng: Random) -> tuple[tuple[int, int], ...]:
    seconds = [rng.randrange(2, 8)]
    while seconds[-1] < 52:
        seconds.append(min(seconds[-1] + rng.randrange(5, 16), 57))
    return tuple(zip(seconds, _swings(rng, len(seconds)), strict=True))


def _swings(rng: Random, count: int) -> list[int]:
    swings = [0] * (count % 2)
    for _ in range(count // 2):
        swing = rng.randrange(4)
        swings += [swing, -swing]
    rng.shuffle(swings)
    return swings
