"""The fifteen scopes that a user can be asked for, and which chapter needs which."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from fitbit.exceptions import InvalidValue

ACTIVITY = "activity"
CARDIO_FITNESS = "cardio_fitness"
ELECTROCARDIOGRAM = "electrocardiogram"
HEARTRATE = "heartrate"
IRREGULAR_RHYTHM_NOTIFICATIONS = "irregular_rhythm_notifications"
LOCATION = "location"
NUTRITION = "nutrition"
OXYGEN_SATURATION = "oxygen_saturation"
PROFILE = "profile"
RESPIRATORY_RATE = "respiratory_rate"
SETTINGS = "settings"
SLEEP = "sleep"
SOCIAL = "social"
TEMPERATURE = "temperature"
WEIGHT = "weight"

ALL = (
    ACTIVITY,
    CARDIO_FITNESS,
    ELECTROCARDIOGRAM,
    HEARTRATE,
    IRREGULAR_RHYTHM_NOTIFICATIONS,
    LOCATION,
    NUTRITION,
    OXYGEN_SATURATION,
    PROFILE,
    RESPIRATORY_RATE,
    SETTINGS,
    SLEEP,
    SOCIAL,
    TEMPERATURE,
    WEIGHT,
)
"""Every scope there is."""

BY_CHAPTER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "active_zone_minutes": (ACTIVITY,),
        "activity": (ACTIVITY, LOCATION),
        "body": (WEIGHT,),
        "breathing_rate": (RESPIRATORY_RATE,),
        "cardio_fitness": (CARDIO_FITNESS,),
        "devices": (SETTINGS,),
        "ecg": (ELECTROCARDIOGRAM,),
        "friends": (SOCIAL,),
        "heart_rate": (HEARTRATE,),
        "hrv": (HEARTRATE,),
        "irn": (IRREGULAR_RHYTHM_NOTIFICATIONS,),
        "nutrition": (NUTRITION,),
        "sleep": (SLEEP,),
        "spo2": (OXYGEN_SATURATION,),
        "subscriptions": (ACTIVITY, NUTRITION, PROFILE, SETTINGS, SLEEP, WEIGHT),
        "temperature": (TEMPERATURE,),
        "user": (PROFILE, LOCATION, NUTRITION, WEIGHT),
    }
)
"""What each chapter needs for all of its methods.

``activity`` needs location for TCX files only, ``user`` the last three for some fields of the
profile, ``subscriptions`` all of them for a subscription to all collections only.
"""


def for_chapters(*chapters: str) -> list[str]:
    """Return the scopes that these chapters need, each once, in alphabetical order.

    >>> for_chapters("sleep", "heart_rate", "hrv")
    ['heartrate', 'sleep']
    """
    unknown = [name for name in chapters if name not in BY_CHAPTER]
    if unknown:
        raise InvalidValue(f"No chapter {unknown[0]!r}; there are {', '.join(BY_CHAPTER)}")
    return sorted({scope for name in chapters for scope in BY_CHAPTER[name]})
