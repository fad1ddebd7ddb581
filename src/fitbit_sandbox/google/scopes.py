"""Google Health's scopes, with what each of them opens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

BASE = "https://www.googleapis.com/auth/googlehealth."
READ, WRITE = "readonly", "writeonly"
ACTIVITY = "activity_and_fitness"
METRICS = "health_metrics_and_measurements"
_BOTH_WAYS = {
    ACTIVITY: "steps, distance, exercise and fitness",
    METRICS: "heart rate, weight, oxygen, breathing and temperature",
    "sleep": "sleep",
    "nutrition": "food and water",
    "profile": "age and stride length",
    "settings": "units, time zone and devices",
    "logged_symptoms": "logged symptoms",
    "mindfulness": "mindfulness sessions",
    "reproductive_health": "reproductive health",
}
_READ_ONLY = {
    "location": "where exercises took place",
    "ecg": "electrocardiograms",
    "irn": "notices of an irregular rhythm",
}
_OPENID = {
    "openid": "who you are",
    "email": "your e-mail address",
    "profile": "your name and picture",
}


def scope(family: str, access: str = READ) -> str:
    """Return a scope's address."""
    return f"{BASE}{family}.{access}"


def scopes() -> Mapping[str, str]:
    """Return every scope with what it opens, those for reading first."""
    reading = {scope(name): f"See {what}" for name, what in (_BOTH_WAYS | _READ_ONLY).items()}
    writing = {scope(name, WRITE): f"Add {what}" for name, what in _BOTH_WAYS.items()}
    return reading | writing | {name: f"See {what}" for name, what in _OPENID.items()}


def reads(granted: Iterable[str], families: Iterable[str]) -> bool:
    """Return whether one of these kinds of data may be read."""
    return not {scope(family) for family in families}.isdisjoint(granted)


def writes(granted: Iterable[str], families: Iterable[str]) -> bool:
    """Return whether one of these kinds of data may be written."""
    return not {scope(family, WRITE) for family in families}.isdisjoint(granted)
