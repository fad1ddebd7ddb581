"""The transport adapter to a sandbox inside the process, on the services' true addresses."""

from __future__ import annotations

import io
from collections.abc import Mapping
from http.client import HTTPResponse as ParsedResponse
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter, HTTPAdapter
from urllib3 import HTTPResponse
from urllib3.exceptions import ProtocolError, ReadTimeoutError

from fitbit_sandbox.faults import ClientGone
from fitbit_sandbox.wire import read_request, write_response

if TYPE_CHECKING:
    import socket

    from werkzeug.wrappers import Request

    from fitbit_sandbox.application import Application
    from fitbit_sandbox.clock import Clock

_Timeout = float | tuple[float | None, float | None] | None


class SandboxAdapter(BaseAdapter):
    """A transport adapter with the responses and errors of a real connection.

    A delay that is ordered as a fault moves the sandbox's clock and takes no time.
    """

    def __init__(self, application: Application, clock: Clock) -> None:
        """Carry requests to this application."""
        super().__init__()
        self._application = application
        self._clock = clock
        self._builder = HTTPAdapter()

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,  # noqa: ARG002, FBT001, FBT002 - the signature is requests'
        timeout: _Timeout = None,
        verify: bool | str = True,  # noqa: ARG002, FBT001, FBT002
        cert: Any = None,  # noqa: ARG002
        proxies: Mapping[str, str] | None = None,  # noqa: ARG002
    ) -> requests.Response:
        """Return the sandbox's answer, or raise what requests raises for a broken connection."""
        patience = timeout[1] if isinstance(timeout, tuple) else timeout
        try:
            delivery = self._application.deliver(
                _sandbox_request(request), lambda seconds: self._pass(seconds, patience)
            )
        except ClientGone:
            words = f"Read timed out. (read timeout={patience})"
            error = ReadTimeoutError(cast("Any", None), request.url or "", words)
            raise requests.ReadTimeout(error, request=request) from None
        if delivery.response is None:
            reset = ConnectionResetError(104, "Connection reset by peer")
            broken = ProtocolError("Connection aborted.", reset)
            raise requests.ConnectionError(broken, request=request)
        method = request.method or "GET"
        message = write_response(delivery.response, method, truncate=delivery.truncate)
        return self._builder.build_response(request, cast("Any", _parse(message, method)))

    def close(self) -> None:
        """Close nothing: there is no connection."""

    def _pass(self, seconds: float, patience: float | None) -> None:
        """Move the clock to when the answer comes or the client has waited long enough."""
        if patience is not None and seconds > patience:
            self._clock.sleep(patience)
            raise ClientGone
        self._clock.sleep(seconds)


def _sandbox_request(request: requests.PreparedRequest) -> Request:
    parts = urlsplit(request.url or "")
    headers = [(name, _text(value)) for name, value in request.headers.items()]
    target = f"{parts.path or '/'}?{parts.query}"
    method, body = request.method or "GET", _body(request.body)
    return read_request(method, parts.scheme, parts.netloc, target, headers, body)


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _body(body: Any) -> bytes:
    """Return a body as bytes, whatever of requests' kinds of body it is."""
    if hasattr(body, "read"):
        body = body.read()
    if isinstance(body, str):
        return body.encode("utf-8")
    if isinstance(body, (bytes, bytearray)):
        return bytes(body)
    return b"".join(body or ())


def _parse(message: bytes, method: str) -> HTTPResponse:
    """Return urllib3's response to a message, parsed by the standard library as from a socket."""
    wire = SimpleNamespace(makefile=lambda _mode: io.BytesIO(message))
    parsed = ParsedResponse(cast("socket.socket", wire), method=method)
    parsed.begin()
    return HTTPResponse(
        body=parsed,
        headers=cast("Any", parsed.msg.items()),
        status=parsed.status,
        version=parsed.version,
        reason=parsed.reason,
        preload_content=False,
        decode_content=False,
        original_response=parsed,
        request_method=method,
    )
