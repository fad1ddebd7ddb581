"""Runs the examples in the library's docstrings, from wherever it is installed."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import fitbit
from fitbit_sandbox import Sandbox

MODULES = [
    name
    for _, name, _ in pkgutil.walk_packages(fitbit.__path__, "fitbit.")
    if not name.endswith("__main__")
]


@pytest.mark.parametrize("name", ["fitbit", *MODULES])
def test_the_examples_of_a_module_do_what_they_show(name: str, sandbox: Sandbox) -> None:
    """Every example in a docstring gives what the docstring says."""
    module = importlib.import_module(name)

    result = doctest.testmod(module, extraglobs={"sandbox": sandbox})

    assert result.failed == 0
