"""The data points of the nights: variability, breathing, oxygen, temperature; fitness."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from fitbit_sandbox.google.heart_points import daily
from fitbit_sandbox.google.sources import HAND, TRACKER
from fitbit_sandbox.google.times import sample_time
from fitbit_sandbox.google.view import Point, View, gives
from fitbit_sandbox.people.nightly import Nightly

_NIGHT_DEVIATION = 0.4
_Show = Callable[[View, date, Nightly], dict[str, Any]]
_FITNESS = ((33, "POOR"), (37, "FAIR"), (42, "AVERAGE"), (47, "GOOD"), (52, "VERY_GOOD"))


def _night(view: View, day: date) -> Nightly | None:
    return view.person.nightly(day, view.now) if view.sees(TRACKER) else None


def _sample(view: View, moment: int, **members: Any) -> Point:
    body = {"sampleTime": sample_time(moment, view.zone), **members}
    return Point(moment, moment, body, TRACKER)


def _nightly(name: str) -> Callable[[_Show], _Show]:
    """Give a type one point a night: of the members that a function shows."""

    def register(show: _Show) -> _Show:
        @gives(name)
        def _of_day(view: View, day: date) -> list[Point]:
            night = _night(view, day)
            return [] if night is None else [daily(view, day, **show(view, day, night))]

        return show

    return register


@_nightly("daily-heart-rate-variability")
def _daily_variability(view: View, day: date, night: Nightly) -> dict[str, Any]:
    return {
        "averageHeartRateVariabilityMilliseconds": night.rmssd,
        "deepSleepRootMeanSquareOfSuccessiveDifferencesMilliseconds": night.deep_rmssd,
        "nonRemHeartRateBeatsPerMinute": str(view.person.life.resting(day) - 2),
    }


@_nightly("daily-oxygen-saturation")
def _daily_oxygen(_: View, __: date, night: Nightly) -> dict[str, Any]:
    values = night.oxygen_values
    return {
        "averagePercentage": round(sum(values) / len(values), 1),
        "lowerBoundPercentage": min(values),
        "upperBoundPercentage": max(values),
    }


@_nightly("daily-respiratory-rate")
def _daily_breathing(_: View, __: date, night: Nightly) -> dict[str, Any]:
    return {"breathsPerMinute": night.breaths}


@_nightly("daily-sleep-temperature-derivations")
def _daily_temperature(_: View, __: date, night: Nightly) -> dict[str, Any]:
    return {
        "nightlyTemperatureCelsius": night.skin,
        "baselineTemperatureCelsius": night.skin_baseline,
        "relativeNightlyStddev30dCelsius": _NIGHT_DEVIATION,
    }


@gives("heart-rate-variability")
def _variability(view: View, day: date) -> list[Point]:
    night = _night(view, day)
    return [
        _sample(
            view,
            item.moment,
            rootMeanSquareOfSuccessiveDifferencesMilliseconds=item.rmssd,
            metadata={"highFrequencyPower": item.hf, "lowFrequencyPower": item.lf},
        )
        for item in (night.variability if night else ())
    ]


@gives("oxygen-saturation")
def _oxygen(view: View, day: date) -> list[Point]:
    night = _night(view, day)
    taken = night.oxygen if night else ()
    return [_sample(view, moment, percentage=value) for moment, value in taken]


@gives("respiratory-rate-sleep-summary")
def _breathing(view: View, day: date) -> list[Point]:
    night = _night(view, day)
    if night is None:
        return []
    stages = {
        f"{stage}SleepStats": {"breathsPerMinute": rate}
        for stage, rate in (night.stage_breaths | {"full": night.breaths}).items()
    }
    return [_sample(view, night.end, **stages)]


@gives("core-body-temperature")
def _core_temperatures(view: View, day: date) -> list[Point]:
    return [
        _sample(view, log.moment, temperatureCelsius=log.celsius)._replace(
            origin=HAND, id=str(log.moment)
        )
        for log in view.person.core(day, view.now)
    ]


def _score(view: View, day: date) -> float | None:
    if not view.sees(TRACKER) or day > view.person.today(view.now):
        return None
    return view.person.life.fitness(day)


@gives("daily-vo2-max")
def _daily_fitness(view: View, day: date) -> list[Point]:
    score = _score(view, day)
    if score is None:
        return []
    level = next((word for above, word in _FITNESS if score < above), "EXCELLENT")
    return [daily(view, day, vo2Max=score, estimated=False, cardioFitnessLevel=level)]


@gives("vo2-max")
def _fitness(view: View, day: date) -> list[Point]:
    score, night = _score(view, day), view.person.main_sleep(day, view.now)
    if score is None or night is None:
        return []
    return [_sample(view, night.end, vo2Max=score, measurementMethod="GOOGLE_DEMOGRAPHIC")]


@gives("run-vo2-max")
def _run_fitness(view: View, day: date) -> list[Point]:
    score = _score(view, day)
    runs = [done for done in view.person.workouts.on(day, view.now) if done.sport.running]
    return [] if score is None else [_sample(view, run.end, runVo2Max=score) for run in runs]
