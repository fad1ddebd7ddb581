"""What all endpoint groups share: filling a path, sending a request, being an attribute."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, Generic, Protocol, TypeVar, cast
from urllib.parse import quote, urlencode

from fitbit.arguments import checks
from fitbit.arguments.types import JSON, DateLike, Id
from fitbit.clock import Clock

G = TypeVar("G", bound="EndpointGroup")
_NAME = re.compile(r"\{([a-z-]+)\}")


class HasClock(Protocol):
    """The OAuth2 client underneath, as far as an endpoint group knows it."""

    @property
    @abstractmethod
    def clock(self) -> Clock:
        """Return the clock that tells which day it is."""


class Requester(Protocol):
    """A Fitbit object, as far as an endpoint group knows it."""

    API_ENDPOINT: str

    @property
    @abstractmethod
    def client(self) -> HasClock:
        """Return the OAuth2 client underneath."""

    @property
    @abstractmethod
    def make_request(self) -> Callable[..., Any]:
        """Return the method that sends a request and returns what came back."""


class EndpointGroup:
    """The methods of one chapter of Fitbit's reference, on one Fitbit object.

    Paths are written as Fitbit's reference prints them, the version included: they can be searched
    for, and ``API_VERSION`` does not change them.
    """

    def __init__(self, fitbit: Requester, method: Any = None) -> None:
        self._fitbit = fitbit
        self._method = method  # python-fitbit's, where the attribute hides one

    def __repr__(self) -> str:
        """Show what the methods are about."""
        return f"<{type(self).__name__}: {(type(self).__doc__ or '').splitlines()[0]}>"

    def _get(self, path: str, query: Mapping[str, object] | None = None, /, **parts: Id) -> Any:
        """Read what lies at a path."""
        return self._fitbit.make_request(self._url(path, query, **parts))

    def _post(self, path: str, form: Mapping[str, object], /, **parts: Id) -> Any:
        """Write a form: what is written does not go into the address, which ends up in logs."""
        data = checks.encode_form(form)
        return self._fitbit.make_request(self._url(path, **parts), data=data, method="POST")

    def _post_nothing(self, path: str, /, **parts: Id) -> Any:
        """Write without a body: the path says it all."""
        return self._fitbit.make_request(self._url(path, **parts), method="POST")

    def _post_json(self, path: str, body: JSON, /, **parts: Id) -> Any:
        """Write an object as JSON."""
        return self._fitbit.make_request(self._url(path, **parts), method="POST", json=body)

    def _delete(self, path: str, /, **parts: Id) -> Any:
        """Delete what lies at a path."""
        return self._fitbit.make_request(self._url(path, **parts), method="DELETE")

    def _url(self, path: str, query: Mapping[str, object] | None = None, /, **parts: Id) -> str:
        """Return the address of a documented path with its ``{parts}`` filled."""
        url = f"{self._fitbit.API_ENDPOINT.rstrip('/')}{fill(path, parts)}"
        given = checks.encode_form(query or {})
        return f"{url}?{urlencode(given, quote_via=quote)}" if given else url


class CallableGroup(EndpointGroup):
    """A group whose attribute was a method of python-fitbit, and can still be called as it."""

    def __call__(
        self,
        date: DateLike | None = None,
        user_id: str | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> Any:
        """Read or write a day as python-fitbit did, at the address and in the form it used."""
        if self._fitbit is None:  # pyright: ignore[reportUnnecessaryComparison] - on the class
            return self._method(date, user_id, data)  # Fitbit.sleep(fb, date), from a subclass
        return self._method(self._fitbit, date=date, user_id=user_id, data=data)


class Endpoints(Generic[G]):
    """An attribute of Fitbit: a group of methods, made for each object on first use.

    On the class it is a group of no object, which ``help()`` and ``mock.create_autospec()`` read.
    """

    def __init__(self, group: type[G]) -> None:
        self._group = group

    def __set_name__(self, owner: type, name: str) -> None:
        self._kept_as = f"_{name}_endpoints"
        self._method: Any = getattr(super(owner, owner), name, None)  # pyright: ignore[reportUnknownArgumentType]

    def __get__(self, fitbit: Requester | None, owner: type) -> G:
        if fitbit is None:
            return self._group(cast("Requester", None), self._method)
        kept: tuple[Any, Any] = vars(fitbit).get(self._kept_as, (None, None))
        made_for, group = kept
        # copy.copy(fb) brings the original's groups along, which would ask with its token.
        if made_for is not fitbit:
            group = self._group(fitbit, self._method)
            vars(fitbit)[self._kept_as] = fitbit, group
        return group


def fill(path: str, parts: Mapping[str, Id]) -> str:
    """Return a path whose ``{user-id}`` is filled from ``user_id``, quoted."""

    def part(found: re.Match[str]) -> str:
        name = found[1].replace("-", "_")
        return checks.quote_segment(parts[name], name)

    return _NAME.sub(part, path)
