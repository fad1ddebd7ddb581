"""The activities that can be logged, and a person's favourite, recent and frequent ones."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from fitbit_sandbox.data import read_data
from fitbit_sandbox.fitbit.call import Answer, Call
from fitbit_sandbox.fitbit.chapters import favourites
from fitbit_sandbox.fitbit.chapters.asked import answers, deleted, existing, log_id
from fitbit_sandbox.fitbit.chapters.exercise_shapes import show_in_summary

_LIMIT = 10
_SHOWN = ("activityId", "calories", "description", "distance", "duration", "name")


class Activity(NamedTuple):
    """An activity of the catalogue, or one pace of it."""

    id: int
    name: str
    parent_id: int
    """Of the activity of which it is a pace, or its own."""
    parent_name: str
    mets: float
    steps: bool = False
    """Whether it can be logged in steps."""


def _catalogue() -> Any:
    """Return the categories as Fitbit shows them, and what they leave out of activities."""
    return read_data("fitbit/chapters/activities.json")


@cache
def _shown() -> dict[int, tuple[dict[str, Any], dict[str, Any]]]:
    """Return each activity and each pace as the catalogue shows it, with its activity, by id."""
    return {
        one["id"]: (one, activity)
        for category in _catalogue()["categories"]
        for activity in category["activities"]
        for one in (activity, *activity.get("activityLevels", ()))
    }


def find_activity(number: int) -> Activity | None:
    """Return an activity by its id or by that of one of its paces, or None."""
    if number not in _shown():
        return None
    one, activity = _shown()[number]
    mets = one.get("mets") or _catalogue()["mets"][str(number)]
    steps = activity["id"] in _catalogue()["steps"]
    return Activity(number, one["name"], activity["id"], activity["name"], mets, steps)


@answers("getActivitiesTypes")
def get_all(_: Call) -> Any:
    """Return the whole catalogue."""
    return {"categories": _catalogue()["categories"]}


@answers("getActivitiesTypeDetail")
def get_one(call: Call) -> Any:
    """Return one activity, or one pace of one."""
    return {"activity": existing(_shown().get(log_id(call, "activity-id")))[0]}


@answers("getFavoriteActivities")
def get_favourites(call: Call) -> Any:
    """Return the favourite activities, a bare list."""
    with call.person.lock:
        return [_favourite(number) for number in favourites.favourites(call, "activities")]


def _favourite(number: int) -> dict[str, Any]:
    found = existing(find_activity(number))
    return {
        "activityId": number,
        "description": "" if number == found.parent_id else found.name,
        "mets": found.mets,
        "name": found.parent_name,
    }


@answers("addFavoriteActivities")
def add_favourite(call: Call) -> Any:
    """Make an activity a favourite."""
    number = existing(find_activity(log_id(call, "activity-id"))).id
    favourites.add_favourite(call, "activities", number)
    return Answer("", 201)


@answers("deleteFavoriteActivities")
def delete_favourite(call: Call) -> Any:
    """Take an activity from the favourites."""
    number = log_id(call, "activity-id")
    return deleted(favourites.remove_favourite(call, "activities", number))


@answers("getRecentActivities")
def get_recent(call: Call) -> Any:
    """Return the latest exercise of each type, newest first, a bare list."""
    return list(favourites.latest(_month(call)).values())[:_LIMIT]


@answers("getFrequentActivities")
def get_frequent(call: Call) -> Any:
    """Return the latest exercise of each type, the most frequent first, a bare list."""
    return favourites.most_frequent(_month(call), _LIMIT)


def _month(call: Call) -> list[tuple[int, dict[str, Any]]]:
    days = favourites.last_month(call)
    logs = [log for day in days for log in reversed(call.person.exercises(day, call.now))]
    shown = [show_in_summary(call, log) for log in logs]
    return [
        (one["activityId"], {name: one[name] for name in _SHOWN if name in one}) for one in shown
    ]
