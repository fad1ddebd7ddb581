"""Holds what a row of the table says."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """Says what was tried, what was wanted and what was measured."""

    what: str
    wanted: str
    measured: str
    ok: bool | None
    """None where this machine lacks what the row needs."""

    def __str__(self) -> str:
        """Return the row as a line of a Markdown table."""
        verdict = {True: "yes", False: "NO", None: "skipped"}[self.ok]
        return f"| {self.what} | {self.wanted} | {self.measured} | {verdict} |"


Group = Callable[[bool], Iterable[Row]]
"""Yields the rows of one module, in their short form if the argument is true."""
HEAD = "| what | wanted | measured | ok |\n|---|---|---|---|"


def skipped(what: str, wanted: str, reason: object) -> Row:
    """Return the row of what cannot be run here."""
    return Row(what, wanted, f"{reason} is not installed", None)


def print_rows(rows: Iterable[Row]) -> bool:
    """Print a table line by line and tell whether no row failed."""
    print(HEAD, flush=True)
    verdicts = [_print(row) for row in rows]
    return False not in verdicts


def _print(row: Row) -> bool | None:
    print(row, flush=True)
    return row.ok


def all_rows(groups: Iterable[Group], *, short: bool) -> Iterator[Row]:
    """Yield the rows of several groups."""
    for group in groups:
        yield from group(short)


def p99(seconds: Sequence[float]) -> str:
    """Return the time within which 99 of 100 were done, in milliseconds."""
    ordered = sorted(seconds)
    return f"{ordered[math.ceil(0.99 * len(ordered)) - 1] * 1000:.0f} ms"


def several(number: int, thing: str) -> str:
    """Return a number with its noun, in the plural where it is not one."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def first_of(failures: Sequence[str]) -> str:
    """Return the first failure in parentheses, nothing where there is none."""
    return f" ({failures[0]})" if failures else ""
