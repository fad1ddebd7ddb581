"""Desktop programs on Google Health, and the guarantees of a token that does not rotate."""

from __future__ import annotations

import threading
import webbrowser
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

import fitbit
from fitbit.gather_keys_oauth2 import OAuth2Server
from fitbit.stores import FileStore, MemoryStore
from fitbit_sandbox import Clock, Sandbox
from google_pair import NOW


def test_a_desktop_program_listens_on_a_free_port(monkeypatch: pytest.MonkeyPatch) -> None:
    """Port 0 in the redirect URI: any free one is listened on, as Google allows."""
    with Sandbox(clock=Clock(start=NOW)) as sandbox:
        app = sandbox.google_apps["desktop"]
        shell = OAuth2Server(
            app.client_id,
            app.client_secret,
            "http://127.0.0.1:0/",
            provider=sandbox.google_provider_for(fitbit.GOOGLE_HEALTH),
            clock=sandbox.clock,
        )

        def consent(url: str) -> bool:
            redirect = sandbox.consent(url, sandbox.people[0])
            threading.Thread(target=requests.get, args=(redirect,), kwargs={"timeout": 30}).start()
            return True

        monkeypatch.setattr(webbrowser, "open", consent)
        shell.browser_authorize(timeout=30)

    assert shell.redirect_uri != "http://127.0.0.1:0/"
    assert shell.fitbit.client.session.token["user_id"] == sandbox.people[0].id


def client(sandbox: Sandbox, store: Any, **kwargs: Any) -> fitbit.Fitbit:
    app = sandbox.google_apps["web"]
    return fitbit.Fitbit(
        app.client_id,
        app.client_secret,
        provider=sandbox.google_provider_for(fitbit.GOOGLE_HEALTH),
        clock=sandbox.clock,
        store=store,
        **kwargs,
    )


def test_many_threads_cause_one_refresh_and_the_refresh_token_stays(tmp_path: Any) -> None:
    """32 threads with an expired token: one POST, no failure, and refresh_cb gets both tokens."""
    with Sandbox(clock=Clock(start=NOW)) as sandbox:
        issued = sandbox.google_issue(sandbox.google_apps["web"], sandbox.people[0])
        saved: list[dict[str, Any]] = []
        fb = client(sandbox, FileStore(tmp_path / "tokens.json"), refresh_cb=saved.append)
        fb.client.session.token = fitbit.Token(issued, expires_at=NOW.timestamp() - 1)
        barrier = threading.Barrier(32)

        def call(_: int) -> Any:
            barrier.wait()
            return fb.get_devices()

        with ThreadPoolExecutor(32) as pool:
            answers = list(pool.map(call, range(32)))
        assert all(answers)
        assert sandbox.count("POST", "/token") == 1
        assert [token["refresh_token"] for token in saved] == [issued["refresh_token"]]
        assert saved[0]["access_token"] != issued["access_token"]


def test_two_clients_of_a_store_refresh_once_though_the_refresh_token_is_the_same() -> None:
    """The second finds the first one's access token: the whole token is compared."""
    with Sandbox(clock=Clock(start=NOW)) as sandbox:
        store = MemoryStore()
        issued = sandbox.google_issue(sandbox.google_apps["web"], sandbox.people[0])
        client(sandbox, store).client.session.token = fitbit.Token(
            issued, expires_at=NOW.timestamp() - 1
        )
        one, other = client(sandbox, store), client(sandbox, store)
        assert one.get_devices() == other.get_devices()

        assert sandbox.count("POST", "/token") == 1
        assert one.client.session.token == other.client.session.token
