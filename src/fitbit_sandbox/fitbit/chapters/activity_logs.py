"""Exercises, logged by hand or recognised: created, listed, deleted."""

from __future__ import annotations

from typing import Any, NamedTuple

from fitbit_sandbox.fitbit.call import Answer, Call
from fitbit_sandbox.fitbit.chapters.activities import Activity, find_activity
from fitbit_sandbox.fitbit.chapters.asked import (
    answers,
    as_number,
    day_given,
    deleted,
    existing,
    log_id,
    required,
    seconds_of,
    whole,
)
from fitbit_sandbox.fitbit.chapters.exercise_shapes import show_in_summary, show_listed
from fitbit_sandbox.fitbit.chapters.paging import page
from fitbit_sandbox.fitbit.chapters.units import MM_OF_FOOT, MM_OF_INCH, MM_OF_MILE, units_of
from fitbit_sandbox.fitbit.errors import invalid
from fitbit_sandbox.people.civil import epoch
from fitbit_sandbox.people.logs import LoggedActivity

_DAY_MILLIS = 24 * 60 * 60 * 1000
_OWN_ACTIVITY = 1001
_MM = {
    "kilometer": 1_000_000,
    "meter": 1000,
    "centimeter": 10,
    "mile": MM_OF_MILE,
    "yard": 3 * MM_OF_FOOT,
    "foot": MM_OF_FOOT,
    "inch": MM_OF_INCH,
}


class _Distance(NamedTuple):
    mm: int
    steps: int
    in_steps: bool


@answers("addActivitiesLog")
def create(call: Call) -> Any:
    """Log an activity of the catalogue, or one's own with its calories."""
    day, seconds = day_given(call), seconds_of(required(call, "startTime"), "startTime")
    millis = whole(call, "durationMillis", min_value=1)
    if millis > _DAY_MILLIS:
        raise invalid("durationMillis", f"Invalid duration: {millis}")
    activity = _activity(call)
    moved = _distance(call, activity)
    log = LoggedActivity(
        id=call.person.new_id(),
        day=day,
        start=epoch(day, seconds, call.person.timezone),
        millis=millis,
        name=activity.name,
        activity_id=activity.id,
        parent_id=activity.parent_id,
        parent_name=activity.parent_name,
        description=activity.name,
        calories=_calories(call, activity, millis),
        mm=moved.mm,
        steps=moved.steps,
        modified=call.now,
        manual_calories="manualCalories" in call.params,
        manual_distance="distance" in call.params and not moved.in_steps,
        manual_steps=moved.in_steps,
    )
    shown = show_in_summary(call, call.person.activities.put(log))
    return Answer({"activityLog": shown}, 201)


def _activity(call: Call) -> Activity:
    if call.params.get("activityId"):
        return existing(find_activity(whole(call, "activityId")))
    name = call.params.get("activityName", "").strip()
    if not name:
        raise invalid("activityId", "Either activityId or activityName must be provided")
    whole(call, "manualCalories")
    return Activity(_OWN_ACTIVITY, name, _OWN_ACTIVITY, name, 0.0)


def _distance(call: Call, activity: Activity) -> _Distance:
    text = call.params.get("distance")
    if not text:
        return _Distance(0, 0, in_steps=False)
    amount, unit = as_number(text, "distance"), call.params.get("distanceUnit", "").lower()
    settings = call.person.settings
    walking = activity.parent_name == "Walk"
    stride = settings.stride_walk_mm if walking else settings.stride_run_mm
    if unit == "steps" and activity.steps:
        return _Distance(round(amount * stride), round(amount), in_steps=True)
    if unit and unit not in _MM:
        raise invalid("distanceUnit", f"Invalid distance unit: {call.params['distanceUnit']}")
    mm = round(amount * _MM.get(unit, units_of(call).mm_of_distance))
    return _Distance(mm, round(mm / stride) if activity.steps else 0, in_steps=False)


def _calories(call: Call, activity: Activity, millis: int) -> int:
    if call.params.get("manualCalories"):
        return whole(call, "manualCalories")
    return round(call.person.traits.basal_kcal * activity.mets * millis / _DAY_MILLIS)


@answers("getActivitiesLogList")
def get_list(call: Call) -> Any:
    """Return a page of exercises before or after a moment."""
    return page(
        call,
        "activities",
        lambda day: call.person.exercises(day, call.now),
        lambda log: log.start,
        lambda log: show_listed(call, log),
    )


@answers("deleteActivitiesLog")
def delete(call: Call) -> Any:
    """Delete an exercise."""
    return deleted(call.person.delete_exercise(log_id(call, "activity-log-id"), call.now))
