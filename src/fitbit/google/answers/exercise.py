"""Exercises as Fitbit's activity logs: of a day, listed, as TCX, and logged anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from typing import Any

from fitbit.exceptions import NotSupportedByProvider
from fitbit.google import times
from fitbit.google.answers.answer import Answer
from fitbit.google.answers.heart import ZONE_NAMES
from fitbit.google.answers.paging import Listing, list_answer
from fitbit.google.answers.request import FitbitRequest
from fitbit.google.answers.writes import create, interval, wall_clock
from fitbit.google.client.health import Row, between, values, with_sources
from fitbit.google.ids import log_id, point_name
from fitbit.google.members import decimal, inner, integer, measured
from fitbit.google.units import Units

START = "exercise.interval.civil_start_time"
_LINKS = "https://api.fitbit.com/1/user/-/activities"
_LOG_TYPES = {
    "MANUAL": "manual",
    "DERIVED": "auto_detected",
    "PASSIVELY_MEASURED": "auto_detected",
    "ACTIVELY_MEASURED": "tracker",
}


def start_exercises(request: FitbitRequest, day: dt.date) -> Future[list[Row]]:
    """Start to read the exercises that began on a day."""
    return request.health.points("exercise", between(START, day, day), reconcile=True)


def exercises_of(points: Iterable[Row]) -> list[Row]:
    """Return exercises in order of time."""
    rows = values("exercise", points)
    return sorted(rows, key=lambda row: times.instant(row["interval"]["startTime"]))


def exercise_list(request: FitbitRequest) -> Any:
    """Answer the list of activity logs, page by page."""
    listing = Listing("activities", 100, "exercise", START, _start)
    return list_answer(request, listing, lambda found: _written(request, found))


def _start(row: Row) -> dt.datetime:
    return times.started(row["interval"])


def _written(request: FitbitRequest, rows: list[Row]) -> list[Row]:
    """Return logs with how they came about, which the merged stream does not tell."""
    days = [_start(row).date() for row in rows]
    # One more request a page: the merged stream has no dataSource of its own.
    points = request.health.points("exercise", between(START, min(days), max(days))).result()
    return [listed(row, request.units) for row in with_sources(rows, points)]


def tcx(request: FitbitRequest) -> Answer:
    """Answer an exercise's track as TCX."""
    partial = request.params.get("includePartialTCX", "false")
    name = point_name("exercise", request.identifier("log-id"))
    response = request.health.http.download(
        f"{name}:exportExerciseTcx", {"alt": "media", "partialData": partial}
    )
    kind = response.headers.get("Content-Type", "application/vnd.garmin.tcx+xml")
    return Answer(200, response.content, {"Content-Type": kind})


def _milliseconds(row: Row) -> tuple[int, int]:
    """Return how long an exercise took, and how long of it was active."""
    interval = row["interval"]
    whole = times.instant(interval["endTime"]) - times.instant(interval["startTime"])
    duration = int(whole.total_seconds() * 1000)
    active = row.get("activeDuration")
    return duration, duration if active is None else int(times.seconds(active) * 1000)


def _local(interval: Mapping[str, Any]) -> str:
    """Return the start with its offset, as Fitbit writes it."""
    offset = dt.timedelta(seconds=times.seconds(interval.get("startUtcOffset")))
    start = times.instant(interval["startTime"]).astimezone(dt.timezone(offset))
    return start.isoformat(timespec="milliseconds")


def _utc(text: str) -> str:
    return f"{times.stamp(times.instant(text).replace(tzinfo=None))}Z"


def summarised(row: Row, units: Units) -> Row:
    """Return an exercise as the daily summary lists it."""
    start, metrics = times.started(row["interval"]), inner(row, "metricsSummary")
    name = row.get("displayName", "")
    found: Row = {
        "logId": log_id(row["name"]),
        "name": name,
        "activityParentName": name,
        "description": row.get("notes", ""),
        "duration": _milliseconds(row)[1],
        "hasActiveZoneMinutes": integer(metrics, "activeZoneMinutes") > 0,
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
        found["calories"] = round(measured(metrics, "caloriesKcal"))
    if "distanceMillimeters" in metrics:
        found["distance"] = units.distance(measured(metrics, "distanceMillimeters"))
    if "steps" in metrics:
        found["steps"] = integer(metrics, "steps")
    return found


def listed(row: Row, units: Units) -> Row:
    """Return an exercise as the list of activity logs has it."""
    identifier, metrics = log_id(row["name"]), inner(row, "metricsSummary")
    duration, active = _milliseconds(row)
    start = _local(row["interval"])
    return {
        "logId": identifier,
        "activityName": row.get("displayName", ""),
        "startTime": start,
        "originalStartTime": start,
        "duration": duration,
        "originalDuration": duration,
        "activeDuration": active,
        **_links(row, identifier),
        **_lastly(row),
        **_amounts(metrics, units),
        **_speeds(metrics, units),
        **_speed(metrics, active, units),
        **_heart(metrics),
        **log_type(row),
    }


def _links(row: Row, identifier: int | str) -> Row:
    """Return the addresses of what else there is, all of which are answered here."""
    begin, end = _start(row), times.ended(row["interval"])
    days = f"{begin.date()}/{end.date()}"
    clock = f"{begin.time().isoformat('seconds')}/{end.time().isoformat('seconds')}"
    found = {
        "caloriesLink": f"{_LINKS}/calories/date/{days}/1min.json",
        "tcxLink": f"{_LINKS}/{identifier}.tcx",
    }
    if "averageHeartRateBeatsPerMinute" in inner(row, "metricsSummary"):
        found["heartRateLink"] = f"{_LINKS}/heart/date/{days}/1sec/time/{clock}.json"
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
        found["elevationGain"] = units.elevation(measured(metrics, "elevationGainMillimeters"))
    if pace := metrics.get("averagePaceSecondsPerMeter"):
        found["pace"] = round(float(pace) * units.mm_of_distance / 1000, 3)
    return found


def _speed(metrics: Row, milliseconds: int, units: Units) -> Row:
    """Return the distance over the active time, nothing where Google names no average speed."""
    if not metrics.get("averageSpeedMillimetersPerSecond") or not milliseconds:
        return {}
    distance = decimal(metrics, "distanceMillimeters") / units.mm_of_distance
    return {"speed": round(distance * 3_600_000 / milliseconds, 5)}


def _heart(metrics: Row) -> Row:
    found: Row = {}
    if "averageHeartRateBeatsPerMinute" in metrics:
        found["averageHeartRate"] = integer(metrics, "averageHeartRateBeatsPerMinute")
    if "activeZoneMinutes" in metrics:
        found["activeZoneMinutes"] = {"totalMinutes": integer(metrics, "activeZoneMinutes")}
    if spent := metrics.get("heartRateZoneDurations"):
        # Members such as lightTime, where roll-ups have the zone's name itself.
        known = ((name, spent.get(f"{zone.lower()}Time")) for zone, name in ZONE_NAMES.items())
        found["heartRateZones"] = [
            {"name": name, "minutes": times.minutes_of(times.seconds(time))}
            for name, time in known
            if time is not None
        ]
    return found


# writing

TYPES = {
    "2040": ("CIRCUIT_TRAINING", "Circuit Training"),
    "2131": ("WEIGHTS", "Weights"),
    "15200": ("FENCING", "Fencing"),
    "15580": ("SKATEBOARDING", "Skateboarding"),
    "52000": ("YOGA", "Yoga"),
    "52001": ("YOGA", "Yoga"),
    "90001": ("BIKING", "Bike"),
    "90009": ("RUNNING", "Run"),
    "90012": ("HIKING", "Hike"),
    "90013": ("WALKING", "Walk"),
    "90024": ("SWIMMING", "Swim"),
}
"""Google's type and a name for those of Fitbit's activity ids that are known for sure."""
_MILLIMETRES = {
    "kilometer": 1_000_000, "km": 1_000_000, "meter": 1000, "mile": 1_609_344,
    "miles": 1_609_344, "foot": 304.8, "feet": 304.8, "yard": 914.4, "yards": 914.4,
}  # fmt: skip


def log_exercise(request: FitbitRequest) -> Any:
    """Log an exercise, its time by the user's clock."""
    kind, name = _kind(request)
    duration = request.number("durationMillis")
    content = {
        "interval": interval(request, wall_clock(request, "startTime"), duration),
        "exerciseType": kind,
        "displayName": name,
        "activeDuration": f"{duration / 1000:.3f}".rstrip("0").rstrip(".") + "s",
        "metricsSummary": _metrics(request),
    }
    return {"activityLog": summarised(create(request, "exercise", content), request.units)}


def _kind(request: FitbitRequest) -> tuple[str, str]:
    identifier = request.params.get("activityId", "").strip()
    if not identifier:
        request.required("manualCalories")
        return "OTHER", request.required("activityName")
    if identifier not in TYPES:
        raise NotSupportedByProvider(
            f"POST {request.path}: no exercise type of Google Health is known for Fitbit's "
            f"activityId {identifier}. Give activityName= and manualCalories= instead."
        )
    return TYPES[identifier]


def _metrics(request: FitbitRequest) -> Row:
    found: Row = {}
    if request.params.get("manualCalories"):
        found["caloriesKcal"] = request.number("manualCalories")
    if request.params.get("distance"):
        found["distanceMillimeters"] = round(request.number("distance") * _unit(request), 3)
    return found


def _unit(request: FitbitRequest) -> float:
    """Return the millimetres of the distance's unit, the caller's own where none is named."""
    name = request.params.get("distanceUnit", "").strip().lower()
    if not name:
        return request.units.mm_of_distance
    if name not in _MILLIMETRES:
        raise request.invalid("distanceUnit")
    return _MILLIMETRES[name]
