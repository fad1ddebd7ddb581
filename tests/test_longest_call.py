"""The walk in docs/architecture.md is the way that a call takes."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import fitbit
from fitbit.stores import FileStore
from fitbit_sandbox import Sandbox
from sandboxed import client_with_token

PAGE = Path(__file__).parent.parent / "docs" / "architecture.md"
PACKAGE = Path(fitbit.__file__).parent
STEP = re.compile(r"`([\w/]+\.py)`, `(\w+)`")
NINE_HOURS = 9 * 3600


def test_the_walk_is_the_way_of_a_call_with_an_expired_token(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    """Every function of the walk is called, in the order of the walk."""
    store = FileStore(tmp_path / "tokens.json")
    fb = client_with_token(sandbox, store=store, expires_at=None, refresh_cb=lambda token: None)
    sandbox.clock.advance(NINE_HOURS)
    calls = [*traced(lambda: fb.sleep.get_log_by_date("2026-09-20"))]

    told = STEP.findall(PAGE.read_text(encoding="utf-8").partition("## The longest call")[2])
    assert len(told) > 25
    rest = iter(calls)
    assert [step for step in told if step not in rest] == []


def traced(call: Any) -> Iterator[tuple[str, str]]:
    """Make a call, and yield the file and the name of each function of fitbit that it enters."""
    entered: list[tuple[str, str]] = []

    def note(frame: FrameType, event: str, _: Any) -> None:
        code = frame.f_code
        if event == "call" and PACKAGE in Path(code.co_filename).parents:
            file = Path(code.co_filename).relative_to(PACKAGE).as_posix()
            entered.append((file, code.co_name))

    sys.setprofile(note)
    try:
        call()
    finally:
        sys.setprofile(None)
    yield from entered
