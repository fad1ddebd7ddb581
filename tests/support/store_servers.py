"""Starts Redis and PostgreSQL on free ports, with data that is thrown away."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PATIENCE = 60.0


class NotInstalled(Exception):
    """Raised when a program is missing; the message is its name."""


@contextmanager
def redis_server() -> Iterator[str]:
    """Run a Redis that keeps nothing, and give its URL."""
    program, port = find("redis-server"), free_port()
    options = ("--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no")
    with data_folder() as folder, (folder / "log").open("wb") as log:
        command = [program, *options, "--dir", str(folder)]
        server = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            wait_for(port, server)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.kill()
            server.wait()


@contextmanager
def postgres_server() -> Iterator[str]:
    """Run a PostgreSQL of 200 connections, and give its connection string."""
    control, port = find("pg_ctl"), free_port()
    with data_folder() as folder:
        data, log = str(folder / "data"), str(folder / "log")
        options = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder} -c max_connections=200"
        init = "-U postgres -A trust -E UTF8 --no-sync --locale=C.UTF-8"
        run(folder, control, "initdb", "-D", data, "-o", init)
        run(folder, control, "start", "-w", "-D", data, "-l", log, "-o", options)
        try:
            yield f"host=127.0.0.1 port={port} user=postgres dbname=postgres"
        finally:
            run(folder, control, "stop", "-w", "-m", "immediate", "-D", data)


def find(program: str) -> str:
    """Return the path of a program, also where Debian hides PostgreSQL's; or raise NotInstalled."""
    hidden = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    places = os.pathsep.join([os.environ.get("PATH", ""), *map(str, hidden)])
    found = shutil.which(program, path=places)
    if found is None:
        raise NotInstalled(program)
    return found


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def data_folder() -> Iterator[Path]:
    """Lend a folder that belongs to whom the servers run as."""
    with tempfile.TemporaryDirectory(prefix="fitbit-") as name:
        if os.geteuid() == 0 and _has_postgres_user():
            shutil.chown(name, "postgres")
        yield Path(name)


def run(folder: Path, *command: str) -> None:
    """Run a program of PostgreSQL, which refuses to be root."""
    prefix = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
    full = [*(prefix if os.geteuid() == 0 else []), *command]
    with (folder / "commands").open("ab") as log:
        subprocess.run(full, check=True, cwd=folder, stdout=log, stderr=log)


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Return once the server takes connections."""
    end = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    msg = "the server did not start"
    raise RuntimeError(msg)


def _has_postgres_user() -> bool:
    with suppress(KeyError):
        return bool(pwd.getpwnam("postgres"))
    return False
