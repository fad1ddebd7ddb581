"""Describes one sleep: its stages, its short awakenings and what they add up to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal, NamedTuple

from fitbit_sandbox.people.nights import Span

AWAKE_LEVELS = frozenset({"wake", "awake", "restless"})


class Stage(NamedTuple):
    """Holds one stretch of a level; *offset* counts from the sleep's start."""

    offset: int
    seconds: int
    level: str


class Total(NamedTuple):
    """Holds how long a level lasted in all, and in how many stretches."""

    times: int
    seconds: int

    @property
    def minutes(self) -> int:
        """Return whole minutes, halves rounded up."""
        return (self.seconds + 30) // 60


@dataclass(frozen=True)
class Sleep:
    """Holds one recorded or logged sleep."""

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
    def span(self) -> Span:
        """Return the time in bed."""
        return Span(self.start, self.end)

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
    def runs(self) -> tuple[Stage, ...]:
        """Return the stages with the short awakenings cut into them."""
        return _merged(_overlaid(self.stages, self.shorts))

    @cached_property
    def totals(self) -> dict[str, Total]:
        """Return count and seconds of each level, short awakenings included."""
        totals = dict.fromkeys(self.levels, Total(0, 0))
        for run in self.runs:
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
        runs = self.runs
        return next(run.level for run in runs if run.offset <= offset < run.offset + run.seconds)


def _overlaid(stages: tuple[Stage, ...], shorts: tuple[Stage, ...]) -> list[Stage]:
    edges = sorted({edge for part in (*stages, *shorts) for edge in (part[0], part[0] + part[1])})
    pieces: list[Stage] = []
    at = short = 0
    for begin, end in pairwise(edges):
        while stages[at].offset + stages[at].seconds <= begin:
            at += 1
        while short < len(shorts) and shorts[short].offset + shorts[short].seconds <= begin:
            short += 1
        inside = short < len(shorts) and shorts[short].offset <= begin
        level = shorts[short].level if inside else stages[at].level
        pieces.append(Stage(begin, end - begin, level))
    return pieces


def _merged(pieces: list[Stage]) -> tuple[Stage, ...]:
    runs: list[Stage] = []
    for piece in pieces:
        if runs and runs[-1].level == piece.level:
            last = runs.pop()
            piece = Stage(last.offset, last.seconds + piece.seconds, last.level)  # noqa: PLW2901
        runs.append(piece)
    return tuple(runs)
