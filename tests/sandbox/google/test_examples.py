"""The checker that guards requests and answers, against answers known to be right."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from fitbit_sandbox.google import discovery, errors

DATA = Path(__file__).parents[2] / "data" / "google_health_examples.json"
EXAMPLES = json.loads(DATA.read_text(encoding="utf-8"))
ANSWERS = EXAMPLES["answers"]
STEPS = ANSWERS[0]


def test_the_45_answers_known_to_be_right_pass():
    """Every example fits the schema of its message."""
    wrong = [a["title"] for a in ANSWERS if discovery.problems(a["schema"], a["body"])]

    assert len(ANSWERS) == 45
    assert wrong == []


def _broken(change: Any) -> list[str]:
    body = copy.deepcopy(STEPS["body"])
    change(body["dataPoints"][0])
    return [problem.text for problem in discovery.problems(STEPS["schema"], body)]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda point: point.update(colour="red"), "Unknown name"),
        (lambda point: point["steps"].update(count=14), "int64"),
        (lambda point: point["steps"].update(count="fourteen"), "int64"),
        (lambda point: point["steps"].pop("interval"), "required"),
        (lambda point: point["steps"]["interval"].update(startTime="2026-05-06"), "datetime"),
        (lambda point: point["steps"]["interval"].update(startUtcOffset="4h"), "duration"),
        (lambda point: point["dataSource"].update(platform="ABACUS"), "ABACUS"),
        (lambda point: point["dataSource"].update(device="Charge 5"), "object"),
        (lambda point: point.update(steps=[]), "object"),
        (lambda point: point.update(name=7), "string"),
    ],
)
def test_a_wrong_answer_does_not(change, words):
    """What the description lacks, or has otherwise, is found."""
    found = _broken(change)

    assert len(found) == 1
    assert words in found[0]


def test_a_list_must_be_a_list_and_a_number_a_number():
    """Other types of values are found as well."""
    assert discovery.problems("ListDataPointsResponse", {"dataPoints": {}}) != []
    assert discovery.problems("TotalCaloriesRollupValue", {"kcalSum": "7"}) != []
    assert discovery.problems("IrnProfile", {"onboardingStatus": "yes"}) != []


def test_errors_look_as_google_was_seen_to_send_them():
    """The sandbox's own errors have the words and reasons of the examples."""
    made = {
        "400_account_not_linked_observed": errors.account_not_linked(),
        "400_filter_member_3Pobserved_modeled": errors.bad_filter(
            "Invalid filter", "INVALID_DATA_POINT_FILTER_DATA_TYPE_MEMBER"
        ),
        "401_invalid_token_PROBE_verbatim": errors.credentials_invalid(),
        "401_missing_PROBE_verbatim": errors.credentials_missing("dataTypes.dataPoints.list"),
        "403_scope_insufficient_allenporter": errors.scope_insufficient(),
        "403_service_disabled_allenporter": errors.service_disabled(),
        "429_resource_exhausted_allenporter": errors.quota_exceeded(),
        "fitbit_web_api_403_via_google_frontend_2026-04-29_observed": errors.not_permitted(),
    }

    assert {name: error.body() for name, error in made.items()} == EXAMPLES["errors"]
