"""A served sandbox is a real HTTP server, for this machine only."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
import requests

from fitbit_sandbox import Sandbox, SandboxServer

if TYPE_CHECKING:
    from tests.sandbox.conftest import Place

PROFILE = "/1/user/-/profile.json"


@pytest.fixture
def served(sandbox: Sandbox) -> Iterator[SandboxServer]:
    with sandbox.serve() as served:
        yield served


def talk(served: SandboxServer, message: bytes) -> bytes:
    """Send bytes and return everything that comes until the connection ends."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as connection:
        connection.sendall(message)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def ask(connection: http.client.HTTPConnection) -> bytes:
    """Ask for something over a connection that may be open already."""
    connection.request("GET", "/sandbox")
    return connection.getresponse().read()


def test_the_provider_points_to_the_port(served: SandboxServer) -> None:
    assert served.url == f"http://127.0.0.1:{served.port}"
    assert served.provider.token_url == f"{served.url}/oauth2/token"
    assert served.provider.api_url == served.url
    assert served.provider.transport_adapter is None


def test_one_connection_serves_many_requests(served: SandboxServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=30)
    connection.request("GET", PROFILE)
    connection.getresponse().read()
    first = connection.sock
    for _ in range(5):
        connection.request("POST", "/oauth2/token", body="grant_type=x")
        assert connection.getresponse().read()

    assert connection.sock is first
    connection.close()


def test_256_clients_connect_at_once(outside: Place) -> None:
    token = outside.sandbox.issue(outside.server_app)["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    together = threading.Barrier(256)

    def ask(_: int) -> int:
        together.wait(60)
        url = outside.provider.api_url + PROFILE
        return requests.get(url, headers=headers, timeout=60).status_code

    with ThreadPoolExecutor(256) as pool:
        statuses = list(pool.map(ask, range(256)))

    assert sorted(set(statuses)) == [200, 429]
    assert statuses.count(200) == 150


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.1", "localhost", "::", "example.com"])  # noqa: S104
def test_it_listens_on_loopback_addresses_only(sandbox: Sandbox, host: str) -> None:
    with pytest.raises(ValueError, match=r"127\.0\.0\.1 or ::1 only"):
        sandbox.serve(host=host)


def has_ipv6() -> bool:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6 loopback")
def test_it_listens_on_ipv6(sandbox: Sandbox) -> None:
    with sandbox.serve(host="::1") as served:
        assert served.url == f"http://[::1]:{served.port}"
        assert requests.get(served.url, timeout=30).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", ""])
def test_a_strange_host_header_is_misdirected(served: SandboxServer, host: str) -> None:
    """A page of a stranger whose name leads to this machine gets nothing."""
    for path in ("/sandbox", "/oauth2/authorize"):
        response = requests.get(served.url + path, headers={"Host": host}, timeout=30)
        assert response.status_code == 421


def test_localhost_is_this_machine_too(served: SandboxServer) -> None:
    host = {"Host": f"localhost:{served.port}"}

    assert requests.get(f"{served.url}/sandbox", headers=host, timeout=30).status_code == 200


def test_a_busy_port_is_an_os_error(sandbox: Sandbox, served: SandboxServer) -> None:
    with pytest.raises(OSError, match="in use"):
        sandbox.serve(port=served.port)


def test_closing_ends_open_connections_and_frees_the_port(sandbox: Sandbox) -> None:
    served = sandbox.serve()
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=30)
    ask(connection)
    served.close()

    with pytest.raises((http.client.HTTPException, ConnectionError)):
        ask(connection)
    connection.close()
    again = sandbox.serve(port=served.port)
    assert again.port == served.port


def test_closing_does_not_wait_for_a_hanging_answer(sandbox: Sandbox) -> None:
    served = sandbox.serve()
    sandbox.faults.add(PROFILE, hang=600)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(requests.get, served.url + PROFILE, timeout=300)
        while not sandbox.count("GET", PROFILE):
            time.sleep(0.01)
        served.close()
        with pytest.raises(requests.ConnectionError):
            waiting.result(timeout=60)


def test_closing_twice_is_closing(sandbox: Sandbox) -> None:
    with sandbox.serve() as served:
        served.close()
    sandbox.close()


def test_two_servers_share_one_sandbox(sandbox: Sandbox) -> None:
    with sandbox.serve() as one, sandbox.serve() as two:
        token = sandbox.issue(sandbox.apps["server"])["access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        answers = [requests.get(s.url + PROFILE, headers=headers, timeout=30) for s in (one, two)]

    remaining = [answer.headers["Fitbit-Rate-Limit-Remaining"] for answer in answers]
    assert remaining == ["149", "148"]


@pytest.mark.parametrize(
    "message",
    [
        b"GARBAGE\r\n\r\n",
        b"POST /oauth2/token HTTP/1.1\r\nContent-Length: many\r\n\r\n",
        b"POST /oauth2/token HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST /oauth2/token HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n",
        b"POST /oauth2/token HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST /oauth2/token HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\n",
    ],
)
def test_garbage_is_refused_and_the_connection_ends(served: SandboxServer, message: bytes) -> None:
    assert b"400" in talk(served, message)


def test_a_client_that_asks_to_close_is_heard(served: SandboxServer) -> None:
    host = served.url.removeprefix("http://").encode()
    answer = talk(served, b"GET /1/x HTTP/1.1\r\nConnection: close\r\nHost: " + host + b"\r\n\r\n")

    assert answer.startswith(b"HTTP/1.1 404 ")
    assert b"\r\nConnection: close\r\n" in answer


def test_a_body_that_breaks_off_is_no_request(served: SandboxServer, sandbox: Sandbox) -> None:
    host = served.url.removeprefix("http://").encode()
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as connection:
        connection.sendall(
            b"POST /oauth2/token HTTP/1.1\r\nContent-Length: 50\r\nHost: " + host + b"\r\n\r\ngra"
        )
        connection.shutdown(socket.SHUT_WR)
        answer = connection.recv(65536)

    assert answer == b""
    assert sandbox.requests == []
