"""Electrocardiograms and notices of an irregular rhythm."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import exp
from random import Random
from typing import NamedTuple

from fitbit_sandbox.people.civil import epoch
from fitbit_sandbox.people.schedule import Span

HERTZ = 250
SCALE = 10922
"""How many units of a sample make a millivolt."""
_SECONDS = 30
_CHANCE_OF_ECG = 0.12
_CHANCE_OF_ALERT = 0.02
_WAVES = ((0.18, 0.025, 0.11), (0.28, 0.008, -0.1), (0.3, 0.011, 1.05), (0.33, 0.01, -0.2),
          (0.52, 0.05, 0.26))  # fmt: skip
"""Place in the beat (a share), width and height in millivolts of the waves P to T."""
_RESULTS = ("Normal Sinus Rhythm",) * 8 + ("Inconclusive", "Inconclusive: Low heart rate")


class Reading(NamedTuple):
    """One electrocardiogram."""

    start: int
    milliseconds: int
    """Of the start, beyond the second."""
    bpm: int
    result: str
    samples: tuple[int, ...]


class Beat(NamedTuple):
    """One heart rate in a window of an alert."""

    moment: int
    milliseconds: int
    bpm: int


class Alert(NamedTuple):
    """One notice of an irregular rhythm, with the windows it was seen in."""

    detected: int
    alerted: int
    windows: tuple[tuple[int, tuple[Beat, ...]], ...]


def draw_reading(rng: Random, day: date, zone: str, resting: int) -> Reading | None:
    """Return the electrocardiogram of a day; most days have none."""
    if rng.random() > _CHANCE_OF_ECG:
        return None
    start = epoch(day, rng.randrange(9 * 3600, 21 * 3600), zone)
    milliseconds, result = rng.randrange(1000), rng.choice(_RESULTS)
    bpm = rng.randrange(44, 50) if "Low" in result else resting + rng.randrange(2, 14)
    return Reading(start, milliseconds, bpm, result, tuple(_wave(rng, bpm)))


def _wave(rng: Random, bpm: int) -> Iterator[int]:
    length = 60 * HERTZ // bpm
    beat = [_height(at / length) for at in range(length)]
    noise = rng.randbytes(_SECONDS * HERTZ)
    for at, swing in enumerate(noise):
        yield int(beat[at % length] * SCALE) + swing - 128


def _height(share: float) -> float:
    return sum(top * exp(-((share - place) ** 2) / (2 * width**2)) for place, width, top in _WAVES)


def draw_alert(rng: Random, night: Span, resting: int) -> Alert | None:
    """Return the notice of a night; nearly all nights have none."""
    if rng.random() > _CHANCE_OF_ALERT:
        return None
    first = night.start + 1800 + rng.randrange(3600)
    windows = tuple(
        (first + number * 900, _beats(rng, first + number * 900, resting)) for number in range(6)
    )
    detected = first + 6 * 900
    return Alert(detected, max(detected, night.end) + 600, windows)


def _beats(rng: Random, start: int, resting: int) -> tuple[Beat, ...]:
    found: list[Beat] = []
    milliseconds = 0
    for _ in range(40):
        bpm = resting + rng.randrange(-12, 40)
        found.append(Beat(start + milliseconds // 1000, milliseconds % 1000, bpm))
        milliseconds += 60_000 // bpm
    return tuple(found)
