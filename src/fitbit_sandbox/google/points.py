"""Brings the types' points together, and puts points into JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from fitbit_sandbox.google.activity_points import activity_points
from fitbit_sandbox.google.body_points import body_points
from fitbit_sandbox.google.exercise_points import exercise_points
from fitbit_sandbox.google.filters import Filter
from fitbit_sandbox.google.heart_points import heart_points
from fitbit_sandbox.google.kinds import Kind
from fitbit_sandbox.google.night_points import night_points
from fitbit_sandbox.google.nutrition_points import nutrition_points
from fitbit_sandbox.google.rhythm_points import rhythm_points
from fitbit_sandbox.google.sleep_points import sleep_points
from fitbit_sandbox.google.sources import PHONE
from fitbit_sandbox.google.view import Point, Points, View, written_logs

_DAY = timedelta(days=1)
_DERIVED = ("daily-", "active-energy", "activity-level", "sleep", "vo2-max", "run-vo2-max")
_SHAPED = {"exercise", "weight", "body-fat"}


@cache
def readers() -> Mapping[str, Points]:
    """Return how each type gives its points."""
    return {
        **activity_points(),
        **heart_points(),
        **night_points(),
        **body_points(),
        **exercise_points(),
        **sleep_points(),
        **nutrition_points(),
        **rhythm_points(),
    }


def points_of_day(view: View, kind: Kind, day: date) -> list[Point]:
    """Return the points of a local day that the view sees, the newest first."""
    found = [point for point in readers()[kind.name](view, day) if view.sees(point.origin)]
    return sorted(found, key=lambda point: (point.start, point.id.zfill(20)), reverse=True)


def reconciled(points: list[Point]) -> list[Point]:
    """Return the points that are left when sources are merged: the tracker wins."""
    return [point for point in points if point.origin != PHONE]


def days_newest_first(view: View, kind: Kind, wanted: Filter) -> Iterator[date]:
    """Yield the days on which there can be wanted points.

    The samples of a night belong to the day on which it ends; a log keeps its day when
    the person moves to another time zone.
    """
    first, last = wanted.days(view.zone)
    earliest, latest = recorded(view)
    early = _DAY if kind.shape == "session" else timedelta()
    begin = max(max(first, earliest) - early, earliest)
    end = min(min(last, latest) + _DAY, latest)
    for number in range((end - begin).days + 1):
        yield end - _DAY * number


def recorded(view: View) -> tuple[date, date]:
    """Return the first and the last day on which there can be any data."""
    earliest, latest = view.person.span(view.now)
    written = [item.day for item in written_logs(view.person).values()]
    return min([earliest - _DAY, *written]), max([latest + _DAY, *written])


def point_name(view: View, kind: Kind, point: Point) -> str:
    """Return the resource name of a point that has an id."""
    return f"{view.user}/dataTypes/{kind.name}/dataPoints/{point.id}"


def listed(view: View, kind: Kind, point: Point) -> dict[str, Any]:
    """Return a point as list and get show it."""
    method = "DERIVED" if kind.name.startswith(_DERIVED) else "PASSIVELY_MEASURED"
    shaped = kind.name in _SHAPED
    shown: dict[str, Any] = {"name": point_name(view, kind, point)} if point.id else {}
    if kind.shape != "food":
        traits = view.person.traits
        shown["dataSource"] = point.origin.data_source(traits, method, shaped=shaped)
    return shown | {kind.member: point.body}


def merged(view: View, kind: Kind, point: Point) -> dict[str, Any]:
    """Return a point as reconcile shows it: it does not tell its source."""
    named = {"dataPointName": point_name(view, kind, point)} if point.id else {}
    return {**named, kind.member: point.body}
