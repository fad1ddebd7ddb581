"""Sleep as version 1.2 of the Fitbit Web API has it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from functools import cached_property, partial
from typing import Any

from fitbit.google import times
from fitbit.google.answers.exercise import log_type
from fitbit.google.answers.paging import Listing, list_answer
from fitbit.google.answers.request import Dates, FitbitRequest
from fitbit.google.answers.sleep_stages import (
    CLASSIC,
    STAGES,
    StageSegment,
    lay_awakenings_over,
    minutes_asleep,
    stage_segments,
    total_of,
)
from fitbit.google.answers.writes import create, interval, wall_clock
from fitbit.google.client.health import HealthClient, Row, between, values, with_sources
from fitbit.google.client.http import GoogleApiError
from fitbit.google.ids import log_id
from fitbit.google.members import inner, integer, items

END = "sleep.interval.civil_end_time"
PENDING = {"meta": {"retryDuration": 3000, "state": "pending"}}
"""Fitbit's answer while a night is still being worked out."""
_MAX_DAYS = 100
_DAYS_A_REQUEST = 20
"""Days of sleep that mostly fit one page of 25 sessions."""
_INSUFFICIENT = {"REJECTED_COVERAGE", "REJECTED_MAX_GAP", "REJECTED_START_GAP", "REJECTED_END_GAP"}
_FAILED = {"REJECTED_SERVER", "TIMEOUT", "PROCESSING_INTERNAL_ERROR"}
_FILTER_REFUSED = "INVALID_DATA_POINT_FILTER_DATA_TYPE_MEMBER"


class SleepSession:
    """One sleep of Google's, from which either of Fitbit's versions is made."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.classic = row.get("type") != "STAGES"
        self.stages = stage_segments(row.get("stages"), classic=self.classic)
        self.awakenings = stage_segments(row.get("shortAwakenings"), classic=self.classic)
        # Fitbit counted minutes and awakenings after the short ones were laid over the stages.
        self.segments = lay_awakenings_over(self.stages, self.awakenings)
        interval = row["interval"]
        self.begin, self.finish = (times.instant(interval[n]) for n in ("startTime", "endTime"))
        # By the sleeper's own clock, which may have changed between the two.
        self.start, self.end = times.started(interval), times.ended(interval)
        summary, metadata = inner(row, "summary"), inner(row, "metadata")
        self.to_fall_asleep = integer(summary, "minutesToFallAsleep")
        self.after_wakeup = integer(summary, "minutesAfterWakeUp")
        self.main = bool(metadata.get("mainSleep"))
        self.status = metadata.get("stagesStatus", "")
        # Absent means processed: only an explicit false is a night that is still worked out.
        self.pending = metadata.get("processed") is False

    @property
    def date(self) -> dt.date:
        """Return the day on which it ends, which is the day that it belongs to."""
        return self.end.date()

    @property
    def time_in_bed(self) -> int:
        """Return its minutes from beginning to end."""
        return times.minutes_of((self.finish - self.begin).total_seconds())

    @cached_property
    def asleep(self) -> int:
        """Return the minutes asleep, short awakenings taken off."""
        return minutes_asleep(self.segments)

    @property
    def awake(self) -> int:
        """Return the minutes awake or restless between falling asleep and waking up."""
        return self.time_in_bed - self.asleep - self.to_fall_asleep - self.after_wakeup

    @property
    def efficiency(self) -> int:
        """Return the share of sleep between falling asleep and waking up, in percent."""
        # Google gives no efficiency; differences.json says how this one is derived.
        between_both = self.time_in_bed - self.to_fall_asleep - self.after_wakeup
        return int(100 * self.asleep / between_both + 0.5) if between_both > 0 else 0

    def wall(self, moment: dt.datetime, zone: Callable[[], dt.tzinfo]) -> dt.datetime:
        """Return what the sleeper's clock showed; the zone counts where clocks were changed."""
        offset = self.start - self.begin.replace(tzinfo=None)
        if offset == self.end - self.finish.replace(tzinfo=None):
            return moment.replace(tzinfo=None) + offset
        return moment.astimezone(zone()).replace(tzinfo=None)

    def common(self) -> Row:
        """Return the members that both versions have."""
        return {
            "dateOfSleep": self.date.isoformat(),
            "duration": int((self.finish - self.begin).total_seconds() * 1000),
            "efficiency": self.efficiency,
            "endTime": times.stamp(self.end),
            "isMainSleep": self.main,
            "logId": log_id(self.row["name"]),
            "minutesAfterWakeup": self.after_wakeup,
            "minutesAsleep": self.asleep,
            "minutesAwake": self.awake,
            "minutesToFallAsleep": self.to_fall_asleep,
            "startTime": times.stamp(self.start),
            "timeInBed": self.time_in_bed,
        }

    def written(self) -> Row:
        """Return the sleep log of version 1.2."""
        return {
            **self.common(),
            "infoCode": self._info_code(),
            "levels": self._levels(),
            "type": "classic" if self.classic else "stages",
            **log_type(self.row),
        }

    @cached_property
    def summary(self) -> dict[str, dict[str, int]]:
        """Return how often and how many minutes each level was reached."""
        counted = {n: total_of(self.segments, n) for n in (CLASSIC if self.classic else STAGES)}
        return {name: {"count": t.count, "minutes": t.minutes} for name, t in counted.items()}

    def _info_code(self) -> int:
        if self.status == "REJECTED_NAP":
            return 2
        if self.status in _INSUFFICIENT:
            return 1
        return 3 if self.status in _FAILED else 0

    def _levels(self) -> Row:
        found: Row = {"data": self._data(self.stages), "summary": self.summary}
        return found if self.classic else found | {"shortData": self._data(self.awakenings)}

    def _data(self, stages: Iterable[StageSegment]) -> list[Row]:
        """Return segments by the sleeper's clock, each by the offset that held when it began."""
        offsets = {
            times.instant(s["startTime"]): s.get("startUtcOffset")
            for name in ("stages", "shortAwakenings")
            for s in items(self.row, name)
        }
        return [
            {
                "dateTime": times.stamp(
                    segment.start.replace(tzinfo=None)
                    + dt.timedelta(seconds=times.seconds(offsets[segment.start]))
                ),
                "level": segment.level,
                "seconds": int(segment.seconds),
            }
            for segment in stages
        ]


def start_sleeps(health: HealthClient, dates: Dates, *, reconcile: bool) -> Future[list[Row]]:
    """Start to read the sleeps that end on some days, in stretches that mostly fit a page.

    With *reconcile* they are one merged stream, which does not tell how they were recorded;
    without, each source's own, which do.
    """
    spans = [
        Dates(first, min(first + times.DAY * (_DAYS_A_REQUEST - 1), dates.last))
        for first in dates.each()[::_DAYS_A_REQUEST]
    ]
    return health.points_of([partial(_sleeps, health, s, reconcile=reconcile) for s in spans])


def _sleeps(health: HealthClient, dates: Dates, *, reconcile: bool) -> Iterator[Row]:
    """Yield the sleeps of some days: by a filter, or without where Google refuses every filter."""
    try:
        yield from health.newest_first("sleep", between(END, *dates), reconcile=reconcile)
    except GoogleApiError as error:
        if _FILTER_REFUSED not in error.response.text:
            raise
        yield from _unfiltered(health, dates, reconcile=reconcile)


def _unfiltered(health: HealthClient, dates: Dates, *, reconcile: bool) -> Iterator[Row]:
    # Newest first, so nothing of these days comes after the first older sleep.
    for point in health.newest_first("sleep", reconcile=reconcile):
        ended = times.ended(point["sleep"]["interval"]).date()
        if ended < dates.first:
            return
        if ended <= dates.last:
            yield point


def sessions_of(
    merged: Iterable[Row], dates: Dates, listed: Iterable[Row] = ()
) -> list[SleepSession]:
    """Return the sleeps that end on some days, the newest first.

    *listed* are the same sleeps by their sources; without them it is not told how a sleep was
    recorded.
    """
    sessions = [SleepSession(row) for row in with_sources(values("sleep", merged), listed)]
    kept = [session for session in sessions if dates.first <= session.date <= dates.last]
    return sorted(kept, key=lambda session: session.begin, reverse=True)


def _sessions(request: FitbitRequest, dates: Dates) -> list[SleepSession]:
    """Return the sleeps of some days with how they were recorded: two requests at once."""
    merged, listed = (start_sleeps(request.health, dates, reconcile=r) for r in (True, False))
    return sessions_of(merged.result(), dates, listed.result())


def sleep_by_date(request: FitbitRequest) -> Any:
    """Answer the sleeps of a day, with their sums."""
    sessions = _sessions(request, request.named_dates())
    if any(session.pending for session in sessions):
        return PENDING
    summary = sums_of(sessions) | _stage_sums(sessions)
    return {"sleep": [session.written() for session in sessions], "summary": summary}


def sums_of(sessions: list[SleepSession]) -> Row:
    """Return the sums that both versions have."""
    return {
        "totalMinutesAsleep": sum(session.asleep for session in sessions),
        "totalSleepRecords": len(sessions),
        "totalTimeInBed": sum(session.time_in_bed for session in sessions),
    }


def _stage_sums(sessions: list[SleepSession]) -> Row:
    summaries = [session.summary for session in sessions if not session.classic]
    if not summaries:
        return {}
    return {"stages": {name: sum(s[name]["minutes"] for s in summaries) for name in STAGES}}


def sleep_by_range(request: FitbitRequest) -> Any:
    """Answer the sleeps of several days, the newest first."""
    sessions = _sessions(request, request.dates(_MAX_DAYS, "sleep"))
    return {"sleep": [session.written() for session in sessions]}


def sleep_list(request: FitbitRequest) -> Any:
    """Answer the list of sleeps, page by page."""
    listing = Listing("sleep", 100, "sleep", END, _began, _ended_on)
    return list_answer(request, listing, lambda found: _written(request, found))


def _began(row: Row) -> dt.datetime:
    return times.started(row["interval"])


def _ended_on(row: Row) -> dt.date:
    return times.ended(row["interval"]).date()


def _written(request: FitbitRequest, rows: list[Row]) -> list[Row]:
    """Return logs with how they came about, which the merged stream does not tell."""
    days = [_ended_on(row) for row in rows]
    listed = start_sleeps(request.health, Dates(min(days), max(days)), reconcile=False)
    return [SleepSession(row).written() for row in with_sources(rows, listed.result())]


# writing


def log_sleep(request: FitbitRequest) -> Any:
    """Log a sleep, and answer as version 1.2 does."""
    return {"sleep": [{"logType": "manual"} | logged(request).written()]}


def logged(request: FitbitRequest) -> SleepSession:
    """Log a classic sleep in which the user slept from end to end, as Fitbit took them."""
    span = interval(request, wall_clock(request, "startTime"), request.number("duration"))
    stages = [{**span, "type": "ASLEEP"}]
    content = {"interval": span, "type": "CLASSIC", "stages": stages}
    return SleepSession(create(request, "sleep", content))
