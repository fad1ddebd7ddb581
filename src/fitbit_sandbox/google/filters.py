"""The filters of list and reconcile: what Google takes, and what it refuses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from fitbit_sandbox.google.data_types import DataType
from fitbit_sandbox.google.errors import bad_filter
from fitbit_sandbox.google.times import civil_of, read_civil, read_stamp
from fitbit_sandbox.google.view import Point
from fitbit_sandbox.people.civil import local_date

_CLAUSE = re.compile(r'\s*([A-Za-z0-9_.\-]+)\s*(>=|<=|!=|=|<|>|:)\s*("[^"]*"|\S+)\s*')
_WRONG_MEMBER = "INVALID_DATA_POINT_FILTER_DATA_TYPE_MEMBER"
_Sort = Literal["physical", "civil", "date"]
_DAY = timedelta(days=1)
_NEVER = datetime(1970, 1, 1)  # noqa: DTZ001 - a civil time that is not looked at
_END_OF_TIME = 1e11
_FIRST, _LAST = date(1970, 1, 1), date(9000, 1, 1)


@dataclass(frozen=True)
class Clause:
    """One comparison."""

    sort: _Sort
    lower: bool
    """Whether it is ``>=``, else ``<``."""
    moment: float
    """Of a physical comparison."""
    clock: datetime
    """Of a civil comparison."""

    def holds(self, moment: float, zone: str) -> bool:
        """Return whether it is true of a point's time."""
        if self.sort == "physical":
            return moment >= self.moment if self.lower else moment < self.moment
        clock = civil_of(moment, zone)
        return clock >= self.clock if self.lower else clock < self.clock

    def day(self, zone: str) -> date:
        """Return the local day of the comparison."""
        if self.sort != "physical":
            return self.clock.date()
        return local_date(min(max(self.moment, 0.0), _END_OF_TIME), zone)


@dataclass(frozen=True)
class Filter:
    """A whole filter: one of its groups must hold, every clause of it."""

    groups: tuple[tuple[Clause, ...], ...] = ()
    by_end: bool = False
    """Whether the end of a point is compared, as for sleep."""

    def keeps(self, point: Point, zone: str) -> bool:
        """Return whether a point is wanted."""
        if not self.groups:
            return True
        moment = point.end if self.by_end else point.start
        return any(all(item.holds(moment, zone) for item in group) for group in self.groups)

    def days(self, zone: str) -> tuple[date, date]:
        """Return the first and the last local day that can hold wanted points."""
        if not self.groups:
            return _FIRST, _LAST
        spans = [_span(group, zone) for group in self.groups]
        return min(first for first, _ in spans), max(last for _, last in spans)


def _span(group: tuple[Clause, ...], zone: str) -> tuple[date, date]:
    lows = [item.day(zone) for item in group if item.lower]
    highs = [item.day(zone) for item in group if not item.lower]
    return max(lows, default=_FIRST), min(highs, default=_LAST)


def members_of(kind: DataType) -> dict[str, _Sort]:
    """Return the members that a type can be filtered by."""
    name = kind.filter_name
    if kind.name == "sleep":
        return {f"{name}.interval.end_time": "physical", f"{name}.interval.civil_end_time": "civil"}
    if kind.name == "electrocardiogram":
        return {f"{name}.interval.start_time": "physical"}
    if kind.shape == "session":
        return {f"{name}.interval.civil_start_time": "civil"}
    by_shape: dict[str, dict[str, _Sort]] = {
        "sample": {"sample_time.physical_time": "physical", "sample_time.civil_time": "civil"},
        "daily": {"date": "date"},
        "interval": {"interval.start_time": "physical", "interval.civil_start_time": "civil"},
    }
    members = by_shape.get(kind.shape, {})
    return {f"{name}.{member}": sort for member, sort in members.items()}


def read_filter(kind: DataType, text: str) -> Filter:
    """Return the filter of a text; raise the 400 for one that Google does not take."""
    if not text.strip():
        return Filter(by_end=kind.name == "sleep")
    parts = re.split(r"\s+OR\s+", text)
    if len(parts) > 1 and kind.name != "sleep":
        raise bad_filter("The operator OR is not supported.")
    groups = tuple(
        tuple(_clause(kind, clause) for clause in re.split(r"\s+AND\s+", part)) for part in parts
    )
    if len({item.sort for group in groups for item in group}) > 1:
        raise bad_filter("Physical and civil times cannot be mixed in a filter.")
    return Filter(groups, by_end=kind.name == "sleep")


def _clause(kind: DataType, text: str) -> Clause:
    found = _CLAUSE.fullmatch(text)
    if found is None:
        raise bad_filter(f"Invalid filter: {text}")
    member, operator, literal = found.groups()
    sort = members_of(kind).get(member)
    if sort is None:
        raise bad_filter("Invalid filter", _WRONG_MEMBER)
    allowed = (">=",) if kind.name == "electrocardiogram" else (">=", "<")
    if operator not in allowed:
        raise bad_filter(f"The operator {operator} is not supported for {member}.")
    if not literal.startswith('"'):
        raise bad_filter(f"The literal {literal} must be in double quotes.")
    return _timed(member, sort, operator == ">=", literal[1:-1])


def _timed(member: str, sort: _Sort, lower: bool, text: str) -> Clause:  # noqa: FBT001 - as the clause has them
    try:
        if sort == "physical":
            return Clause(sort, lower, read_stamp(text), _NEVER)
        return Clause(sort, lower, 0.0, read_civil(text, day_only=sort == "date"))
    except ValueError:
        raise bad_filter(f"Invalid time literal for {member}: {text}") from None
