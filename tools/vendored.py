"""The command line that the tools of this folder share."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def main(description: str | None, target: Path, build: Callable[[str], str]) -> int:
    """Write the committed file from the vendor's file, or compare the two and return 1."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("source", type=Path, help="the vendor's file")
    parser.add_argument("--output", type=Path, default=target, help="default: %(default)s")
    parser.add_argument("--check", action="store_true", help="compare, and write nothing")
    given = parser.parse_args()
    text = build(given.source.read_text(encoding="utf-8"))
    if not given.check:
        given.output.write_text(text, encoding="utf-8")
        return 0
    if given.output.is_file() and given.output.read_text(encoding="utf-8") == text:
        return 0
    print(f"{given.output} is not what {given.source} gives.", file=sys.stderr)
    return 1


def rows(items: Iterable[Any], indent: str = "") -> str:
    """Return the items of a list, each as JSON on a line of its own."""
    return ",\n".join(f"{indent}{json.dumps(item)}" for item in items)


def members(items: dict[str, Any], indent: str = "") -> str:
    """Return the members of an object, each as JSON on a line of its own."""
    return ",\n".join(f"{indent}{json.dumps(k)}: {json.dumps(v)}" for k, v in items.items())
