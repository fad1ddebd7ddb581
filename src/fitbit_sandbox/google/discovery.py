"""The methods and messages of the Google Health API, from discovery.json."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, cast

from fitbit_sandbox.data import read_data
from fitbit_sandbox.google.errors import invalid, invalid_field
from fitbit_sandbox.google.times import read_duration, read_stamp

_INTEGER = re.compile(r"-?\d{1,10}")
_INT64 = re.compile(r"-?\d{1,19}")


@dataclass(frozen=True)
class Method:
    """A method of the API."""

    id: str
    http: str
    pattern: re.Pattern[str]
    """Of the whole path; its group ``name`` is the resource."""
    query: Mapping[str, str]
    """Query parameters and their types."""
    request: str | None
    response: str


@dataclass(frozen=True)
class Match:
    """The method that a request means, and the resource name in its path."""

    method: Method
    name: str


def _document() -> Any:
    return read_data("google/discovery.json")


class Problem(NamedTuple):
    """Where a message does not fit its schema, and why."""

    path: str
    text: str


@cache
def methods() -> tuple[Method, ...]:
    """Return the methods, those with a verb after the colon first."""
    found = [_method(name, item) for name, item in _document()["methods"].items()]
    return tuple(sorted(found, key=lambda method: ":" not in method.pattern.pattern))


def _method(name: str, item: Mapping[str, Any]) -> Method:
    resource = item["pathPattern"].strip("^$")
    path = re.sub(r"\{\+\w+\}", lambda _: f"(?P<name>{resource})", item["path"])
    return Method(
        name,
        item["http"],
        re.compile("/" + path),
        item["query"],
        item.get("request"),
        item["response"],
    )


def find(http: str, path: str) -> Match | None:
    """Return the method that a request means, or None if it means nothing."""
    for method in methods():
        found = method.pattern.fullmatch(path)
        # What stands after a colon is the method's verb, and in a name nothing may stand there.
        if found and method.http == http and not found["name"].partition(":")[2]:
            return Match(method, found["name"])
    return None


def check_query(method: Method, query: Mapping[str, list[str]]) -> dict[str, Any]:
    """Return the query parameters as their types; raise the 400 for one Google lacks."""
    values: dict[str, Any] = {}
    for name, texts in query.items():
        known = dict(_document()["parameters"].get(name, {}))
        if name in method.query:
            known["type"] = method.query[name]
        if not known:
            problem = f"Cannot bind query parameter. Field '{name}' could not be found."
            raise invalid_field(name, problem)
        if len(texts) > 1:
            raise invalid_field(name, "The parameter is given more than once.")
        values[name] = _value(name, texts[0], known)
    return values


def _value(name: str, text: str, known: Mapping[str, Any]) -> Any:
    if "enum" in known and text not in known["enum"]:
        raise invalid_field(name, f"{text!r} is not one of {', '.join(known['enum'])}.")
    if known["type"] == "integer":
        if _INTEGER.fullmatch(text) is None:
            raise invalid_field(name, f"{text!r} is not a number.")
        return int(text)
    if known["type"] == "boolean":
        if text not in {"true", "false"}:
            raise invalid_field(name, f"{text!r} is not true or false.")
        return text == "true"
    return text


def check_request(method: Method, body: bytes) -> Any:
    """Return the JSON of a request's body; raise the 400 for what the description lacks."""
    if method.request is None:
        if body.strip():
            raise invalid("Request body must be empty for this method.")
        return None
    try:
        data = json.loads(body or b"{}")
    except ValueError:
        raise invalid("Invalid JSON payload received. Unexpected token.") from None
    for problem in problems(method.request, data):
        raise invalid_field(problem.path, problem.text)
    return data


def problems(schema: str, data: Any) -> list[Problem]:
    """Return what in a message does not fit its schema, nothing if all does."""
    return list(_problems(schema, data))


def check_response(method: Method, data: Any) -> Any:
    """Return an answer that fits its schema; raise AssertionError for one that does not."""
    found = problems(method.response, data)
    if method.response == "Operation" and "response" in data:
        found += _response_problems(data["response"])
    if found:
        listed = "; ".join(f"{problem.path}: {problem.text}" for problem in found[:5])
        msg = f"The sandbox's answer of {method.id} is not a {method.response}: {listed}"
        raise AssertionError(msg)
    return data


def _response_problems(data: Mapping[str, Any]) -> list[Problem]:
    schema = str(data.get("@type", "")).rpartition(".")[2]
    rest = {name: value for name, value in data.items() if name != "@type"}
    if schema not in _document()["schemas"]:
        return [] if schema == "Empty" and not rest else [Problem("@type", "unknown")]
    return problems(schema, rest)


def _problems(schema: str, data: Any, path: str = "") -> Iterator[Problem]:
    """Yield every problem of a message: unknown or missing members, wrong types and words."""
    if not isinstance(data, dict):
        yield Problem(path, "Expected an object.")
        return
    prefix = f"{path}." if path else ""
    members = _document()["schemas"][schema]
    for name, value in cast("dict[str, Any]", data).items():
        if name in members:
            yield from _member(members[name], value, f"{prefix}{name}")
        else:
            yield Problem(f"{prefix}{name}", f"Unknown name {name!r}: Cannot find field.")
    for name, member in members.items():
        if "required" in member and member["required"] and name not in data:
            yield Problem(f"{prefix}{name}", "The field is required.")


def _member(member: Mapping[str, Any], value: Any, path: str) -> Iterator[Problem]:
    if "$ref" in member:
        yield from _problems(member["$ref"], value, path)
    elif member["type"] != "array":
        if problem := _plain_problem(member, value):
            yield Problem(path, problem)
    elif isinstance(value, list):
        items: list[Any] = value
        for number, item in enumerate(items):
            yield from _member(member["items"], item, f"{path}[{number}]")
    else:
        yield Problem(path, "Expected a list.")


def _plain_problem(member: Mapping[str, Any], value: Any) -> str:
    """Return what is wrong with a value that is no message and no list, empty if nothing."""
    if "enum" in member:
        return "" if value in member["enum"] else f"Invalid value: {value!r}"
    kind = str(member.get("format") or member["type"])
    return "" if _CHECKS[kind](value) else f"Invalid value ({kind}): {value!r}"


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _reads(read: Callable[[str], float], value: Any) -> bool:
    try:
        return isinstance(value, str) and math.isfinite(read(value))
    except ValueError:
        return False


_CHECKS: Mapping[str, Callable[[Any], bool]] = {
    "boolean": lambda value: isinstance(value, bool),
    "double": _is_number,
    "google-datetime": lambda value: _reads(read_stamp, value),
    "google-duration": lambda value: _reads(read_duration, value),
    "int32": lambda value: _is_number(value) and value == int(value) and abs(value) < 2**31,
    "int64": lambda value: isinstance(value, str) and _INT64.fullmatch(value) is not None,
    "object": lambda value: isinstance(value, dict),
    "string": lambda value: isinstance(value, str),
}
