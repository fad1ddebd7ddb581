"""Names of Google's data points as Fitbit's ids, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def log_id(name: str) -> int | str:
    """Return the id of a data point: a number where it is one, as Fitbit's are.

    >>> log_id("users/0/dataTypes/weight/dataPoints/7012345678901234501")
    7012345678901234501
    """
    tail = name.rsplit("/", 1)[-1]
    return int(tail) if tail.isascii() and tail.isdigit() else tail


def name_of(point: Mapping[str, Any]) -> str:
    """Return the name of a point that was listed or reconciled."""
    return str(point.get("name") or point.get("dataPointName") or "")


def points_path(data_type: str) -> str:
    """Return the path of the user's data points of a type."""
    return f"users/me/dataTypes/{data_type}/dataPoints"


def point_name(data_type: str, identifier: object) -> str:
    """Return the full name of the user's data point with an id."""
    return f"{points_path(data_type)}/{identifier}"
