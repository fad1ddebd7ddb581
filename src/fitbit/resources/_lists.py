"""Asks for the four lists that come in pages: activities, sleeps, ECG readings, IRN alerts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fitbit import pages
from fitbit.arguments import checks, dates
from fitbit.arguments.dates import MomentLike
from fitbit.arguments.types import JSON
from fitbit.exceptions import InvalidArguments
from fitbit.resources._base import Chapter


class ListedChapter(Chapter):
    """Reads a list page by page, or walks over all its entries."""

    def _list(self, path: str, query: dict[str, object], user_id: str) -> Any:
        """Read the first page."""
        return self._get(path, query, user_id=user_id)

    def _walk(
        self, path: str, query: dict[str, object], user_id: str, entries: str
    ) -> Iterator[JSON]:
        """Walk over the entries of this page and all that follow."""
        return pages.walk(self._fitbit, self._url(path, query, user_id=user_id), entries)


def page_query(
    before: MomentLike | None,
    after: MomentLike | None,
    sort: str | None,
    limit: int,
    most: int,
) -> dict[str, object]:
    """Return the five parameters that Fitbit requires of a list, two of them settled by it."""
    checks.exactly_one(before_date=before, after_date=after)
    order = "desc" if after is None else "asc"
    if sort is not None and checks.one_of(sort, checks.Sort, "sort") != order:
        raise InvalidArguments("Fitbit sorts 'asc' with after_date, 'desc' with before_date")
    return {
        "beforeDate": None if before is None else dates.moment(before, "before_date"),
        "afterDate": None if after is None else dates.moment(after, "after_date"),
        "sort": order,
        "limit": checks.whole(limit, "limit", 1, most),
        "offset": 0,
    }
