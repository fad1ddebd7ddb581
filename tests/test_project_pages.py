"""The pages about the project name files that exist, and none of them is lost."""

from __future__ import annotations

import re
from pathlib import Path

import fitbit

ROOT = Path(__file__).parent.parent
DECISIONS = ROOT / "docs" / "decisions"
PAGES = [
    ROOT / "docs" / "architecture.md",
    ROOT / "CONTRIBUTING.md",
    *sorted(DECISIONS.glob("0*.md")),
]
NAMED = re.compile(r"`((?:src|tests|tools|docs|soak|examples|benchmarks|\.ci)/[\w./-]+)`")


def path_of(name: str) -> Path:
    """Return where a file is; the library may be an installed wheel."""
    installed = Path(fitbit.__file__).parent.parent
    return installed / name[4:] if name.startswith("src/") else ROOT / name


def test_every_file_that_a_page_names_is_there() -> None:
    """A newcomer who follows a name finds it."""
    lost = [
        f"{page.name}: {name}"
        for page in PAGES
        for name in NAMED.findall(page.read_text(encoding="utf-8"))
        if not path_of(name).exists()
    ]

    assert lost == []


def test_every_decision_is_listed_and_says_why() -> None:
    """A decision has its context, the decision itself and its consequences."""
    listed = (DECISIONS / "index.md").read_text(encoding="utf-8").splitlines()
    pages = sorted(DECISIONS.glob("0*.md"))

    assert [page.stem for page in pages] == [line for line in listed if line.startswith("0")]
    for page in pages:
        headings = re.findall(r"^## (\w+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert headings == ["Context", "Decision", "Consequences"], page.name
