"""A token, and how it is read from an answer before anything relies on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fitbit.exceptions import MissingTokenError
from fitbit.responses.bodies import NOT_JSON, as_object, read_json
from fitbit.responses.redaction import MASK, SECRET_FIELDS

LEEWAY = 60
"""Seconds before its expiry at which a token counts as expired."""
_PRINTABLE = range(0x21, 0x7F)


class Token(dict[str, Any]):
    """A token answer as a dictionary, with ``expires_at`` added and ``scope`` as a list.

    Its items are what the server sent; printing it shows no secret.

    >>> Token(access_token="eyJhbGciOi", user_id="GGNJL9")
    Token({'access_token': '***', 'user_id': 'GGNJL9'})
    """

    @classmethod
    def given(cls, access_token: Any, refresh_token: Any, expires_at: Any) -> Token:
        """Return the token of python-fitbit's three arguments, empty where none is given."""
        members = {"access_token": access_token, "refresh_token": refresh_token}
        token = cls({name: value for name, value in members.items() if value})
        moment = as_number(expires_at)
        if token and moment:
            token["expires_at"] = moment
        return token

    def __repr__(self) -> str:
        """Show the members, secrets masked."""
        shown = {name: MASK if name in SECRET_FIELDS else value for name, value in self.items()}
        return f"Token({shown!r})"

    __str__ = __repr__

    @property
    def scopes(self) -> list[str]:
        """Return the scopes that the user granted; fewer than asked is normal."""
        return as_scopes(self.get("scope"))

    @property
    def expires_at(self) -> float | None:
        """Return the moment of expiry in seconds since the epoch, None where it is unknown."""
        return as_number(self.get("expires_at"))

    @property
    def leeway(self) -> float:
        """Return how long before its expiry the token should be refreshed, in seconds."""
        lifetime = as_number(self.get("expires_in"))
        return LEEWAY if lifetime is None else min(LEEWAY, lifetime / 2)

    def remaining(self, now: float) -> float | None:
        """Return the seconds until it should be refreshed, None where its expiry is unknown."""
        return None if self.expires_at is None else self.expires_at - self.leeway - now

    def same_as(self, other: Mapping[str, Any]) -> bool:
        """Return whether both carry the same access and refresh token."""
        return all(self.get(name) == other.get(name) for name in ("access_token", "refresh_token"))


def as_number(value: Any) -> float | None:
    """Return an int, float or numeric text as a number, anything else as None."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except ValueError:
        return None


def as_scopes(scope: Any) -> list[str]:
    """Return scopes as a list, from a list or from text with spaces between."""
    if isinstance(scope, str):
        return scope.split()
    return [str(name) for name in scope or ()]


def user_id_in(identity: Any) -> str | None:
    """Return the user's id of an identity answer: Fitbit's former one, else Google's."""
    known = as_object(identity) or {}
    found = known.get("legacyUserId") or known.get("healthUserId")
    return found if isinstance(found, str) and found else None


def read_token(response: Any, sent_at: float) -> Token:
    """Return the token of a successful answer, or raise MissingTokenError.

    Nothing is taken over from an answer in which a member is missing, empty or of a wrong type.
    ``expires_at`` counts from the moment the request was sent.
    """
    answer = _json_object(response)
    for name in ("access_token", "refresh_token"):
        _check_text(response, answer, name, required=name == "access_token")
    _check_type(response, answer)
    return _build(answer, _lifetime(response, answer), sent_at)


def _json_object(response: Any) -> dict[str, Any]:
    answer = read_json(response)
    if answer is NOT_JSON:
        raise MissingTokenError(response, "The token endpoint's answer is not JSON")
    members = as_object(answer)
    if members is None:
        raise MissingTokenError(response, "The token endpoint's answer is not a JSON object")
    return members


def _check_text(response: Any, answer: dict[str, Any], name: str, *, required: bool) -> None:
    if name not in answer and not required:
        return
    value = answer.get(name)
    if not isinstance(value, str) or not value or any(ord(c) not in _PRINTABLE for c in value):
        raise MissingTokenError(response, f"The token endpoint's answer has no usable {name}")


def _check_type(response: Any, answer: dict[str, Any]) -> None:
    kind = answer.get("token_type", "Bearer")
    if not isinstance(kind, str) or kind.lower() != "bearer":
        raise MissingTokenError(response, "The token endpoint's answer is not a Bearer token")


def _lifetime(response: Any, answer: dict[str, Any]) -> float | None:
    lifetime = as_number(answer.get("expires_in"))
    if answer.get("expires_in") is not None and (lifetime is None or not 0 <= lifetime < 2**32):
        raise MissingTokenError(response, "The token endpoint's answer has an unusable expires_in")
    return lifetime


def _build(answer: dict[str, Any], lifetime: float | None, sent_at: float) -> Token:
    token = Token(answer)
    if lifetime is not None:
        token["expires_at"] = sent_at + lifetime
    if isinstance(token.get("scope"), str):
        token["scope"] = as_scopes(token["scope"])
    return token
