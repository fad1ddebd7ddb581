"""What PostgresStore promises beyond the protocol."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

from fitbit.exceptions import TokenStoreBusy, TokenStoreError
from fitbit.stores import PostgresStore

KEY = "fitbit/23ABCD/alice"
needs_postgres = pytest.mark.needs("postgres")
MakePostgres = Callable[[], PostgresStore]


@pytest.fixture
def server(postgres_conninfo: str) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    """Connect to the server as another program would."""
    with psycopg.connect(postgres_conninfo, autocommit=True) as connection:
        yield connection


@needs_postgres
def test_many_processes_make_the_tables_at_once(make_postgres: MakePostgres) -> None:
    """Whoever comes first makes the tables; nobody fails."""
    stores = [make_postgres() for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda store: store.load(KEY), stores)) == [None] * 8


@needs_postgres
@pytest.mark.parametrize("name", ["Select", "tokens.of_schema", "tökens"])
def test_words_of_sql_and_schemas_are_names(
    postgres_conninfo: str, server: psycopg.Connection[Any], name: str
) -> None:
    """A name may be a keyword or in another language; a point parts it from its schema."""
    server.execute("CREATE SCHEMA IF NOT EXISTS tokens")
    store = PostgresStore(postgres_conninfo, name)
    assert store.save(KEY, "one", None) is True
    with store.lock(KEY, 1):
        assert store.load(KEY) == "one"
    store.close()

    found = server.execute("SELECT schemaname, tablename FROM pg_tables").fetchall()
    assert (("tokens", "of_schema") if "." in name else ("public", name)) in found


@pytest.mark.parametrize("name", ["", "a b", 'a"b', "a.b.c", "a;--", "%s", "1a", ".a", "a."])
def test_what_is_no_name_is_refused(name: str) -> None:
    """A name that would have to be escaped is told at once."""
    with pytest.raises(ValueError, match="is not a table's name"):
        PostgresStore("host=h", name)


@needs_postgres
def test_tables_that_exist_need_no_right_to_make_them(
    postgres_conninfo: str, make_postgres: MakePostgres, server: psycopg.Connection[Any]
) -> None:
    """A user who may only read and write uses the tables; without them the error names them."""
    owner = make_postgres()
    owner.save(KEY, "one", None)
    server.execute("DROP ROLE IF EXISTS worker")
    server.execute("CREATE ROLE worker LOGIN")
    for table in (owner.table, f"{owner.table}_locks"):
        server.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO worker".encode())

    worker = PostgresStore(f"{postgres_conninfo} user=worker", owner.table)
    with worker.lock(KEY, 1):
        assert worker.save(KEY, "two", "one") is True
    worker.close()
    stranger = PostgresStore(f"{postgres_conninfo} user=worker", "no_such_table")
    with pytest.raises(TokenStoreError, match="make or use the table no_such_table"):
        stranger.load(KEY)
    stranger.close()
    server.execute("DROP OWNED BY worker")
    server.execute("DROP ROLE worker")


@needs_postgres
def test_a_broken_connection_is_opened_anew(
    make_postgres: MakePostgres, server: psycopg.Connection[Any]
) -> None:
    """After the server dropped every connection the store goes on."""
    store = make_postgres()
    store.save(KEY, "one", None)
    _drop_all(server)
    assert store.save(KEY, "two", "one") is True
    _drop_all(server)
    with store.lock(KEY, 1):
        assert store.load(KEY) == "two"


@needs_postgres
def test_a_lock_whose_connection_breaks_does_no_harm(
    make_postgres: MakePostgres, server: psycopg.Connection[Any]
) -> None:
    """A holder that loses its connection still saves what it has, and can lock again."""
    store = make_postgres()
    with store.lock(KEY, 5):
        _drop_all(server)
        assert store.save(KEY, "refreshed", None) is True
    with store.lock(KEY, 5):
        assert store.load(KEY) == "refreshed"


@needs_postgres
def test_an_error_inside_the_lock_stays_what_it_is(make_postgres: MakePostgres) -> None:
    """What the application's own use of PostgreSQL raises is not taken for the store's."""
    store = make_postgres()
    with pytest.raises(psycopg.errors.QueryCanceled), store.lock(KEY, 5):
        raise psycopg.errors.QueryCanceled
    with store.lock(KEY, 5):
        pass


@needs_postgres
def test_a_patient_holder_outlives_the_servers_limits(
    make_postgres: MakePostgres, server: psycopg.Connection[Any], postgres_conninfo: str
) -> None:
    """A server that ends idle transactions does not end a lock."""
    limit = "-c idle_in_transaction_session_timeout=50"
    store = PostgresStore(f"{postgres_conninfo} options='{limit}'", make_postgres().table)
    with store.lock(KEY, 5):
        server.execute("SELECT pg_sleep(0.3)")
        with pytest.raises(TokenStoreBusy), make_postgres().lock(KEY, 0.1):
            pytest.fail("the server ended the lock")
    store.close()


@needs_postgres
def test_a_process_holds_so_many_locks_at_once(
    postgres_conninfo: str, make_postgres: MakePostgres
) -> None:
    """One lock more than ``connections`` waits, and the holders still load and save."""
    store = PostgresStore(postgres_conninfo, make_postgres().table, connections=2)
    with ExitStack() as stack:
        for key in ("a", "b"):
            stack.enter_context(store.lock(key, 5))
        assert store.save("a", "one", None) is True
        with pytest.raises(TokenStoreBusy), store.lock("c", 0.1):
            pytest.fail("three connections are held")
    with store.lock("c", 5):
        pass
    store.close()


@needs_postgres
def test_connections_may_come_from_the_application(
    postgres_conninfo: str, make_postgres: MakePostgres
) -> None:
    """A function that returns connections, set up however the application likes, does as well."""
    store = PostgresStore(
        lambda: psycopg.connect(postgres_conninfo, row_factory=dict_row), make_postgres().table
    )
    store.save(KEY, "one", None)
    with store.lock(KEY, 1):
        assert store.save(KEY, "two", "one") is True
    assert (store.load(KEY), store.previous(KEY)) == ("two", "one")
    store.close()


def _drop_all(server: psycopg.Connection[Any]) -> None:
    server.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
        "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
