"""The profile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zoneinfo import available_timezones

from fitbit_sandbox.data import read_data
from fitbit_sandbox.fitbit.call import Call
from fitbit_sandbox.fitbit.chapters.asked import answers, as_number, day_from
from fitbit_sandbox.fitbit.chapters.body import weight_on
from fitbit_sandbox.fitbit.chapters.units import tidy, units_of
from fitbit_sandbox.fitbit.errors import invalid
from fitbit_sandbox.people.civil import offset_seconds
from fitbit_sandbox.people.days import Days
from fitbit_sandbox.people.traits import Settings, age_on

_SEXES = ("FEMALE", "MALE", "NA")
_LOCALES = ("en_US", "fr_FR", "de_DE", "es_ES", "en_GB", "en_AU", "en_NZ", "ja_JP")
_WATER_UNITS = {"en_US": "fl oz", "METRIC": "ml", "en_GB": "ml"}


@answers("getProfile")
def get_profile(call: Call) -> Any:
    """Return the profile in the units that were asked for."""
    return {"user": _who(call) | _measures(call) | _preferences(call) | _profile()["same_for_all"]}


@answers("updateProfile")
def update_profile(call: Call) -> Any:
    """Change the profile and return it."""
    with call.person.lock:
        changes: dict[str, Any] = {}
        for name, read in _readers().items():
            if name in call.params:
                changes |= read(call, call.params[name].strip())
        call.person.change(**changes)
    return get_profile(call)


def _profile() -> Any:
    """Return the members that are the same for all, and those that show a setting."""
    return read_data("fitbit/chapters/profile.json")


def _who(call: Call) -> dict[str, Any]:
    person, settings = call.person, call.person.settings
    first, _, last = settings.full_name.partition(" ")
    return {
        "aboutMe": settings.about_me,
        "age": age_on(person.today(call.now), settings.born),
        "country": settings.country,
        "dateOfBirth": settings.born.isoformat(),
        "displayName": f"{first} {last[:1]}." if last else first,
        "displayNameSetting": "name",
        "encodedId": person.id,
        "firstName": first,
        "fullName": settings.full_name,
        "gender": settings.sex,
        "lastName": last,
        "memberSince": person.traits.since.isoformat(),
        **({"state": settings.state} if settings.state else {}),
        **({"city": settings.city} if settings.city else {}),
    }


def _measures(call: Call) -> dict[str, Any]:
    person, settings, units = call.person, call.person.settings, units_of(call)
    grams = weight_on(call, person.today(call.now))
    return {
        "averageDailySteps": _usual_steps(call),
        "height": tidy(units.height(settings.height_mm)),
        "strideLengthRunning": tidy(units.height(settings.stride_run_mm)),
        "strideLengthRunningType": "manual",
        "strideLengthWalking": tidy(units.height(settings.stride_walk_mm)),
        "strideLengthWalkingType": "manual",
        "weight": tidy(units.weight(person.traits.weight_g if grams is None else grams)),
    }


def _usual_steps(call: Call) -> int:
    days, today = Days(call.person), call.person.today(call.now)
    month = [today - timedelta(days=number) for number in range(1, 31)]
    return round(sum(days.totals(day, call.now).steps for day in month) / len(month))


def _preferences(call: Call) -> dict[str, Any]:
    person, settings = call.person, call.person.settings
    kept = {name: getattr(settings, place) for name, place in _profile()["settings"].items()}
    return kept | {
        "offsetFromUTCMillis": offset_seconds(call.now, person.timezone) * 1000,
        "waterUnitName": _WATER_UNITS.get(settings.water_unit, "ml"),
    }


_Reader = Callable[[Call, str], dict[str, Any]]


def _readers() -> dict[str, _Reader]:
    """Return how each form field becomes settings; a later one wins over an earlier."""
    return {
        "gender": _word("sex", "gender", _SEXES),
        "birthday": lambda call, text: {"born": day_from(call, text, "birthday")},
        "height": _length("height_mm", "height"),
        "aboutMe": lambda _, text: {"about_me": text},
        "fullname": _name,
        "country": lambda _, text: {"country": text.upper()},
        "state": lambda _, text: {"state": text},
        "city": lambda _, text: {"city": text},
        "clockTimeDisplayFormat": _word("clock", "clockTimeDisplayFormat", ("12hour", "24hour")),
        "startDayOfWeek": _word("start_day", "startDayOfWeek", ("SUNDAY", "MONDAY"), str.upper),
        "localeLang": _locale_parts,
        "localeCountry": _locale_parts,
        "locale": _word("locale", "locale", _LOCALES),
        "timezone": _timezone,
        "foodsLocale": lambda _, text: {"foods_locale": text},
        "glucoseUnit": _unit("glucose_unit"),
        "heightUnit": _unit("height_unit", "distance_unit"),
        "waterUnit": _unit("water_unit"),
        "weightUnit": _unit("weight_unit"),
        "strideLengthWalking": _length("stride_walk_mm", "strideLengthWalking"),
        "strideLengthRunning": _length("stride_run_mm", "strideLengthRunning"),
    }


def _word(
    setting: str, field: str, allowed: tuple[str, ...], spell: Callable[[str], str] = str
) -> _Reader:
    def read(_: Call, text: str) -> dict[str, Any]:
        if spell(text) not in allowed:
            raise invalid(field, f"Invalid value for parameter {field}: {text}")
        return {setting: spell(text)}

    return read


def _length(setting: str, field: str) -> _Reader:
    return lambda call, text: {
        setting: as_number(text, field, min_value=0.01) * units_of(call).mm_of_height
    }


def _unit(*settings: str) -> _Reader:
    return lambda _, text: dict.fromkeys(settings, text if text in {"en_US", "en_GB"} else "METRIC")


def _name(_: Call, text: str) -> dict[str, Any]:
    if not text:
        raise invalid("fullname", "Invalid value for parameter fullname: ")
    return {"full_name": text}


def _timezone(_: Call, text: str) -> dict[str, Any]:
    if text not in available_timezones():
        raise invalid("timezone", f"Invalid timezone: {text}")
    return {"timezone": text}


def _locale_parts(call: Call, _: str) -> dict[str, Any]:
    settings: Settings = call.person.settings
    language, _, country = settings.locale.partition("_")
    language = call.params.get("localeLang", language)
    country = call.params.get("localeCountry", country)
    return {"locale": f"{language}_{country}"}
