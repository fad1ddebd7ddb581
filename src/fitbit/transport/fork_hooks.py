"""Lets objects begin anew in a forked child: locks held by lost threads, sockets shared with it."""

from __future__ import annotations

import functools
import os
import weakref
from typing import Protocol


class Forked(Protocol):
    """Is what has something to do in a child."""

    def in_child(self) -> None:
        """Begin anew after a fork."""


def after_fork(thing: Forked) -> None:
    """Have ``in_child`` called after each fork, for as long as the thing lives."""
    _things().add(thing)


@functools.cache
def _things() -> weakref.WeakSet[Forked]:
    things: weakref.WeakSet[Forked] = weakref.WeakSet()
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=functools.partial(_begin_anew, things))
    return things


def _begin_anew(things: weakref.WeakSet[Forked]) -> None:
    for thing in things:
        thing.in_child()
