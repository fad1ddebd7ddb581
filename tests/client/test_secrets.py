"""No secret is where people read: not in a log, a repr, an exception, a pickle or a traceback."""

from __future__ import annotations

import base64
import json
import logging
import pickle
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

import fitbit
from fitbit.oauth2.pending import PendingAuthorization
from fitbit.oauth2.token_records import key_of
from fitbit.stores import MemoryStore
from fitbit_sandbox import App, Clock, Sandbox, SandboxServer

SECRET = "canary-client-secret-4711"


class Canaries:
    """Collects every secret of a run, and every text in which none of them may be."""

    def __init__(self) -> None:
        self.secrets: set[str] = set()
        self.texts: list[str] = []

    def token(self, token: Any) -> None:
        self.secrets |= {token[name] for name in ("access_token", "refresh_token") if name in token}

    def show(self, *things: object) -> None:
        self.texts += [repr(thing) for thing in things] + [str(thing) for thing in things]

    def error(self, error: BaseException) -> None:
        """Look at an exception from all sides: text, traceback, chain, pickle, attributes."""
        self.texts += traceback.format_exception(type(error), error, error.__traceback__)
        link: BaseException | None = error
        while link is not None:
            self.show(link, link.args, vars(link))
            self._request(getattr(link, "request", None))
            self._response(getattr(link, "response", None))
            if isinstance(link, fitbit.exceptions.FitbitError):
                self.texts.append(pickle.dumps(link, 0).decode("latin-1"))
            link = link.__cause__ or link.__context__

    def _request(self, request: Any) -> None:
        if isinstance(request, requests.PreparedRequest):
            self.show(request.url, dict(request.headers), request.body)

    def _response(self, response: Any) -> None:
        if isinstance(response, requests.Response):
            self.show(response.text, dict(response.headers), vars(response))
            self._request(response.request)

    def found(self) -> list[str]:
        return [text for text in self.texts if any(secret in text for secret in self.secrets)]


@contextmanager
def listening(canaries: Canaries) -> Iterator[None]:
    """Hear every logger, at level 1, and every warning."""

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            canaries.texts.append(self.format(record))
            canaries.show(record.args)

    ear, root = Ear(1), logging.getLogger()
    names = [*logging.root.manager.loggerDict, "requests_oauthlib", "oauthlib", "urllib3"]
    before = {logging.getLogger(name): logging.getLogger(name).level for name in names}
    for logger in [root, *before]:
        logger.setLevel(1)
    root.addHandler(ear)
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        yield
    canaries.show(*heard)
    root.removeHandler(ear)
    root.setLevel(logging.WARNING)
    for logger, level in before.items():
        logger.setLevel(level)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A sandbox with an application whose secret is a canary."""
    with Sandbox(clock=Clock(1_790_000_000.0)) as running:
        uris = ("http://127.0.0.1:8080/",)
        running.register(
            App("23CANA", client_secret=SECRET, type="server", redirect_uris=uris, name="C")
        )
        yield running


def fail(canaries: Canaries, call: Callable[[], Any]) -> None:
    """Make a call that has to fail and look at how."""
    with pytest.raises((fitbit.exceptions.FitbitError, requests.RequestException)) as caught:
        call()
    canaries.error(caught.value)


def full_life(sandbox: Sandbox, provider: fitbit.Provider, canaries: Canaries) -> None:
    """Authorize, exchange, call, refresh, fail in many ways, revoke."""
    saved: list[dict[str, Any]] = []
    store = MemoryStore()
    fb = fitbit.Fitbit(
        "23CANA",
        SECRET,
        redirect_uri="http://127.0.0.1:8080/",
        provider=provider,
        clock=sandbox.clock,
        refresh_cb=saved.append,
        store=store,
    )
    basic = base64.b64encode(f"23CANA:{SECRET}".encode()).decode()
    canaries.secrets |= {SECRET, basic}
    url, state = fb.client.authorize_token_url()
    key = key_of("pending", provider.name, provider.token_url, "23CANA")
    verifier = json.loads(store.load(key) or "")[state]["verifier"]
    canaries.secrets.add(verifier)
    canaries.show(PendingAuthorization(state, None, verifier), store)
    canaries.show(fb, fb.client, fb.client.session, fb.client.token_manager)
    redirect = sandbox.consent(url)
    canaries.secrets.add(parse_qs(urlsplit(redirect).query)["code"][0])
    canaries.token(fb.client.fetch_token_from_redirect(redirect))
    fail(canaries, lambda: fb.client.fetch_token_from_redirect(redirect, state=state))
    fb.user_profile_get()
    sandbox.clock.advance(8 * 3600)
    for fault in ({"reset": "after"}, {"status": 503}, {"truncate": True}):
        sandbox.faults.add("/oauth2/token", **fault)
    fb.user_profile_get()
    canaries.token(fb.client.session.token)
    canaries.show(fb.client.session.token, saved and fitbit.Token(saved[0]))
    errors(sandbox, fb, canaries)
    fb.client.introspect_token()
    sandbox.clock.advance(3600)
    sandbox.revoke(sandbox._apps_by_id["23CANA"])
    fail(canaries, fb.user_profile_get)
    fb.client.revoke_token()
    assert len(saved) == 1


def errors(sandbox: Sandbox, fb: fitbit.Fitbit, canaries: Canaries) -> None:
    """Meet echoed tokens, broken connections, timeouts, foreign hosts and odd bodies."""
    access, refresh = (fb.client.session.token[n] for n in ("access_token", "refresh_token"))
    profile = "/1/user/-/profile.json"
    for words in (f"Access token expired: {access} Visit", f"x {refresh} y", f"<p>{access}</p>"):
        body = {"errors": [{"errorType": "x", "message": words, "fieldName": words}]}
        sandbox.faults.add(profile, status=403, body=body)
        fail(canaries, fb.user_profile_get)
        sandbox.faults.add(profile, status=400, html=words)
        fail(canaries, fb.user_profile_get)
    sandbox.faults.add(profile, html=f"<p>{access}</p>")
    fail(canaries, fb.user_profile_get)
    sandbox.faults.add("/1/user/-/activities.json", reset="after")
    fail(canaries, lambda: fb.log_activity({"activityId": 1}))
    sandbox.faults.add(profile, hang=60, times=None)
    fail(canaries, lambda: fb.make_request(f"{fb.API_ENDPOINT}{profile}", timeout=0.05))
    sandbox.faults.clear()
    fail(canaries, lambda: fb.make_request("https://evil.example/"))
    sandbox.faults.add("/oauth2/token", body={"access_token": access, "expires_in": "soon"})
    fail(canaries, fb.client.refresh_token)
    sandbox.faults.add("/oauth2/token", redirect=f"https://evil.example/?{refresh}")
    fail(canaries, fb.client.refresh_token)
    sandbox.faults.add("/oauth2/revoke", status=503)
    fail(canaries, fb.client.revoke_token)


@pytest.mark.parametrize("way", ["in process", "over a socket"])
def test_a_whole_life_shows_no_secret(way: str, sandbox: Sandbox) -> None:
    """Every logger at level 1, every repr, exception, pickle, response and warning: no hit."""
    canaries = Canaries()
    with listening(canaries):
        if way == "in process":
            full_life(sandbox, sandbox.provider, canaries)
        else:
            served: SandboxServer
            with sandbox.serve() as served:
                full_life(sandbox, served.provider, canaries)
    assert len(canaries.secrets) == 8
    assert len(canaries.texts) > 200
    assert [text[:400] for text in canaries.found()] == []


def test_the_canaries_would_be_heard() -> None:
    """The test itself notices a secret in a log line and in an exception."""
    canaries = Canaries()
    canaries.secrets.add(SECRET)
    with listening(canaries):
        logging.getLogger("requests_oauthlib.anything").debug("token %s", SECRET)
    canaries.error(ValueError(SECRET))

    assert len(canaries.found()) > 2
