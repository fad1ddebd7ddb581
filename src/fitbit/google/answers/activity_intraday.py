"""The series within a day, but for heart rate."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import Future
from typing import Any

from fitbit.google.answers.activity_metrics import METRICS, Metric
from fitbit.google.answers.activity_series import ZONES, series_of, start_series, zone_minutes
from fitbit.google.answers.request import FitbitRequest
from fitbit.google.answers.windows import Window, clock_text, dates_of, step_of, windows_of
from fitbit.google.client.health import Row
from fitbit.google.members import integer


def count_intraday(request: FitbitRequest, resource: str) -> Any:
    """Answer an amount slot by slot, beside the total of each day."""
    metric, step, windows = METRICS[resource], step_of(request), windows_of(request)
    dates, zone = dates_of(windows), request.day_zone
    days = start_series(request, resource, dates)
    rows = [start_window(request, metric.data_type, window, step, zone) for window in windows]

    slots: list[Row] = []
    for window, found in zip(windows, rows, strict=True):
        amounts = by_slot(found.result(), metric, window, step, zone)
        slots += _slots(request, metric, window, amounts, step)
    return {
        f"activities-{resource}": series_of(request, resource, dates, days.result()),
        f"activities-{resource}-intraday": dataset(slots, step, "minute"),
    }


def dataset(slots: list[Row], step: int, kind: str) -> Row:
    """Return the dataset of an intraday answer."""
    return {"dataset": slots, "datasetInterval": step or 1, "datasetType": kind}


def start_window(
    request: FitbitRequest, data_type: str, window: Window, step: int, zone: dt.tzinfo
) -> Future[list[Row]]:
    """Start to sum up each slot of a window."""
    return request.health.windows(data_type, window.spans(zone, step), 60 * step)


def by_slot(
    rows: Iterable[Row], metric: Metric, window: Window, step: int, zone: dt.tzinfo
) -> dict[int, float]:
    """Sum amounts up by the wall-clock slot in which they fell."""
    # When clocks go back two moments share a slot: amounts of both are added up.
    found: dict[int, float] = defaultdict(int)
    for slot, row in window.in_slots(rows, step, zone):
        found[slot] += metric.amount(row)
    return found


def _slots(
    request: FitbitRequest, metric: Metric, window: Window, found: dict[int, float], step: int
) -> list[Row]:
    """Return the slots of a window; calories without data are left out, counts are zero."""
    # Fitbit fills minutes without calories with the basal rate, which Google does not give.
    convert = metric.of_slot or metric.of_day
    return [
        {"time": clock_text(slot), "value": convert(request.units, found.get(slot, 0))}
        for slot in window.slots(step)
        if slot in found or metric.data_type != "total-calories"
    ]


def zone_minutes_intraday(request: FitbitRequest) -> Any:
    """Answer active zone minutes slot by slot, those without any left out."""
    step, windows, zone = step_of(request), windows_of(request), request.day_zone
    rows = [start_window(request, "active-zone-minutes", window, step, zone) for window in windows]

    days = [
        _zone_day(window, found.result(), step, zone)
        for window, found in zip(windows, rows, strict=True)
    ]
    return {"activities-active-zone-minutes-intraday": [day for day in days if day["minutes"]]}


def _zone_day(window: Window, rows: Iterable[Row], step: int, zone: dt.tzinfo) -> Row:
    slots: dict[int, Row] = defaultdict(lambda: dict.fromkeys(ZONES.values(), 0))
    for slot, row in window.in_slots(rows, step, zone):
        for member in ZONES.values():
            slots[slot][member] += integer(row, member)
    return {"dateTime": window.day.isoformat(), "minutes": list(_zone_slots(window, slots))}


def _zone_slots(window: Window, slots: dict[int, Row]) -> Iterable[Row]:
    midnight = dt.datetime.combine(window.day, dt.time())
    for minute, row in sorted(slots.items()):
        if value := zone_minutes(row):
            at = midnight + dt.timedelta(minutes=minute)
            yield {"minute": at.isoformat(timespec="seconds"), "value": value}
