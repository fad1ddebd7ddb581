"""The four lists that come in pages: activities, sleeps, ECG readings, IRN alerts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fitbit.arguments import checks, dates
from fitbit.arguments.types import MomentLike, Sort
from fitbit.exceptions import InvalidArguments
from fitbit.pages import iterate_pages
from fitbit.resources._base import EndpointGroup


class PaginatedGroup(EndpointGroup):
    """Endpoints whose answers come page by page."""

    def _iterate(
        self, path: str, query: dict[str, object], user_id: str, entries: str
    ) -> Iterator[Any]:
        """Yield the entries of this page and of all that follow."""
        url = self._url(path, query, user_id=user_id)
        return iterate_pages(self._fitbit.make_request, url, entries)


def page_query(
    before: MomentLike | None,
    after: MomentLike | None,
    sort: str | None,
    limit: int,
    max_limit: int,
) -> dict[str, object]:
    """Return the five parameters that Fitbit requires of a list, two of them settled by it."""
    checks.check_exactly_one(before_date=before, after_date=after)
    order = "desc" if after is None else "asc"
    if sort is not None and checks.check_choice(sort, Sort, "sort") != order:
        raise InvalidArguments("Fitbit sorts 'asc' with after_date, 'desc' with before_date")
    return {
        "beforeDate": None if before is None else dates.format_moment(before, "before_date"),
        "afterDate": None if after is None else dates.format_moment(after, "after_date"),
        "sort": order,
        "limit": checks.check_int(limit, "limit", 1, max_limit),
        "offset": 0,
    }
