"""Answers what is measured at night: HRV, SpO2, breathing rate, temperature, cardio fitness."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from fitbit.google import times
from fitbit.google.answers.activity_metrics import Days
from fitbit.google.answers.body import measured
from fitbit.google.answers.heart import by_date
from fitbit.google.answers.request import Dates, FitbitRequest
from fitbit.google.answers.sleep import SleepSession, start_sessions
from fitbit.google.client.health import Row, between, granted
from fitbit.google.client.later import Later
from fitbit.google.units import tidy

_LONGEST = 30
_NO_LIMIT = 100_000
_HALF_A_DAY = dt.timedelta(hours=12)
_STAGES = ("deep", "light", "rem", "full")


def _daily(request: FitbitRequest, data_type: str, dates: Dates) -> Days:
    field = f"{data_type.replace('-', '_')}.date"
    points = request.health.points(data_type, between(field, *dates)).get()
    return by_date(data_type, points)


def _entries(days: Days, write: Callable[[Row], Row | None]) -> list[Row]:
    """Return an entry for each day that has something to say."""
    written = ((day, write(row)) for day, row in sorted(days.items()))
    return [{"dateTime": day.isoformat(), "value": value} for day, value in written if value]


def hrv(request: FitbitRequest) -> Any:
    """Answer the heart rate variability of each night."""
    return {"hrv": _entries(_daily(request, *_hrv(request)), _hrv_value)}


def _hrv(request: FitbitRequest) -> tuple[str, Dates]:
    return "daily-heart-rate-variability", request.dates(_LONGEST, "hrv")


def _hrv_value(row: Row) -> Row:
    names = {
        "dailyRmssd": "averageHeartRateVariabilityMilliseconds",
        "deepRmssd": "deepSleepRootMeanSquareOfSuccessiveDifferencesMilliseconds",
    }
    return {name: row[member] for name, member in names.items() if member in row}


def spo2(request: FitbitRequest) -> Any:
    """Answer the oxygen saturation of each night: one object for a date, a list for a range."""
    days = _daily(request, "daily-oxygen-saturation", request.dates(_NO_LIMIT, "spo2"))
    return _bare(request, _entries(days, _spo2_value))


def _bare(request: FitbitRequest, found: list[Row]) -> Any:
    if "end-date" in request.arguments:
        return found
    return found[0] if found else {}


def _spo2_value(row: Row) -> Row:
    names = {"avg": "average", "min": "lowerBound", "max": "upperBound"}
    return {name: float(row[f"{member}Percentage"]) for name, member in names.items()}


def breathing_rate(request: FitbitRequest) -> Any:
    """Answer the breathing rate of each night."""
    days = _daily(request, "daily-respiratory-rate", request.dates(_LONGEST, "br"))
    return {"br": _entries(days, lambda row: {"breathingRate": row["breathsPerMinute"]})}


def skin_temperature(request: FitbitRequest) -> Any:
    """Answer how far each night's skin temperature was from the usual one."""
    days = _daily(
        request, "daily-sleep-temperature-derivations", request.dates(_LONGEST, "tempSkin")
    )

    def value(row: Row) -> Row | None:
        if "baselineTemperatureCelsius" not in row:
            return None
        change = row["nightlyTemperatureCelsius"] - row["baselineTemperatureCelsius"]
        return {"nightlyRelative": tidy(request.units.temperature_change(round(change, 6)))}

    found = _entries(days, value)
    return {"tempSkin": [entry | {"logType": "dedicated_temp_sensor"} for entry in found]}


def core_temperature(request: FitbitRequest) -> Any:
    """Answer every temperature that was logged."""
    dates = request.dates(_LONGEST, "tempCore")
    found = measured(
        "core-body-temperature", _samples(request, "core-body-temperature", dates).get()
    )
    return {
        "tempCore": [
            {
                "dateTime": one.time.isoformat(timespec="seconds"),
                "value": tidy(request.units.temperature(float(one.row["temperatureCelsius"]))),
            }
            for one in found
        ]
    }


def cardio_score(request: FitbitRequest) -> Any:
    """Answer the cardio fitness of each day, one number where Fitbit gave a range."""
    days = _daily(request, "daily-vo2-max", request.dates(_LONGEST, "cardioscore"))
    score: Callable[[Row], Row] = lambda row: {"vo2Max": str(tidy(round(row["vo2Max"], 1)))}  # noqa: E731
    return {"cardioScore": _entries(days, score)}


# samples, which belong to the day on which their sleep ends


def _samples(request: FitbitRequest, data_type: str, dates: Dates) -> Later[list[Row]]:
    field = f"{data_type.replace('-', '_')}.sample_time.civil_time"
    return request.health.points(data_type, between(field, *dates))


class _Owners:
    """Tells which day a sample of the night belongs to."""

    def __init__(self, sessions: list[SleepSession] | None) -> None:
        self._sessions = sessions

    def day(self, row: Row, wall: dt.datetime) -> dt.date:
        """Return the day on which the sleep ends that a sample lies in.

        Without the scope to read sleep, what is measured after noon counts for the next day.
        """
        if self._sessions is None:
            return (wall + _HALF_A_DAY).date()
        when = times.instant(row["sampleTime"]["physicalTime"])
        around = (
            session.date for session in self._sessions if session.begin <= when <= session.finish
        )
        return next(around, wall.date())


def _by_night(
    request: FitbitRequest, data_type: str, dates: Dates, write: Callable[[dt.datetime, Row], Row]
) -> list[Row]:
    """Return the samples of each night, in order of time."""
    wider = Dates(dates.first - times.DAY, dates.last)
    samples = _samples(request, data_type, wider)
    sessions = start_sessions(
        request.health, Dates(wider.first, dates.last + times.DAY), sources=False
    )
    found: dict[dt.date, list[Row]] = defaultdict(list)
    rows = measured(data_type, samples.get())
    owners = _Owners(granted(sessions))
    for time, row in rows:
        found[owners.day(row, time)].append(write(time, row))
    return _within(found, dates)


def _within(found: dict[dt.date, list[Row]], dates: Dates) -> list[Row]:
    days: Iterable[dt.date] = (day for day in dates.each() if found.get(day))
    return [{"dateTime": day.isoformat(), "minutes": found[day]} for day in days]


def hrv_samples(request: FitbitRequest) -> Any:
    """Answer the heart rate variability of every five minutes of sleep."""
    return {
        "hrv": _by_night(
            request, "heart-rate-variability", request.dates(_LONGEST, "hrv"), _hrv_sample
        )
    }


def _hrv_sample(time: dt.datetime, row: Row) -> Row:
    name = "rootMeanSquareOfSuccessiveDifferencesMilliseconds"
    metadata = row.get("metadata") or {}
    names = {"hf": "highFrequencyPower", "lf": "lowFrequencyPower"}
    value = {"rmssd": row[name]} if name in row else {}
    value |= {short: metadata[long] for short, long in names.items() if long in metadata}
    return {"minute": times.stamp(time), "value": value}


def spo2_samples(request: FitbitRequest) -> Any:
    """Answer the oxygen saturation of every minute of sleep."""
    found = _by_night(request, "oxygen-saturation", request.dates(_LONGEST, "spo2"), _spo2_sample)
    return _bare(request, found)


def _spo2_sample(time: dt.datetime, row: Row) -> Row:
    return {"minute": time.isoformat(timespec="seconds"), "value": float(row["percentage"])}


def breathing_rate_stages(request: FitbitRequest) -> Any:
    """Answer the breathing rate of each night by stage; -1 stands for a stage without one."""
    dates = request.dates(_LONGEST, "br")
    data_type = "respiratory-rate-sleep-summary"
    found = measured(data_type, _samples(request, data_type, dates).get())
    days = {one.time.date(): one.row for one in found}
    return {"br": _entries(days, _stages_value)}


def _stages_value(row: Row) -> Row:
    rates = {stage: (row.get(f"{stage}SleepStats") or {}) for stage in _STAGES}
    return {
        f"{stage}SleepSummary": {"breathingRate": tidy(rate.get("breathsPerMinute", -1))}
        for stage, rate in rates.items()
    }
