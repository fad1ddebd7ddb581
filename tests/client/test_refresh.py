"""A token stays fresh, is refreshed once, and is not lost on the way."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

import fitbit
from fitbit import exceptions
from fitbit_sandbox import Clock, Sandbox
from sandboxed import START, Make, around_refresh, posts


@pytest.fixture
def replay_window() -> int:
    """Refuse a spent refresh token at once."""
    return 0


def test_an_expired_token_is_refreshed_unseen(sandbox: Sandbox, make: Make) -> None:
    """Eight hours later the call works as before; the refresh token was rotated."""
    fb = make(refresh_cb=lambda token: None)
    spent = fb.client.session.token["refresh_token"]
    sandbox.clock.advance(8 * 3600)

    assert fb.user_profile_get()["user"]["encodedId"] == sandbox.people[0].id
    assert fb.client.session.token["refresh_token"] != spent
    assert posts(sandbox) == 1


def test_a_token_is_renewed_early(sandbox: Sandbox, make: Make) -> None:
    """Some minutes before its expiry one call renews it, so that nobody has to wait later."""
    fb = make(refresh_cb=lambda token: None)
    sandbox.clock.advance(8 * 3600 - 60 - 301)
    fb.user_profile_get()
    assert posts(sandbox) == 0
    sandbox.clock.advance(200)
    fb.user_profile_get()

    assert posts(sandbox) == 1


def test_an_early_failure_is_no_failure(
    sandbox: Sandbox, make: Make, caplog: pytest.LogCaptureFixture
) -> None:
    """The token is still good: the call succeeds, and it is tried again half a minute later."""
    fb = make(refresh_cb=lambda token: None)
    sandbox.clock.advance(8 * 3600 - 120)
    sandbox.faults.add("/oauth2/token", status=503)
    fb.user_profile_get()
    fb.user_profile_get()
    assert posts(sandbox) == 1
    assert "still good" in caplog.text
    sandbox.clock.advance(31)
    fb.user_profile_get()

    assert posts(sandbox) == 2


def test_others_go_on_while_one_thread_renews_early(sandbox: Sandbox, make: Make) -> None:
    """While one thread renews early, other threads' calls use the token that is still good."""
    fb = make(refresh_cb=lambda token: None)
    sandbox.clock.advance(8 * 3600 - 120)
    arrived, done = threading.Event(), threading.Event()

    def slow(send: Callable[[], Any]) -> Any:
        arrived.set()
        assert done.wait(30)
        return send()

    around_refresh(fb, slow)
    with ThreadPoolExecutor(1) as pool:
        early = pool.submit(fb.user_profile_get)
        assert arrived.wait(30)
        assert fb.user_profile_get()["user"]
        assert not early.done()
        done.set()
        assert early.result()["user"]


@pytest.mark.parametrize("unknown", [None, "junk"])
def test_a_401_tells_where_the_expiry_is_unknown(
    sandbox: Sandbox, make: Make, unknown: str | None
) -> None:
    """Without expires_at the request is sent, refused as expired, and sent once more."""
    fb = make(expires_at=unknown, refresh_cb=lambda token: None)
    sandbox.clock.advance(8 * 3600)

    assert fb.user_profile_get()["user"]
    assert posts(sandbox) == 1
    assert sandbox.count("GET", "/1/user/-/profile.json") == 2


def test_a_refresh_token_alone_is_enough(sandbox: Sandbox, make: Make) -> None:
    """As in python-fitbit 0.2: the first request gets an access token."""
    fb = make(access_token=None, expires_at=None, refresh_cb=lambda token: None)

    assert fb.user_profile_get()["user"]


def test_an_access_token_alone_is_used(sandbox: Sandbox, make: Make) -> None:
    """It is sent; when it has expired the 401 is an HTTPUnauthorized."""
    fb = make(refresh_token=None, expires_at=None)
    assert fb.user_profile_get()["user"]
    sandbox.clock.advance(8 * 3600)

    with pytest.raises(exceptions.HTTPUnauthorized):
        fb.user_profile_get()
    assert posts(sandbox) == 0


def test_many_threads_cause_one_refresh(sandbox: Sandbox, make: Make) -> None:
    """32 threads with one expired token and strict rotation: one POST, no failure."""
    saved: list[dict[str, Any]] = []
    fb = make(refresh_cb=saved.append)
    sandbox.clock.advance(8 * 3600)
    barrier = threading.Barrier(32)

    def call(_: int) -> Any:
        barrier.wait()
        return fb.user_profile_get()["user"]["encodedId"]

    with ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(call, range(32)))
    assert answers == [sandbox.people[0].id] * 32
    assert posts(sandbox) == 1
    assert saved == [dict(fb.client.session.token)]


def test_waiting_threads_share_the_error(sandbox: Sandbox, make: Make) -> None:
    """A refused refresh is not tried by each thread anew; all get the same kind of error."""
    fb = make(refresh_token="f" * 64)
    sandbox.clock.advance(8 * 3600)
    barrier = threading.Barrier(8)

    def call(_: int) -> type[Exception] | None:
        barrier.wait()
        try:
            fb.user_profile_get()
        except exceptions.FitbitError as error:
            return type(error)
        return None

    with ThreadPoolExecutor(8) as pool:
        kinds = set(pool.map(call, range(8)))
    assert kinds == {exceptions.ReauthorizationRequired}
    assert posts(sandbox) == 1


def test_a_login_brings_a_client_with_a_dead_token_back(sandbox: Sandbox, make: Make) -> None:
    """Without a store too, a refused token is sent once; a new one is used as usual."""
    fb = make(refresh_token="f" * 64)
    sandbox.clock.advance(8 * 3600)
    for _ in range(3):
        with pytest.raises(exceptions.ReauthorizationRequired):
            fb.user_profile_get()
    assert posts(sandbox) == 1
    fb.client.session.token = sandbox.issue(sandbox.apps["server"], sandbox.people[0])

    assert fb.user_profile_get()["user"]


def test_explicit_refresh_returns_the_new_token(sandbox: Sandbox, make: Make) -> None:
    """client.refresh_token() works with and without refresh_cb, right after construction."""
    for kwargs in ({}, {"refresh_cb": lambda token: None}):
        fb = make(**kwargs)
        spent = dict(fb.client.session.token)
        token = fb.client.refresh_token()
        assert token is fb.client.session.token
        assert token["access_token"] != spent["access_token"]


def test_without_a_callback_it_warns_once(
    sandbox: Sandbox, make: Make, caplog: pytest.LogCaptureFixture
) -> None:
    """The rotated token is kept in memory, and the log says once that nothing saves it."""
    fb = make()
    with caplog.at_level(logging.WARNING, "fitbit"):
        fb.client.refresh_token()
        fb.client.refresh_token()

    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "refresh_cb=" in caplog.text


def test_the_callback_gets_a_plain_dictionary_once(sandbox: Sandbox, make: Make) -> None:
    """The server's members, scope as a list, expires_at added, nothing else."""
    saved: list[dict[str, Any]] = []
    fb = make(refresh_cb=saved.append)
    fb.client.refresh_token()
    (token,) = saved

    assert type(token) is dict
    assert isinstance(token["scope"], list)
    assert set(token) == {
        "access_token",
        "refresh_token",
        "expires_in",
        "expires_at",
        "scope",
        "token_type",
        "user_id",
    }


def test_a_callback_that_raises_loses_nothing(sandbox: Sandbox, make: Make) -> None:
    """Its exception reaches the caller; the next call offers the same token again, first."""
    offered: list[str] = []

    def save(token: dict[str, Any]) -> None:
        offered.append(token["refresh_token"])
        if len(offered) < 3:
            msg = "disk full"
            raise OSError(msg)

    fb = make(refresh_cb=save)
    sandbox.clock.advance(8 * 3600)
    for _ in range(2):
        with pytest.raises(OSError, match="disk full"):
            fb.user_profile_get()
    assert fb.user_profile_get()["user"]
    assert fb.user_profile_get()["user"]

    assert offered == [fb.client.session.token["refresh_token"]] * 3
    assert posts(sandbox) == 1


def test_a_callback_of_the_wrong_arity_raises_its_own_error(sandbox: Sandbox, make: Make) -> None:
    """A TypeError of the callback is the caller's to see, not hidden."""
    fb = make(refresh_cb=lambda: None)
    with pytest.raises(TypeError):
        fb.client.refresh_token()


def test_the_callback_may_use_the_client(sandbox: Sandbox, make: Make) -> None:
    """Asking for the profile inside refresh_cb neither hangs nor refreshes again."""
    names: list[str] = []
    fb: fitbit.Fitbit = make(
        refresh_cb=lambda token: names.append(fb.user_profile_get()["user"]["displayName"])
    )
    sandbox.clock.advance(8 * 3600)
    fb.user_profile_get()

    assert len(names) == 1
    assert posts(sandbox) == 1


def test_the_callback_may_change_what_it_was_given(sandbox: Sandbox, make: Make) -> None:
    """The dictionary is the callback's own."""
    fb = make(refresh_cb=lambda token: token.clear())
    fb.client.refresh_token()
    assert fb.user_profile_get()["user"]


FAULTS: list[dict[str, Any]] = [
    {"status": 500},
    {"status": 503},
    {"html": "<h1>500</h1>", "status": 500},
    {"status": 429, "headers": {"Retry-After": "20"}},
    {"status": 409},
    {"reset": "before"},
    {"hang": 60, "before": True},
    {"html": "<h1>proxy</h1>", "status": 502, "times": 3},
]
LOST_ANSWERS: list[dict[str, Any]] = [
    {"reset": "after"},
    {"hang": 60, "before": False},
    {"truncate": True},
]


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_of_the_token_endpoint_is_outlived(
    sandbox: Sandbox, make: Make, fault: dict[str, Any]
) -> None:
    """Inside the same call the same refresh is repeated, even under strict rotation."""
    fb = make(refresh_cb=lambda token: None)
    sandbox.clock.advance(8 * 3600)
    sandbox.faults.add("/oauth2/token", **fault)

    assert fb.user_profile_get()["user"]


@pytest.mark.parametrize("fault", LOST_ANSWERS, ids=str)
def test_a_lost_answer_is_fetched_again(fault: dict[str, Any]) -> None:
    """Processed, but the answer was lost: within two minutes Fitbit gives the same one again."""
    with Sandbox(clock=Clock(START)) as sandbox:
        app = sandbox.apps["server"]
        token = sandbox.issue(app, sandbox.people[0])
        fb = fitbit.Fitbit(
            app.client_id,
            app.client_secret,
            token["access_token"],
            token["refresh_token"],
            START - 1,
            lambda token: None,
            provider=sandbox.provider,
            clock=sandbox.clock,
        )
        sandbox.faults.add("/oauth2/token", **fault)

        assert fb.user_profile_get()["user"]
        assert posts(sandbox) == 2


def test_a_server_that_stays_down_is_given_up_after_a_hundred_seconds(
    sandbox: Sandbox, make: Make
) -> None:
    """The error is typed, the token is kept, and the next call tries again."""
    fb = make(refresh_cb=lambda token: None)
    spent = dict(fb.client.session.token)
    sandbox.clock.advance(8 * 3600)
    begun = sandbox.clock.time()
    sandbox.faults.add("/oauth2/token", status=503, times=None)
    with pytest.raises(exceptions.TokenServerError):
        fb.user_profile_get()

    assert 60 <= sandbox.clock.time() - begun <= 100
    assert dict(fb.client.session.token) == spent
    sandbox.faults.clear()
    assert fb.user_profile_get()["user"]


def test_a_429_longer_than_that_is_raised_at_once(sandbox: Sandbox, make: Make) -> None:
    """With the seconds to wait; the refresh token is not spent."""
    fb = make(refresh_cb=lambda token: None)
    sandbox.clock.advance(8 * 3600)
    sandbox.faults.add("/oauth2/token", status=429, headers={"Retry-After": "600"})
    with pytest.raises(exceptions.HTTPTooManyRequests) as caught:
        fb.user_profile_get()

    assert caught.value.retry_after_secs == 600
    assert isinstance(caught.value, exceptions.TokenError)
    assert fb.user_profile_get()["user"]


@pytest.mark.parametrize(
    "body", [b"", b"<html>", {}, {"errors": []}, {"errors": [{"errorType": "invalid_client"}]}]
)
def test_an_odd_401_is_unauthorized_and_spends_nothing(
    sandbox: Sandbox, make: Make, body: Any
) -> None:
    """A 401 that does not speak of an expired or invalid token causes no refresh."""
    fb = make()
    content = {"html": body.decode()} if isinstance(body, bytes) else {"body": body}
    sandbox.faults.add("/1/user/-/profile.json", status=401, **content)
    with pytest.raises(exceptions.HTTPUnauthorized):
        fb.user_profile_get()
    assert posts(sandbox) == 0


def test_googles_401_causes_a_refresh_too(sandbox: Sandbox, make: Make) -> None:
    """UNAUTHENTICATED, as Google's front end says it, is renewed like expired_token."""
    fb = make(refresh_cb=lambda token: None)
    body = {"error": {"code": 401, "message": "no", "status": "UNAUTHENTICATED"}}
    sandbox.faults.add("/1/user/-/profile.json", status=401, body=body)

    assert fb.user_profile_get()["user"]
    assert posts(sandbox) == 1
