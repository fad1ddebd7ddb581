"""The answers about a person: identity, profile, settings, devices, IRN profile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fitbit_sandbox.google.errors import invalid_field, not_found
from fitbit_sandbox.google.paging import digest, page_of, page_size
from fitbit_sandbox.google.scopes import ACTIVITY, reads
from fitbit_sandbox.google.times import date_json, offset, stamp
from fitbit_sandbox.google.view import View, health_user_id
from fitbit_sandbox.people.civil import epoch
from fitbit_sandbox.people.traits import Battery, age_on

_DEVICES, _MAX_DEVICES = 5, 100
_METRIC, _AMERICAN, _BRITISH = "METRIC", "en_US", "en_GB"
_WORDS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "distanceUnit": ("distance_unit", {_AMERICAN: "MILES", _METRIC: "KILOMETERS"}),
    "weightUnit": ("weight_unit", {_AMERICAN: "POUNDS", _BRITISH: "STONE", _METRIC: "KILOGRAMS"}),
    "heightUnit": ("height_unit", {_AMERICAN: "INCHES", _METRIC: "CENTIMETERS"}),
    "waterUnit": ("water_unit", {_AMERICAN: "FL_OZ", _METRIC: "ML"}),
    "glucoseUnit": ("glucose_unit", {_AMERICAN: "MG_DL", _METRIC: "MMOL_L"}),
    "swimUnit": ("swim_unit", {_AMERICAN: "YARDS", _METRIC: "METERS"}),
}
_UNITS = {
    name: (place, {system: f"{place.upper()}_{word}" for system, word in words.items()})
    for name, (place, words) in _WORDS.items()
}
"""The unit settings: their name in the model, and Google's word for each system."""
_STRIDES = {
    "userConfiguredWalkingStrideLengthMm": "stride_walk_mm",
    "userConfiguredRunningStrideLengthMm": "stride_run_mm",
}


def identity(view: View) -> dict[str, Any]:
    """Return the person's id here, and the one they have at Fitbit."""
    return {
        "name": "users/me/identity",
        "healthUserId": health_user_id(view.person),
        "legacyUserId": view.person.id,
    }


def profile(view: View, scopes: frozenset[str]) -> dict[str, Any]:
    """Return the profile; the strides only if activity was granted, too."""
    person = view.person
    shown: dict[str, Any] = {
        "name": f"{view.user}/profile",
        "age": age_on(person.today(view.now), person.settings.born),
        "membershipStartDate": date_json(person.traits.since),
    }
    if not reads(scopes, (ACTIVITY,)):
        return shown
    strides = {name: round(getattr(person.settings, place)) for name, place in _STRIDES.items()}
    return {
        **shown,
        **strides,
        "autoWalkingStrideLengthMm": person.traits.stride_walk_mm,
        "autoRunningStrideLengthMm": person.traits.stride_run_mm,
    }


def update_profile(
    view: View, scopes: frozenset[str], query: Mapping[str, Any], body: Mapping[str, Any]
) -> dict[str, Any]:
    """Change the strides and return the profile."""
    changes = {}
    for name in _masked(query, body):
        if name not in _STRIDES:
            raise invalid_field(name, "Updates to this field are not supported.")
        changes[_STRIDES[name]] = body.get(name, 0)
        if not changes[_STRIDES[name]] > 0:
            raise invalid_field(name, "The length must be positive.")
    view.person.change(**changes)
    return profile(view, scopes)


def _masked(query: Mapping[str, Any], body: Mapping[str, Any]) -> list[str]:
    """Return the members that an update is about: those of the mask, or all that are given."""
    mask = query.get("updateMask", "")
    names = [_camel(name.strip()) for name in mask.split(",") if name.strip()]
    if "*" in names or not names:
        return [name for name in body if name != "name"]
    return names


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def settings(view: View) -> dict[str, Any]:
    """Return the settings; flags that do not hold are left out."""
    kept = view.person.settings
    units = {
        name: words.get(getattr(kept, place), words[_METRIC])
        for name, (place, words) in _UNITS.items()
    }
    american = kept.distance_unit == _AMERICAN
    stride = "STRIDE_LENGTH_TYPE_MANUAL"
    return {
        "name": f"{view.user}/settings",
        **units,
        "temperatureUnit": f"TEMPERATURE_UNIT_{'FAHRENHEIT' if american else 'CELSIUS'}",
        "languageLocale": kept.locale.replace("_", "-"),
        "foodLanguageCode": kept.foods_locale.replace("_", "-"),
        "timeZone": kept.timezone,
        "utcOffset": offset(view.now, kept.timezone),
        "strideLengthWalkingType": stride,
        "strideLengthRunningType": stride,
    }


def update_settings(
    view: View, query: Mapping[str, Any], body: Mapping[str, Any]
) -> dict[str, Any]:
    """Change units and return the settings."""
    changes = {}
    for name in _masked(query, body):
        if name not in _UNITS:
            raise invalid_field(name, "Updates to this field are not supported.")
        place, words = _UNITS[name]
        systems = {word: system for system, word in words.items()}
        if body.get(name) not in systems:
            raise invalid_field(name, f"Invalid value: {body.get(name)!r}")
        changes[place] = systems[body[name]]
    view.person.change(**changes)
    return settings(view)


def irn_profile(view: View) -> dict[str, Any]:
    """Return whether the person takes part in the watch for irregular rhythms."""
    traits = view.person.traits
    ready = traits.can("ecg")
    return {
        "name": f"{view.user}/irnProfile",
        "onboardingStatus": ready,
        "enrollmentStatus": ready,
        "updateTime": stamp(epoch(traits.since, 9 * 3600, view.zone)),
    }


def list_devices(view: View, query: Mapping[str, Any]) -> dict[str, Any]:
    """Return a page of the trackers and scales, five unless more are asked for."""
    size = page_size(query.get("pageSize", 0), _DEVICES, _MAX_DEVICES)
    question = digest(view.person.id, "devices")
    devices = [_device(view, battery) for battery in view.person.traits.batteries(view.now)]
    return page_of("pairedDevices", devices, question, query, size)


def get_device(view: View, number: str) -> dict[str, Any]:
    """Return one device."""
    for battery in view.person.traits.batteries(view.now):
        if battery.gear.id == number:
            return _device(view, battery)
    raise not_found(f"{view.user}/pairedDevices/{number}")


def _device(view: View, battery: Battery) -> dict[str, Any]:
    gear = battery.gear
    return {
        "name": f"{view.user}/pairedDevices/{gear.id}",
        "batteryLevel": battery.percent,
        "batteryStatus": battery.word,
        "deviceType": gear.type,
        "deviceVersion": gear.version,
        "lastSyncTime": stamp(battery.synced),
        "macAddress": gear.mac,
    }
