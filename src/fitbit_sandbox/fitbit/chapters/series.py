"""The ``dateTime``/``value`` lists that half of the API answers with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any


def rows(days: Iterable[date], value: Callable[[date], Any]) -> list[dict[str, Any]]:
    """Return one row a day, ascending."""
    return [{"dateTime": day.isoformat(), "value": value(day)} for day in days]


def half_up(thousandths: int) -> int:
    """Return thousandths as a whole number, halves rounded up."""
    return (thousandths + 500) // 1000
