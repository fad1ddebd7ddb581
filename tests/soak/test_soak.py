"""The rows of `make soak` in small numbers: a token is never lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from soak import faults, kills, pauses, redirects, stampede, users
from soak.__main__ import GROUPS, main
from soak.places import ON_DISK, RESTARTED, SERVERS
from soak.table import Group, Row, skipped
from soak.tripwire import Moment

STORES = [
    "FileStore",
    "SqliteStore",
    pytest.param("RedisStore", marks=pytest.mark.needs("redis")),
    pytest.param("PostgresStore", marks=pytest.mark.needs("postgres")),
]


def check(row: Row) -> None:
    """Fail where a row is not met; the server that it needs is there."""
    assert row.ok is True, str(row)


@pytest.mark.parametrize("told_by", ["the expiry", "a 401"])
def test_many_threads_send_one_refresh(told_by: str) -> None:
    """32 threads of one client, strict rotation: one POST and no failure."""
    check(stampede.threads_row(32, told_by=told_by))


@pytest.mark.parametrize("store", STORES)
def test_many_processes_send_one_refresh(store: str) -> None:
    """Threads of several processes share a store: one POST for each expiry and no failure."""
    place = RESTARTED[store]
    check(stampede.processes_row(store, place, processes=3, threads=8, expiries=2))


@pytest.mark.parametrize("store", ON_DISK)
def test_kill_9_leaves_a_readable_store(store: str) -> None:
    """A process that was killed while it refreshed is followed by one that works."""
    check(kills.random_row(store, ON_DISK[store], kills=10))


@pytest.mark.parametrize("store", STORES)
def test_after_kill_9_an_unseen_answer_is_fetched_again_or_named(store: str) -> None:
    """Inside two minutes all is well again; later the error says what happened."""
    check(kills.chosen_row(store, RESTARTED[store]))


@pytest.mark.parametrize("store", STORES)
def test_a_holder_that_was_stopped_breaks_nothing(store: str) -> None:
    """The process that held the lock wakes up late; under strict rotation the token is live."""
    check(pauses.row(store, RESTARTED[store], 0, "answered"))


@pytest.mark.needs("redis")
@pytest.mark.parametrize(("window", "moment"), [(120, "answered"), (0, "begun")])
def test_a_lease_that_lapsed_breaks_nothing(window: int, moment: Moment) -> None:
    """Others refreshed twice meanwhile: what the late holder saves is refused."""
    check(pauses.row("RedisStore", RESTARTED["RedisStore"], window, moment))


@pytest.mark.parametrize("rows", [faults.rows, redirects.rows], ids=["fail", "redirect"])
def test_the_token_endpoint_may(rows: Group) -> None:
    """Nine faults are outlived inside the call; a second host sees nothing of a redirect."""
    for row in rows(True):  # noqa: FBT003 - a Group takes it so
        check(row)


@pytest.mark.parametrize(
    "store",
    [
        pytest.param("RedisStore", marks=pytest.mark.needs("redis")),
        pytest.param("PostgresStore", marks=pytest.mark.needs("postgres")),
    ],
)
def test_tokens_that_expire_together_are_refreshed_once_each(store: str) -> None:
    """As many POSTs as users, whatever the number of processes."""
    check(users.row(store, SERVERS[store], users=20, processes=3))


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([Row("a", "b", "c", ok=True), skipped("a", "b", "redis-server")], 0),
        ([Row("a", "b", "c", ok=True), Row("a", "b", "c", ok=False)], 1),
    ],
)
def test_the_command_fails_where_a_row_is_not_met(
    rows: Sequence[Row],
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A row that is not met is exit code 1; a server that is missing is no failure."""
    monkeypatch.setitem(GROUPS, "faults", lambda _short: rows)

    assert main(["--short", "--only", "faults"]) == code
    assert capsys.readouterr().out.count("\n") == 2 + len(rows)


def test_every_module_is_a_group() -> None:
    """No rows are forgotten by the command."""
    found = {path.stem for path in Path(stampede.__file__).parent.glob("*.py")}
    helpers = {"__init__", "__main__", "fleet", "places", "server", "table", "tripwire"}

    assert found - helpers == set(GROUPS)
