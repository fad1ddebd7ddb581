"""Carries a request: the session, its timeouts and retries, and where the bearer may go."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import DEFAULT_POOLSIZE, HTTPAdapter
from requests.auth import AuthBase
from requests_oauthlib import OAuth2Session
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError
from urllib3.util import Retry

from fitbit.clock import Clock
from fitbit.exceptions import ConnectTimeout, Timeout, UntrustedAddressError
from fitbit.providers import Provider
from fitbit.responses.redaction import scrub
from fitbit.tokens import Token
from fitbit.transport.fork_hooks import after_fork
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

Origin = tuple[str, str, int]


class Bearer(AuthBase):
    """Puts the access token on requests to the API, and on no others."""

    def __init__(self, session: FitbitSession) -> None:
        """Remember whose token it is."""
        self.session = session

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Add the Authorization header, or refuse an address that must not have it."""
        url = request.url or ""
        if "access_token=" in urlsplit(url).query:
            msg = "A URL with access_token= in it is refused: URLs end up in logs."
            raise UntrustedAddressError(msg)
        access_token = self.session.token.get("access_token")
        if access_token and "Authorization" not in request.headers:
            self.session.require_trusted(url)
            request.headers["Authorization"] = f"Bearer {access_token}"
        return request


class Anonymous(AuthBase):
    """Adds nothing, and keeps requests from looking into .netrc."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Return the request as it is."""
        return request


class FitbitSession(OAuth2Session):
    """Is an OAuth2Session that neither refreshes by itself nor logs what it carries.

    ``token`` is the only copy of the token; assigning it replaces the token.
    """

    default_timeout: Any = DEFAULT_TIMEOUT
    on_assign: Callable[[Token], None] | None = None
    """Is told of every token that is assigned from outside."""

    def __init__(
        self,
        client_id: str | None,
        provider: Provider,
        *,
        redirect_uri: str | None = None,
        token: Mapping[str, Any] | None = None,
        clock: Clock = time,
    ) -> None:
        """Prepare a session for one provider."""
        super().__init__(client_id, redirect_uri=redirect_uri)
        self.trusted_origins: Callable[[], set[Origin]] = provider.resource_origins
        self.adopt(token or {})
        self.auth = Bearer(self)
        self._parents_pools: list[Any] = []
        after_fork(self)
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
        self._mount_adapters(provider, clock)

    def in_child(self) -> None:
        """Let go of connections that the parent goes on using, without a lock it may hold."""
        for adapter in self.adapters.values():
            if isinstance(adapter, HTTPAdapter):
                self._parents_pools.append((adapter.poolmanager, adapter.proxy_manager))
                adapter.proxy_manager = {}
                adapter.init_poolmanager(DEFAULT_POOLSIZE, DEFAULT_POOLSIZE)

    def __reduce__(self) -> Any:
        """Refuse to be pickled: the token would go along."""
        msg = "A session does not pickle, because its token would go along; pickle the client."
        raise TypeError(msg)

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
        return self._token

    @token.setter
    def token(self, value: Mapping[str, Any] | None) -> None:
        self.adopt(value or {})
        if self.on_assign is not None:
            self.on_assign(self._token)

    def adopt(self, value: Mapping[str, Any]) -> None:
        """Use a token that is already kept where it belongs."""
        self._token = value if isinstance(value, Token) else Token(value)

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
        """Tell whether there is an access token."""
        return bool(self.access_token)

    def require_trusted(self, url: str) -> None:
        """Raise UntrustedAddressError unless the URL belongs to the provider's API."""
        require_secure(url)
        if origin(url) not in self.trusted_origins():
            host = urlsplit(url).hostname
            msg = (
                f"The access token is not sent to {host!r}: it goes to the provider's API and to "
                "API_ENDPOINT only. Use requests itself for other addresses."
            )
            raise UntrustedAddressError(msg)

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
            kwargs.setdefault("auth", Anonymous())
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
                raise timeout(error) from error
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
        """Refuse: OAuth2Session's own exchange logs secrets and loses tokens."""
        msg = "Call fetch_access_token() of the client, not fetch_token() of its session."
        raise TypeError(msg)

    def refresh_token(self, *_args: Any, **_kwargs: Any) -> Token:
        """Refuse: OAuth2Session's own refresh logs secrets and loses tokens."""
        msg = "Call refresh_token() of the client, not of its session."
        raise TypeError(msg)


def _origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def timeout(error: requests.Timeout) -> Timeout:
    """Return a timeout of requests' as one of ours."""
    kind = ConnectTimeout if isinstance(error, requests.ConnectionError) else Timeout
    return kind(*error.args, request=error.request, response=error.response)


def was_not_sent(error: requests.RequestException) -> bool:
    """Tell whether the connection failed before the request went out."""
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else cause
    return isinstance(reason, NewConnectionError | ConnectTimeoutError)
