"""Hold who may import whom: the floors of the house, from the front door down."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

import fitbit
import fitbit_sandbox

FLOORS: tuple[tuple[str, ...], ...] = (
    ("fitbit", "gather_keys_oauth2"),
    ("api",),
    ("legacy", "gateway"),
    ("oauth2", "google"),
    ("resources", "frames", "transport"),
    ("pages", "providers", "types"),
    ("arguments", "tokens", "stores", "scopes", "webhooks", "urls"),
    ("exceptions",),
    ("responses",),
    ("clock", "utils", "compliance"),
)
"""The rooms of ``fitbit``: each imports from the floors below its own, and from no other."""
GOOGLE_LAYERS: tuple[tuple[str, ...], ...] = (
    ("provider",),
    ("adapter",),
    ("routes",),
    ("answers",),
    ("client",),
    ("ids", "scopes", "times", "units"),
    ("members",),
)
"""The layers of ``fitbit.google``, by the same rule."""
NEXT_DOOR = "fitbit.sandbox"
"""The door to the sandbox: its former name, and nothing else."""
VOCABULARY = ("clock", "exceptions", "providers", "scopes", "tokens", "urls")
"""What the sandbox may know of the client: words, and nothing that sends a request."""
PACKAGES = {
    "fitbit": Path(fitbit.__file__).parent,
    "fitbit_sandbox": Path(fitbit_sandbox.__file__).parent,
}
EXTRAS = ("click", "cryptography", "keyring", "pandas", "platformdirs", "psycopg", "redis", "rich")
PAGE = Path(__file__).parent.parent / "docs" / "architecture.md"
MAX_LINES = 400


def modules() -> Iterator[tuple[str, Path]]:
    """Yield the dotted name and the file of each module of both packages."""
    for package, folder in PACKAGES.items():
        for path in sorted(folder.rglob("*.py")):
            parts = (package, *path.relative_to(folder).with_suffix("").parts)
            yield ".".join(part for part in parts if part != "__init__"), path


def imports(path: Path) -> Iterator[str]:
    """Yield every module that a file names in an import, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def inside(name: str, package: str) -> bool:
    """Return whether a module is the package or within it."""
    return name == package or name.startswith(f"{package}.")


def room(name: str) -> str:
    """Return the room that a module of ``fitbit`` is in."""
    first = name.split(".")[1] if "." in name else "fitbit"
    return first if any(first in floor for floor in FLOORS) else "fitbit"


def floor_of(name: str) -> int:
    """Return how many floors lie above a module of ``fitbit``."""
    return next(level for level, rooms in enumerate(FLOORS) if room(name) in rooms)


def test_every_room_stands_on_a_floor() -> None:
    """A new folder or file of the package is entered in the list of floors."""
    folder = PACKAGES["fitbit"]
    there = {path.stem for path in folder.glob("*.py")} | {
        path.name for path in folder.iterdir() if (path / "__init__.py").is_file()
    }

    named = {room for floor in FLOORS for room in floor}
    assert there - named == {"__init__", "sandbox"}
    assert named - there == {"fitbit"}


def test_the_floors_are_drawn_as_they_are() -> None:
    """docs/architecture.md has the list of floors that the test of imports has."""
    rows = re.findall(r"^\| [a-z ,]+ \| (`.*`) \|$", PAGE.read_text("utf-8"), re.MULTILINE)

    drawn = [set(re.findall(r"`(\w+)`", row)) for row in rows]
    assert drawn[: len(FLOORS)] == [set(floor) for floor in FLOORS]


def test_no_import_goes_up() -> None:
    """Each room imports from the floors below it, so there is no circle either."""
    upward = [
        f"{name} -> {other}"
        for name, path in modules()
        if inside(name, "fitbit") and name != NEXT_DOOR
        for other in imports(path)
        if inside(other, "fitbit") and room(other) != room(name)
        if floor_of(other) <= floor_of(name)
    ]

    assert upward == []


def test_no_import_goes_up_within_the_translator() -> None:
    """What talks to Google knows no answer, and an answer knows no route."""
    level = {name: depth for depth, names in enumerate(GOOGLE_LAYERS) for name in names}
    arrows = [
        (name.split(".")[2], other.split(".")[2], f"{name} -> {other}")
        for name, path in modules()
        if inside(name, "fitbit.google") and name != "fitbit.google"
        for other in imports(path)
        if inside(other, "fitbit.google")
    ]

    assert {layer for layer, _, _ in arrows} <= set(level)
    upward = [text for own, other, text in arrows if own != other and level[other] <= level[own]]
    assert upward == []


def test_the_client_never_imports_the_sandbox() -> None:
    """Only ``fitbit.sandbox`` leads there: no other module names the sandbox."""
    importers = {
        name
        for name, path in modules()
        if inside(name, "fitbit")
        if any(inside(other, "fitbit_sandbox") for other in imports(path))
    }

    assert importers == {NEXT_DOOR}


def test_the_sandbox_knows_words_only() -> None:
    """The sandbox never takes a path, a request or an answer from the client that it serves."""
    known = [
        f"{name} -> {other}"
        for name, path in modules()
        if inside(name, "fitbit_sandbox")
        for other in imports(path)
        if inside(other, "fitbit") and not any(inside(other, f"fitbit.{w}") for w in VOCABULARY)
    ]

    assert known == []


def test_python_fitbits_names_are_loaded_by_the_front_door_only() -> None:
    """The legacy names are a layer on top: nothing that is not legacy builds on them."""
    importers = {
        name
        for name, path in modules()
        if any(inside(other, "fitbit.legacy") for other in imports(path))
    }

    assert {name for name in importers if not inside(name, "fitbit.legacy")} == {"fitbit.api"}


def test_a_file_stays_readable() -> None:
    """No file of the library or the sandbox is longer than 400 lines."""
    lengths = {name: len(path.read_text("utf-8").splitlines()) for name, path in modules()}

    assert {name: lines for name, lines in lengths.items() if lines > MAX_LINES} == {}


def test_importing_the_library_loads_no_extra() -> None:
    """Import fitbit needs the core dependencies and none of the extras."""
    code = "import fitbit, sys; print(*sorted(sys.modules))"
    listing = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    loaded = listing.stdout.decode().split()

    strangers = (*EXTRAS, "filelock", "fitbit_sandbox", "tzdata", "werkzeug")
    assert [name for name in loaded if any(inside(name, extra) for extra in strangers)] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_type_checkers_find_the_marker(package: str) -> None:
    """The installed packages say that they are typed."""
    assert resources.files(package).joinpath("py.typed").is_file()


def test_parts_of_the_library_are_attributes_of_it() -> None:
    """After ``import fitbit`` alone, ``fitbit.scopes`` and its like are there, loaded when used."""
    parts = ("frames", "gateway", "pages", "scopes", "types", "webhooks")
    code = (
        "import fitbit, sys; before = set(sys.modules); "
        f"print(*[getattr(fitbit, part).__name__ for part in {parts}], 'fitbit.gateway' in before)"
    )
    printed = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)

    assert printed.stdout.decode().split() == [f"fitbit.{part}" for part in parts] + ["False"]
    assert set(parts) <= set(fitbit.__all__)
    assert not hasattr(fitbit, "nonsense")
