"""Write the description that the contract tests read from Fitbit's OpenAPI description.

Fitbit publishes Swagger 2; the tool takes it converted to OpenAPI 3 and repaired, as the
``source`` of the written file says.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from vendored import ROOT, main, rows

TARGET = ROOT / "tests" / "data" / "fitbit-openapi.json"
METHODS = ("get", "post", "delete", "put")
SOURCE = (
    "Fitbit's OpenAPI description (https://dev.fitbit.com/build/reference/web-api/explore/"
    "fitbit-web-api-swagger.json, converted to OpenAPI 3): paths, methods and parameters. Two "
    "repairs: the path of AZM by interval and time has its {detail-level}, and GET "
    "meals/{meal-id}, which the description lacks and the reference documents, is added."
)


def build(text: str) -> str:
    """Return the operations by path, each with its parameters and its body."""
    vendor = json.loads(text)
    found = sorted(operations(vendor), key=lambda each: (each[0], each[1]))
    lines = rows((operation(vendor, *each) for each in found), "  ")
    return f'{{\n "source": {json.dumps(SOURCE)},\n "operations": [\n{lines}\n ]\n}}\n'


def operations(vendor: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the path, the method and the description of each operation."""
    for path, item in vendor["paths"].items():
        for method, told in item.items():
            if method in METHODS:
                yield path, method.upper(), told


def operation(vendor: dict[str, Any], path: str, method: str, told: dict[str, Any]) -> Any:
    """Return what the tests need of an operation."""
    parameters = [parameter(each) for each in told.get("parameters", [])]
    found = {"operation": told["operationId"], "method": method, "path": path}
    more = {"parameters": parameters} if parameters else {}
    return {**found, **more, **body(vendor, told)}


def parameter(told: dict[str, Any]) -> dict[str, Any]:
    """Return what the tests need of a parameter."""
    schema = told["schema"]
    found = {"in": told["in"], "name": told["name"], "type": schema["type"]}
    required = {"required": True} if told.get("required") else {}
    return {**found, **required, **{k: schema[k] for k in ("format", "enum") if k in schema}}


def body(vendor: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    """Return the body of a request, where there is one."""
    for media, content in told.get("requestBody", {}).get("content", {}).items():
        schema = resolved(vendor, content["schema"])
        properties = {
            name: value(vendor, each) for name, each in schema.get("properties", {}).items()
        }
        required = schema.get("required", [])
        return {"body": {"media": media, "required": required, "properties": properties}}
    return {}


def value(vendor: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Return what the tests need of one member of a body."""
    found: dict[str, Any] = {k: schema[k] for k in ("type", "format", "enum") if k in schema}
    if "items" in schema:
        inner = resolved(vendor, schema["items"]).get("properties", {})
        found["items"] = {name: {"type": each.get("type")} for name, each in inner.items()}
    return found


def resolved(vendor: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema, or the one that it refers to."""
    if "$ref" not in schema:
        return schema
    found: dict[str, Any] = vendor["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    return found


if __name__ == "__main__":
    sys.exit(main(__doc__, TARGET, build))
