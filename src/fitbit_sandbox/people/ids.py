"""Log ids: unique, below 2**53, and readable without a table.

A generated log's id says whose it is, what it is, of which day and the how-manieth of
that day, so that it can be found again without remembering it. A written log's id is
the next number of that person's counter.
"""

from __future__ import annotations

from datetime import date
from enum import IntEnum
from typing import NamedTuple

_EPOCH = date(2000, 1, 1).toordinal()
_DAY_BITS = 15
_ITEM_BITS = 8
_KIND_BITS = 4


class Kind(IntEnum):
    """What a log id belongs to."""

    WRITTEN = 0
    WORKOUT = 1
    SLEEP = 2
    WEIGHT = 3
    FAT = 4
    WATER = 5
    FOOD = 6


class LogId(NamedTuple):
    """The parts of a generated log's id."""

    person: int
    kind: int
    day: date
    item: int


def make_id(person: int, kind: Kind, day: date, item: int) -> int:
    """Return the id of the log that a person's life produced on a day."""
    head = (person << _KIND_BITS) | kind
    body = (head << _DAY_BITS) | (day.toordinal() - _EPOCH)
    return (body << _ITEM_BITS) | item


def read_id(number: int) -> LogId:
    """Take an id apart; numbers that were never given out give parts that match nothing."""
    item = number & ((1 << _ITEM_BITS) - 1)
    number >>= _ITEM_BITS
    day = date.fromordinal(_EPOCH + (number & ((1 << _DAY_BITS) - 1)))
    number >>= _DAY_BITS
    return LogId(number >> _KIND_BITS, number & ((1 << _KIND_BITS) - 1), day, item)


def written_id(person: int, counter: int) -> int:
    """Return the id of a person's next written log."""
    return (((person << _KIND_BITS) | Kind.WRITTEN) << (_DAY_BITS + _ITEM_BITS)) | counter
