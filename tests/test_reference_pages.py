"""docs/reference has a page for whatever a user can call."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from fitbit import Fitbit, resources
from fitbit.resources._base import EndpointGroup

REFERENCE = Path(__file__).parent.parent / "docs" / "reference"


def test_every_chapter_has_a_page_with_all_its_classes() -> None:
    """A chapter's page is named like its attribute, and documents the modules of its methods."""
    found = {name: getattr(Fitbit, name) for name in dir(Fitbit)}
    chapters = {name: type(each) for name, each in found.items() if isinstance(each, EndpointGroup)}
    missing = [
        f"{name}: {kind.__module__}"
        for name, chapter in chapters.items()
        for kind in inspect.getmro(chapter)
        if inspect.getmodule(kind) and kind.__module__.startswith(f"{resources.__name__}.")
        if not kind.__module__.rpartition(".")[2].startswith("_")
        if kind.__module__ not in modules(REFERENCE / f"{name}.md")
    ]

    assert len(chapters) == 17
    assert missing == []


def test_every_page_is_in_the_list() -> None:
    """No page of the reference is lost."""
    listed = set((REFERENCE / "index.md").read_text(encoding="utf-8").splitlines())

    assert {path.stem for path in REFERENCE.glob("*.md")} - listed == {"index"}


def modules(page: Path) -> set[str]:
    """Return the modules that a page documents."""
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    return set(re.findall(r"automodule:: (\S+)", text))
