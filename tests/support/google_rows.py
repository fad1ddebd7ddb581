"""What is asked for each row of the mapping that is read on both sides."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parents[1] / "data" / "google-mapping.tsv"
LONG = "2025-09-20/2026-04-10"
"""A range across months, a year and, where there is one, the change of the clocks both ways."""
SHORT = ("2025-12-20/2026-01-12", "2026-10-20/2026-11-08")
"""Ranges across a month, a year and the change of the clocks in at most thirty days."""
CLOCKS_CHANGED = {
    "Europe/Berlin": ("2026-10-25", "2026-03-29"),
    "Europe/London": ("2026-10-25", "2026-03-29"),
    "America/Los_Angeles": ("2026-11-01", "2026-03-08"),
    "Pacific/Auckland": ("2026-09-27", "2026-04-05"),
}
ORDINARY = "2026-10-24"
USER = "/1/user/-/"


class Row(NamedTuple):
    """One row of the mapping."""

    fitbit: str
    verdict: str


def rows() -> list[Row]:
    """Return the rows that have a verdict."""
    lines = DATA.read_text(encoding="utf-8").splitlines()
    found = [Row(*line.split("\t")) for line in lines if not line.startswith("#")][1:]
    return [row for row in found if row.verdict != "-"]


def days_of(timezone: str) -> tuple[str, ...]:
    """Return the days on which a person's clocks change, and an ordinary one."""
    return (*CLOCKS_CHANGED.get(timezone, ()), ORDINARY)


def _series(resource: str, *spans: str) -> tuple[str, ...]:
    base = f"{USER}{resource}/date/"
    return tuple(
        f"{base}{span}.json" for span in (*(spans or (LONG,)), "2026-01-05/1m", "today/7d")
    )


def _intraday(resource: str, *ends: str) -> tuple[str, ...]:
    base = f"{USER}activities/{resource}/date/{{day}}/1d/"
    return tuple(f"{base}{end}.json" for end in ends)


def _nights(resource: str, end: str = "") -> tuple[str, ...]:
    base = f"{USER}{resource}/date/"
    return tuple(f"{base}{span}{end}.json" for span in (*SHORT, "{day}"))


_TIMES = ("15min", "15min/time/01:07/03:38", "1min/time/00:30/04:00")
_RANGES = (
    "2026-10-24/2026-10-25/15min/time/23:00/02:41",
    "2026-10-31/2026-11-01/5min/time/22:58/01:02",
)
_ACTIVITY = "GET /1/user/{user-id}/activities/"
_PERIOD = "/date/{date}/{period}.json | {start-date}/{end-date}.json"
_LEVEL = "/date/{date}/1d/{detail-level}[/time/{start}/{end}].json"
_SPAN = "/date/{start-date}/{end-date}/{detail-level}[/time/..].json"
_COUNTS = (
    "steps", "distance", "floors", "elevation", "calories", "caloriesBMR", "minutesSedentary",
    "minutesLightlyActive", "minutesFairlyActive", "minutesVeryActive", "swimming-strokes",
    "active-zone-minutes",
)  # fmt: skip
_BODY = "GET /1/user/{user-id}/body/"
_SLEEP_V1 = (
    "minutesAsleep", "startTime", "timeInBed", "efficiency", "minutesAwake", "awakeningsCount",
    "minutesToFallAsleep", "minutesAfterWakeup",
)  # fmt: skip

READ: Mapping[str, tuple[str, ...]] = {
    "GET /1/user/{user-id}/profile.json": (f"{USER}profile.json",),
    "GET /1/user/{user-id}/devices.json": (f"{USER}devices.json",),
    f"{_ACTIVITY}date/{{date}}.json": tuple(
        f"{USER}activities/date/{day}.json"
        for day in ("{day}", "2025-12-31", "2026-10-20", "today")
    ),
    f"{_ACTIVITY}list.json": tuple(
        f"{USER}activities/list.json?{query}"
        for query in (
            "afterDate=2025-12-20&sort=asc&limit=20&offset=0",
            "afterDate=2026-10-20T10:00:00&sort=asc&limit=5&offset=5",
            "beforeDate=2026-01-05&sort=desc&limit=30&offset=0",
        )
    ),
    **{f"{_ACTIVITY}{name}{_PERIOD}": _series(f"activities/{name}") for name in _COUNTS},
    f"{_ACTIVITY}activityCalories{_PERIOD}": _series("activities/activityCalories", *SHORT),
    f"{_ACTIVITY}heart{_PERIOD}": (
        *(f"{USER}activities/heart/date/{span}.json" for span in (LONG, "2026-01-05/1m")),
    ),
    f"{_ACTIVITY}tracker/{{resource}}{_PERIOD}": tuple(
        path
        for name in ("steps", "distance", "floors", "calories")
        for path in _series(f"activities/tracker/{name}")
    ),
    **{
        f"{_ACTIVITY}{name}{_LEVEL}": _intraday(name, *_TIMES)
        for name in ("steps", "distance", "floors", "elevation", "calories", "active-zone-minutes")
    },
    f"{_ACTIVITY}heart{_LEVEL}": _intraday("heart", *_TIMES, "1sec/time/01:00/03:20"),
    f"{_ACTIVITY}{{resource}}{_SPAN}": tuple(
        f"{USER}activities/{name}/date/{span}.json"
        for name in ("steps", "distance", "floors")
        for span in _RANGES
    ),
    f"{_ACTIVITY}active-zone-minutes{_SPAN}": tuple(
        f"{USER}activities/active-zone-minutes/date/{span}.json" for span in _RANGES
    ),
    f"{_ACTIVITY}heart{_SPAN}": tuple(
        f"{USER}activities/heart/date/{span}.json" for span in _RANGES
    ),
    f"{_BODY}log/weight/date/{{date}}[/{{period}}|/{{end}}].json": _series(
        "body/log/weight", *SHORT
    ),
    f"{_BODY}log/fat/date/{{date}}[/{{period}}|/{{end}}].json": _series("body/log/fat", *SHORT),
    f"{_BODY}{{resource}}{_PERIOD} (bmi|fat|weight)": (
        *_series("body/weight", *SHORT),
        *_series("body/fat", *SHORT),
        *_series("body/bmi"),
        f"{USER}body/weight/date/today/max.json",
    ),
    "GET /1.2/user/{user-id}/sleep/date/{date}.json": ("/1.2/user/-/sleep/date/{day}.json",),
    "GET /1.2/user/{user-id}/sleep/date/{start-date}/{end-date}.json": tuple(
        f"/1.2/user/-/sleep/date/{span}.json" for span in SHORT
    ),
    "GET /1.2/user/{user-id}/sleep/list.json": tuple(
        f"/1.2/user/-/sleep/list.json?{query}"
        for query in (
            "afterDate=2025-12-20&sort=asc&limit=20&offset=0",
            "afterDate=2026-10-20T03:00:00&sort=asc&limit=10&offset=10",
            "beforeDate=2026-11-01&sort=desc&limit=30&offset=0",
        )
    ),
    "GET /1/user/{user-id}/sleep/date/{date}.json (v1)": (f"{USER}sleep/date/{{day}}.json",),
    "GET /1/user/{user-id}/sleep/{resource}/date/{date}/{period}.json | "
    "{base-date}/{end-date}.json (v1)": tuple(
        f"{USER}sleep/{name}/date/2025-12-20/2026-04-10.json" for name in _SLEEP_V1
    ),
    "GET /1/user/{user-id}/foods/log/date/{date}.json": (
        f"{USER}foods/log/date/{{day}}.json",
        f"{USER}foods/log/date/2025-12-31.json",
    ),
    "GET /1/user/{user-id}/foods/log/water/date/{date}.json": (
        f"{USER}foods/log/water/date/{{day}}.json",
    ),
    f"GET /1/user/{{user-id}}/foods/log/{{resource}}{_PERIOD}": (
        *_series("foods/log/water"),
        *_series("foods/log/caloriesIn"),
    ),
    "GET /1/foods/search.json": ("/1/foods/search.json?query=bread",),
    "GET /1/foods/{food-id}.json": ("/1/foods/101.json",),
    "GET /1/foods/units.json": ("/1/foods/units.json",),
    "GET /1/user/{user-id}/hrv/date/{date}.json | {start-date}/{end-date}.json": _nights("hrv"),
    "GET /1/user/{user-id}/hrv/date/{date}/all.json | range": _nights("hrv", "/all"),
    "GET /1/user/{user-id}/spo2/date/{date}.json | range": _nights("spo2"),
    "GET /1/user/{user-id}/spo2/date/{date}/all.json | range": _nights("spo2", "/all"),
    "GET /1/user/{user-id}/br/date/{date}.json | range": _nights("br"),
    "GET /1/user/{user-id}/br/date/{date}/all.json | range": _nights("br", "/all"),
    "GET /1/user/{user-id}/temp/skin/date/{date}.json | range": _nights("temp/skin"),
    "GET /1/user/{user-id}/temp/core/date/{date}.json | range": _nights("temp/core"),
    "GET /1/user/{user-id}/cardioscore/date/{date}.json | range": _nights("cardioscore"),
    "GET /1/user/{user-id}/ecg/list.json": (
        f"{USER}ecg/list.json?afterDate=2026-09-01&sort=asc&limit=2&offset=2",
        f"{USER}ecg/list.json?beforeDate=2026-11-01T12:00:00&sort=desc&limit=3&offset=0",
    ),
    "GET /1/user/{user-id}/irn/alerts/list.json": (
        f"{USER}irn/alerts/list.json?afterDate=2026-01-01&sort=asc&limit=2&offset=2",
        f"{USER}irn/alerts/list.json?beforeDate=2026-11-01&sort=desc&limit=3&offset=0",
    ),
    "GET /1/user/{user-id}/irn/profile.json": (f"{USER}irn/profile.json",),
}
"""The paths asked for each row; ``{day}`` is each of a person's days."""

IN_UNITS = (
    "distance",
    "elevation",
    "weight",
    "water",
    "temp",
    "profile.json",
    "list.json",
    "date/{day}.json",
)
"""Marks of the paths whose answers depend on the units, so that all three are asked for."""
