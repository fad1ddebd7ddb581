"""Page tokens, which are opaque, and good for the same question only."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from zlib import crc32

from fitbit_sandbox.google.errors import invalid


class Cursor(NamedTuple):
    """Where a page begins: a day and how many of its points came before it."""

    day: int
    skip: int
    pages: int
    """How many pages came before it."""


def digest(*question: Any) -> int:
    """Return a number that is the same for the same question."""
    return crc32(json.dumps(question, default=str).encode())


def token(cursor: Cursor, question: int) -> str:
    """Return the token of the page that begins at a cursor."""
    text = json.dumps([*cursor, question], separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_token(text: str, question: int) -> Cursor:
    """Return the cursor of a token; raise the 400 for one of another question."""
    try:
        padded = text + "=" * (-len(text) % 4)
        *cursor, asked = json.loads(urlsafe_b64decode(padded))
        found = Cursor(*map(int, cursor))
    except (ValueError, TypeError):
        raise invalid("Invalid page token.", "INVALID_PAGE_TOKEN") from None
    if asked != question:
        message = "The page token belongs to a request with other fields."
        raise invalid(message, "INVALID_PAGE_TOKEN")
    return found


def page_size(asked: float, usual: int, max_size: int) -> int:
    """Return how many items a page gets: larger numbers are cut, negative ones refused."""
    if asked < 0:
        raise invalid("The page size must not be negative.")
    return min(int(asked) or usual, max_size)


def page_of(
    key: str, rows: Sequence[Any], question: int, fields: Mapping[str, Any], size: int
) -> dict[str, Any]:
    """Return one page of rows that are all known, with the token of the next."""
    text = fields.get("pageToken")
    skip = read_token(text, question).skip if text else 0
    page: dict[str, Any] = {key: rows[skip : skip + size]} if rows else {}
    if len(rows) > skip + size:
        page["nextPageToken"] = token(Cursor(0, skip + size, 0), question)
    return page
