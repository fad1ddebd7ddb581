"""The session that every request goes through: timeouts, retries, and where the token may go."""

from __future__ import annotations

import time
from collections.abc import Mapping
from http.cookiejar import DefaultCookiePolicy
from typing import Any, Protocol
from urllib.parse import urlsplit

import requests
from requests.adapters import DEFAULT_POOLSIZE, HTTPAdapter
from requests.auth import AuthBase
from requests_oauthlib import OAuth2Session
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError
from urllib3.util import Retry

from fitbit.clock import Clock
from fitbit.exceptions import ConnectTimeout, InvalidUse, Timeout, UntrustedAddressError
from fitbit.providers import Provider
from fitbit.responses.redaction import scrub
from fitbit.tokens import Token
from fitbit.transport import fork_hooks
from fitbit.urls import origin, require_secure

DEFAULT_TIMEOUT = 30.0
"""Seconds to wait for a connection, and for each part of an answer, where nothing is given."""
RETRIES = Retry(
    total=3,
    allowed_methods=("GET", "HEAD"),
    status_forcelist=(502, 503, 504),
    backoff_factor=0.2,
    respect_retry_after_header=False,
    raise_on_status=False,
)
"""Repeats GET and HEAD on broken connections and 502, 503, 504; anything else only when the
connection failed before the request was sent."""


class TokenHolder(Protocol):
    """What the session asks of the owner of the token."""

    @property
    def token(self) -> Token:
        """Return the token in use."""
        ...

    def replace(self, token: Mapping[str, Any]) -> None:
        """Store and use another token."""


class BearerAuth(AuthBase):
    """The access token in use, put on requests to the API and on no others."""

    def __init__(self, session: FitbitSession) -> None:
        self.session = session

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Add the Authorization header, or refuse an address that must not have it."""
        url = request.url or ""
        if "access_token=" in urlsplit(url).query:
            raise UntrustedAddressError(
                "A URL with access_token= in it is refused: URLs end up in logs."
            )
        access_token = self.session.token.get("access_token")
        if access_token and "Authorization" not in request.headers:
            self.session.check_allowed(url)
            request.headers["Authorization"] = f"Bearer {access_token}"
        return request


class NoAuth(AuthBase):
    """No credentials at all: it keeps requests from looking into .netrc."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Return the request as it is."""
        return request


class FitbitSession(OAuth2Session):
    """An OAuth2Session that neither refreshes by itself nor logs what it carries.

    ``token`` belongs to ``token_manager``: reading asks it, assigning stores the new token
    there.  The bearer goes to the origins of ``api_url`` and of the provider alone.
    """

    default_timeout: Any = DEFAULT_TIMEOUT
    timeout: Any = None
    """What the program asked for, in seconds; None stands for the defaults."""
    token_manager: TokenHolder | None = None

    def __init__(
        self,
        client_id: str | None,
        provider: Provider,
        *,
        redirect_uri: str | None = None,
        clock: Clock = time,
    ) -> None:
        super().__init__(  # pyright: ignore[reportUnknownMemberType] - as its stubs have it
            client_id, redirect_uri=redirect_uri
        )
        self.provider = provider
        self.api_url = provider.api_url
        self.auth = BearerAuth(self)
        self._parents_pools: list[Any] = []
        fork_hooks.register(self)
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
        self._mount_adapters(provider, clock)

    @property
    def api_url(self) -> str:
        """Return the base of the API, whose origin may have the bearer."""
        return self._api_url

    @api_url.setter
    def api_url(self, value: str) -> None:
        self._api_url = value
        self.allowed_origins = {*self.provider.resource_origins(), origin(value)}

    def after_fork_in_child(self) -> None:
        """Open new connections: the parent goes on using the old ones."""
        # The old pools are kept, not closed: closing takes a lock that a lost thread may hold,
        # and would end the parent's TLS sessions.
        for adapter in self.adapters.values():
            if isinstance(adapter, HTTPAdapter):
                self._parents_pools.append((adapter.poolmanager, adapter.proxy_manager))
                adapter.proxy_manager = {}
                adapter.init_poolmanager(DEFAULT_POOLSIZE, DEFAULT_POOLSIZE)

    def __reduce__(self) -> Any:
        """Raise InvalidUse: the token would go along."""
        raise InvalidUse("A session does not pickle: its token would go along. Pickle the client.")

    def _mount_adapters(self, provider: Provider, clock: Clock) -> None:
        for prefix in ("https://", "http://"):
            self.mount(prefix, HTTPAdapter(max_retries=RETRIES))
        upstream = None if provider.transport_adapter is None else provider.transport_adapter()
        if upstream is not None:
            for url in provider.urls():
                self.mount(_origin_of(url), upstream)
        api_adapter = provider.hooks.api_adapter(upstream, clock)
        if api_adapter is not None:
            self.mount(_origin_of(provider.api_url), api_adapter)

    @property
    def token(self) -> Token:
        """Return the token in use, an empty one where there is none."""
        return Token() if self.token_manager is None else self.token_manager.token

    @token.setter
    def token(self, value: Mapping[str, Any] | None) -> None:
        # OAuth2Session's constructor assigns an empty token before there is a manager, which
        # must not delete what is stored.
        if self.token_manager is not None:
            self.token_manager.replace(value or {})

    @property
    def access_token(self) -> str | None:
        """Return the access token in use."""
        return self.token.get("access_token")

    @access_token.setter
    def access_token(self, value: str) -> None:
        self.token = Token(self.token, access_token=value)

    @access_token.deleter
    def access_token(self) -> None:
        self.token = {}

    @property
    def authorized(self) -> bool:
        """Return whether there is an access token."""
        return bool(self.access_token)

    def check_allowed(self, url: str) -> None:
        """Raise UntrustedAddressError unless the URL belongs to the provider's API."""
        require_secure(url)
        if origin(url) not in self.allowed_origins:
            host = urlsplit(url).hostname
            raise UntrustedAddressError(
                f"The access token is not sent to {host!r}: it goes to the provider's API and to "
                "API_ENDPOINT only. Use requests itself for other addresses."
            )

    def request(  # type: ignore[override]
        self,
        method: str,
        url: str,
        data: Any = None,
        headers: Any = None,
        withhold_token: bool = False,  # noqa: FBT001, FBT002 - OAuth2Session's signature
        client_id: str | None = None,  # noqa: ARG002 - OAuth2Session's signature
        client_secret: str | None = None,  # noqa: ARG002 - OAuth2Session's signature
        files: Any = None,
        **kwargs: Any,
    ) -> requests.Response:
        """Send one request with the bearer, or without it when ``withhold_token`` is true."""
        if withhold_token:
            kwargs.setdefault("auth", NoAuth())
        return requests.Session.request(
            self, method, url, data=data, headers=headers, files=files, **kwargs
        )

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """Send with a timeout always set; no exception keeps the request's credentials."""
        if kwargs.get("timeout") is None:
            kwargs["timeout"] = self.default_timeout
        try:
            return super().send(request, **kwargs)
        except requests.RequestException as error:
            scrub(error)
            if isinstance(error, requests.Timeout):
                raise as_timeout(error) from error
            raise

    def merge_environment_settings(
        self, url: Any, proxies: Any, stream: Any, verify: Any, cert: Any
    ) -> Any:
        """Keep plain http, which is loopback only, away from any proxy."""
        settings = super().merge_environment_settings(url, proxies, stream, verify, cert)
        if urlsplit(str(url)).scheme == "http":
            settings["proxies"] = {}
        return settings

    def rebuild_proxies(self, prepared_request: requests.PreparedRequest, proxies: Any) -> Any:
        """Keep a redirect within plain http away from any proxy, too."""
        if urlsplit(prepared_request.url or "").scheme == "http":
            return {}
        return super().rebuild_proxies(prepared_request, proxies)  # type: ignore[no-untyped-call]

    def rebuild_auth(
        self, prepared_request: requests.PreparedRequest, response: requests.Response
    ) -> None:
        """Drop the bearer when a redirect leaves the origin it was meant for."""
        if origin(prepared_request.url or "") != origin(response.request.url or ""):
            prepared_request.headers.pop("Authorization", None)

    def fetch_token(self, *_args: Any, **_kwargs: Any) -> Token:
        """Raise InvalidUse: OAuth2Session's own exchange logs secrets and loses tokens."""
        raise InvalidUse("Call fetch_access_token() of the client, not its session's own.")

    def refresh_token(self, *_args: Any, **_kwargs: Any) -> Token:
        """Raise InvalidUse: OAuth2Session's own refresh logs secrets and loses tokens."""
        raise InvalidUse("Call refresh_token() of the client, not of its session.")


def _origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def as_timeout(error: requests.Timeout) -> Timeout:
    """Return a timeout of requests' as one of this library's."""
    kind = ConnectTimeout if isinstance(error, requests.ConnectionError) else Timeout
    return kind(*error.args, request=error.request, response=error.response)


def was_not_sent(error: requests.RequestException) -> bool:
    """Return whether the connection failed before the request went out."""
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else cause
    return isinstance(reason, NewConnectionError | ConnectTimeoutError)
