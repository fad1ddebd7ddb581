"""Tells the state of a person's devices."""

from __future__ import annotations

from typing import NamedTuple

from fitbit_sandbox.people.person import Person
from fitbit_sandbox.people.traits import Gear

_SYNC_EVERY = 15 * 60
_WEEK = 7 * 86400
_MONTHS = 120 * 86400
_WORDS = ((60, "High"), (30, "Medium"), (10, "Low"), (0, "Empty"))


class Battery(NamedTuple):
    """Holds how full a device's battery is and when it last spoke to the service."""

    gear: Gear
    percent: int
    synced: int

    @property
    def word(self) -> str:
        """Return High, Medium, Low or Empty."""
        return next(word for least, word in _WORDS if self.percent >= least)


def battery_of(person: Person, now: float) -> list[Battery]:
    """Return the state of each device at a moment: batteries run down and are filled again."""
    synced = int(now) // _SYNC_EVERY * _SYNC_EVERY
    return [
        Battery(gear, _percent(gear, person.traits.number, synced), synced)
        for gear in person.traits.gear
    ]


def _percent(gear: Gear, number: int, now: int) -> int:
    cycle = _WEEK if gear.type == "TRACKER" else _MONTHS
    return 100 - 92 * ((now + number * 86400) % cycle) // cycle
