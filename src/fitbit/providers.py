"""Says where consent is given: the addresses of an authorization server and its API, as data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from fitbit.urls import origin, require_secure

if TYPE_CHECKING:
    from requests import Response
    from requests.adapters import BaseAdapter

    from fitbit.clock import Clock

ClientAuthentication = Literal["client_secret_basic", "client_secret_post"]


@dataclass(frozen=True)
class Provider:
    """Describes one authorization server and the API behind it.

    Every address is https; plain http is accepted for literal loopback addresses only and
    anything else raises InsecureAddressError (a ValueError) at once.
    ``revocation_url``, ``introspection_url`` and ``issuer`` may be None; without an issuer
    an ``iss`` in the redirect is ignored.

    >>> local = Provider(
    ...     name="local",
    ...     authorization_url="http://127.0.0.1:8000/oauth2/authorize",
    ...     token_url="http://127.0.0.1:8000/oauth2/token",
    ...     revocation_url=None,
    ...     introspection_url=None,
    ...     api_url="http://127.0.0.1:8000",
    ... )
    """

    name: str
    authorization_url: str
    token_url: str
    revocation_url: str | None
    introspection_url: str | None
    api_url: str
    issuer: str | None = None
    """The ``iss`` that a redirect must carry where it carries one (RFC 9207)."""
    client_authentication: ClientAuthentication = "client_secret_basic"
    """How an application with a secret authenticates; one without sends its client_id."""
    authorization_params: Mapping[str, str] = field(default_factory=dict)
    """Parameters that every authorize URL carries unless the caller gives them."""
    scope_names: Mapping[str, tuple[str, ...]] | None = None
    """Fitbit's scope names in this provider's words; None where they are the same."""
    write_scope_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What else has to be asked for in order to write, where scopes tell reading from writing."""
    rotates_refresh_tokens: bool = True
    """Whether a refresh spends the refresh token."""
    replay_window: int = 120
    """Seconds in which an identical refresh request is answered identically."""
    adapter: Callable[[], BaseAdapter] | None = None
    """Makes the transport adapter that is mounted on all of the provider's origins."""
    translator: Callable[[BaseAdapter | None, Clock], BaseAdapter] | None = None
    """Makes the adapter that answers at ``api_url`` alone, for an API that is not Fitbit's.

    It is given what carries its own requests, None for a real connection, and the client's clock.
    """
    identity_url: str | None = None
    """Where the user's id is asked for, if the token answer does not tell it."""
    read_introspection: Callable[[Response], dict[str, Any]] | None = None
    """Reads what ``introspection_url`` answers to ``access_token=``, where it is not as Fitbit."""
    client_credentials: bool = True
    """Whether an application gets a token of its own, without a user."""
    reauthorization_hint: str | None = None
    """What else to say where the user has to consent again."""

    def __post_init__(self) -> None:
        """Refuse an address that would carry secrets in the clear."""
        for url in self.urls():
            require_secure(url)

    def urls(self) -> Iterable[str]:
        """Yield every address of the provider."""
        optional = (self.revocation_url, self.introspection_url, self.identity_url)
        yield from (self.authorization_url, self.token_url, self.api_url)
        yield from (url for url in optional if url is not None)

    def resource_origins(self) -> set[tuple[str, str, int]]:
        """Return the origins to which the bearer token may go."""
        urls = (self.api_url, self.introspection_url, self.identity_url)
        return {origin(url) for url in urls if url is not None}

    def translate_scopes(self, scopes: Iterable[str], *, write: bool = False) -> list[str]:
        """Return the scopes in the provider's own words, doubles kept out when translating.

        With ``write``, those that are for writing come after those that are for reading.
        """
        wanted = list(scopes)
        if self.scope_names is None:
            return wanted
        named = [self.scope_names.get(scope, (scope,)) for scope in wanted]
        if write:
            named += [self.write_scope_names.get(scope, ()) for scope in wanted]
        return list(dict.fromkeys(name for names in named for name in names))


FITBIT = Provider(
    name="fitbit",
    authorization_url="https://www.fitbit.com/oauth2/authorize",
    token_url="https://api.fitbit.com/oauth2/token",  # noqa: S106 - an address, not a password
    revocation_url="https://api.fitbit.com/oauth2/revoke",
    introspection_url="https://api.fitbit.com/1.1/oauth2/introspect",
    api_url="https://api.fitbit.com",
)
"""Fitbit's own Web API, announced to answer 410 Gone from 2 November 2026."""
