"""Gives the data points of the nights: variability, breathing, oxygen, temperature; fitness."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from fitbit_sandbox.google.heart_points import daily
from fitbit_sandbox.google.sources import HAND, TRACKER
from fitbit_sandbox.google.times import sample_time
from fitbit_sandbox.google.view import Point, Points, View
from fitbit_sandbox.people.nightly import Nightly

_NIGHT_DEVIATION = 0.4
_FITNESS = ((33, "POOR"), (37, "FAIR"), (42, "AVERAGE"), (47, "GOOD"), (52, "VERY_GOOD"))


def night_points() -> Mapping[str, Points]:
    """Return how each type about nights, temperature and fitness gives its points."""
    return {
        "blood-glucose": _none,
        "core-body-temperature": _core_temperatures,
        "daily-heart-rate-variability": _daily_variability,
        "daily-oxygen-saturation": _daily_oxygen,
        "daily-respiratory-rate": _daily_breathing,
        "daily-sleep-temperature-derivations": _daily_temperature,
        "daily-vo2-max": _daily_fitness,
        "heart-rate-variability": _variability,
        "oxygen-saturation": _oxygen,
        "respiratory-rate-sleep-summary": _breathing,
        "run-vo2-max": _run_fitness,
        "vo2-max": _fitness,
    }


def _none(_: View, __: date) -> list[Point]:
    """Return nothing: nobody here measures it."""
    return []


def _night(view: View, day: date) -> Nightly | None:
    return view.person.nightly(day, view.now) if view.sees(TRACKER) else None


def _sample(view: View, moment: int, **members: Any) -> Point:
    body = {"sampleTime": sample_time(moment, view.zone), **members}
    return Point(moment, moment, body, TRACKER)


def _daily_variability(view: View, day: date) -> list[Point]:
    night = _night(view, day)
    if night is None:
        return []
    return [
        daily(
            view,
            day,
            averageHeartRateVariabilityMilliseconds=night.rmssd,
            deepSleepRootMeanSquareOfSuccessiveDifferencesMilliseconds=night.deep_rmssd,
            nonRemHeartRateBeatsPerMinute=str(view.person.life.resting(day) - 2),
        )
    ]


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


def _daily_oxygen(view: View, day: date) -> list[Point]:
    night = _night(view, day)
    if night is None:
        return []
    values = night.oxygen_values
    return [
        daily(
            view,
            day,
            averagePercentage=round(sum(values) / len(values), 1),
            lowerBoundPercentage=min(values),
            upperBoundPercentage=max(values),
        )
    ]


def _oxygen(view: View, day: date) -> list[Point]:
    night = _night(view, day)
    taken = night.oxygen if night else ()
    return [_sample(view, moment, percentage=value) for moment, value in taken]


def _daily_breathing(view: View, day: date) -> list[Point]:
    night = _night(view, day)
    return [] if night is None else [daily(view, day, breathsPerMinute=night.breaths)]


def _breathing(view: View, day: date) -> list[Point]:
    night = _night(view, day)
    if night is None:
        return []
    stages = {
        f"{stage}SleepStats": {"breathsPerMinute": rate}
        for stage, rate in (night.stage_breaths | {"full": night.breaths}).items()
    }
    return [_sample(view, night.end, **stages)]


def _daily_temperature(view: View, day: date) -> list[Point]:
    night = _night(view, day)
    if night is None:
        return []
    return [
        daily(
            view,
            day,
            nightlyTemperatureCelsius=night.skin,
            baselineTemperatureCelsius=night.skin_baseline,
            relativeNightlyStddev30dCelsius=_NIGHT_DEVIATION,
        )
    ]


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


def _daily_fitness(view: View, day: date) -> list[Point]:
    score = _score(view, day)
    if score is None:
        return []
    level = next((word for above, word in _FITNESS if score < above), "EXCELLENT")
    return [daily(view, day, vo2Max=score, estimated=False, cardioFitnessLevel=level)]


def _fitness(view: View, day: date) -> list[Point]:
    score, night = _score(view, day), view.person.main_sleep(day, view.now)
    if score is None or night is None:
        return []
    return [_sample(view, night.end, vo2Max=score, measurementMethod="GOOGLE_DEMOGRAPHIC")]


def _run_fitness(view: View, day: date) -> list[Point]:
    score = _score(view, day)
    runs = [done for done in view.person.workouts.on(day, view.now) if done.sport.running]
    return [] if score is None else [_sample(view, run.end, runVo2Max=score) for run in runs]
