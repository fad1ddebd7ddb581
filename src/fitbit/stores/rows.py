"""Base class of the stores that keep each record in a row of its own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import NamedTuple

from fitbit.exceptions import TokenStoreCorrupt


class Row(NamedTuple):
    """A row as it was read; the bytes may be damaged."""

    value: bytes | None
    previous: bytes | None


class RowStore(ABC):
    """A store on two operations: read a row, and replace a value by compare-and-swap."""

    @abstractmethod
    def _row(self, key: str) -> Row | None:
        """Return the row of *key*, or None."""

    @abstractmethod
    def _swap(self, key: str, value: str, row: Row | None) -> bool:
        """Replace the value if it still is that of *row* (None: if there is no row)."""

    def load(self, key: str) -> str | None:
        """Return the text stored under *key*, or None."""
        row = self._row(key)
        return None if row is None else self._text(key, row)

    def previous(self, key: str) -> str | None:
        """Return the text from before the last save of *key*, or None."""
        row = self._row(key)
        return None if row is None else _readable(row.previous)

    def save(self, key: str, value: str, expected: str | None) -> bool:
        """Replace the text if it still is *expected* (None: if there is none)."""
        if expected is not None:
            known = Row(expected.encode(), None)
            if self._swap(key, value, known):
                return True
        elif self._swap(key, value, None):
            return True
        return self._save_over_damage(key, value, expected)

    def _save_over_damage(self, key: str, value: str, expected: str | None) -> bool:
        row = self._row(key)
        if row is None or _readable(row.value) is not None:
            return False
        return expected in (None, _readable(row.previous)) and self._swap(key, value, row)

    def _text(self, key: str, row: Row) -> str:
        text = _readable(row.value)
        if text is None:
            msg = f"The record {key!r} of {self!r} is not text; it was left as it is (error.raw)."
            error = TokenStoreCorrupt(msg)
            error.raw = row.value
            raise error
        return text


def _readable(value: bytes | None) -> str | None:
    try:
        return None if value is None else value.decode()
    except UnicodeDecodeError:
        return None
