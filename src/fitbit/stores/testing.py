"""Tests for a store of your own: subclass StoreConformance in a test file and run pytest.

Define the ``make_store`` fixture, and every rule of ``fitbit.stores.Store`` is tested::

    import pytest
    from fitbit.stores.testing import StoreConformance

    class TestMyStore(StoreConformance):
        @pytest.fixture
        def make_store(self, tmp_path):
            return lambda: MyStore(tmp_path / "tokens")

For readable failures put ``pytest.register_assert_rewrite("fitbit.stores.testing")`` first.
"""
# ruff: noqa: S101 - these are tests, and a test asserts

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest

from fitbit.exceptions import TokenStoreBusy
from fitbit.stores.protocol import Store, VersionedStore, previous_value

T = TypeVar("T")
MakeStore = Callable[[], Store]
KEY = "fitbit/23ABCD/alice"
KEYS = [
    KEY,
    "fitbit/23ABCD/ALICE",
    "fitbit/23ABCD/alice ",
    "fitbit/23ABCD/al%69ce",
    "-",
    "zoë 漢字 🏃",
]
VALUES = {
    "json": '{"token": {"access_token": "a", "refresh_token": "b"}}',
    "unicode": "zoë 漢字 🏃 e\u0301",
    "blanks": " \t\"quoted\"\\\n\r\n\u2028 'single' %s {} ? :key $1 ",
    "digits": "007",
    "long": "0123456789abcdef" * 16_384,
}
LOCK_TIMEOUT = 60.0
"""Seconds after which a lock that should be free counts as lost."""
SHORT = 0.2
"""Seconds to wait for a lock that is held throughout."""


class StoreConformance:
    """Tests of every rule of the protocol; a subclass defines how its store is made."""

    independent_keys = True
    """Whether a lock on one key leaves all others free; False for a store with one lock."""

    @pytest.fixture
    def make_store(self) -> MakeStore:
        """Return a function that makes stores on one place, which is empty for every test."""
        raise NotImplementedError

    def thread_ends(self) -> None:
        """Run last in every thread of these tests, for stores that keep things by thread."""

    @pytest.fixture
    def store(self, make_store: MakeStore) -> Store:
        """Return the store of a test."""
        return make_store()

    def test_it_is_a_store(self, store: Store) -> None:
        """The object has the methods of the protocol."""
        assert isinstance(store, Store)

    def test_there_is_nothing_at_first(self, store: Store) -> None:
        """An unknown key is None, and forgetting it is no error."""
        store.delete(KEY)

        assert store.load(KEY) is None

    @pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
    def test_a_text_comes_back_as_it_was(self, make_store: MakeStore, value: str) -> None:
        """Another object on the same place loads exactly what was saved."""
        assert make_store().save(KEY, value, None) is True

        assert make_store().load(KEY) == value

    @pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
    def test_a_text_is_known_again(self, store: Store, value: str) -> None:
        """Whatever the text is, it can be named as the expected one."""
        store.save(KEY, value, None)

        assert store.save(KEY, "new", value) is True
        assert store.load(KEY) == "new"

    def test_keys_are_apart(self, store: Store) -> None:
        """Keys that look alike are different records."""
        for number, key in enumerate(KEYS):
            assert store.save(key, f"value {number}", None) is True

        assert [store.load(key) for key in KEYS] == [f"value {n}" for n in range(len(KEYS))]

    @pytest.mark.parametrize("expected", ["old", "New", "new ", "", None])
    def test_a_stale_save_changes_nothing(self, store: Store, expected: str | None) -> None:
        """Who expects anything but what is there gets False."""
        store.save(KEY, "new", None)

        assert store.save(KEY, "stale", expected) is False
        assert store.load(KEY) == "new"

    def test_what_is_gone_cannot_be_replaced(self, store: Store) -> None:
        """Who expects a text where there is none gets False."""
        assert store.save(KEY, "late", "forgotten") is False
        assert store.load(KEY) is None

    def test_what_is_deleted_is_forgotten(self, store: Store) -> None:
        """After a delete the key is as new, and others keep their texts."""
        store.save(KEY, "one", None)
        store.save(KEY, "two", "one")
        store.save("other", "kept", None)
        store.delete(KEY)

        assert (store.load(KEY), store.load("other")) == (None, "kept")
        assert previous_value(store, KEY) is None
        assert store.save(KEY, "again", None) is True

    def test_the_text_before_is_remembered(self, store: Store) -> None:
        """A store with previous() returns what the last save replaced."""
        assert previous_value(store, KEY) is None
        store.save(KEY, "one", None)
        store.save(KEY, "two", "one")

        remembered = "one" if isinstance(store, VersionedStore) else None
        assert (previous_value(store, KEY), store.load(KEY)) == (remembered, "two")

    def test_one_of_many_threads_wins(self, make_store: MakeStore) -> None:
        """Of threads that replace the same text at once, exactly one is told True."""
        stores = [make_store() for _ in range(8)]
        expected: str | None = None
        for _ in range(3):
            winners = self._race(stores, expected)
            assert [stores[0].load(KEY)] == winners
            expected = winners[0]

    def test_no_update_is_lost(self, make_store: MakeStore) -> None:
        """Threads that read, add one and save until it is accepted count correctly."""

        def add(store: Store) -> None:
            while True:
                text = store.load(KEY)
                if store.save(KEY, str(int(text or 0) + 1), text):
                    return

        self._at_once([make_store() for _ in range(8)], add)

        assert make_store().load(KEY) == "8"

    def test_a_lock_keeps_others_out(self, make_store: MakeStore) -> None:
        """Who waits for a lock that stays held gets TokenStoreBusy, after the time and soon."""
        holder, waiter = make_store(), make_store()

        def wait() -> float:
            begun = time.monotonic()
            with pytest.raises(TokenStoreBusy), waiter.lock(KEY, SHORT):
                pytest.fail("two threads hold the same lock")
            return time.monotonic() - begun

        with holder.lock(KEY, LOCK_TIMEOUT):
            assert SHORT * 0.9 <= self._in_thread(wait) < LOCK_TIMEOUT

    def test_a_lock_keeps_other_threads_of_one_store_out(self, store: Store) -> None:
        """The same store object in another thread has to wait too."""

        def wait() -> None:
            with pytest.raises(TokenStoreBusy), store.lock(KEY, SHORT):
                pytest.fail("two threads hold the same lock")

        with store.lock(KEY, LOCK_TIMEOUT):
            self._in_thread(wait)

    def test_a_lock_is_given_back(self, make_store: MakeStore) -> None:
        """After the block, also one that raised, the lock is free for everyone."""
        first, second = make_store(), make_store()
        with pytest.raises(ZeroDivisionError), first.lock(KEY, LOCK_TIMEOUT):
            raise ZeroDivisionError

        self._in_thread(lambda: self._take(second))
        self._in_thread(lambda: self._take(first))

    def test_a_waiter_gets_the_lock(self, make_store: MakeStore) -> None:
        """Who waits while the lock is held has it once it is given back."""
        holder, waiter = make_store(), make_store()
        with ThreadPoolExecutor(1) as pool:
            with holder.lock(KEY, LOCK_TIMEOUT):
                waiting = pool.submit(self._ending, lambda: self._take(waiter))
            waiting.result()

    def test_one_thread_at_a_time(self, make_store: MakeStore) -> None:
        """Of many threads no two are inside the lock together."""
        inside: list[int] = []
        counts: list[int] = []

        def enter(store: Store) -> None:
            with store.lock(KEY, LOCK_TIMEOUT):
                inside.append(1)
                counts.append(len(inside))
                store.load(KEY)
                inside.pop()

        self._at_once([make_store() for _ in range(8)], enter)

        assert counts == [1] * 8

    def test_other_keys_stay_free(self, make_store: MakeStore) -> None:
        """One user's refresh does not wait for another's."""
        if not self.independent_keys:
            pytest.skip("this store has one lock for all keys")
        other = make_store()
        with make_store().lock(KEY, LOCK_TIMEOUT):
            self._in_thread(lambda: self._take(other, "fitbit/23ABCD/bob"))

    def test_a_save_inside_the_lock_counts_at_once(self, make_store: MakeStore) -> None:
        """What the holder saves is there for everyone before the lock is given back."""
        holder, other = make_store(), make_store()
        with holder.lock(KEY, LOCK_TIMEOUT):
            assert holder.save(KEY, "in flight", None) is True
            assert self._in_thread(lambda: other.load(KEY)) == "in flight"

    def test_a_login_does_not_wait_for_the_lock(self, make_store: MakeStore) -> None:
        """Others save while the lock is held, and the holder's stale save is refused."""
        holder, other = make_store(), make_store()
        holder.save(KEY, "old", None)
        with holder.lock(KEY, LOCK_TIMEOUT):
            assert self._in_thread(lambda: other.save(KEY, "login", "old")) is True
            assert holder.save(KEY, "refreshed", "old") is False
            assert holder.load(KEY) == "login"

    def test_the_repr_tells_no_secret(self, store: Store) -> None:
        """No text of the store is in its repr."""
        store.save(KEY, "s3cret", None)

        assert "s3cret" not in repr(store)

    def _race(self, stores: list[Store], expected: str | None) -> list[str]:
        """Let every store replace the expected text at once; return the texts of who won."""

        def save(store: Store) -> str | None:
            value = f"saved by {threading.get_ident()} over {expected}"
            return value if store.save(KEY, value, expected) else None

        return [value for value in self._at_once(stores, save) if value is not None]

    def _at_once(self, stores: list[Store], action: Callable[[Store], T]) -> list[T]:
        """Run an action on every store, each in a thread, all beginning together."""
        gate = threading.Barrier(len(stores))

        def run(store: Store) -> T:
            gate.wait(LOCK_TIMEOUT)
            return self._ending(lambda: action(store))

        with ThreadPoolExecutor(len(stores)) as pool:
            return list(pool.map(run, stores))

    def _in_thread(self, action: Callable[[], T]) -> T:
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(self._ending, action).result()

    def _ending(self, action: Callable[[], T]) -> T:
        try:
            return action()
        finally:
            self.thread_ends()

    @staticmethod
    def _take(store: Store, key: str = KEY) -> None:
        with store.lock(key, LOCK_TIMEOUT):
            pass
