"""The rules as a list: `pytest --collect-only -q tests/rules` prints it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

RULES = range(1, 51)
ELSEWHERE = range(38, 44)
"""Those of the login receiver, whose tests are in tests/contract/test_gather_keys.py, and one of
applications: no open redirectors, the loopback port, its page, the browser, the Host header."""
NAME = re.compile(r"test_rule_(\d\d)_[a-z0-9_]+")


def named_tests() -> list[tuple[int, ast.FunctionDef]]:
    """Return every test of a rule with its number, in the order in which they are read."""
    files = sorted(Path(__file__).parent.glob("test_*.py"))
    functions = [node for file in files for node in ast.parse(file.read_text()).body]
    return [
        (int(found[1]), node)
        for node in functions
        if isinstance(node, ast.FunctionDef) and (found := NAME.fullmatch(node.name))
    ]


def test_every_rule_has_a_named_test() -> None:
    """1 to 37 and 44 to 50 are there; 38 to 43 are the login receiver's."""
    assert {number for number, _ in named_tests()} == set(RULES) - set(ELSEWHERE)


def test_the_rules_are_in_order() -> None:
    """Reading the files one after the other is reading the list."""
    numbers = [number for number, _ in named_tests()]

    assert numbers == sorted(numbers)


def test_every_rule_is_a_sentence() -> None:
    """Each test says its rule in one sentence, and where the rule comes from in parentheses."""
    sentences = {test.name: ast.get_docstring(test) or "" for _, test in named_tests()}
    rule = re.compile(r"[^\n]+ \([^()]+\)\.")

    assert [name for name, text in sentences.items() if not rule.fullmatch(text)] == []
