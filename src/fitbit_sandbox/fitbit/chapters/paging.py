"""Long lists cut into pages, each with the address of the next."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlencode

from fitbit_sandbox.fitbit.call import Call
from fitbit_sandbox.fitbit.chapters.asked import one_of, whole
from fitbit_sandbox.fitbit.errors import invalid
from fitbit_sandbox.people.civil import local

_T = TypeVar("_T")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{3})?)?")


class Asked(NamedTuple):
    """What a list call asks for."""

    bound: str
    """``afterDate`` or ``beforeDate``."""
    text: str
    moment: datetime
    day_only: bool
    forward: bool
    limit: int
    offset: int

    @property
    def sort(self) -> str:
        """Return asc or desc."""
        return "asc" if self.forward else "desc"

    def keeps(self, day: date, moment: datetime) -> bool:
        """Return whether an entry lies beyond the bound; the day or moment itself does not."""
        here: date = day if self.day_only else moment
        bound: date = self.moment.date() if self.day_only else self.moment
        return here > bound if self.forward else here < bound

    def days(self, first: date, last: date) -> Iterator[date]:
        """Yield the days from the bound on, of those from *first* to *last*."""
        bound = self.moment.date()
        if self.forward:
            begin = max(first, bound)
            count = (last - begin).days + 1
        else:
            begin = min(last, bound + timedelta(days=1))
            count = (begin - first).days + 1
        step = timedelta(days=1 if self.forward else -1)
        yield from (begin + step * number for number in range(count))


def _asked_page(call: Call, max_limit: int) -> Asked:
    """Return what a list call asks for, or refuse it."""
    given = [name for name in ("beforeDate", "afterDate") if call.params.get(name)]
    if len(given) != 1:
        raise invalid("beforeDate", "Exactly one of beforeDate and afterDate must be specified")
    bound, text = given[0], call.params[given[0]]
    forward = one_of(call, "sort", ("asc", "desc")) == "asc"
    if forward != (bound == "afterDate"):
        raise invalid("sort", f"Invalid sort for {bound}: {call.params['sort']}")
    limit, offset = whole(call, "limit", min_value=1), whole(call, "offset")
    if limit > max_limit:
        raise invalid("limit", f"Invalid value for parameter limit: {limit}")
    if offset % limit:
        raise invalid("offset", f"Invalid value for parameter offset: {offset}")
    return Asked(bound, text, _moment(bound, text), len(text) == 10, forward, limit, offset)


def _moment(bound: str, text: str) -> datetime:
    try:
        return datetime.fromisoformat(text if _MOMENT.fullmatch(text) else "")
    except ValueError:
        raise invalid(bound, f"Invalid date:{text}") from None


def page(
    call: Call,
    key: str,
    logs: Callable[[date], Iterable[_T]],
    started: Callable[[_T], float],
    show: Callable[[_T], Any],
    max_limit: int = 100,
) -> dict[str, Any]:
    """Return one page of the logs of all days, and its ``pagination``."""
    asked = _asked_page(call, max_limit)
    entries = _beyond(call, asked, logs, started)
    found = list(islice(entries, asked.offset, asked.offset + asked.limit + 1))
    more = len(found) > asked.limit
    later, earlier = asked.offset + asked.limit, asked.offset - asked.limit
    pagination = {
        asked.bound: asked.text,
        "limit": asked.limit,
        "next": _address(call, asked, later) if more else "",
        "offset": asked.offset,
        "previous": _address(call, asked, earlier) if earlier >= 0 else "",
        "sort": asked.sort,
    }
    return {key: [show(entry) for entry in found[: asked.limit]], "pagination": pagination}


def _beyond(
    call: Call,
    asked: Asked,
    logs: Callable[[date], Iterable[_T]],
    started: Callable[[_T], float],
) -> Iterator[_T]:
    for day in asked.days(*call.person.span(call.now)):
        found = list(logs(day))
        for log in found if asked.forward else reversed(found):
            if asked.keeps(day, local(started(log), call.person.timezone)):
                yield log


def _address(call: Call, asked: Asked, offset: int) -> str:
    query = {
        "offset": offset,
        "limit": asked.limit,
        "sort": asked.sort,
        asked.bound: asked.text,
    }
    return f"{call.origin}{call.path}?{urlencode(query, safe=':')}"
