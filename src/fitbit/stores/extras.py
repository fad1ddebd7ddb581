"""Which extra to install for a store that needs one."""

from __future__ import annotations

from fitbit.exceptions import MissingDependency


def missing_extra(extra: str, what: str, error: ImportError) -> MissingDependency:
    """Return the error for a store whose library is not installed."""
    msg = f'{what} needs another library: pip install "fitbit-oauth2[{extra}]"'
    return MissingDependency(msg, name=error.name)
