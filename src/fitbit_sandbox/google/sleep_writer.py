"""Reads the sleep that a client writes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from fitbit_sandbox.google.errors import invalid_field
from fitbit_sandbox.google.times import read_stamp
from fitbit_sandbox.people.sleep import Sleep, Stage

_LEVELS: dict[str, dict[str, str]] = {
    "stages": {"AWAKE": "wake", "LIGHT": "light", "DEEP": "deep", "REM": "rem"},
    "classic": {"ASLEEP": "asleep", "AWAKE": "awake", "RESTLESS": "restless"},
}


def read_sleep(number: int, start: int, end: int, body: Mapping[str, Any]) -> Sleep:
    """Return a sleep: with its stages if it has some, else a classic one that is all asleep."""
    kind: Literal["stages", "classic"] = "stages" if body.get("type") == "STAGES" else "classic"
    if not body.get("stages"):
        kind = "classic"
        stages: tuple[Stage, ...] = (Stage(0, end - start, "asleep"),)
    else:
        stages = tuple(_stage(start, kind, stage) for stage in body["stages"])
    _require_whole(stages, end - start)
    return Sleep(number, start, end - start, kind, stages, manual=True)


def _stage(start: int, kind: str, stage: Mapping[str, Any]) -> Stage:
    begin, end = (int(read_stamp(stage[name])) for name in ("startTime", "endTime"))
    level = _LEVELS[kind].get(stage["type"])
    if level is None:
        raise invalid_field("sleep.stages.type", f"{stage['type']} is no stage of such a sleep.")
    return Stage(begin - start, end - begin, level)


def _require_whole(stages: tuple[Stage, ...], seconds: int) -> None:
    """Refuse stages that overlap, leave gaps, or do not cover the sleep."""
    at = 0
    for stage in stages:
        if stage.offset != at or stage.seconds <= 0:
            break
        at += stage.seconds
    if at != seconds:
        raise invalid_field("sleep.stages", "The stages must cover the sleep without gaps.")
