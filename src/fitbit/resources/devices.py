"""The user's devices and the alarms of those that have alarms."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from fitbit.arguments import checks, dates
from fitbit.arguments.types import JSON, Id, TimeLike, WeekDay
from fitbit.resources._base import EndpointGroup
from fitbit.types import Device


class Devices(EndpointGroup):
    """Devices and their alarms; scope settings."""

    def create_alarm(
        self,
        tracker_id: Id,
        time: TimeLike,
        week_days: Iterable[WeekDay],
        *,
        enabled: bool = True,
        recurring: bool = False,
        user_id: str = "-",
    ) -> JSON:
        """Add an alarm to a tracker.

        ``time`` carries its UTC offset: ``"07:15-08:00"``, or an aware time or datetime.  Returns
        ``{"trackerAlarm": {"alarmId": …, "syncedToDevice": false, …}}``.  Raises InvalidValue for a
        time without an offset, for no day or a day that is none.
        Scope: settings.
        https://dev.fitbit.com/build/reference/web-api/devices/create-alarm/
        """
        form = _alarm(time, week_days, enabled=enabled, recurring=recurring)
        path = "/1/user/{user-id}/devices/tracker/{tracker-id}/alarms.json"
        return self._post(path, form, tracker_id=tracker_id, user_id=user_id)

    def delete_alarm(self, tracker_id: Id, alarm_id: Id, *, user_id: str = "-") -> Literal[True]:
        """Delete an alarm of a tracker.

        Returns True; an unknown id raises HTTPNotFound.
        Scope: settings.
        https://dev.fitbit.com/build/reference/web-api/devices/delete-alarm/
        """
        path = "/1/user/{user-id}/devices/tracker/{tracker-id}/alarms/{alarm-id}.json"
        return self._delete(path, tracker_id=tracker_id, alarm_id=alarm_id, user_id=user_id)

    def get_alarms(self, tracker_id: Id, *, user_id: str = "-") -> JSON:
        """Read the alarms of a tracker.

        Returns ``{"trackerAlarms": [{"alarmId": …, "time": "07:15-08:00", "weekDays": […]}]}``.
        Raises HTTPNotFound for an unknown tracker.
        Scope: settings.
        https://dev.fitbit.com/build/reference/web-api/devices/get-alarms/
        """
        path = "/1/user/{user-id}/devices/tracker/{tracker-id}/alarms.json"
        return self._get(path, tracker_id=tracker_id, user_id=user_id)

    def get_devices(self, *, user_id: str = "-") -> list[Device]:
        """Read the user's devices, with battery and last sync.

        Returns ``[{"batteryLevel": 65, "deviceVersion": "Charge 5", "id": …, "type": "TRACKER"}]``.
        Scope: settings.
        https://dev.fitbit.com/build/reference/web-api/devices/get-devices/
        """
        return self._get("/1/user/{user-id}/devices.json", user_id=user_id)

    def update_alarm(
        self,
        tracker_id: Id,
        alarm_id: Id,
        time: TimeLike,
        week_days: Iterable[WeekDay],
        *,
        snooze_length: int,
        snooze_count: int,
        enabled: bool = True,
        recurring: bool = False,
        user_id: str = "-",
    ) -> JSON:
        """Replace an alarm of a tracker; ``snooze_length`` is in minutes.

        Returns ``{"trackerAlarm": {…}}``; an unknown id raises HTTPNotFound.  Raises InvalidValue
        as ``create_alarm`` does.
        Scope: settings.
        https://dev.fitbit.com/build/reference/web-api/devices/update-alarm/
        """
        form = {
            **_alarm(time, week_days, enabled=enabled, recurring=recurring),
            "snoozeLength": checks.encode_amount(snooze_length, "snooze_length"),
            "snoozeCount": checks.encode_amount(snooze_count, "snooze_count"),
        }
        path = "/1/user/{user-id}/devices/tracker/{tracker-id}/alarms/{alarm-id}.json"
        return self._post(path, form, tracker_id=tracker_id, alarm_id=alarm_id, user_id=user_id)


def _alarm(
    time: TimeLike, week_days: Iterable[WeekDay], *, enabled: bool, recurring: bool
) -> dict[str, object]:
    """Return the fields that every alarm has."""
    return {
        "time": dates.format_alarm_time(time),
        "enabled": enabled,
        "recurring": recurring,
        "weekDays": checks.encode_week_days(week_days),
    }
