"""Says which extra to install for a store that needs one."""

from __future__ import annotations


class MissingExtra(ImportError):
    """Says that a library is not installed, and how to get it."""


def missing_extra(extra: str, what: str, error: ImportError) -> MissingExtra:
    """Return the error that names the extra."""
    msg = f'{what} needs another library: pip install "fitbit-oauth2[{extra}]"'
    return MissingExtra(msg, name=error.name)
