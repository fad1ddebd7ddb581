"""The methods of the API: data types found, rights checked, the right module asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from fitbit_sandbox.fitbit.chapters.tcx import CONTENT_TYPE, tcx_of
from fitbit_sandbox.google import account, reading, rolling, writing
from fitbit_sandbox.google.data_types import DataType, data_types
from fitbit_sandbox.google.discovery import Match
from fitbit_sandbox.google.errors import invalid, not_found, scope_insufficient
from fitbit_sandbox.google.request import Asked
from fitbit_sandbox.google.scopes import ACTIVITY, BASE, reads, scope, writes
from fitbit_sandbox.google.view import View

_EVERY = "-"
_DATA = "dataTypes.dataPoints."
_WRITING = {"create", "patch", "batchDelete"}


class Media(NamedTuple):
    """An answer that is not JSON."""

    text: str
    content_type: str


@dataclass(frozen=True)
class Call:
    """One authorized call."""

    match: Match
    view: View
    scopes: frozenset[str]

    @property
    def verb(self) -> str:
        """Return the last part of the method's id: ``list``, ``rollUp``."""
        return self.match.method.id.rpartition(".")[2]

    @property
    def parts(self) -> list[str]:
        """Return the parts of the resource name."""
        return self.match.name.split("/")

    @property
    def kind(self) -> DataType:
        """Return the data type in the path."""
        return data_types()[self.parts[3]]

    @property
    def last(self) -> str:
        """Return the last part of the resource name: the id."""
        return self.parts[-1]


def exists(match: Match) -> bool:
    """Return whether the data type in a path is one of Google's."""
    if not match.method.id.startswith(_DATA):
        return True
    name = match.name.split("/")[3]
    return name in data_types() or (name == _EVERY and match.method.id.endswith(".batchDelete"))


def permit(call: Call) -> None:
    """Raise the 403 for what was not granted, the 400 for what the type cannot do."""
    if not call.match.method.id.startswith(_DATA):
        if not _account_open(call):
            raise scope_insufficient()
        return
    if call.parts[3] == _EVERY:
        return
    if not _data_open(call):
        raise scope_insufficient()
    if call.verb not in call.kind.methods:
        raise invalid(f"The operation is not supported for the data type {call.kind.name}.")


def _account_open(call: Call) -> bool:
    needed = {
        "getProfile": ("profile.readonly",),
        "updateProfile": ("profile.writeonly",),
        "getSettings": ("settings.readonly",),
        "updateSettings": ("settings.writeonly",),
        "getIrnProfile": ("irn.readonly",),
        "list": ("settings.readonly",),
        "get": ("settings.readonly",),
    }
    names = needed.get(call.verb)
    if names is None:
        return any(name.startswith(BASE) for name in call.scopes)
    return all(f"{BASE}{name}" in call.scopes for name in names)


def _data_open(call: Call) -> bool:
    if call.verb in _WRITING:
        return writes(call.scopes, call.kind.families)
    if call.verb == "exportExerciseTcx":
        return {scope(ACTIVITY), scope("location")} <= call.scopes
    families = call.kind.families
    return reads(call.scopes, families) or writes(call.scopes, families)


def run(call: Call, query: Mapping[str, Any], body: Any) -> Any:
    """Return the answer of a method."""
    if call.match.method.id.startswith(_DATA):
        return _on_data(call, query, body)
    view, scopes = call.view, call.scopes
    answers: dict[str, Callable[[], Any]] = {
        "getIdentity": lambda: account.identity(view),
        "getProfile": lambda: account.profile(view, scopes),
        "updateProfile": lambda: account.update_profile(view, scopes, query, body),
        "getSettings": lambda: account.settings(view),
        "updateSettings": lambda: account.update_settings(view, query, body),
        "getIrnProfile": lambda: account.irn_profile(view),
        "list": lambda: account.list_devices(view, query),
        "get": lambda: account.get_device(view, call.last),
    }
    return answers[call.verb]()


def _on_data(call: Call, query: Mapping[str, Any], body: Any) -> Any:
    if call.parts[3] == _EVERY:
        return _delete_any(call, body)
    asked = Asked(call.view, call.kind, call.scopes)
    answers: dict[str, Callable[[], Any]] = {
        "list": lambda: reading.list_points(asked.narrowed(query, by_list=True), query),
        "reconcile": lambda: reading.reconcile(asked.narrowed(query), query),
        "get": lambda: reading.get_point(asked, call.last),
        "rollUp": lambda: rolling.roll_up(asked.narrowed(body), body),
        "dailyRollUp": lambda: rolling.daily_roll_up(asked.narrowed(body), body),
        "create": lambda: writing.create(asked, body),
        "patch": lambda: writing.patch(asked, body, call.last),
        "batchDelete": lambda: writing.batch_delete(asked, body, call.kind.name),
        "exportExerciseTcx": lambda: _tcx(call, query),
    }
    return answers[call.verb]()


def _delete_any(call: Call, body: Mapping[str, Any]) -> Any:
    """Delete points of several types; each type's scope is needed."""
    named = {name.split("/")[3] for name in body["names"] if name.count("/") > 3}
    for kind in (data_types()[name] for name in named if name in data_types()):
        if not writes(call.scopes, kind.families):
            raise scope_insufficient()
    asked = Asked(call.view, data_types()["weight"], call.scopes)
    return writing.batch_delete(asked, body, _EVERY)


def _tcx(call: Call, query: Mapping[str, Any]) -> Any:
    found = reading.find(call.view, call.kind, call.last)
    log = call.view.person.find_exercise(int(call.last), call.view.now) if found else None
    if log is None:
        raise not_found(call.match.name)
    text = tcx_of(call.view.person, log, partial=query.get("partialData", False))
    return Media(text, CONTENT_TYPE) if query.get("alt") == "media" else {"tcxData": text}
