"""A client with a store: what rests there, and what happens when two look at it."""

from __future__ import annotations

import json
import multiprocessing
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import fitbit
from fitbit import exceptions
from fitbit.oauth2.token_manager import RefreshCallback
from fitbit.oauth2.token_records import key_of
from fitbit.stores import FileStore, MemoryStore, Store
from fitbit_sandbox import Sandbox
from sandboxed import START, Make, around_refresh, client_of, crash_in_refresh, posts


@pytest.fixture
def make(sandbox: Sandbox) -> Make:
    """Make clients that take their tokens from a store, if at all."""
    return lambda store=None, **kwargs: client_of(sandbox, store=store, **kwargs)


def seed(sandbox: Sandbox, person: int = 0) -> dict[str, Any]:
    token = sandbox.issue(sandbox.apps["server"], sandbox.people[person])
    return {
        "access_token": token["access_token"],
        "refresh_token": token["refresh_token"],
        "expires_at": START + token["expires_in"],
    }


def record(store: Store, sandbox: Sandbox, user: str = "-") -> Any:
    text = store.load(
        key_of("token", sandbox.provider.name, sandbox.apps["server"].client_id, user)
    )
    return None if text is None else json.loads(text)


def test_constructor_tokens_seed_an_empty_record(sandbox: Sandbox, make: Make) -> None:
    """The first client's tokens are stored; a second client needs none."""
    store = MemoryStore()
    tokens = seed(sandbox)
    make(store, **tokens)

    assert make(store).client.session.token == tokens
    assert record(store, sandbox)["token"] == tokens


def test_a_stored_token_wins_over_the_constructors(sandbox: Sandbox, make: Make) -> None:
    """Old tokens in a configuration file do not replace what was refreshed since."""
    store = MemoryStore()
    old = seed(sandbox)
    make(store, **old).client.refresh_token()
    fb = make(store, **old)

    assert fb.client.session.token["refresh_token"] != old["refresh_token"]
    assert fb.user_profile_get()["user"]


def test_a_login_overwrites(sandbox: Sandbox, make: Make) -> None:
    """What comes out of the exchange replaces what was stored."""
    store = MemoryStore()
    make(store, **seed(sandbox))
    fb = make(store, redirect_uri="http://127.0.0.1:8080/")
    url, state = fb.client.authorize_token_url()
    fb.client.fetch_token_from_redirect(sandbox.consent(url, sandbox.people[1]), state=state)

    assert record(store, sandbox)["token"]["user_id"] == sandbox.people[1].id
    assert make(store).client.session.token["user_id"] == sandbox.people[1].id


def test_every_user_has_a_record_of_their_own(sandbox: Sandbox, make: Make) -> None:
    """`user` is the application's key; without one it is `-`; odd characters are no danger."""
    store = MemoryStore()
    for number, user in enumerate(["alice", "../bob", "-", "a/b", "ü@example.org"]):
        make(store, account=user, **seed(sandbox, number % 3))
    ids = [
        make(store, account=user).user_profile_get()["user"]["encodedId"]
        for user in ("alice", "../bob", "-", "a/b", "ü@example.org")
    ]

    assert ids == [sandbox.people[number % 3].id for number in range(5)]
    assert make(store, account="nobody").client.session.token == {}


def test_providers_and_clients_do_not_share_records() -> None:
    """The key names all three."""
    keys = {
        key_of("token", provider, client, user)
        for provider in ("fitbit", "google")
        for client in ("a", "b")
        for user in ("x", "y", "x/y")
    }
    assert len(keys) == 12


def test_a_refresh_is_stored_before_the_callback_runs(sandbox: Sandbox, make: Make) -> None:
    """`refresh_cb` keeps working beside a store, and finds the token stored."""
    store = MemoryStore()
    seen: list[bool] = []

    def look(token: dict[str, Any]) -> None:
        seen.append(record(store, sandbox)["token"] == token)

    make(store, refresh_cb=look, **seed(sandbox)).client.refresh_token()
    assert seen == [True]


def test_two_clients_refresh_once(sandbox: Sandbox, make: Make) -> None:
    """The second one finds the first one's token and adopts it, without a callback of its own."""
    store = MemoryStore()
    called: list[Any] = []
    make(store, **seed(sandbox))
    one, other = make(store), make(store, refresh_cb=called.append)
    sandbox.clock.advance(8 * 3600)
    one.user_profile_get()
    other.user_profile_get()

    assert posts(sandbox) == 1
    assert called == []
    assert one.client.session.token == other.client.session.token


def test_a_401_leads_to_the_others_token(sandbox: Sandbox, make: Make) -> None:
    """Where another client has logged in anew, an invalid token is replaced, not refreshed."""
    store = MemoryStore()
    make(store, **seed(sandbox))
    one, other = make(store), make(store)
    sandbox.revoke(sandbox.apps["server"])
    other.client.session.token = fitbit.Token(seed(sandbox))

    assert one.user_profile_get()["user"]
    assert posts(sandbox) == 0


def test_assigning_and_revoking_reach_the_store(sandbox: Sandbox, make: Make) -> None:
    """session.token = … is stored; revoke_token() forgets the record."""
    store = MemoryStore()
    fb = make(store)
    fb.client.session.token = fitbit.Token(seed(sandbox))
    assert record(store, sandbox)["token"] == dict(fb.client.session.token)
    fb.client.revoke_token()

    assert record(store, sandbox) is None


class Failing(MemoryStore):
    """A store that can be told to fail."""

    fails: Callable[[str], bool] = staticmethod(lambda value: False)

    def save(self, key: str, value: str, expected: str | None) -> bool:
        if self.fails(value):
            msg = "No space left on device"
            raise OSError(28, msg)
        return super().save(key, value, expected)


def test_a_full_disk_is_found_before_the_token_is_spent(sandbox: Sandbox, make: Make) -> None:
    """The note that a refresh is under way cannot be written, so nothing is sent."""
    store = Failing()
    fb = make(store, **seed(sandbox))
    store.fails = lambda value: True
    with pytest.raises(OSError, match="No space"):
        fb.client.refresh_token()
    assert posts(sandbox) == 0


def test_a_token_that_cannot_be_stored_is_kept_and_stored_later(
    sandbox: Sandbox, make: Make
) -> None:
    """A typed error that carries the token; each call tries to store it first, then all is well."""
    store = Failing()
    saved: list[dict[str, Any]] = []
    fb = make(store, refresh_cb=saved.append, **seed(sandbox))
    store.fails = lambda value: "refreshing_since" not in value
    for _ in range(2):
        with pytest.raises(exceptions.TokenNotSaved) as caught:
            fb.client.refresh_token() if not posts(sandbox) else fb.user_profile_get()
    assert caught.value.token == fb.client.session.token
    assert caught.value.token["access_token"] not in repr(caught.value) + str(caught.value)
    assert saved == []

    store.fails = lambda value: False
    assert fb.user_profile_get()["user"]
    assert record(store, sandbox)["token"] == dict(fb.client.session.token)
    assert len(saved) == posts(sandbox) == 1


def test_what_an_exception_carries_for_a_rescue_is_not_pickled(
    sandbox: Sandbox, make: Make
) -> None:
    """TokenNotSaved.token and TokenStoreCorrupt.raw stay in the process that raised them."""
    store = Failing()
    fb = make(store, **seed(sandbox))
    store.fails = lambda value: "refreshing_since" not in value
    with pytest.raises(exceptions.TokenNotSaved) as caught:
        fb.client.refresh_token()
    corrupt = exceptions.TokenStoreCorrupt("damaged")
    corrupt.raw = caught.value.token["access_token"]

    for error in (caught.value, corrupt):
        assert caught.value.token["access_token"].encode() not in pickle.dumps(error)
        assert str(pickle.loads(pickle.dumps(error))) == str(error)


@pytest.mark.parametrize("answered", [True, False])
def test_within_two_minutes_a_restart_repeats_the_refresh(
    sandbox: Sandbox, make: Make, answered: bool
) -> None:
    """The note of the crashed refresh makes the next client repeat it before anything else."""
    store = MemoryStore()
    crash_in_refresh(make(store, **seed(sandbox)), answered=answered)
    spent = record(store, sandbox)["token"]
    sandbox.clock.advance(60)
    fb = make(store)

    assert fb.user_profile_get()["user"]
    assert fb.client.session.token["refresh_token"] != spent["refresh_token"]
    assert fb.client.refresh_token()["refresh_token"] != spent["refresh_token"]


def test_later_the_stored_token_is_tried(sandbox: Sandbox, make: Make) -> None:
    """The crash came before the POST: the stored token still works an hour later."""
    store = MemoryStore()
    crash_in_refresh(make(store, **seed(sandbox)), answered=False)
    sandbox.clock.advance(8 * 3600)

    assert make(store).user_profile_get()["user"]


def test_later_only_a_refusal_raises_and_says_what_happened(sandbox: Sandbox, make: Make) -> None:
    """The crash came after the POST: the error names the refresh whose answer was lost."""
    store = MemoryStore()
    crash_in_refresh(make(store, **seed(sandbox)), answered=True)
    sandbox.clock.advance(8 * 3600)
    with pytest.raises(exceptions.ReauthorizationRequired, match="answer was never received"):
        make(store).user_profile_get()


def test_a_paused_holder_does_not_lose_the_token(sandbox: Sandbox, make: Make) -> None:
    """Its late answer is refused by the store if a newer token is there: that one is adopted."""
    store = MemoryStore()
    make(store, **seed(sandbox))
    slow, quick = make(store), make(store)

    def overtaken(send: Callable[[], Any]) -> Any:
        late = send()
        quick.client.session.token = fitbit.Token(seed(sandbox))
        return late

    around_refresh(slow, overtaken)
    slow.client.refresh_token()

    assert slow.client.session.token == quick.client.session.token
    assert record(store, sandbox)["token"] == dict(quick.client.session.token)


DAMAGE = [b"", b'{"records": {"tok', b"[]", b"null", b"\x00\xff\xfe", b"{}", b'{"records": 7}']


@pytest.mark.parametrize("raw", DAMAGE, ids=repr)
def test_a_damaged_file_falls_back_to_the_token_before(
    sandbox: Sandbox, make: Make, tmp_path: Path, raw: bytes
) -> None:
    """Within two minutes of the last refresh the one before it still works; the bytes are kept."""
    store = FileStore(tmp_path / "tokens.json")
    make(store, **seed(sandbox)).client.refresh_token()
    (tmp_path / "tokens.json").write_bytes(raw)
    fb = make(FileStore(tmp_path / "tokens.json"))

    assert fb.user_profile_get()["user"]
    assert fb.client.refresh_token()
    assert (tmp_path / "tokens.json.damaged-1").read_bytes() == raw


@pytest.mark.parametrize("raw", DAMAGE, ids=repr)
def test_without_a_token_before_it_is_a_typed_error(
    sandbox: Sandbox, make: Make, tmp_path: Path, raw: bytes
) -> None:
    """TokenStoreCorrupt names the file and carries the bytes, which are left in their place."""
    path = tmp_path / "tokens.json"
    path.write_bytes(raw)
    with pytest.raises(exceptions.TokenStoreCorrupt, match=r"tokens\.json") as caught:
        make(FileStore(path))

    assert caught.value.raw == raw
    assert path.read_bytes() == raw


@pytest.mark.parametrize("text", ["", "[]", "null", "{}", '{"token": {}}', '{"token": {"a": 1}}'])
def test_a_record_without_a_token_is_damaged(sandbox: Sandbox, make: Make, text: str) -> None:
    """Whatever a store gives back that is no record: TokenStoreCorrupt, with the text."""
    store = MemoryStore()
    key = key_of("token", sandbox.provider.name, sandbox.apps["server"].client_id, "-")
    store.save(key, text, None)
    with pytest.raises(exceptions.TokenStoreCorrupt) as caught:
        make(store)

    assert caught.value.raw == text
    assert store.load(key) == text


def test_an_unpickled_client_finds_its_token_in_the_store(sandbox: Sandbox, tmp_path: Path) -> None:
    """And it has the settings of the one that was pickled."""
    store = FileStore(tmp_path / "tokens.json")
    fb = fitbit.Fitbit("23SERV", "s", store=store, account="alice", system="en_GB", **seed(sandbox))
    twin = pickle.loads(pickle.dumps(fb))

    assert twin.client.session.token == fb.client.session.token
    assert (twin.system, twin.client.account, twin.client.client_id) == ("en_GB", "alice", "23SERV")


# Python 3.12 warns of any fork beside threads; other tests may have left some running.
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_after_a_fork_the_child_reloads(sandbox: Sandbox, make: Make, tmp_path: Path) -> None:
    """The parent refreshes after forking: the child finds the new token in the store."""
    store = FileStore(tmp_path / "tokens.json")
    fb = make(store, **seed(sandbox))
    context = multiprocessing.get_context("fork")
    go, told = context.Event(), context.SimpleQueue()

    def child() -> None:
        go.wait(30)
        told.put((fb.client.token_manager.valid_token()["refresh_token"], posts(sandbox)))

    process = context.Process(target=child)
    process.start()
    new = fb.client.refresh_token()["refresh_token"]
    go.set()
    process.join(30)

    assert told.get() == (new, 0)


def test_a_callback_can_be_changed(sandbox: Sandbox, make: Make) -> None:
    """client.refresh_cb is read and set like python-fitbit's token_updater."""
    saved: list[Any] = []
    callback: RefreshCallback = saved.append
    fb = make(**seed(sandbox))
    fb.client.refresh_cb = callback
    fb.client.refresh_token()

    assert fb.client.refresh_cb is callback
    assert len(saved) == 1
