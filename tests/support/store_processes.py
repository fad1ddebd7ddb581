"""Run store_child.py on a store."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from fitbit.stores import Store

SCRIPT = Path(__file__).with_name("store_child.py")


class Child:
    """A process that uses a store."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """Take the process, whose ends are pipes."""
        self.process = process

    @property
    def out(self) -> IO[str]:
        """Return what the process writes."""
        assert self.process.stdout is not None
        return self.process.stdout

    def hear(self) -> str:
        """Return the next line, as soon as the process has written it."""
        return self.out.readline().strip()

    def go(self) -> None:
        """Let the process go on."""
        assert self.process.stdin is not None
        self.process.stdin.write("go\n")
        self.process.stdin.flush()

    def rest(self) -> list[str]:
        """Return all lines up to the end of the process."""
        return self.out.read().splitlines()


@contextmanager
def child(store: Store, action: str) -> Iterator[Child]:
    """Run one of store_child's functions; the process is gone after the block."""
    command = [sys.executable, "-W", "ignore", str(SCRIPT), pickle.dumps(store).hex(), action]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        try:
            yield Child(process)
        finally:
            process.kill()
