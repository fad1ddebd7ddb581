"""Writes constraints.txt and constraints-lowest.txt: exact versions for every supported Python.

The first holds the newest versions that pip finds today, the second the lowest that pyproject.toml
allows for the library's own dependencies. Needs python3.10 to python3.13 in PATH and some minutes.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import tomllib

ROOT = Path(__file__).resolve().parent.parent
MINORS = (10, 11, 12, 13)
OURSELVES = "fitbit-oauth2"
HEADER = "# Written by `make lock`; change pyproject.toml instead.\n"


def run(*command: str | Path) -> str:
    """Run a command in the repository and return what it prints."""
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own commands
    return done.stdout


def lowest() -> list[str]:
    """Return the lower bounds of our dependencies as exact pins."""
    project = tomllib.loads(Path(ROOT, "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [need for needs in project["optional-dependencies"].values() for need in needs]
    needs = [need for need in project["dependencies"] + extras if ">=" in need]
    return [need.replace(">=", "==").replace("[binary]", "") for need in needs]


def freeze(minor: int, group: str, pins: list[str]) -> dict[str, str]:
    """Install everything in a clean environment and return the version of each package."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "pins.txt").write_text("\n".join(pins), encoding="utf-8")
        run(f"python3.{minor}", "-m", "venv", f"{folder}/venv")
        pip = (Path(folder, "venv/bin/python"), "-m", "pip")
        run(*pip, "install", "-qq", "--upgrade", "pip")
        run(*pip, "install", "-qq", ".[all]", "--group", group, "-c", f"{folder}/pins.txt")
        listing = run(*pip, "freeze", "--all", "--exclude", OURSELVES, "--exclude", "setuptools")
    return dict(line.split("==", 1) for line in listing.splitlines())


def marker(minors: set[int]) -> str:
    """Return the environment marker for some of the supported Pythons, '' for all of them."""
    first, last = min(minors), max(minors)
    bounds = [f'python_version >= "3.{first}"'] if first > MINORS[0] else []
    bounds += [f'python_version < "3.{last + 1}"'] if last < MINORS[-1] else []
    return f" ; {' and '.join(bounds)}" if bounds else ""


def merge(frozen: dict[int, dict[str, str]]) -> list[str]:
    """Return one pin a line, with a marker where the Pythons differ."""
    users: dict[str, set[int]] = defaultdict(set)
    for minor, versions in frozen.items():
        for name, version in versions.items():
            users[f"{name.lower().replace('_', '-')}=={version}"].add(minor)
    return sorted(f"{pin}{marker(minors)}" for pin, minors in users.items())


def write(name: str, group: str, pins: list[str]) -> None:
    """Write one constraints file."""
    sys.stdout.write(f"{name}\n")
    lines = merge({minor: freeze(minor, group, pins) for minor in MINORS})
    Path(ROOT, name).write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write("constraints.txt", "dev", [])
    write("constraints-lowest.txt", "test", lowest())
