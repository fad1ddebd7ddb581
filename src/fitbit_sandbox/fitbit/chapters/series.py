"""Shapes the ``dateTime``/``value`` lists that half of the API answers with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any


def rows(days: Iterable[date], value: Callable[[date], Any]) -> list[dict[str, Any]]:
    """Return one row a day, ascending."""
    return [{"dateTime": day.isoformat(), "value": value(day)} for day in days]


def rows_with_data(days: Iterable[date], value: Callable[[date], Any]) -> list[dict[str, Any]]:
    """Return a row for each day that has a value, ascending."""
    return [row for row in rows(days, value) if row["value"] is not None]


def half_up(thousandths: int) -> int:
    """Return thousandths as a whole number, halves rounded up."""
    return (thousandths + 500) // 1000
