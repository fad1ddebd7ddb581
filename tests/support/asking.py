"""Asks the sandbox's handlers directly, without a server or a token."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timezone
from typing import Any

import pytest
from hypothesis import settings

from fitbit_sandbox.fitbit.call import Answer, Call
from fitbit_sandbox.fitbit.chapters import handlers
from fitbit_sandbox.fitbit.errors import Refusal
from fitbit_sandbox.people import Person, sample_people

NOW = datetime(2026, 4, 15, 14, 20, 40, tzinfo=timezone.utc).timestamp()
"""A Wednesday afternoon in Europe, some weeks after the clocks changed."""
SEED = 20260415
HANDLERS = handlers()
patient = settings(deadline=None, max_examples=20)
"""Lets a generated example take its time on a busy machine."""


class Asker:
    """Asks on behalf of one sample person, again and again."""

    def __init__(self, person: Person, now: float = NOW) -> None:
        self.person = person
        self.now = now
        self.origin = "https://api.fitbit.com"

    def __call__(
        self,
        operation: str,
        params: Any = None,
        *,
        path: Any = "/1/user/-/x.json",
        language: Any = "",
        json: Any = None,
        **arguments: Any,
    ) -> Any:
        """Return what the handler of an operation gives back; ``end_date`` means end-date."""
        call = Call(
            operation=operation,
            person=self.person,
            arguments={name.replace("_", "-"): str(text) for name, text in arguments.items()},
            params={name: str(text) for name, text in (params or {}).items()},
            origin=self.origin,
            path=path,
            now=self.now,
            language=language,
            json=json,
        )
        return HANDLERS[operation](call)

    def created(self, operation: str, params: Any, **rest: Any) -> Any:
        """Return the body of an answer that says something was created."""
        answer = self(operation, params, **rest)
        assert isinstance(answer, Answer)
        assert answer.status == 201
        return answer.body

    def deleted(self, operation: str, **arguments: Any) -> None:
        """Delete and look at the empty answer."""
        answer = self(operation, **arguments)
        assert (answer.status, answer.body) == (204, None)

    def refused(self, operation: str, params: Any = None, **rest: Any) -> Refusal:
        """Return the refusal of a call that must be refused."""
        with pytest.raises(Refusal) as caught:
            self(operation, params, **rest)
        return caught.value

    def listed(self, operation: str, key: str, **params: Any) -> Any:
        """Return one page of a list, and its pagination."""
        body = self(operation, {"offset": 0, **params}, path="/1/user/-/list.json")
        return body[key], body["pagination"]


def everybody() -> dict[str, Person]:
    """Return the sample people by their first names."""
    return {person.name.split()[0]: person for person in sample_people(SEED)}


def asker(name: str, now: float = NOW) -> Asker:
    """Return an asker for somebody about whom nothing was written yet."""
    return Asker(everybody()[name], now)


def values(rows: Iterable[Mapping[str, Any]]) -> list[Any]:
    """Return the values of a series."""
    return [row["value"] for row in rows]
