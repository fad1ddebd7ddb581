"""The methods list, reconcile and get."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import Any

from fitbit_sandbox.google import points
from fitbit_sandbox.google.data_types import DataType
from fitbit_sandbox.google.errors import invalid, not_found
from fitbit_sandbox.google.filters import Filter, read_filter
from fitbit_sandbox.google.nutrition_points import known_foods, known_units
from fitbit_sandbox.google.paging import Cursor, digest, page_of, page_size, read_token, token
from fitbit_sandbox.google.request import Call
from fitbit_sandbox.google.view import Point, View, written_logs
from fitbit_sandbox.people.ids import Kind as Log
from fitbit_sandbox.people.ids import read_id

_Show = Callable[[View, DataType, Point], dict[str, Any]]
_Found = Iterator[tuple[Cursor, Point]]
_BY_MOMENT = "core-body-temperature"
_FULL_OF_SAMPLES = {"heart-rate", "heart-rate-variability", "oxygen-saturation", "steps"}


def list_points(call: Call, query: Mapping[str, Any]) -> dict[str, Any]:
    """Return a page of data points, each by its source, the newest first."""
    if call.kind.shape == "food":
        return _catalogue(call, query)
    return _page(call, query, points.listed, merge=False)


def reconcile(call: Call, query: Mapping[str, Any]) -> dict[str, Any]:
    """Return a page of the merged stream, the newest first."""
    return _page(call, query, points.merged, merge=True)


def _page(call: Call, query: Mapping[str, Any], show: _Show, *, merge: bool) -> dict[str, Any]:
    view, kind = call.view, call.kind
    wanted = read_filter(kind, query.get("filter", ""))
    size = page_size(query.get("pageSize", 0), kind.page_size, kind.max_page_size)
    question = digest(view.person.id, kind.name, merge, query.get("filter", ""), view.family)
    cursor = read_token(query["pageToken"], question) if query.get("pageToken") else None
    found = list(islice(_from(view, kind, wanted, cursor, merge=merge), size + 1))
    if found and _comes_empty(kind, question, cursor, more=len(found) > size):
        begin = cursor or found[0][0]
        return {"nextPageToken": token(begin._replace(pages=begin.pages + 1), question)}
    shown = [show(view, kind, point) for _, point in found[:size]]
    page: dict[str, Any] = {"dataPoints": shown} if shown else {}
    return page | ({"nextPageToken": token(found[size][0], question)} if found[size:] else {})


def _comes_empty(kind: DataType, question: int, cursor: Cursor | None, *, more: bool) -> bool:
    """Return whether a page is empty although more follow, as Google's are now and then."""
    if cursor is None:
        return kind.name in _FULL_OF_SAMPLES and question % 3 == 0
    return cursor.pages == 0 and more and question % 2 == 0


def _from(
    view: View, kind: DataType, wanted: Filter, cursor: Cursor | None, *, merge: bool
) -> _Found:
    """Yield the wanted points from a cursor on, each with the cursor that begins there."""
    pages = cursor.pages + 1 if cursor else 0
    for day in points.days_newest_first(view, kind, wanted):
        if cursor and day.toordinal() > cursor.day:
            continue
        found = points.points_of_day(view, kind, day)
        kept = points.reconciled(found) if merge else found
        skip = cursor.skip if cursor and day.toordinal() == cursor.day else 0
        for number, point in enumerate(kept[skip:], skip):
            if wanted.keeps(point, view.zone):
                yield Cursor(day.toordinal(), number, pages), point


def get_point(call: Call) -> dict[str, Any]:
    """Return one data point by its id."""
    found = find(call.view, call.kind, call.last)
    if found is None:
        raise not_found(f"{call.view.user}/dataTypes/{call.kind.name}/dataPoints/{call.last}")
    return points.listed(call.view, call.kind, found)


def find(view: View, kind: DataType, number: str) -> Point | None:
    """Return a data point by its id, or None."""
    if kind.shape == "food":
        return next((item for item in _known(kind) if item.id == number), None)
    everything = replace(view, family="all-sources")
    for day in _days_of(everything, kind, number):
        for point in points.readers()[kind.name](everything, day):
            if point.id == number:
                return point
    return None


def _days_of(view: View, kind: DataType, number: str) -> Iterator[date]:
    """Yield the days to look for an id on: most ids tell theirs."""
    for item in written_logs(view.person).values():
        if (item.kind, item.point_id) == (kind.name, number):
            yield from _around(item.day)
            return
    parts = read_id(int(number)) if number.isdecimal() and kind.name != _BY_MOMENT else None
    if parts is None or parts.kind == Log.WRITTEN:
        yield from points.days_newest_first(view, kind, Filter())
    else:
        yield from _around(parts.day)


def _around(day: date) -> Iterator[date]:
    """Yield a day and its neighbours, onto which a change of time zone may move a log."""
    yield from (day + timedelta(days=number) for number in (0, 1, -1))


def _known(kind: DataType) -> list[Point]:
    return known_foods() if kind.name == "food" else known_units()


def _catalogue(call: Call, query: Mapping[str, Any]) -> dict[str, Any]:
    if query.get("filter"):
        raise invalid("Filtering is not supported for this data type.")
    size = page_size(query.get("pageSize", 0), call.kind.page_size, call.kind.max_page_size)
    question = digest(call.kind.name)
    shown = [points.listed(call.view, call.kind, item) for item in _known(call.kind)]
    return page_of("dataPoints", shown, question, query, size)
