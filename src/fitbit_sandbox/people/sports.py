"""Lists the kinds of exercise that sample people do, with what they cost and leave."""

from __future__ import annotations

from typing import NamedTuple


class Sport(NamedTuple):
    """Describes one kind of exercise, minute by minute."""

    key: str
    name: str
    activity_id: int
    """Fitbit's activity type."""
    mets: int
    """Ten times the metabolic equivalent."""
    cadence: int
    """Steps a minute; 0 where the feet do not count."""
    speed_mm: int
    """Millimetres a minute where distance does not come from steps."""
    strokes: int
    running: bool
    outdoors: bool


_SPORTS = (
    Sport("walk", "Walk", 90013, 40, 108, 0, 0, running=False, outdoors=True),
    Sport("run", "Run", 90009, 98, 164, 0, 0, running=True, outdoors=True),
    Sport("bike", "Bike", 90001, 72, 0, 330_000, 0, running=False, outdoors=True),
    Sport("swim", "Swim", 90024, 66, 0, 38_000, 22, running=False, outdoors=False),
    Sport("hike", "Hike", 90012, 56, 96, 0, 0, running=False, outdoors=True),
    Sport("weights", "Weights", 2131, 42, 8, 0, 0, running=False, outdoors=False),
    Sport("yoga", "Yoga", 52001, 26, 2, 0, 0, running=False, outdoors=False),
)


def sport(key: str) -> Sport:
    """Return a kind of exercise by its key."""
    return next(item for item in _SPORTS if item.key == key)


def sports() -> tuple[Sport, ...]:
    """Return every kind of exercise that sample people do."""
    return _SPORTS
