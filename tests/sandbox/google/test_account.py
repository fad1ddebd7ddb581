"""Identity, profile, settings, devices and the IRN profile."""

from __future__ import annotations

import pytest

from asking import Asker
from google_health import NOW, Health


def test_the_identity_names_the_person_at_fitbit(health):
    """The old id and the new one come together."""
    found = health.good("GET", "identity")

    assert found["legacyUserId"] == "7HWLKA"
    assert found["healthUserId"].isdigit()
    assert len(found["healthUserId"]) == 19


def test_the_profile_has_strides_only_with_the_scope_for_activity(sandbox):
    """Age and membership need the profile scope, strides one more."""
    whole = Health(sandbox).good("GET", "profile")
    poor = Health(sandbox, scopes=["profile.readonly"]).good("GET", "profile")
    user = Asker(sandbox.people[0], NOW)("getProfile")["user"]

    assert whole["age"] == poor["age"] == user["age"]
    assert whole["userConfiguredWalkingStrideLengthMm"] / 10 == user["strideLengthWalking"]
    assert set(whole) - set(poor) == {name for name in whole if "Stride" in name}
    assert poor["membershipStartDate"] == {"year": 2024, "month": 1, "day": 8}


@pytest.mark.parametrize(
    ("name", "distance", "weight", "zone"),
    [
        ("Lena", "KILOMETERS", "KILOGRAMS", "Europe/Berlin"),
        ("Marcus", "MILES", "POUNDS", "America/Los_Angeles"),
        ("Rowan", "KILOMETERS", "STONE", "Europe/London"),
    ],
)
def test_settings_tell_units_and_zone(lasting, name, distance, weight, zone):
    """Each unit system has Google's words; flags that do not hold are left out."""
    found = Health(lasting, name).good("GET", "settings")

    assert found["distanceUnit"] == f"DISTANCE_UNIT_{distance}"
    assert found["weightUnit"] == f"WEIGHT_UNIT_{weight}"
    assert found["timeZone"] == zone
    assert found["utcOffset"].endswith("s")
    assert "autoStrideEnabled" not in found


def test_units_can_be_changed_and_fitbit_sees_it(health):
    """Only what the mask names is changed."""
    body = {"weightUnit": "WEIGHT_UNIT_POUNDS", "waterUnit": "WATER_UNIT_FL_OZ"}
    found = health.good("PATCH", "settings", params={"updateMask": "weightUnit"}, json=body)
    user = Asker(health.person, NOW)("getProfile")["user"]

    assert found == health.good("GET", "settings")
    assert (user["weightUnit"], user["waterUnit"]) == ("en_US", "METRIC")
    health.good("PATCH", "settings", json=body)
    assert health.person.settings.water_unit == "en_US"


def test_strides_can_be_changed(health):
    """A mask in either spelling does."""
    body = {"userConfiguredRunningStrideLengthMm": 1001}
    mask = {"updateMask": "user_configured_running_stride_length_mm"}

    found = health.good("PATCH", "profile", params=mask, json=body)

    assert found["userConfiguredRunningStrideLengthMm"] == 1001
    assert health.person.settings.stride_run_mm == 1001


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("profile", {"age": 30}),
        ("profile", {"userConfiguredRunningStrideLengthMm": 0}),
        ("settings", {"timeZone": "Europe/Paris"}),
        ("settings", {"weightUnit": "WEIGHT_UNIT_UNSPECIFIED"}),
        ("settings", {"weightUnit": "GRAIN"}),
    ],
)
def test_what_google_does_not_change_is_refused(health, path, body):
    """Nothing is changed in silence."""
    before = health.person.settings

    assert health.refused("PATCH", path, json=body)["status"] == "INVALID_ARGUMENT"
    assert health.person.settings == before


def test_devices_are_those_of_fitbit(lasting):
    """Batteries and names agree; the list comes in pages of five, a device by its name."""
    health = Health(lasting, "Marcus")
    found = health.good("GET", "pairedDevices")["pairedDevices"]
    shown = Asker(health.person, NOW)("getDevices")
    one = health.good("GET", "pairedDevices", params={"pageSize": 1})
    rest = health.good("GET", "pairedDevices", params={"pageToken": one["nextPageToken"]})

    for device, fitbit in zip(found, shown, strict=True):
        assert device["name"].endswith(f"/{fitbit['id']}")
        assert device["macAddress"] == fitbit["mac"]
        assert (device["batteryLevel"], device["batteryStatus"]) == (
            fitbit["batteryLevel"],
            fitbit["battery"],
        )
    assert one["pairedDevices"] + rest["pairedDevices"] == found
    number = found[0]["name"].rpartition("/")[2]
    assert health.good("GET", f"pairedDevices/{number}") == found[0]
    assert health.refused("GET", "pairedDevices/1")["code"] == 404
    assert Health(lasting, "Yuki").good("GET", "pairedDevices") == {}


def test_the_irn_profile_is_that_of_the_watch(lasting):
    """Who has a watch for it is enrolled."""
    assert Health(lasting, "Marcus").good("GET", "irnProfile")["enrollmentStatus"] is True
    assert Health(lasting, "Lena").good("GET", "irnProfile")["enrollmentStatus"] is False
