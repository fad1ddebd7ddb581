"""Answers for the resource endpoints, a chapter of Fitbit's reference a file.

Operation ids and the names of path arguments are those of Fitbit's OpenAPI description.
"""

from __future__ import annotations

from fitbit_sandbox.fitbit.call import Handler
from fitbit_sandbox.fitbit.chapters import (
    active_zone_minutes,
    activity_favourites,
    activity_logs,
    activity_series,
    activity_summary,
    alarms,
    body_logs,
    body_series,
    catalogue,
    devices,
    food_logs,
    foods,
    friends,
    goals,
    heart_health,
    heart_rate,
    intraday,
    lifetime,
    meals,
    nightly_health,
    nutrition_series,
    sleep,
    sleep_v1,
    tcx,
    user,
    water,
)

__all__ = ["handlers"]

_CHAPTERS = (
    user,
    devices,
    activity_summary,
    activity_logs,
    tcx,
    catalogue,
    goals,
    activity_series,
    heart_rate,
    active_zone_minutes,
    intraday,
    sleep,
    sleep_v1,
    body_logs,
    body_series,
    water,
    nutrition_series,
    activity_favourites,
    lifetime,
    friends,
    alarms,
    food_logs,
    foods,
    meals,
    nightly_health,
    heart_health,
)


def handlers() -> dict[str, Handler]:
    """Return the handler of every operation by its id."""
    found: dict[str, Handler] = {}
    for chapter in _CHAPTERS:
        found |= chapter.handlers()
    return found
