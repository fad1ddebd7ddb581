"""python-fitbit's names point to the new ones, in editors, in help() and in docs/old-names.md."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

from fitbit import Fitbit
from fitbit.legacy import LegacyMethods

SCRIPT = Path(__file__).parent.parent / "docs" / "generate_old_names.py"
FOLDER = Path(inspect.getfile(LegacyMethods)).parent
CALL = re.compile(r"(?:fb|Fitbit)\.([a-z0-9_]+\.[a-z0-9_]+)\(\)")


def test_the_page_is_up_to_date() -> None:
    """Whoever changes an old or a new name runs docs/generate_old_names.py."""
    command = [sys.executable, str(SCRIPT), "--check"]
    finished = subprocess.run(command, check=False, capture_output=True, text=True)

    assert finished.stderr == ""
    assert finished.returncode == 0


def test_an_editor_is_told_what_the_docstring_says() -> None:
    """Each old name is marked as deprecated, and the mark names the docstring's successors."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in FOLDER.glob("[a-z]*.py")]
    methods = [n for tree in trees for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    marked = {
        method.name: CALL.findall(ast.literal_eval(mark.args[0]))
        for method in methods
        for mark in method.decorator_list
        if isinstance(mark, ast.Call) and getattr(mark.func, "id", "") == "deprecated"
    }
    named = {
        name: CALL.findall((inspect.getdoc(method) or "").rpartition("\nSuccessor")[2])
        for name, method in inspect.getmembers(LegacyMethods, inspect.isfunction)
        if not name.startswith("_") and name != "make_request"
    }

    assert marked == named
    assert len(marked) == 65


def test_old_programs_see_no_warning(requests_mock: Any) -> None:
    """The marks are for editors: nothing changes at run time."""
    requests_mock.get("https://api.fitbit.com/1/user/-/devices.json", json=[])
    with warnings.catch_warnings():
        warnings.simplefilter("error")

        assert Fitbit("x", "y", access_token="an-access").get_devices() == []
