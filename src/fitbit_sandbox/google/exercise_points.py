"""The data points of exercises, recognised or entered by hand."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from fitbit_sandbox.data import read_data
from fitbit_sandbox.google.sources import HAND, TRACKER
from fitbit_sandbox.google.times import duration, interval, offset, stamp
from fitbit_sandbox.google.view import Point, View, gives, written_logs
from fitbit_sandbox.people.effort import Effort, effort_of
from fitbit_sandbox.people.logs import LoggedActivity
from fitbit_sandbox.people.minutes import FLOOR_MM
from fitbit_sandbox.people.schedule import Workout

TYPES: dict[int, str] = {
    int(number): name for number, name in read_data("google/exercise_types.json").items()
}
"""Google's type of an exercise by the number of the activity."""
OTHER = "OTHER"
_ZONES = ("lightTime", "moderateTime", "vigorousTime", "peakTime")
_SYNC_AFTER = 11 * 60


@gives("exercise")
def _exercises(view: View, day: date) -> list[Point]:
    return [exercise(view, log) for log in view.person.exercises(day, view.now)]


def exercise(view: View, log: Workout | LoggedActivity) -> Point:
    """Return the point of one exercise."""
    if isinstance(log, LoggedActivity):
        return _by_hand(view, log)
    return Point(log.start, log.end, partial(_seen, view, log), TRACKER, view.point_id(log.id))


def _seen(view: View, log: Workout) -> dict[str, Any]:
    return _session(view, log.start, log.end, log.end + _SYNC_AFTER) | {
        "exerciseType": TYPES.get(log.sport.activity_id, OTHER),
        "displayName": log.sport.name,
        "metricsSummary": _measured(effort_of(view.days, log), log.minutes * 60),
        "exerciseMetadata": {"hasGps": True} if log.sport.outdoors else {},
    }


def _by_hand(view: View, log: LoggedActivity) -> Point:
    end = log.start + log.millis / 1000
    metrics = {"caloriesKcal": float(log.calories), **_moved(log.mm, log.millis / 1000)}
    if log.steps:
        metrics["steps"] = str(log.steps)
    body = _session(view, log.start, end, log.modified) | {
        "exerciseType": _type(view, log),
        "displayName": log.name,
        "metricsSummary": metrics,
    }
    return Point(log.start, end, body, view.origin_of(log.id, HAND), view.point_id(log.id))


def _type(view: View, log: LoggedActivity) -> str:
    written = written_logs(view.person).get(log.id)
    if written is not None and written.exercise_type:
        return written.exercise_type
    return TYPES.get(log.activity_id) or TYPES.get(log.parent_id, OTHER)


def _session(view: View, start: float, end: float, updated: float) -> dict[str, Any]:
    return {
        "interval": interval(start, end, view.zone, civil=False),
        "activeDuration": duration(end - start),
        "exerciseEvents": [_event(view, start, "START"), _event(view, end, "STOP")],
        "createTime": stamp(updated),
        "updateTime": stamp(updated),
    }


def _event(view: View, moment: float, what: str) -> dict[str, str]:
    return {
        "eventTime": stamp(moment),
        "eventUtcOffset": offset(moment, view.zone),
        "exerciseEventType": what,
    }


def _moved(mm: int, seconds: float) -> dict[str, Any]:
    if not mm or not seconds:
        return {}
    return {
        "distanceMillimeters": float(mm),
        "averagePaceSecondsPerMeter": seconds / (mm / 1000),
        "averageSpeedMillimetersPerSecond": mm / seconds,
    }


def _measured(effort: Effort, seconds: int) -> dict[str, Any]:
    metrics: dict[str, Any] = {
        "caloriesKcal": float((effort.calories + 500) // 1000),
        "steps": str(effort.steps),
        **_moved(effort.mm, seconds),
    }
    if effort.floors:
        metrics["elevationGainMillimeters"] = float(effort.floors * FLOOR_MM)
    if effort.average_bpm:
        times = zip(_ZONES, effort.zones, strict=True)
        metrics |= {
            "averageHeartRateBeatsPerMinute": str(effort.average_bpm),
            "activeZoneMinutes": str(effort.zone_minutes),
            "heartRateZoneDurations": {name: duration(t.minutes * 60) for name, t in times},
        }
    return metrics
