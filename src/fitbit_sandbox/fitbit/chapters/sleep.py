"""Answers for sleep, version 1.2: by date, range and list; logs created and deleted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from fitbit_sandbox.fitbit.call import Answer, Call, Handler
from fitbit_sandbox.fitbit.chapters.asked import (
    dates_of_range,
    day_given,
    day_in_path,
    log_id,
    required,
    seconds_of,
    whole,
)
from fitbit_sandbox.fitbit.chapters.paging import Asked, asked_page, page
from fitbit_sandbox.fitbit.errors import invalid, not_found
from fitbit_sandbox.people.civil import epoch, local
from fitbit_sandbox.people.sleep import Sleep, Stage

_LONGEST_MS = 24 * 60 * 60 * 1000
_THREE_HOURS = 3 * 60 * 60
_MONTH = 30


def get_day(call: Call) -> Any:
    """Return the sleeps that end on a day, newest first, and their sums."""
    sleeps = newest_first(call, day_in_path(call))
    return {"sleep": [show(call, sleep) for sleep in sleeps], "summary": _summary(sleeps)}


def get_range(call: Call) -> Any:
    """Return the sleeps of a range of days, newest first."""
    dates = dates_of_range(call, 100, "sleep", ("base-date", "end-date"))
    days = reversed(dates.each())
    return {"sleep": [show(call, sleep) for day in days for sleep in newest_first(call, day)]}


def get_list(call: Call) -> Any:
    """Return a page of sleeps before or after a day."""
    asked = asked_page(call)
    shown, pagination = page(call, asked, _beyond(call, asked), lambda sleep: show(call, sleep))
    return {"pagination": pagination, "sleep": shown}


def create(call: Call) -> Any:
    """Log a sleep; it is a classic one, asleep from beginning to end."""
    return Answer({"sleep": [show(call, add(call))]}, 201)


def delete(call: Call) -> Any:
    """Delete a sleep."""
    if not call.person.sleeps.delete(log_id(call, "log-id"), call.now):
        raise not_found()
    return Answer(None, 204)


def newest_first(call: Call, day: date) -> list[Sleep]:
    """Return the sleeps that end on a day, the latest first."""
    return call.person.sleeps.on(day, call.now)[::-1]


def add(call: Call) -> Sleep:
    """Write the sleep that a call describes: it begins on the given date."""
    day = day_given(call)
    seconds = seconds_of(required(call, "startTime"), "startTime")
    millis = whole(call, "duration", least=60_000)
    if millis > _LONGEST_MS:
        raise invalid("duration", f"Invalid duration: {millis}")
    lasted = millis // 60_000 * 60
    start = epoch(day, seconds, call.person.timezone)
    stages = (Stage(0, lasted, "asleep"),)
    number = call.person.new_id()
    return call.person.sleeps.put(Sleep(number, start, lasted, "classic", stages, manual=True))


def clock_text(call: Call, moment: float) -> str:
    """Return a moment as the wall clock shows it: ``2017-04-02T00:16:30.000``."""
    return f"{local(moment, call.person.timezone):%Y-%m-%dT%H:%M:%S}.000"


def is_main(call: Call, sleep: Sleep) -> bool:
    """Say whether a sleep is the longest of its day."""
    main = call.person.main_sleep(call.person.sleep_date(sleep), call.now)
    return main is not None and main.id == sleep.id


def show(call: Call, sleep: Sleep) -> dict[str, Any]:
    """Return a sleep as version 1.2 shows it."""
    return {
        "dateOfSleep": call.person.sleep_date(sleep).isoformat(),
        "duration": sleep.seconds * 1000,
        "efficiency": sleep.efficiency,
        "endTime": clock_text(call, sleep.end),
        "infoCode": _info_code(sleep),
        "isMainSleep": is_main(call, sleep),
        "levels": _levels(call, sleep),
        "logId": sleep.id,
        "logType": "manual" if sleep.manual else "auto_detected",
        "minutesAfterWakeup": sleep.after_wakeup,
        "minutesAsleep": sleep.minutes_asleep,
        "minutesAwake": sleep.minutes_awake,
        "minutesToFallAsleep": sleep.to_fall_asleep,
        "startTime": clock_text(call, sleep.start),
        "timeInBed": sleep.minutes_in_bed,
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
        "dateTime": clock_text(call, sleep.start + stage.offset),
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
    summary: dict[str, Any] = {
        "totalMinutesAsleep": sum(sleep.minutes_asleep for sleep in sleeps),
        "totalSleepRecords": len(sleeps),
        "totalTimeInBed": sum(sleep.minutes_in_bed for sleep in sleeps),
    }
    staged = [sleep for sleep in sleeps if sleep.kind == "stages"]
    if staged:
        summary["stages"] = {
            level: sum(sleep.totals[level].minutes for sleep in staged)
            for level in staged[0].levels
        }
    return summary


def _beyond(call: Call, asked: Asked) -> Iterator[Sleep]:
    zone = call.person.timezone
    for day in asked.days(*call.person.span(call.now)):
        sleeps = call.person.sleeps.on(day, call.now)
        for sleep in sleeps if asked.forward else reversed(sleeps):
            if asked.keeps(day, local(sleep.start, zone)):
                yield sleep


def handlers() -> dict[str, Handler]:
    """Return this chapter's handlers."""
    return {
        "getSleepByDate": get_day,
        "getSleepByDateRange": get_range,
        "getSleepList": get_list,
        "addSleep": create,
        "deleteSleep": delete,
    }
