"""A Google Health on a loopback port, below /google, beside the Fitbit."""

from __future__ import annotations

import sys
from subprocess import PIPE, Popen

import requests

from fitbit_sandbox import Sandbox


def test_both_are_on_one_port(sandbox):
    """The same person answers on either side, and the journal has Google's own paths."""
    served = sandbox.serve()
    google = sandbox.google_issue(sandbox.google_apps["web"])["access_token"]
    fitbit = sandbox.issue(sandbox.apps["server"])["access_token"]

    def get(url: str, token: str) -> requests.Response:
        return requests.get(url, headers={"Authorization": f"Bearer {token}"}, timeout=30)

    identity = get(f"{served.google_url}/v4/users/me/identity", google).json()
    user = get(f"{served.url}/1/user/-/profile.json", fitbit).json()["user"]

    assert identity["legacyUserId"] == user["encodedId"]
    assert sandbox.count("GET", "/v4/users/me/identity") == 1
    assert get(f"{served.url}/v4/users/me/identity", fitbit).status_code == 404


def test_faults_concern_the_paths_without_the_prefix(sandbox):
    """What is ordered for Google's path happens on the server as well."""
    served = sandbox.serve()
    sandbox.faults.add("/token", status=503)

    assert requests.post(f"{served.google_url}/token", timeout=30).status_code == 503


def test_the_command_shows_the_way():
    """python -m fitbit_sandbox --google prints addresses and apps."""
    command = [sys.executable, "-m", "fitbit_sandbox", "--google", "--port", "0"]
    with Popen(command, stdout=PIPE, text=True) as running:
        assert running.stdout is not None
        shown: list[str] = []
        while "desktop" not in "".join(shown):
            line = running.stdout.readline()
            assert line, "".join(shown)
            shown.append(line)
        running.terminate()
    text = "".join(shown)

    assert "/google/o/oauth2/v2/auth" in text
    assert "123456789-web.apps.googleusercontent.com" in text


def test_without_google_it_is_not_spoken_of(sandbox: Sandbox):
    """The provider of a served sandbox stays Fitbit's."""
    served = sandbox.serve()

    assert "google" not in served.provider.token_url
    assert served.google_provider.token_url == f"{served.google_url}/token"
