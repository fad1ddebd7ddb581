"""Moments that threads and processes meet rarely, brought about on purpose."""

from __future__ import annotations

import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

import fitbit
from fitbit import exceptions
from fitbit.oauth2.expiry import ExpiryWatch
from fitbit.stores import EncryptedStore, FileStore, MemoryStore, Store, generate_key
from fitbit_sandbox import Sandbox
from sandboxed import Make, around_refresh, crash_in_refresh

KEY = "token/sandbox/23SERV/-"
EIGHT_HOURS = 8 * 3600


def test_who_needs_a_token_does_not_share_the_failure_of_an_early_renewal(
    sandbox: Sandbox, make: Make
) -> None:
    """An early renewal gives up soon; who waited for it because the token is dead goes on."""
    fb = make()
    sandbox.clock.advance(EIGHT_HOURS - 120)
    arrived, fail = threading.Event(), threading.Event()

    def lose_the_first(send: Callable[[], Any]) -> Any:
        if arrived.is_set():
            return send()
        arrived.set()
        assert fail.wait(30)
        raise requests.ConnectionError

    around_refresh(fb, lose_the_first)
    with ThreadPoolExecutor(2) as pool:
        early = pool.submit(fb.user_profile_get)
        assert arrived.wait(30)
        sandbox.clock.advance(90)
        late = pool.submit(fb.user_profile_get)
        wait_until(lambda: threads_in("single_flight.py") == 2)
        fail.set()
        assert late.result()["user"]
        assert early.result()["user"]


def threads_in(file: str) -> int:
    """Return how many threads have a call of that file on their stacks."""
    stacks = (traceback.extract_stack(frame) for frame in sys._current_frames().values())
    return sum(any(call.filename.endswith(file) for call in stack) for stack in stacks)


def wait_until(true: Callable[[], bool]) -> None:
    """Wait until something is true, for half a minute at most."""
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end
        os.sched_yield()


def test_an_error_of_mine_does_not_hide_an_unanswered_refresh(sandbox: Sandbox, make: Make) -> None:
    """One process dies after Fitbit answered, one has a wrong secret: a third still recovers."""
    store = MemoryStore()
    died = make(store=store)
    crash_in_refresh(died, answered=True)
    with pytest.raises(exceptions.InvalidClientError):
        make(client_secret="not the secret", store=store).user_profile_get()

    third = make(store=store)
    assert third.user_profile_get()["user"]
    assert third.client.session.token["refresh_token"] != died.client.session.token["refresh_token"]


def test_threads_that_look_at_two_tokens_do_not_mix_up_their_expiry() -> None:
    """Other threads look at a dead token again and again meanwhile: mine is still fresh."""
    expiry, now = ExpiryWatch(time), time.time()
    fresh = fitbit.Token(access_token="fresh", expires_at=now + EIGHT_HOURS)
    dead = fitbit.Token(access_token="dead", expires_at=now - EIGHT_HOURS)

    def look(token: fitbit.Token) -> set[bool]:
        return {expiry.is_stale(token) for _ in range(3000)}

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            seen = list(pool.map(look, [fresh, dead, fresh, dead]))
    finally:
        sys.setswitchinterval(interval)
    assert seen == [{False}, {True}, {False}, {True}]


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
