"""Exercises as the daily summary, the list and the answer to a new log show them."""

from __future__ import annotations

from typing import Any

from fitbit_sandbox.fitbit.call import Call
from fitbit_sandbox.fitbit.chapters.favourites import favourites
from fitbit_sandbox.fitbit.chapters.heart_rate import show_zone
from fitbit_sandbox.fitbit.chapters.series import half_up
from fitbit_sandbox.fitbit.chapters.units import units_of
from fitbit_sandbox.people.civil import local, offset_seconds, utc_text
from fitbit_sandbox.people.days import Days
from fitbit_sandbox.people.effort import Effort, effort_of
from fitbit_sandbox.people.logs import LoggedActivity
from fitbit_sandbox.people.minutes import FLOOR_MM
from fitbit_sandbox.people.schedule import Workout

_LEVELS = ("sedentary", "lightly", "fairly", "very")
_SYNC_AFTER = 11 * 60


def moment_text(moment: float, zone: str) -> str:
    """Return a moment as ``2026-01-01T05:03:50.000-08:00``, on the zone's clock."""
    offset = offset_seconds(moment, zone) // 60
    sign, ahead = ("-", -offset) if offset < 0 else ("+", offset)
    clock = local(moment, zone)
    return f"{clock:%Y-%m-%dT%H:%M:%S}.000{sign}{ahead // 60:02}:{ahead % 60:02}"


def show_in_summary(call: Call, log: Workout | LoggedActivity) -> dict[str, Any]:
    """Return an exercise as the daily summary shows it."""
    clock = local(log.start, call.person.timezone)
    own = _by_hand(call, log) if isinstance(log, LoggedActivity) else _recognised(call, log)
    return {
        **own,
        "hasStartTime": True,
        "isFavorite": own["activityId"] in favourites(call, "activities"),
        "logId": log.id,
        "startDate": clock.date().isoformat(),
        "startTime": f"{clock:%H:%M}",
    }


def _by_hand(call: Call, log: LoggedActivity) -> dict[str, Any]:
    shown = {
        "activityId": log.activity_id,
        "activityParentId": log.parent_id,
        "activityParentName": log.parent_name,
        "calories": log.calories,
        "description": log.description,
        "duration": log.millis,
        "hasActiveZoneMinutes": False,
        "lastModified": utc_text(log.modified),
        "name": log.name,
        "steps": log.steps,
    }
    return shown | ({"distance": units_of(call).distance(log.mm)} if log.mm else {})


def _recognised(call: Call, log: Workout) -> dict[str, Any]:
    effort = effort_of(Days(call.person), log)
    return {
        "activityId": log.sport.activity_id,
        "activityParentId": log.sport.activity_id,
        "activityParentName": log.sport.name,
        "calories": half_up(effort.calories),
        "description": "",
        "distance": units_of(call).distance(effort.mm),
        "duration": log.minutes * 60_000,
        "hasActiveZoneMinutes": bool(effort.zones),
        "lastModified": utc_text(log.end + _SYNC_AFTER),
        "name": log.sport.name,
        "steps": effort.steps,
    }


def show_listed(call: Call, log: Workout | LoggedActivity) -> dict[str, Any]:
    """Return an exercise as the list shows it."""
    if isinstance(log, LoggedActivity):
        return _listed_by_hand(call, log)
    return _listed_workout(call, log)


def _common(call: Call, log: Workout | LoggedActivity, millis: int) -> dict[str, Any]:
    started = moment_text(log.start, call.person.timezone)
    user = f"{call.origin}/1/user/-"
    day = local(log.start, call.person.timezone).date()
    return {
        "activeDuration": millis,
        "caloriesLink": f"{user}/activities/calories/date/{day}/{day}/1min.json",
        "duration": millis,
        "logId": log.id,
        "originalDuration": millis,
        "originalStartTime": started,
        "startTime": started,
        "tcxLink": f"{user}/activities/{log.id}.tcx",
    }


def _moved(call: Call, mm: int, millis: int) -> dict[str, Any]:
    if not mm:
        return {}
    units = units_of(call)
    distance = mm / units.mm_of_distance
    return {
        "distance": units.distance(mm),
        "distanceUnit": "Mile" if units.american else "Kilometer",
        "pace": round(millis / 1000 / distance, 3),
        "speed": round(distance * 3_600_000 / millis, 5),
    }


def _listed_by_hand(call: Call, log: LoggedActivity) -> dict[str, Any]:
    return {
        **_common(call, log, log.millis),
        **_moved(call, log.mm, log.millis),
        "activityLevel": [{"minutes": 0, "name": name} for name in _LEVELS],
        "activityName": log.name,
        "activityTypeId": log.activity_id,
        "calories": log.calories,
        "lastModified": utc_text(log.modified),
        "logType": "manual",
        "manualValuesSpecified": {
            "calories": log.manual_calories,
            "distance": log.manual_distance,
            "steps": log.manual_steps,
        },
        "steps": log.steps,
    }


def _listed_workout(call: Call, log: Workout) -> dict[str, Any]:
    effort, millis = effort_of(Days(call.person), log), log.minutes * 60_000
    levels = zip(effort.levels, _LEVELS, strict=True)
    return {
        **_common(call, log, millis),
        **_moved(call, effort.mm, millis),
        **_heart(call, log, effort),
        "activityLevel": [{"minutes": minutes, "name": name} for minutes, name in levels],
        "activityName": log.sport.name,
        "activityTypeId": log.sport.activity_id,
        "calories": half_up(effort.calories),
        "elevationGain": units_of(call).elevation(effort.floors * FLOOR_MM),
        "lastModified": utc_text(log.end + _SYNC_AFTER),
        "logType": "auto_detected",
        "manualValuesSpecified": {"calories": False, "distance": False, "steps": False},
        "steps": effort.steps,
    }


def _heart(call: Call, log: Workout, effort: Effort) -> dict[str, Any]:
    if not effort.average_bpm:
        return {}
    begin, end = (local(moment, call.person.timezone) for moment in (log.start, log.end))
    path = f"date/{begin.date()}/{end.date()}/1sec/time/{begin:%H:%M:%S}/{end:%H:%M:%S}.json"
    return {
        "activeZoneMinutes": _zone_minutes(effort),
        "averageHeartRate": effort.average_bpm,
        "heartRateLink": f"{call.origin}/1/user/-/activities/heart/{path}",
        "heartRateZones": [show_zone(time) for time in effort.zones],
    }


def _zone_minutes(effort: Effort) -> dict[str, Any]:
    worth = (0, 1, 2, 2)
    return {
        "minutesInHeartRateZones": [
            {
                "minuteMultiplier": times,
                "minutes": time.minutes * times,
                "order": order,
                "type": time.zone.name.upper().replace(" ", "_"),
                "zoneName": time.zone.name,
            }
            for order, (time, times) in enumerate(zip(effort.zones, worth, strict=True))
        ],
        "totalMinutes": effort.zone_minutes,
    }
