"""The methods of the API: data types found, rights checked, the right module asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fitbit_sandbox.fitbit.call import Answer
from fitbit_sandbox.fitbit.chapters.tcx import CONTENT_TYPE, tcx_of
from fitbit_sandbox.google import account, reading, rolling, writing
from fitbit_sandbox.google.data_types import data_types
from fitbit_sandbox.google.discovery import Match
from fitbit_sandbox.google.errors import invalid, not_found, scope_insufficient
from fitbit_sandbox.google.request import Call
from fitbit_sandbox.google.scopes import ACTIVITY, BASE, WRITE, reads, scope, writes

_EVERY = "-"
_DATA = "dataTypes.dataPoints."
_WRITING = {"create", "patch", "batchDelete"}


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
        "getProfile": scope("profile"),
        "updateProfile": scope("profile", WRITE),
        "getSettings": scope("settings"),
        "updateSettings": scope("settings", WRITE),
        "getIrnProfile": scope("irn"),
        "list": scope("settings"),
        "get": scope("settings"),
    }
    if call.verb in needed:
        return needed[call.verb] in call.scopes
    return any(name.startswith(BASE) for name in call.scopes)


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
    answers: dict[str, Callable[[], Any]] = {
        "list": lambda: reading.list_points(call.narrowed(query, by_list=True), query),
        "reconcile": lambda: reading.reconcile(call.narrowed(query), query),
        "get": lambda: reading.get_point(call),
        "rollUp": lambda: rolling.roll_up(call.narrowed(body), body),
        "dailyRollUp": lambda: rolling.daily_roll_up(call.narrowed(body), body),
        "create": lambda: writing.create(call, body),
        "patch": lambda: writing.patch(call, body),
        "batchDelete": lambda: writing.batch_delete(call, body),
        "exportExerciseTcx": lambda: _tcx(call, query),
    }
    return answers[call.verb]()


def _delete_any(call: Call, body: Mapping[str, Any]) -> Any:
    """Delete points of several types; each type's scope is needed."""
    named = {name.split("/")[3] for name in body["names"] if name.count("/") > 3}
    for kind in (data_types()[name] for name in named if name in data_types()):
        if not writes(call.scopes, kind.families):
            raise scope_insufficient()
    return writing.batch_delete(call, body)


def _tcx(call: Call, query: Mapping[str, Any]) -> Any:
    found = reading.find(call.view, call.kind, call.last)
    log = call.view.person.find_exercise(int(call.last), call.view.now) if found else None
    if log is None:
        raise not_found(call.match.name)
    text = tcx_of(call.view.person, log, partial=query.get("partialData", False))
    if query.get("alt") == "media":
        return Answer(text, content_type=CONTENT_TYPE)
    return {"tcxData": text}
