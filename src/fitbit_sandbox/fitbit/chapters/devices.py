"""Answers for the devices."""

from __future__ import annotations

from typing import Any

from fitbit_sandbox.fitbit.call import Call, Handler
from fitbit_sandbox.people.civil import local
from fitbit_sandbox.people.traits import Battery


def get_devices(call: Call) -> Any:
    """Return the trackers and scales, a bare list."""
    return [_device(call, battery) for battery in call.person.traits.batteries(call.now)]


def _device(call: Call, battery: Battery) -> dict[str, Any]:
    gear = battery.gear
    return {
        "battery": battery.word,
        "batteryLevel": battery.percent,
        "deviceVersion": gear.version,
        "features": [],
        "id": gear.id,
        "lastSyncTime": f"{local(battery.synced, call.person.timezone):%Y-%m-%dT%H:%M:%S}.000",
        "mac": gear.mac,
        "type": gear.type,
    }


def handlers() -> dict[str, Handler]:
    """Return this chapter's handlers."""
    return {"getDevices": get_devices}
