"""The examples in docstrings do what they show."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import fitbit
from fitbit_sandbox import Sandbox


def test_every_example_in_a_docstring_gives_what_it_shows(sandbox: Sandbox) -> None:
    """A module without examples is imported all the same, from wherever it is installed."""
    names = [name for _, name, _ in pkgutil.walk_packages(fitbit.__path__, "fitbit.")]
    modules = [importlib.import_module(name) for name in names if not name.endswith("__main__")]
    results = [doctest.testmod(each, extraglobs={"sandbox": sandbox}) for each in modules]

    assert sum(result.failed for result in results) == 0
    assert sum(result.attempted for result in results) > 10
