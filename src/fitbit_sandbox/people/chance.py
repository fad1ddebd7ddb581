"""Gives each (seed, person, day, purpose) its own stream of chance.

The streams do not touch each other, so a day comes out the same whatever was asked
before it, and asking for heart rates never changes the steps.
"""

from __future__ import annotations

from random import Random


def stream(seed: int, person: int, day: int, purpose: str) -> Random:
    """Return the random numbers of one purpose on one day."""
    return Random(f"{seed}/{person}/{day}/{purpose}")


def chance(seed: int, person: int, day: int, purpose: str) -> float:
    """Return one number from 0 up to 1 for one purpose on one day."""
    return stream(seed, person, day, purpose).random()
