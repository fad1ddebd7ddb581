"""Answers for sleep, version 1: the same sleeps without stages, minute by minute."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from fitbit_sandbox.fitbit.call import Call, Handler
from fitbit_sandbox.fitbit.chapters.asked import Dates, dates_of_period, dates_of_range, day_in_path
from fitbit_sandbox.fitbit.chapters.series import rows
from fitbit_sandbox.fitbit.chapters.sleep import add, clock_text, delete, is_main, newest_first
from fitbit_sandbox.fitbit.errors import invalid
from fitbit_sandbox.people.civil import local
from fitbit_sandbox.people.sleep import Sleep

ASLEEP, RESTLESS, AWAKE = 1, 2, 3
_VALUES = {"restless": RESTLESS, "awake": AWAKE, "wake": AWAKE}
_LIMIT = 1095


class Disturbance(NamedTuple):
    """Holds how often and for how many minutes sleep was disturbed."""

    times: int
    minutes: int


def get_day(call: Call) -> Any:
    """Return the sleeps that end on a day, newest first, and their sums."""
    sleeps = newest_first(call, day_in_path(call))
    return {
        "sleep": [_show(call, sleep) for sleep in sleeps],
        "summary": {
            "totalMinutesAsleep": sum(sleep.minutes_asleep for sleep in sleeps),
            "totalSleepRecords": len(sleeps),
            "totalTimeInBed": sum(sleep.minutes_in_bed for sleep in sleeps),
        },
    }


def create(call: Call) -> Any:
    """Log a sleep."""
    return {"sleep": _show(call, add(call))}


def by_period(call: Call) -> Any:
    """Return a sleep resource over a period."""
    return _series(call, dates_of_period(call, longest=True))


def by_range(call: Call) -> Any:
    """Return a sleep resource over a range."""
    resource = call.arguments["resource-path"]
    return _series(call, dates_of_range(call, _LIMIT, resource, ("base-date", "end-date")))


def _minutes(sleep: Sleep) -> list[int]:
    """Return 1 asleep, 2 restless or 3 awake for each minute in bed."""
    values: list[int] = []
    for run in sleep.segments:
        values += [_VALUES.get(run.level, ASLEEP)] * (run.seconds // 60)
    return values


def _disturbance(minutes: list[int], kind: int) -> Disturbance:
    runs = [len(list(run)) for value, run in groupby(minutes) if value == kind]
    return Disturbance(len(runs), sum(runs))


def _show(call: Call, sleep: Sleep) -> dict[str, Any]:
    minutes = _minutes(sleep)
    awake, restless = _disturbance(minutes, AWAKE), _disturbance(minutes, RESTLESS)
    return {
        "awakeCount": awake.times,
        "awakeDuration": awake.minutes,
        "awakeningsCount": awake.times + restless.times,
        "dateOfSleep": call.person.sleep_date(sleep).isoformat(),
        "duration": sleep.seconds * 1000,
        "efficiency": sleep.efficiency,
        "endTime": clock_text(call, sleep.end),
        "isMainSleep": is_main(call, sleep),
        "logId": sleep.id,
        "minuteData": _minute_data(call, sleep, minutes),
        "minutesAfterWakeup": sleep.after_wakeup,
        "minutesAsleep": sleep.minutes_asleep,
        "minutesAwake": sleep.minutes_awake,
        "minutesToFallAsleep": sleep.to_fall_asleep,
        "restlessCount": restless.times,
        "restlessDuration": restless.minutes,
        "startTime": clock_text(call, sleep.start),
        "timeInBed": sleep.minutes_in_bed,
    }


def _minute_data(call: Call, sleep: Sleep, minutes: list[int]) -> list[dict[str, str]]:
    zone = call.person.timezone
    return [
        {"dateTime": f"{local(sleep.start + 60 * number, zone):%H:%M:%S}", "value": str(value)}
        for number, value in enumerate(minutes)
    ]


def _awakenings(sleep: Sleep) -> int:
    minutes = _minutes(sleep)
    return _disturbance(minutes, AWAKE).times + _disturbance(minutes, RESTLESS).times


def _sums() -> dict[str, Callable[[Sleep], int]]:
    return {
        "awakeningsCount": _awakenings,
        "minutesAfterWakeup": lambda sleep: sleep.after_wakeup,
        "minutesAsleep": lambda sleep: sleep.minutes_asleep,
        "minutesAwake": lambda sleep: sleep.minutes_awake,
        "minutesToFallAsleep": lambda sleep: sleep.to_fall_asleep,
        "timeInBed": lambda sleep: sleep.minutes_in_bed,
    }


def _series(call: Call, dates: Dates) -> dict[str, Any]:
    resource = call.arguments["resource-path"]
    special = {"startTime": _start_time, "efficiency": _efficiency}
    read = special.get(resource) or _sum(resource)
    if read is None:
        raise invalid("resourcePath", f"Invalid time series resource path: {call.path}")
    return {f"sleep-{resource}": rows(dates.each(), lambda day: read(call, day))}


def _sum(resource: str) -> Callable[[Call, date], str] | None:
    one = _sums().get(resource)
    if one is None:
        return None
    return lambda call, day: str(sum(map(one, call.person.sleeps.on(day, call.now))))


def _start_time(call: Call, day: date) -> str:
    main = call.person.main_sleep(day, call.now)
    return f"{local(main.start, call.person.timezone):%H:%M}" if main else ""


def _efficiency(call: Call, day: date) -> str:
    main = call.person.main_sleep(day, call.now)
    return str(main.efficiency) if main else "0"


def handlers() -> dict[str, Handler]:
    """Return this chapter's handlers."""
    return {
        "getSleepByDateV1": get_day,
        "addSleepV1": create,
        "deleteSleepV1": delete,
        "getSleepResourceByDatePeriodV1": by_period,
        "getSleepResourceByDateRangeV1": by_range,
    }
