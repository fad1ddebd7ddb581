"""The URL of the consent page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from oauthlib.common import add_params_to_uri

from fitbit.exceptions import InvalidValue
from fitbit.oauth2.pkce import s256

DEFAULT_SCOPES = (
    "activity",
    "nutrition",
    "heartrate",
    "location",
    "nutrition",
    "profile",
    "settings",
    "sleep",
    "social",
    "weight",
)
"""python-fitbit's list, ``nutrition`` twice as it was."""


def build(
    base: str,
    required: Mapping[str, str | None],
    verifier: str | None,
    extra: Mapping[str, Any],
) -> str:
    """Return the URL, parameters in python-fitbit's order, then PKCE's, then the caller's."""
    params = {"response_type": "code", **required}
    if verifier is not None:
        params |= {"code_challenge": s256(verifier), "code_challenge_method": "S256"}
    params |= {name: value for name, value in extra.items() if name not in params}
    given = [(name, str(value)) for name, value in params.items() if value]
    return str(add_params_to_uri(base, given))


def check(extra: Mapping[str, Any], redirect_uri: str | None) -> None:
    """Raise InvalidValue for what the consent page would refuse or what is not safe to ask."""
    if extra.get("response_type", "code") != "code":
        msg = (
            "Only response_type='code' is offered: the implicit grant hands the access token out "
            "in a URL, and OAuth 2.1 has dropped it."
        )
        raise InvalidValue(msg)
    if extra.get("code_challenge_method", "S256") != "S256":
        raise InvalidValue(PLAIN_REFUSED)
    if extra.get("prompt") and not redirect_uri:
        msg = "prompt= needs a redirect URI: pass redirect_uri=, here or to the constructor."
        raise InvalidValue(msg)


PLAIN_REFUSED = (
    "PKCE's 'plain' method shows the verifier to whoever sees the URL; pkce is 'S256', or None for "
    "a provider without PKCE."
)


def check_pkce(pkce: str | None) -> None:
    """Raise InvalidValue for a PKCE method other than S256 and None."""
    if pkce not in ("S256", None):
        raise InvalidValue(PLAIN_REFUSED)


def as_scope(scope: str | Iterable[str] | None) -> list[str]:
    """Return the scopes asked for as a list, python-fitbit's list where none are named."""
    if scope is None:
        return list(DEFAULT_SCOPES)
    return scope.split() if isinstance(scope, str) else list(scope)
