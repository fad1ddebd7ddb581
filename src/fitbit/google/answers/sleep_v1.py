"""Sleep as version 1 of the Fitbit Web API had it, minute by minute, and its daily series."""

from __future__ import annotations

import datetime as dt
import functools
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from fitbit.google.answers.activity_metrics import entries
from fitbit.google.answers.request import FitbitRequest
from fitbit.google.answers.sleep import SleepSession, logged, sessions_of, start_sleeps, sums_of
from fitbit.google.answers.sleep_stages import StageTotal, by_minute, total_of
from fitbit.google.client.health import Row

_MINUTES = {"wake": "3", "awake": "3", "restless": "2"}


def sleep_v1_by_date(request: FitbitRequest) -> Any:
    """Answer the sleeps of a day minute by minute."""
    dates = request.named_dates()
    merged = start_sleeps(request.health, dates, reconcile=True)

    sessions = sessions_of(merged.result(), dates)
    return {
        "sleep": [written_v1(session, request) for session in sessions],
        "summary": sums_of(sessions),
    }


def written_v1(session: SleepSession, request: FitbitRequest) -> Row:
    """Return the sleep log of version 1."""
    awake, restless = _awake(session), total_of(session.segments, "restless")
    return {
        **session.common(),
        "awakeCount": awake.count,
        "awakeDuration": awake.minutes,
        "awakeningsCount": awake.count + restless.count,
        "minuteData": _minute_data(session, request),
        "restlessCount": restless.count,
        "restlessDuration": restless.minutes,
    }


def _awake(session: SleepSession) -> StageTotal:
    return total_of(session.segments, "awake" if session.classic else "wake")


def _minute_data(session: SleepSession, request: FitbitRequest) -> list[Row]:
    levels = by_minute(session.segments, session.begin, session.time_in_bed)
    zone = functools.cache(lambda: request.zone)
    moments = (session.begin + dt.timedelta(minutes=number) for number in range(len(levels)))
    return [
        {
            "dateTime": session.wall(time, zone).time().isoformat("seconds"),
            "value": _MINUTES.get(level, "1"),
        }
        for time, level in zip(moments, levels, strict=True)
    ]


def _total(value: Callable[[SleepSession], int]) -> Callable[[list[SleepSession]], str]:
    return lambda sessions: str(sum(value(session) for session in sessions))


def _of_main(
    value: Callable[[SleepSession], str], without: str
) -> Callable[[list[SleepSession]], str]:
    return lambda sessions: next((value(session) for session in sessions if session.main), without)


SERIES: dict[str, Callable[[list[SleepSession]], str]] = {
    "minutesAsleep": _total(lambda session: session.asleep),
    "minutesAwake": _total(lambda session: session.awake),
    "minutesToFallAsleep": _total(lambda session: session.to_fall_asleep),
    "minutesAfterWakeup": _total(lambda session: session.after_wakeup),
    "timeInBed": _total(lambda session: session.time_in_bed),
    "awakeningsCount": _total(
        lambda session: _awake(session).count + total_of(session.segments, "restless").count
    ),
    "efficiency": _of_main(lambda session: str(session.efficiency), "0"),
    "startTime": _of_main(lambda session: session.start.strftime("%H:%M"), ""),
}
"""Every series of version 1: sums over a day's sleeps, or a fact of the main one."""


def sleep_v1_series(request: FitbitRequest, resource: str) -> Any:
    """Answer one number a day about sleep."""
    dates = request.series_dates(resource)
    merged = start_sleeps(request.health, dates, reconcile=True)

    sessions: dict[dt.date, list[SleepSession]] = defaultdict(list)
    for session in sessions_of(merged.result(), dates):
        sessions[session.date].append(session)
    series = entries(dates, lambda day: SERIES[resource](sessions.get(day, [])))
    return {f"sleep-{resource}": series}


def log_sleep_v1(request: FitbitRequest) -> Any:
    """Log a sleep, and answer as version 1 did."""
    return {"sleep": written_v1(logged(request), request)}
