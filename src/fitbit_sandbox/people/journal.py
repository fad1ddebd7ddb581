"""Remembers what was written through the API: new logs, changed logs, deleted logs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Generic, NamedTuple, Protocol, TypeVar


class Log(Protocol):
    """Anything with a log id."""

    @property
    def id(self) -> int:
        """Return the log's id."""
        ...


_L = TypeVar("_L", bound=Log)


class Journal(Generic[_L]):
    """Lays written logs over the ones that a life produced."""

    def __init__(self) -> None:
        """Start with nothing written."""
        self._written: dict[int, _L] = {}
        self._deleted: set[int] = set()

    def put(self, log: _L) -> _L:
        """Write a log, new or in place of the one with its id."""
        self._written[log.id] = log
        self._deleted.discard(log.id)
        return log

    def delete(self, number: int) -> None:
        """Take a log away."""
        self._written.pop(number, None)
        self._deleted.add(number)

    def over(self, lived: Iterable[_L], wanted: Callable[[_L], bool]) -> list[_L]:
        """Return the lived logs as they now stand, and the written ones that are *wanted*."""
        written, deleted = dict(self._written), set(self._deleted)
        found = [written.pop(log.id, log) for log in lived if log.id not in deleted]
        found.extend(log for log in written.values() if wanted(log))
        return found

    def written(self) -> list[_L]:
        """Return everything written and not deleted."""
        return list(self._written.values())


class LoggedActivity(NamedTuple):
    """Holds an exercise entered by hand; it adds to the day's totals."""

    id: int
    day: date
    start: int
    millis: int
    name: str
    activity_id: int
    parent_id: int
    parent_name: str
    description: str
    calories: int
    mm: int
    steps: int
    modified: float
    manual_calories: bool
    manual_distance: bool
    manual_steps: bool

    @property
    def end(self) -> int:
        """Return the moment it ended."""
        return self.start + self.millis // 1000
