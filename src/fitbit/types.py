"""Types of arguments and of the answers that people index every day.

An answer is a plain dictionary as Fitbit sent it; these types tell editors and type checkers which
keys it has.  What Fitbit leaves out at times is in no class without ``total=False``; keys that are
not here may come as well.
"""

from __future__ import annotations

from typing import TypedDict

from fitbit.arguments.types import *  # noqa: F403 - all of them, under the public name
from fitbit.arguments.types import JSON


class TokenDict(TypedDict, total=False):
    """What ``refresh_cb`` is given, and what ``fb.client.session.token`` holds."""

    access_token: str
    refresh_token: str
    expires_at: float
    expires_in: int
    scope: list[str]
    token_type: str
    user_id: str


class Pagination(TypedDict, total=False):
    """How to go on in a list; ``next`` is empty after the last page."""

    afterDate: str
    beforeDate: str
    limit: int
    next: str
    offset: int
    previous: str
    sort: str


class UserProfile(TypedDict, total=False):
    """The profile of a user; lengths and weights are in the units of ``system``."""

    aboutMe: str
    age: int
    avatar: str
    averageDailySteps: int
    clockTimeDisplayFormat: str
    country: str
    dateOfBirth: str
    displayName: str
    displayNameSetting: str
    distanceUnit: str
    encodedId: str
    firstName: str
    foodsLocale: str
    fullName: str
    gender: str
    glucoseUnit: str
    height: float
    heightUnit: str
    languageLocale: str
    lastName: str
    locale: str
    memberSince: str
    offsetFromUTCMillis: int
    startDayOfWeek: str
    strideLengthRunning: float
    strideLengthWalking: float
    swimUnit: str
    timezone: str
    waterUnit: str
    weight: float
    weightUnit: str


class ProfileAnswer(TypedDict):
    """The answer of ``fb.user.get_profile()``."""

    user: UserProfile


class SleepStage(TypedDict):
    """A stretch of one stage; classic logs have asleep, restless and awake."""

    dateTime: str
    level: str
    seconds: int


class SleepStageTotal(TypedDict, total=False):
    """How often and how long a stage was in a night."""

    count: int
    minutes: int
    thirtyDayAvgMinutes: int


class SleepLevels(TypedDict, total=False):
    """The stages of a sleep: in order, short awakenings apart, and summed up by name."""

    data: list[SleepStage]
    shortData: list[SleepStage]
    summary: dict[str, SleepStageTotal]


class SleepLog(TypedDict):
    """A sleep; ``duration`` is in milliseconds, what is called minutes in minutes."""

    dateOfSleep: str
    duration: int
    efficiency: int
    endTime: str
    infoCode: int
    isMainSleep: bool
    levels: SleepLevels
    logId: int
    logType: str
    minutesAfterWakeup: int
    minutesAsleep: int
    minutesAwake: int
    minutesToFallAsleep: int
    startTime: str
    timeInBed: int
    type: str


class SleepSummary(TypedDict, total=False):
    """The sum of a day's sleeps, in minutes."""

    stages: dict[str, int]
    totalMinutesAsleep: int
    totalSleepRecords: int
    totalTimeInBed: int


class SleepAnswer(TypedDict):
    """Sleeps, newest first."""

    sleep: list[SleepLog]


class SleepDayAnswer(SleepAnswer):
    """The sleeps of a day, with their sum."""

    summary: SleepSummary


class SleepListAnswer(SleepAnswer):
    """A page of the list of sleeps."""

    pagination: Pagination


class HeartRateZone(TypedDict, total=False):
    """A zone of heart rates, in beats per minute, and what was spent in it."""

    caloriesOut: float
    max: int
    min: int
    minutes: int
    name: str


class ActivitySummary(TypedDict, total=False):
    """The totals of a day; distances and elevation are in the units of ``system``."""

    activityCalories: int
    caloriesBMR: int
    caloriesOut: int
    distances: list[ActivityDistance]
    elevation: float
    fairlyActiveMinutes: int
    floors: int
    heartRateZones: list[HeartRateZone]
    lightlyActiveMinutes: int
    marginalCalories: int
    restingHeartRate: int
    sedentaryMinutes: int
    steps: int
    veryActiveMinutes: int


class ActivityDistance(TypedDict):
    """The distance of a kind of activity, ``total`` among them."""

    activity: str
    distance: float


class ActivityDayAnswer(TypedDict):
    """The answer of ``fb.activity.get_daily_summary()``; ``goals`` comes beside for three weeks."""

    activities: list[JSON]
    summary: ActivitySummary


class HeartRateValue(TypedDict, total=False):
    """The heart rates of a day; the resting one is left out where it is not known."""

    customHeartRateZones: list[HeartRateZone]
    heartRateZones: list[HeartRateZone]
    restingHeartRate: int


class HeartRateDay(TypedDict):
    """A day of heart rates."""

    dateTime: str
    value: HeartRateValue


class IntradayValue(TypedDict):
    """A value within a day; calories come with ``level`` and ``mets``."""

    time: str
    value: float


class IntradayDataset(TypedDict):
    """The values within a day, such as ``answer["activities-steps-intraday"]``."""

    dataset: list[IntradayValue]
    datasetInterval: int
    datasetType: str


HeartRateAnswer = TypedDict("HeartRateAnswer", {"activities-heart": list[HeartRateDay]})
"""Days of heart rates."""
HeartRateIntradayAnswer = TypedDict(
    "HeartRateIntradayAnswer",
    {"activities-heart": list[HeartRateDay], "activities-heart-intraday": IntradayDataset},
)
"""Heart rates within a day, and the day."""


class WeightLog(TypedDict):
    """A weight; ``fat`` comes beside it where it was measured."""

    bmi: float
    date: str
    logId: int
    source: str
    time: str
    weight: float


class WeightAnswer(TypedDict):
    """Logs of weight, oldest first."""

    weight: list[WeightLog]


class NutritionalValues(TypedDict, total=False):
    """Calories and nutrients: grams, sodium in milligrams, water in the unit of ``system``."""

    calories: int
    carbs: float
    fat: float
    fiber: float
    protein: float
    sodium: float
    water: float


class LoggedFood(TypedDict, total=False):
    """A food and how much of it was eaten."""

    accessLevel: str
    amount: float
    brand: str
    calories: int
    foodId: int
    locale: str
    mealTypeId: int
    name: str
    unit: FoodUnit
    units: list[int]


class FoodUnit(TypedDict):
    """A unit that foods are measured in."""

    id: int
    name: str
    plural: str


class FoodLog(TypedDict):
    """A food that was logged."""

    isFavorite: bool
    logDate: str
    logId: int
    loggedFood: LoggedFood
    nutritionalValues: NutritionalValues


class FoodDayAnswer(TypedDict):
    """The answer of ``fb.nutrition.get_food_log()``; ``goals`` comes where there is one."""

    foods: list[FoodLog]
    summary: NutritionalValues


class Device(TypedDict, total=False):
    """A device of the user; ``lastSyncTime`` is the user's own time."""

    battery: str
    batteryLevel: int
    deviceVersion: str
    features: list[str]
    id: str
    lastSyncTime: str
    mac: str
    type: str


class Subscription(TypedDict):
    """A subscription of your application to a user's data."""

    collectionType: str
    ownerId: str
    ownerType: str
    subscriberId: str
    subscriptionId: str


class SubscriptionsAnswer(TypedDict):
    """The answer of ``fb.subscriptions.get_subscription_list()``."""

    apiSubscriptions: list[Subscription]
