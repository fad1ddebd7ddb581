"""Where a user authorizes: an authorization server and the API behind it, as data.

The names are those of authorization server metadata (RFC 8414) where it has one for the thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from fitbit.exceptions import BadResponse, NotSupportedByProvider
from fitbit.responses.bodies import as_object, read_json
from fitbit.urls import origin, require_secure

if TYPE_CHECKING:
    from requests import Response
    from requests.adapters import BaseAdapter

    from fitbit.clock import Clock

ClientAuthMethod = Literal["client_secret_basic", "client_secret_post"]


@dataclass(frozen=True)
class ProviderHooks:
    """What a provider does in its own way; the defaults are Fitbit's."""

    def api_adapter(
        self,
        upstream: BaseAdapter | None,  # noqa: ARG002 - for those who override it
        clock: Clock,  # noqa: ARG002 - for those who override it
    ) -> BaseAdapter | None:
        """Return the adapter that answers at ``api_url``, None where the API is Fitbit's own.

        *upstream* carries the adapter's own requests; None stands for the network.
        """
        return None

    def introspection_form(self, token: str) -> dict[str, str]:
        """Return the form that asks what a token is worth."""
        return {"token": token}

    def read_introspection(self, response: Response) -> dict[str, Any]:
        """Return what a successful introspection says, with ``active`` as a bool."""
        answer = as_object(read_json(response))
        if answer is None:
            raise BadResponse("The answer is not a JSON object.", response)
        answer["active"] = str(answer.get("active")).lower() in {"true", "1"}
        return answer


@dataclass(frozen=True)
class Provider:
    """An authorization server and the API behind it.

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
    token_endpoint_auth_method: ClientAuthMethod = "client_secret_basic"  # noqa: S105 - a method
    """How an application with a secret authenticates; one without sends its client_id."""
    introspection_endpoint_auth_method: Literal["bearer", "none"] = "bearer"
    """Whether introspection is asked with the user's access token, or with the form alone."""
    grant_types_supported: tuple[str, ...] = (
        "authorization_code",
        "refresh_token",
        "client_credentials",
    )
    extra_authorize_params: Mapping[str, str] = field(default_factory=dict[str, str])
    """Parameters that every authorize URL carries unless the caller gives them."""
    scope_names: Mapping[str, tuple[str, ...]] | None = None
    """Fitbit's scope names in this provider's words; None where they are the same."""
    write_scope_names: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict[str, tuple[str, ...]]
    )
    """What else has to be asked for in order to write, where scopes tell reading from writing."""
    replay_window: int = 120
    """Seconds in which an identical refresh request is answered identically."""
    identity_url: str | None = None
    """Where the user's id is asked for, if the token answer does not tell it."""
    reauthorization_hint: str | None = None
    """What else to say where the user has to consent again."""
    transport_adapter: Callable[[], BaseAdapter] | None = None
    """A function that returns the transport adapter to mount on all of the provider's origins."""
    hooks: ProviderHooks = field(default_factory=ProviderHooks)
    """What is done in this provider's own way."""

    def __post_init__(self) -> None:
        """Raise InsecureAddressError for an address that would carry secrets unencrypted."""
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

    def required_url(self, name: str, what: str) -> str:
        """Return the address of that name, or raise NotSupportedByProvider."""
        url: str | None = getattr(self, name)
        if url is None:
            raise NotSupportedByProvider(
                f"The provider {self.name!r} has no address to {what} ({name})."
            )
        return url

    def require_client_credentials(self) -> None:
        """Raise NotSupportedByProvider if an application gets no token of its own."""
        if "client_credentials" not in self.grant_types_supported:
            raise NotSupportedByProvider(
                f"The provider {self.name!r} gives an application no token of its own: its data "
                "are users', each with a consent."
            )

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
