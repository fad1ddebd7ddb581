"""Client of the Google Health API that asks for whole answers: in chunks, all pages, at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import Any, TypeVar

from fitbit.exceptions import BadResponse
from fitbit.google import times
from fitbit.google.client.cache import UserCache
from fitbit.google.client.http import DeadlineExceeded, GoogleApiError, HttpClient
from fitbit.google.client.pool import CallRequests
from fitbit.google.ids import log_id, name_of, points_path
from fitbit.google.members import inner

Row = dict[str, Any]
"""A decoded JSON object of Google's."""
Days = dict[dt.date, Row]
"""The values of a data type by day; days without data are absent."""
Span = tuple[dt.datetime, dt.datetime]
"""Two moments, the second one not included."""
T = TypeVar("T")

WEARABLES = "users/me/dataSourceFamilies/google-wearables"
"""The family of sources without what was logged by hand: what Fitbit calls ``tracker``."""
MAX_DAYS, MAX_DAYS_OF_DENSE = 90, 14
"""Days that Google lets one roll-up span: for most types, and for DENSE_TYPES."""
DENSE_TYPES = {"active-minutes", "calories-in-heart-rate-zone", "heart-rate", "total-calories"}
_PAGE_SIZE = 10_000
_SESSION_PAGE_SIZE = 25  # Google allows no more for sessions
_SESSIONS = {"exercise", "sleep", "electrocardiogram", "irregular-rhythm-notification"}
_DEVICE_PAGE_SIZE = 100
_OUT_OF_SCOPE = "ACCESS_TOKEN_SCOPE_INSUFFICIENT"
_DAY_SECONDS = 86_400


@dataclass(frozen=True)
class HealthClient:
    """Google Health client for one user.

    Methods that return a Future have started their requests when they return; ``result()``
    waits for them and raises GoogleApiError, BadResponse or what requests raises.
    """

    http: HttpClient
    requests: CallRequests
    cache: UserCache

    # roll-ups

    def daily(
        self,
        data_type: str,
        first: dt.date,
        last: dt.date,
        family: str | None = None,
        *,
        utc: bool = False,
    ) -> Future[Days]:
        """Sum up each day of a range, both ends included: the user's own days, or UTC's."""
        if utc:
            return self._daily_in_utc(data_type, first, last, family)
        chunks = _chunks(first, last, max_days_of(data_type))
        calls = [partial(self._daily, data_type, *chunk, family) for chunk in chunks]
        return self.requests.start(
            calls, lambda parts: _by_day(_joined(parts), data_type, first, last)
        )

    def _daily(
        self, data_type: str, first: dt.date, last: dt.date, family: str | None
    ) -> list[Row]:
        body: Row = {"range": _civil_range(first, last), "windowSizeDays": 1, **_family(family)}
        try:
            return self._rolled_up(f"{points_path(data_type)}:dailyRollUp", body)
        except DeadlineExceeded:
            if first == last:
                raise
            middle = first + (last - first) // 2
            return [
                *self._daily(data_type, first, middle, family),
                *self._daily(data_type, middle + times.DAY, last, family),
            ]

    def _daily_in_utc(
        self, data_type: str, first: dt.date, last: dt.date, family: str | None
    ) -> Future[Days]:
        """Sum up windows of 24 hours: dailyRollUp knows no days but the user's own."""
        start = times.midnight(first, times.UTC)
        end = times.midnight(last, times.UTC) + times.DAY
        calls = self._window_calls(data_type, (start, end), _DAY_SECONDS, family)
        return self.requests.start(
            calls,
            lambda parts: {row["start"].date(): row for row in _joined(parts)},
        )

    def windows(self, data_type: str, spans: Sequence[Span], seconds: int) -> Future[list[Row]]:
        """Sum up windows of so many seconds in each span, in order of time.

        A row is ``{"start": moment, …values}``; windows without data are absent.
        """
        calls = [
            call for span in spans for call in self._window_calls(data_type, span, seconds, None)
        ]
        return self.requests.start(calls, _joined)

    def _window_calls(
        self, data_type: str, span: Span, seconds: int, family: str | None
    ) -> list[Callable[[], list[Row]]]:
        """Return a call for each stretch of a span that one roll-up may have."""
        start, end = span
        longest = dt.timedelta(days=max_days_of(data_type))
        starts = [start + longest * number for number in range(-(-(end - start) // longest))]
        return [
            partial(self._windows_in_order, data_type, at, min(at + longest, end), seconds, family)
            for at in starts
        ]

    def _windows_in_order(
        self, data_type: str, start: dt.datetime, end: dt.datetime, secs: int, family: str | None
    ) -> list[Row]:
        name, rows = member(data_type), self._windows(data_type, start, end, secs, family)
        found = [{"start": times.instant(row["startTime"]), **inner(row, name)} for row in rows]
        # Google documents no order, and windows that only touch the bounds may come too.
        within = (row for row in found if start <= row["start"] < end)
        return sorted(within, key=lambda row: row["start"])

    def _windows(
        self, data_type: str, start: dt.datetime, end: dt.datetime, secs: int, family: str | None
    ) -> list[Row]:
        span = {"startTime": times.rfc3339(start), "endTime": times.rfc3339(end)}
        body: Row = {"range": span, "windowSize": f"{secs}s", **_family(family)}
        try:
            return self._rolled_up(f"{points_path(data_type)}:rollUp", body)
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
        # No pageSize: Google refuses one for total-calories.
        pages = _pages(lambda token: self.http.read("POST", path, body=body | token))
        return [row for page in pages for row in page.get("rollupDataPoints", [])]

    # points

    def points(
        self, data_type: str, where: str | None = None, *, reconcile: bool = False
    ) -> Future[list[Row]]:
        """List the points that a filter names; *reconcile* merges the sources into one stream."""
        return self.points_of([partial(self.newest_first, data_type, where, reconcile=reconcile)])

    def points_of(self, sources: Sequence[Callable[[], Iterable[Row]]]) -> Future[list[Row]]:
        """Read several iterables of points to their ends, at once."""
        calls = [partial(_read_all, source) for source in sources]
        return self.requests.start(calls, _joined)

    def points_by_date(self, data_type: str, first: dt.date, last: dt.date) -> Future[Days]:
        """Read the points of a daily type; of several on a day the one listed first counts."""
        field = f"{data_type.replace('-', '_')}.date"
        read = partial(self.newest_first, data_type, between(field, first, last))
        return self.requests.start_one(lambda: _by_date(data_type, read()))

    def samples(self, data_type: str, first: dt.date, last: dt.date) -> Future[list[Row]]:
        """List the samples that were taken on some days by the user's clock."""
        return self.points(data_type, between(sample_field(data_type), first, last))

    def latest(self, data_type: str, where: str | None = None) -> Future[Row | None]:
        """Read the newest point, None where there is none."""
        return self.requests.start_one(
            lambda: next(self.newest_first(data_type, where, size=1), None)
        )

    def newest_first(
        self,
        data_type: str,
        where: str | None = None,
        *,
        reconcile: bool = False,
        size: int | None = None,
    ) -> Iterator[Row]:
        """Yield points page by page as Google sorts them, in the thread that asks for the next.

        After a 504 the rest is asked for anew in pages of half the size.
        """
        size = size or (_SESSION_PAGE_SIZE if data_type in _SESSIONS else _PAGE_SIZE)
        path = points_path(data_type) + (":reconcile" if reconcile else "")
        yielded = 0
        while size:
            # A page token belongs to its page size, so it begins again and skips what is known.
            params = {"pageSize": size} | ({"filter": where} if where else {})
            rows = islice(self._listed(path, params), yielded, None)
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

    def _listed(self, path: str, params: Row, name: str = "dataPoints") -> Iterator[Row]:
        for page in _pages(lambda token: self.http.read("GET", path, params | token)):
            yield from page.get(name, [])

    # single resources, and those remembered for a while

    def get(self, path: str) -> Future[Row]:
        """Read one resource."""
        return self.requests.start_one(lambda: self.http.read("GET", path))

    def devices(self) -> Future[list[Row]]:
        """List the paired devices, all pages of them."""
        params = {"pageSize": _DEVICE_PAGE_SIZE}
        rows = self._listed("users/me/pairedDevices", params, "pairedDevices")
        return self.requests.start_one(lambda: list(rows))

    def settings(self) -> Row:
        """Return the user's settings; one request where they are not remembered."""
        return self._remembered("users/me/settings")

    def profile(self) -> Row:
        """Return the user's profile; one request where it is not remembered."""
        return self._remembered("users/me/profile")

    def identity(self) -> Row:
        """Return the user's ids at Google and at Fitbit; one request where not remembered."""
        return self._remembered("users/me/identity")

    def _remembered(self, path: str) -> Row:
        return self.cache.get_or_fetch(path, lambda: self.http.read("GET", path))


def max_days_of(data_type: str) -> int:
    """Return how many days one roll-up of a type may span."""
    return MAX_DAYS_OF_DENSE if data_type in DENSE_TYPES else MAX_DAYS


def member(data_type: str) -> str:
    """Return the member of a point that holds a type's values.

    >>> member("active-zone-minutes")
    'activeZoneMinutes'
    """
    head, *tail = data_type.split("-")
    return head + "".join(part.capitalize() for part in tail)


def granted(future: Future[T]) -> T | None:
    """Return the result, or None where the user did not grant the scope that it needs."""
    try:
        return future.result()
    except GoogleApiError as error:
        if _OUT_OF_SCOPE not in error.response.text:
            raise
        return None


def between(field: str, first: dt.date, last: dt.date) -> str:
    """Return the filter for days, both ends included.

    >>> between("weight.sample_time.civil_time", dt.date(2026, 5, 6), dt.date(2026, 5, 6))
    'weight.sample_time.civil_time >= "2026-05-06" AND weight.sample_time.civil_time < "2026-05-07"'
    """
    return f'{field} >= "{first}" AND {field} < "{last + times.DAY}"'


def sample_field(data_type: str) -> str:
    """Return the member by which samples of a type are filtered by the user's clock."""
    return f"{data_type.replace('-', '_')}.sample_time.civil_time"


def values(data_type: str, points: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Return what the points of a type hold, each with its point's name and source."""
    name = member(data_type)
    return [
        {
            **inner(point, name),
            "name": name_of(point),
            "dataSource": inner(point, "dataSource"),
        }
        for point in points
    ]


def with_sources(rows: Iterable[Row], points: Iterable[Row]) -> list[Row]:
    """Return rows of the merged stream with where they came from, which the points tell."""
    sources = {log_id(name_of(point)): inner(point, "dataSource") for point in points}
    return [row | {"dataSource": sources.get(log_id(row["name"]), {})} for row in rows]


def _family(family: str | None) -> Row:
    return {} if family is None else {"dataSourceFamily": family}


def _read_all(source: Callable[[], Iterable[Row]]) -> list[Row]:
    return list(source())


def _joined(parts: Iterable[list[Row]]) -> list[Row]:
    return [*chain.from_iterable(parts)]


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


def _by_day(rows: Iterable[Row], data_type: str, first: dt.date, last: dt.date) -> Days:
    """Return the values by day, without the days that were not asked for."""
    name = member(data_type)
    found = {times.wall_clock(row["civilStartTime"]).date(): row for row in rows}
    return {day: inner(row, name) for day, row in sorted(found.items()) if first <= day <= last}


def _by_date(data_type: str, points: Iterable[Row]) -> Days:
    return {times.date_of(row["date"]): row for row in reversed(values(data_type, points))}
