"""The user's profile, what of it a client can change, and the paired devices."""

from __future__ import annotations

from typing import Any

from fitbit.exceptions import NotSupportedByProvider
from fitbit.google import times
from fitbit.google.answers.body import height_of
from fitbit.google.answers.request import FitbitRequest
from fitbit.google.answers.writes import create_sample
from fitbit.google.client.health import Row, granted
from fitbit.google.members import integer, items, measured
from fitbit.google.units import Units, tidy

UNITS = {
    "distanceUnit": {"DISTANCE_UNIT_MILES": "en_US", "DISTANCE_UNIT_KILOMETERS": "METRIC"},
    "weightUnit": {
        "WEIGHT_UNIT_POUNDS": "en_US",
        "WEIGHT_UNIT_STONE": "en_GB",
        "WEIGHT_UNIT_KILOGRAMS": "METRIC",
    },
    "heightUnit": {"HEIGHT_UNIT_INCHES": "en_US", "HEIGHT_UNIT_CENTIMETERS": "METRIC"},
    "waterUnit": {
        "WATER_UNIT_FL_OZ": "en_US",
        "WATER_UNIT_ML": "METRIC",
        "WATER_UNIT_CUP": "cup",
    },
    "glucoseUnit": {"GLUCOSE_UNIT_MG_DL": "en_US", "GLUCOSE_UNIT_MMOL_L": "METRIC"},
    "swimUnit": {"SWIM_UNIT_YARDS": "en_US", "SWIM_UNIT_METERS": "METRIC"},
}
"""Fitbit's names of the units in Google's settings."""
_WATER_NAMES = {"WATER_UNIT_FL_OZ": "fl oz", "WATER_UNIT_ML": "ml", "WATER_UNIT_CUP": "cup"}


def profile(request: FitbitRequest) -> Any:
    """Answer what Google tells of the user; names, gender and birthday it does not."""
    health = request.health
    height, weight = health.latest("height"), health.latest("weight")
    settings, identity, members = (
        health.get(f"users/me/{name}") for name in ("settings", "identity", "profile")
    )

    person, who = members.result(), identity.result()
    user = _person(person) | _strides(person, request.units) | _settings(settings.result())
    user["encodedId"] = who.get("legacyUserId") or who.get("healthUserId", "")
    tall, heavy = height_of(granted(height)), granted(weight)
    if tall:
        user["height"] = tidy(request.units.height(tall))
    if heavy:
        user["weight"] = tidy(request.units.weight(measured(heavy["weight"], "weightGrams")))
    return {"user": user}


def _person(members: Row) -> Row:
    found: Row = {"age": integer(members, "age")} if "age" in members else {}
    if "membershipStartDate" in members:
        found["memberSince"] = times.date_of(members["membershipStartDate"]).isoformat()
    return found


def _strides(members: Row, units: Units) -> Row:
    found: Row = {}
    for kind in ("Walking", "Running"):
        length = members.get(f"userConfigured{kind}StrideLengthMm") or members.get(
            f"auto{kind}StrideLengthMm"
        )
        if length:
            found[f"strideLength{kind}"] = tidy(units.height(float(length)))
    return found


def _settings(settings: Row) -> Row:
    found: Row = {
        name: known[settings[name]] for name, known in UNITS.items() if settings.get(name) in known
    }
    for kind in ("Walking", "Running"):
        chosen = str(settings.get(f"strideLength{kind}Type") or "")
        if chosen.startswith("STRIDE_LENGTH_TYPE_"):
            found[f"strideLength{kind}Type"] = chosen.rsplit("_", 1)[1].lower()
    return found | _place(settings) | _water(settings)


def _place(settings: Row) -> Row:
    found: Row = {"autoStrideEnabled": bool(settings.get("autoStrideEnabled"))}
    if "timeZone" in settings:
        found["timezone"] = settings["timeZone"]
    if "utcOffset" in settings:
        found["offsetFromUTCMillis"] = int(times.seconds(settings["utcOffset"]) * 1000)
    locale = str(settings.get("languageLocale") or "").replace("-", "_")
    foods = str(settings.get("foodLanguageCode") or "").replace("-", "_")
    found |= {"locale": locale, "languageLocale": locale} if locale else {}
    return found | ({"foodsLocale": foods} if foods else {})


def _water(settings: Row) -> Row:
    name = _WATER_NAMES.get(settings.get("waterUnit", ""))
    return {"waterUnitName": name} if name else {}


def devices(request: FitbitRequest) -> Any:
    """Answer the trackers and scales that are paired."""
    listed = request.health.devices()
    zone = request.zone
    return [_device(device, zone) for device in listed.result()]


def _device(device: Row, zone: Any) -> Row:
    found: Row = {
        "id": device["name"].rsplit("/", 1)[-1],
        "type": device.get("deviceType", ""),
        "deviceVersion": device.get("deviceVersion", ""),
        "battery": device.get("batteryStatus", ""),
        "mac": device.get("macAddress", "").replace(":", ""),
        "features": items(device, "features"),
    }
    if "batteryLevel" in device:
        found["batteryLevel"] = integer(device, "batteryLevel")
    if "lastSyncTime" in device:
        found["lastSyncTime"] = times.stamp(times.wall(device["lastSyncTime"], zone))
    return found


# writing

_STRIDES = {
    "strideLengthWalking": "userConfiguredWalkingStrideLengthMm",
    "strideLengthRunning": "userConfiguredRunningStrideLengthMm",
}
_MEASURES = {"height", "weight"}


def update_profile(request: FitbitRequest) -> Any:
    """Change stride lengths, units, height or weight, and answer with the whole profile."""
    _require_writable(request)
    changes = {
        "users/me/profile": _changed_strides(request),
        "users/me/settings": _changed_units(request),
    }
    for path, content in changes.items():
        if content:
            mask = {"updateMask": ",".join(content)}
            request.health.http.change("PATCH", path, mask, {"name": path, **content})
    _log_measures(request)
    # What follows is read from Google anew, not from before the change.
    request.health.cache.clear()
    return profile(request)


def _require_writable(request: FitbitRequest) -> None:
    known = {*_STRIDES, *UNITS, *_MEASURES}
    beyond = sorted(set(request.params) - known)
    if beyond or not request.params:
        raise NotSupportedByProvider(
            f"POST {request.path}: Google Health lets no client change "
            f"{', '.join(beyond) or 'nothing'}; what it does is {', '.join(sorted(known))}."
        )


def _changed_strides(request: FitbitRequest) -> Row:
    return {
        member: round(request.number(name) * request.units.mm_of_height)
        for name, member in _STRIDES.items()
        if name in request.params
    }


def _changed_units(request: FitbitRequest) -> Row:
    return {name: _unit(request, name) for name in UNITS if name in request.params}


def _unit(request: FitbitRequest, name: str) -> str:
    known = {fitbit: google for google, fitbit in UNITS[name].items()}
    if request.params[name] not in known:
        raise request.invalid(name)
    return known[request.params[name]]


def _log_measures(request: FitbitRequest) -> None:
    if "height" in request.params:
        height = str(round(request.number("height") * request.units.mm_of_height))
        create_sample(request, "height", request.now(), {"heightMillimeters": height})
    if "weight" in request.params:
        grams = round(request.number("weight") * request.units.grams_of_weight, 3)
        create_sample(request, "weight", request.now(), {"weightGrams": grams})
