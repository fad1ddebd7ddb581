"""The rules of OAuth 2 for a client, 33 to 37: where tokens and secrets go, and where not."""

from __future__ import annotations

import datetime as dt
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

import fitbit
from fitbit import exceptions
from scripted import Handler, MakeClient, Web, provider_at

TOKEN_PATH = "/oauth2/token"
PROFILE = "/1/user/-/profile.json"
EIGHT_HOURS = 8 * 3600
TOKEN = {
    "access_token": "access-2",
    "refresh_token": "refresh-2",
    "expires_in": 28800,
    "token_type": "Bearer",
}


@pytest.mark.parametrize(
    "address",
    ["http://a.example", "http://localhost:8080", "http://127.0.0.1.a.example", "ftp://a"],
)
@pytest.mark.parametrize("env", ["", "1"])
def test_rule_33_secrets_travel_by_https(
    monkeypatch: pytest.MonkeyPatch, address: str, env: str
) -> None:
    """Plain http is for literal loopback addresses, whatever the environment (RFC 6749 3.2)."""
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", env)
    with pytest.raises(exceptions.InsecureAddressError):
        provider_at(address)
    fb = fitbit.Fitbit("id", "secret", "access-1", "refresh-1")
    fb.client.access_token_url = fb.client.refresh_token_url = f"{address}/token"
    with pytest.raises(exceptions.InsecureAddressError):
        fb.client.fetch_access_token("the-code")
    with pytest.raises(exceptions.InsecureAddressError):
        fb.client.refresh_token()
    fb.API_ENDPOINT = address
    with pytest.raises(exceptions.InsecureAddressError):
        fb.user_profile_get()


def test_rule_34_tls_is_verified_at_the_token_endpoint() -> None:
    """`verify=False` is refused before anything is sent (RFC 6750 section 5.3)."""
    client = fitbit.FitbitOauth2Client("id", "secret", "access-1", "refresh-1")
    client.session.verify = False
    exchange = lambda: client.fetch_access_token("the-code")  # noqa: E731
    for call in (exchange, client.refresh_token, client.revoke_token):
        with pytest.raises(exceptions.InsecureAddressError, match="verify"):
            call()


def test_rule_34_a_stranger_with_tls_gets_nothing(with_token: MakeClient, tmp_path: Path) -> None:
    """A certificate that nobody vouches for is an SSLError, and no request (RFC 6750 5.3)."""
    web = Web("")
    with serving_tls(web, tmp_path) as url:
        client = with_token(provider=provider_at(url)).client
        with pytest.raises(requests.exceptions.SSLError):
            client.fetch_access_token("the-code")
    assert web.seen == []


@contextmanager
def serving_tls(web: Web, folder: Path) -> Iterator[str]:
    """Serve https with a certificate that signed itself."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(folder))

    class Quiet(HTTPServer):
        def get_request(self) -> Any:
            connection, address = super().get_request()
            connection.settimeout(10)
            return context.wrap_socket(connection, server_side=True), address

    server = Quiet(("127.0.0.1", 0), type("OwnHandler", (Handler,), {"web": web}))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"https://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def self_signed(folder: Path) -> Path:
    """Write a key and a certificate into one file."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = dt.datetime.now(dt.timezone.utc)
    day = dt.timedelta(days=1)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - day)
        .not_valid_after(now + day)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    path = folder / "server.pem"
    path.write_bytes(private + certificate.public_bytes(pem))
    return path


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_rule_35_the_token_endpoints_redirects_are_not_followed(
    web: Web, other_web: Web, with_token: MakeClient, status: int
) -> None:
    """A typed error, and the second host sees nothing (RFC 9700 section 4.12)."""
    web.say(status, Location=f"{other_web.url}{TOKEN_PATH}")
    client = with_token().client
    code = lambda: client.fetch_access_token("the-code")  # noqa: E731
    for call in (client.refresh_token, code, client.revoke_token):
        with pytest.raises(exceptions.TokenError, match=r"redirect to '127\.0\.0\.2"):
            call()
    assert len(web.seen) == 3
    assert other_web.seen == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_rule_36_a_redirect_elsewhere_takes_no_credentials_along(
    web: Web, other_web: Web, with_token: MakeClient, status: int
) -> None:
    """Another host gets neither the bearer nor a cookie (RFC 6750 section 5.3)."""
    web.say(status, Location=f"{other_web.url}{PROFILE}", Set_Cookie="session=s; Path=/")
    other_web.say(body={"user": {}})
    with_token().user_profile_get()
    (seen,) = other_web.seen

    assert not {"Authorization", "Cookie"} & seen.headers.keys()


@pytest.mark.parametrize(
    "target", ["http://api.fitbit.com/", "https://api.fitbit.com:444/", "https://www.fitbit.com/"]
)
def test_rule_36_scheme_host_and_port_count(target: str) -> None:
    """A downgrade to http, another port or another host lose the bearer (RFC 9700 4.9)."""
    session = fitbit.FitbitOauth2Client("id", "secret", "access-1").session
    response = requests.Response()
    response.request = session.prepare_request(requests.Request("GET", "https://api.fitbit.com/"))
    following = response.request.copy()
    following.url = target
    session.rebuild_auth(following, response)

    assert response.request.headers["Authorization"] == "Bearer access-1"
    assert "Authorization" not in following.headers


def test_rule_36_a_foreign_address_is_not_asked(
    web: Web, other_web: Web, with_token: MakeClient
) -> None:
    """An absolute URL outside the API is refused (RFC 6750 section 5.3)."""
    fb = with_token()
    for url in (other_web.url, web.url.replace("http:", "https:"), "https://evil.example"):
        with pytest.raises(exceptions.UntrustedAddressError, match="not sent to"):
            fb.make_request(f"{url}{PROFILE}")
    assert web.seen == other_web.seen == []


@pytest.mark.parametrize("entry", ["default", "machine 127.0.0.1"])
def test_rule_37_netrc_and_proxies_have_no_say(
    web: Web,
    other_web: Web,
    scripted: MakeClient,
    with_token: MakeClient,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    entry: str,
) -> None:
    """.netrc does not replace the bearer, HTTP_PROXY does not receive it (hardening)."""
    netrc = tmp_path / "netrc"
    netrc.write_text(f"{entry} login somebody password something\n")
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, other_web.url)
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    web.say(302, Location=PROFILE).say(body={**TOKEN, "user": {}})
    fb = with_token()
    fb.user_profile_get()
    scripted(client_secret=None).client.fetch_access_token("the-code")
    bearer = "Bearer access-1"

    assert [seen.headers.get("Authorization") for seen in web.seen] == [bearer, bearer, None]
    assert other_web.seen == []


def test_rule_37_no_address_of_fitbit_has_credentials_in_it() -> None:
    """User and password in a URL would become an Authorization header (hardening)."""
    assert not any(urlsplit(url).username for url in fitbit.FITBIT.urls())
    with pytest.raises(exceptions.InsecureAddressError, match="password"):
        provider_at("https://somebody:something@a.example")
