"""Field by field, how what Google Health gives differs from what Fitbit gave."""

from __future__ import annotations

from collections.abc import Mapping

from fitbit.google.routes.router import Difference

_NONE = "Google Health has nothing of the kind."
BASAL = "Derived: all calories less those of activity; Fitbit computed them from age and size."
_ACTIVE = "Google leaves the basal calories out of the active minutes; Fitbit counted them in."
_SEDENTARY = "Google counts sedentary periods; Fitbit also counted what was not worn."
_LEVELS = "From Google's active minutes, which only some devices record."
_ZONES = "Google's zones, named by their place after Fitbit's; absent where there are none."
_ALTITUDE = "Google adds up the altitude gained; Fitbit counted ten feet a floor."


def _absent(why: str, *fields: str) -> tuple[Difference, ...]:
    return tuple(Difference(field, why) for field in fields)


def _other(why: str, *fields: str) -> tuple[Difference, ...]:
    return tuple(Difference(field, why, absent=False) for field in fields)


SERIES: Mapping[str, tuple[Difference, ...]] = {
    name: _other(why, f"activities-{name}[].value", f"activities-tracker-{name}[].value")
    for name, why in (
        ("elevation", _ALTITUDE),
        ("activityCalories", _ACTIVE),
        ("minutesSedentary", _SEDENTARY),
        ("minutesLightlyActive", _LEVELS),
        ("minutesFairlyActive", _LEVELS),
        ("minutesVeryActive", _LEVELS),
    )
}
"""What differs in a series, by its name; the others are as Fitbit's."""

BASAL_SERIES = _other(
    BASAL, "activities-caloriesBMR[].value", "activities-tracker-caloriesBMR[].value"
)

INTRADAY: Mapping[str, tuple[Difference, ...]] = {
    "elevation": _other(_ALTITUDE, "activities-elevation-intraday.dataset[].value"),
    "calories": (
        *_other("Slots without data are absent; Fitbit gave the basal calories.", ""),
        *_absent(_NONE, "activities-calories-intraday.dataset[].level"),
        *_absent(_NONE, "activities-calories-intraday.dataset[].mets"),
    ),
}

SUMMARY = (
    *_absent(_NONE, "goals", "summary.activeScore", "summary.marginalCalories"),
    *_absent(_NONE, "summary.caloriesEstimationMu", "summary.distances[activity=loggedActivities]"),
    *_absent(_NONE, "activities[].activityId", "activities[].activityParentId"),
    *_absent(_NONE, "activities[].isFavorite"),
    *_other("Absent on days without data.", "summary.caloriesOut"),
    *_other(BASAL, "summary.caloriesBMR"),
    *_other(_ACTIVE, "summary.activityCalories"),
    *_other(_ALTITUDE, "summary.elevation"),
    *_other(_SEDENTARY, "summary.sedentaryMinutes"),
    *_other(_LEVELS, "summary.lightlyActiveMinutes", "summary.fairlyActiveMinutes"),
    *_other(_LEVELS, "summary.veryActiveMinutes"),
    *_other(_ZONES, "summary.heartRateZones"),
)

EXERCISES = (
    *_absent(_NONE, "activities[].activityTypeId", "activities[].activityLevel"),
    *_absent(_NONE, "activities[].manualValuesSpecified", "activities[].source"),
    *_other("Absent where Google tells none.", "activities[].elevationGain"),
    *_absent(
        "Google tells the minutes of each zone alone.",
        "activities[].heartRateZones[].min",
        "activities[].heartRateZones[].max",
        "activities[].heartRateZones[].caloriesOut",
        "activities[].activeZoneMinutes.minutesInHeartRateZones",
    ),
)

OWN_DATA = _other("Only what this client wrote can be changed or deleted; others give 403.", "")

EXERCISE_WRITTEN = (
    *OWN_DATA,
    *_absent(_NONE, "activityLog.activityId", "activityLog.activityParentId"),
    *_absent(_NONE, "activityLog.isFavorite"),
    *_other("Google does not estimate them.", "activityLog.calories", "activityLog.steps"),
    *_other("Google keeps none.", "activityLog.description"),
)

HEART = (
    *_other(_ZONES, "activities-heart[].value.heartRateZones"),
    *_other(
        "With timezone=UTC it stays that of the user's own day.",
        "activities-heart[].value.restingHeartRate",
    ),
)
CALORIES = _other(
    "On days without data it is 0, where Fitbit gave the basal calories.",
    "activities-calories[].value",
    "activities-tracker-calories[].value",
)

BODY_SERIES = _other(
    "The last value of the day, carried forward; Fitbit may have smoothed it.",
    "",
)
BODY = _absent(_NONE, "body.bicep", "body.waist", "goals")

_EFFICIENCY = "Derived: asleep in percent of the time between falling asleep and waking up."
SLEEP = (
    *_absent(_NONE, "sleep[].levels.summary.*.thirtyDayAvgMinutes"),
    *_other(_EFFICIENCY, "sleep[].efficiency"),
    *_other("Derived from how Google judges the stages.", "sleep[].infoCode"),
)
SLEEP_V1 = _other(_EFFICIENCY, "sleep[].efficiency")
SLEEP_SERIES = _other("Sums of the day's sleeps, short awakenings taken off.", "")
SLEEP_WRITTEN = (*OWN_DATA, *SLEEP)

FOODS = (
    *_absent(_NONE, "goals", "foods[].isFavorite"),
    *_absent(_NONE, "foods[].loggedFood.accessLevel", "foods[].loggedFood.brand"),
    *_absent(_NONE, "foods[].loggedFood.locale", "foods[].loggedFood.units"),
    *_absent(_NONE, "foods[].loggedFood.unit.plural"),
)
FOOD_WRITTEN = (
    *OWN_DATA,
    *_absent(_NONE, "foodLog.isFavorite", "foodLog.loggedFood.accessLevel"),
    *_absent(_NONE, "foodLog.loggedFood.brand", "foodLog.loggedFood.locale"),
    *_absent(_NONE, "foodLog.loggedFood.units", "foodLog.loggedFood.unit.plural"),
)
CATALOGUE = (
    *_other("Google's own ids, which are not Fitbit's.", ""),
    *_absent(_NONE, "foods[].isGeneric", "food.isGeneric"),
)
UNITS = _other("Google's own ids, which may not be Fitbit's.", "")

HRV_SAMPLES = _absent(_NONE, "hrv[].minutes[].value.coverage")
CARDIO_SCORE = _other(
    "One number where Fitbit gave a range such as 44-48.", "cardioScore[].value.vo2Max"
)
GLUCOSE = _absent("The old API's HbA1c and tracker names are gone.", "hba1c", "glucose[].tracker")

PROFILE = (
    *_absent(
        "Google Health tells neither names nor gender, birthday or picture.",
        "user.fullName", "user.displayName", "user.displayNameSetting", "user.firstName",
        "user.lastName", "user.gender", "user.dateOfBirth", "user.avatar", "user.avatar150",
        "user.avatar640", "user.aboutMe", "user.country",
    ),
    *_absent(
        _NONE,
        "user.averageDailySteps", "user.topBadges", "user.features", "user.startDayOfWeek",
        "user.clockTimeDisplayFormat", "user.sleepTracking", "user.ambassador", "user.corporate",
        "user.corporateAdmin", "user.isBugReportEnabled", "user.isChild", "user.isCoach",
        "user.mfaEnabled", "user.sdkDeveloper",
    ),
    *_other("Absent until one was logged.", "user.weight", "user.height"),
)  # fmt: skip
