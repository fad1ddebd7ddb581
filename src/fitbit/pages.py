"""Lists that come in pages, and ranges longer than Fitbit gives in one answer."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from typing import Any, TypeAlias, cast

from fitbit.arguments.checks import check_int
from fitbit.arguments.dates import TODAY, parse_date
from fitbit.arguments.types import JSON, DateLike
from fitbit.exceptions import BadResponse, InvalidValue, UntrustedAddressError
from fitbit.responses.bodies import as_object
from fitbit.urls import origin

Read: TypeAlias = Callable[[DateLike, DateLike], Any]
"""A function that reads a range, given its first and last day."""
Progress: TypeAlias = Callable[[int, int], object]
"""A callback that is given how many requests are done, and how many there will be."""
MAX_WORKERS = 16


@dataclass(frozen=True)
class Chunk:
    """One answer and the days it is about, both included.

    A download that was interrupted goes on at the day after the last chunk's ``end_date``.
    """

    start_date: dt.date
    end_date: dt.date
    answer: Any


def iterate_pages(get: Callable[[str], Any], url: str, entries: str) -> Iterator[JSON]:
    """Yield every entry of a list, following ``next`` as Fitbit gives it.

    ``get`` returns the page at an address, such as ``fb.make_request``; ``url`` is the first page
    and ``entries`` the key under which a page keeps its entries.  A page that fails raises its own
    exception; what was yielded before stays yielded.  An address on another host than the first
    page's raises UntrustedAddressError, a page that comes twice or has no such key BadResponse.
    """
    api, seen = origin(url), set[str]()
    while url:
        seen.add(url)
        page = get(url)
        yield from _entries(page, entries)
        url = _next(page, api, seen)


def _entries(page: Any, name: str) -> list[JSON]:
    found = (as_object(page) or {}).get(name)
    if isinstance(found, list):
        return cast("list[JSON]", found)
    raise BadResponse(f"A page of the list has no {name!r}")


def _next(page: JSON, api: tuple[str, str, int], seen: set[str]) -> str:
    """Return the next page's address, or nothing after the last page."""
    following: object = (as_object(page.get("pagination")) or {}).get("next") or ""
    if not isinstance(following, str):
        raise BadResponse("The address of the next page is not text")
    if following and origin(following) != api:
        raise UntrustedAddressError("The next page is said to be outside the API; not followed")
    if following in seen:
        raise BadResponse("The pages of the list lead back to one that was read already")
    return following


def fetch_range(
    read: Read,
    start_date: DateLike,
    end_date: DateLike,
    *,
    max_days: int,
    workers: int = 4,
    progress: Progress | None = None,
) -> Iterator[Chunk]:
    """Read any range of days in parts of at most ``max_days`` days; yield the parts in order.

    ``read`` is any function that takes a first and a last day, such as
    ``fb.hrv.get_intraday_by_interval``.  At most ``workers`` requests are under way at a time, and
    no more are begun than the reader is ahead of.  ``progress(done, total)`` is called after each
    one.  Where a request fails, the chunks before it come first, then its exception: to go on
    later, begin at the day after the last chunk's ``end_date``.  ``today`` as the end is the day
    it is on this machine.  Raises InvalidValue or InvalidArguments for a range that is none.
    """
    last = dt.date.today() if end_date == TODAY else end_date  # noqa: DTZ011 - local
    ranges = split_range(start_date, last, max_days)
    check_int(workers, "workers", 1, MAX_WORKERS)
    return _fetch(read, ranges, workers, progress)


def _fetch(
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


def split_range(
    start_date: DateLike, end_date: DateLike, max_days: int
) -> list[tuple[dt.date, dt.date]]:
    """Return the parts that cover a range, each of at most ``max_days`` days, both ends included.

    >>> for first, last in split_range("2026-01-30", "2026-02-03", 2):
    ...     print(first, last)
    2026-01-30 2026-01-31
    2026-02-01 2026-02-02
    2026-02-03 2026-02-03
    """
    first = parse_date(start_date, "start_date").toordinal()
    last = parse_date(end_date, "end_date").toordinal()
    step = check_int(max_days, "max_days", 1, dt.date.max.toordinal())
    if last < first:
        raise InvalidValue(f"end_date ({end_date}) is before start_date ({start_date})")
    return [
        (dt.date.fromordinal(each), dt.date.fromordinal(min(each + step - 1, last)))
        for each in range(first, last + 1, step)
    ]


def merge_answers(chunks: Iterable[Chunk], *, newest_first: bool = False) -> Any:
    """Return the chunks' answers as one answer of the same shape, their lists put together.

    ``newest_first`` is for answers whose lists begin with the newest entry, as sleep logs do.
    Raises BadResponse for answers that do not fit together.
    """
    answers = [chunk.answer for chunk in chunks]
    ordered = reversed(answers) if newest_first else iter(answers)
    return reduce(_merge, ordered)


def _merge(one: Any, other: Any) -> Any:
    if isinstance(one, list) and isinstance(other, list):
        return [*one, *other]  # pyright: ignore[reportUnknownVariableType]
    mine, others = as_object(one), as_object(other)
    if mine is not None and others is not None and mine.keys() == others.keys():
        return {name: _merge(value, others[name]) for name, value in mine.items()}
    if one == other:
        return one  # pyright: ignore[reportUnknownVariableType]
    raise BadResponse("The answers for the parts of the span do not fit together")
