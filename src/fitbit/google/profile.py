"""Answers the user's profile and devices."""

from __future__ import annotations

from typing import Any

from fitbit.google import civil
from fitbit.google.ask import Ask
from fitbit.google.body import start_height
from fitbit.google.health import Row, granted
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
"""Gives each unit in Google's settings Fitbit's name."""
_WATER_NAMES = {"WATER_UNIT_FL_OZ": "fl oz", "WATER_UNIT_ML": "ml", "WATER_UNIT_CUP": "cup"}


def profile(ask: Ask) -> Any:
    """Answer what Google tells of the user; names, gender and birthday it does not."""
    height, weight = start_height(ask.health), ask.health.latest("weight")
    settings = ask.health.get("users/me/settings")
    identity = ask.health.get("users/me/identity")
    members = ask.health.get("users/me/profile").get()
    user = _person(members) | _strides(members, ask.units) | _settings(settings.get())
    who = identity.get()
    user["encodedId"] = who.get("legacyUserId") or who.get("healthUserId", "")
    tall, heavy = granted(height), granted(weight)
    if tall:
        user["height"] = tidy(ask.units.height(tall))
    if heavy:
        user["weight"] = tidy(ask.units.weight(float(heavy["weight"]["weightGrams"])))
    return {"user": user}


def _person(members: Row) -> Row:
    found: Row = {"age": int(members["age"])} if "age" in members else {}
    if "membershipStartDate" in members:
        found["memberSince"] = civil.date_of(members["membershipStartDate"]).isoformat()
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
        found["offsetFromUTCMillis"] = int(civil.seconds(settings["utcOffset"]) * 1000)
    locale = str(settings.get("languageLocale") or "").replace("-", "_")
    foods = str(settings.get("foodLanguageCode") or "").replace("-", "_")
    found |= {"locale": locale, "languageLocale": locale} if locale else {}
    return found | ({"foodsLocale": foods} if foods else {})


def _water(settings: Row) -> Row:
    name = _WATER_NAMES.get(settings.get("waterUnit", ""))
    return {"waterUnitName": name} if name else {}


def devices(ask: Ask) -> Any:
    """Answer the trackers and scales that are paired."""
    listed = ask.health.devices()
    zone = ask.zone
    return [_device(device, zone) for device in listed.get()]


def _device(device: Row, zone: Any) -> Row:
    found: Row = {
        "id": device["name"].rsplit("/", 1)[-1],
        "type": device.get("deviceType", ""),
        "deviceVersion": device.get("deviceVersion", ""),
        "battery": device.get("batteryStatus", ""),
        "mac": device.get("macAddress", "").replace(":", ""),
        "features": device.get("features") or [],
    }
    if "batteryLevel" in device:
        found["batteryLevel"] = int(device["batteryLevel"])
    if "lastSyncTime" in device:
        found["lastSyncTime"] = civil.stamp(civil.wall(device["lastSyncTime"], zone))
    return found
