"""Fills a documented path, quotes its parts, drops what was not given, and asks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from fitbit.arguments import checks
from fitbit.arguments.types import JSON
from fitbit.pages import Facade

_NAME = re.compile(r"\{([a-z-]+)\}")


class Chapter:
    """Asks in the name of the Fitbit object that it belongs to.

    Paths are written as Fitbit's reference prints them, the version included: they can be searched
    for, and ``API_VERSION`` does not change them.
    """

    def __init__(self, fitbit: Facade) -> None:
        self._fitbit = fitbit

    def _get(
        self, path: str, query: Mapping[str, object] | None = None, /, **parts: checks.Id
    ) -> Any:
        """Read what lies at a path."""
        return self._fitbit.make_request(self._url(path, query, **parts))

    def _post(self, path: str, form: Mapping[str, object], /, **parts: checks.Id) -> Any:
        """Write a form: what is written does not go into the address, which ends up in logs."""
        data = checks.spelled_out(form)
        return self._fitbit.make_request(self._url(path, **parts), data=data, method="POST")

    def _post_nothing(self, path: str, /, **parts: checks.Id) -> Any:
        """Write without a body: the path says it all."""
        return self._fitbit.make_request(self._url(path, **parts), method="POST")

    def _post_json(self, path: str, body: JSON, /, **parts: checks.Id) -> Any:
        """Write an object as JSON."""
        return self._fitbit.make_request(self._url(path, **parts), method="POST", json=body)

    def _delete(self, path: str, /, **parts: checks.Id) -> Any:
        """Delete what lies at a path."""
        return self._fitbit.make_request(self._url(path, **parts), method="DELETE")

    def _url(
        self, path: str, query: Mapping[str, object] | None = None, /, **parts: checks.Id
    ) -> str:
        """Return the address of a documented path with its ``{parts}`` filled."""
        url = f"{self._fitbit.API_ENDPOINT.rstrip('/')}{fill(path, parts)}"
        given = checks.spelled_out(query or {})
        return f"{url}?{urlencode(given, quote_via=quote)}" if given else url


def fill(path: str, parts: Mapping[str, checks.Id]) -> str:
    """Return a path whose ``{user-id}`` is filled from ``user_id``, quoted."""

    def part(found: re.Match[str]) -> str:
        name = found[1].replace("-", "_")
        return checks.path_part(parts[name], name)

    return _NAME.sub(part, path)
