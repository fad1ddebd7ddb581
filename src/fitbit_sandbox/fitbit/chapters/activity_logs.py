"""Answers for exercises: logged by hand or recognised, listed, deleted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from fitbit_sandbox.fitbit.call import Answer, Call, Handler
from fitbit_sandbox.fitbit.chapters.asked import (
    as_number,
    day_given,
    log_id,
    required,
    seconds_of,
    whole,
)
from fitbit_sandbox.fitbit.chapters.catalogue import Activity, Level, find_activity
from fitbit_sandbox.fitbit.chapters.exercise_shapes import show_listed, show_logged
from fitbit_sandbox.fitbit.chapters.paging import Asked, asked_page, page
from fitbit_sandbox.fitbit.chapters.units import MM_OF_FOOT, MM_OF_INCH, MM_OF_MILE, units_of
from fitbit_sandbox.fitbit.errors import invalid, not_found
from fitbit_sandbox.people.civil import epoch, local
from fitbit_sandbox.people.logs import LoggedActivity
from fitbit_sandbox.people.schedule import Workout

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


class _Moved(NamedTuple):
    mm: int
    steps: int
    in_steps: bool


def create(call: Call) -> Any:
    """Log an activity of the catalogue, or one's own with its calories."""
    day, seconds = day_given(call), seconds_of(required(call, "startTime"), "startTime")
    millis = whole(call, "durationMillis", least=1)
    if millis > _DAY_MILLIS:
        raise invalid("durationMillis", f"Invalid duration: {millis}")
    activity, level = _activity(call)
    moved, calories = _moved(call, activity), _calories(call, activity, level, millis)
    log = LoggedActivity(
        call.person.new_id(),
        day,
        epoch(day, seconds, call.person.timezone),
        millis,
        activity.name if level is None else level.name,
        activity.id if level is None else level.id,
        activity.id,
        activity.name,
        activity.name if level is None else level.name,
        calories,
        moved.mm,
        moved.steps,
        call.now,
        "manualCalories" in call.params,
        "distance" in call.params and not moved.in_steps,
        moved.in_steps,
    )
    return Answer({"activityLog": show_logged(call, call.person.activities.put(log))}, 201)


def _activity(call: Call) -> tuple[Activity, Level | None]:
    if call.params.get("activityId"):
        found = find_activity(whole(call, "activityId"))
        if found is None:
            raise not_found()
        return found
    name = call.params.get("activityName", "").strip()
    if not name:
        raise invalid("activityId", "Either activityId or activityName must be provided")
    whole(call, "manualCalories")
    return Activity(_OWN_ACTIVITY, name, 0.0), None


def _moved(call: Call, activity: Activity) -> _Moved:
    text = call.params.get("distance")
    if not text:
        return _Moved(0, 0, in_steps=False)
    amount, unit = as_number(text, "distance"), call.params.get("distanceUnit", "").lower()
    running = activity.name != "Walk"
    settings = call.person.settings
    stride = settings.stride_run_mm if running else settings.stride_walk_mm
    if unit == "steps" and activity.steps:
        return _Moved(round(amount * stride), round(amount), in_steps=True)
    if unit and unit not in _MM:
        raise invalid("distanceUnit", f"Invalid distance unit: {call.params['distanceUnit']}")
    mm = round(amount * _MM.get(unit, units_of(call).mm_of_distance))
    return _Moved(mm, round(mm / stride) if activity.steps else 0, in_steps=False)


def _calories(call: Call, activity: Activity, level: Level | None, millis: int) -> int:
    if call.params.get("manualCalories"):
        return whole(call, "manualCalories")
    mets = activity.mets if level is None else level.mets
    return round(call.person.traits.basal_kcal * mets * millis / _DAY_MILLIS)


def exercises(call: Call, day: date) -> list[Workout | LoggedActivity]:
    """Return every exercise of a day, recognised or logged, in order."""
    return call.person.exercises(day, call.now)


def get_list(call: Call) -> Any:
    """Return a page of exercises before or after a moment."""
    asked = asked_page(call)
    shown, pagination = page(call, asked, _beyond(call, asked), lambda log: show_listed(call, log))
    return {"activities": shown, "pagination": pagination}


def _beyond(call: Call, asked: Asked) -> Iterator[Workout | LoggedActivity]:
    zone = call.person.timezone
    for day in asked.days(*call.person.span(call.now)):
        found = exercises(call, day)
        for log in found if asked.forward else reversed(found):
            if asked.keeps(day, local(log.start, zone)):
                yield log


def delete(call: Call) -> Any:
    """Delete an exercise."""
    if not call.person.delete_exercise(log_id(call, "activity-log-id"), call.now):
        raise not_found()
    return Answer(None, 204)


def handlers() -> dict[str, Handler]:
    """Return this chapter's handlers."""
    return {
        "addActivitiesLog": create,
        "deleteActivitiesLog": delete,
        "getActivitiesLogList": get_list,
    }
