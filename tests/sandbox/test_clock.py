"""The clock runs or stands still, and is moved by hand."""

from __future__ import annotations

import threading
import time
from datetime import datetime, timedelta, timezone

import pytest

from fitbit_sandbox import Clock


def test_a_clock_with_a_start_stands_still() -> None:
    clock = Clock(start=1000)

    assert [clock.time(), clock.time()] == [1000.0, 1000.0]
    assert clock.monotonic() == clock.monotonic()


def test_a_clock_without_a_start_runs_with_the_real_one() -> None:
    before = time.time()
    told = Clock().time()

    assert before <= told <= time.time()


def test_sleeping_moves_both_clocks_and_returns_at_once() -> None:
    clock = Clock(start=1000)
    begun, monotonic = time.monotonic(), clock.monotonic()

    clock.sleep(86400)

    assert clock.time() == 1000 + 86400
    assert clock.monotonic() - monotonic == 86400
    assert time.monotonic() - begun < 60


def test_a_running_clock_can_be_moved_ahead() -> None:
    clock = Clock()
    clock.advance(3600)

    assert 3600 <= clock.time() - time.time() + 1 <= 3602


def test_setting_the_wall_clock_back_leaves_the_monotonic_one_alone() -> None:
    clock = Clock(start=1000)
    monotonic = clock.monotonic()

    clock.set(400)

    assert clock.time() == 400
    assert clock.monotonic() == monotonic


def test_a_running_clock_runs_on_from_where_it_is_set() -> None:
    clock = Clock()
    clock.set(datetime(2026, 1, 2, tzinfo=timezone.utc))

    assert 0 <= clock.time() - 1767312000 < 60


def test_a_moment_is_given_with_its_time_zone() -> None:
    berlin = timezone(timedelta(hours=1))

    assert Clock(start=datetime(2026, 1, 2, 1, tzinfo=berlin)).time() == 1767312000
    with pytest.raises(ValueError, match="time zone"):
        Clock(start=datetime(2026, 1, 2, 1))  # noqa: DTZ001 - the naive one is the point


@pytest.mark.parametrize("seconds", [-1, float("nan")])
def test_time_does_not_pass_backwards(seconds: float) -> None:
    with pytest.raises(ValueError, match=r"set\(\)"):
        Clock(start=1000).advance(seconds)


def test_many_threads_move_the_clock_without_losing_a_second() -> None:
    clock = Clock(start=0)

    def tick() -> None:
        for _ in range(500):
            clock.sleep(1)

    threads = [threading.Thread(target=tick) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert clock.time() == 8 * 500
