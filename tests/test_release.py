"""What `make release` wants before a version may be published."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parent.parent / "tools" / "release.py"
BUILT = {"fitbit_oauth2-1.2.0.tar.gz", "fitbit_oauth2-1.2.0-py3-none-any.whl"}
READY: dict[str, Any] = {
    "version": "1.2.0",
    "changelog": "# Changelog\n\n## [1.2.0] - 2026-12-01\n",
    "changes": "",
    "tags": "v1.1.0\n",
    "built": BUILT,
}


def faults(**changes: Any) -> list[str]:
    """Return what is found in a state of the project."""
    spec = importlib.util.spec_from_file_location("release", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    release = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(release)
    return list(release.faults(**{**READY, **changes}))


def test_a_version_that_is_ready_has_no_fault() -> None:
    """Built, dated, committed and not tagged: only credentials are missing."""
    assert faults() == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"version": "1.2"}, "no version"),
        ({"changes": " M README.md"}, "has changes"),
        ({"tags": "v1.1.0\nv1.2.0\n"}, "tagged before"),
        ({"changelog": "## [1.2.0] - unreleased"}, "today's date"),
        ({"built": {"fitbit_oauth2-1.2.0.tar.gz"}}, "py3-none-any.whl; run make build"),
    ],
)
def test_what_stands_in_the_way_is_named(change: dict[str, Any], words: str) -> None:
    """A version that is not ready says what is missing."""
    assert any(words in fault for fault in faults(**change))
