"""What is measured at night: HRV, SpO2, breathing rate, temperature, cardio fitness."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from fitbit.google import times
from fitbit.google.answers.request import Dates, FitbitRequest
from fitbit.google.answers.samples import Sample, read_samples, samples_in_order
from fitbit.google.answers.sleep import SleepSession, sessions_of, start_sleeps
from fitbit.google.client.health import Days, Row, granted
from fitbit.google.members import inner, measured, renamed
from fitbit.google.units import tidy

_MAX_DAYS = 30
# Fitbit names no longest range for SpO2.
_NO_LIMIT = 100_000
_HALF_A_DAY = dt.timedelta(hours=12)
_STAGES = ("deep", "light", "rem", "full")


def _daily(
    request: FitbitRequest,
    resource: str,
    data_type: str,
    write: Callable[[Row], Row | None],
    limit: int = _MAX_DAYS,
) -> list[Row]:
    """Return an entry for each day of a call on which a daily type has something to say."""
    dates = request.dates(limit, resource)
    return _entries(request.health.points_by_date(data_type, *dates).result(), write)


def _entries(days: Days, write: Callable[[Row], Row | None]) -> list[Row]:
    """Return an entry for each day that has something to say."""
    written = ((day, write(row)) for day, row in sorted(days.items()))
    return [{"dateTime": day.isoformat(), "value": value} for day, value in written if value]


def hrv(request: FitbitRequest) -> Any:
    """Answer the heart rate variability of each night."""
    return {"hrv": _daily(request, "hrv", "daily-heart-rate-variability", _hrv_value)}


def _hrv_value(row: Row) -> Row:
    return renamed(
        row,
        dailyRmssd="averageHeartRateVariabilityMilliseconds",
        deepRmssd="deepSleepRootMeanSquareOfSuccessiveDifferencesMilliseconds",
    )


def spo2(request: FitbitRequest) -> Any:
    """Answer the oxygen saturation of each night: one object for a date, a list for a range."""
    found = _daily(request, "spo2", "daily-oxygen-saturation", _spo2_value, _NO_LIMIT)
    return _bare(request, found)


def _bare(request: FitbitRequest, found: list[Row]) -> Any:
    if "end-date" in request.arguments:
        return found
    return found[0] if found else {}


def _spo2_value(row: Row) -> Row:
    names = {"avg": "average", "min": "lowerBound", "max": "upperBound"}
    return {name: measured(row, f"{member}Percentage") for name, member in names.items()}


def breathing_rate(request: FitbitRequest) -> Any:
    """Answer the breathing rate of each night."""

    def value(row: Row) -> Row:
        return {"breathingRate": row["breathsPerMinute"]}

    return {"br": _daily(request, "br", "daily-respiratory-rate", value)}


def skin_temperature(request: FitbitRequest) -> Any:
    """Answer how far each night's skin temperature was from the usual one."""

    def value(row: Row) -> Row | None:
        if "baselineTemperatureCelsius" not in row:
            return None
        change = row["nightlyTemperatureCelsius"] - row["baselineTemperatureCelsius"]
        # Rounded before the conversion, since the difference of two floats has a tail.
        return {"nightlyRelative": tidy(request.units.temperature_change(round(change, 6)))}

    found = _daily(request, "tempSkin", "daily-sleep-temperature-derivations", value)
    return {"tempSkin": [entry | {"logType": "dedicated_temp_sensor"} for entry in found]}


def core_temperature(request: FitbitRequest) -> Any:
    """Answer every temperature that was logged."""
    dates = request.dates(_MAX_DAYS, "tempCore")
    found = read_samples(request.health, "core-body-temperature", dates)
    return {
        "tempCore": [
            {
                "dateTime": one.time.isoformat(timespec="seconds"),
                "value": tidy(request.units.temperature(measured(one.row, "temperatureCelsius"))),
            }
            for one in found
        ]
    }


def cardio_score(request: FitbitRequest) -> Any:
    """Answer the cardio fitness of each day, one number where Fitbit gave a range."""

    def value(row: Row) -> Row:
        return {"vo2Max": str(tidy(round(row["vo2Max"], 1)))}

    return {"cardioScore": _daily(request, "cardioscore", "daily-vo2-max", value)}


# samples, which belong to the day on which their sleep ends


def _night_of(one: Sample, sleeps: list[SleepSession] | None) -> dt.date:
    """Return the day on which the sleep ends that a sample lies in.

    Without the scope to read sleep, what is measured after noon counts for the next day.
    """
    if sleeps is None:
        return (one.time + _HALF_A_DAY).date()
    when = times.instant(one.row["sampleTime"]["physicalTime"])
    around = (sleep.date for sleep in sleeps if sleep.begin <= when <= sleep.finish)
    return next(around, one.time.date())


def _by_night(
    request: FitbitRequest, data_type: str, dates: Dates, write: Callable[[dt.datetime, Row], Row]
) -> list[Row]:
    """Return the samples of each night, in order of time."""
    # The night that ends on the first day began on the evening before, and what is measured on
    # the last evening belongs to the night that ends a day later.
    wider = Dates(dates.first - times.DAY, dates.last)
    points = request.health.samples(data_type, *wider)
    sleeps_in = Dates(wider.first, dates.last + times.DAY)
    started = start_sleeps(request.health, sleeps_in, reconcile=True)

    samples, merged = samples_in_order(data_type, points.result()), granted(started)
    sleeps = None if merged is None else sessions_of(merged, sleeps_in)
    found: dict[dt.date, list[Row]] = defaultdict(list)
    for one in samples:
        found[_night_of(one, sleeps)].append(write(*one))
    days = (day for day in dates.each() if day in found)
    return [{"dateTime": day.isoformat(), "minutes": found[day]} for day in days]


def hrv_samples(request: FitbitRequest) -> Any:
    """Answer the heart rate variability of every five minutes of sleep."""
    dates = request.dates(_MAX_DAYS, "hrv")
    return {"hrv": _by_night(request, "heart-rate-variability", dates, _hrv_sample)}


def _hrv_sample(time: dt.datetime, row: Row) -> Row:
    value = renamed(row, rmssd="rootMeanSquareOfSuccessiveDifferencesMilliseconds")
    powers = renamed(inner(row, "metadata"), hf="highFrequencyPower", lf="lowFrequencyPower")
    return {"minute": times.stamp(time), "value": value | powers}


def spo2_samples(request: FitbitRequest) -> Any:
    """Answer the oxygen saturation of every minute of sleep."""
    found = _by_night(request, "oxygen-saturation", request.dates(_MAX_DAYS, "spo2"), _spo2_sample)
    return _bare(request, found)


def _spo2_sample(time: dt.datetime, row: Row) -> Row:
    return {"minute": time.isoformat(timespec="seconds"), "value": measured(row, "percentage")}


def breathing_rate_stages(request: FitbitRequest) -> Any:
    """Answer the breathing rate of each night by stage; -1 stands for a stage without one."""
    dates = request.dates(_MAX_DAYS, "br")
    found = read_samples(request.health, "respiratory-rate-sleep-summary", dates)
    days = {one.time.date(): one.row for one in found}
    return {"br": _entries(days, _stages_value)}


def _stages_value(row: Row) -> Row:
    rates = {stage: inner(row, f"{stage}SleepStats") for stage in _STAGES}
    return {
        f"{stage}SleepSummary": {"breathingRate": tidy(rate.get("breathsPerMinute", -1))}
        for stage, rate in rates.items()
    }
