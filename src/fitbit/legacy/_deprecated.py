"""A mark on python-fitbit's names that editors strike through; it does nothing at run time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing_extensions import deprecated
else:

    def deprecated(_message: str) -> Any:
        """Return a decorator that gives a method back as it is: old programs see no warning."""
        return lambda method: method


__all__ = ["deprecated"]
