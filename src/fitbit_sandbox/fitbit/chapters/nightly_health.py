"""What a health watch measures at night: HRV, breathing, oxygen, temperature."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from fitbit_sandbox.fitbit.call import Call
from fitbit_sandbox.fitbit.chapters.asked import answers, dates_asked
from fitbit_sandbox.fitbit.chapters.units import tidy, units_of
from fitbit_sandbox.people.civil import local
from fitbit_sandbox.people.nightly import Nightly, Variability

_MONTH = 30
_NO_LIMIT = 100_000
_Shown = dict[str, Any]
_Show = Callable[[Call, Nightly], _Shown]


def _nights(call: Call, what: str, show: _Show, limit: int = _MONTH) -> list[_Shown]:
    """Return a row for each night of a date or a range that was measured."""
    days = dates_asked(call, what, limit).each()
    nights = [(day, call.person.nightly(day, call.now)) for day in days]
    return [{"dateTime": day.isoformat()} | show(call, night) for day, night in nights if night]


def _rows(key: str, *operations: str) -> Callable[[_Show], _Show]:
    """Answer operations with rows of what a function shows of a night, under a key."""

    def register(show: _Show) -> _Show:
        answers(*operations)(lambda call: {key: _nights(call, key, show)})
        return show

    return register


def _bare(call: Call, show: _Show, limit: int = _MONTH) -> Any:
    """Return the rows of a range as a bare list, or the one of a date: empty if there is none."""
    found = _nights(call, "spo2", show, limit)
    return (found or [{}])[0] if "date" in call.arguments else found


@_rows("hrv", "getHrvSummaryDate", "getHrvSummaryInterval")
def _hrv(_: Call, night: Nightly) -> _Shown:
    return {"value": {"dailyRmssd": night.rmssd, "deepRmssd": night.deep_rmssd}}


@_rows("hrv", "getHrvIntradayByDate", "getHrvIntradayByInterval")
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


@_rows("br", "getBreathingRateSummaryByDate", "getBreathingRateSummaryByInterval")
def _breathing(_: Call, night: Nightly) -> _Shown:
    return {"value": {"breathingRate": night.breaths}}


@_rows("br", "getBreathingRateIntradayByDate", "getBreathingRateIntradayByInterval")
def _breathing_by_stage(_: Call, night: Nightly) -> _Shown:
    rates = night.stage_breaths | {"full": night.breaths}
    return {
        "value": {
            f"{stage}SleepSummary": {"breathingRate": tidy(rate)} for stage, rate in rates.items()
        }
    }


@answers("getSpO2SummaryByDate", "getSpO2SummaryByInterval")
def oxygen(call: Call) -> Any:
    """Return oxygen saturation by night."""
    return _bare(call, _oxygen, _NO_LIMIT)


@answers("getSpO2IntradayByDate", "getSpO2IntradayByInterval")
def oxygen_minutes(call: Call) -> Any:
    """Return oxygen saturation by night, minute by minute."""
    return _bare(call, _oxygen_minutes)


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


@_rows("tempSkin", "getTempSkinSummaryDate", "getTempSkinSummaryByInterval")
def _skin(call: Call, night: Nightly) -> _Shown:
    relative = units_of(call).warming(night.skin_relative)
    return {"logType": "dedicated_temp_sensor", "value": {"nightlyRelative": tidy(relative)}}


@answers("getTempCoreSummaryByDate", "getTempCoreSummaryByInterval")
def core(call: Call) -> Any:
    """Return the core temperatures entered on a day or in a range."""
    units, zone = units_of(call), call.person.timezone
    days = dates_asked(call, "temp/core", _MONTH).each()
    logs = [log for day in days for log in call.person.core(day, call.now)]
    return {
        "tempCore": [
            {
                "dateTime": f"{local(log.moment, zone):%Y-%m-%dT%H:%M:%S}",
                "value": tidy(units.warmth(log.celsius)),
            }
            for log in logs
        ]
    }


@answers("getVo2MaxSummaryByDate", "getVo2MaxSummaryByInterval")
def fitness(call: Call) -> Any:
    """Return the cardio fitness of a day or a range."""
    days = dates_asked(call, "cardioscore", _MONTH).each()
    found = [(day, _vo2_max(call, day)) for day in days]
    return {
        "cardioScore": [
            {"dateTime": day.isoformat(), "value": {"vo2Max": text}} for day, text in found if text
        ]
    }


def _vo2_max(call: Call, day: date) -> str | None:
    value = call.person.life.fitness(day) if day <= call.person.today(call.now) else None
    return None if value is None else f"{round(value) - 2}-{round(value) + 2}"
