"""The profile and the devices."""

from __future__ import annotations

import pytest

from asking import Asker, asker, everybody


def test_a_profile_has_what_fitbit_documents():
    """The profile names the person and says where and how they live."""
    user = asker("Marcus")("getProfile", language="en_US")["user"]

    assert user["encodedId"] == "3QMPDV"
    assert (user["fullName"], user["displayName"]) == ("Marcus Okafor", "Marcus O.")
    assert (user["height"], user["weight"]) == (72, pytest.approx(194, abs=8))
    assert (user["age"], user["dateOfBirth"], user["gender"]) == (47, "1978-11-02", "MALE")
    assert (user["timezone"], user["offsetFromUTCMillis"]) == ("America/Los_Angeles", -25_200_000)
    assert (user["distanceUnit"], user["waterUnitName"]) == ("en_US", "fl oz")
    assert user["averageDailySteps"] > 3000
    assert user["features"] == {"exerciseGoal": True}


@pytest.mark.parametrize(
    ("language", "height", "stride"),
    [("en_US", 66.3, 27.4), ("en_GB", 168.3, 69.5), ("", 168.3, 69.5), ("en_UK", 168.3, 69.5)],
)
def test_lengths_follow_the_language(language, height, stride):
    """American English means inches, everything else centimetres."""
    user = asker("Lena")("getProfile", language=language)["user"]

    assert (user["height"], user["strideLengthWalking"]) == (height, stride)


@pytest.mark.parametrize(("language", "factor"), [("en_US", 0.45359237), ("en_GB", 6.35029318)])
def test_weight_follows_the_language(language, factor):
    """American English means pounds, British English stones."""
    ask = asker("Lena")
    shown = ask("getProfile", language=language)["user"]["weight"]

    assert shown * factor == pytest.approx(ask("getProfile")["user"]["weight"], abs=factor / 15)


def test_a_change_of_the_profile_is_seen_later():
    """What is changed comes back at once and stays."""
    ask = asker("Tiago")
    params = {
        "fullname": "Tiago de Moura",
        "birthday": "2000-02-29",
        "gender": "NA",
        "height": "70.5",
        "aboutMe": "Runs",
        "locale": "es_ES",
        "timezone": "Asia/Kathmandu",
        "weightUnit": "en_GB",
        "waterUnit": "any",
        "startDayOfWeek": "Sunday",
        "clockTimeDisplayFormat": "12hour",
        "strideLengthWalking": "30",
    }
    changed = ask("updateProfile", params, language="en_US")["user"]

    assert ask("getProfile", language="en_US")["user"] == changed
    assert (changed["fullName"], changed["age"], changed["gender"]) == ("Tiago de Moura", 26, "NA")
    assert (changed["height"], changed["strideLengthWalking"]) == (70.5, 30)
    assert (changed["locale"], changed["offsetFromUTCMillis"]) == ("es_ES", 20_700_000)
    assert (changed["weightUnit"], changed["waterUnit"]) == ("en_GB", "METRIC")
    assert (changed["startDayOfWeek"], changed["clockTimeDisplayFormat"]) == ("SUNDAY", "12hour")
    assert ask.person.name == "Tiago de Moura"


def test_a_new_time_zone_moves_the_whole_life():
    """A person lives on the clock of the profile: days stay as lively, nights stay nights."""
    ask = asker("Lena")
    ask("updateProfile", {"timezone": "Pacific/Honolulu"})
    sleep = ask("getSleepByDate", date="2026-04-10")["sleep"][0]

    assert ask.person.timezone == "Pacific/Honolulu"
    assert sleep["endTime"][11:13] in {"06", "07"}


def test_locale_parts_make_a_locale():
    """Language and country may be given apart."""
    ask = asker("Lena")
    user = ask("updateProfile", {"localeLang": "fr", "localeCountry": "FR"})["user"]

    assert user["locale"] == "fr_FR"


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("gender", "female"),
        ("birthday", "29.02.2000"),
        ("height", "tall"),
        ("height", "-3"),
        ("locale", "xx_XX"),
        ("timezone", "Mars/Olympus"),
        ("startDayOfWeek", "Friday"),
        ("clockTimeDisplayFormat", "36hour"),
        ("fullname", " "),
    ],
)
def test_a_wrong_change_is_refused_whole(field, text):
    """One wrong value is named, and nothing is changed."""
    ask = asker("Lena")
    before = ask("getProfile")
    refusal = ask.refused("updateProfile", {"city": "Potsdam", field: text})

    assert (refusal.status, refusal.error_type, refusal.field) == (400, "validation", field)
    assert ask("getProfile") == before


def test_devices_are_a_bare_list():
    """Trackers and scales come with battery and the time of their last sync."""
    devices = asker("Marcus")("getDevices")

    assert [device["type"] for device in devices] == ["TRACKER", "SCALE"]
    assert devices[0]["deviceVersion"] == "Sense 2"
    assert devices[0]["lastSyncTime"] == "2026-04-15T07:15:00.000"
    assert all(0 <= device["batteryLevel"] <= 100 for device in devices)
    assert {device["battery"] for device in devices} <= {"High", "Medium", "Low", "Empty"}
    assert asker("Yuki")("getDevices") == []


@pytest.mark.parametrize(
    ("percent_at_most", "word"), [(100, "High"), (59, "Medium"), (29, "Low"), (9, "Empty")]
)
def test_the_battery_word_follows_the_level(percent_at_most, word):
    """Over a week a battery is high, then medium, then low; never above its word."""
    person = everybody()["Lena"]
    seen = [Asker(person, hour * 3600.0)("getDevices")[0] for hour in range(24 * 7)]

    assert all(one["batteryLevel"] <= percent_at_most for one in seen if one["battery"] == word)
    assert word == "Empty" or any(one["battery"] == word for one in seen)


def test_alarms_are_remembered():
    """An alarm is set, changed, listed and deleted."""
    ask = asker("Ananya")
    params = {
        "time": "07:15+05:30",
        "enabled": "true",
        "recurring": "true",
        "weekDays": "TUESDAY,monday",
    }
    alarm = ask.created("addAlarms", params, tracker_id="1203377")["trackerAlarm"]

    assert (alarm["time"], alarm["weekDays"]) == ("07:15+05:30", ["MONDAY", "TUESDAY"])
    assert ask("getAlarms", tracker_id="1203377") == {"trackerAlarms": [alarm]}

    params |= {"enabled": "false", "snoozeLength": "5", "snoozeCount": "2"}
    changed = ask("updateAlarms", params, tracker_id="1203377", alarm_id=alarm["alarmId"])
    expected = alarm | {"enabled": False, "snoozeLength": 5, "snoozeCount": 2}
    assert changed == {"trackerAlarm": expected}

    ask.deleted("deleteAlarms", tracker_id="1203377", alarm_id=alarm["alarmId"])
    assert ask("getAlarms", tracker_id="1203377") == {"trackerAlarms": []}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"time": "7:15"}, "time"),
        ({"time": ""}, "time"),
        ({"enabled": "yes"}, "enabled"),
        ({"weekDays": "MOONDAY"}, "weekDays"),
        ({"weekDays": ""}, "weekDays"),
    ],
)
def test_wrong_alarms_are_refused(change, field):
    """Times need their offset, week days must exist."""
    ask = asker("Ananya")
    params = {"time": "07:15+05:30", "enabled": "true", "recurring": "true", "weekDays": "MONDAY"}
    refusal = ask.refused("addAlarms", params | change, tracker_id="1203377")

    assert (refusal.status, refusal.field) == (400, field)


@pytest.mark.parametrize("tracker", ["1203390", "99", "x"])
def test_alarms_need_a_tracker_of_the_person(tracker):
    """A scale or a foreign tracker is not found."""
    assert asker("Ananya").refused("getAlarms", tracker_id=tracker).status == 404
