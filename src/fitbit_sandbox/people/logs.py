"""What a person logs: weight, body fat, water, food, and activities entered by hand."""

from __future__ import annotations

from datetime import date
from math import sin
from random import Random
from typing import NamedTuple

from fitbit_sandbox.people.civil import epoch
from fitbit_sandbox.people.foods import Food, foods
from fitbit_sandbox.people.ids import Kind, make_id
from fitbit_sandbox.people.traits import Traits

_SECONDS_AFTER_RISING = 240
_MEALS = (
    (1, 7.4, (101, 102, 103)),
    (1, 7.5, (110, 111)),
    (3, 12.6, (104, 105, 106)),
    (4, 15.8, (112, 113)),
    (5, 19.2, (107, 108, 109)),
)
"""Fitbit's meal type, the hour, and the foods to choose from."""


class Weight(NamedTuple):
    """One log of body mass."""

    id: int
    moment: int
    grams: int
    source: str


class Fat(NamedTuple):
    """One log of body fat."""

    id: int
    moment: int
    percent: float
    source: str


class Drink(NamedTuple):
    """One log of water."""

    id: int
    day: date
    moment: int
    ml: float


class Meal(NamedTuple):
    """One log of a food."""

    id: int
    day: date
    moment: int
    meal_type: int
    food: Food
    amount: float
    unit: int
    share: float
    """How many of the food's default servings that is."""


class LoggedActivity(NamedTuple):
    """An exercise entered by hand; it adds to the day's totals."""

    id: int
    day: date
    start: int
    millis: int
    name: str
    activity_id: int
    parent_id: int
    parent_name: str
    description: str
    calories: int
    mm: int
    steps: int
    modified: float
    manual_calories: bool = False
    manual_distance: bool = False
    manual_steps: bool = False

    @property
    def end(self) -> int:
        """Return the moment it ended."""
        return self.start + self.millis // 1000


def draw_weighing(rng: Random, traits: Traits, day: date, risen: int) -> tuple[Weight, Fat] | None:
    """Return the morning's weighing, or None on a morning without one."""
    if rng.random() >= traits.habits.weighs:
        return None
    moment = risen + _SECONDS_AFTER_RISING + rng.randrange(900)
    swing = sin(day.toordinal() / 53 + traits.number)
    grams = traits.weight_g + int(1800 * swing) + rng.randrange(-450, 451)
    fat = traits.fat_tenths + int(11 * swing) + rng.randrange(-4, 5)
    weight_id, fat_id = (make_id(traits.number, kind, day, 0) for kind in (Kind.WEIGHT, Kind.FAT))
    return (
        Weight(weight_id, moment, grams // 100 * 100, "Aria"),
        Fat(fat_id, moment, fat / 10, "Aria"),
    )


def draw_drinks(rng: Random, traits: Traits, day: date, zone: str) -> tuple[Drink, ...]:
    """Return the glasses logged on a day, in order."""
    usual = traits.habits.drinks
    count = rng.randrange(int(usual * 2) + 1) if usual else 0
    minutes = sorted(rng.randrange(7 * 60, 22 * 60) for _ in range(count))
    drinks: list[Drink] = []
    for item, minute in enumerate(minutes):
        ml = float(rng.choice((200, 250, 250, 300, 500)))
        number = make_id(traits.number, Kind.WATER, day, item)
        drinks.append(Drink(number, day, epoch(day, minute * 60, zone), ml))
    return tuple(drinks)


def draw_meals(rng: Random, traits: Traits, day: date, zone: str) -> tuple[Meal, ...]:
    """Return the foods logged on a day, in order."""
    meals: list[Meal] = []
    for item, (meal_type, hour, choice) in enumerate(_MEALS):
        food, share = foods()[rng.choice(choice)], rng.choice((0.5, 1.0, 1.0, 1.5))
        if rng.random() < traits.habits.meals:
            number = make_id(traits.number, Kind.FOOD, day, item)
            moment = epoch(day, int(hour * 60) * 60, zone)
            amount = share * food.serving
            meals.append(Meal(number, day, moment, meal_type, food, amount, food.unit, share))
    return tuple(meals)
