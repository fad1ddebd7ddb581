"""A token store in a Django project's database: put the model into an app's models.py."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import (
    DatabaseError,
    IntegrityError,
    OperationalError,
    connections,
    models,
    transaction,
)

from fitbit.exceptions import TokenStoreBusy, TokenStoreError


class FitbitToken(models.Model):
    """A record of one account."""

    key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()

    class Meta:
        """Django's settings of the model."""

        app_label = "fitness"

    def __str__(self) -> str:
        """Tell whose record it is, not what is in it."""
        return str(self.key)


class DjangoStore:
    """A store with a row for each record.

    A lock is a row that was inserted and not committed, on a connection of its own: ``DATABASES``
    needs a second entry for the same database, named ``locks``.  Let it give up waiting soon, for
    the store asks again until its own time is over.  PostgreSQL:
    ``"OPTIONS": {"options": "-c lock_timeout=200"}``.  SQLite, where it has to be another file
    with the same table: ``"OPTIONS": {"timeout": 0.1}``.

    A save has to outlive the request, so it refuses to be part of a larger transaction: with
    ``ATOMIC_REQUESTS``, give the records an entry without it and name that with ``using``.
    """

    def __init__(self, using: str = "default", lock_using: str = "locks") -> None:
        """Take the names of the two entries of DATABASES."""
        self.using, self.lock_using = using, lock_using
        self.records = FitbitToken.objects.using(using)

    def load(self, key: str) -> str | None:
        """Return the text kept under the key, None where there is none."""
        with typed_errors():
            return self.records.filter(key=key).values_list("value", flat=True).first()

    def save(self, key: str, value: str, expected: str | None) -> bool:
        """Replace the text if it still is the expected one (None: if there is none)."""
        with typed_errors():
            if expected is None:
                return add(self.using, key, value, durable=True)
            with transaction.atomic(using=self.using, durable=True):
                return self.records.filter(key=key, value=expected).update(value=value) == 1

    def delete(self, key: str) -> None:
        """Forget the text kept under the key, if there is one."""
        with typed_errors(), transaction.atomic(using=self.using, durable=True):
            self.records.filter(key=key).delete()

    @contextmanager
    def lock(self, key: str, timeout: float) -> Iterator[None]:
        """Hold the key for this thread alone; TokenStoreBusy after ``timeout`` seconds."""
        end = time.monotonic() + timeout
        with typed_errors():
            connections[self.lock_using].ensure_connection()
        with transaction.atomic(using=self.lock_using):
            while not claim(self.lock_using, key):
                if time.monotonic() >= end:
                    raise TokenStoreBusy("The record was held elsewhere for too long.")
            try:
                yield
            finally:
                transaction.set_rollback(True, using=self.lock_using)


def add(using: str, key: str, value: str, *, durable: bool = False) -> bool:
    """Insert a record unless there is one."""
    try:
        with transaction.atomic(using=using, durable=durable):
            FitbitToken.objects.using(using).create(key=key, value=value)
    except IntegrityError:
        return False
    return True


def claim(using: str, key: str) -> bool:
    """Insert the row that is the lock, unless another one has it for longer than we may wait."""
    try:
        return add(using, f"lock {key}", "")
    except OperationalError:
        return False


@contextmanager
def typed_errors() -> Iterator[None]:
    """Turn what Django raises into TokenStoreError."""
    try:
        yield
    except DatabaseError as error:
        raise TokenStoreError(f"The database failed ({type(error).__name__}).") from error
