"""Types of arguments, published as ``fitbit.types``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal, TypeAlias, TypedDict

JSON: TypeAlias = dict[str, Any]
"""A decoded JSON object, with the keys that Fitbit documents."""
Id: TypeAlias = int | str
"""What Fitbit calls things by: a number, or text without a slash."""
Number: TypeAlias = int | float | Decimal
"""An amount."""
DateLike: TypeAlias = str | dt.date
"""A day: ``"2026-01-31"``, ``"today"`` (the user's day) when reading, a date or a datetime."""
MomentLike: TypeAlias = str | dt.date
"""A day or a moment: ``"2026-01-31"``, ``"2026-01-31T07:15:00"``, a date or a datetime."""
TimeLike: TypeAlias = str | dt.time | dt.datetime
"""A time of day: ``"07:15"``, a time or a datetime."""
Duration: TypeAlias = dt.timedelta | int
"""A timedelta, or a number in the unit that Fitbit takes: milliseconds, minutes for a goal."""
Period: TypeAlias = Literal["1d", "7d", "30d", "1w", "1m", "3m", "6m", "1y"]
"""How far back a series reaches from its date."""
ShortPeriod: TypeAlias = Literal["1d", "7d", "30d", "1w", "1m"]
"""A period of the series that reach back a month at most."""
DetailLevel: TypeAlias = Literal["1min", "5min", "15min"]
"""How far apart the values within a day lie."""
HeartRateDetailLevel: TypeAlias = Literal["1sec", "1min", "5min", "15min"]
"""How far apart heart rates within a day lie."""
TimeZone: TypeAlias = Literal["UTC"]
"""The time zone that a series can be asked for in, instead of the user's own."""
Sort: TypeAlias = Literal["asc", "desc"]
"""The order of a list: ascending after a date, descending before one."""
WeekDay: TypeAlias = Literal[
    "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"
]
"""A day of the week as alarms spell it."""

TrackerResource: TypeAlias = Literal[
    "activityCalories",
    "calories",
    "caloriesBMR",
    "distance",
    "elevation",
    "floors",
    "minutesSedentary",
    "minutesLightlyActive",
    "minutesFairlyActive",
    "minutesVeryActive",
    "steps",
]
"""What a tracker measures day by day."""
ActivityResource: TypeAlias = Literal[TrackerResource, "swimming-strokes"]
"""What can be read of activity day by day."""
IntradayResource: TypeAlias = Literal[
    "calories", "distance", "elevation", "floors", "steps", "swimming-strokes"
]
"""What can be read of activity within a day."""
GoalPeriod: TypeAlias = Literal["daily", "weekly"]
"""The period of an activity goal."""
ActivityGoal: TypeAlias = Literal[
    "activeMinutes", "activeZoneMinutes", "caloriesOut", "distance", "floors", "steps"
]
"""What an activity goal is about."""

BodyGoal: TypeAlias = Literal["fat", "weight"]
"""What a goal of the body is about."""
BodyResource: TypeAlias = Literal["bmi", "fat", "weight"]
"""What can be read of the body day by day."""

FoodPlanIntensity: TypeAlias = Literal["MAINTENANCE", "EASIER", "MEDIUM", "KINDAHARD", "HARDER"]
"""How fast a food plan is meant to work."""
FoodForm: TypeAlias = Literal["LIQUID", "DRY"]
"""The form of a food."""
MealType: TypeAlias = Literal[1, 2, 3, 4, 5, 7]
"""1 breakfast, 2 morning snack, 3 lunch, 4 afternoon snack, 5 dinner, 7 any time."""
NutritionResource: TypeAlias = Literal["caloriesIn", "water"]
"""What can be read of nutrition day by day."""
WaterUnit: TypeAlias = Literal["ml", "fl oz", "cup"]
"""The unit of an amount of water."""
Nutrient: TypeAlias = Literal[
    "caloriesFromFat",
    "totalFat",
    "transFat",
    "saturatedFat",
    "cholesterol",
    "sodium",
    "potassium",
    "totalCarbohydrate",
    "dietaryFiber",
    "sugars",
    "protein",
    "vitaminA",
    "vitaminB6",
    "vitaminB12",
    "vitaminC",
    "vitaminD",
    "vitaminE",
    "biotin",
    "folicAcid",
    "niacin",
    "pantothenicAcid",
    "riboflavin",
    "thiamin",
    "calcium",
    "copper",
    "iron",
    "magnesium",
    "phosphorus",
    "iodine",
    "zinc",
]
"""A nutrient of a food, by Fitbit's name."""
Nutrients: TypeAlias = Mapping[Nutrient, Number]
"""The nutrients of a serving."""


class MealFood(TypedDict):
    """A food of a meal."""

    foodId: int
    amount: float
    unitId: int


Collection: TypeAlias = Literal["activities", "body", "foods", "sleep", "userRevokedAccess"]
"""What a subscription is about."""
Gender: TypeAlias = Literal["MALE", "FEMALE", "NA"]
"""The gender of a profile."""
ClockFormat: TypeAlias = Literal["12hour", "24hour"]
"""How Fitbit's pages show a time of day."""
FirstWeekDay: TypeAlias = Literal["Sunday", "Monday"]
"""The day on which Fitbit's pages begin a week."""
