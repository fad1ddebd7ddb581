"""Favourite, recent and frequent things: kept as ids, counted over the last 30 days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeVar

from fitbit_sandbox.fitbit.call import Call

_T = TypeVar("_T")


def favourites(call: Call, what: str) -> list[int]:
    """Return the ids of the favourites of a kind; hold the person's lock to change them."""
    found: list[int] = call.person.extras.setdefault(f"favourite {what}", [])
    return found


def add_favourite(call: Call, what: str, number: int) -> None:
    """Make something a favourite, once."""
    with call.person.lock:
        if number not in favourites(call, what):
            favourites(call, what).append(number)


def remove_favourite(call: Call, what: str, number: int) -> bool:
    """Take something from the favourites and return whether it was one."""
    with call.person.lock:
        known = number in favourites(call, what)
        if known:
            favourites(call, what).remove(number)
        return known


def last_month(call: Call) -> list[date]:
    """Return today and the 29 days before, newest first."""
    today = call.person.today(call.now)
    return [today - timedelta(days=number) for number in range(30)]


def latest(entries: Iterable[tuple[int, _T]]) -> dict[int, _T]:
    """Return the first entry of each id; *entries* come newest first."""
    found: dict[int, _T] = {}
    for number, entry in entries:
        found.setdefault(number, entry)
    return found


def most_frequent(entries: list[tuple[int, _T]], limit: int) -> list[_T]:
    """Return the latest entry of each id, the most frequent id first."""
    newest, counts = latest(entries), Counter(number for number, _ in entries)
    return [newest[number] for number, _ in counts.most_common(limit)]
