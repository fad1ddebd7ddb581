"""One sleep: its stages, its short awakenings, and what they add up to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from random import Random
from typing import Literal, NamedTuple

AWAKE_LEVELS = frozenset({"wake", "awake", "restless"})
_MIN_STRETCH = 6
"""A last stretch below this many minutes is added to the one before it."""


class Stage(NamedTuple):
    """One stretch of a level; *offset* counts from the sleep's start."""

    offset: int
    seconds: int
    level: str


class Total(NamedTuple):
    """How long a level lasted in all, and in how many stretches."""

    times: int
    seconds: int

    @property
    def minutes(self) -> int:
        """Return whole minutes, halves rounded up."""
        return (self.seconds + 30) // 60


@dataclass(frozen=True)
class Sleep:
    """One recorded or logged sleep."""

    id: int
    start: int
    seconds: int
    kind: Literal["stages", "classic"]
    stages: tuple[Stage, ...]
    """What fills the sleep from beginning to end without a gap."""
    shorts: tuple[Stage, ...] = ()
    """Awakenings of three minutes and less that lie on top of the stages."""
    to_fall_asleep: int = 0
    after_wakeup: int = 0
    nap: bool = False
    manual: bool = False

    @property
    def end(self) -> int:
        """Return the moment of getting up."""
        return self.start + self.seconds

    @property
    def minutes_in_bed(self) -> int:
        """Return the time in bed in minutes."""
        return self.seconds // 60

    @property
    def levels(self) -> tuple[str, ...]:
        """Return the names of this kind's levels."""
        if self.kind == "stages":
            return ("deep", "light", "rem", "wake")
        return ("asleep", "awake", "restless")

    @cached_property
    def segments(self) -> tuple[Stage, ...]:
        """Return the stages with the short awakenings cut into them."""
        return _merged(_overlaid(self.stages, self.shorts))

    @cached_property
    def totals(self) -> dict[str, Total]:
        """Return count and seconds of each level, short awakenings included."""
        totals = dict.fromkeys(self.levels, Total(0, 0))
        for run in self.segments:
            times, seconds = totals[run.level]
            totals[run.level] = Total(times + 1, seconds + run.seconds)
        return totals

    @property
    def minutes_asleep(self) -> int:
        """Return the minutes that were really slept."""
        totals = self.totals.items()
        slept = sum(total.seconds for level, total in totals if level not in AWAKE_LEVELS)
        return (slept + 30) // 60

    @property
    def minutes_awake(self) -> int:
        """Return the minutes awake between falling asleep and waking up."""
        lying = self.to_fall_asleep + self.after_wakeup
        return self.minutes_in_bed - self.minutes_asleep - lying

    @property
    def efficiency(self) -> int:
        """Return the share slept of the time between falling asleep and waking, in percent."""
        between = self.minutes_in_bed - self.to_fall_asleep - self.after_wakeup
        return (200 * self.minutes_asleep + between) // (2 * between) if between > 0 else 0

    def level_at(self, offset: int) -> str:
        """Return the level at so many seconds after the start, short awakenings included."""
        return next(p.level for p in self.segments if p.offset <= offset < p.offset + p.seconds)


def _overlaid(stages: tuple[Stage, ...], shorts: tuple[Stage, ...]) -> list[Stage]:
    edges = sorted({edge for part in (*stages, *shorts) for edge in (part[0], part[0] + part[1])})
    pieces: list[Stage] = []
    for begin, end in pairwise(edges):
        parts = (*shorts, *stages)  # a short awakening lies on top of its stage
        level = next(p.level for p in parts if p.offset <= begin < p.offset + p.seconds)
        pieces.append(Stage(begin, end - begin, level))
    return pieces


def _merged(pieces: list[Stage]) -> tuple[Stage, ...]:
    return tuple(
        Stage(first.offset, first.seconds + sum(piece.seconds for piece in rest), level)
        for level, (first, *rest) in groupby(pieces, key=lambda piece: piece.level)
    )


def draw_stages(rng: Random, minutes: int) -> tuple[tuple[Stage, ...], tuple[Stage, ...]]:
    """Return the stages that fill a night, and the short awakenings on top of them."""
    parts: list[tuple[str, int]] = [("wake", rng.randrange(4, 12))] if rng.random() < 0.7 else []
    left = minutes - sum(length for _, length in parts)
    cycle = 0
    while left > 0:
        for level, length in _cycle(rng, cycle):
            used = min(length, left)
            parts.append((level, used))
            left -= used
            if left < _MIN_STRETCH:
                parts[-1] = (level, used + left)
                left = 0
                break
        cycle += 1
    stages = _laid(parts)
    return stages, _short_wakes(rng, stages)


def draw_classic(rng: Random, minutes: int, to_fall: int, after: int) -> tuple[Stage, ...]:
    """Return the classic levels that fill a sleep, with the lying awake at both ends."""
    parts: list[tuple[str, int]] = [("awake", to_fall)] if to_fall else []
    left = minutes - to_fall - after
    while left > 0:
        for level, low, high in (("asleep", 12, 55), _interruption(rng)):
            used = min(rng.randrange(low, high), left)
            parts.append((level, used))
            left -= used
            if left <= 3:
                parts.append(("asleep", left))
                left = 0
                break
    if after:
        parts.append(("restless", after))
    return _laid(parts)


def _interruption(rng: Random) -> tuple[str, int, int]:
    return ("awake", 1, 6) if rng.random() < 0.2 else ("restless", 1, 4)


def _cycle(rng: Random, number: int) -> list[tuple[str, int]]:
    parts = [
        ("light", rng.randrange(10, 28)),
        ("deep", rng.randrange(18, 40) // (1 + number // 2)),
        ("light", rng.randrange(12, 25)),
        ("rem", rng.randrange(6, 16) + 6 * min(number, 3)),
    ]
    if rng.random() < 0.3:
        parts.append(("wake", rng.randrange(4, 10)))
    return parts


def _laid(parts: list[tuple[str, int]]) -> tuple[Stage, ...]:
    stages: list[Stage] = []
    at = 0
    for level, minutes in parts:
        stages += [Stage(at, minutes * 60, level)] if minutes else []
        at += minutes * 60
    return _merged(stages)


def _short_wakes(rng: Random, stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
    wakes: list[Stage] = []
    for stage in stages:
        minutes = stage.seconds // 60
        at = rng.randrange(2, 14)
        while stage.level != "wake" and at + 5 < minutes:
            length = rng.choice((1, 1, 1, 2, 3))
            wakes.append(Stage(stage.offset + at * 60, length * 60, "wake"))
            at += length + rng.randrange(9, 30)
    return tuple(wakes)
