"""Lays a night's short awakenings over its stages, and counts what comes of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from fitbit.google import civil

LEVELS = {
    "AWAKE": "wake",
    "LIGHT": "light",
    "DEEP": "deep",
    "REM": "rem",
    "ASLEEP": "asleep",
    "RESTLESS": "restless",
}
STAGES = ("deep", "light", "rem", "wake")
CLASSIC = ("asleep", "awake", "restless")
ASLEEP = ("deep", "light", "rem", "asleep")


class Piece(NamedTuple):
    """Is a stretch of one level."""

    start: dt.datetime
    end: dt.datetime
    level: str

    @property
    def seconds(self) -> float:
        """Return how long it is."""
        return (self.end - self.start).total_seconds()


def pieces(stages: Iterable[Mapping[str, Any]] | None, *, classic: bool) -> list[Piece]:
    """Return stages as pieces in order of time; classic sleeps call waking ``awake``."""
    found = [
        Piece(
            civil.instant(stage["startTime"]),
            civil.instant(stage["endTime"]),
            LEVELS[stage["type"]],
        )
        for stage in stages or []
        if stage.get("type") in LEVELS
    ]
    renamed = [p._replace(level="awake") if classic and p.level == "wake" else p for p in found]
    return sorted(renamed)


def overlaid(stages: list[Piece], awakenings: list[Piece]) -> list[Piece]:
    """Return the pieces of the night with every awakening cut out of its stage.

    Pieces of one level that touch are one: a run.
    """
    edges = sorted({edge for piece in (*stages, *awakenings) for edge in piece[:2]})
    runs: list[Piece] = []
    for start, end in pairwise(edges):
        level = _level_at(start, awakenings) or _level_at(start, stages)
        if level is None:
            continue
        if runs and runs[-1].level == level and runs[-1].end == start:
            runs[-1] = runs[-1]._replace(end=end)
        else:
            runs.append(Piece(start, end, level))
    return runs


def _level_at(moment: dt.datetime, found: list[Piece]) -> str | None:
    return next((p.level for p in found if p.start <= moment < p.end), None)


@dataclass(frozen=True)
class Tally:
    """Is how often and how long a level was reached."""

    count: int
    seconds: float

    @property
    def minutes(self) -> int:
        """Return whole minutes, rounded once."""
        return civil.minutes_of(self.seconds)


def tally(runs: Iterable[Piece], level: str) -> Tally:
    """Count the runs of a level."""
    found = [run.seconds for run in runs if run.level == level]
    return Tally(len(found), sum(found))


def minutes_asleep(runs: Iterable[Piece]) -> int:
    """Return the minutes asleep, rounded once."""
    return civil.minutes_of(sum(run.seconds for run in runs if run.level in ASLEEP))


def by_minute(runs: list[Piece], start: dt.datetime, count: int) -> list[str]:
    """Return the level that held for the longer part of each minute, waking before sleeping."""
    order = ("wake", "awake", "restless", *ASLEEP)
    levels = []
    for number in range(count):
        begin = start + dt.timedelta(minutes=number)
        spent = _spent(runs, begin, begin + dt.timedelta(minutes=1))
        longest = max(spent.values(), default=0.0)
        levels.append(next((n for n in order if spent.get(n, 0) == longest > 0), "asleep"))
    return levels


def _spent(runs: list[Piece], begin: dt.datetime, end: dt.datetime) -> dict[str, float]:
    found: dict[str, float] = {}
    for run in runs:
        shared = (min(run.end, end) - max(run.start, begin)).total_seconds()
        if shared > 0:
            found[run.level] = found.get(run.level, 0.0) + shared
    return found
