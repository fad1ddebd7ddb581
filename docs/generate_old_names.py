"""Write docs/old-names.md from the docstrings of python-fitbit's methods; ``--check`` compares."""

from __future__ import annotations

import argparse
import inspect
import re
import sys
from pathlib import Path

from fitbit import Fitbit
from fitbit.legacy import LegacyMethods

PAGE = Path(__file__).with_name("old-names.md")
INTRODUCTION = """\
# Old names and new ones

python-fitbit's methods go on working; an editor strikes them through and names the new one.
This page is written by `docs/generate_old_names.py` from the methods themselves.
[Endpoints](endpoints.md) has the arguments of the new ones.

"""
HEADER = "| python-fitbit | instead |\n| --- | --- |\n"


def main() -> int:
    """Write the page, or say whether it is up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, and write nothing")
    page = INTRODUCTION + HEADER + "".join(map(row, old_names()))
    if not parser.parse_args().check:
        PAGE.write_text(page, encoding="utf-8")
        return 0
    if PAGE.read_text(encoding="utf-8") == page:
        return 0
    print("docs/old-names.md is out of date: run docs/generate_old_names.py", file=sys.stderr)
    return 1


def old_names() -> list[str]:
    """Return the names of python-fitbit's endpoint methods, in alphabetical order."""
    found = inspect.getmembers(LegacyMethods, inspect.isfunction)
    return [name for name, _ in found if not name.startswith("_") and name != "make_request"]


def successors(name: str) -> list[str]:
    """Return the new methods that an old one's docstring names, such as ``sleep.get_goals``."""
    doc = inspect.getdoc(getattr(LegacyMethods, name)) or ""
    line = re.search(r"^Successors?: (.*?)\.$", doc, re.MULTILINE | re.DOTALL)
    if line is None:
        raise ValueError(f"The docstring of {name} names no successor")
    return re.findall(r"``fb\.([a-z0-9_.]+)\(\)``", line[1])


def row(name: str) -> str:
    """Return the table's row of an old name."""
    new = "<br>".join(map(linked, successors(name)))
    return f"| `fb.{name}()` | {new or 'Fitbit removed it; it answers 404'} |\n"


def linked(name: str) -> str:
    """Return a new method with a link to its chapter; raise AttributeError if there is none."""
    group, _, method = name.partition(".")
    getattr(getattr(Fitbit, group), method)
    return f"[`fb.{name}()`](endpoints.md#{group})"


if __name__ == "__main__":
    sys.exit(main())
