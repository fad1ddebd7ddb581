"""Write docs/endpoints.md from the live chapter methods; ``--check`` compares."""

from __future__ import annotations

import argparse
import ast
import inspect
import re
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from fitbit import Fitbit
from fitbit.resources._base import EndpointGroup

PAGE = Path(__file__).with_name("endpoints.md")
INTRODUCTION = """\
# Endpoints

The whole Fitbit Web API on one page, as attributes of `fb = fitbit.Fitbit(...)`.
This page is written by `docs/generate_endpoints.py` from the methods themselves.

Each name links to Fitbit's page. `user_id` is `"-"`, the user whose token it is, unless given.
`..._between` methods and `iter_...` methods take any span or walk any number of pages; they send
as many of the requests shown as it takes.
"""
CLIENT = """\
## The client

Three operations belong to no chapter: `fb.client` exchanges and refreshes
(`POST /oauth2/token`), introspects (`POST /1.1/oauth2/introspect`) and revokes
(`POST /oauth2/revoke`).
"""
HEADER = "| call | request | scope | longest range |\n| --- | --- | --- | --- |\n"
VERBS = {"_post": "POST", "_post_nothing": "POST", "_post_json": "POST", "_delete": "DELETE"}


def main() -> int:
    """Write the page, or say whether it is up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, and write nothing")
    page = "\n".join([INTRODUCTION, *map(chapter_part, chapters()), CLIENT])
    if not parser.parse_args().check:
        PAGE.write_text(page, encoding="utf-8")
        return 0
    if PAGE.read_text(encoding="utf-8") == page:
        return 0
    print("docs/endpoints.md is out of date: run docs/generate_endpoints.py", file=sys.stderr)
    return 1


def chapters() -> list[tuple[str, type[EndpointGroup]]]:
    """Return the chapters by their attribute, in alphabetical order."""
    found = [(name, getattr(Fitbit, name)) for name in dir(Fitbit)]
    return [(name, type(each)) for name, each in found if isinstance(each, EndpointGroup)]


def chapter_part(chapter: tuple[str, type[EndpointGroup]]) -> str:
    """Return the part of the page that a chapter takes."""
    name, kind = chapter
    rows = [row(name, kind, method) for method in methods(kind)]
    return f"## {name}\n\n{summary(kind)}\n\n{HEADER}{''.join(rows)}"


def methods(kind: type[EndpointGroup]) -> list[str]:
    """Return the names of a chapter's public methods, in alphabetical order."""
    found = inspect.getmembers(kind, inspect.isfunction)
    return [name for name, _ in found if not name.startswith("_")]


def row(chapter: str, kind: type[EndpointGroup], name: str) -> str:
    """Return the table's row of a method."""
    method = getattr(kind, name)
    doc = inspect.getdoc(method) or ""
    link = re.search(r"https://\S+$", doc)
    call = f"`fb.{chapter}.{name}({parameters(method)})`"
    linked = f"[{call}]({link[0]})" if link else call
    requests = "<br>".join(f"`{verb} {path}`" for verb, path in sorted(asked(kind, name)))
    return f"| {linked} | {requests} | {scope(doc)} | {longest(name, doc)} |\n"


def parameters(method: Callable[..., Any]) -> str:
    """Return a method's arguments without their types."""
    signature = inspect.signature(method)
    found = list(signature.parameters.values())[1:]
    short = [each.replace(annotation=inspect.Parameter.empty) for each in found]
    return str(inspect.Signature(short))[1:-1].replace("'", '"')


def asked(kind: type[EndpointGroup], name: str) -> set[tuple[str, str]]:
    """Return the requests that a method can send, itself or through the methods it calls."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(getattr(kind, name))))
    called = set(_called(tree))
    words = list(_words(tree))
    paths = {word for word in words if re.match(r"/\d", word)}
    verbs = [VERBS[each] for each in called if each in VERBS]
    verbs += [word for word in words if word in {"POST", "DELETE"}]
    found = {((verbs or ["GET"])[0], path) for path in paths}
    for each in called & {*methods(kind), "_change"}:
        found |= {((verbs or [verb])[0], path) for verb, path in asked(kind, each)}
    return found


def _called(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "self":
            yield node.attr


def _words(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def summary(kind: type[EndpointGroup]) -> str:
    """Return the first line of a chapter's module, which says what it holds."""
    return (inspect.getdoc(inspect.getmodule(kind)) or "").splitlines()[0]


def scope(doc: str) -> str:
    """Return the scope that a method's docstring names."""
    line = re.search(r"^Scopes?: (.*?)\.$", doc, re.MULTILINE | re.DOTALL)
    named = line[1].replace(" and ", ", ") if line else ""
    return "by collection" if named.startswith("that of the collection") else named


def longest(name: str, doc: str) -> str:
    """Return what a docstring says of the longest range; helpers take any."""
    if name.endswith("_between") or name.startswith("iter_"):
        return "any"
    found = re.search(r"Longest\s+range:\s+(.*?)(?:;|\.)\s", doc + " ", re.DOTALL)
    return " ".join(found[1].split()) if found else ""


if __name__ == "__main__":
    sys.exit(main())
