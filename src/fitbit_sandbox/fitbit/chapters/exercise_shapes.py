"""Exercises as the daily summary, the list and the answer to a new log show them."""

from __future__ import annotations

from typing import Any

from fitbit_sandbox.fitbit.call import Call
from fitbit_sandbox.fitbit.chapters.favourites import favourites
from fitbit_sandbox.fitbit.chapters.heart_rate import show_zone
from fitbit_sandbox.fitbit.chapters.units import half_up, units_of
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
    done, effort = _described(call, log)
    clock = local(done.start, call.person.timezone)
    shown = {
        "activityId": done.activity_id,
        "activityParentId": done.parent_id,
        "activityParentName": done.parent_name,
        "calories": done.calories,
        "description": done.description,
        "duration": done.millis,
        "hasActiveZoneMinutes": bool(effort and effort.zones),
        "hasStartTime": True,
        "isFavorite": done.activity_id in favourites(call, "activities"),
        "lastModified": utc_text(done.modified),
        "logId": done.id,
        "name": done.name,
        "startDate": clock.date().isoformat(),
        "startTime": f"{clock:%H:%M}",
        "steps": done.steps,
    }
    return shown | ({"distance": units_of(call).distance(done.mm)} if effort or done.mm else {})


def _described(call: Call, log: Workout | LoggedActivity) -> tuple[LoggedActivity, Effort | None]:
    """Return an exercise as if it were entered by hand, with its effort if it was recognised."""
    if isinstance(log, LoggedActivity):
        return log, None
    effort, sport = effort_of(Days(call.person), log), log.sport
    described = LoggedActivity(
        id=log.id,
        day=log.day,
        start=log.start,
        millis=log.minutes * 60_000,
        name=sport.name,
        activity_id=sport.activity_id,
        parent_id=sport.activity_id,
        parent_name=sport.name,
        description="",
        calories=half_up(effort.calories),
        mm=effort.mm,
        steps=effort.steps,
        modified=log.end + _SYNC_AFTER,
    )
    return described, effort


def show_listed(call: Call, log: Workout | LoggedActivity) -> dict[str, Any]:
    """Return an exercise as the list shows it."""
    done, effort = _described(call, log)
    zone, user = call.person.timezone, f"{call.origin}/1/user/-"
    started, day = moment_text(done.start, zone), local(done.start, zone).date()
    levels = zip(effort.levels if effort else (0, 0, 0, 0), _LEVELS, strict=True)
    shown = {
        "activeDuration": done.millis,
        "activityLevel": [{"minutes": minutes, "name": name} for minutes, name in levels],
        "activityName": done.name,
        "activityTypeId": done.activity_id,
        "calories": done.calories,
        "caloriesLink": f"{user}/activities/calories/date/{day}/{day}/1min.json",
        "duration": done.millis,
        "lastModified": utc_text(done.modified),
        "logId": done.id,
        "logType": "auto_detected" if effort else "manual",
        "manualValuesSpecified": {
            "calories": done.manual_calories,
            "distance": done.manual_distance,
            "steps": done.manual_steps,
        },
        "originalDuration": done.millis,
        "originalStartTime": started,
        "startTime": started,
        "steps": done.steps,
        "tcxLink": f"{user}/activities/{done.id}.tcx",
    }
    measured = _measured(call, done, effort) if effort else {}
    return shown | _moved(call, done.mm, done.millis) | measured


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


def _measured(call: Call, done: LoggedActivity, effort: Effort) -> dict[str, Any]:
    """Return what only the tracker knows."""
    climbed = {"elevationGain": units_of(call).elevation(effort.floors * FLOOR_MM)}
    if not effort.average_bpm:
        return climbed
    begin, end = (local(moment, call.person.timezone) for moment in (done.start, done.end))
    path = f"date/{begin.date()}/{end.date()}/1sec/time/{begin:%H:%M:%S}/{end:%H:%M:%S}.json"
    return climbed | {
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
