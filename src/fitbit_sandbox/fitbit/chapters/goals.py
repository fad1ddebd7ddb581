"""The goals for activity, body, food, water and sleep."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from fitbit_sandbox.fitbit.call import Answer, Call
from fitbit_sandbox.fitbit.chapters.asked import (
    answers,
    as_number,
    day_given,
    number,
    one_of,
    required,
    whole,
)
from fitbit_sandbox.fitbit.chapters.body import weight_on
from fitbit_sandbox.fitbit.chapters.units import tidy, units_of
from fitbit_sandbox.fitbit.errors import invalid
from fitbit_sandbox.people.civil import utc_text

_ACTIVITY = ("activeMinutes", "activeZoneMinutes", "caloriesOut", "distance", "floors", "steps")
_ACTIVITY_VALUES = {
    "daily": (30, 22, 2300, 8_050_000, 10, 10_000),
    "weekly": (150, 150, 16_100, 56_350_000, 70, 70_000),
}
_INTENSITIES = {"MAINTENANCE": 0, "EASIER": 250, "MEDIUM": 500, "KINDAHARD": 750, "HARDER": 1000}
_DEFAULT_WATER_ML = 1893.0


def _kept(call: Call, name: str, first: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return a copy of the goals kept under a name, or the *first* ones."""
    with call.person.lock:
        return dict(call.person.extras.get(f"goals {name}", first or {}))


def _keep(call: Call, name: str, goals: dict[str, Any]) -> None:
    with call.person.lock:
        call.person.extras[f"goals {name}"] = goals


def activity_goals(call: Call, period: str) -> dict[str, Any]:
    """Return the activity goals of a period, daily or weekly, in the units asked for."""
    goals = _activity(call, period)
    shown = goals | {"distance": round(units_of(call).distance(goals["distance"]), 2)}
    return {name: tidy(value) for name, value in shown.items()}


def _activity(call: Call, period: str) -> dict[str, float]:
    first: dict[str, Any] = dict(zip(_ACTIVITY, _ACTIVITY_VALUES[period], strict=True))
    if not call.person.traits.can("altimeter"):
        del first["floors"]
    return _kept(call, f"activity {period}", first)


def _period(call: Call) -> str:
    period = call.arguments["period"]
    if period not in _ACTIVITY_VALUES:
        raise invalid("period", f"Invalid period: {period}")
    return period


@answers("getActivitiesGoals")
def get_activity(call: Call) -> Any:
    """Return the daily or weekly activity goals."""
    return {"goals": activity_goals(call, _period(call))}


@answers("addUpdateActivitiesGoals")
def set_activity(call: Call) -> Any:
    """Change one activity goal and return all of its period."""
    period, kind = _period(call), one_of(call, "type", _ACTIVITY)
    value = number(call, "value", min_value=0.01)
    with call.person.lock:
        goals = _activity(call, period)
        goals[kind] = value * units_of(call).mm_of_distance if kind == "distance" else int(value)
        _keep(call, f"activity {period}", goals)
    return {"goals": activity_goals(call, period)}


@answers("getBodyGoals")
def get_body(call: Call) -> Any:
    """Return the goal for weight or fat; an empty goal if none was set."""
    kind = call.arguments["goal-type"]
    if kind == "fat":
        return {"goal": _kept(call, "fat")}
    if kind != "weight":
        raise invalid("goalType", f"Invalid goal type: {kind}")
    return {"goal": _weight_goal(call, _kept(call, "weight"))}


@answers("UpdateBodyFatGoal")
def set_fat(call: Call) -> Any:
    """Set the goal for body fat."""
    percent = number(call, "fat", min_value=0.01)
    if percent > 75:
        raise invalid("fat", f"Invalid value for parameter fat: {call.params['fat']}")
    _keep(call, "fat", {"fat": tidy(percent)})
    return Answer({"goal": {"fat": tidy(percent)}}, 201)


@answers("updateWeightGoal")
def set_weight(call: Call) -> Any:
    """Set the goal for weight; its target is needed only the first time."""
    units = units_of(call)
    with call.person.lock:
        known = _kept(call, "weight")
        start = number(call, "startWeight", min_value=0.01) * units.grams_of_weight
        if "weight" in call.params or not known:
            known["grams"] = number(call, "weight", min_value=0.01) * units.grams_of_weight
        goal = known | {"startGrams": start, "startDate": day_given(call, "startDate").isoformat()}
        _keep(call, "weight", goal)
    return Answer({"goal": _weight_goal(call, goal)}, 201)


def _weight_goal(call: Call, goal: dict[str, Any]) -> dict[str, Any]:
    if not goal:
        return {}
    units = units_of(call)
    way = "LOSE" if goal["grams"] < goal["startGrams"] else "GAIN"
    return {
        "goalType": "MAINTAIN" if goal["grams"] == goal["startGrams"] else way,
        "startDate": goal["startDate"],
        "startWeight": tidy(units.weight(goal["startGrams"])),
        "weight": tidy(units.weight(goal["grams"])),
        "weightThreshold": 0.05,
    }


def food_goals(call: Call) -> dict[str, Any]:
    """Return the calories that are to be eaten in a day."""
    return {"calories": _food(call)["calories"]}


def _usual_calories(call: Call) -> int:
    return round(call.person.traits.basal_kcal * 1.45)


def _food(call: Call) -> dict[str, Any]:
    return _kept(call, "food", {"calories": _usual_calories(call), "plan": None})


@answers("getFoodsGoal")
def get_food(call: Call) -> Any:
    """Return the food goal, with its plan where one was chosen."""
    plan = _food(call)["plan"]
    return {"goals": food_goals(call)} | ({"foodPlan": plan} if plan else {})


@answers("addUpdateFoodsGoal")
def set_food(call: Call) -> Any:
    """Set the food goal by calories or by a plan's intensity."""
    if ("calories" in call.params) == ("intensity" in call.params):
        raise invalid("calories", "Either calories or intensity must be provided")
    if "calories" in call.params:
        goal: dict[str, Any] = {"calories": whole(call, "calories", min_value=1), "plan": None}
    else:
        intensity = one_of(call, "intensity", tuple(_INTENSITIES))
        plan = {
            "estimatedDate": _estimate(call),
            "intensity": intensity,
            "personalized": call.params.get("personalized") == "true",
        }
        goal = {"calories": _usual_calories(call) - _INTENSITIES[intensity], "plan": plan}
    _keep(call, "food", goal)
    return Answer(get_food(call), 201)


def _estimate(call: Call) -> str:
    goal, today = _kept(call, "weight"), call.person.today(call.now)
    grams = weight_on(call, today) or call.person.traits.weight_g
    weeks = abs(grams - goal["grams"]) / 500 if goal else 0
    return (today + timedelta(days=round(weeks * 7))).isoformat()


@answers("getWaterGoal")
def get_water(call: Call) -> Any:
    """Return the water goal."""
    first = {"ml": _DEFAULT_WATER_ML, "startDate": call.person.traits.since.isoformat()}
    goal = _kept(call, "water", first)
    shown = tidy(units_of(call).water(goal["ml"]))
    return {"goal": {"goal": shown, "startDate": goal["startDate"]}}


@answers("addUpdateWaterGoal")
def set_water(call: Call) -> Any:
    """Set the water goal."""
    ml = number(call, "target", min_value=0.01) * units_of(call).ml_of_water
    started = call.person.today(call.now).isoformat()
    _keep(call, "water", {"ml": ml, "startDate": started})
    return Answer(get_water(call), 201)


@answers("getSleepGoal")
def get_sleep(call: Call) -> Any:
    """Return the sleep goal."""
    updated = f"{call.person.traits.since}T20:00:00.000Z"
    first = {"minDuration": 480, "updatedOn": updated}
    goal = _kept(call, "sleep", first)
    return {"goal": {"bedtime": "22:00", **goal, "wakeupTime": "07:00"}}


@answers("updateSleepGoal")
def set_sleep(call: Call) -> Any:
    """Set how many minutes a night should have at least."""
    minutes = as_number(required(call, "minDuration"), "minDuration", min_value=1)
    if minutes > 24 * 60 or minutes != int(minutes):
        text = call.params["minDuration"]
        raise invalid("minDuration", f"Invalid value for parameter minDuration: {text}")
    goal = {"minDuration": int(minutes), "updatedOn": utc_text(call.now)}
    _keep(call, "sleep", goal)
    return Answer(get_sleep(call), 201)
