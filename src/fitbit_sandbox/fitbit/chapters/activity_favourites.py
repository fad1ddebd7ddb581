"""Answers for favourite, frequent and recent activities."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from fitbit_sandbox.fitbit.call import Answer, Call, Handler
from fitbit_sandbox.fitbit.chapters.activity_logs import exercises
from fitbit_sandbox.fitbit.chapters.asked import log_id
from fitbit_sandbox.fitbit.chapters.catalogue import find_activity
from fitbit_sandbox.fitbit.chapters.exercise_shapes import FAVOURITES, show_in_summary
from fitbit_sandbox.fitbit.errors import not_found

_DAYS = 30
_MOST = 10
_SHOWN = ("activityId", "calories", "description", "distance", "duration", "name")


def get_favourites(call: Call) -> Any:
    """Return the favourite activities, a bare list."""
    with call.person.lock:
        kept = list(call.person.extras.get(FAVOURITES, []))
    return [_favourite(number) for number in kept]


def _favourite(number: int) -> dict[str, Any]:
    found = find_activity(number)
    if found is None:
        raise not_found()
    activity, level = found
    mets = activity.mets if level is None else level.mets
    description = "" if level is None else level.name
    return {
        "activityId": number,
        "description": description,
        "mets": mets,
        "name": activity.name,
    }


def add_favourite(call: Call) -> Any:
    """Make an activity a favourite."""
    number = log_id(call, "activity-id")
    _favourite(number)
    with call.person.lock:
        kept = call.person.extras.setdefault(FAVOURITES, [])
        if number not in kept:
            kept.append(number)
    return Answer("", 201)


def delete_favourite(call: Call) -> Any:
    """Take an activity from the favourites."""
    number = log_id(call, "activity-id")
    with call.person.lock:
        kept = call.person.extras.get(FAVOURITES, [])
        if number not in kept:
            raise not_found()
        kept.remove(number)
    return Answer(None, 204)


def get_recent(call: Call) -> Any:
    """Return the latest exercise of each type, newest first, a bare list."""
    return list(_latest(call).values())[:_MOST]


def get_frequent(call: Call) -> Any:
    """Return the latest exercise of each type, the most frequent first, a bare list."""
    counts = Counter(shown["activityId"] for shown in _month(call))
    latest = _latest(call)
    return [latest[number] for number, _ in counts.most_common(_MOST)]


def _month(call: Call) -> list[dict[str, Any]]:
    today = call.person.today(call.now)
    days = [today - timedelta(days=number) for number in range(_DAYS)]
    logs = [log for day in days for log in reversed(exercises(call, day))]
    return [show_in_summary(call, log) for log in logs]


def _latest(call: Call) -> dict[int, dict[str, Any]]:
    latest: dict[int, dict[str, Any]] = {}
    for shown in _month(call):
        kept = {name: shown[name] for name in _SHOWN if name in shown}
        latest.setdefault(shown["activityId"], kept)
    return latest


def handlers() -> dict[str, Handler]:
    """Return this chapter's handlers."""
    return {
        "getFavoriteActivities": get_favourites,
        "addFavoriteActivities": add_favourite,
        "deleteFavoriteActivities": delete_favourite,
        "getRecentActivities": get_recent,
        "getFrequentActivities": get_frequent,
    }
