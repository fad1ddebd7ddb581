"""The documentation's stores on Django and SQLAlchemy keep the rules of the protocol."""

from __future__ import annotations

import importlib.util
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import django
import psycopg
import psycopg.conninfo
import pytest
import sqlalchemy
from django.conf import settings
from django.db import connections, transaction
from psycopg.sql import SQL, Identifier

from fitbit.stores import Store
from fitbit.stores.testing import StoreConformance

DOCS = Path(__file__).parents[2] / "docs" / "stores"
MakeStore = Callable[[], Store]


def load(name: str) -> ModuleType:
    """Import an example of the documentation."""
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def django_example() -> ModuleType:
    """Import the Django example in a project without apps."""
    settings.configure(USE_TZ=True)
    django.setup()
    return load("django_store")


@dataclass(frozen=True)
class Schema:
    """A schema of its own on a PostgreSQL server."""

    server: dict[str, Any]
    options: str

    @property
    def lock_options(self) -> str:
        """Return the options of connections that hold locks."""
        return f"{self.options} -c lock_timeout=200"


@pytest.fixture
def schema(postgres_conninfo: str) -> Schema:
    """Make a schema."""
    name = f"example_{secrets.token_hex(4)}"
    with psycopg.connect(postgres_conninfo, autocommit=True) as connection:
        connection.execute(SQL("CREATE SCHEMA {}").format(Identifier(name)))
    return Schema(psycopg.conninfo.conninfo_to_dict(postgres_conninfo), f"-c search_path={name}")


def django_databases(example: ModuleType, entries: dict[str, dict[str, Any]]) -> Iterator[None]:
    """Give Django two databases with the tables of the example."""
    close_django()
    connections.settings = connections.configure_settings(entries)
    for alias in ("default", "locks"):
        with connections[alias].cursor() as cursor, connections[alias].schema_editor() as editor:
            table = example.FitbitToken._meta.db_table
            if table not in connections[alias].introspection.table_names(cursor):
                editor.create_model(example.FitbitToken)
    yield
    close_django()


def close_django() -> None:
    """Close this thread's connections and forget them."""
    connections.close_all()
    for alias in ("default", "locks"):
        with suppress(AttributeError):
            del connections[alias]


class DjangoConformance(StoreConformance):
    """What holds for the Django example on any database."""

    def thread_ends(self) -> None:
        connections.close_all()

    @pytest.fixture
    def make_store(self, django_example: ModuleType, databases: None) -> MakeStore:
        example: Any = django_example
        make: MakeStore = example.DjangoStore
        return make


class TestDjangoOnSqlite(DjangoConformance):
    independent_keys = False

    @pytest.fixture
    def databases(self, django_example: ModuleType, tmp_path: Path) -> Iterator[None]:
        entry = {"ENGINE": "django.db.backends.sqlite3"}
        yield from django_databases(
            django_example,
            {
                "default": {**entry, "NAME": tmp_path / "tokens.db", "OPTIONS": {"timeout": 30}},
                "locks": {**entry, "NAME": tmp_path / "locks.db", "OPTIONS": {"timeout": 0.1}},
            },
        )

    def test_a_save_refuses_to_be_undone_with_the_request(self, store: Store) -> None:
        """Inside a larger transaction, which could be rolled back, nothing is saved."""
        with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
            store.save("key", "value", None)

        assert store.load("key") is None


@pytest.mark.needs("postgres")
class TestDjangoOnPostgres(DjangoConformance):
    @pytest.fixture
    def databases(self, django_example: ModuleType, schema: Schema) -> Iterator[None]:
        entry = {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": schema.server["host"],
            "PORT": schema.server["port"],
            "USER": schema.server["user"],
            "NAME": schema.server["dbname"],
        }
        yield from django_databases(
            django_example,
            {
                "default": {**entry, "OPTIONS": {"options": schema.options}},
                "locks": {**entry, "OPTIONS": {"options": schema.lock_options}},
            },
        )


class SqlAlchemyConformance(StoreConformance):
    """What holds for the SQLAlchemy example on any database."""

    @pytest.fixture
    def make_store(
        self, engines: tuple[sqlalchemy.Engine, sqlalchemy.Engine]
    ) -> Iterator[MakeStore]:
        example: Any = load("sqlalchemy_store")
        for engine in engines:
            example.metadata.create_all(engine)
        yield lambda: example.SqlAlchemyStore(*engines)
        for engine in engines:
            engine.dispose()


class TestSqlAlchemyOnSqlite(SqlAlchemyConformance):
    independent_keys = False

    @pytest.fixture
    def engines(self, tmp_path: Path) -> tuple[sqlalchemy.Engine, sqlalchemy.Engine]:
        return (
            sqlalchemy.create_engine(
                f"sqlite:///{tmp_path}/tokens.db", connect_args={"timeout": 30}
            ),
            sqlalchemy.create_engine(
                f"sqlite:///{tmp_path}/locks.db", connect_args={"timeout": 0.1}
            ),
        )


@pytest.mark.needs("postgres")
class TestSqlAlchemyOnPostgres(SqlAlchemyConformance):
    @pytest.fixture
    def engines(self, schema: Schema) -> tuple[sqlalchemy.Engine, sqlalchemy.Engine]:
        url = sqlalchemy.URL.create(
            "postgresql+psycopg",
            username=schema.server["user"],
            host=schema.server["host"],
            port=int(schema.server["port"]),
            database=schema.server["dbname"],
        )
        return (
            sqlalchemy.create_engine(url, connect_args={"options": schema.options}),
            sqlalchemy.create_engine(
                url, connect_args={"options": schema.lock_options}, pool_size=20
            ),
        )
