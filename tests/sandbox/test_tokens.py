"""The token endpoint: codes, refresh tokens, client credentials, and every way to be refused."""

from __future__ import annotations

import re
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st

from fitbit_sandbox import App, Clock, Sandbox
from fitbit_sandbox.oauth.pkce import challenge_of
from refusals import refusal

if TYPE_CHECKING:
    from tests.sandbox.conftest import Place

VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
NONE = "null"


def basic(text: str) -> str:
    return "Basic " + b64encode(text.encode()).decode()


def test_a_code_buys_tokens(place: Place) -> None:
    response = place.exchange(code=place.code(scope="sleep activity"))
    token = response.json()

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Cache-Control"] == "no-store"
    assert sorted(token) == [
        "access_token",
        "expires_in",
        "refresh_token",
        "scope",
        "token_type",
        "user_id",
    ]
    assert (token["expires_in"], token["token_type"]) == (28800, "Bearer")
    assert re.fullmatch("[0-9a-f]{64}", token["refresh_token"])
    assert token["user_id"] == place.sandbox.people[0].id
    assert len(token["access_token"]) < 1024


@pytest.mark.parametrize("scope", ["sleep activity", "activity sleep", "weight", "a"])
def test_scopes_come_in_another_order_than_they_were_asked_for(place: Place, scope: str) -> None:
    asked = scope.replace("a", "activity") if scope == "a" else scope
    granted = place.exchange(code=place.code(scope=asked)).json()["scope"]

    assert sorted(granted.split()) == sorted(asked.split())
    assert granted != asked or " " not in asked


@pytest.mark.parametrize("kind", ["server", "client", "personal"])
def test_each_type_of_app_gets_and_refreshes_tokens(place: Place, kind: str) -> None:
    app = place.sandbox.apps[kind]
    token = place.token(app)

    assert place.refresh(token["refresh_token"], app).status_code == 200


def test_basic_and_the_same_client_id_in_the_body_are_taken_together(inside: Place) -> None:
    response = inside.exchange(code=inside.code(), client_id=inside.server_app.client_id)

    assert response.status_code == 200


def test_parameters_in_the_query_are_taken_too(inside: Place) -> None:
    """Fitbit's OpenAPI description has them there."""
    fields = {
        "grant_type": "authorization_code",
        "code": inside.code(),
        "redirect_uri": inside.callback,
    }
    response = inside.session.post(
        inside.provider.token_url, params=fields, auth=inside.basic(), timeout=30
    )

    assert response.status_code == 200
    assert inside.sandbox.requests[-1].path == "/oauth2/token"


def test_a_secret_with_odd_characters_works_plain_and_form_encoded(inside: Place) -> None:
    app = inside.sandbox.register(App("23ODD", "a b+c%&:ü"))
    for secret in ("a b+c%&:ü", "a+b%2Bc%25%26%3A%C3%BC"):
        response = inside.session.post(
            inside.provider.token_url,
            data={"grant_type": "client_credentials"},
            headers={"Authorization": basic(f"23ODD:{secret}")},
            timeout=30,
        )
        assert (app.client_id, response.status_code) == ("23ODD", 200)


def test_a_used_code_is_refused_and_its_tokens_die(place: Place) -> None:
    code = place.code()
    token = place.exchange(code=code).json()

    assert refusal(place.exchange(code=code)) == (
        400,
        "invalid_grant",
        f"Authorization code invalid: {code}",
    )
    assert place.get("/1/user/-/profile.json", token["access_token"]).status_code == 401
    assert place.refresh(token["refresh_token"]).status_code == 400


def test_a_code_lives_ten_minutes(place: Place, clock: Clock) -> None:
    early, late = place.code(), place.code()
    clock.advance(600)
    assert place.exchange(code=early).status_code == 200

    clock.advance(1)
    assert refusal(place.exchange(code=late)) == (
        400,
        "invalid_grant",
        f"Authorization code expired: {late}",
    )


def test_a_code_is_bound_to_its_app(place: Place) -> None:
    code = place.code()
    stranger = place.exchange(place.sandbox.apps["personal"], code=code)

    assert refusal(stranger) == (400, "invalid_grant", f"Authorization code invalid: {code}")
    assert place.exchange(code=code).status_code == 200


@pytest.mark.parametrize("uri", ["http://127.0.0.1:8080/", "https://example.com/callback/", ""])
def test_a_code_is_bound_to_its_redirect_uri(place: Place, uri: str) -> None:
    status, kind, _ = refusal(place.exchange(code=place.code(), redirect_uri=uri))

    assert (status, kind) == (400, "invalid_grant")


def test_a_redirect_uri_sent_to_authorize_is_sent_again(inside: Place) -> None:
    response = inside.post_token(grant_type="authorization_code", code=inside.code())

    assert refusal(response)[1] == "invalid_grant"


@pytest.mark.parametrize(
    ("challenge", "method"), [(CHALLENGE, "S256"), (VERIFIER, "plain"), (VERIFIER, None)]
)
def test_a_verifier_opens_its_challenge(place: Place, challenge: str, method: str | None) -> None:
    code = place.code(code_challenge=challenge, code_challenge_method=method)

    assert place.exchange(code=code, code_verifier=VERIFIER).status_code == 200


@pytest.mark.parametrize(
    "fields", [{}, {"code_verifier": VERIFIER[:-1] + "A"}, {"code_verifier": ""}]
)
def test_a_wrong_or_missing_verifier_opens_nothing(place: Place, fields: dict[str, str]) -> None:
    code = place.code(code_challenge=CHALLENGE, code_challenge_method="S256")

    assert refusal(place.exchange(code=code, **fields))[:2] == (400, "invalid_grant")


def test_a_verifier_without_a_challenge_is_refused(place: Place) -> None:
    """Else who strips the challenge from the authorize URL goes unnoticed."""
    response = place.exchange(code=place.code(), code_verifier=VERIFIER)

    assert refusal(response)[:2] == (400, "invalid_grant")


VERIFIERS = st.text(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~", min_size=43, max_size=128
)


@given(verifier=VERIFIERS, other=VERIFIERS, method=st.sampled_from(["S256", "plain"]))
@settings(max_examples=25, deadline=None)
def test_exactly_the_right_verifier_is_accepted(
    lasting: Place, verifier: str, other: str, method: str
) -> None:
    challenge = challenge_of(verifier, method)
    code = lasting.code(code_challenge=challenge, code_challenge_method=method)

    wrong = lasting.exchange(code=code, code_verifier=other)
    assert (wrong.status_code == 200) == (other == verifier)
    if other != verifier:
        assert lasting.exchange(code=code, code_verifier=verifier).status_code == 200


@given(other=st.text(max_size=140))
@settings(max_examples=40, deadline=None)
def test_a_malformed_verifier_is_refused_and_nothing_breaks(lasting: Place, other: str) -> None:
    code = lasting.code(code_challenge=CHALLENGE, code_challenge_method="S256")
    encodable = other.encode("utf-8", "replace").decode()

    assert refusal(lasting.exchange(code=code, code_verifier=encodable))[:2] == (
        400,
        "invalid_grant",
    )


def test_a_refresh_brings_new_tokens(place: Place) -> None:
    old = place.token()
    new = place.refresh(old["refresh_token"]).json()

    assert new["refresh_token"] != old["refresh_token"]
    assert new["access_token"] != old["access_token"]
    assert (new["scope"], new["user_id"]) == (old["scope"], old["user_id"])


def test_the_same_refresh_within_two_minutes_gets_the_same_answer(
    place: Place, clock: Clock
) -> None:
    token = place.token()["refresh_token"]
    first = place.refresh(token)
    clock.advance(120)
    again = place.refresh(token)
    clock.advance(1)
    late = place.refresh(token)

    assert (first.status_code, first.json()) == (200, again.json())
    assert refusal(late) == (400, "invalid_grant", f"Refresh token invalid: {token}.")
    assert place.refresh(first.json()["refresh_token"]).status_code == 200


def test_a_strict_sandbox_takes_a_refresh_token_once(clock: Clock) -> None:
    with Sandbox(clock=clock, replay_window=0) as sandbox:
        token = sandbox.issue(sandbox.apps["client"])["refresh_token"]
        session = requests.Session()
        session.mount("https://api.fitbit.com", sandbox.adapter())
        fields = {"grant_type": "refresh_token", "refresh_token": token, "client_id": "23CLNT"}
        answers = [
            session.post("https://api.fitbit.com/oauth2/token", data=fields, timeout=30)
            for _ in range(2)
        ]

    assert [answer.status_code for answer in answers] == [200, 400]


def test_many_refreshes_at_once_are_one_refresh(outside: Place) -> None:
    """All get the same answer: the token was exchanged once."""
    token = outside.token()["refresh_token"]
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(outside.refresh, [token] * 32))

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["refresh_token"] for answer in answers}) == 1


def test_a_refresh_token_is_bound_to_its_app(place: Place) -> None:
    token = place.token()["refresh_token"]
    stranger = place.refresh(token, place.sandbox.apps["personal"])

    assert refusal(stranger) == (400, "invalid_grant", f"Refresh token invalid: {token}.")
    assert place.refresh(token).status_code == 200


def test_a_token_of_the_app_itself_opens_nobodys_data(place: Place) -> None:
    response = place.post_token(grant_type="client_credentials")
    token = response.json()

    assert sorted(token) == ["access_token", "expires_in", "scope", "token_type"]
    assert (token["expires_in"], token["scope"]) == (28800, "")
    assert place.get("/1/user/-/profile.json", token["access_token"]).status_code == 403


@pytest.mark.parametrize("life", [3600, 28800, 86400, 604800, 2592000, 31536000])
def test_client_credentials_live_as_long_as_fitbit_offers(inside: Place, life: int) -> None:
    response = inside.post_token(grant_type="client_credentials", expires_in=str(life))

    assert response.json()["expires_in"] == life


@pytest.mark.parametrize("life", ["1", "28801", "-3600", "soon", ""])
def test_other_lifetimes_are_refused(inside: Place, life: str) -> None:
    response = inside.post_token(grant_type="client_credentials", expires_in=life)

    assert refusal(response)[:2] == (400, "invalid_request")


def test_client_credentials_need_a_secret(inside: Place) -> None:
    response = inside.post_token(inside.sandbox.apps["client"], grant_type="client_credentials")

    assert refusal(response)[:2] == (401, "invalid_client")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, (400, "invalid_request", "Missing 'grant_type' parameter value.")),
        (
            {"grant_type": "refresh_token"},
            (400, "invalid_request", "Missing parameters: refresh_token"),
        ),
        (
            {"grant_type": "authorization_code"},
            (400, "invalid_request", "Missing parameters: code"),
        ),
        (
            {"grant_type": "authorization_code", "code": "abc"},
            (400, "invalid_grant", "Authorization code invalid: abc"),
        ),
        (
            {"grant_type": "refresh_token", "refresh_token": "abc"},
            (400, "invalid_grant", "Refresh token invalid: abc."),
        ),
        (
            {"grant_type": "password", "username": "a", "password": "b"},
            (400, "unsupported_grant_type", "Unsupported grant_type parameter value."),
        ),
    ],
)
def test_what_is_missing_or_wrong_is_told_in_fitbits_words(
    place: Place, fields: dict[str, str], expected: tuple[int, str, str]
) -> None:
    assert refusal(place.post_token(**fields)) == expected


UNRECOGNIZED = (
    "Invalid authorization header format. The header was not recognized to be a valid header for "
    "any of known implementations or a client_id was not specified in case of a public client "
    "Received header = {}."
)
GARBLED = (
    "Invalid authorization header format. The client id was not provided in proper format inside "
    "Authorization Header. Received authorization header = {},  received client encoded id = null."
)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("undefined", UNRECOGNIZED),
        ("Bearer abc", UNRECOGNIZED),
        (basic("23SERV:"), GARBLED),
        (basic(":secret"), GARBLED),
        (basic("23SERV"), GARBLED),
        ("Basic %%%", GARBLED),
        ("Basic /w==", GARBLED),
        (basic("NOBODY:secret"), "Invalid authorization header. Client id invalid."),
        (basic("23SERV:wrong"), "Invalid authorization header. Client secret invalid."),
        (basic("23CLNT:any"), "Invalid authorization header. Client secret invalid."),
    ],
)
def test_a_client_that_does_not_authenticate_is_refused(
    place: Place, header: str, message: str
) -> None:
    response = place.post(
        place.provider.token_url,
        {"grant_type": "client_credentials"},
        headers={"Authorization": header},
    )

    assert refusal(response) == (401, "invalid_client", message.format(header))
    assert response.headers["WWW-Authenticate"] == 'Basic realm="api.fitbit.com"'


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, UNRECOGNIZED.format("null")),
        ({"client_id": "NOBODY"}, "Invalid authorization header. Client id invalid."),
        ({"client_id": "23SERV"}, UNRECOGNIZED.format("null")),
        ({"client_id": "23PERS"}, UNRECOGNIZED.format("null")),
        (
            {"client_id": "23SERV", "client_secret": "11112222333344445555666677778888"},
            UNRECOGNIZED.format("null"),
        ),
    ],
)
def test_an_app_with_a_secret_authenticates_with_basic_only(
    place: Place, fields: dict[str, str], message: str
) -> None:
    """A secret in the body is no secret kept: Fitbit does not take it there."""
    response = place.post(place.provider.token_url, {"grant_type": "refresh_token", **fields})

    assert refusal(response) == (401, "invalid_client", message)


def test_two_different_clients_in_one_request_are_refused(inside: Place) -> None:
    response = inside.post_token(grant_type="client_credentials", client_id="23CLNT")

    assert refusal(response)[:2] == (401, "invalid_client")


def test_a_personal_app_without_a_secret_names_itself(inside: Place) -> None:
    app = inside.sandbox.register(App("23MINE", type="personal"))

    assert inside.exchange(app, code=inside.code(app)).status_code == 200


def test_the_token_endpoint_may_have_a_quota_of_its_own(clock: Clock) -> None:
    with Sandbox(clock=clock, token_rate_limit=2) as sandbox:
        session = requests.Session()
        session.mount("https://api.fitbit.com", sandbox.adapter())
        app = sandbox.apps["server"]
        answers = [
            session.post(
                "https://api.fitbit.com/oauth2/token",
                data={"grant_type": "client_credentials"},
                auth=(app.client_id, app.client_secret or ""),
                timeout=30,
            )
            for _ in range(3)
        ]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].json()["errors"][0]["errorType"] == "request"
    assert answers[2].headers["Retry-After"] == answers[2].headers["Fitbit-Rate-Limit-Reset"]


def test_the_addresses_take_only_posts(place: Place) -> None:
    assert place.session.get(place.provider.token_url, timeout=30).status_code == 404


def test_issued_tokens_are_as_good_as_walked_ones(place: Place) -> None:
    person = place.sandbox.people[1]
    token = place.sandbox.issue(place.server_app, person, ["profile"])

    assert token["user_id"] == person.id
    assert place.refresh(token["refresh_token"]).json()["scope"] == "profile"


def test_no_two_tokens_are_alike(inside: Place) -> None:
    tokens = [inside.sandbox.issue(inside.server_app) for _ in range(50)]

    assert len({token["access_token"] for token in tokens}) == 50
    assert len({token["refresh_token"] for token in tokens}) == 50
