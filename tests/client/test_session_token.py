"""``session.token``: the dictionary that programs read, change and assign."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from fitbit import Token, exceptions
from fitbit.stores import MemoryStore, Store
from fitbit_sandbox import Sandbox
from sandboxed import Make, around_refresh, client_of, posts

STORES: list[Callable[[], Store | None]] = [lambda: None, MemoryStore]
EIGHT_HOURS = 8 * 3600


@pytest.fixture(params=STORES, ids=["no store", "store"])
def store(request: pytest.FixtureRequest) -> Any:
    """What a client is given: no store, or one."""
    return request.param()


def issued(sandbox: Sandbox, person: int = 0) -> dict[str, Any]:
    """Return a fresh token of a person, the first one if none is named."""
    return sandbox.issue(sandbox.apps["server"], sandbox.people[person])


def test_it_is_a_dictionary(sandbox: Sandbox, make: Make, store: Store | None) -> None:
    """It is one before there is a token, and the same object until the token is replaced."""
    empty = client_of(sandbox, store=store).client.session
    session = make(store=store).client.session

    assert empty.token == {}
    assert isinstance(session.token, dict)
    assert session.token is session.token
    assert session.token["access_token"] == session.access_token


def test_what_is_assigned_is_used_and_stored(sandbox: Sandbox, store: Store | None) -> None:
    """A plain dictionary will do; the next object of the same store has it too."""
    fb = client_of(sandbox, store=store)
    for person in (0, 1):
        fb.client.session.token = issued(sandbox, person)
        assert fb.user_profile_get()["user"]["encodedId"] == sandbox.people[person].id

    assert isinstance(fb.client.session.token, Token)
    if store is not None:
        assert client_of(sandbox, store=store).client.session.token == fb.client.session.token


def test_token_and_oauth_of_the_client_show_it(sandbox: Sandbox, make: Make) -> None:
    """They are names of python-fitbit 0.2; only the session's token can be assigned."""
    client = make().client
    client.session.token = issued(sandbox)

    assert client.token is client.oauth.token is client.session.token
    with pytest.raises(AttributeError):
        client.token = client.session.token  # type: ignore[misc]


def test_what_is_assigned_empty_is_forgotten(make: Make, store: Store | None) -> None:
    """None as well; what was stored is gone, and the next call says to log in."""
    fb = make(store=store)
    fb.client.session.token = None

    assert fb.client.session.token == {}
    assert not fb.client.session.authorized
    with pytest.raises(exceptions.ReauthorizationRequired):
        fb.client.refresh_token()


def test_a_change_in_place_counts_for_the_next_request(sandbox: Sandbox, make: Make) -> None:
    """Programs write a token into the dictionary that they were given."""
    fb = make(access_token="worthless", refresh_token=None)
    fb.client.session.token.update(issued(sandbox))

    assert fb.user_profile_get()["user"]
    assert posts(sandbox) == 0


def test_an_expiry_changed_in_place_counts(sandbox: Sandbox, make: Make) -> None:
    """Old programs that set expires_at on the dictionary itself get a refresh."""
    fb = make(refresh_cb=lambda token: None)
    fb.client.session.token["expires_at"] = sandbox.clock.time() - 1
    fb.user_profile_get()

    assert posts(sandbox) == 1


def test_a_refresh_token_changed_in_place_is_the_one_that_is_spent(
    sandbox: Sandbox, make: Make
) -> None:
    """Without a store the dictionary is the one place where the token is."""
    fb = make(refresh_token="f" * 64)
    fb.client.session.token["refresh_token"] = issued(sandbox)["refresh_token"]
    sandbox.clock.advance(EIGHT_HOURS)

    assert fb.user_profile_get()["user"]
    assert posts(sandbox) == 1


def test_a_member_changed_in_place_survives_nothing_but_harms_nothing(
    sandbox: Sandbox, make: Make
) -> None:
    """An odd member, even one that JSON has no word for, does not stop a refresh."""
    fb = make()
    fb.client.session.token["expires_at"] = float("nan")
    fb.client.session.token["note"] = "mine"

    assert fb.client.refresh_token()["access_token"]
    assert posts(sandbox) == 1


def test_a_token_replaced_during_a_refresh_stays(
    sandbox: Sandbox, make: Make, store: Store | None
) -> None:
    """A login that ends while a refresh is under way is not overwritten by its answer."""
    fb = make(store=store)
    login = issued(sandbox)

    def overtaken(send: Callable[[], Any]) -> Any:
        answer = send()
        fb.client.session.token = login
        return answer

    around_refresh(fb, overtaken)
    fb.client.refresh_token()

    assert fb.client.session.token["refresh_token"] == login["refresh_token"]
