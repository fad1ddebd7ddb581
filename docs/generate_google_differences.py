"""Write docs/google-differences.md from the translator's tables; ``--check`` only compares."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from fitbit.google.routes.router import Difference, Route, Unsupported, Verdict
from fitbit.google.routes.table import ROUTES, UNSUPPORTED

PAGE = Path(__file__).with_name("google-differences.md")
INTRODUCTION = """\
# What differs on Google Health

Every request of the Fitbit Web API, OAuth aside, and what `provider=fitbit.GOOGLE_HEALTH` makes
of it. [Google Health](google-health.md) tells how to get there.
This page is written by `docs/generate_google_differences.py` from the tables that the library
itself works by.

A member is named by its path in the answer: `[]` is each item of a list, `[name=value]` some of
them, `*` each member. What is *absent* is left out of the answer. What is *other*
may have another value than Fitbit gave, for the reason that follows.
"""
SAME = """\
## The same

The answer is Fitbit's, member for member; a remark names what is at the edges.
"""
DIFFERENT = """\
## The same but for some members

What the last column does not name is as Fitbit's.
"""
MISSING = """\
## Not there

These raise `NotSupportedByProvider`, which says what stands here.
An answer is never empty because Google has none.
"""
ANSWERED = "| request | answered from | what differs |\n| --- | --- | --- |\n"
UNANSWERED = "| request | why | what comes nearest |\n| --- | --- | --- |\n"


def main() -> int:
    """Write the page, or say whether it is up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, and write nothing")
    text = page()
    if not parser.parse_args().check:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    out = "docs/google-differences.md is out of date: run docs/generate_google_differences.py"
    print(out, file=sys.stderr)
    return 1


def page() -> str:
    """Return the whole page."""
    same, different = answered("FAITHFUL"), answered("PARTIAL")
    missing = "".join(map(unanswered_row, UNSUPPORTED))
    parts = (
        INTRODUCTION,
        f"{SAME}\n{ANSWERED}{same}",
        f"{DIFFERENT}\n{ANSWERED}{different}",
        f"{MISSING}\n{UNANSWERED}{missing}",
    )
    return "\n".join(parts)


def answered(verdict: Verdict) -> str:
    """Return the rows of what is answered, as Fitbit's in full or in part."""
    return "".join(answered_row(route) for route in ROUTES if route.verdict == verdict)


def answered_row(route: Route) -> str:
    """Return the row of a request that has an answer."""
    differs = "<br>".join(remarks(route.differs))
    return f"| {requests([route.method], route.paths)} | {route.google} | {differs} |\n"


def unanswered_row(entry: Unsupported) -> str:
    """Return the row of a request that has none."""
    return f"| {requests(entry.methods, entry.paths)} | {entry.reason} | {entry.instead} |\n"


def requests(methods: Sequence[str], paths: Sequence[str]) -> str:
    """Return requests as a cell shows them, each on its line."""
    return "<br>".join(f"`{method} {path}`" for path in paths for method in methods)


def remarks(differences: Iterable[Difference]) -> list[str]:
    """Return one sentence for each reason, with the members it is the reason for."""
    found: dict[tuple[str, bool], list[str]] = {}
    for each in differences:
        found.setdefault((each.why, each.absent), []).append(each.field)
    return [remark(why, absent, fields) for (why, absent), fields in found.items()]


def remark(why: str, absent: bool, fields: Sequence[str]) -> str:  # noqa: FBT001 - a word of the table
    """Return what is said of some members, or of the whole answer where none is named."""
    names = ", ".join(f"`{field}`" for field in fields if field)
    return f"{'absent' if absent else 'other'}: {names}. {why}" if names else why


if __name__ == "__main__":
    sys.exit(main())
