"""Who may see what: tokens, scopes, quotas, and errors that can be ordered."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from fitbit_sandbox import Clock, Sandbox, google_fault
from fitbit_sandbox.google import account
from fitbit_sandbox.google.view import health_user_id
from google_health import HEALTH, NOW, USER, Health

IDENTITY = "/v4/users/me/identity"


def reason(error: dict[str, Any]) -> str:
    return error["details"][0]["reason"]


def test_no_token_and_a_wrong_one_are_told_apart(health):
    """Both are 401s without Fitbit's errorType."""
    del health.session.headers["Authorization"]
    missing = health.refused("GET", "identity")
    wrong = health.refused("GET", "identity", headers={"Authorization": "Bearer ya29.nobody"})

    assert reason(missing) == "CREDENTIALS_MISSING"
    assert (wrong["status"], "details" in wrong) == ("UNAUTHENTICATED", False)


def test_a_token_in_the_address_is_not_looked_at(health):
    """Secrets in addresses end up in logs."""
    bearer = health.session.headers.pop("Authorization")
    query = {"access_token": bearer.partition(" ")[2]}

    assert reason(health.refused("GET", "identity", params=query)) == "CREDENTIALS_MISSING"


def test_an_expired_token_is_invalid(health, clock):
    """After an hour the same 401 comes."""
    assert health.good("GET", "identity")["legacyUserId"] == health.person.id
    clock.advance(3600)
    assert health.refused("GET", "identity")["code"] == 401


@pytest.mark.parametrize(
    ("scope", "path"),
    [
        ("sleep.readonly", "dataTypes/steps/dataPoints"),
        ("activity_and_fitness.readonly", "dataTypes/sleep/dataPoints"),
        ("activity_and_fitness.readonly", "dataTypes/weight/dataPoints:reconcile"),
        ("health_metrics_and_measurements.readonly", "dataTypes/hydration-log/dataPoints"),
        ("sleep.readonly", "dataTypes/electrocardiogram/dataPoints"),
        ("ecg.readonly", "dataTypes/irregular-rhythm-notification/dataPoints"),
        ("sleep.readonly", "profile"),
        ("profile.readonly", "settings"),
        ("profile.readonly", "pairedDevices"),
        ("ecg.readonly", "irnProfile"),
    ],
)
def test_what_was_not_granted_is_refused(lasting, scope, path):
    """Each kind of data has a scope of its own."""
    error = Health(lasting, "Marcus", [scope]).refused("GET", path)

    assert (error["code"], reason(error)) == (403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT")


def test_nutrition_may_be_read_although_the_description_forgets_it(lasting):
    """nutrition.readonly is missing there and works."""
    assert Health(lasting, "Lena", ["nutrition.readonly"]).points(
        "hydration-log", 'hydration_log.interval.civil_start_time >= "2026-04-10"'
    )


def test_who_may_only_write_reads_their_own(sandbox):
    """A list is empty, other families are forbidden, and sleep cannot be listed at all."""
    health = Health(
        sandbox, "Lena", ["sleep.writeonly", "health_metrics_and_measurements.writeonly"]
    )
    family = {"dataSourceFamily": "users/me/dataSourceFamilies/all-sources"}

    assert health.points("weight") == []
    assert health.refused("GET", "dataTypes/weight/dataPoints", params=family)["code"] == 403
    assert health.refused("GET", "dataTypes/sleep/dataPoints")["code"] == 403
    assert health.reconciled("sleep") == []


def test_only_ones_own_data_can_be_asked_for(health):
    """The own number is as good as ``me``, another person's is forbidden."""
    lena, marcus = health.sandbox.people[:2]
    own = f"{HEALTH}/v4/users/{health_user_id(lena)}/identity"
    other = f"{HEALTH}/v4/users/{health_user_id(marcus)}/identity"

    assert health.session.get(own, timeout=30).json()["legacyUserId"] == lena.id
    assert health.session.get(other, timeout=30).status_code == 403


@pytest.mark.parametrize("path", ["/v4/users/me/goals", "/v4/users/me", "/v5/x", f"{IDENTITY}:x"])
def test_unknown_paths_are_a_page(health, path):
    """Google's front end answers in HTML, token or not."""
    answer = requests.Session()
    answer.mount("https://", health.sandbox.google_adapter())
    found = answer.get(HEALTH + path, timeout=30)

    assert (found.status_code, found.headers["Content-Type"][:9]) == (404, "text/html")
    answer.close()


def test_a_minute_has_three_hundred_requests():
    """The next one is refused without a Retry-After; a minute later all is well."""
    clock = Clock(start=NOW)
    with Sandbox(clock=clock) as sandbox:
        health = Health(sandbox)
        other = Health(sandbox, "Marcus")
        for _ in range(300):
            health.good("GET", "identity")
        refused = health.ask("GET", "identity")

        assert refused.status_code == 429
        assert refused.json()["error"]["status"] == "RESOURCE_EXHAUSTED"
        assert not [name for name in refused.headers if "retry" in name.lower()]
        assert other.good("GET", "identity")
        clock.advance(60)
        assert health.good("GET", "identity")


@pytest.mark.parametrize(
    ("what", "code", "status"),
    [
        ("SERVICE_DISABLED", 403, "PERMISSION_DENIED"),
        ("ACCOUNT_NOT_LINKED", 400, "FAILED_PRECONDITION"),
        ("PROFILE_MISSING", 412, "FAILED_PRECONDITION"),
        ("RATE_LIMIT_EXCEEDED", 429, "RESOURCE_EXHAUSTED"),
        (504, 504, "DEADLINE_EXCEEDED"),
        (503, 503, "UNAVAILABLE"),
    ],
)
def test_errors_can_be_ordered(health, what, code, status):
    """The next request fails as ordered, the one after it succeeds."""
    health.sandbox.faults.add("/v4/*", **google_fault(what))
    error = health.refused("GET", "identity")

    assert (error["code"], error["status"]) == (code, status)
    assert health.good("GET", "identity")


def test_a_bare_status_has_googles_body(health):
    """A fault that names only a status looks like Google's."""
    health.sandbox.faults.add("/v4/*", status=504)

    assert health.refused("GET", "identity")["status"] == "DEADLINE_EXCEEDED"


def test_requests_are_noted_without_secrets(health):
    """The journal has the paths, the app and the person, and the sandbox counts them."""
    health.good("GET", "identity")
    record = health.sandbox.requests[-1]

    assert (record.path, record.status) == (IDENTITY, 200)
    assert (record.client_id, record.user) == (health.app.client_id, health.person.id)
    assert health.sandbox.count("GET", IDENTITY) == 1
    assert "ya29" not in repr(record)


def test_hosts_keep_to_their_paths(health):
    """A token is not asked for at the API's host, nor data at the token endpoint's."""
    get, post = health.session.get, health.session.post

    assert post(f"{HEALTH}/token", timeout=30).status_code == 404
    assert get(USER.replace("health.", "oauth2."), timeout=30).status_code == 404
    assert get("https://accounts.google.com/tokeninfo", timeout=30).status_code == 404


def test_a_wrong_answer_of_the_sandbox_itself_is_an_error_and_not_an_answer(health, monkeypatch):
    """No client ever sees what Google's description does not allow."""
    monkeypatch.setattr(account, "identity", lambda view: {"healthUserId": 7})

    with pytest.raises(AssertionError, match="not a Identity: healthUserId"):
        health.ask("GET", "identity")
