"""No store loses a token when processes race, fork, are paused or are killed."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from fitbit.exceptions import TokenStoreBusy
from fitbit.stores import (
    FileStore,
    RedisStore,
    SqliteStore,
    Store,
)
from store_child import KEY
from store_processes import child

KILLS = 8
"""Enough for some to land inside a save; `make soak` kills many more."""
Make = Callable[[], Store]
REDIS = pytest.param("make_redis", marks=pytest.mark.needs("redis"), id="redis")
POSTGRES = pytest.param("make_postgres", marks=pytest.mark.needs("postgres"), id="postgres")
FILE = pytest.param("make_file", id="file")
SQLITE = pytest.param("make_sqlite", id="sqlite")
posix_only = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")


@pytest.fixture
def make_file(tmp_path: Path) -> Make:
    """Make stores on one file."""
    return lambda: FileStore(tmp_path / "tokens.json")


@pytest.fixture
def make_sqlite(tmp_path: Path) -> Make:
    """Make stores on one database."""
    return lambda: SqliteStore(tmp_path / "tokens.db")


@pytest.fixture
def make(request: pytest.FixtureRequest) -> Make:
    """Make stores of the kind that the test is run for."""
    made: Make = request.getfixturevalue(request.param)
    return made


@pytest.mark.parametrize("make", [FILE, SQLITE], indirect=True)
def test_a_killed_writer_leaves_what_it_saved_or_was_about_to(make: Make) -> None:
    """However a process is killed while it saves, the store is readable and nothing is lost."""
    for _ in range(KILLS):
        begun, saved = _killed_while_saving(make())

        assert saved <= int(make().load(KEY) or 0) <= begun


def _killed_while_saving(store: Store) -> tuple[int, int]:
    with child(store, "save_on") as writer:
        heard = [writer.hear() for _ in range(random.randint(1, 9))]  # noqa: S311 - any moment
        time.sleep(random.uniform(0, 0.005))  # noqa: S311 - any moment within a save
        writer.process.kill()
        heard += writer.rest()
    numbers = {
        word: [int(line.split()[1]) for line in heard if line.startswith(word)]
        for word in ("begun", "saved")
    }
    before = int(store.load(KEY) or 0) - 1
    assert "refused" not in heard
    return max(numbers["begun"]), max(numbers["saved"], default=before)


@pytest.mark.parametrize("make", [FILE, SQLITE, POSTGRES], indirect=True)
def test_a_killed_holder_frees_the_lock_at_once(make: Make) -> None:
    """The system, not a clock, gives back the lock of a process that was killed."""
    with child(make(), "hold") as holder:
        assert holder.hear() == "held"
        with pytest.raises(TokenStoreBusy), make().lock(KEY, 0.2):
            pytest.fail("two processes hold the same lock")
        holder.process.kill()
        begun = time.monotonic()
        with make().lock(KEY, 30):
            assert time.monotonic() - begun < 5


@pytest.mark.needs("redis")
def test_a_killed_holder_frees_a_lease_when_it_ends(make_redis: Callable[[], RedisStore]) -> None:
    """In Redis the lock of a process that was killed lapses after its lease."""
    store = _short_lease(make_redis)
    with child(store, "hold") as holder:
        assert holder.hear() == "held"
        holder.process.kill()
        with store.lock(KEY, 30):
            pass


@pytest.mark.parametrize("make", [FILE, SQLITE, POSTGRES], indirect=True)
def test_nothing_is_taken_from_a_paused_holder(make: Make) -> None:
    """A stopped process keeps its lock; who waits is told that it is busy."""
    store = make()
    with child(store, "hold") as holder:
        assert holder.hear() == "held"
        holder.process.send_signal(signal.SIGSTOP)
        with pytest.raises(TokenStoreBusy), store.lock(KEY, 0.3):
            pytest.fail("a lock was stolen")
        holder.process.send_signal(signal.SIGCONT)
        holder.go()
        assert holder.rest() == ["True"]
    assert store.load(KEY) == "late"


@pytest.mark.needs("redis")
def test_a_holder_paused_beyond_its_lease_overwrites_nothing(
    make_redis: Callable[[], RedisStore],
) -> None:
    """Another process takes over, and the first one's late save is refused."""
    store = _short_lease(make_redis)
    store.save(KEY, "old", None)
    with child(store, "hold") as holder:
        assert holder.hear() == "held"
        holder.process.send_signal(signal.SIGSTOP)
        with store.lock(KEY, 30):
            assert store.save(KEY, "new", "old")
            holder.process.send_signal(signal.SIGCONT)
            holder.go()
            assert holder.rest() == ["False"]
            with pytest.raises(TokenStoreBusy), make_redis().lock(KEY, 0.2):
                pytest.fail("the first holder gave back the second one's lock")
    assert store.load(KEY) == "new"


@pytest.mark.needs("redis")
def test_a_lease_is_renewed_while_it_is_held(make_redis: Callable[[], RedisStore]) -> None:
    """A holder that works for several leases keeps its lock."""
    store = _short_lease(make_redis)
    with child(store, "hold") as holder:
        assert holder.hear() == "held"
        with pytest.raises(TokenStoreBusy), store.lock(KEY, store.lease * 3):
            pytest.fail("the lease was not renewed")


@pytest.mark.parametrize("make", [FILE, SQLITE, REDIS, POSTGRES], indirect=True)
def test_one_of_many_processes_renews(make: Make) -> None:
    """Four processes of eight threads that find the same old text renew it once."""
    make().save(KEY, "old", None)
    with ExitStack() as stack:
        children = [stack.enter_context(child(make(), "race")) for _ in range(4)]
        assert [one.hear() for one in children] == ["ready"] * 4
        for one in children:
            one.go()
        renewed = [line for one in children for line in one.rest()]
    assert renewed == ["renewed True"]


@posix_only
@pytest.mark.parametrize("make", [FILE, SQLITE, REDIS, POSTGRES], indirect=True)
def test_parent_and_child_both_go_on_after_a_fork(make: Make) -> None:
    """After a fork both processes load, save and lock, and the child sees the parent's locks."""
    with child(make(), "fork") as parent:
        assert parent.rest() == ["child 0", "parent child True"]


@posix_only
@pytest.mark.parametrize("make", [FILE, SQLITE, REDIS, POSTGRES], indirect=True)
def test_a_process_may_fork_at_any_moment_of_a_save(make: Make) -> None:
    """Children that are forked while other threads save do not hang, and save themselves."""
    with child(make(), "fork_often") as parent:
        assert parent.rest() == ["saved True"]


@posix_only
@pytest.mark.parametrize("make", [FILE, SQLITE, REDIS, POSTGRES], indirect=True)
def test_a_forked_child_does_not_give_back_its_parents_lock(make: Make) -> None:
    """A child that was forked inside the lock and leaves the block frees nothing."""
    with child(make(), "fork_inside") as parent:
        assert parent.hear() == "held"
        with pytest.raises(TokenStoreBusy), make().lock(KEY, 0.2):
            pytest.fail("the child gave back its parent's lock")
        parent.go()
        parent.rest()
        with make().lock(KEY, 30):
            pass


def _short_lease(make_redis: Callable[[], RedisStore]) -> RedisStore:
    made = make_redis()
    function, arguments = made.__reduce__()[:2]
    store: RedisStore = function(*arguments[:2], 0.5)
    return store
