"""Uses a store in a process of its own, so that a test may stop, kill or fork it.

It is run with a pickled store (in hexadecimal digits) and the name of one of its functions; it
tells on standard output how far it is.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from itertools import count
from typing import Any

from fitbit.exceptions import TokenStoreBusy
from fitbit.stores import Store

KEY = "fitbit/23ABCD/alice"


def tell(*words: object) -> None:
    """Write a line at once."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def hold(store: Store) -> None:
    """Load, hold the lock until told to go on, then replace what was loaded."""
    with store.lock(KEY, 30):
        found = store.load(KEY)
        tell("held")
        sys.stdin.readline()
        tell(store.save(KEY, "late", found))


def save_on(store: Store) -> None:
    """Count up in the store for ever, telling what is begun and what is saved."""
    found = store.load(KEY)
    for number in count(int(found or 0) + 1):
        tell("begun", number)
        if not store.save(KEY, str(number), found):
            tell("refused")
        tell("saved", number)
        found = str(number)


def race(store: Store) -> None:
    """Once told to go, refresh like a client does: only who still finds the old text renews it."""
    tell("ready")
    sys.stdin.readline()
    threads = [threading.Thread(target=_refresh, args=(store,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _refresh(store: Store) -> None:
    with store.lock(KEY, 60):
        if store.load(KEY) == "old":
            tell("renewed", store.save(KEY, "new", "old"))


def fork(store: Store) -> None:
    """Fork while one thread holds a lock and this one another; both processes go on."""
    store.save(KEY, "parent", None)
    let_go = _hold_in_thread(store, "of a thread")
    with store.lock("inherited", 30):
        child = os.fork()
    if child == 0:
        os._exit(_child_goes_on(store))
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    tell("child", status)
    tell("parent", store.load(KEY), store.save(KEY, "parent again", "child"))
    let_go()


def fork_often(store: Store) -> None:
    """Fork many times while threads save, so at any moment of a save; every child saves too."""
    done = threading.Event()
    threads = [threading.Thread(target=_save_until, args=(store, str(n), done)) for n in range(3)]
    for thread in threads:
        thread.start()
    tell("saved", all(_saved_in_child(store, f"child {number}") for number in range(20)))
    done.set()
    for thread in threads:
        thread.join()


def _save_until(store: Store, key: str, done: threading.Event) -> None:
    while not done.is_set():
        store.save(key, "value", store.load(key))


def _saved_in_child(store: Store, key: str) -> bool:
    child = os.fork()
    if child == 0:
        signal.alarm(20)
        os._exit(0 if store.save(key, "value", None) and store.load(key) == "value" else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def fork_inside(store: Store) -> None:
    """Fork inside the lock; the child leaves the block and ends, the parent still holds it."""
    with store.lock(KEY, 30):
        child = os.fork()
        if child == 0:
            # The block is left as any other, by the exception that ends the child.
            raise SystemExit
        os.waitpid(child, 0)
        tell("held")
        sys.stdin.readline()


def _child_goes_on(store: Store) -> int:
    swapped = store.load(KEY) == "parent" and store.save(KEY, "child", "parent")
    with store.lock("inherited", 30):
        pass
    try:
        with store.lock("of a thread", 0.2):
            return 2
    except TokenStoreBusy:
        return 0 if swapped else 1


def _hold_in_thread(store: Store, key: str) -> Callable[[], None]:
    held, leave = threading.Event(), threading.Event()

    def run() -> None:
        with store.lock(key, 30):
            held.set()
            leave.wait()

    thread = threading.Thread(target=run)
    thread.start()
    held.wait()

    def let_go() -> None:
        leave.set()
        thread.join()

    return let_go


def main(pickled: str, name: str) -> None:
    """Run one of the functions above on the store."""
    actions: dict[str, Callable[[Any], None]] = {
        action.__name__: action for action in (hold, save_on, race, fork, fork_often, fork_inside)
    }
    actions[name](pickle.loads(bytes.fromhex(pickled)))


if __name__ == "__main__":
    main(*sys.argv[1:])
