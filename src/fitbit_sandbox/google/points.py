"""The points of every data type, and how they look in JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from importlib import import_module
from typing import Any

from fitbit_sandbox.google.data_types import DataType, data_types
from fitbit_sandbox.google.filters import Filter
from fitbit_sandbox.google.sources import PHONE
from fitbit_sandbox.google.view import READERS, Point, Points, View, written_logs

_DAY = timedelta(days=1)
_MODULES = ("activity", "body", "exercise", "heart", "night", "nutrition", "rhythm", "sleep")
_DERIVED = ("daily-", "active-energy", "activity-level", "sleep", "vo2-max", "run-vo2-max")
_SHAPED = {"exercise", "weight", "body-fat"}


@cache
def readers() -> Mapping[str, Points]:
    """Return what gives the points of each type; of a type without data, nothing."""
    for name in _MODULES:
        import_module(f"fitbit_sandbox.google.{name}_points")
    return {name: READERS.get(name, lambda _, __: []) for name in data_types()}


def points_of_day(view: View, kind: DataType, day: date) -> list[Point]:
    """Return the points of a local day that the view sees, the newest first."""
    found = [point for point in readers()[kind.name](view, day) if view.sees(point.origin)]
    return sorted(found, key=lambda point: (point.start, point.id.zfill(20)), reverse=True)


def reconciled(points: list[Point]) -> list[Point]:
    """Return the points that are left when sources are merged: the tracker wins."""
    return [point for point in points if point.origin != PHONE]


def days_newest_first(view: View, kind: DataType, wanted: Filter) -> Iterator[date]:
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


def point_name(view: View, kind: DataType, point: Point) -> str:
    """Return the resource name of a point that has an id."""
    return f"{view.user}/dataTypes/{kind.name}/dataPoints/{point.id}"


def listed(view: View, kind: DataType, point: Point) -> dict[str, Any]:
    """Return a point as list and get show it."""
    method = "DERIVED" if kind.name.startswith(_DERIVED) else "PASSIVELY_MEASURED"
    shaped = kind.name in _SHAPED
    shown: dict[str, Any] = {"name": point_name(view, kind, point)} if point.id else {}
    if kind.shape != "food":
        traits = view.person.traits
        shown["dataSource"] = point.origin.data_source(traits, method, shaped=shaped)
    return shown | {kind.member: point.body}


def merged(view: View, kind: DataType, point: Point) -> dict[str, Any]:
    """Return a point as reconcile shows it: it does not tell its source."""
    named = {"dataPointName": point_name(view, kind, point)} if point.id else {}
    return {**named, kind.member: point.body}
