"""Walks over pages, and reads spans longer than Fitbit gives in one answer."""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol, TypeAlias

from fitbit.arguments.checks import whole
from fitbit.arguments.dates import TODAY, DateLike, calendar_day
from fitbit.arguments.types import JSON
from fitbit.clock import Clock
from fitbit.exceptions import BadResponse, InvalidArguments, InvalidValue, UntrustedAddressError
from fitbit.urls import origin

Read: TypeAlias = Callable[[DateLike, DateLike], Any]
"""Is a method that reads a range, given its first and last day."""
Progress: TypeAlias = Callable[[int, int], object]
"""Is told how many requests are done, and how many there will be."""
MOST_WORKERS = 16


class Client(Protocol):
    """Is what a chapter needs of the client underneath: its clock."""

    @property
    @abstractmethod
    def clock(self) -> Clock:
        """Return the clock that tells which day it is."""


class Facade(Protocol):
    """Is what a chapter needs of the Fitbit object that it belongs to."""

    @property
    @abstractmethod
    def API_ENDPOINT(self) -> str:  # noqa: N802 - python-fitbit's name
        """Return where the API is."""

    @property
    @abstractmethod
    def client(self) -> Client:
        """Return the client underneath."""

    def make_request(self, *args: Any, **kwargs: Any) -> Any:
        """Send one request and return what came back."""


@dataclass(frozen=True)
class Chunk:
    """Holds one answer and the days it is about, both included.

    A download that was interrupted goes on at the day after the last chunk's ``end``.
    """

    start: dt.date
    end: dt.date
    answer: Any


def walk(fitbit: Facade, url: str, entries: str) -> Iterator[JSON]:
    """Yield every entry of a list, following ``next`` as Fitbit gives it.

    ``url`` is the first page and ``entries`` the key under which a page keeps its entries.  A
    page that fails raises its own exception; what was yielded before stays yielded.  An address
    outside the API raises UntrustedAddressError, a page that comes twice or has no such key
    BadResponse.
    """
    seen: set[str] = set()
    while url:
        seen.add(url)
        page = fitbit.make_request(url)
        yield from _entries(page, entries)
        url = _next(page, fitbit.API_ENDPOINT, seen)


def _entries(page: Any, name: str) -> list[JSON]:
    found = page.get(name) if isinstance(page, dict) else None
    if isinstance(found, list):
        return found
    raise BadResponse(f"A page of the list has no {name!r}")


def _next(page: JSON, endpoint: str, seen: set[str]) -> str:
    """Return the next page's address, or nothing after the last page."""
    following = (page.get("pagination") or {}).get("next") or ""
    if not isinstance(following, str):
        raise BadResponse("The address of the next page is no text")
    if following and origin(following) != origin(endpoint):
        raise UntrustedAddressError("The next page is said to be outside the API; not followed")
    if following in seen:
        raise BadResponse("The pages of the list lead back to one that was read already")
    return following


def download(
    read: Read,
    start: DateLike,
    end: DateLike,
    *,
    days: int,
    workers: int = 4,
    progress: Progress | None = None,
) -> Iterator[Chunk]:
    """Read a span of any length in ranges of at most ``days`` days; yield them in order.

    ``read`` is any method that takes a first and a last day, such as
    ``fb.hrv.get_intraday_by_interval``.  At most ``workers`` requests are under way at a time, and
    no more are begun than the reader is ahead of.  ``progress(done, total)`` is called after each
    one.  Where a request fails, the chunks before it come first, then its exception: to go on
    later, begin at the day after the last chunk's ``end``.  ``today`` as the end is the day it is
    on this machine.
    """
    ranges = split(start, dt.date.today() if end == TODAY else end, days)  # noqa: DTZ011 - local
    whole(workers, "workers", 1, MOST_WORKERS)
    return _download(read, ranges, workers, progress)


def _download(
    read: Read, ranges: list[tuple[dt.date, dt.date]], workers: int, progress: Progress | None
) -> Iterator[Chunk]:
    def fetch(days: tuple[dt.date, dt.date]) -> Chunk:
        return Chunk(*days, read(*days))

    for done, chunk in enumerate(_in_order(fetch, ranges, workers), start=1):
        if progress is not None:
            progress(done, len(ranges))
        yield chunk


def _in_order(
    fetch: Callable[[tuple[dt.date, dt.date]], Chunk],
    ranges: Iterable[tuple[dt.date, dt.date]],
    workers: int,
) -> Iterator[Chunk]:
    """Yield what the workers fetch, in order; begin no more when one fails or nobody reads on."""
    rest = iter(ranges)
    pool = ThreadPoolExecutor(workers, thread_name_prefix="fitbit-download")
    try:
        under_way: deque[Future[Chunk]] = deque(
            pool.submit(fetch, each) for each in islice(rest, workers)
        )
        while under_way:
            chunk = under_way.popleft().result()
            under_way.extend(pool.submit(fetch, each) for each in islice(rest, 1))
            yield chunk
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def split(start: DateLike, end: DateLike, days: int) -> list[tuple[dt.date, dt.date]]:
    """Return the ranges that cover a span, each of at most ``days`` days, both ends included.

    >>> for first, last in split("2026-01-30", "2026-02-03", 2):
    ...     print(first, last)
    2026-01-30 2026-01-31
    2026-02-01 2026-02-02
    2026-02-03 2026-02-03
    """
    if isinstance(days, bool) or not isinstance(days, int):
        raise InvalidArguments(f"days must be a whole number, not {days!r}")
    first, last = calendar_day(start, "start").toordinal(), calendar_day(end, "end").toordinal()
    if days < 1 or last < first:
        raise InvalidValue(f"There is nothing from {start} to {end} in ranges of {days} days")
    return [
        (dt.date.fromordinal(each), dt.date.fromordinal(min(each + days - 1, last)))
        for each in range(first, last + 1, days)
    ]


def join(chunks: Iterable[Chunk], *, newest_first: bool = False) -> Any:
    """Return the chunks' answers as one answer of the same shape, their lists put together.

    ``newest_first`` is for answers whose lists begin with the newest entry, as sleep logs do.
    """
    answers = [chunk.answer for chunk in chunks]
    ordered = reversed(answers) if newest_first else iter(answers)
    joined = next(ordered)
    for answer in ordered:
        joined = _joined(joined, answer)
    return joined


def _joined(one: Any, other: Any) -> Any:
    if isinstance(one, list) and isinstance(other, list):
        return one + other
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return {name: _joined(value, other[name]) for name, value in one.items()}
    if one == other:
        return one
    raise BadResponse("The answers for the parts of the span do not fit together")
