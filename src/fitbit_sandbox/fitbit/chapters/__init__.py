"""Handlers of the resource endpoints, a chapter of Fitbit's reference a file.

Operation ids and the names of path arguments are those of Fitbit's OpenAPI description.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from fitbit_sandbox.fitbit.call import Handler
from fitbit_sandbox.fitbit.chapters.asked import HANDLERS

__all__ = ["handlers"]


def handlers() -> dict[str, Handler]:
    """Return the handler of every operation by its id."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    return dict(HANDLERS)
