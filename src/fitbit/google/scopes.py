"""Fitbit's scopes in Google's words."""

from __future__ import annotations

from collections.abc import Mapping

BASE = "https://www.googleapis.com/auth/googlehealth."
_NAMES = {
    "activity": "activity_and_fitness",
    "cardio_fitness": "activity_and_fitness",
    "electrocardiogram": "ecg",
    "heartrate": "health_metrics_and_measurements",
    "irregular_rhythm_notifications": "irn",
    "location": "location",
    "nutrition": "nutrition",
    "oxygen_saturation": "health_metrics_and_measurements",
    "profile": "profile",
    "respiratory_rate": "health_metrics_and_measurements",
    "settings": "settings",
    "sleep": "sleep",
    "temperature": "health_metrics_and_measurements",
    "weight": "health_metrics_and_measurements",
}
_WRITABLE = ("activity", "nutrition", "profile", "settings", "sleep", "weight")

READ: Mapping[str, tuple[str, ...]] = {
    **{name: (f"{BASE}{google}.readonly",) for name, google in _NAMES.items()},
    "social": (),
}
"""Google's scopes for reading, by Fitbit's name; ``social`` has none."""

WRITE: Mapping[str, tuple[str, ...]] = {
    name: (f"{BASE}{_NAMES[name]}.writeonly",) for name in _WRITABLE
}
"""Google's scopes for writing, by Fitbit's name, of those that write something."""
