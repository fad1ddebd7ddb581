"""Answers what a health watch measures at night: HRV, breathing, oxygen, temperature."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from fitbit_sandbox.fitbit.call import Call, Handler
from fitbit_sandbox.fitbit.chapters.asked import Dates, dates_of_range, day_in_path
from fitbit_sandbox.fitbit.chapters.units import tidy, units_of
from fitbit_sandbox.people.civil import local
from fitbit_sandbox.people.nightly import Nightly, Variability

_MONTH = 30
_NO_LIMIT = 100_000
_RANGE = ("startDate", "endDate")
_Shown = dict[str, Any]
_Show = Callable[[Call, Nightly], _Shown]


def _one(call: Call) -> Dates:
    day = day_in_path(call)
    return Dates(day, day)


def _range(call: Call, what: str, limit: int = _MONTH) -> Dates:
    return dates_of_range(call, limit, what, _RANGE)


def _nights(call: Call, dates: Dates, show: _Show) -> list[_Shown]:
    """Return a row for each night that was measured."""
    nights = [(day, call.person.nightly(day, call.now)) for day in dates.each()]
    return [{"dateTime": day.isoformat()} | show(call, night) for day, night in nights if night]


def _rows_by(key: str, show: _Show) -> tuple[Handler, Handler]:
    """Return the handlers of a date and of a range that wrap their rows in a key."""
    return (
        lambda call: {key: _nights(call, _one(call), show)},
        lambda call: {key: _nights(call, _range(call, key), show)},
    )


def _hrv(_: Call, night: Nightly) -> _Shown:
    return {"value": {"dailyRmssd": night.rmssd, "deepRmssd": night.deep_rmssd}}


def _hrv_minutes(call: Call, night: Nightly) -> _Shown:
    def show(sample: Variability) -> _Shown:
        clock = local(sample.moment, call.person.timezone)
        value = {
            "coverage": sample.coverage,
            "hf": sample.hf,
            "lf": sample.lf,
            "rmssd": sample.rmssd,
        }
        return {"minute": f"{clock:%Y-%m-%dT%H:%M:%S}.000", "value": value}

    return {"minutes": [show(sample) for sample in night.variability]}


def _breathing(_: Call, night: Nightly) -> _Shown:
    return {"value": {"breathingRate": night.breaths}}


def _breathing_by_stage(_: Call, night: Nightly) -> _Shown:
    rates = night.stage_breaths | {"full": night.breaths}
    return {
        "value": {
            f"{stage}SleepSummary": {"breathingRate": tidy(rate)} for stage, rate in rates.items()
        }
    }


def _oxygen(_: Call, night: Nightly) -> _Shown:
    values = night.oxygen_values
    average = round(sum(values) / len(values), 1)
    return {"value": {"avg": average, "max": max(values), "min": min(values)}}


def _oxygen_minutes(call: Call, night: Nightly) -> _Shown:
    zone = call.person.timezone
    return {
        "minutes": [
            {"minute": f"{local(moment, zone):%Y-%m-%dT%H:%M:%S}", "value": value}
            for moment, value in night.oxygen
        ]
    }


def _skin(call: Call, night: Nightly) -> _Shown:
    relative = units_of(call).warming(night.skin_relative)
    return {"logType": "dedicated_temp_sensor", "value": {"nightlyRelative": tidy(relative)}}


def oxygen_by_date(call: Call) -> Any:
    """Return a night's oxygen saturation, bare; an empty object where there is none."""
    return next(iter(_nights(call, _one(call), _oxygen)), {})


def oxygen_by_range(call: Call) -> Any:
    """Return the nights' oxygen saturation, a bare list."""
    return _nights(call, _range(call, "spo2", _NO_LIMIT), _oxygen)


def oxygen_minutes_by_date(call: Call) -> Any:
    """Return a night's oxygen saturation minute by minute, bare."""
    return next(iter(_nights(call, _one(call), _oxygen_minutes)), {})


def oxygen_minutes_by_range(call: Call) -> Any:
    """Return the nights' oxygen saturation minute by minute, a bare list."""
    return _nights(call, _range(call, "spo2"), _oxygen_minutes)


def core_by_date(call: Call) -> Any:
    """Return the core temperatures entered on a day."""
    return _core(call, _one(call))


def core_by_range(call: Call) -> Any:
    """Return the core temperatures entered in a range."""
    return _core(call, _range(call, "temp/core"))


def _core(call: Call, dates: Dates) -> _Shown:
    units, zone = units_of(call), call.person.timezone
    logs = [log for day in dates.each() for log in call.person.core(day, call.now)]
    return {
        "tempCore": [
            {
                "dateTime": f"{local(log.moment, zone):%Y-%m-%dT%H:%M:%S}",
                "value": tidy(units.warmth(log.celsius)),
            }
            for log in logs
        ]
    }


def fitness_by_date(call: Call) -> Any:
    """Return the cardio fitness of a day."""
    return _fitness(call, _one(call))


def fitness_by_range(call: Call) -> Any:
    """Return the cardio fitness of a range."""
    return _fitness(call, _range(call, "cardioscore"))


def _fitness(call: Call, dates: Dates) -> _Shown:
    found = [(day, _vo2_max(call, day)) for day in dates.each()]
    return {
        "cardioScore": [
            {"dateTime": day.isoformat(), "value": {"vo2Max": text}} for day, text in found if text
        ]
    }


def _vo2_max(call: Call, day: date) -> str | None:
    value = call.person.life.fitness(day) if day <= call.person.today(call.now) else None
    return None if value is None else f"{round(value) - 2}-{round(value) + 2}"


def handlers() -> dict[str, Handler]:
    """Return this chapter's handlers."""
    hrv, hrv_range = _rows_by("hrv", _hrv)
    hrv_all, hrv_all_range = _rows_by("hrv", _hrv_minutes)
    breathing, breathing_range = _rows_by("br", _breathing)
    stages, stages_range = _rows_by("br", _breathing_by_stage)
    skin, skin_range = _rows_by("tempSkin", _skin)
    return {
        "getHrvSummaryDate": hrv,
        "getHrvSummaryInterval": hrv_range,
        "getHrvIntradayByDate": hrv_all,
        "getHrvIntradayByInterval": hrv_all_range,
        "getBreathingRateSummaryByDate": breathing,
        "getBreathingRateSummaryByInterval": breathing_range,
        "getBreathingRateIntradayByDate": stages,
        "getBreathingRateIntradayByInterval": stages_range,
        "getSpO2SummaryByDate": oxygen_by_date,
        "getSpO2SummaryByInterval": oxygen_by_range,
        "getSpO2IntradayByDate": oxygen_minutes_by_date,
        "getSpO2IntradayByInterval": oxygen_minutes_by_range,
        "getTempSkinSummaryDate": skin,
        "getTempSkinSummaryByInterval": skin_range,
        "getTempCoreSummaryByDate": core_by_date,
        "getTempCoreSummaryByInterval": core_by_range,
        "getVo2MaxSummaryByDate": fitness_by_date,
        "getVo2MaxSummaryByInterval": fitness_by_range,
    }
