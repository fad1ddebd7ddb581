"""The Fitbit Web API on a port of this machine, answered from Google Health.

``python -m fitbit.gateway --port 8189`` lets a program in any language that was written for the
Fitbit Web API run on: its base address becomes ``http://127.0.0.1:8189`` for the API, the tokens
and the consent page, its client id and secret those of a Google Cloud project.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from http import HTTPStatus
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import requests

from fitbit.clock import Clock
from fitbit.exceptions import BadResponse, FitbitError, InvalidValue, NotSupportedByProvider
from fitbit.gateway.oauth import Client, Fields, GatewayOAuth, Reply, error_reply
from fitbit.google.provider import GOOGLE_HEALTH
from fitbit.providers import FITBIT, Provider
from fitbit.responses.bodies import read_errors, retry_after
from fitbit.transport.session import DEFAULT_TIMEOUT
from fitbit.urls import is_loopback

DEFAULT_PORT = 8189
_VISIT = "Visit https://dev.fitbit.com/docs/oauth2 for more information."
_PASSED_HEADERS = {
    "Authorization": "HTTP_AUTHORIZATION",
    "Accept-Language": "HTTP_ACCEPT_LANGUAGE",
    "Accept-Locale": "HTTP_ACCEPT_LOCALE",
    "Content-Type": "CONTENT_TYPE",
}
_KINDS = {401: "expired_token", 403: "insufficient_scope", 404: "not_found", 429: "system"}
_MAX_BODY_BYTES = 10_000_000
_OAUTH_PATHS = {"/oauth2/token", "/oauth2/revoke", "/oauth2/introspect", "/1.1/oauth2/introspect"}

StartResponse = Callable[[str, list[tuple[str, str]]], Any]


class Gateway:
    """WSGI application that answers the Fitbit Web API, its OAuth endpoints included.

    With ``write``, the consent page also asks for the scopes that writing needs.
    """

    def __init__(
        self, provider: Provider = GOOGLE_HEALTH, *, write: bool = False, clock: Clock = time
    ) -> None:
        upstream = None if provider.transport_adapter is None else provider.transport_adapter()
        translator = provider.hooks.api_adapter(upstream, clock)
        if translator is None:
            raise InvalidValue(
                f"The provider {provider.name!r} is no translator's: nothing to serve."
            )
        self._session = requests.Session()
        self._session.mount(f"{FITBIT.api_url}/", translator)
        self._oauth = GatewayOAuth(provider, upstream, clock, write)

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        reply = self._reply(environ)
        status = HTTPStatus(reply.status)
        headers = [*reply.headers, ("Content-Length", str(len(reply.body)))]
        start_response(f"{status.value} {status.phrase}", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [reply.body]

    def _reply(self, environ: dict[str, Any]) -> Reply:
        try:
            return self._routed(environ)
        except NotSupportedByProvider as error:
            return error_reply(501, "not_supported", str(error))
        except requests.Timeout:
            return error_reply(504, "system", "Google did not answer in time.")
        except (requests.RequestException, BadResponse) as error:
            return error_reply(502, "system", f"Google could not be asked: {type(error).__name__}")
        except FitbitError as error:
            return error_reply(500, "system", str(error))

    def _routed(self, environ: dict[str, Any]) -> Reply:
        path, query = environ.get("PATH_INFO") or "/", environ.get("QUERY_STRING") or ""
        if not _is_local(environ.get("HTTP_HOST", "")):
            return error_reply(403, "request", "This gateway answers this machine alone.")
        if path == "/oauth2/authorize":
            return self._oauth.authorize(dict(parse_qsl(query)))
        if path in _OAUTH_PATHS:
            return self._oauth_reply(path, environ)
        return self._api_reply(path, query, environ)

    def _oauth_reply(self, path: str, environ: dict[str, Any]) -> Reply:
        if environ["REQUEST_METHOD"] != "POST":
            return error_reply(405, "request", f"{path} takes POST.")
        form: Fields = dict(parse_qsl(_body(environ).decode("utf-8", "replace")))
        client = Client.named(environ.get("HTTP_AUTHORIZATION", ""), form)
        if path == "/oauth2/token":
            return self._oauth.token(client, form)
        if path == "/oauth2/revoke":
            return self._oauth.revoke(client, form)
        return self._oauth.introspect(form)

    def _api_reply(self, path: str, query: str, environ: dict[str, Any]) -> Reply:
        """Answer from the translator, with the addresses in the answer leading back here."""
        request = requests.Request(
            environ["REQUEST_METHOD"],
            f"{FITBIT.api_url}{_raw(path)}" + (f"?{query}" if query else ""),
            headers=_headers(environ),
            data=_body(environ) or None,
        ).prepare()
        settings = self._session.merge_environment_settings(request.url or "", {}, None, None, None)
        response = self._session.send(request, timeout=DEFAULT_TIMEOUT, **settings)
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            return _error(response)
        own = f"http://{environ['HTTP_HOST']}/"
        body = response.content.replace(f"{FITBIT.api_url}/".encode(), own.encode())
        kind = response.headers.get("Content-Type")
        headers = (("Content-Type", kind),) if kind else ()
        return Reply(response.status_code, body, headers)

    def close(self) -> None:
        """Close the connections."""
        self._session.close()
        self._oauth.close()


def _is_local(host: str) -> bool:
    """Return whether a Host header names this machine, against DNS rebinding."""
    name = urlsplit(f"//{host}").hostname
    return name == "localhost" or is_loopback(name)


def _raw(path: str) -> str:
    """Return a path as it was sent: WSGI hands it out as Latin-1 text, unquoted."""
    return quote(path.encode("latin-1"), safe="/:@!$&'()*+,;=~-._")


def _body(environ: dict[str, Any]) -> bytes:
    length = min(int(environ.get("CONTENT_LENGTH") or 0), _MAX_BODY_BYTES)
    return bytes(environ["wsgi.input"].read(length)) if length > 0 else b""


def _headers(environ: dict[str, Any]) -> dict[str, str]:
    return {name: environ[key] for name, key in _PASSED_HEADERS.items() if environ.get(key)}


def _error(response: requests.Response) -> Reply:
    """Return an error in Fitbit's shape: one of Fitbit's as it is, one of Google's reworded."""
    errors = read_errors(response)
    if b'"errors"' in response.content and errors:
        kind = response.headers.get("Content-Type", "application/json")
        return Reply(response.status_code, response.content, (("Content-Type", kind),))
    status = response.status_code
    said = str(errors[0].get("message")) if errors else str(response.reason or "")
    expired = (
        f"Access token expired: {said} {_VISIT}" if status == HTTPStatus.UNAUTHORIZED else said
    )
    reply = error_reply(status, _KINDS.get(status, "request"), expired)
    if status != HTTPStatus.TOO_MANY_REQUESTS:
        return reply
    wait = str(retry_after(response))
    waits = (("Retry-After", wait), ("Fitbit-Rate-Limit-Reset", wait))
    return reply._replace(headers=(*reply.headers, *waits))


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Handler(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name in the base
        """Do nothing: the addresses of calls hold a user's dates."""


def serve(application: Gateway, port: int = 0, host: str = "127.0.0.1") -> WSGIServer:
    """Return a server on a loopback port, 0 for a free one; ``serve_forever()`` runs it."""
    if not is_loopback(host):
        raise InvalidValue(f"The gateway is for this machine: {host!r} is no loopback address.")
    return make_server(host, port, application, server_class=_Server, handler_class=_Handler)


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m fitbit.gateway", description=__doc__)
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="0 picks a free one")
    parser.add_argument("--write", action="store_true", help="let users consent to writing, too")
    options = parser.parse_args(arguments)
    gateway = Gateway(write=options.write)
    with serve(gateway, options.port) as server:
        sys.stdout.write(f"The Fitbit Web API is at http://127.0.0.1:{server.server_port}\n")
        sys.stdout.flush()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            gateway.close()


if __name__ == "__main__":
    main()
