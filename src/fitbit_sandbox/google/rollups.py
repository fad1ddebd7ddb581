"""What a roll-up adds up for each type, and how the sum looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any

from fitbit_sandbox.google import heart_points, minutes
from fitbit_sandbox.google.activity_points import ACTIVE
from fitbit_sandbox.google.minutes import Counter, counters, counts_with_zeros
from fitbit_sandbox.google.points import readers
from fitbit_sandbox.google.times import duration
from fitbit_sandbox.google.view import View

_Cell = tuple[float, Any]
Cells = Callable[[View, date], Iterable[_Cell]]
Show = Callable[[Sequence[Any]], dict[str, Any]]


@dataclass(frozen=True)
class RollUp:
    """How a type is rolled up: its values by moment, and the sum of many values."""

    cells: Cells
    show: Show


@cache
def rollups() -> Mapping[str, RollUp]:
    """Return how each type is rolled up."""
    counted = {name: _counted(item) for name, item in counters().items()}
    return counted | {
        "total-calories": RollUp(_burnt, lambda values: {"kcalSum": sum(values) / 1000}),
        "active-minutes": RollUp(_active_levels, _active_minutes),
        "sedentary-period": RollUp(
            lambda view, day: [(moment, 60) for moment in minutes.sedentary(view, day)],
            lambda values: {"durationSum": duration(sum(values))},
        ),
        "active-zone-minutes": RollUp(heart_points.zone_minutes, _active_zones),
        "time-in-heart-rate-zone": RollUp(heart_points.zone_minutes, _zone_times),
        "calories-in-heart-rate-zone": RollUp(heart_points.zone_calories, _zone_calories),
        "heart-rate": RollUp(heart_points.samples, partial(_spread, "beatsPerMinute")),
        "run-vo2-max": RollUp(_logged("run-vo2-max", "runVo2Max"), partial(_spread, "rate")),
        "core-body-temperature": RollUp(
            _logged("core-body-temperature", "temperatureCelsius"),
            partial(_spread, "temperatureCelsius"),
        ),
        "weight": _average("weight", "weightGrams"),
        "body-fat": _average("body-fat", "percentage", "bodyFatPercentage"),
        "blood-glucose": _average("blood-glucose", "bloodGlucoseMilligramsPerDeciliter"),
        "hydration-log": RollUp(_logged("hydration-log", "amountConsumed"), _drunk),
        "nutrition-log": RollUp(_logged("nutrition-log"), _eaten),
    }


def _counted(counter: Counter) -> RollUp:
    return RollUp(
        lambda view, day: counts_with_zeros(view, day, counter),
        lambda values: {f"{counter.field}Sum": counter.show(sum(values))},
    )


def _burnt(view: View, day: date) -> list[_Cell]:
    """Return the thousandths of each minute: at rest, above it, and entered by hand."""
    shares = [(share.moment, share.calories) for share in minutes.shares(view, day)]
    found = minutes.tracked(view, day)
    if found is None and not shares:
        return []
    whole = view.days.day(day)
    burnt = [whole.basal] * whole.elapsed(view.now)
    for minute in minutes.passed(*found) if found else ():
        burnt[minute.at] = whole.calories_at(minute.mets)
    return [*((whole.start + at * 60, value) for at, value in enumerate(burnt)), *shares]


def _active_levels(view: View, day: date) -> list[_Cell]:
    return [(moment, level) for moment, level in minutes.levels(view, day) if level]


def _active_minutes(values: Sequence[int]) -> dict[str, Any]:
    counts = [(name, values.count(level)) for level, name in enumerate(ACTIVE, 1)]
    return {
        "activeMinutesRollupByActivityLevel": [
            {"activityLevel": name, "activeMinutesSum": str(count)}
            for name, count in counts
            if count
        ]
    }


def _active_zones(values: Sequence[int]) -> dict[str, Any]:
    """Return the sums of the zones in which there were some; zeros are left out."""
    names = ("sumInFatBurnHeartZone", "sumInCardioHeartZone", "sumInPeakHeartZone")
    sums = [heart_points.WORTH[zone] * values.count(zone) for zone in (1, 2, 3)]
    return {name: str(count) for name, count in zip(names, sums, strict=True) if count}


def _zone_times(values: Sequence[int]) -> dict[str, Any]:
    times = [(name, values.count(zone) * 60) for zone, name in enumerate(heart_points.ZONES)]
    return {
        "timeInHeartRateZones": [
            {"heartRateZone": name, "duration": duration(seconds)}
            for name, seconds in times
            if seconds
        ]
    }


def _zone_calories(values: Sequence[tuple[int, int]]) -> dict[str, Any]:
    sums = dict.fromkeys(range(4), 0)
    for zone, calories in values:
        sums[zone] += calories
    return {
        "caloriesInHeartRateZones": [
            {"heartRateZone": heart_points.ZONES[zone], "kcal": calories / 1000}
            for zone, calories in sums.items()
            if calories
        ]
    }


def _spread(name: str, values: Sequence[float]) -> dict[str, Any]:
    return {
        f"{name}Min": float(min(values)),
        f"{name}Avg": sum(values) / len(values),
        f"{name}Max": float(max(values)),
    }


def _logged(kind: str, member: str | None = None) -> Cells:
    """Return how the logs of a type give their bodies, or one member of them."""

    def cells(view: View, day: date) -> list[_Cell]:
        found = [point for point in readers()[kind](view, day) if view.sees(point.origin)]
        return [(point.start, point.body[member] if member else point.body) for point in found]

    return cells


def _average(kind: str, member: str, name: str | None = None) -> RollUp:
    return RollUp(
        _logged(kind, member),
        lambda values: {f"{name or member}Avg": sum(values) / len(values)},
    )


def _drunk(values: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {"amountConsumed": {"millilitersSum": sum(value["milliliters"] for value in values)}}


def _eaten(values: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    nutrients: dict[str, float] = {}
    for item in (item for value in values for item in value.get("nutrients", ())):
        grams = item["quantity"]["grams"]
        nutrients[item["nutrient"]] = nutrients.get(item["nutrient"], 0.0) + grams
    return {
        "energy": {"kcalSum": sum(value["energy"]["kcal"] for value in values)},
        "totalCarbohydrate": {
            "gramsSum": sum(value["totalCarbohydrate"]["grams"] for value in values)
        },
        "totalFat": {"gramsSum": sum(value["totalFat"]["grams"] for value in values)},
        "nutrients": [
            {"nutrient": name, "quantity": {"gramsSum": grams}} for name, grams in nutrients.items()
        ],
    }
