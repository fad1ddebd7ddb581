"""Answers heart rate: by day, with its zones, and within a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from fitbit.google import times
from fitbit.google.answers.activity_intraday import dataset, start_window
from fitbit.google.answers.activity_metrics import Days, sums
from fitbit.google.answers.request import SHORT_PERIODS, Dates, FitbitRequest
from fitbit.google.answers.windows import Window, clock_text, dates_of, step_of, windows_of
from fitbit.google.client.health import Row, between, granted, values
from fitbit.google.client.later import Later

ZONE_NAMES = {
    "LIGHT": "Out of Range",
    "MODERATE": "Fat Burn",
    "VIGOROUS": "Cardio",
    "PEAK": "Peak",
}
"""Gives Google's zones Fitbit's names by their place: a guess that the active zone minutes back."""
_LONGEST = 366


class HeartDays:
    """Fetches what is known of the heart on each day, all of it at once."""

    def __init__(self, request: FitbitRequest, dates: Dates) -> None:
        self._durations = sums(request, "time-in-heart-rate-zone", dates)
        self._calories = sums(request, "calories-in-heart-rate-zone", dates)
        self._bounds = _daily_points(request, "daily-heart-rate-zones", dates)
        self._resting = _daily_points(request, "daily-resting-heart-rate", dates)

    def collect(self) -> HeartFacts:
        """Wait for all of it; what the user did not grant is left out."""
        return HeartFacts(
            self._durations.get(),
            self._calories.get(),
            self._bounds.get(),
            self._resting.get(),
        )

    def collect_granted(self) -> HeartFacts | None:
        """Wait for all of it, None where the user granted none of it."""
        facts = [granted(part) for part in (self._durations, self._calories)]
        points = [granted(part) for part in (self._bounds, self._resting)]
        if None in facts or None in points:
            return None
        return HeartFacts(facts[0] or {}, facts[1] or {}, points[0] or {}, points[1] or {})


class HeartFacts:
    """Holds what is known of the heart on each day, and writes it as Fitbit does."""

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
            found["caloriesOut"] = round(float(burned.get("kcal") or 0.0), 3)
        return found

    def resting(self, day: dt.date) -> Row:
        """Return the resting heart rate of a day, nothing where there is none."""
        rate = (self._resting.get(day) or {}).get("beatsPerMinute")
        return {} if rate is None else {"restingHeartRate": int(rate)}

    def value(self, day: dt.date) -> Row:
        """Return a day's value in the series."""
        zones = self.zones(day)
        return {"customHeartRateZones": [], "heartRateZones": zones, **self.resting(day)}


def _daily_points(request: FitbitRequest, data_type: str, dates: Dates) -> Later[Days]:
    field = f"{data_type.replace('-', '_')}.date"
    points = request.health.points(data_type, between(field, *dates))
    return points.then(lambda found: by_date(data_type, found))


def by_date(data_type: str, points: Iterable[Mapping[str, Any]]) -> Days:
    """Return the daily points of a type by their date; of several the newest listed first."""
    found: dict[dt.date, Row] = {}
    for row in values(data_type, points):
        found.setdefault(times.date_of(row["date"]), row)
    return found


def _list(days: Days, day: dt.date, name: str) -> list[Row]:
    return list((days.get(day) or {}).get(name) or [])


def _pick(rows: Iterable[Row], zone: str) -> Row:
    return next((row for row in rows if row.get("heartRateZone") == zone), {})


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
    dates = request.dates(_LONGEST, "heart", periods=SHORT_PERIODS)
    return {"activities-heart": _entries(dates, HeartDays(request, dates).collect())}


def _entries(dates: Dates, facts: HeartFacts) -> list[Row]:
    return [{"dateTime": day.isoformat(), "value": facts.value(day)} for day in dates.each()]


def heart_intraday(request: FitbitRequest) -> Any:
    """Answer the heart rate within a day: every sample, or averages by slot."""
    step, windows = step_of(request, seconds=True), windows_of(request)
    dates, zone = dates_of(windows), request.day_zone
    days = HeartDays(request, dates)
    start = _samples if step == 0 else _averages
    parts = [start(request, window, zone, step) for window in windows]
    slots = [slot for part in parts for slot in part.get()]
    return {
        "activities-heart": _entries(dates, days.collect()),
        "activities-heart-intraday": dataset(slots, step, "minute" if step else "second"),
    }


def _samples(
    request: FitbitRequest, window: Window, zone: dt.tzinfo, _step: int
) -> Later[list[Row]]:
    """Fetch every sample; of two at the same wall-clock time the later one counts."""
    start, end = window.span(zone)
    field = "heart_rate.sample_time.physical_time"
    where = f'{field} >= "{times.rfc3339(start)}" AND {field} < "{times.rfc3339(end)}"'
    return request.health.points("heart-rate", where, reconcile=True).then(
        lambda points: sample_slots(points, window, zone)
    )


def sample_slots(points: Iterable[Mapping[str, Any]], window: Window, zone: dt.tzinfo) -> list[Row]:
    """Return the samples of a window by wall-clock time."""
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


def _averages(
    request: FitbitRequest, window: Window, zone: dt.tzinfo, step: int
) -> Later[list[Row]]:
    rows = start_window(request, "heart-rate", window, step, zone)
    return rows.then(lambda found: average_slots(found, window, zone, step))


def average_slots(rows: Iterable[Row], window: Window, zone: dt.tzinfo, step: int) -> list[Row]:
    """Return the average of each slot; of a slot lived twice the later one counts."""
    slots: dict[int, int] = {}
    for row in rows:
        minute = window.minute_of(row["start"].astimezone(zone).replace(tzinfo=None))
        if minute is not None and "beatsPerMinuteAvg" in row:
            slots[minute - minute % step] = int(row["beatsPerMinuteAvg"] + 0.5)
    return [{"time": clock_text(slot), "value": rate} for slot, rate in sorted(slots.items())]
