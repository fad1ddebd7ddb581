"""Reset locks, caches and connections in a forked child, where the parent's threads are gone."""

from __future__ import annotations

import functools
import os
import weakref
from typing import Protocol


class ForkAware(Protocol):
    """An object with something to reset in a forked child."""

    def after_fork_in_child(self) -> None:
        """Start anew; called in the child, before it does anything else."""


def register(thing: ForkAware) -> None:
    """Have ``after_fork_in_child`` called after each fork, for as long as *thing* lives."""
    _things().add(thing)


@functools.cache
def _things() -> weakref.WeakSet[ForkAware]:
    things: weakref.WeakSet[ForkAware] = weakref.WeakSet()
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=functools.partial(_reset, things))
    return things


def _reset(things: weakref.WeakSet[ForkAware]) -> None:
    for thing in things:
        thing.after_fork_in_child()
