"""The data points of sleep: stages, short awakenings and what they add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any

from fitbit_sandbox.google.sources import HAND, TRACKER
from fitbit_sandbox.google.times import interval, stamp
from fitbit_sandbox.google.view import Point, View, gives
from fitbit_sandbox.people.sleep import Sleep, Stage

_SLEEPING = ("ASLEEP", "DEEP", "LIGHT", "REM")
_THREE_HOURS = 3 * 60 * 60
_SYNC_AFTER = 23 * 60


@gives("sleep")
def _sleeps(view: View, day: date) -> list[Point]:
    sleeps = view.person.sleeps.on(day, view.now)
    main = _main(sleeps)
    return [_sleep(view, sleep, main=sleep is main) for sleep in sleeps]


def _main(sleeps: list[Sleep]) -> Sleep | None:
    """Return the longest sleep with stages, or the longest if none has any."""
    staged = [sleep for sleep in sleeps if sleep.kind == "stages"]
    return max(staged or sleeps, key=lambda sleep: sleep.seconds, default=None)


def _sleep(view: View, sleep: Sleep, *, main: bool) -> Point:
    origin = view.origin_of(sleep.id, HAND if sleep.manual else TRACKER)
    content = partial(_night, view, sleep, main=main)
    return Point(sleep.start, sleep.end, content, origin, view.point_id(sleep.id))


def _night(view: View, sleep: Sleep, *, main: bool) -> dict[str, Any]:
    updated = stamp(sleep.end + _SYNC_AFTER)
    body: dict[str, Any] = {
        "interval": interval(sleep.start, sleep.end, view.zone, civil=False),
        "type": sleep.kind.upper(),
        "stages": [_stage(view, sleep, stage) for stage in sleep.stages],
        "metadata": _metadata(sleep, main=main),
        "summary": _summary(sleep),
        "createTime": updated,
        "updateTime": updated,
    }
    if sleep.shorts:
        body["shortAwakenings"] = [_stage(view, sleep, stage) for stage in sleep.shorts]
    return body


def _stage(view: View, sleep: Sleep, stage: Stage) -> dict[str, Any]:
    start = sleep.start + stage.offset
    span = interval(start, start + stage.seconds, view.zone, civil=False)
    return span | {"type": _type(stage)}


def _type(stage: Stage) -> str:
    return "AWAKE" if stage.level == "wake" else stage.level.upper()


def _metadata(sleep: Sleep, *, main: bool) -> dict[str, Any]:
    """Return how the sleep was processed; flags that do not hold are left out."""
    flags = {"processed": True, "mainSleep": main, "nap": sleep.nap}
    shown: dict[str, Any] = {name: True for name, holds in flags.items() if holds}
    status = _status(sleep)
    return shown | ({"stagesStatus": status} if status else {})


def _status(sleep: Sleep) -> str:
    if sleep.manual:
        return ""
    if sleep.kind == "stages":
        return "SUCCEEDED"
    return "REJECTED_NAP" if sleep.seconds < _THREE_HOURS else "REJECTED_COVERAGE"


def _summary(sleep: Sleep) -> dict[str, Any]:
    """Return the sums over the stages: the short awakenings are not part of them."""
    seconds: dict[str, list[int]] = {}
    for stage in sleep.stages:
        seconds.setdefault(_type(stage), []).append(stage.seconds)
    minutes = {name: sum(parts) // 60 for name, parts in seconds.items()}
    return {
        "minutesInSleepPeriod": str(sleep.minutes_in_bed),
        "minutesToFallAsleep": str(sleep.to_fall_asleep),
        "minutesAfterWakeUp": str(sleep.after_wakeup),
        "minutesAsleep": str(_total(seconds, _SLEEPING)),
        "minutesAwake": str(_total(seconds, ("AWAKE",))),
        "stagesSummary": [
            {"type": name, "minutes": str(minutes[name]), "count": str(len(parts))}
            for name, parts in seconds.items()
        ],
    }


def _total(seconds: Mapping[str, list[int]], names: Iterable[str]) -> int:
    return sum(sum(seconds.get(name, [])) for name in names) // 60
