"""Check that what is in dist/ can be published, and print the commands that are left.

``make release`` builds first. Nothing is tagged, pushed or uploaded: that takes credentials.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Name what stands in the way, or print how to publish."""
    version = version_of((ROOT / "src" / "fitbit" / "__init__.py").read_text(encoding="utf-8"))
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    built = {path.name for path in (ROOT / "dist").glob("*")}
    found = list(faults(version, changelog, git("status", "--porcelain"), git("tag"), built))
    for fault in found:
        print(f"Not yet: {fault}", file=sys.stderr)
    if found:
        return 1
    print(f"{version} is ready. What is left needs credentials:")
    print(f'  git tag -a v{version} -m "{version}" && git push origin v{version}')
    print(f"  python -m twine upload dist/*{version}*")
    return 0


def version_of(source: str) -> str:
    """Return the version that the package says it has."""
    found = re.search(r'^__version__ = "([^"]+)"$', source, re.MULTILINE)
    return found[1] if found else ""


def faults(version: str, changelog: str, changes: str, tags: str, built: set[str]) -> Iterator[str]:
    """Yield a sentence for everything that keeps a version from being published."""
    if not re.fullmatch(r"\d+\.\d+\.\d+((a|b|rc)\d+)?", version):
        yield f"{version!r} is no version; set __version__ in src/fitbit/__init__.py."
    if changes:
        yield "the working tree has changes; commit them first."
    if f"v{version}" in tags.split():
        yield f"v{version} was tagged before; raise the version."
    if not re.search(
        rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d$", changelog, re.MULTILINE
    ):
        yield f"CHANGELOG.md has no section '## [{version}] - YYYY-MM-DD' with today's date."
    missing = {
        f"fitbit_oauth2-{version}.tar.gz",
        f"fitbit_oauth2-{version}-py3-none-any.whl",
    } - built
    if missing:
        yield f"dist/ lacks {' and '.join(sorted(missing))}; run make build."


def git(*arguments: str) -> str:
    """Return what git prints."""
    command = ["git", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own words


if __name__ == "__main__":
    sys.exit(main())
