"""Writes Google's exercises as Fitbit's activity logs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from fitbit.google import civil
from fitbit.google.answers import Answer
from fitbit.google.ask import Ask
from fitbit.google.health import Row, between, values
from fitbit.google.heart import ZONE_NAMES
from fitbit.google.ids import log_id, point_name
from fitbit.google.later import Later
from fitbit.google.paging import Listing, list_answer
from fitbit.google.units import Units

START = "exercise.interval.civil_start_time"
_LINKS = "https://api.fitbit.com/1/user/-/activities"
_LOG_TYPES = {
    "MANUAL": "manual",
    "DERIVED": "auto_detected",
    "PASSIVELY_MEASURED": "auto_detected",
    "ACTIVELY_MEASURED": "tracker",
}
_ZONE_TIMES = {
    "lightTime": "LIGHT",
    "moderateTime": "MODERATE",
    "vigorousTime": "VIGOROUS",
    "peakTime": "PEAK",
}


def start_exercises(ask: Ask, day: dt.date) -> Later[list[Row]]:
    """Start to fetch the exercises that began on a day, in order of time."""
    points = ask.health.points("exercise", between(START, day, day), reconcile=True)
    return points.then(lambda found: sorted(values("exercise", found), key=_began))


def _began(row: Row) -> dt.datetime:
    return civil.instant(row["interval"]["startTime"])


def exercise_list(ask: Ask) -> Any:
    """Answer the list of activity logs, page by page."""

    def rows(where: str | None) -> Iterator[Row]:
        for point in ask.health.newest_first("exercise", where, reconcile=True):
            yield values("exercise", [point])[0]

    listing = Listing("activities", 100, rows, START, _start)
    return list_answer(ask, listing, lambda found: _written(ask, found))


def _start(row: Row) -> dt.datetime:
    return civil.started(row["interval"])


def _written(ask: Ask, rows: list[Row]) -> list[Row]:
    """Return logs with how they came about, which the merged stream does not tell."""
    days = [_start(row).date() for row in rows]
    sources = ask.health.sources("exercise", between(START, min(days), max(days))).get()
    return [
        listed(row | {"dataSource": sources.get(log_id(row["name"]), {})}, ask.units)
        for row in rows
    ]


def tcx(ask: Ask) -> Answer:
    """Answer an exercise's track as TCX."""
    partial = ask.params.get("includePartialTCX", "false")
    name = point_name("exercise", ask.identifier("log-id"))
    response = ask.health.wire.download(
        f"{name}:exportExerciseTcx", {"alt": "media", "partialData": partial}
    )
    kind = response.headers.get("Content-Type", "application/vnd.garmin.tcx+xml")
    return Answer(200, response.content, {"Content-Type": kind})


def _milliseconds(row: Row) -> tuple[int, int]:
    """Return how long an exercise took, and how long of it was active."""
    interval = row["interval"]
    whole = civil.instant(interval["endTime"]) - civil.instant(interval["startTime"])
    duration = int(whole.total_seconds() * 1000)
    active = row.get("activeDuration")
    return duration, duration if active is None else int(civil.seconds(active) * 1000)


def _local(interval: Mapping[str, Any]) -> str:
    """Return the start with its offset, as Fitbit writes it."""
    offset = dt.timedelta(seconds=civil.seconds(interval.get("startUtcOffset")))
    start = civil.instant(interval["startTime"]).astimezone(dt.timezone(offset))
    return start.isoformat(timespec="milliseconds")


def _utc(text: str) -> str:
    return f"{civil.stamp(civil.instant(text).replace(tzinfo=None))}Z"


def summarised(row: Row, units: Units) -> Row:
    """Return an exercise as the daily summary lists it."""
    start, metrics = civil.started(row["interval"]), row.get("metricsSummary") or {}
    name = row.get("displayName", "")
    found: Row = {
        "logId": log_id(row["name"]),
        "name": name,
        "activityParentName": name,
        "description": row.get("notes", ""),
        "duration": _milliseconds(row)[1],
        "hasActiveZoneMinutes": int(metrics.get("activeZoneMinutes") or 0) > 0,
        "hasStartTime": True,
        "startDate": start.date().isoformat(),
        "startTime": start.strftime("%H:%M"),
    }
    return found | _lastly(row) | _amounts(metrics, units)


def _lastly(row: Row) -> Row:
    return {"lastModified": _utc(row["updateTime"])} if "updateTime" in row else {}


def _amounts(metrics: Row, units: Units) -> Row:
    found: Row = {}
    if "caloriesKcal" in metrics:
        found["calories"] = round(float(metrics["caloriesKcal"]))
    if "distanceMillimeters" in metrics:
        found["distance"] = units.distance(float(metrics["distanceMillimeters"]))
    if "steps" in metrics:
        found["steps"] = int(metrics["steps"])
    return found


def listed(row: Row, units: Units) -> Row:
    """Return an exercise as the list of activity logs has it."""
    identifier, metrics = log_id(row["name"]), row.get("metricsSummary") or {}
    duration, active = _milliseconds(row)
    start = _local(row["interval"])
    found: Row = {
        "logId": identifier,
        "activityName": row.get("displayName", ""),
        "startTime": start,
        "originalStartTime": start,
        "duration": duration,
        "originalDuration": duration,
        "activeDuration": active,
        **_links(row, identifier),
    }
    return {
        **found,
        **_lastly(row),
        **_amounts(metrics, units),
        **_speeds(metrics, units),
        **_speed(metrics, active, units),
        **_heart(metrics),
        **log_type(row),
    }


def _links(row: Row, identifier: int | str) -> Row:
    """Return the addresses of what else there is, all of which are answered here."""
    begin, end = _start(row), civil.ended(row["interval"])
    days = f"{begin.date()}/{end.date()}"
    times = f"{begin.time().isoformat('seconds')}/{end.time().isoformat('seconds')}"
    found = {
        "caloriesLink": f"{_LINKS}/calories/date/{days}/1min.json",
        "tcxLink": f"{_LINKS}/{identifier}.tcx",
    }
    if "averageHeartRateBeatsPerMinute" in (row.get("metricsSummary") or {}):
        found["heartRateLink"] = f"{_LINKS}/heart/date/{days}/1sec/time/{times}.json"
    return found


def log_type(row: Row) -> Row:
    """Return how a log came about, nothing where Google does not say."""
    kind = _LOG_TYPES.get(row["dataSource"].get("recordingMethod", ""))
    return {} if kind is None else {"logType": kind}


def _speeds(metrics: Row, units: Units) -> Row:
    found: Row = {}
    if "distanceMillimeters" in metrics:
        found["distanceUnit"] = "Mile" if units.american else "Kilometer"
    if "elevationGainMillimeters" in metrics:
        found["elevationGain"] = units.elevation(float(metrics["elevationGainMillimeters"]))
    if pace := metrics.get("averagePaceSecondsPerMeter"):
        found["pace"] = round(float(pace) * units.mm_of_distance / 1000, 3)
    return found


def _speed(metrics: Row, milliseconds: int, units: Units) -> Row:
    """Return the distance over the active time, nothing where Google names no average speed."""
    if not metrics.get("averageSpeedMillimetersPerSecond") or not milliseconds:
        return {}
    distance = float(metrics.get("distanceMillimeters") or 0.0) / units.mm_of_distance
    return {"speed": round(distance * 3_600_000 / milliseconds, 5)}


def _heart(metrics: Row) -> Row:
    found: Row = {}
    if "averageHeartRateBeatsPerMinute" in metrics:
        found["averageHeartRate"] = int(metrics["averageHeartRateBeatsPerMinute"])
    if "activeZoneMinutes" in metrics:
        found["activeZoneMinutes"] = {"totalMinutes": int(metrics["activeZoneMinutes"])}
    if spent := metrics.get("heartRateZoneDurations"):
        found["heartRateZones"] = [
            {"name": ZONE_NAMES[zone], "minutes": civil.minutes_of(civil.seconds(spent[member]))}
            for member, zone in _ZONE_TIMES.items()
            if member in spent
        ]
    return found
