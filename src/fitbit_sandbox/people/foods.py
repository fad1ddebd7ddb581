"""The foods, measurement units and nutrients that the sandbox knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from fitbit_sandbox.data import read_data

SERVING = 304
"""The id of the unit that anything can be measured in."""


@dataclass(frozen=True)
class Unit:
    """A measurement unit of food."""

    id: int
    name: str
    plural: str


@dataclass(frozen=True)
class Food:
    """A food, described by what its default serving holds."""

    id: int
    name: str
    calories: float
    unit: int
    serving: float
    """How many of the unit make the default serving."""
    carbs: float = 0.0
    fat: float = 0.0
    fiber: float = 0.0
    protein: float = 0.0
    sodium: float = 0.0
    """Milligrams; all other nutrients are in grams."""
    brand: str = ""
    private: bool = False
    description: str = ""
    extra: dict[str, float] = field(default_factory=dict[str, float])

    def share(self, amount: float) -> float:
        """Return how many default servings an amount of the default unit is."""
        return amount / self.serving


@cache
def units() -> dict[int, Unit]:
    """Return the measurement units by id."""
    return {item["id"]: Unit(**item) for item in read_data("people/foods.json")["units"]}


@cache
def foods() -> dict[int, Food]:
    """Return the public foods by id."""
    return {item["id"]: Food(**item) for item in read_data("people/foods.json")["foods"]}
