"""Draws what the scale shows on a morning, and describes weight and fat logs."""

from __future__ import annotations

from datetime import date
from math import sin
from random import Random
from typing import NamedTuple

from fitbit_sandbox.people.ids import Kind, make_id
from fitbit_sandbox.people.traits import Traits

_SECONDS_AFTER_RISING = 240


class Weight(NamedTuple):
    """Holds one log of body mass."""

    id: int
    moment: int
    grams: int
    source: str


class Fat(NamedTuple):
    """Holds one log of body fat."""

    id: int
    moment: int
    percent: float
    source: str


def draw_weighing(luck: Random, traits: Traits, day: date, risen: int) -> tuple[Weight, Fat] | None:
    """Return the morning's weighing, or None on a morning without one."""
    if luck.random() >= traits.habits.weighs:
        return None
    moment = risen + _SECONDS_AFTER_RISING + luck.randrange(900)
    swing = sin(day.toordinal() / 53 + traits.number)
    grams = traits.weight_g + int(1800 * swing) + luck.randrange(-450, 451)
    fat = traits.fat_tenths + int(11 * swing) + luck.randrange(-4, 5)
    weight_id = make_id(traits.number, Kind.WEIGHT, day, 0)
    fat_id = make_id(traits.number, Kind.FAT, day, 0)
    return (
        Weight(weight_id, moment, grams // 100 * 100, "Aria"),
        Fat(fat_id, moment, fat / 10, "Aria"),
    )
