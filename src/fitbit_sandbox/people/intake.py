"""Draws what a person drinks and eats and logs on a day."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import NamedTuple

from fitbit_sandbox.people.civil import epoch
from fitbit_sandbox.people.foods import Food, food
from fitbit_sandbox.people.ids import Kind, make_id
from fitbit_sandbox.people.traits import Traits

BREAKFAST, MORNING, LUNCH, AFTERNOON, DINNER, ANYTIME = 1, 2, 3, 4, 5, 7
_TABLE = (
    (BREAKFAST, 7.4, (101, 102, 103)),
    (BREAKFAST, 7.5, (110, 111)),
    (LUNCH, 12.6, (104, 105, 106)),
    (AFTERNOON, 15.8, (112, 113)),
    (DINNER, 19.2, (107, 108, 109)),
)


class Drink(NamedTuple):
    """Holds one log of water."""

    id: int
    day: date
    moment: int
    ml: float


class Meal(NamedTuple):
    """Holds one log of a food."""

    id: int
    day: date
    moment: int
    meal_type: int
    food: Food
    amount: float
    unit: int
    share: float
    """How many of the food's default servings that is."""


def draw_drinks(luck: Random, traits: Traits, day: date, zone: str) -> tuple[Drink, ...]:
    """Return the glasses logged on a day, in order."""
    usual = traits.habits.drinks
    count = luck.randrange(int(usual * 2) + 1) if usual else 0
    minutes = sorted(luck.randrange(7 * 60, 22 * 60) for _ in range(count))
    return tuple(
        Drink(
            make_id(traits.number, Kind.WATER, day, item),
            day,
            epoch(day, minute * 60, zone),
            float(luck.choice((200, 250, 250, 300, 500))),
        )
        for item, minute in enumerate(minutes)
    )


def draw_meals(luck: Random, traits: Traits, day: date, zone: str) -> tuple[Meal, ...]:
    """Return the foods logged on a day, in order."""
    meals = []
    for item, (meal_type, hour, foods) in enumerate(_TABLE):
        chosen, share = food(luck.choice(foods)), luck.choice((0.5, 1.0, 1.0, 1.5))
        if luck.random() < traits.habits.meals:
            number = make_id(traits.number, Kind.FOOD, day, item)
            moment = epoch(day, int(hour * 60) * 60, zone)
            amount = share * chosen.serving
            meals.append(Meal(number, day, moment, meal_type, chosen, amount, chosen.unit, share))
    return tuple(meals)
