"""Members of Google's JSON: every number, nested object and list of an answer is read here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def integer(members: Mapping[str, Any], name: str) -> int:
    """Return an int64, which JSON has as a string; one left out is zero, as in every roll-up.

    >>> integer({"countSum": "7745"}, "countSum"), integer({}, "countSum")
    (7745, 0)
    """
    return int(members.get(name) or 0)


def decimal(members: Mapping[str, Any], name: str) -> float:
    """Return a double; one left out is zero.

    >>> decimal({"kcalSum": 2.5}, "kcalSum"), decimal({}, "kcalSum")
    (2.5, 0.0)
    """
    return float(members.get(name) or 0.0)


def measured(members: Mapping[str, Any], name: str) -> float:
    """Return a measured value, which a sample cannot be without."""
    return float(members[name])


def inner(members: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return a nested object; one left out is empty."""
    return members.get(name) or {}


def renamed(members: Mapping[str, Any], **names: str) -> dict[str, Any]:
    """Return members under other names as they are, without those left out.

    >>> renamed({"deviceModel": "Sense", "x": 1}, deviceName="deviceModel", version="version")
    {'deviceName': 'Sense'}
    """
    return {name: members[member] for name, member in names.items() if member in members}


def items(members: Mapping[str, Any], name: str) -> list[Any]:
    """Return a list; one left out is empty."""
    return members.get(name) or []
