"""A person's devices, and the silent alarms of trackers."""

from __future__ import annotations

import re
from typing import Any

from fitbit_sandbox.fitbit.call import Answer, Call
from fitbit_sandbox.fitbit.chapters.asked import (
    answers,
    deleted,
    existing,
    flag,
    log_id,
    required,
    whole,
)
from fitbit_sandbox.fitbit.errors import invalid, not_found
from fitbit_sandbox.people.civil import local

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d[+-](0\d|1[0-4]):[0-5]\d")
_WEEK = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
_Alarm = dict[str, Any]


@answers("getDevices")
def get_devices(call: Call) -> Any:
    """Return the trackers and scales, a bare list."""
    return [
        {
            "battery": battery.word,
            "batteryLevel": battery.percent,
            "deviceVersion": battery.gear.version,
            "features": [],
            "id": battery.gear.id,
            "lastSyncTime": f"{local(battery.synced, call.person.timezone):%Y-%m-%dT%H:%M:%S}.000",
            "mac": battery.gear.mac,
            "type": battery.gear.type,
        }
        for battery in call.person.traits.batteries(call.now)
    ]


@answers("getAlarms")
def get_alarms(call: Call) -> Any:
    """Return the alarms of a tracker."""
    with call.person.lock:
        return {"trackerAlarms": [dict(alarm) for alarm in _alarms(call).values()]}


@answers("addAlarms")
def create(call: Call) -> Any:
    """Set an alarm."""
    with call.person.lock:
        alarms, number = _alarms(call), call.person.new_id()
        snooze = {"snoozeCount": 3, "snoozeLength": 9}
        alarms[number] = {"alarmId": number, **_given(call), **snooze}
        return Answer({"trackerAlarm": dict(alarms[number])}, 201)


@answers("updateAlarms")
def update(call: Call) -> Any:
    """Change an alarm."""
    with call.person.lock:
        alarm = existing(_alarms(call).get(log_id(call, "alarm-id")))
        snooze = {name: whole(call, name) for name in ("snoozeLength", "snoozeCount")}
        alarm.update(_given(call) | snooze)
        return {"trackerAlarm": dict(alarm)}


@answers("deleteAlarms")
def delete(call: Call) -> Any:
    """Delete an alarm."""
    with call.person.lock:
        return deleted(_alarms(call).pop(log_id(call, "alarm-id"), None))


def _alarms(call: Call) -> dict[int, _Alarm]:
    tracker = call.arguments["tracker-id"]
    if tracker not in {gear.id for gear in call.person.traits.gear if gear.type == "TRACKER"}:
        raise not_found()
    alarms: dict[int, _Alarm] = call.person.extras.setdefault(f"alarms {tracker}", {})
    return alarms


def _given(call: Call) -> _Alarm:
    time = required(call, "time")
    if not _TIME.fullmatch(time):
        raise invalid("time", f"Invalid time: {time}")
    recurring = flag(call, "recurring")
    return {
        "deleted": False,
        "enabled": flag(call, "enabled"),
        "label": call.params.get("label", ""),
        "recurring": recurring,
        "syncedToDevice": False,
        "time": time,
        "vibe": "DEFAULT",
        "weekDays": _week_days(call, recurring=recurring),
    }


def _week_days(call: Call, *, recurring: bool) -> list[str]:
    text = required(call, "weekDays") if recurring else call.params.get("weekDays", "")
    days = [day.strip().upper() for day in text.split(",") if day.strip()]
    if not set(days) <= set(_WEEK):
        raise invalid("weekDays", f"Invalid week days: {text}")
    return sorted(set(days), key=_WEEK.index)
