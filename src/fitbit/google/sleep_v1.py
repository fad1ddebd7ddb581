"""Answers sleep as version 1 of the Fitbit Web API wrote it, and its daily series."""

from __future__ import annotations

import datetime as dt
import functools
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from fitbit.google.ask import PERIODS, Ask, Dates
from fitbit.google.health import Row
from fitbit.google.metrics import entries
from fitbit.google.sleep import Night, start_nights, sums_of
from fitbit.google.sleep_levels import Tally, by_minute, tally

_LONGEST = 1095
_MINUTES = {"wake": "3", "awake": "3", "restless": "2"}


def sleep_v1_by_date(ask: Ask) -> Any:
    """Answer the sleeps of a day minute by minute."""
    day = ask.day()
    nights = start_nights(ask.health, Dates(day, day), sources=False).get()
    return {"sleep": [written_v1(night, ask) for night in nights], "summary": sums_of(nights)}


def written_v1(night: Night, ask: Ask) -> Row:
    """Return the sleep log of version 1."""
    awake, restless = _awake(night), tally(night.runs, "restless")
    return {
        **night.common(),
        "awakeCount": awake.count,
        "awakeDuration": awake.minutes,
        "awakeningsCount": awake.count + restless.count,
        "minuteData": _minute_data(night, ask),
        "restlessCount": restless.count,
        "restlessDuration": restless.minutes,
    }


def _awake(night: Night) -> Tally:
    return tally(night.runs, "awake" if night.classic else "wake")


def _minute_data(night: Night, ask: Ask) -> list[Row]:
    levels = by_minute(night.runs, night.begin, night.time_in_bed)
    zone = functools.cache(lambda: ask.zone)
    times = (night.begin + dt.timedelta(minutes=number) for number in range(len(levels)))
    return [
        {
            "dateTime": night.wall(time, zone).time().isoformat("seconds"),
            "value": _MINUTES.get(level, "1"),
        }
        for time, level in zip(times, levels, strict=True)
    ]


def _total(value: Callable[[Night], int]) -> Callable[[list[Night]], str]:
    return lambda nights: str(sum(value(night) for night in nights))


def _of_main(value: Callable[[Night], str], without: str) -> Callable[[list[Night]], str]:
    return lambda nights: next((value(night) for night in nights if night.main), without)


SERIES: dict[str, Callable[[list[Night]], str]] = {
    "minutesAsleep": _total(lambda night: night.asleep),
    "minutesAwake": _total(lambda night: night.awake),
    "minutesToFallAsleep": _total(lambda night: night.to_fall_asleep),
    "minutesAfterWakeup": _total(lambda night: night.after_wakeup),
    "timeInBed": _total(lambda night: night.time_in_bed),
    "awakeningsCount": _total(
        lambda night: _awake(night).count + tally(night.runs, "restless").count
    ),
    "efficiency": _of_main(lambda night: str(night.efficiency), "0"),
    "startTime": _of_main(lambda night: night.start.strftime("%H:%M"), ""),
}
"""Is every series of version 1: sums over a day's sleeps, or a fact of the main one."""


def sleep_v1_series(ask: Ask, resource: str) -> Any:
    """Answer one number a day about sleep."""
    dates = ask.dates(_LONGEST, resource, periods=(*PERIODS, "max"))
    nights: dict[dt.date, list[Night]] = defaultdict(list)
    for night in start_nights(ask.health, dates, sources=False).get():
        nights[night.date].append(night)
    series = entries(dates, lambda day: SERIES[resource](nights.get(day, [])))
    return {f"sleep-{resource}": series}
