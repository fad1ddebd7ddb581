"""The JSON files of this package."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_data(path: str) -> Any:
    """Return what a JSON file of this package holds; nobody may change it."""
    return json.loads(files("fitbit_sandbox").joinpath(path).read_text(encoding="utf-8"))
