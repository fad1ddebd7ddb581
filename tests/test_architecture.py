"""Holds who may import whom, and how long a file may grow."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

import fitbit

PACKAGE = Path(fitbit.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
EXTRAS = ("cryptography", "filelock", "keyring", "pandas", "platformdirs", "psycopg", "redis")
LONGEST = 400


def module_name(path: Path) -> str:
    """Return the dotted name of a file of the package."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports(path: Path) -> Iterator[str]:
    """Yield every module that a file names in an import, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def inside(name: str, package: str) -> bool:
    """Tell whether a module is the package or within it."""
    return name == package or name.startswith(f"{package}.")


def importers(package: str) -> set[str]:
    """Return the modules outside a package that import it or something within."""
    return {
        module_name(path)
        for path in FILES
        if not inside(module_name(path), package)
        and any(inside(name, package) for name in imports(path))
    }


def test_only_the_command_line_imports_the_sandbox() -> None:
    """A program that uses the client never loads the sandbox."""
    strangers = {name for name in importers("fitbit.sandbox") if not inside(name, "fitbit.cli")}

    assert strangers == set()


def test_python_fitbits_names_are_loaded_by_the_front_door_only() -> None:
    """The legacy names are a layer on top: nothing that is not legacy builds on them."""
    assert importers("fitbit.legacy") <= {"fitbit", "fitbit.api"}


@pytest.mark.parametrize("stranger", ["fitbit.api", "fitbit.legacy", "fitbit.resources"])
@pytest.mark.parametrize("package", ["fitbit.google", "fitbit.sandbox"])
def test_the_services_know_nothing_of_the_facade(package: str, stranger: str) -> None:
    """The sandbox and the translator never take a path from the client that they serve."""
    assert not {name for name in importers(stranger) if inside(name, package)}


@pytest.mark.parametrize("path", FILES, ids=module_name)
def test_a_file_stays_readable(path: Path) -> None:
    """No file of the library is longer than 400 lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_importing_the_library_loads_no_extra() -> None:
    """Import fitbit needs the core dependencies and none of the extras."""
    code = "import fitbit, sys; print(*sorted(sys.modules))"
    listing = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    loaded = listing.stdout.decode().split()

    strangers = (*EXTRAS, "fitbit.sandbox", "tzdata", "werkzeug")
    assert [name for name in loaded if any(inside(name, extra) for extra in strangers)] == []


def test_type_checkers_find_the_marker() -> None:
    """The installed package says that it is typed."""
    assert resources.files("fitbit").joinpath("py.typed").is_file()
