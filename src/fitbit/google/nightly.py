"""Answers what is measured at night: HRV, SpO2, breathing rate, temperature, cardio fitness."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from fitbit.google import civil
from fitbit.google.ask import Ask, Dates
from fitbit.google.body import measured
from fitbit.google.health import Row, between, granted
from fitbit.google.heart import by_date
from fitbit.google.later import Later
from fitbit.google.metrics import Days
from fitbit.google.sleep import Night, start_nights
from fitbit.google.units import tidy

_LONGEST = 30
_NO_LIMIT = 100_000
_HALF_A_DAY = dt.timedelta(hours=12)
_STAGES = ("deep", "light", "rem", "full")


def _daily(ask: Ask, data_type: str, dates: Dates) -> Days:
    field = f"{data_type.replace('-', '_')}.date"
    points = ask.health.points(data_type, between(field, *dates)).get()
    return by_date(data_type, points)


def _entries(days: Days, write: Callable[[Row], Row | None]) -> list[Row]:
    """Return an entry for each day that has something to say."""
    written = ((day, write(row)) for day, row in sorted(days.items()))
    return [{"dateTime": day.isoformat(), "value": value} for day, value in written if value]


def hrv(ask: Ask) -> Any:
    """Answer the heart rate variability of each night."""
    return {"hrv": _entries(_daily(ask, *_hrv(ask)), _hrv_value)}


def _hrv(ask: Ask) -> tuple[str, Dates]:
    return "daily-heart-rate-variability", ask.dates(_LONGEST, "hrv")


def _hrv_value(row: Row) -> Row:
    names = {
        "dailyRmssd": "averageHeartRateVariabilityMilliseconds",
        "deepRmssd": "deepSleepRootMeanSquareOfSuccessiveDifferencesMilliseconds",
    }
    return {name: row[member] for name, member in names.items() if member in row}


def spo2(ask: Ask) -> Any:
    """Answer the oxygen saturation of each night: one object for a date, a list for a range."""
    days = _daily(ask, "daily-oxygen-saturation", ask.dates(_NO_LIMIT, "spo2"))
    return _bare(ask, _entries(days, _spo2_value))


def _bare(ask: Ask, found: list[Row]) -> Any:
    if "end-date" in ask.arguments:
        return found
    return found[0] if found else {}


def _spo2_value(row: Row) -> Row:
    names = {"avg": "average", "min": "lowerBound", "max": "upperBound"}
    return {name: float(row[f"{member}Percentage"]) for name, member in names.items()}


def breathing_rate(ask: Ask) -> Any:
    """Answer the breathing rate of each night."""
    days = _daily(ask, "daily-respiratory-rate", ask.dates(_LONGEST, "br"))
    return {"br": _entries(days, lambda row: {"breathingRate": row["breathsPerMinute"]})}


def skin_temperature(ask: Ask) -> Any:
    """Answer how far each night's skin temperature was from the usual one."""
    days = _daily(ask, "daily-sleep-temperature-derivations", ask.dates(_LONGEST, "tempSkin"))

    def value(row: Row) -> Row | None:
        if "baselineTemperatureCelsius" not in row:
            return None
        change = row["nightlyTemperatureCelsius"] - row["baselineTemperatureCelsius"]
        return {"nightlyRelative": tidy(ask.units.temperature_change(round(change, 6)))}

    found = _entries(days, value)
    return {"tempSkin": [entry | {"logType": "dedicated_temp_sensor"} for entry in found]}


def core_temperature(ask: Ask) -> Any:
    """Answer every temperature that was logged."""
    dates = ask.dates(_LONGEST, "tempCore")
    found = measured("core-body-temperature", _samples(ask, "core-body-temperature", dates).get())
    return {
        "tempCore": [
            {
                "dateTime": one.time.isoformat(timespec="seconds"),
                "value": tidy(ask.units.temperature(float(one.row["temperatureCelsius"]))),
            }
            for one in found
        ]
    }


def cardio_score(ask: Ask) -> Any:
    """Answer the cardio fitness of each day, one number where Fitbit gave a range."""
    days = _daily(ask, "daily-vo2-max", ask.dates(_LONGEST, "cardioscore"))
    score: Callable[[Row], Row] = lambda row: {"vo2Max": str(tidy(round(row["vo2Max"], 1)))}  # noqa: E731
    return {"cardioScore": _entries(days, score)}


# samples, which belong to the day on which their sleep ends


def _samples(ask: Ask, data_type: str, dates: Dates) -> Later[list[Row]]:
    field = f"{data_type.replace('-', '_')}.sample_time.civil_time"
    return ask.health.points(data_type, between(field, *dates))


class _Owners:
    """Tells which day a sample of the night belongs to."""

    def __init__(self, nights: list[Night] | None) -> None:
        self._nights = nights

    def day(self, row: Row, wall: dt.datetime) -> dt.date:
        """Return the day on which the sleep ends that a sample lies in.

        Without the scope to read sleep, what is measured after noon counts for the next day.
        """
        if self._nights is None:
            return (wall + _HALF_A_DAY).date()
        when = civil.instant(row["sampleTime"]["physicalTime"])
        around = (night.date for night in self._nights if night.begin <= when <= night.finish)
        return next(around, wall.date())


def _by_night(
    ask: Ask, data_type: str, dates: Dates, write: Callable[[dt.datetime, Row], Row]
) -> list[Row]:
    """Return the samples of each night, in order of time."""
    wider = Dates(dates.first - civil.DAY, dates.last)
    samples = _samples(ask, data_type, wider)
    nights = start_nights(ask.health, Dates(wider.first, dates.last + civil.DAY), sources=False)
    found: dict[dt.date, list[Row]] = defaultdict(list)
    rows = measured(data_type, samples.get())
    owners = _Owners(granted(nights))
    for time, row in rows:
        found[owners.day(row, time)].append(write(time, row))
    return _within(found, dates)


def _within(found: dict[dt.date, list[Row]], dates: Dates) -> list[Row]:
    days: Iterable[dt.date] = (day for day in dates.each() if found.get(day))
    return [{"dateTime": day.isoformat(), "minutes": found[day]} for day in days]


def hrv_samples(ask: Ask) -> Any:
    """Answer the heart rate variability of every five minutes of sleep."""
    return {
        "hrv": _by_night(ask, "heart-rate-variability", ask.dates(_LONGEST, "hrv"), _hrv_sample)
    }


def _hrv_sample(time: dt.datetime, row: Row) -> Row:
    name = "rootMeanSquareOfSuccessiveDifferencesMilliseconds"
    metadata = row.get("metadata") or {}
    names = {"hf": "highFrequencyPower", "lf": "lowFrequencyPower"}
    value = {"rmssd": row[name]} if name in row else {}
    value |= {short: metadata[long] for short, long in names.items() if long in metadata}
    return {"minute": civil.stamp(time), "value": value}


def spo2_samples(ask: Ask) -> Any:
    """Answer the oxygen saturation of every minute of sleep."""
    found = _by_night(ask, "oxygen-saturation", ask.dates(_LONGEST, "spo2"), _spo2_sample)
    return _bare(ask, found)


def _spo2_sample(time: dt.datetime, row: Row) -> Row:
    return {"minute": time.isoformat(timespec="seconds"), "value": float(row["percentage"])}


def breathing_rate_stages(ask: Ask) -> Any:
    """Answer the breathing rate of each night by stage; -1 stands for a stage without one."""
    dates = ask.dates(_LONGEST, "br")
    data_type = "respiratory-rate-sleep-summary"
    found = measured(data_type, _samples(ask, data_type, dates).get())
    days = {one.time.date(): one.row for one in found}
    return {"br": _entries(days, _stages_value)}


def _stages_value(row: Row) -> Row:
    rates = {stage: (row.get(f"{stage}SleepStats") or {}) for stage in _STAGES}
    return {
        f"{stage}SleepSummary": {"breathingRate": tidy(rate.get("breathsPerMinute", -1))}
        for stage, rate in rates.items()
    }
