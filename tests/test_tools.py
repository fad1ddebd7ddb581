"""The tools that make the vendored descriptions, on small vendors' files of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

TOOLS = Path(__file__).parent.parent / "tools"
PATH = {"name": "meal-id", "in": "path", "required": True, "schema": {"type": "string"}}
AUTH = {"name": "Authorization", "in": "header", "schema": {"type": "string"}}
MEAL = {
    "required": ["name"],
    "properties": {
        "name": {"type": "string", "description": "What it is called."},
        "foods": {"type": "array", "items": {"$ref": "#/components/schemas/Food"}},
    },
}
FITBIT: dict[str, Any] = {
    "paths": {
        "/1/user/-/meals/{meal-id}.json": {
            "post": {
                "operationId": "updateMeal",
                "tags": ["Nutrition"],
                "parameters": [PATH, AUTH],
                "requestBody": {
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/M"}}}
                },
                "responses": {"200": {}, "201": {}, "401": {}},
            }
        },
        "/1/user/-/hrv/{collection-path}.json": {
            "get": {
                "operationId": "getHrv",
                "tags": ["Heart Rate Variability Intraday"],
                "responses": {"200": {}, "201": {}},
            }
        },
    },
    "components": {
        "schemas": {"M": MEAL, "Food": {"properties": {"foodId": {"type": "integer"}}}},
        "securitySchemes": {
            "oauth2": {"flows": {"implicit": {"scopes": {"heartrate": "The user\u2019s heart"}}}}
        },
    },
}
GOOGLE: dict[str, Any] = {
    "name": "health",
    "version": "v4",
    "revision": "20990101",
    "parameters": {"alt": {"type": "string", "enum": ["json"], "location": "query"}},
    "resources": {
        "shl": {"methods": {"get": {}}},
        "users": {
            "resources": {
                "naps": {
                    "methods": {
                        "create": {
                            "httpMethod": "POST",
                            "path": "v4/{+parent}/naps",
                            "parameters": {
                                "parent": {"location": "path", "pattern": "^users/[^/]+$"},
                                "size": {"location": "query", "type": "integer"},
                            },
                            "request": {"$ref": "Nap"},
                            "response": {"$ref": "Nap"},
                            "scopes": [
                                "https://www.googleapis.com/auth/cloud-platform",
                                "https://www.googleapis.com/auth/googlehealth.sleep.writeonly",
                            ],
                        }
                    }
                }
            }
        },
    },
    "schemas": {
        "Nap": {
            "properties": {
                "when": {"$ref": "Interval", "description": "Required. The time asleep."},
                "notes": {"type": "array", "items": {"type": "string", "description": "A note."}},
            }
        },
        "Interval": {"properties": {"start": {"type": "string", "format": "google-datetime"}}},
        "Unreached": {"properties": {}},
    },
}
MAPPING = (
    "fitbit_method_path\tpython_fitbit_method\tverdict\n"
    'GET /1/a.json\tget_a\tFAITHFUL\nPOST /1/"b".json\t-\tNOT\n'
)
SOURCES = {
    "fitbit_description": json.dumps(FITBIT),
    "sandbox_operations": json.dumps(FITBIT),
    "google_discovery": json.dumps(GOOGLE),
    "google_mapping": MAPPING,
}


def run(tool: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a tool."""
    command = [sys.executable, TOOLS / f"{tool}.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def written(tool: str, folder: Path) -> str:
    """Return what a tool writes from its small source."""
    source, output = folder / "source", folder / "output"
    source.write_text(SOURCES[tool], encoding="utf-8")
    finished = run(tool, source, "--output", output)
    assert (finished.returncode, finished.stderr) == (0, "")
    return output.read_text(encoding="utf-8")


@pytest.mark.parametrize("tool", SOURCES)
def test_check_tells_whether_a_file_is_what_its_source_gives(tool: str, tmp_path: Path) -> None:
    """--check writes nothing: 0 for the same file, 1 with a reason for any other."""
    source, output = tmp_path / "source", tmp_path / "output"
    written(tool, tmp_path)
    assert run(tool, source, "--output", output, "--check").returncode == 0

    output.write_text("edited by hand", encoding="utf-8")
    finished = run(tool, source, "--output", output, "--check")
    assert finished.returncode == 1
    assert "is not what" in finished.stderr
    assert output.read_text(encoding="utf-8") == "edited by hand"


def test_the_tests_description_has_parameters_and_bodies(tmp_path: Path) -> None:
    """Of each operation stay its path, its parameters and its body, without the words."""
    found = json.loads(written("fitbit_description", tmp_path))["operations"]

    assert found == [
        {"operation": "getHrv", "method": "GET", "path": "/1/user/-/hrv/{collection-path}.json"},
        {
            "operation": "updateMeal",
            "method": "POST",
            "path": "/1/user/-/meals/{meal-id}.json",
            "parameters": [
                {"in": "path", "name": "meal-id", "type": "string", "required": True},
                {"in": "header", "name": "Authorization", "type": "string"},
            ],
            "body": {
                "media": "application/json",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string"},
                    "foods": {"type": "array", "items": {"foodId": {"type": "integer"}}},
                },
            },
        },
    ]


def test_the_sandbox_gets_the_scopes_of_the_reference_pages(tmp_path: Path) -> None:
    """A chapter gives the scope, a body becomes parameters, and a POST creates what it can."""
    found = json.loads(written("sandbox_operations", tmp_path))
    by_id = {each["id"]: each for each in found["operations"]}

    assert found["scopes"] == {"heartrate": "The user's heart"}
    assert by_id["getHrv"]["scopes"] == ["heartrate"]
    assert by_id["getHrv"]["intraday"] is True
    assert (by_id["getHrv"]["status"], by_id["updateMeal"]["status"]) == (200, 201)
    assert by_id["updateMeal"]["parameters"] == [
        {"name": "meal-id", "in": "path", "required": True, "type": "string"},
        {"name": "name", "in": "json", "required": True, "type": "string"},
        {"name": "foods", "in": "json", "required": False, "type": "array"},
    ]
    assert by_id["addSleepV1"]["undescribed"] is True


def test_googles_description_keeps_what_users_methods_reach(tmp_path: Path) -> None:
    """Other resources and the schemas that only they use are left out."""
    found = json.loads(written("google_discovery", tmp_path))

    assert found["methods"] == {
        "naps.create": {
            "http": "POST",
            "path": "v4/{+parent}/naps",
            "pathPattern": "^users/[^/]+$",
            "query": {"size": "integer"},
            "request": "Nap",
            "response": "Nap",
            "scopes": ["sleep.writeonly"],
        }
    }
    assert found["schemas"] == {
        "Interval": {"start": {"type": "string", "format": "google-datetime"}},
        "Nap": {
            "when": {"$ref": "Interval", "required": True},
            "notes": {"type": "array", "items": {"type": "string"}},
        },
    }


def test_the_mapping_keeps_endpoint_and_verdict(tmp_path: Path) -> None:
    """Two columns of the comparison stay, quotes and all; a verdict nobody knows is refused."""
    lines = written("google_mapping", tmp_path).splitlines()

    assert lines[2:] == ["fitbit\tverdict", "GET /1/a.json\tFAITHFUL", 'POST /1/"b".json\tNOT']
    odd = tmp_path / "odd"
    odd.write_text(MAPPING.replace("NOT", "PERHAPS"), encoding="utf-8")
    assert "PERHAPS" in run("google_mapping", odd, "--output", tmp_path / "none").stderr
