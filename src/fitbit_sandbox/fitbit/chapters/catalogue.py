"""Lists the activities that can be logged, and answers for the activity types."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from fitbit_sandbox.fitbit.call import Call, Handler
from fitbit_sandbox.fitbit.chapters.asked import log_id
from fitbit_sandbox.fitbit.errors import not_found


class Level(NamedTuple):
    """Describes one pace of an activity."""

    id: int
    name: str
    mets: float
    least_mph: float
    most_mph: float


class Activity(NamedTuple):
    """Describes an activity of the catalogue."""

    id: int
    name: str
    mets: float
    levels: tuple[Level, ...] = ()
    steps: bool = False
    """Whether it can be logged in steps."""


class Category(NamedTuple):
    """Holds the activities of one kind."""

    id: int
    name: str
    activities: tuple[Activity, ...]


@lru_cache(maxsize=1)
def categories() -> tuple[Category, ...]:
    """Return the catalogue."""
    return (
        Category(3000, "Walking", (_walk(), Activity(90012, "Hike", 5.3))),
        Category(3001, "Running", (_run(), Activity(20049, "Treadmill", 9.0, steps=True))),
        Category(1000, "Bicycling", (_bike(), Activity(55001, "Spinning", 8.5))),
        Category(18000, "Water Activities", (Activity(90024, "Swim", 7.0),)),
        Category(
            2000,
            "Conditioning Exercises",
            (
                Activity(2131, "Weights", 4.0),
                Activity(90017, "Elliptical", 7.2),
                Activity(2040, "Circuit Training", 8.0),
                Activity(52001, "Yoga", 2.5),
            ),
        ),
        Category(
            15000,
            "Sports",
            (
                Activity(15675, "Tennis", 7.3),
                Activity(15605, "Soccer", 7.0),
                Activity(15055, "Basketball", 6.5),
                Activity(15000, "Sport", 6.0),
            ),
        ),
    )


def _walk() -> Activity:
    levels = (
        Level(17151, "Walking less than 2 mph, strolling very slowly", 2.0, -1, 2.0),
        Level(17190, "Walking 3.0 mph, moderate pace", 3.3, 2.8, 3.2),
        Level(17220, "Walking 4.0 mph, very brisk pace", 5.0, 3.8, 4.2),
    )
    return Activity(90013, "Walk", 3.8, levels, steps=True)


def _run() -> Activity:
    levels = (
        Level(12030, "Running - 5 mph (12 min/mile)", 8.3, 4.5, 5.5),
        Level(12050, "Running - 6 mph (10 min/mile)", 9.8, 5.5, 6.5),
        Level(12080, "Running - 7.5 mph (8 min/mile)", 11.8, 7.2, 7.8),
    )
    return Activity(90009, "Run", 9.8, levels, steps=True)


def _bike() -> Activity:
    levels = (
        Level(1010, "Bicycling, leisure, very slow", 4.0, -1, 10),
        Level(1030, "Bicycling, moderate effort", 8.0, 12, 13.9),
    )
    return Activity(90001, "Bike", 7.5, levels)


def find_activity(number: int) -> tuple[Activity, Level | None] | None:
    """Return an activity by its id or by that of one of its levels, or None."""
    for category in categories():
        for activity in category.activities:
            if activity.id == number:
                return activity, None
            for level in activity.levels:
                if level.id == number:
                    return activity, level
    return None


def show_activity(activity: Activity) -> dict[str, Any]:
    """Return an activity as the catalogue shows it."""
    shown: dict[str, Any] = {
        "accessLevel": "PUBLIC",
        "hasSpeed": bool(activity.levels),
        "id": activity.id,
        "name": activity.name,
    }
    if activity.levels:
        return shown | {"activityLevels": [_level(level) for level in activity.levels]}
    return shown | {"mets": activity.mets}


def _level(level: Level) -> dict[str, Any]:
    return {
        "id": level.id,
        "maxSpeedMPH": level.most_mph,
        "mets": level.mets,
        "minSpeedMPH": level.least_mph,
        "name": level.name,
    }


def get_all(_: Call) -> Any:
    """Return the whole catalogue."""
    return {
        "categories": [
            {
                "activities": [show_activity(activity) for activity in category.activities],
                "id": category.id,
                "name": category.name,
            }
            for category in categories()
        ]
    }


def get_one(call: Call) -> Any:
    """Return one activity, or one level of one."""
    found = find_activity(log_id(call, "activity-id"))
    if found is None:
        raise not_found()
    activity, level = found
    shown = show_activity(activity) if level is None else _level(level)
    return {"activity": shown}


def handlers() -> dict[str, Handler]:
    """Return this chapter's handlers."""
    return {"getActivitiesTypes": get_all, "getActivitiesTypeDetail": get_one}
