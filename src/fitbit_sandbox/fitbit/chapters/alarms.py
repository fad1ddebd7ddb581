"""Answers for the silent alarms of trackers."""

from __future__ import annotations

import re
from typing import Any

from fitbit_sandbox.fitbit.call import Answer, Call, Handler
from fitbit_sandbox.fitbit.chapters.asked import flag, log_id, required, whole
from fitbit_sandbox.fitbit.errors import invalid, not_found

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d[+-](0\d|1[0-4]):[0-5]\d")
_WEEK = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
_Alarm = dict[str, Any]


def get_all(call: Call) -> Any:
    """Return the alarms of a tracker."""
    with call.person.lock:
        return {"trackerAlarms": [dict(alarm) for alarm in _alarms(call)]}


def create(call: Call) -> Any:
    """Set an alarm."""
    with call.person.lock:
        alarms = _alarms(call)
        snooze = {"snoozeCount": 3, "snoozeLength": 9}
        alarm = {"alarmId": call.person.new_id(), **_given(call), **snooze}
        alarms.append(alarm)
    return Answer({"trackerAlarm": dict(alarm)}, 201)


def update(call: Call) -> Any:
    """Change an alarm."""
    with call.person.lock:
        alarm = _found(call)
        snooze = {name: whole(call, name) for name in ("snoozeLength", "snoozeCount")}
        alarm.update(_given(call) | snooze)
        return {"trackerAlarm": dict(alarm)}


def delete(call: Call) -> Any:
    """Delete an alarm."""
    with call.person.lock:
        _alarms(call).remove(_found(call))
    return Answer(None, 204)


def _alarms(call: Call) -> list[_Alarm]:
    tracker = call.arguments["tracker-id"]
    if tracker not in {gear.id for gear in call.person.traits.gear if gear.type == "TRACKER"}:
        raise not_found()
    alarms: list[_Alarm] = call.person.extras.setdefault(f"alarms {tracker}", [])
    return alarms


def _found(call: Call) -> _Alarm:
    number = log_id(call, "alarm-id")
    for alarm in _alarms(call):
        if alarm["alarmId"] == number:
            return alarm
    raise not_found()


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


def handlers() -> dict[str, Handler]:
    """Return this chapter's handlers."""
    return {
        "getAlarms": get_all,
        "addAlarms": create,
        "updateAlarms": update,
        "deleteAlarms": delete,
    }
