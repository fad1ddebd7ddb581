"""Holds what stores share that keep each record in a row of its own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import NamedTuple

from fitbit.exceptions import TokenStoreCorrupt


class Row(NamedTuple):
    """Is a row as it was found: bytes, which may be damaged."""

    value: bytes | None
    previous: bytes | None


class RowStore(ABC):
    """Loads and saves by two operations: reading a row, and replacing a value that is known."""

    @abstractmethod
    def _row(self, key: str) -> Row | None:
        """Return the key's row, None where there is none."""

    @abstractmethod
    def _swap(self, key: str, value: str, row: Row | None) -> bool:
        """Replace the value if it still is the row's (None: if there is no row)."""

    def load(self, key: str) -> str | None:
        """Return the text kept under the key, None where there is none."""
        row = self._row(key)
        return None if row is None else self._text(key, row)

    def previous(self, key: str) -> str | None:
        """Return the key's text before its last save, None where there is none."""
        row = self._row(key)
        return None if row is None else _readable(row.previous)

    def save(self, key: str, value: str, expected: str | None) -> bool:
        """Replace the text if it still is the expected one (None: if there is none)."""
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
