"""Stages of a night with its short awakenings laid over them, and their totals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from fitbit.google import times

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


class StageSegment(NamedTuple):
    """A stretch of one sleep level."""

    start: dt.datetime
    end: dt.datetime
    level: str

    @property
    def seconds(self) -> float:
        """Return how long it is."""
        return (self.end - self.start).total_seconds()


def stage_segments(
    stages: Iterable[Mapping[str, Any]] | None, *, classic: bool
) -> list[StageSegment]:
    """Return stages in order of time; classic sleeps call waking ``awake``."""
    levels = LEVELS | ({"AWAKE": "awake"} if classic else {})
    return sorted(
        StageSegment(times.instant(stage["startTime"]), times.instant(stage["endTime"]), level)
        for stage in stages or []
        if (level := levels.get(stage.get("type", "")))
    )


def lay_awakenings_over(
    stages: list[StageSegment], awakenings: list[StageSegment]
) -> list[StageSegment]:
    """Return the segments of the night with every awakening cut out of its stage.

    Neighbours of one level are one segment.
    """
    edges = sorted({edge for segment in (*stages, *awakenings) for edge in segment[:2]})
    segments: list[StageSegment] = []
    for start, end in pairwise(edges):
        level = _level_at(start, awakenings) or _level_at(start, stages)
        if level is None:
            continue
        if segments and segments[-1].level == level and segments[-1].end == start:
            segments[-1] = segments[-1]._replace(end=end)
        else:
            segments.append(StageSegment(start, end, level))
    return segments


def _level_at(moment: dt.datetime, found: list[StageSegment]) -> str | None:
    return next((p.level for p in found if p.start <= moment < p.end), None)


@dataclass(frozen=True)
class StageTotal:
    """How often and for how long a level was reached."""

    count: int
    seconds: float

    @property
    def minutes(self) -> int:
        """Return whole minutes, rounded once."""
        return times.minutes_of(self.seconds)


def total_of(segments: Iterable[StageSegment], level: str) -> StageTotal:
    """Return how often and for how long a level was reached."""
    found = [segment.seconds for segment in segments if segment.level == level]
    return StageTotal(len(found), sum(found))


def minutes_asleep(segments: Iterable[StageSegment]) -> int:
    """Return the minutes asleep, rounded once."""
    return times.minutes_of(sum(segment.seconds for segment in segments if segment.level in ASLEEP))


def by_minute(segments: list[StageSegment], start: dt.datetime, count: int) -> list[str]:
    """Return the level that held for the longer part of each minute, waking before sleeping."""
    order = ("wake", "awake", "restless", *ASLEEP)
    levels: list[str] = []
    for number in range(count):
        begin = start + dt.timedelta(minutes=number)
        spent = _spent(segments, begin, begin + dt.timedelta(minutes=1))
        longest = max(spent.values(), default=0.0)
        levels.append(next((n for n in order if spent.get(n, 0) == longest > 0), "asleep"))
    return levels


def _spent(segments: list[StageSegment], begin: dt.datetime, end: dt.datetime) -> dict[str, float]:
    found: dict[str, float] = {}
    for segment in segments:
        shared = (min(segment.end, end) - max(segment.start, begin)).total_seconds()
        if shared > 0:
            found[segment.level] = found.get(segment.level, 0.0) + shared
    return found
