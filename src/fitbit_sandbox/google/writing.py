"""The methods create, patch and batchDelete, whose answer is an Operation that is done."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Any

from fitbit_sandbox.google import points
from fitbit_sandbox.google.data_types import DataType, data_types
from fitbit_sandbox.google.errors import GoogleError, foreign_data, invalid_field, not_found
from fitbit_sandbox.google.reading import find
from fitbit_sandbox.google.request import Call
from fitbit_sandbox.google.view import Written, forget, health_user_id, remember, written_logs
from fitbit_sandbox.google.writers import writers

_POINT_ID = re.compile(r"[a-z0-9-]{4,63}")
_NAME = re.compile(r"users/([^/]+)/dataTypes/([^/]+)/dataPoints/([^/]+)")
_MOST = 10_000
_PRECONDITION = 9
_DATA_POINT = "type.googleapis.com/google.devicesandservices.health.v4.DataPoint"
_EMPTY = "type.googleapis.com/google.protobuf.Empty"


def create(call: Call, data: Mapping[str, Any]) -> dict[str, Any]:
    """Write a data point and return it in an Operation."""
    with call.view.person.lock:
        number = call.view.person.new_id()
        point_id = _wanted_id(call, data) or str(number)
        if find(call.view, call.kind, point_id) is not None:
            raise GoogleError(409, "The data point exists already.", status="ALREADY_EXISTS")
        return _write(call, data, number, point_id)


def patch(call: Call, data: Mapping[str, Any]) -> dict[str, Any]:
    """Replace a data point of the client's own and return it in an Operation."""
    with call.view.person.lock:
        number = _own_number(call, call.kind, call.last)
        if _is_anonymous_food(call):
            message = "Nutrition logs created from anonymous food are not editable."
            return _operation(error={"code": _PRECONDITION, "message": message})
        return _write(call, data, number, call.last)


def batch_delete(call: Call, data: Mapping[str, Any]) -> dict[str, Any]:
    """Delete data points of the client's own: all of them or, if one cannot be, none."""
    names: list[str] = data["names"]
    if not 0 < len(names) <= _MOST:
        raise invalid_field("names", f"Give 1 to {_MOST} names.")
    with call.view.person.lock:
        found = [_named(call, name) for name in names]
        for kind, number in dict.fromkeys(found):
            writers()[kind.name].delete(call.view, number)
            forget(call.view.person, number)
    return _operation(response={"@type": _EMPTY})


def _named(call: Call, name: str) -> tuple[DataType, int]:
    parts = _NAME.fullmatch(name)
    own = ("me", health_user_id(call.view.person))
    if parts is None or parts[1] not in own:
        raise invalid_field("names", f"Invalid data point name: {name}")
    kind = data_types().get(parts[2])
    if kind is None or kind.name not in writers() or call.parts[3] not in ("-", kind.name):
        raise invalid_field("names", f"Not a data point of this collection: {name}")
    return kind, _own_number(call, kind, parts[3])


def _own_number(call: Call, kind: DataType, point_id: str) -> int:
    """Return the number of a log that the client wrote; refuse others' and missing ones."""
    if find(call.view, kind, point_id) is None:
        raise not_found(f"{call.view.user}/dataTypes/{kind.name}/dataPoints/{point_id}")
    for number, written in written_logs(call.view.person).items():
        if (written.kind, written.point_id) == (kind.name, point_id):
            if written.client_id == call.view.client_id:
                return number
            break
    raise foreign_data()


def _is_anonymous_food(call: Call) -> bool:
    found = find(call.view, call.kind, call.last)
    named = found is not None and "food" in found.body
    return call.kind.name == "nutrition-log" and not named


def _wanted_id(call: Call, data: Mapping[str, Any]) -> str:
    if not data.get("name"):
        return ""
    parts = _NAME.fullmatch(data["name"])
    if parts is None or parts[2] != call.kind.name or not _POINT_ID.fullmatch(parts[3]):
        raise invalid_field("name", "Invalid data point name.")
    return parts[3]


def _write(call: Call, data: Mapping[str, Any], number: int, point_id: str) -> dict[str, Any]:
    body = _body(call.kind, data)
    day = writers()[call.kind.name].put(call.view, number, body)
    kind = body.get("exerciseType", "") if call.kind.name == "exercise" else ""
    written = Written(call.view.client_id, call.kind.name, point_id, day, kind)
    remember(call.view.person, number, written)
    found = find(call.view, call.kind, point_id)
    if found is None:
        msg = f"What was just written cannot be found: {call.kind.name} {point_id}"
        raise LookupError(msg)
    shown = points.listed(call.view, call.kind, found)
    return _operation(response={"@type": _DATA_POINT, **shown})


def _body(kind: DataType, data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the member that holds the data; it must be the one of the type."""
    given = data.keys() - {"name", "dataSource"}
    if given != {kind.member}:
        raise invalid_field(kind.member, f"Exactly the data of {kind.name} must be given.")
    body: Mapping[str, Any] = data[kind.member]
    return body


def _operation(**result: Any) -> dict[str, Any]:
    return {"name": f"operations/{secrets.token_hex(8)}", "done": True, **result}
