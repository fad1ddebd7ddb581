"""The chapters together: every operation is answered, for everybody, as JSON."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import pytest

from asking import HANDLERS, Asker, everybody
from fitbit_sandbox.fitbit.subscribers import Subscribers
from fitbit_sandbox.fitbit.subscriptions import Subscriptions
from fitbit_sandbox.people import Person

OPERATIONS = {
    operation["id"]: operation
    for operation in json.loads(
        resources.files("fitbit_sandbox.fitbit").joinpath("operations.json").read_text("utf-8")
    )["operations"]
}
ELSEWHERE = {"oauthToken", "introspect", "revoke"}
"""Answered by the authorization server."""
PLAIN = {
    "date": "2026-04-10",
    "base-date": "2026-04-08",
    "start-date": "2026-04-10",
    "startDate": "2026-04-08",
    "end-date": "2026-04-10",
    "endDate": "2026-04-10",
    "start-time": "08:00",
    "end-time": "09:30",
    "detail-level": "15min",
    "period": "7d",
    "goal-type": "weight",
    "activity-id": "90013",
    "food-id": "101",
}
PAGE = {"beforeDate": "2026-04-10", "sort": "desc", "limit": "5", "offset": "0"}
RESOURCES = {"body": "bmi", "sleep": "minutesAsleep", "foods": "water", "activities": "steps"}


def arguments(operation: dict[str, Any], person: Person) -> dict[str, str] | None:
    """Return path arguments for a read, or None where a log must exist first."""
    names = [part["name"] for part in operation["parameters"] if part["in"] == "path"]
    chapter = operation["path"].split("/user/-/")[-1].split("/")[0]
    known = PLAIN | {"resource-path": RESOURCES.get(chapter, "")}
    if "tracker-id" in names and person.traits.tracker:
        known["tracker-id"] = person.traits.tracker.id
    if "goals" in operation["path"]:
        known["period"] = "daily"
    if operation.get("intraday") and "end-date" in names:
        known["date"] = known["base-date"] = known["end-date"]
    return {name: known[name] for name in names} if set(names) <= set(known) else None


PEOPLE = everybody().values()
READS = sorted(
    name
    for name, operation in OPERATIONS.items()
    if operation["method"] == "GET" and name in HANDLERS
)


def test_every_operation_has_a_handler():
    """Nothing of the description is left out but what the authorization server answers."""
    answered = {**HANDLERS, **Subscriptions(Subscribers()).handlers()}

    assert set(OPERATIONS) - set(answered) == ELSEWHERE
    assert set(answered) - set(OPERATIONS) == set()


@pytest.mark.parametrize("language", ["en_US", ""])
def test_everybody_can_be_read(language):
    """Every read answers with JSON for every sample person, in both unit systems."""
    for person in PEOPLE:
        for operation in READS:
            found = arguments(OPERATIONS[operation], person)
            if found is None:
                continue
            params = {"query": "bread"} | (PAGE if operation.endswith("List") else {})
            asked = {key.replace("-", "_"): text for key, text in found.items()}
            body = Asker(person)(operation, params, language=language, **asked)

            assert json.loads(json.dumps(body)) == body, operation
