"""Write the sandbox's description of the Google Health API from Google's discovery document.

The document comes with google-api-python-client, as discovery_cache/documents/health.v4.json.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from typing import Any

from vendored import ROOT, main, members

TARGET = ROOT / "src" / "fitbit_sandbox" / "google" / "discovery.json"
SCOPE = "https://www.googleapis.com/auth/googlehealth."
KEPT = ("type", "format", "enum", "$ref", "items", "readOnly")
"""What a check of a value needs to know of its schema."""


def build(text: str) -> str:
    """Return the methods of users, and the schemas that they lead to, without descriptions."""
    vendor = json.loads(text)
    methods = {name: method(each) for name, each in sorted(found(vendor["resources"]["users"]))}
    schemas = reached(vendor["schemas"], methods)
    source = (
        f"Google's description of the Google Health API ({vendor['name']} {vendor['version']}, "
        f"revision {vendor['revision']}), from google-api-python-client, Apache-2.0; trimmed to "
        "the methods of users and to what a check needs."
    )
    parameters = {name: shape(each) for name, each in vendor["parameters"].items()}
    return (
        f'{{\n "source": {json.dumps(source)},\n "revision": {json.dumps(vendor["revision"])},\n'
        f' "parameters": {json.dumps(parameters)},\n'
        f' "methods": {{\n{members(methods, "  ")}\n }},\n'
        f' "schemas": {{\n{members(schemas, "  ")}\n }}\n}}\n'
    )


def found(resource: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each method of a resource, and of those within it, by its name."""
    for name, each in resource.get("methods", {}).items():
        yield prefix + name, each
    for name, inner in resource.get("resources", {}).items():
        yield from found(inner, f"{prefix}{name}.")


def method(vendor: dict[str, Any]) -> dict[str, Any]:
    """Return what the sandbox needs of one method."""
    parameters = vendor["parameters"]
    pattern = next(each["pattern"] for each in parameters.values() if each["location"] == "path")
    query = {n: each["type"] for n, each in parameters.items() if each["location"] == "query"}
    request = {"request": vendor["request"]["$ref"]} if "request" in vendor else {}
    return {
        "http": vendor["httpMethod"],
        "path": vendor["path"],
        "pathPattern": pattern,
        "query": query,
        **request,
        "response": vendor["response"]["$ref"],
        "scopes": [each.removeprefix(SCOPE) for each in vendor["scopes"] if SCOPE in each],
    }


def reached(schemas: dict[str, Any], methods: dict[str, Any]) -> dict[str, Any]:
    """Return the schemas that requests and answers are made of, in alphabetical order."""
    names: set[str] = set()
    todo = [
        each[side] for each in methods.values() for side in ("request", "response") if side in each
    ]
    while todo:
        name = todo.pop()
        if name in schemas and name not in names:
            names.add(name)
            todo += re.findall(r'"\$ref": "(\w+)"', json.dumps(schemas[name]))
    return {name: properties(schemas[name]) for name in sorted(names)}


def properties(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the properties of a schema, each with what a check needs."""
    return {name: shape(each) for name, each in schema.get("properties", {}).items()}


def shape(schema: dict[str, Any]) -> dict[str, Any]:
    """Return what a check of one value needs."""
    kept = {key: schema[key] for key in KEPT if key in schema}
    if "items" in kept:
        kept["items"] = shape(kept["items"])
    if str(schema.get("description", "")).startswith("Required."):
        kept["required"] = True
    return kept


if __name__ == "__main__":
    sys.exit(main(__doc__, TARGET, build))
