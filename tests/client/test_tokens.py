"""Tokens, and answers that are not tokens."""

from __future__ import annotations

import json
from typing import Any

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from fitbit import Token, exceptions
from fitbit.tokens import read_token

GOOD = {
    "access_token": "new-access",
    "refresh_token": "new-refresh",
    "expires_in": 28800,
    "scope": "sleep activity",
    "token_type": "Bearer",
    "user_id": "GGNJL9",
}


def answer(body: Any) -> requests.Response:
    response = requests.Response()
    response.status_code = 200
    response._content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return response


def test_a_token_is_the_servers_members_and_two_more_facts() -> None:
    """`scope` becomes a list and `expires_at` counts from the moment of sending."""
    assert read_token(answer(GOOD), 1000.0) == {
        **GOOD,
        "scope": ["sleep", "activity"],
        "expires_at": 29800.0,
    }


def test_what_the_server_did_not_send_is_not_invented() -> None:
    """Without expires_in and scope there is no expires_at and no scope."""
    assert read_token(answer({"access_token": "a"}), 0.0) == {"access_token": "a"}


@given(
    st.one_of(
        st.binary(max_size=100),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
            lambda inner: (
                st.lists(inner)
                | st.dictionaries(
                    st.sampled_from(
                        ["access_token", "refresh_token", "expires_in", "scope", "token_type"]
                    ),
                    inner,
                )
            ),
            max_leaves=8,
        ),
    )
)
def test_any_answer_is_a_usable_token_or_a_typed_error(body: Any) -> None:
    """No answer whatever gives a half token or an untyped error."""
    try:
        token = read_token(answer(body), 0.0)
    except exceptions.MissingTokenError:
        return
    assert isinstance(token["access_token"], str)
    assert token["access_token"]


def test_a_printed_token_is_masked_and_its_items_are_not() -> None:
    """Printing shows what is harmless; subscripting gives the values."""
    token = Token(GOOD)

    assert "new-" not in f"{token} {token!r}"
    assert "GGNJL9" in repr(token)
    assert token["access_token"] == "new-access"


def test_scopes_are_a_list_however_they_were_sent() -> None:
    """Text, list or nothing: `scopes` is a list."""
    assert Token(scope="a b").scopes == Token(scope=["a", "b"]).scopes == ["a", "b"]
    assert Token().scopes == []


@pytest.mark.parametrize("moment", [1000, 1000.0, "1000", "1e3"])
def test_expires_at_may_be_a_number_or_numeric_text(moment: Any) -> None:
    """Old programs stored it as an int, a float or text."""
    assert Token(expires_at=moment).expires_at == 1000.0


@pytest.mark.parametrize("junk", ["soon", None, True, [], {}])
def test_a_junk_expires_at_is_unknown(junk: Any) -> None:
    """What cannot be read as a number means that the expiry is unknown."""
    assert Token(expires_at=junk).expires_at is None
