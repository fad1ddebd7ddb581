"""Names the places where tokens rest between runs: one small protocol, and what implements it."""

from __future__ import annotations

from fitbit.stores.memory import MemoryStore
from fitbit.stores.protocol import Store

__all__ = ["MemoryStore", "Store"]
