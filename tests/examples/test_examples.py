"""The examples, run as a reader runs them: in processes of their own, over real sockets."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from requests.adapters import HTTPAdapter

from fitbit_sandbox import Browser, Sandbox, SandboxServer

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def server(sandbox: Sandbox) -> Iterator[SandboxServer]:
    """The same sandbox on a real loopback port."""
    with sandbox.serve() as serving:
        yield serving


def test_the_demo_walks_every_step() -> None:
    """`make demo` says each step and ends with exit code 0."""
    run = subprocess.run(
        [sys.executable, "-W", "error", EXAMPLES / "demo.py"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        timeout=120,
        check=False,
    )
    steps = [line.split()[0] for line in run.stdout.splitlines() if not line.startswith(" ")]

    assert (run.returncode, run.stderr) == (0, "")
    assert steps == [
        "sandbox",
        "authorize",
        "consent",
        "exchange",
        "profile",
        "steps",
        "sleep",
        "refresh",
        "rate",
        "revoked",
        "done",
    ]


def test_the_demo_shows_one_program_on_both_services() -> None:
    """`make demo ARGS=--google` finds equal answers and ends with exit code 0."""
    run = subprocess.run(
        [sys.executable, "-W", "error", EXAMPLES / "demo.py", "--google"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        timeout=120,
        check=False,
    )

    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.count("equal: {") + run.stdout.count("equal: [") == 5
    assert "NOT EQUAL" not in run.stdout


def exchange(
    client_id: str,
    secret: str | None,
    server: SandboxServer,
    sandbox: Sandbox,
    *,
    deny: bool = False,
) -> subprocess.CompletedProcess[str]:
    """Run the script, consent at the address that it shows, and paste the redirect."""
    env = {name: value for name, value in os.environ.items() if name != "FITBIT_CLIENT_SECRET"}
    process = subprocess.Popen(
        [sys.executable, EXAMPLES / "exchange_token.py", client_id, "--server", server.url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=env | ({"FITBIT_CLIENT_SECRET": secret} if secret else {}),
    )
    assert process.stderr is not None
    process.stderr.readline()
    redirect = sandbox.consent(process.stderr.readline().strip(), deny=deny)
    out, err = process.communicate(redirect + "\n", timeout=60)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


@pytest.mark.parametrize("kind", ["server", "client", "personal"])
def test_a_token_is_exchanged_from_the_shell(
    kind: str, sandbox: Sandbox, server: SandboxServer
) -> None:
    """JSON on standard output, for each type of application."""
    app = sandbox.apps[kind]
    run = exchange(app.client_id, app.client_secret, server, sandbox)
    token = json.loads(run.stdout)

    assert run.returncode == 0
    assert {"access_token", "refresh_token", "expires_at", "scope", "user_id"} <= set(token)


def test_a_denied_consent_is_told_and_fails(sandbox: Sandbox, server: SandboxServer) -> None:
    """The error's kind and words on standard error, nothing on standard output, exit code 1."""
    app = sandbox.apps["server"]
    run = exchange(app.client_id, app.client_secret, server, sandbox, deny=True)

    assert (run.returncode, run.stdout) == (1, "")
    assert "AccessDeniedError" in run.stderr


def test_a_plain_http_server_is_refused() -> None:
    """No traceback for an address that would carry the secret in the clear."""
    run = subprocess.run(
        [sys.executable, EXAMPLES / "exchange_token.py", "id", "--server", "http://10.0.0.1"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert run.returncode == 1
    assert run.stderr.startswith("InsecureAddressError")


@contextmanager
def running(*command: str | Path, **env: str) -> Iterator[subprocess.Popen[str]]:
    """Run a program, and end it whatever happens in the test."""
    process = subprocess.Popen(
        [sys.executable, *command],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **env},
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=30)


def test_a_program_of_old_runs_against_a_sandbox_in_another_process() -> None:
    """Only the provider was added: URL, redirect, exchange, profile, printed token."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        redirect_uri = f"http://127.0.0.1:{probe.getsockname()[1]}/"
    serve = ("-u", "-m", "fitbit_sandbox", "--port", "0", "--redirect-uri", redirect_uri)
    with running(*serve) as sandbox:
        assert sandbox.stdout is not None
        address = next(word for line in sandbox.stdout for word in line.split() if "http" in word)
        app = ("23PERS", "99998888777766665555444433332222", address, redirect_uri)
        with running(EXAMPLES / "old_script.py", *app, BROWSER="true") as program:
            assert program.stdout is not None
            redirect = Browser(HTTPAdapter, []).consent(program.stdout.readline().strip())
            requests.get(redirect, timeout=30)
            out, _ = program.communicate(timeout=60)
        sandbox.send_signal(signal.SIGINT)
        assert (program.returncode, sandbox.wait(30)) == (0, 0)
    assert "You are authorized to access data for the user: " in out
    assert {"access_token", "refresh_token", "expires_at", "user_id"} <= {
        line.split(" = ")[0] for line in out.splitlines() if " = " in line
    }
