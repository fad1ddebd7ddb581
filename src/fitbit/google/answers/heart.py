"""Heart rate: by day, with its zones, and within a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from typing import Any

from fitbit.google import times
from fitbit.google.answers.activity_intraday import dataset, start_window
from fitbit.google.answers.activity_metrics import entries, start_days
from fitbit.google.answers.request import SHORT_PERIODS, Dates, FitbitRequest
from fitbit.google.answers.windows import Window, clock_text, dates_of, step_of, windows_of
from fitbit.google.client.health import Days, Row, granted, values
from fitbit.google.members import decimal, items

ZONE_NAMES = {
    "LIGHT": "Out of Range",
    "MODERATE": "Fat Burn",
    "VIGOROUS": "Cardio",
    "PEAK": "Peak",
}
"""Fitbit's names of Google's zones, by their place: a guess that the active zone minutes back."""
_MAX_DAYS = 366


class HeartRequests:
    """What is being fetched of the heart on some days: four requests, started at once."""

    def __init__(self, request: FitbitRequest, dates: Dates) -> None:
        self._parts = (
            start_days(request, "time-in-heart-rate-zone", dates),
            start_days(request, "calories-in-heart-rate-zone", dates),
            request.health.points_by_date("daily-heart-rate-zones", *dates),
            request.health.points_by_date("daily-resting-heart-rate", *dates),
        )

    def days(self) -> HeartDays:
        """Wait for all of it."""
        return HeartDays(*(part.result() for part in self._parts))

    def granted_days(self) -> HeartDays | None:
        """Wait for all of it; None where the user did not grant the scope for the heart."""
        parts = [granted(part) for part in self._parts]
        known = [days for days in parts if days is not None]
        return HeartDays(*known) if len(known) == len(parts) else None


class HeartDays:
    """What is known of the heart on each day, in Fitbit's shape."""

    def __init__(self, durations: Days, calories: Days, bounds: Days, resting: Days) -> None:
        self._durations, self._calories = durations, calories
        self._bounds, self._resting = bounds, resting

    def zones(self, day: dt.date) -> list[Row]:
        """Return the zones of a day: their bounds, minutes and calories where known."""
        bounds = {
            row["heartRateZoneType"]: row for row in _list(self._bounds, day, "heartRateZones")
        }
        found = [
            {"name": name, **_bounds(bounds, zone), **self._spent(day, zone)}
            for zone, name in ZONE_NAMES.items()
        ]
        return [zone for zone in found if len(zone) > 1]

    def _spent(self, day: dt.date, zone: str) -> Row:
        """Return the minutes and calories in a zone; a zone left out of a known day is zero."""
        found: Row = {}
        if day in self._durations:
            spent = _pick(_list(self._durations, day, "timeInHeartRateZones"), zone)
            found["minutes"] = times.minutes_of(times.seconds(spent.get("duration")))
        if day in self._calories:
            burned = _pick(_list(self._calories, day, "caloriesInHeartRateZones"), zone)
            found["caloriesOut"] = round(decimal(burned, "kcal"), 3)
        return found

    def resting(self, day: dt.date) -> Row:
        """Return the resting heart rate of a day, nothing where there is none."""
        rate = (self._resting.get(day) or {}).get("beatsPerMinute")
        return {} if rate is None else {"restingHeartRate": int(rate)}

    def value(self, day: dt.date) -> Row:
        """Return a day's value in the series."""
        zones = self.zones(day)
        return {"customHeartRateZones": [], "heartRateZones": zones, **self.resting(day)}


def _list(days: Days, day: dt.date, name: str) -> list[Row]:
    return list(items((days.get(day) or {}), name))


def _pick(rows: Iterable[Row], zone: str) -> Row:
    nothing: Row = {}
    return next((row for row in rows if row.get("heartRateZone") == zone), nothing)


def _bounds(rows: Mapping[str, Row], zone: str) -> Row:
    """Return where a zone begins and ends: for Fitbit it ends where the next one begins."""
    if zone not in rows:
        return {}
    low, high = (int(rows[zone][f"{end}BeatsPerMinute"]) for end in ("min", "max"))
    names = list(ZONE_NAMES)
    following = rows.get(names[names.index(zone) + 1]) if zone != names[-1] else None
    return {"min": low, "max": int(following["minBeatsPerMinute"]) if following else high}


def heart_series(request: FitbitRequest) -> Any:
    """Answer the heart rate of each day."""
    dates = request.dates(_MAX_DAYS, "heart", periods=SHORT_PERIODS)
    return {"activities-heart": entries(dates, HeartRequests(request, dates).days().value)}


def heart_intraday(request: FitbitRequest) -> Any:
    """Answer the heart rate within a day: every sample, or averages by slot."""
    step, windows = step_of(request, seconds=True), windows_of(request)
    dates, zone = dates_of(windows), request.day_zone
    days = HeartRequests(request, dates)
    rows = [
        start_window(request, "heart-rate", window, step, zone)
        if step
        else _start_samples(request, window, zone)
        for window in windows
    ]

    slots = [
        slot
        for window, found in zip(windows, rows, strict=True)
        for slot in (
            average_slots(found.result(), window, zone, step)
            if step
            else sample_slots(found.result(), window, zone)
        )
    ]
    return {
        "activities-heart": entries(dates, days.days().value),
        "activities-heart-intraday": dataset(slots, step, "minute" if step else "second"),
    }


def _start_samples(request: FitbitRequest, window: Window, zone: dt.tzinfo) -> Future[list[Row]]:
    """Start to read every sample of a window."""
    start, end = window.span(zone)
    field = "heart_rate.sample_time.physical_time"
    where = f'{field} >= "{times.rfc3339(start)}" AND {field} < "{times.rfc3339(end)}"'
    return request.health.points("heart-rate", where, reconcile=True)


def sample_slots(points: Iterable[Mapping[str, Any]], window: Window, zone: dt.tzinfo) -> list[Row]:
    """Return the samples of a window; of two at the same wall-clock time the later one counts."""
    rows = [
        (times.instant(row["sampleTime"]["physicalTime"]), int(row["beatsPerMinute"]))
        for row in values("heart-rate", points)
    ]
    found: dict[str, int] = {}
    for when, rate in sorted(rows):
        wall = when.astimezone(zone).replace(tzinfo=None)
        if window.minute_of(wall) is not None:
            found[wall.time().isoformat("seconds")] = rate
    return [{"time": time, "value": found[time]} for time in sorted(found)]


def average_slots(rows: Iterable[Row], window: Window, zone: dt.tzinfo, step: int) -> list[Row]:
    """Return the average of each slot; of a slot lived twice the later one counts."""
    # Rows are in order of time, so when clocks go back the second pass overwrites the first.
    slots: dict[int, int] = {}
    for slot, row in window.in_slots(rows, step, zone):
        if "beatsPerMinuteAvg" in row:
            # Half up: round() would take 60.5 to 60.
            slots[slot] = int(row["beatsPerMinuteAvg"] + 0.5)
    return [{"time": clock_text(slot), "value": rate} for slot, rate in sorted(slots.items())]
