"""The JSON files of this folder: people, sports and foods. All of the people are invented."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_data(name: str) -> Any:
    """Return what a JSON file of this folder holds."""
    return json.loads(files("fitbit_sandbox.people").joinpath(name).read_text(encoding="utf-8"))
