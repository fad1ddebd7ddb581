"""Write the sandbox's list of operations from Fitbit's OpenAPI description.

It is the description that ``fitbit_description.py`` reads. Where the description and Fitbit's
reference pages disagree, the pages win: about scopes, of which the description lists all for every
operation, and about four statuses. What only the pages have is in ``UNDESCRIBED``.
"""

from __future__ import annotations

import json
import re
import sys
from typing import Any

from fitbit_description import operations, resolved
from vendored import ROOT, main, members, rows

TARGET = ROOT / "src" / "fitbit_sandbox" / "fitbit" / "operations.json"
SOURCE = [
    (
        "Fitbit's OpenAPI description of its Web API: 124 operations with their own ids, paths, "
        "parameters and statuses; the scopes are those of Fitbit's reference pages, operation by "
        "operation."
    ),
    (
        "Rows marked undescribed are on Fitbit's reference pages (sleep version 1, subscriptions "
        "to all collections) but not in the description; their ids are this sandbox's."
    ),
]
SCOPES = {
    "Authorization": [],
    "Activ": ["activity"],
    "Body": ["weight"],
    "Breathing Rate": ["respiratory_rate"],
    "Cardio Fitness": ["cardio_fitness"],
    "Devices": ["settings"],
    "Electrocardiogram": ["electrocardiogram"],
    "Friends": ["social"],
    "Heart Rate": ["heartrate"],
    "Irregular Rhythm": ["irregular_rhythm_notifications"],
    "Nutrition": ["nutrition"],
    "Sleep": ["sleep"],
    "SpO2": ["oxygen_saturation"],
    "Temperature": ["temperature"],
    "User": ["profile"],
}
"""The scopes of a chapter, by the beginning of its name."""
COLLECTIONS = {
    "activities": ["activity"],
    "body": ["weight"],
    "foods": ["nutrition"],
    "sleep": ["sleep"],
    "userRevokedAccess": [],
}
"""The scope that a subscription to each collection needs."""
MORE_SCOPES = {"getActivitiesTCX": ["location"]}
STATUSES = {"addActivitiesLog": 201, "addFavoriteFood": 201, "addMeal": 201, "updateAlarms": 200}
"""What Fitbit's reference pages say; the description often has both 200 and 201, or only 200."""
ALL = ["activity", "nutrition", "profile", "settings", "sleep", "weight"]
"""The scopes of a subscription to all collections."""
BODIES = {
    "application/json": "json",
    "application/x-www-form-urlencoded": "form",
    "multipart/form-data": "form",
}
SLEEP = "/1/user/-/sleep"
SUBSCRIPTIONS = "/1/user/-/apiSubscriptions"
UNDESCRIBED = (
    ("getSleepByDateV1", "GET", f"{SLEEP}/date/{{date}}.json", 200, ["sleep"]),
    ("addSleepV1", "POST", f"{SLEEP}.json", 200, ["sleep"]),
    ("deleteSleepV1", "DELETE", f"{SLEEP}/{{log-id}}.json", 204, ["sleep"]),
    (
        "getSleepResourceByDatePeriodV1",
        "GET",
        f"{SLEEP}/{{resource-path}}/date/{{date}}/{{period}}.json",
        200,
        ["sleep"],
    ),
    (
        "getSleepResourceByDateRangeV1",
        "GET",
        f"{SLEEP}/{{resource-path}}/date/{{base-date}}/{{end-date}}.json",
        200,
        ["sleep"],
    ),
    ("getAllSubscriptionsList", "GET", f"{SUBSCRIPTIONS}.json", 200, ALL),
    ("addAllSubscriptions", "POST", f"{SUBSCRIPTIONS}/{{subscription-id}}.json", 201, ALL),
    ("deleteAllSubscriptions", "DELETE", f"{SUBSCRIPTIONS}/{{subscription-id}}.json", 204, ALL),
)
QUERIES = {"addSleepV1": {"startTime": "string", "duration": "integer", "date": "string"}}


def build(text: str) -> str:
    """Return the scopes, the operations of the description, and those it lacks."""
    vendor = json.loads(text)
    scheme = vendor["components"]["securitySchemes"]["oauth2"]
    scopes = scheme["flows"]["implicit"]["scopes"]
    plain = {name: words.replace("\u2019", "'") for name, words in scopes.items()}
    described = [operation(vendor, *each) for each in operations(vendor)]
    found = rows([*described, *map(undescribed, UNDESCRIBED)])
    return (
        f'{{\n"source": {json.dumps(SOURCE)},\n"scopes": {{\n{members(plain, " ")}\n}},\n'
        f'"operations": [\n{found}\n]\n}}\n'
    )


def operation(vendor: dict[str, Any], path: str, method: str, told: dict[str, Any]) -> Any:
    """Return what the sandbox needs of an operation."""
    name, chapter = told["operationId"], told["tags"][0]
    found = {"id": name, "method": method, "path": path, "parameters": parameters(vendor, told)}
    statuses = [int(status) for status in told["responses"] if status.startswith("2")]
    usual = max(statuses) if method == "POST" else min(statuses)
    found["status"] = STATUSES.get(name, usual)
    if chapter == "Subscriptions":
        return {**found, "scopes_by_collection": COLLECTIONS}
    intraday = {"intraday": True} if "Intraday" in chapter or "Intraday" in name else {}
    return {**found, "scopes": scopes_of(name, chapter), **intraday}


def scopes_of(name: str, chapter: str) -> list[str]:
    """Return the scopes of an operation, as Fitbit's reference page has them."""
    known = next(scopes for start, scopes in SCOPES.items() if chapter.startswith(start))
    return [*known, *MORE_SCOPES.get(name, [])]


def parameters(vendor: dict[str, Any], told: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the parameters of an operation, those of its body among them."""
    found = [
        parameter(each["name"], each["in"], each["schema"]["type"], required=each.get("required"))
        for each in told.get("parameters", [])
        if each["in"] != "header"
    ]
    for media, content in told.get("requestBody", {}).get("content", {}).items():
        schema = resolved(vendor, content["schema"])
        needed = schema.get("required", [])
        found += [
            parameter(name, BODIES[media], each["type"], required=name in needed)
            for name, each in schema["properties"].items()
        ]
    return found


def parameter(name: str, place: str, kind: str, *, required: bool | None) -> dict[str, Any]:
    """Return a parameter as the sandbox reads it."""
    return {"name": name, "in": place, "required": bool(required), "type": kind}


def undescribed(row: tuple[str, str, str, int, list[str]]) -> dict[str, Any]:
    """Return an operation that only Fitbit's reference pages have."""
    name, method, path, status, scopes = row
    found = [
        parameter(each, "path", "string", required=True) for each in re.findall("{(.+?)}", path)
    ]
    found += [
        parameter(each, "query", kind, required=True)
        for each, kind in QUERIES.get(name, {}).items()
    ]
    return {
        "id": name,
        "method": method,
        "path": path,
        "parameters": found,
        "status": status,
        "scopes": scopes,
        "undescribed": True,
    }


if __name__ == "__main__":
    sys.exit(main(__doc__, TARGET, build))
