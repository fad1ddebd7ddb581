"""Changes what Google lets a client change of the user's profile and settings."""

from __future__ import annotations

from typing import Any

from fitbit.exceptions import NotSupportedByProvider
from fitbit.google.ask import Ask
from fitbit.google.health import Row
from fitbit.google.profile import UNITS, profile
from fitbit.google.writes import create, sample

_STRIDES = {
    "strideLengthWalking": "userConfiguredWalkingStrideLengthMm",
    "strideLengthRunning": "userConfiguredRunningStrideLengthMm",
}
_MEASURES = {"height", "weight"}


def update_profile(ask: Ask) -> Any:
    """Change stride lengths, units, height or weight, and answer with the whole profile."""
    _require_writable(ask)
    changes = {"users/me/profile": _strides(ask), "users/me/settings": _units(ask)}
    for path, content in changes.items():
        if content:
            mask = {"updateMask": ",".join(content)}
            ask.health.wire.change("PATCH", path, mask, {"name": path, **content})
    _log_measures(ask)
    ask.health.memory.forget()
    return profile(ask)


def _require_writable(ask: Ask) -> None:
    known = {*_STRIDES, *UNITS, *_MEASURES}
    beyond = sorted(set(ask.params) - known)
    if beyond or not ask.params:
        raise NotSupportedByProvider(
            f"POST {ask.path}: Google Health lets no client change "
            f"{', '.join(beyond) or 'nothing'}; what it does is {', '.join(sorted(known))}."
        )


def _strides(ask: Ask) -> Row:
    return {
        member: round(ask.number(name) * ask.units.mm_of_height)
        for name, member in _STRIDES.items()
        if name in ask.params
    }


def _units(ask: Ask) -> Row:
    return {name: _unit(ask, name) for name in UNITS if name in ask.params}


def _unit(ask: Ask, name: str) -> str:
    known = {fitbit: google for google, fitbit in UNITS[name].items()}
    if ask.params[name] not in known:
        raise ask.invalid(name)
    return known[ask.params[name]]


def _log_measures(ask: Ask) -> None:
    if "height" in ask.params:
        height = str(round(ask.number("height") * ask.units.mm_of_height))
        create(ask, "height", {"heightMillimeters": height, "sampleTime": sample(ask, ask.now())})
    if "weight" in ask.params:
        grams = round(ask.number("weight") * ask.units.grams_of_weight, 3)
        create(ask, "weight", {"weightGrams": grams, "sampleTime": sample(ask, ask.now())})
