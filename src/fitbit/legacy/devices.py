"""The paired devices and their silent alarms, which only older trackers have."""

from __future__ import annotations

from typing import Any, cast

from fitbit.exceptions import InvalidValue
from fitbit.legacy._base import LegacyCalls
from fitbit.legacy._deprecated import deprecated
from fitbit.legacy._paths import TimeLike, time_text


class Devices(LegacyCalls):
    """Devices and their alarms."""

    @deprecated("Use Fitbit.devices.get_devices().")
    def get_devices(self) -> Any:
        """Read the devices paired with the account.

        Returns a list of ``{"battery": …, "deviceVersion": …, "id": …, "lastSyncTime": …,
        "type": …}``.  Scope: settings.
        Successor: ``fb.devices.get_devices()``.
        https://dev.fitbit.com/build/reference/web-api/devices/get-devices/
        """
        return self.make_request(self._url("/user/{user}/devices.json"))

    @deprecated("Use Fitbit.devices.get_alarms().")
    def get_alarms(self, device_id: int | str) -> Any:
        """Read the alarms of a device.

        Returns ``{"trackerAlarms": [...]}``; an unknown device raises HTTPNotFound.
        Scope: settings.
        Successor: ``fb.devices.get_alarms()``.
        https://dev.fitbit.com/build/reference/web-api/devices/get-alarms/
        """
        path = "/user/{user}/devices/tracker/{device_id}/alarms.json"
        return self.make_request(self._url(path, device_id=device_id))

    @deprecated("Use Fitbit.devices.create_alarm().")
    def add_alarm(
        self,
        device_id: int | str,
        alarm_time: TimeLike,
        week_days: list[str],
        recurring: bool = False,  # noqa: FBT001, FBT002 - python-fitbit's signature
        enabled: bool = True,  # noqa: FBT001, FBT002 - python-fitbit's signature
        label: str | None = None,
        snooze_length: int | None = None,
        snooze_count: int | None = None,
        vibe: str = "DEFAULT",
    ) -> Any:
        """Add an alarm to a device.

        ``alarm_time`` is a datetime with a time zone, or text such as ``07:15+02:00``;
        ``week_days`` is a list out of ``WEEK_DAYS``, anything else raises ValueError.  Returns
        ``{"trackerAlarm": {…}}``.  Scope: settings.
        Successor: ``fb.devices.create_alarm()``.
        https://dev.fitbit.com/build/reference/web-api/devices/create-alarm/
        """
        path = "/user/{user}/devices/tracker/{device_id}/alarms.json"
        data = self._alarm(alarm_time, week_days, recurring, enabled, vibe)
        extra = {"label": label, "snoozeLength": snooze_length, "snoozeCount": snooze_count}
        data.update(self._filter_nones(extra))
        return self.make_request(self._url(path, device_id=device_id), data=data, method="POST")

    @deprecated("Use Fitbit.devices.update_alarm().")
    def update_alarm(
        self,
        device_id: int | str,
        alarm_id: int | str,
        alarm_time: TimeLike,
        week_days: list[str],
        recurring: bool = False,  # noqa: FBT001, FBT002 - python-fitbit's signature
        enabled: bool = True,  # noqa: FBT001, FBT002 - python-fitbit's signature
        label: str | None = None,
        snooze_length: int | None = None,
        snooze_count: int | None = None,
        vibe: str = "DEFAULT",
    ) -> Any:
        """Replace an alarm of a device; the arguments are those of ``add_alarm``.

        Returns ``{"trackerAlarm": {…}}``; an unknown alarm raises HTTPNotFound.
        Scope: settings.
        Successor: ``fb.devices.update_alarm()``.
        https://dev.fitbit.com/build/reference/web-api/devices/update-alarm/
        """
        path = "/user/{user}/devices/tracker/{device_id}/alarms/{alarm_id}.json"
        data = self._alarm(alarm_time, week_days, recurring, enabled, vibe)
        extra = {"label": label, "snoozeLength": snooze_length, "snoozeCount": snooze_count}
        data.update(self._filter_nones(extra))
        url = self._url(path, device_id=device_id, alarm_id=alarm_id)
        return self.make_request(url, data=data, method="POST")

    def _alarm(
        self,
        alarm_time: TimeLike,
        week_days: list[str],
        recurring: bool,  # noqa: FBT001 - handed on
        enabled: bool,  # noqa: FBT001 - handed on
        vibe: str,
    ) -> dict[str, Any]:
        """Return the body that every alarm has."""
        return {
            "time": time_text(alarm_time, "%H:%M%z"),
            "weekDays": self._week_days(week_days),
            "recurring": recurring,
            "enabled": enabled,
            "vibe": vibe,
        }

    def _week_days(self, week_days: object) -> list[str]:
        """Return the days if they are a list of Fitbit's names."""
        days = cast("list[str]", week_days) if isinstance(week_days, list) else [""]
        if all(day in self.WEEK_DAYS for day in days):
            return days
        msg = f"week_days must be a list out of {', '.join(self.WEEK_DAYS)}, not {week_days!r}"
        raise InvalidValue(msg)

    @deprecated("Use Fitbit.devices.delete_alarm().")
    def delete_alarm(self, device_id: int | str, alarm_id: int | str) -> Any:
        """Delete an alarm of a device.

        Returns True; raises HTTPNotFound for an unknown alarm and DeleteError for any answer but
        204.  Scope: settings.
        Successor: ``fb.devices.delete_alarm()``.
        https://dev.fitbit.com/build/reference/web-api/devices/delete-alarm/
        """
        path = "/user/{user}/devices/tracker/{device_id}/alarms/{alarm_id}.json"
        url = self._url(path, device_id=device_id, alarm_id=alarm_id)
        return self.make_request(url, method="DELETE")
