"""Moments that threads and processes meet rarely, brought about on purpose."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

import fitbit
from fitbit import exceptions
from fitbit.oauth2.token_manager import TokenKeeper
from fitbit.oauth2.token_records import Record
from fitbit.stores import EncryptedStore, FileStore, MemoryStore, Store, generate_key
from fitbit_sandbox import Sandbox
from sandboxed import Make

TOKEN_PATH = "/oauth2/token"
KEY = "token/sandbox/23SERV/-"
EIGHT_HOURS = 8 * 3600


def test_who_needs_a_token_does_not_share_the_failure_of_an_early_renewal(
    sandbox: Sandbox, make: Make
) -> None:
    """An early renewal gives up soon; who waited for it because the token is dead goes on."""
    fb = make()
    sandbox.clock.advance(EIGHT_HOURS - 120)
    arrived, fail, ask = threading.Event(), threading.Event(), fb.client._keeper._ask
    share = fb.client._keeper._flight.do
    joining = threading.Event()

    def lose_the_first(refresh_token: str, seconds: float) -> fitbit.Token:
        if arrived.is_set():
            return ask(refresh_token, seconds)
        arrived.set()
        assert fail.wait(30)
        raise requests.ConnectionError

    def join(work: Callable[[], fitbit.Token]) -> fitbit.Token:
        joining.set()
        return share(work)

    fb.client._keeper._ask = lose_the_first
    with ThreadPoolExecutor(2) as pool:
        early = pool.submit(fb.user_profile_get)
        assert arrived.wait(30)
        fb.client._keeper._flight.do = join  # type: ignore[method-assign]
        sandbox.clock.advance(90)
        late = pool.submit(fb.user_profile_get)
        assert joining.wait(30)
        fail.set()
        assert late.result()["user"]
        assert early.result()["user"]


def test_an_error_of_mine_does_not_hide_an_unanswered_refresh(sandbox: Sandbox, make: Make) -> None:
    """One process dies after Fitbit answered, one has a wrong secret: a third still recovers."""
    store = MemoryStore()
    died = make(store=store)
    sandbox.faults.add(TOKEN_PATH, reset="after")
    died.client._keeper.shelf.swap(
        died.client.session.token,
        Record(died.client.session.token, refreshing_since=sandbox.clock.time()),
    )
    with pytest.raises(requests.ConnectionError):
        died.client._ask_for_refresh(died.client.session.token["refresh_token"], 0.0)
    with pytest.raises(exceptions.InvalidClientError):
        make(client_secret="not the secret", store=store).user_profile_get()

    third = make(store=store)
    assert third.user_profile_get()["user"]
    assert third.client.session.token["refresh_token"] != died.client.session.token["refresh_token"]


def test_threads_that_look_at_two_tokens_do_not_mix_up_their_expiry(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another thread notes its dead token between two steps of mine: mine is still fresh."""
    keeper = make().client._keeper
    fresh = keeper._read()

    def note(self: TokenKeeper, value: Any) -> None:
        self.__dict__["noted"] = None if value is None else ("another token", -1.0)

    noted = property(lambda self: self.__dict__.get("noted"), note)
    monkeypatch.setattr(TokenKeeper, "_guarded", noted, raising=False)

    assert not keeper._is_stale(fresh)


def encrypted(path: Path) -> Store:
    return EncryptedStore(FileStore(path), [generate_key()])


@pytest.mark.parametrize("make_store", [FileStore, encrypted], ids=["plain", "encrypted"])
def test_a_damaged_record_gives_way_to_the_one_before(
    sandbox: Sandbox, make: Make, tmp_path: Path, make_store: Callable[[Path], Store]
) -> None:
    """One record of a whole file is cut short: the one before is refreshed, and saved."""
    path = tmp_path / "tokens.json"
    store, inner = make_store(path), FileStore(path)
    make(store=store).client.refresh_token()
    before, text = path.read_bytes(), inner.load(KEY) or ""
    inner.save(KEY, text[:-9], text)
    path.with_name("tokens.json.prev").write_bytes(before)

    again = make(store=store)
    sandbox.clock.advance(EIGHT_HOURS)
    assert again.user_profile_get()["user"]
    assert make(store=store).client.session.token == again.client.session.token


@pytest.mark.parametrize("text", ['{"token": [1]}', '{"token": "x"}', "7", "[" * 100_000, "null"])
def test_a_record_that_is_none_is_typed(make: Make, text: str) -> None:
    """Whatever JSON it is, or is not: TokenStoreCorrupt, with the text kept."""
    store = MemoryStore()
    store.save(KEY, text, None)
    with pytest.raises(exceptions.TokenStoreCorrupt) as caught:
        make(store=store)
    assert caught.value.raw == text
    assert store.load(KEY) == text
