"""``python -m fitbit.gather_keys_oauth2`` gets a first token through a browser on this machine."""

from __future__ import annotations

import http.client
import socket
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from requests_mock import Mocker

from fitbit import Fitbit, FitbitOauth2Client, exceptions
from fitbit.exceptions import PortUnavailableError
from fitbit.gather_keys_oauth2 import OAuth2Server, main

TOKEN = {"access_token": "eyJ-at", "refresh_token": "rt", "user_id": "GGNJL9"}


@dataclass
class Browser:
    """Plays the browser: when a page is opened, it asks the redirect address for some targets."""

    port: int
    targets: Callable[[str], list[tuple[str, str]]] = field(default=lambda _state: [])
    opened: list[str] = field(default_factory=list)
    answers: list[tuple[int, str, dict[str, str]]] = field(default_factory=list)
    thread: threading.Thread | None = None

    def open(self, url: str) -> bool:
        """Begin to ask, as a user who consents at once."""
        self.opened.append(url)
        state = parse_qs(urlsplit(url).query)["state"][0]
        self.thread = threading.Thread(target=self._ask, args=(state,))
        self.thread.start()
        return True

    def _ask(self, state: str) -> None:
        for target, host in self.targets(state):
            with suppress(OSError, http.client.HTTPException):  # the wait may be over by now
                self._get(target, {"Host": host} if host else {})

    def _get(self, target: str, headers: dict[str, str]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        with closing(connection):
            connection.request("GET", target, headers=headers)
            response = connection.getresponse()
            text = response.read().decode()
            self.answers.append((response.status, text, dict(response.getheaders())))


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """Put a scripted browser on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    scripted = Browser(port)
    monkeypatch.setattr(webbrowser, "open", scripted.open)
    yield scripted
    if scripted.thread is not None:
        scripted.thread.join(15)


@pytest.fixture
def server(browser: Browser, requests_mock: Mocker) -> OAuth2Server:
    """Return a server for that port; the token endpoint answers."""
    requests_mock.post("https://api.fitbit.com/oauth2/token", json=TOKEN)
    return OAuth2Server("22942C", "a-secret", f"http://127.0.0.1:{browser.port}/")


def statuses(browser: Browser) -> list[int]:
    """Return the statuses that the browser saw."""
    assert browser.thread is not None
    browser.thread.join(15)
    return [status for status, _, _ in browser.answers]


def test_consent_in_the_browser_becomes_a_token(
    browser: Browser, server: OAuth2Server, requests_mock: Mocker
) -> None:
    """The redirect's code is exchanged and the token is where old scripts read it."""
    browser.targets = lambda state: [(f"/?code=a-code&state={state}", "")]
    server.browser_authorize(timeout=15)
    assert server.fitbit.client.session.token["access_token"] == "eyJ-at"
    assert server.oauth is server.fitbit.client
    assert server.oauth.token["user_id"] == "GGNJL9"
    sent: Any = requests_mock.last_request
    assert parse_qs(sent.text)["code"] == ["a-code"]
    assert parse_qs(sent.text)["redirect_uri"] == [server.redirect_uri]
    assert statuses(browser) == [200]
    assert browser.answers[0][1] == server.success_html


def test_attributes_are_those_of_the_old_script() -> None:
    """``fitbit`` with a timeout of ten seconds, ``redirect_uri`` and the two pages."""
    server = OAuth2Server("22942C", "a-secret")
    assert isinstance(server.fitbit, Fitbit)
    assert isinstance(server.oauth, FitbitOauth2Client)
    assert (server.redirect_uri, server.fitbit.client.timeout) == ("http://127.0.0.1:8080/", 10)
    assert server.fitbit.client.session.redirect_uri == "http://127.0.0.1:8080/"
    assert "<html" in server.success_html
    assert "<html" in server.failure_html


def test_nothing_but_the_redirect_ends_the_wait(browser: Browser, server: OAuth2Server) -> None:
    """A favicon, another path, a wrong state, none, and a foreign Host are answered with 404."""
    browser.targets = lambda state: [
        ("/favicon.ico", ""),
        (f"/elsewhere?code=a-code&state={state}", ""),
        ("/?code=a-code&state=forged", ""),
        ("/?code=a-code", ""),
        (f"/?code=a-code&state={state}", "attacker.example"),
        (f"/?code=a-code&state={state}", ""),
    ]
    server.browser_authorize(timeout=15)
    assert statuses(browser) == [404, 404, 404, 404, 404, 200]


def test_redirect_that_comes_twice_is_exchanged_once(
    browser: Browser, server: OAuth2Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A browser may ask again while the first answer is on its way."""
    exchanged: list[str] = []
    second = threading.Event()

    def exchange(url: str, *, state: str) -> None:
        exchanged.append(url)
        assert state in url
        second.wait(15)

    def targets(state: str) -> list[tuple[str, str]]:
        target = f"/?code=a-code&state={state}"
        again = threading.Thread(target=ask_again, args=(target,))
        again.start()
        others.append(again)
        return [(target, "")]

    def ask_again(target: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", browser.port, timeout=15)
        with closing(connection), suppress(OSError, http.client.HTTPException):
            connection.request("GET", target)
            second.set()
            connection.getresponse().read()  # the wait may be over by now

    others: list[threading.Thread] = []
    monkeypatch.setattr(server.fitbit.client, "fetch_token_from_redirect", exchange)
    browser.targets = targets
    server.browser_authorize(timeout=15)
    for thread in others:
        thread.join(15)
    assert len(exchanged) == 1


def test_pages_show_nothing_of_the_request(browser: Browser, server: OAuth2Server) -> None:
    """No parameter comes back, nothing is kept, and no referrer carries the code away."""
    browser.targets = lambda state: [
        ("/?code=<script>alert(1)</script>&state=x", ""),
        (f"/?code=a-code&state={state}", ""),
    ]
    server.browser_authorize(timeout=15)
    assert statuses(browser) == [404, 200]
    for _, text, headers in browser.answers:
        assert "script" not in text
        assert "a-code" not in text
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"


def test_denied_consent_is_raised(browser: Browser, server: OAuth2Server) -> None:
    """The browser sees the failure page, the program a typed error."""
    browser.targets = lambda state: [(f"/?error=access_denied&state={state}", "")]
    with pytest.raises(exceptions.AccessDeniedError):
        server.browser_authorize(timeout=15)
    assert statuses(browser) == [400]
    assert browser.answers[0][1] == server.failure_html


def test_refused_exchange_is_raised(
    browser: Browser, server: OAuth2Server, requests_mock: Mocker
) -> None:
    """What the token endpoint says reaches the program."""
    body = {"errors": [{"errorType": "invalid_grant", "message": "Authorization code expired"}]}
    requests_mock.post("https://api.fitbit.com/oauth2/token", status_code=400, json=body)
    browser.targets = lambda state: [(f"/?code=a-code&state={state}", "")]
    with pytest.raises(exceptions.InvalidGrantError, match="Authorization code expired"):
        server.browser_authorize(timeout=15)
    assert statuses(browser) == [400]


def test_waiting_has_an_end(browser: Browser, server: OAuth2Server) -> None:
    """Nobody has to kill a script whose browser was closed, and the port is free again."""
    with pytest.raises(exceptions.Timeout, match=r"within 0\.01 seconds"):
        server.browser_authorize(timeout=0.01)
    assert len(browser.opened) == 1
    socket.create_server(("127.0.0.1", browser.port)).close()


def test_busy_port_is_a_clear_error(browser: Browser, server: OAuth2Server) -> None:
    """It names the port, it is an OSError, and no page was opened."""
    busy = socket.create_server(("127.0.0.1", browser.port))
    with busy, pytest.raises(PortUnavailableError, match=f"1 port {browser.port}") as caught:
        server.browser_authorize(timeout=15)
    assert isinstance(caught.value, OSError)
    assert isinstance(caught.value, exceptions.FitbitError)
    assert browser.opened == []


@pytest.mark.parametrize(
    "uri", ["https://127.0.0.1:8080/", "http://example.org/", "http://0.0.0.0:8080/", "myapp://cb"]
)
def test_redirect_uri_that_cannot_be_listened_on_is_refused(uri: str) -> None:
    """Only this machine is listened on, and only by plain http."""
    with pytest.raises(ValueError, match="cannot be listened on"):
        OAuth2Server("22942C", "a-secret", uri)


@pytest.mark.parametrize(
    ("uri", "address"),
    [
        ("http://127.0.0.1:8080/", ("127.0.0.1", 8080)),
        ("http://localhost:9000/callback", ("127.0.0.1", 9000)),
        ("http://[::1]:9000/", ("::1", 9000)),
        ("http://localhost", ("127.0.0.1", 80)),
    ],
)
def test_loopback_only_is_listened_on(uri: str, address: tuple[str, int]) -> None:
    """Whatever the name of this machine is in the redirect URI."""
    assert OAuth2Server("22942C", "a-secret", uri).address == address


@pytest.mark.parametrize("fails", [True, False])
def test_address_is_printed_where_no_browser_opens(
    server: OAuth2Server,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    fails: bool,
) -> None:
    """On a machine without a display the user copies it."""

    def no_browser(_url: str) -> bool:
        if fails:
            raise webbrowser.Error
        return False

    monkeypatch.setattr(webbrowser, "open", no_browser)
    with pytest.raises(exceptions.Timeout):
        server.browser_authorize(timeout=0.01)
    assert "https://www.fitbit.com/oauth2/authorize?" in capsys.readouterr().err


def test_command_prints_the_token(
    browser: Browser, server: OAuth2Server, capsys: pytest.CaptureFixture[str]
) -> None:
    """One ``key = value`` a line, as the old script did."""
    browser.targets = lambda state: [(f"/?code=a-code&state={state}", "")]
    assert main(["22942C", "a-secret", "--redirect-uri", server.redirect_uri]) == 0
    assert (
        capsys.readouterr().out == "access_token = eyJ-at\nrefresh_token = rt\nuser_id = GGNJL9\n"
    )


def test_command_says_why_there_is_no_token(
    browser: Browser, server: OAuth2Server, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the error stream, without a traceback, with exit code 1."""
    arguments = ["22942C", "a-secret", "--redirect-uri", server.redirect_uri, "--timeout", "0.01"]
    assert main(arguments) == 1
    printed = capsys.readouterr()
    assert (printed.out, len(browser.opened)) == ("", 1)
    assert "No redirect arrived" in printed.err
    with pytest.raises(SystemExit) as caught:
        main(["22942C"])
    assert caught.value.code == 2
