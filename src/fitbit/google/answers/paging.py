"""Lists that Fitbit pages through with afterDate or beforeDate."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Any, NamedTuple
from urllib.parse import urlencode

from fitbit.google import times
from fitbit.google.answers.answer import FitbitApiError
from fitbit.google.answers.request import FitbitRequest
from fitbit.google.client.health import Row, values

_BASE = "https://api.fitbit.com"
_SAFE = ":"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?")
_FIRST_SPAN_DAYS = 30


@dataclass(frozen=True)
class Listing:
    """What is listed, and how Google is asked for it."""

    key: str
    max_limit: int
    """Rows that a page may have."""
    data_type: str
    field: str | None
    """Member to filter by; None where Google takes no filter that would help, nor merges."""
    time: Callable[[Row], dt.datetime]
    """Function that returns the wall-clock time by which a row is in or out."""
    day: Callable[[Row], dt.date] | None = None
    """Function that returns a row's day where it is not that of its time."""


class Page(NamedTuple):
    """The parameters of one page."""

    name: str
    bound: dt.datetime
    whole_day: bool
    ascending: bool
    offset: int
    limit: int

    def holds(self, row: Row, listing: Listing) -> bool:
        """Return whether a row is beyond the bound; the day or the time itself is not."""
        time = listing.time(row)
        if not self.whole_day:
            return time > self.bound if self.ascending else time < self.bound
        day, bound = listing.day(row) if listing.day else time.date(), self.bound.date()
        return day > bound if self.ascending else day < bound


def list_answer(
    request: FitbitRequest, listing: Listing, write: Callable[[list[Row]], list[Row]]
) -> Row:
    """Answer one page, with the addresses of the next and the previous one."""
    page = page_of(request, listing.max_limit)
    rows = (_ascending if page.ascending else _descending)(request, listing, page)
    # One row more than asked for tells whether there is a next page.
    found = list(islice(rows, page.offset, page.offset + page.limit + 1))
    shown = write(found[: page.limit]) if found else []
    return {
        listing.key: shown,
        "pagination": _pagination(request, page, more=len(found) > page.limit),
    }


def _descending(request: FitbitRequest, listing: Listing, page: Page) -> Iterator[Row]:
    """Yield what is before the bound, newest first."""
    field, until = listing.field, page.bound + times.DAY
    where = None if field is None else f'{field} < "{_text(until)}"'
    return (row for row in _rows(request, listing, where) if page.holds(row, listing))


def _rows(request: FitbitRequest, listing: Listing, where: str | None) -> Iterator[Row]:
    """Yield the rows that a filter names, newest first, page by page as they are needed."""
    kind, reconcile = listing.data_type, listing.field is not None
    for point in request.health.newest_first(kind, where, reconcile=reconcile):
        yield from values(kind, [point])


def _ascending(request: FitbitRequest, listing: Listing, page: Page) -> Iterator[Row]:
    """Yield what is after the bound, oldest first: Google sorts newest first only.

    Where there is a filter, ever longer stretches of time are read and turned round.
    """
    if listing.field is None:
        rows = _rows(request, listing, None)
        yield from reversed([*takewhile(lambda row: page.holds(row, listing), rows)])
        return
    start, span, end = page.bound, _FIRST_SPAN_DAYS, request.now() + times.DAY
    while start < end:
        until = start + times.DAY * span
        where = f'{listing.field} >= "{_text(start)}"'
        if until < end:
            where += f' AND {listing.field} < "{_text(until)}"'
        found = [row for row in _rows(request, listing, where) if page.holds(row, listing)]
        yield from sorted(found, key=listing.time)
        start, span = until, span * 2


def _text(time: dt.datetime) -> str:
    return time.isoformat(timespec="seconds")


def page_of(request: FitbitRequest, max_limit: int) -> Page:
    """Read the parameters of a list, refusing what Fitbit refuses."""
    given = [name for name in ("beforeDate", "afterDate") if request.params.get(name)]
    if len(given) != 1:
        raise FitbitApiError(
            "beforeDate", "Exactly one of beforeDate and afterDate must be specified"
        )
    name, ascending = given[0], given[0] == "afterDate"
    if request.required("sort") != ("asc" if ascending else "desc"):
        raise FitbitApiError("sort", f"Invalid sort for {name}: {request.params['sort']}")
    limit, offset = _whole(request, "limit"), _whole(request, "offset")
    if not 1 <= limit <= max_limit:
        raise request.invalid("limit")
    # Fitbit's offsets are those of its own links: whole pages.
    if offset % limit:
        raise request.invalid("offset")
    bound, whole_day = _bound(request, name)
    return Page(name, bound, whole_day, ascending, offset, limit)


def _bound(request: FitbitRequest, name: str) -> tuple[dt.datetime, bool]:
    """Return the time that is named, and whether only its day was."""
    text = request.params[name]
    if "T" not in text:
        return dt.datetime.combine(request.day_from(text, name), dt.time()), True
    try:
        return dt.datetime.fromisoformat(text if _MOMENT.fullmatch(text) else ""), False
    except ValueError:
        raise FitbitApiError(name, f"Invalid date:{text}") from None


def _whole(request: FitbitRequest, name: str) -> int:
    value = request.number(name)
    if value != int(value):
        raise request.invalid(name)
    return int(value)


def _pagination(request: FitbitRequest, page: Page, *, more: bool) -> dict[str, Any]:
    following = _address(request, page, page.offset + page.limit) if more else ""
    previous = _address(request, page, page.offset - page.limit) if page.offset else ""
    return {
        page.name: request.params[page.name],
        "limit": page.limit,
        "next": following,
        "offset": page.offset,
        "previous": previous,
        "sort": "asc" if page.ascending else "desc",
    }


def _address(request: FitbitRequest, page: Page, offset: int) -> str:
    """Return the address of another page, parameters in Fitbit's order."""
    query = {
        "offset": offset,
        "limit": page.limit,
        "sort": "asc" if page.ascending else "desc",
        page.name: request.params[page.name],
    }
    return f"{_BASE}{request.path}?{urlencode(query, safe=_SAFE)}"
