"""Types of arguments and answers."""

from __future__ import annotations

from typing import Any, TypeAlias

JSON: TypeAlias = dict[str, Any]
"""A decoded JSON object, with the keys that Fitbit documents."""
