"""HTTP messages as werkzeug's objects and back, for the adapter and the server alike.

werkzeug's own server ends the connection after each answer, and its test client hides what
was on the wire; clients of the sandbox keep connections, and see them break.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from email.utils import formatdate
from http.client import responses
from io import BufferedIOBase
from urllib.parse import unquote_to_bytes, urlsplit

from werkzeug.wrappers import Request, Response

_BODILESS = {204, 304}


class BadBody(Exception):
    """Raised for a body whose length cannot be, or is too much."""


def read_request(
    method: str,
    scheme: str,
    host: str,
    target: str,
    headers: Iterable[tuple[str, str]],
    body: bytes,
) -> Request:
    """Return a request for a path and query that was meant for a host."""
    parts = urlsplit(target)
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(parts.path).decode("latin-1"),
        "QUERY_STRING": parts.query.encode("utf-8").decode("latin-1"),
        "SERVER_NAME": "",
        "SERVER_PORT": "0",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": host,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scheme,
        "wsgi.input": io.BytesIO(body),
    }
    for name, value in headers:
        environ.setdefault(_key(name), value)
    return Request(environ)


def _key(name: str) -> str:
    key = name.upper().replace("-", "_")
    return key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"


def read_exactly(stream: BufferedIOBase, length: int) -> bytes:
    """Return that many bytes; raise ConnectionError if the stream ends before."""
    body = stream.read(length)
    if len(body) < length:
        msg = "The body broke off."
        raise ConnectionError(msg)
    return body


def read_chunked(stream: BufferedIOBase, max_length: int) -> bytes:
    """Return a body sent in chunks; raise BadBody if it is malformed or too long."""
    body = b""
    while size := _chunk_size(stream):
        if size > max_length - len(body):
            raise BadBody
        body += read_exactly(stream, size)
        stream.readline(2)
    while stream.readline(1000).strip():  # trailers
        continue
    return body


def _chunk_size(stream: BufferedIOBase) -> int:
    size = stream.readline(20).split(b";")[0].strip()
    if not size or size.strip(b"0123456789abcdefABCDEF"):
        raise BadBody
    return int(size, 16)


def write_response(
    response: Response, method: str = "GET", *, truncate: bool = False, close: bool = False
) -> bytes:
    """Return the whole message; truncated, it promises its full length and stops halfway."""
    body = response.get_data()
    status = response.status_code
    headers = [(name, value) for name, value in response.headers if name != "Content-Length"]
    headers.append(("Date", formatdate(usegmt=True)))
    if status not in _BODILESS:
        headers.append(("Content-Length", str(len(body))))
    if close or truncate:
        headers.append(("Connection", "close"))
    lines = [f"HTTP/1.1 {status} {responses.get(status, 'Unknown')}"]
    lines += [f"{name}: {value}" for name, value in headers]
    head = "\r\n".join([*lines, "", ""]).encode("latin-1")
    if method == "HEAD" or status in _BODILESS:
        return head
    return head + (body[: len(body) // 2] if truncate else body)
