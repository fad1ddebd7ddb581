"""Let python-fitbit 0.3.1, unmodified, log in and read through the gateway.

It comes from the package index into an environment of its own; only its URL attributes and its
scopes are set. What it reads has to equal what this library reads from the same Google Health.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import venv
from datetime import datetime, timezone
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests

import fitbit
from fitbit.gateway import Gateway, serve
from fitbit_sandbox import Clock, Sandbox

FOREIGN = """
import json, sys
import fitbit
assert fitbit.__version__ == "0.3.1", fitbit.__version__
base, client_id, client_secret = sys.argv[1:]
client = fitbit.FitbitOauth2Client
client.API_ENDPOINT = fitbit.Fitbit.API_ENDPOINT = base
token_url = base + "/oauth2/token"
client.request_token_url = client.access_token_url = client.refresh_token_url = token_url
client.authorization_url = base + "/oauth2/authorize"
fb = fitbit.Fitbit(client_id, client_secret, redirect_uri="https://example.com/callback",
                   refresh_cb=lambda token: None)
url, _ = fb.client.authorize_token_url(scope=["activity", "profile", "settings", "sleep"])
print(url, flush=True)
fb.client.fetch_access_token(input())
steps = lambda: fb.time_series("activities/steps", base_date="2026-03-31", period="7d")
before = steps()
fb.client.refresh_token()
assert steps() == before
print(json.dumps({"steps": before, "devices": fb.get_devices(),
                  "minutes": fb.intraday_time_series("activities/steps", base_date="2026-03-31")}))
"""
SCOPES = ["activity", "profile", "settings", "sleep"]
CALLBACK = "https://example.com/callback"


def ours(sandbox: Sandbox) -> dict[str, Any]:
    """Return what this library reads."""
    app = sandbox.google_apps["web"]
    provider = sandbox.google_provider_for(fitbit.GOOGLE_HEALTH)
    fb = fitbit.Fitbit(
        app.client_id,
        app.client_secret,
        redirect_uri=CALLBACK,
        provider=provider,
        clock=sandbox.clock,
    )
    url, _ = fb.client.authorize_token_url(SCOPES)
    fb.client.fetch_token_from_redirect(sandbox.consent(url))
    return {
        "steps": fb.time_series("activities/steps", base_date="2026-03-31", period="7d"),
        "devices": fb.get_devices(),
        "minutes": fb.intraday_time_series("activities/steps", base_date="2026-03-31"),
    }


def theirs(sandbox: Sandbox, python: Path, base: str) -> dict[str, Any]:
    """Return what the foreign client reads through the gateway."""
    app = sandbox.google_apps["web"]
    env = {**os.environ, "OAUTHLIB_INSECURE_TRANSPORT": "1", "PYTHONWARNINGS": "ignore"}
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    command: list[str | Path] = [python, "-c", FOREIGN, base, app.client_id, app.client_secret]
    with subprocess.Popen(command, env=env, **pipes) as process:  # noqa: S603 - the text above
        assert process.stdout is not None  # noqa: S101 - a pipe was asked for
        authorize = process.stdout.readline().strip()
        page = sandbox_redirect(authorize)
        code = parse_qs(urlsplit(sandbox.consent(page)).query)["code"][0]
        out, _ = process.communicate(f"{code}\n", timeout=120)
    if process.returncode:
        sys.exit("python-fitbit failed, see above")
    answers: dict[str, Any] = json.loads(out)
    return answers


def sandbox_redirect(authorize_url: str) -> str:
    """Return the address of Google's page, to which the gateway's authorize address leads."""
    answer = requests.get(authorize_url, allow_redirects=False, timeout=30)
    return answer.headers["Location"]


def main() -> None:
    """Install the foreign client, serve the gateway, and compare."""
    clock = Clock(start=datetime(2026, 4, 2, 12, tzinfo=timezone.utc))
    with tempfile.TemporaryDirectory() as folder, Sandbox(clock=clock) as sandbox:
        venv.create(folder, with_pip=True)
        python = Path(folder, "bin", "python")
        needs = ["fitbit==0.3.1", "setuptools<81", "wheel"]
        install: list[str | Path] = [python, "-m", "pip", "install", "-qq", *needs]
        subprocess.run(install, check=True)  # noqa: S603 - a fixed package
        provider = sandbox.google_provider_for(fitbit.GOOGLE_HEALTH)
        server = serve(Gateway(provider, clock=clock))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        foreign = theirs(sandbox, python, f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
        if foreign != ours(sandbox):
            sys.exit("python-fitbit read something else than this library")
    print("python-fitbit 0.3.1, unmodified, read the same through the gateway.")


if __name__ == "__main__":
    main()
