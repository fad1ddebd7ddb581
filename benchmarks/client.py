"""Measure what the client costs: CPU time of a GET beside plain requests, and of the import.

The server is another process, so only the client's own time counts.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TextIO, cast

import requests

import fitbit

CALLS = 300
ROUNDS = 7
BODY = b'{"user": {"encodedId": "ABC123", "displayName": "A."}}'


class Profile(BaseHTTPRequestHandler):
    """A server that answers every GET with a small profile."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def do_GET(self) -> None:
        """Send the profile."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, *_: object) -> None:
        """Stay silent."""


def serve() -> None:
    """Serve on a free port until the process ends, and print the port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Profile)
    print(server.server_port, flush=True)
    server.serve_forever()


def plain(url: str) -> Callable[[], object]:
    """Return a GET as a program without this library would write it."""
    session = requests.Session()
    session.headers["Authorization"] = "Bearer token"
    return lambda: session.get(f"{url}/1/user/-/profile.json", timeout=10).json()


def ours(url: str) -> Callable[[], object]:
    """Return the same GET by this library."""
    provider = fitbit.Provider(
        name="bench",
        authorization_url=f"{url}/oauth2/authorize",
        token_url=f"{url}/oauth2/token",
        revocation_url=None,
        introspection_url=None,
        api_url=url,
    )
    expires_at = time.time() + 28800
    fb = fitbit.Fitbit("id", "secret", "token", "refresh", expires_at, provider=provider)
    return fb.user_profile_get


def cpu(call: Callable[[], object]) -> float:
    """Return the CPU microseconds of one call, the mean of many."""
    start = time.process_time()
    for _ in range(CALLS):
        call()
    return (time.process_time() - start) / CALLS * 1e6


def imported(module: str) -> float:
    """Return the milliseconds that a fresh interpreter takes to import a module."""
    code = f"import time; t = time.perf_counter(); import {module}; print(time.perf_counter() - t)"
    done = subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.PIPE)  # noqa: S603 - our own code
    return float(done.stdout) * 1e3


def compare(unit: str, base: str, mine: str, measure: Callable[[str], float]) -> None:
    """Measure two things by turns, so that both meet the same noise, and print the medians."""
    rounds = [(measure(base), measure(mine)) for _ in range(ROUNDS)]
    before, after = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(f"{base:<28}{before:>9.1f} {unit}")
    print(f"{mine:<28}{after:>9.1f} {unit}   {after / before:.2f} times")


def main() -> None:
    """Print the figures."""
    with subprocess.Popen(  # noqa: S603 - our own code
        [sys.executable, Path(__file__), "serve"], stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            url = f"http://127.0.0.1:{int(cast(TextIO, server.stdout).readline())}"
            calls = {"GET by requests.Session": plain(url), "GET by fitbit.Fitbit": ours(url)}
            base, mine = calls
            compare("us CPU", base, mine, lambda name: cpu(calls[name]))
        finally:
            server.kill()
    compare("ms", "requests_oauthlib", "fitbit", imported)


if __name__ == "__main__":
    serve() if sys.argv[1:] == ["serve"] else main()
