"""Lives a whole life with secrets that are known, and looks for them in all that can be read."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from fitbit_sandbox import App, Clock, Sandbox
from soak.table import Row, several

TEST = Path(__file__).resolve().parents[1] / "tests" / "client" / "test_secrets.py"
START = 1_790_000_000.0


def rows(short: bool) -> Iterator[Row]:  # noqa: ARG001, FBT001 - it is short already
    """Yield the one row."""
    life = _test_module()
    canaries = life.Canaries()
    app = App("23CANA", client_secret=life.SECRET, redirect_uris=("http://127.0.0.1:8080/",))
    with Sandbox(Clock(START)) as sandbox, life.listening(canaries):
        sandbox.register(app)
        life.full_life(sandbox, sandbox.serve().provider, canaries)
    hits = len(canaries.found())
    yield Row(
        "a full flow with canary secrets: every logger at level 1, repr, exception, pickle, "
        "response, warning, traceback",
        "0 hits",
        f"{several(hits, 'hit')} of {len(canaries.secrets)} secrets in {len(canaries.texts):,} "
        "texts",
        hits == 0,
    )


def _test_module() -> ModuleType:
    """Return the test that knows the life and all places to look at."""
    spec = importlib.util.spec_from_file_location("secrets_of_the_tests", TEST)
    if spec is None or spec.loader is None:
        raise ImportError(f"{TEST} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
