"""Asks Google Health for whole answers: in chunks, page by page, everything at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from fitbit.exceptions import BadResponse
from fitbit.google import times
from fitbit.google.client.cache import UserCache
from fitbit.google.client.http import DeadlineExceeded, GoogleApiError, HttpClient
from fitbit.google.client.later import Later, Pool
from fitbit.google.ids import log_id, name_of

Row = dict[str, Any]
T = TypeVar("T")

WEARABLES = "users/me/dataSourceFamilies/google-wearables"
"""Leaves out what was logged by hand: what Fitbit calls ``tracker``."""
LONG, SHORT = 90, 14
"""Days that one roll-up may span: most types, and those below."""
SHORT_TYPES = {"active-minutes", "calories-in-heart-rate-zone", "heart-rate", "total-calories"}
_PAGE, _SESSION_PAGE = 10_000, 25
_SESSIONS = {"exercise", "sleep"}
_OUT_OF_SCOPE = "ACCESS_TOKEN_SCOPE_INSUFFICIENT"


@dataclass(frozen=True)
class HealthClient:
    """Is Google Health as one user's data: every question starts at once, ``get()`` waits."""

    http: HttpClient
    pool: Pool
    cache: UserCache

    # roll-ups

    def daily(
        self, data_type: str, first: dt.date, last: dt.date, family: str | None = None
    ) -> Later[dict[dt.date, Row]]:
        """Sum up each day of a range, both ends included; days without data are left out."""
        asked = [
            partial(self._daily, data_type, start, end, family)
            for start, end in _chunks(first, last, limit_of(data_type))
        ]
        return Later(self.pool.start(*asked), lambda parts: _by_day(parts, data_type, first, last))

    def _daily(
        self, data_type: str, first: dt.date, last: dt.date, family: str | None
    ) -> list[Row]:
        body: Row = {"range": _civil_range(first, last), "windowSizeDays": 1}
        if family is not None:
            body["dataSourceFamily"] = family
        try:
            return self._rolled_up(f"{_points(data_type)}:dailyRollUp", body)
        except DeadlineExceeded:
            if first == last:
                raise
            middle = first + (last - first) // 2
            return [
                *self._daily(data_type, first, middle, family),
                *self._daily(data_type, middle + times.DAY, last, family),
            ]

    def windows(
        self,
        data_type: str,
        start: dt.datetime,
        end: dt.datetime,
        seconds: int,
        family: str | None = None,
    ) -> Later[list[Row]]:
        """Sum up stretches of so many seconds between two moments, in order of time."""
        longest = dt.timedelta(days=limit_of(data_type))
        starts = [start + longest * number for number in range(-(-(end - start) // longest))]
        asked = [
            partial(self._windows, data_type, at, min(at + longest, end), seconds, family)
            for at in starts
        ]
        return Later(
            self.pool.start(*asked), lambda parts: _sorted_rows(parts, data_type, start, end)
        )

    def _windows(
        self, data_type: str, start: dt.datetime, end: dt.datetime, secs: int, family: str | None
    ) -> list[Row]:
        span = {"startTime": times.rfc3339(start), "endTime": times.rfc3339(end)}
        body: Row = {"range": span, "windowSize": f"{secs}s"}
        if family is not None:
            body["dataSourceFamily"] = family
        try:
            return self._rolled_up(f"{_points(data_type)}:rollUp", body)
        except DeadlineExceeded:
            count = (end - start) // dt.timedelta(seconds=secs)
            if count < 2:  # noqa: PLR2004 - one window cannot be halved
                raise
            middle = start + dt.timedelta(seconds=secs * (count // 2))
            return [
                *self._windows(data_type, start, middle, secs, family),
                *self._windows(data_type, middle, end, secs, family),
            ]

    def _rolled_up(self, path: str, body: Row) -> list[Row]:
        def ask(token: Row) -> Row:
            return self.http.read("POST", path, body=body | token)

        return [row for page in _pages(ask) for row in page.get("rollupDataPoints", [])]

    # points

    def points(
        self, data_type: str, where: str | None = None, *, reconcile: bool = False
    ) -> Later[list[Row]]:
        """List the points that a filter names, or merge the sources' points into one stream."""
        return self.points_of(lambda: self.newest_first(data_type, where, reconcile=reconcile))

    def sources(self, data_type: str, where: str) -> Later[dict[int | str, Row]]:
        """Start to fetch where points came from, by id: the merged stream does not tell."""
        return self.points(data_type, where).then(
            lambda found: {log_id(name_of(p)): p.get("dataSource") or {} for p in found}
        )

    def points_of(self, *rows: Callable[[], Iterable[Row]]) -> Later[list[Row]]:
        """Start to read rows to their end, from several places at once."""
        calls = [lambda read=read: list(read()) for read in rows]
        return Later(self.pool.start(*calls), lambda parts: [row for part in parts for row in part])

    def latest(self, data_type: str, where: str | None = None) -> Later[Row | None]:
        """Return the newest point, None where there is none."""
        return Later(
            self.pool.start(lambda: next(self.newest_first(data_type, where, size=1), None)),
            lambda parts: parts[0],
        )

    def newest_first(
        self,
        data_type: str,
        where: str | None = None,
        *,
        reconcile: bool = False,
        size: int | None = None,
    ) -> Iterator[Row]:
        """Yield points page by page as Google sorts them; after a 504 in smaller pages."""
        size = size or (_SESSION_PAGE if data_type in _SESSIONS else _PAGE)
        path = _points(data_type) + (":reconcile" if reconcile else "")
        yielded = 0
        while size:
            rows = islice(self._listed(path, where, size), yielded, None)
            try:
                for row in rows:
                    yielded += 1
                    yield row
            except DeadlineExceeded:
                if size == 1:
                    raise
                size = size // 2
            else:
                return

    def _listed(self, path: str, where: str | None, size: int) -> Iterator[Row]:
        params: Row = {"pageSize": size} | ({"filter": where} if where else {})

        def ask(token: Row) -> Row:
            return self.http.read("GET", path, params | token)

        for page in _pages(ask):
            yield from page.get("dataPoints", [])

    # single things, remembered for a while

    def get(self, path: str) -> Later[Row]:
        """Read one resource."""
        return Later(self.pool.start(lambda: self.http.read("GET", path)), lambda parts: parts[0])

    def settings(self) -> Row:
        """Return the user's settings."""
        return self._remembered("users/me/settings")

    def profile(self) -> Row:
        """Return the user's profile."""
        return self._remembered("users/me/profile")

    def identity(self) -> Row:
        """Return who the user is, at Google and formerly at Fitbit."""
        return self._remembered("users/me/identity")

    def _remembered(self, path: str) -> Row:
        return self.cache.keep(path, lambda: self.http.read("GET", path))

    def devices(self) -> Later[list[Row]]:
        """List the paired devices, all pages of them."""

        def ask(token: Row) -> Row:
            return self.http.read("GET", "users/me/pairedDevices", {"pageSize": 100} | token)

        def everything() -> list[Row]:
            return [row for page in _pages(ask) for row in page.get("pairedDevices", [])]

        return Later(self.pool.start(everything), lambda parts: parts[0])


def limit_of(data_type: str) -> int:
    """Return how many days one roll-up of a type may span."""
    return SHORT if data_type in SHORT_TYPES else LONG


def member(data_type: str) -> str:
    """Return the member of a point that holds a type's values.

    >>> member("active-zone-minutes")
    'activeZoneMinutes'
    """
    head, *tail = data_type.split("-")
    return head + "".join(part.capitalize() for part in tail)


def granted(later: Later[T]) -> T | None:
    """Return the value, or None where the user did not grant the scope that it needs."""
    try:
        return later.get()
    except GoogleApiError as error:
        if _OUT_OF_SCOPE not in error.response.text:
            raise
        return None


def _points(data_type: str) -> str:
    return f"users/me/dataTypes/{data_type}/dataPoints"


def _pages(ask: Callable[[Row], Row]) -> Iterator[Row]:
    """Yield pages until there is no token for another; a page may well be empty before that."""
    token: str | None = None
    while True:
        page = ask({} if token is None else {"pageToken": token})
        yield page
        following = page.get("nextPageToken")
        if not following:
            return
        if following == token:
            raise BadResponse("Google Health names the same page as the next one again.")
        token = following


def _chunks(first: dt.date, last: dt.date, size: int) -> Iterator[tuple[dt.date, dt.date]]:
    while first <= last:
        end = min(last, first + times.DAY * (size - 1))
        yield first, end
        first = end + times.DAY


def _civil_range(first: dt.date, last: dt.date) -> Row:
    """Return a closed-open range in which the last day is included."""
    after = times.date_members(last + times.DAY)
    return {"start": {"date": times.date_members(first)}, "end": {"date": after}}


def _by_day(
    parts: Iterable[list[Row]], data_type: str, first: dt.date, last: dt.date
) -> dict[dt.date, Row]:
    """Return the values by day, without the days that were not asked for."""
    name = member(data_type)
    found = {times.wall_clock(row["civilStartTime"]).date(): row for part in parts for row in part}
    return {day: row.get(name) or {} for day, row in sorted(found.items()) if first <= day <= last}


def _sorted_rows(
    parts: Iterable[list[Row]], data_type: str, start: dt.datetime, end: dt.datetime
) -> list[Row]:
    """Return ``{"start": moment, …values}`` in order of time, nothing beyond the bounds."""
    name = member(data_type)
    rows = [
        {"start": times.instant(row["startTime"]), **(row.get(name) or {})}
        for part in parts
        for row in part
    ]
    return sorted(
        (row for row in rows if start <= row["start"] < end), key=lambda row: row["start"]
    )


def between(field: str, first: dt.date, last: dt.date) -> str:
    """Return the filter for days, both ends included.

    >>> between("weight.sample_time.civil_time", dt.date(2026, 5, 6), dt.date(2026, 5, 6))
    'weight.sample_time.civil_time >= "2026-05-06" AND weight.sample_time.civil_time < "2026-05-07"'
    """
    return f'{field} >= "{first}" AND {field} < "{last + times.DAY}"'


def values(data_type: str, points: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Return what the points of a type hold, each with its point's name and source."""
    name = member(data_type)
    return [
        {
            **(point.get(name) or {}),
            "name": point.get("name") or point.get("dataPointName") or "",
            "dataSource": point.get("dataSource") or {},
        }
        for point in points
    ]
