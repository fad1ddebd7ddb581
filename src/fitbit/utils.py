"""python-fitbit's one utility."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def curry(func: Callable[..., T], *args: Any, **kwargs: Any) -> Callable[..., T]:
    """Return the function with its first arguments, and some keywords, already given."""

    @wraps(func)
    def curried(*more: Any, **others: Any) -> T:
        return func(*args, *more, **{**kwargs, **others})

    return curried
