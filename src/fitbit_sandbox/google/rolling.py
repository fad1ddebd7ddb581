"""The methods rollUp and dailyRollUp: sums over windows of physical or of civil time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from fitbit_sandbox.google.errors import bad_range, invalid_field
from fitbit_sandbox.google.paging import digest, page_of, page_size
from fitbit_sandbox.google.points import recorded
from fitbit_sandbox.google.request import Call
from fitbit_sandbox.google.rollups import rollups
from fitbit_sandbox.google.times import civil_json, read_duration, read_stamp, stamp
from fitbit_sandbox.people.civil import local_date

_DAY = timedelta(days=1)
_DAY_SECONDS = 86_400
_END_OF_TIME = 1e11
_PAGE, _MAX_PAGE = 1440, 10_000
_Windows = dict[int, list[Any]]


def roll_up(call: Call, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return a page of sums over windows of physical time, in no order to rely on."""
    start, end = _physical(fields)
    size = read_duration(fields["windowSize"])
    if size < 1:
        raise invalid_field("windowSize", "The window must be at least one second long.")
    if end - start > call.kind.max_days * _DAY_SECONDS:
        raise bad_range(f"The range exceeds {call.kind.max_days} days.")
    filled = _filled(call, start, end, size)
    rows = [
        {
            "startTime": stamp(start + index * size),
            "endTime": stamp(min(end, start + (index + 1) * size)),
            call.kind.member: rollups()[call.kind.name].show(values),
        }
        for index, values in sorted(filled.items())
    ]
    Random(digest(call.kind.name, start, size)).shuffle(rows)
    wanted = page_size(fields.get("pageSize", 0), _PAGE, _MAX_PAGE)
    return _page(call, rows, fields, wanted)


def _physical(fields: Mapping[str, Any]) -> tuple[float, float]:
    given = fields["range"]
    if "startTime" not in given or "endTime" not in given:
        raise bad_range("The range needs a startTime and an endTime.")
    start, end = read_stamp(given["startTime"]), read_stamp(given["endTime"])
    if end <= start:
        raise bad_range("The end of the range must be after its start.")
    return start, end


def _filled(call: Call, start: float, end: float, size: float) -> _Windows:
    """Return the values in each window that has some, by the window's number."""
    windows: _Windows = {}
    earliest, latest = recorded(call.view)
    day, last = (_local_day(call, moment) for moment in (start, end))
    day, last = max(day, earliest), min(last, latest)
    while day <= last:
        for moment, value in rollups()[call.kind.name].cells(call.view, day):
            if start <= moment < end:
                windows.setdefault(math.floor((moment - start) / size), []).append(value)
        day += _DAY
    return windows


def _local_day(call: Call, moment: float) -> date:
    return local_date(min(max(moment, 0.0), _END_OF_TIME), call.view.zone)


def daily_roll_up(call: Call, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return a page of sums over days of the person's own clock, the newest first."""
    first, end = (_civil(fields["range"], edge) for edge in ("start", "end"))
    if end <= first:
        raise bad_range("The end of the range must be after its start.")
    if (end - first).days > call.kind.max_days:
        raise bad_range(f"The range exceeds {call.kind.max_days} days.")
    if call.kind.name == "total-calories" and "pageSize" in fields:
        raise invalid_field("pageSize", "Page size is not supported for this data type.")
    length = fields.get("windowSizeDays", 1)
    if length < 1:
        raise invalid_field("windowSizeDays", "The window must be at least one day long.")
    rows = list(_daily_rows(call, first, end, int(length)))[::-1]
    max_days = call.kind.max_days
    return _page(call, rows, fields, page_size(fields.get("pageSize", 0), max_days, max_days))


def _civil(given: Mapping[str, Any], edge: str) -> date:
    day, time = given[edge]["date"], given[edge].get("time", {})
    if any(time.values()):
        raise bad_range(f"The {edge} of the range must be aligned with a day.")
    try:
        return date(*(int(day.get(part, 0)) for part in ("year", "month", "day")))
    except ValueError:
        raise bad_range(f"The {edge} of the range is no date.") from None


def _daily_rows(call: Call, first: date, end: date, length: int) -> Iterator[dict[str, Any]]:
    rollup = rollups()[call.kind.name]
    earliest, latest = recorded(call.view)
    while first < end:
        last = min(end, first + _DAY * length)
        days = (first + _DAY * number for number in range((last - first).days))
        known = (day for day in days if earliest <= day <= latest)
        values = [value for day in known for _, value in rollup.cells(call.view, day)]
        if values:
            yield {
                "civilStartTime": _midnight(first),
                "civilEndTime": _midnight(last),
                call.kind.member: rollup.show(values),
            }
        first = last


def _midnight(day: date) -> dict[str, Any]:
    return civil_json(datetime.combine(day, datetime.min.time()))


def _page(
    call: Call, rows: list[dict[str, Any]], fields: Mapping[str, Any], size: int
) -> dict[str, Any]:
    rest = {name: value for name, value in fields.items() if name != "pageToken"}
    question = digest(call.view.person.id, call.kind.name, rest)
    return page_of("rollupDataPoints", rows, question, fields, size)
