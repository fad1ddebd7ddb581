"""Sleep, version 1.2 and 1: by date, range and list; logs created and deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from fitbit_sandbox.fitbit.call import Answer, Call
from fitbit_sandbox.fitbit.chapters.asked import (
    answers,
    dates_asked,
    day_given,
    day_in_path,
    deleted,
    log_id,
    required,
    rows,
    seconds_of,
    whole,
)
from fitbit_sandbox.fitbit.chapters.paging import page
from fitbit_sandbox.fitbit.errors import invalid
from fitbit_sandbox.people.civil import epoch, local
from fitbit_sandbox.people.sleep import Sleep, Stage

_MAX_MILLIS = 24 * 60 * 60 * 1000
_THREE_HOURS = 3 * 60 * 60
_MONTH = 30
_ASLEEP, _RESTLESS, _AWAKE = 1, 2, 3
_VALUES = {"restless": _RESTLESS, "awake": _AWAKE, "wake": _AWAKE}
"""What version 1 says of a minute at each level."""


@answers("getSleepByDate")
def get_day(call: Call) -> Any:
    """Return the sleeps that end on a day, newest first, and their sums."""
    sleeps = _newest_first(call, day_in_path(call))
    return {"sleep": [_show(call, sleep) for sleep in sleeps], "summary": _summary(sleeps)}


@answers("getSleepByDateRange")
def get_range(call: Call) -> Any:
    """Return the sleeps of a range of days, newest first."""
    dates = dates_asked(call, "sleep", 100)
    days = reversed(dates.each())
    return {"sleep": [_show(call, sleep) for day in days for sleep in _newest_first(call, day)]}


@answers("getSleepList")
def get_list(call: Call) -> Any:
    """Return a page of sleeps before or after a day."""
    return page(
        call,
        "sleep",
        lambda day: call.person.sleeps.on(day, call.now),
        lambda sleep: sleep.start,
        lambda sleep: _show(call, sleep),
    )


@answers("addSleep")
def create(call: Call) -> Any:
    """Log a sleep; it is a classic one, asleep from beginning to end."""
    return Answer({"sleep": [_show(call, _add(call))]}, 201)


@answers("deleteSleep", "deleteSleepV1")
def delete(call: Call) -> Any:
    """Delete a sleep."""
    return deleted(call.person.sleeps.delete(log_id(call, "log-id"), call.now))


def _newest_first(call: Call, day: date) -> list[Sleep]:
    """Return the sleeps that end on a day, the latest first."""
    return call.person.sleeps.on(day, call.now)[::-1]


def _add(call: Call) -> Sleep:
    """Write the sleep that a call describes: it begins on the given date."""
    day = day_given(call)
    seconds = seconds_of(required(call, "startTime"), "startTime")
    millis = whole(call, "duration", min_value=60_000)
    if millis > _MAX_MILLIS:
        raise invalid("duration", f"Invalid duration: {millis}")
    lasted = millis // 60_000 * 60
    start = epoch(day, seconds, call.person.timezone)
    stages = (Stage(0, lasted, "asleep"),)
    number = call.person.new_id()
    return call.person.sleeps.put(Sleep(number, start, lasted, "classic", stages, manual=True))


def _clock_text(call: Call, moment: float) -> str:
    """Return a moment as the wall clock shows it: ``2017-04-02T00:16:30.000``."""
    return f"{local(moment, call.person.timezone):%Y-%m-%dT%H:%M:%S}.000"


def _is_main(call: Call, sleep: Sleep) -> bool:
    """Return whether a sleep is the longest of its day."""
    main = call.person.main_sleep(call.person.sleep_date(sleep), call.now)
    return main is not None and main.id == sleep.id


def _common(call: Call, sleep: Sleep) -> dict[str, Any]:
    """Return what both versions show of a sleep."""
    return {
        "dateOfSleep": call.person.sleep_date(sleep).isoformat(),
        "duration": sleep.seconds * 1000,
        "efficiency": sleep.efficiency,
        "endTime": _clock_text(call, sleep.end),
        "isMainSleep": _is_main(call, sleep),
        "logId": sleep.id,
        "minutesAfterWakeup": sleep.after_wakeup,
        "minutesAsleep": sleep.minutes_asleep,
        "minutesAwake": sleep.minutes_awake,
        "minutesToFallAsleep": sleep.to_fall_asleep,
        "startTime": _clock_text(call, sleep.start),
        "timeInBed": sleep.minutes_in_bed,
    }


def _show(call: Call, sleep: Sleep) -> dict[str, Any]:
    return {
        **_common(call, sleep),
        "infoCode": _info_code(sleep),
        "levels": _levels(call, sleep),
        "logType": "manual" if sleep.manual else "auto_detected",
        "type": sleep.kind,
    }


def _info_code(sleep: Sleep) -> int:
    if sleep.kind == "stages" or sleep.manual:
        return 0
    return 2 if sleep.seconds < _THREE_HOURS else 1


def _levels(call: Call, sleep: Sleep) -> dict[str, Any]:
    usual = _usual_minutes(call, sleep) if sleep.kind == "stages" else {}
    levels: dict[str, Any] = {
        "data": [_stage(call, sleep, stage) for stage in sleep.stages],
        "summary": {
            level: {"count": total.times, "minutes": total.minutes}
            | ({"thirtyDayAvgMinutes": usual[level]} if usual else {})
            for level, total in sleep.totals.items()
        },
    }
    if sleep.kind == "stages":
        levels["shortData"] = [_stage(call, sleep, stage) for stage in sleep.shorts]
    return levels


def _stage(call: Call, sleep: Sleep, stage: Stage) -> dict[str, Any]:
    return {
        "dateTime": _clock_text(call, sleep.start + stage.offset),
        "level": stage.level,
        "seconds": stage.seconds,
    }


def _usual_minutes(call: Call, sleep: Sleep) -> dict[str, int]:
    """Return each stage's mean minutes over the nights of the 30 days before."""
    day = call.person.sleep_date(sleep)
    before = [day - timedelta(days=number) for number in range(1, _MONTH + 1)]
    nights = [main for main in (call.person.main_sleep(at, call.now) for at in before) if main]
    stages = [main.totals for main in nights if main.kind == "stages"]
    return {
        level: round(sum(totals[level].minutes for totals in stages) / len(stages)) if stages else 0
        for level in sleep.levels
    }


def _summary(sleeps: list[Sleep]) -> dict[str, Any]:
    staged = [sleep for sleep in sleeps if sleep.kind == "stages"]
    if not staged:
        return _sums(sleeps)
    levels = {
        level: sum(sleep.totals[level].minutes for sleep in staged) for level in staged[0].levels
    }
    return _sums(sleeps) | {"stages": levels}


def _sums(sleeps: list[Sleep]) -> dict[str, Any]:
    return {
        "totalMinutesAsleep": sum(sleep.minutes_asleep for sleep in sleeps),
        "totalSleepRecords": len(sleeps),
        "totalTimeInBed": sum(sleep.minutes_in_bed for sleep in sleeps),
    }


class _Disturbance(NamedTuple):
    """How often and for how many minutes sleep was disturbed."""

    times: int
    minutes: int


@answers("getSleepByDateV1")
def get_day_v1(call: Call) -> Any:
    """Return the sleeps that end on a day, newest first, and their sums."""
    sleeps = _newest_first(call, day_in_path(call))
    return {"sleep": [_show_v1(call, sleep) for sleep in sleeps], "summary": _sums(sleeps)}


@answers("addSleepV1")
def create_v1(call: Call) -> Any:
    """Log a sleep."""
    return {"sleep": _show_v1(call, _add(call))}


def _minutes(sleep: Sleep) -> list[int]:
    """Return 1 asleep, 2 restless or 3 awake for each minute in bed."""
    values: list[int] = []
    for part in sleep.segments:
        values += [_VALUES.get(part.level, _ASLEEP)] * (part.seconds // 60)
    return values


def _disturbance(minutes: list[int], kind: int) -> _Disturbance:
    found = [len(list(group)) for value, group in groupby(minutes) if value == kind]
    return _Disturbance(len(found), sum(found))


def _show_v1(call: Call, sleep: Sleep) -> dict[str, Any]:
    minutes, zone = _minutes(sleep), call.person.timezone
    awake, restless = _disturbance(minutes, _AWAKE), _disturbance(minutes, _RESTLESS)
    return {
        **_common(call, sleep),
        "awakeCount": awake.times,
        "awakeDuration": awake.minutes,
        "awakeningsCount": awake.times + restless.times,
        "minuteData": [
            {"dateTime": f"{local(sleep.start + 60 * number, zone):%H:%M:%S}", "value": str(value)}
            for number, value in enumerate(minutes)
        ],
        "restlessCount": restless.times,
        "restlessDuration": restless.minutes,
    }


def _awakenings(sleep: Sleep) -> int:
    minutes = _minutes(sleep)
    return _disturbance(minutes, _AWAKE).times + _disturbance(minutes, _RESTLESS).times


_ADDED_UP: dict[str, Callable[[Sleep], int]] = {
    "awakeningsCount": _awakenings,
    "minutesAfterWakeup": lambda sleep: sleep.after_wakeup,
    "minutesAsleep": lambda sleep: sleep.minutes_asleep,
    "minutesAwake": lambda sleep: sleep.minutes_awake,
    "minutesToFallAsleep": lambda sleep: sleep.to_fall_asleep,
    "timeInBed": lambda sleep: sleep.minutes_in_bed,
}


@answers("getSleepResourceByDatePeriodV1", "getSleepResourceByDateRangeV1")
def series_v1(call: Call) -> Any:
    """Return a sleep resource over a period or a range."""
    resource = call.arguments["resource-path"]
    dates = dates_asked(call, resource)

    def value(day: date) -> str:
        if resource in _ADDED_UP:
            return str(sum(map(_ADDED_UP[resource], call.person.sleeps.on(day, call.now))))
        main = call.person.main_sleep(day, call.now)
        if resource == "efficiency":
            return str(main.efficiency) if main else "0"
        return f"{local(main.start, call.person.timezone):%H:%M}" if main else ""

    if resource not in {"startTime", "efficiency", *_ADDED_UP}:
        raise invalid("resourcePath", f"Invalid time series resource path: {call.path}")
    return {f"sleep-{resource}": rows(dates.each(), value)}
