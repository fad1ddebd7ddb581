"""The daily series below ``activities/``."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

from fitbit.google.answers.activity_metrics import METRICS, entries, start_days, written
from fitbit.google.answers.request import MAX_SERIES_DAYS, Dates, FitbitRequest
from fitbit.google.client.health import WEARABLES, Days, Row
from fitbit.google.members import integer

_MAX_DAYS_OF = {"activityCalories": 30}
ZONES = {
    "fatBurnActiveZoneMinutes": "sumInFatBurnHeartZone",
    "cardioActiveZoneMinutes": "sumInCardioHeartZone",
    "peakActiveZoneMinutes": "sumInPeakHeartZone",
}
"""The member of Google's sum for each of Fitbit's zones."""


def count_series(request: FitbitRequest, resource: str, *, tracker: bool = False) -> Any:
    """Answer a series of amounts: one text a day, zero where there is nothing."""
    dates = request.series_dates(resource, _MAX_DAYS_OF.get(resource, MAX_SERIES_DAYS))
    days = start_series(request, resource, dates, tracker=tracker).result()
    return {_key(resource, tracker=tracker): series_of(request, resource, dates, days)}


def start_series(
    request: FitbitRequest, resource: str, dates: Dates, *, tracker: bool = False
) -> Future[Days]:
    """Start to sum up an amount by day, of the wearables alone for ``tracker``."""
    return start_days(request, METRICS[resource].data_type, dates, WEARABLES if tracker else None)


def series_of(request: FitbitRequest, resource: str, dates: Dates, days: Days) -> list[Row]:
    """Return the entries of a series."""
    metric = METRICS[resource]
    return entries(dates, lambda day: written(metric.on(day, days, request.units)))


def basal_series(request: FitbitRequest, *, tracker: bool = False) -> Any:
    """Answer caloriesBMR: what was burned without being active."""
    dates = request.series_dates("caloriesBMR")
    total_days = start_series(request, "calories", dates, tracker=tracker)
    active_days = start_series(request, "activityCalories", dates, tracker=tracker)

    total, active = total_days.result(), active_days.result()
    series = entries(dates, lambda day: str(basal(total.get(day), active.get(day)) or 0))
    return {_key("caloriesBMR", tracker=tracker): series}


def basal(total: Row | None, active: Row | None) -> int | None:
    """Return a day's basal calories, None where the day's total is not known."""
    if total is None:
        return None
    burned = METRICS["calories"].amount(total)
    return round(burned - METRICS["activityCalories"].amount(active or {}))


def zone_minutes_series(request: FitbitRequest) -> Any:
    """Answer active zone minutes by day; days and zones without any are left out."""
    dates = request.dates(MAX_SERIES_DAYS, "active-zone-minutes")
    days = start_days(request, "active-zone-minutes", dates).result()
    series = entries(dates, lambda day: zone_minutes(days.get(day) or {}))
    name = "activities-active-zone-minutes"
    return {name: [entry for entry in series if entry["value"]]}


def zone_minutes(row: Row) -> dict[str, int]:
    """Return active zone minutes as Fitbit writes them, nothing where there are none.

    >>> zone_minutes({"sumInFatBurnHeartZone": "2", "sumInPeakHeartZone": "0"})
    {'activeZoneMinutes': 2, 'fatBurnActiveZoneMinutes': 2}
    """
    found = {name: integer(row, member) for name, member in ZONES.items()}
    kept = {name: minutes for name, minutes in found.items() if minutes}
    return {"activeZoneMinutes": sum(kept.values()), **kept} if kept else {}


def _key(resource: str, *, tracker: bool) -> str:
    return f"activities-{'tracker-' if tracker else ''}{resource}"
