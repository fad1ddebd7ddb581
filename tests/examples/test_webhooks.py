"""The webhook examples, served as a reader serves them, and notified by a sandbox."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
import requests

import fitbit
from fitbit_sandbox import Sandbox, SubscriberNotVerified

EXAMPLES = Path(__file__).parents[2] / "examples"
CODE = "the-verification-code"
SERVERS = {
    "flask": ["flask", "--app", str(EXAMPLES / "webhooks_flask.py"), "run", "--port", "0"],
    "fastapi": ["uvicorn", "--app-dir", str(EXAMPLES), "webhooks_fastapi:app", "--port", "0"],
}


@contextmanager
def serving(name: str, secret: str | None) -> Iterator[tuple[str, IO[str]]]:
    """Serve an example; give its address and what it prints."""
    env = {**os.environ, "FITBIT_CLIENT_SECRET": secret or "", "FITBIT_VERIFICATION_CODE": CODE}
    run = [sys.executable, "-m", *SERVERS[name]]
    pipe = subprocess.PIPE
    with subprocess.Popen(run, env=env, text=True, stdout=pipe, stderr=pipe) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            found = (re.search(r"http://127\.0\.0\.1:\d+", line) for line in process.stderr)
            yield f"{next(filter(None, found))[0]}/fitbit", process.stdout
        finally:
            process.terminate()


def said(printed: IO[str]) -> str:
    """Return the next line that is about a person; the servers print lines of their own."""
    return next(line.rstrip() for line in printed if line.startswith("7HWLKA"))


@pytest.mark.parametrize("name", SERVERS)
def test_an_example_takes_what_fitbit_signed(name: str, sandbox: Sandbox) -> None:
    """It is verified, told of a write and of the end of the consent, and refuses strangers."""
    app = sandbox.apps["server"]
    token = sandbox.issue(app)["access_token"]
    fb = fitbit.Fitbit(app.client_id, app.client_secret, token, provider=sandbox.provider)
    with serving(name, app.client_secret) as (url, printed):
        sandbox.register_subscriber(app, url, CODE)
        fb.subscriptions.create_subscription("320")
        fb.nutrition.create_water_log("2026-10-15", 300)
        assert said(printed) == "7HWLKA has new foods of 2026-10-15"
        sandbox.revoke(app)
        assert said(printed) == "7HWLKA has taken the consent back"
        assert requests.post(url, data=b"[]", timeout=30).status_code == 404
        sandbox.notifications.flush()

    assert [post.status for post in sandbox.notifications.posts()] == [204, 204]


@pytest.mark.parametrize("name", SERVERS)
def test_an_example_that_has_another_code_is_not_verified(name: str, sandbox: Sandbox) -> None:
    """The registration says so."""
    app = sandbox.apps["server"]
    with (
        serving(name, app.client_secret) as (url, _),
        pytest.raises(SubscriberNotVerified, match="404, not with 204"),
    ):
        sandbox.register_subscriber(app, url, "another code")
