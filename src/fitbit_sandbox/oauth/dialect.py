"""What sets one company's authorization server apart from another's."""

# ruff: noqa: ARG002 - what one dialect looks at another one may not need

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal

if TYPE_CHECKING:
    from werkzeug.wrappers import Request

    from fitbit_sandbox.oauth.apps import RegisteredApp
    from fitbit_sandbox.oauth.grants import Grant
    from fitbit_sandbox.oauth.request import AuthorizationRequest

Problem = Literal[
    "client unknown",
    "client unrecognized",
    "client garbled",
    "secret missing",
    "secret wrong",
    "code unknown",
    "code foreign",
    "code used",
    "code expired",
    "expires_in wrong",
    "grant_type missing",
    "grant_type unknown",
    "parameter missing",
    "redirect_uri wrong",
    "refresh token dead",
    "scope widened",
    "token dead",
    "token unknown",
    "verifier missing",
    "verifier wrong",
]
"""What may be wrong with a request to the token endpoint and its neighbours."""


class PageError(Exception):
    """Raised when an authorize request ends on an error page, without a redirect."""

    def __init__(self, error: str, text: str, status: int = 400) -> None:
        """Take the error's code and what the page will say."""
        super().__init__(text)
        self.error = error
        self.status = status


class Dialect(ABC):
    """One company's parameters, words, lifetimes and shapes."""

    brand: ClassVar[str]
    authorize_path: ClassVar[str]
    cookie: ClassVar[str]
    headline: ClassVar[str]
    """The consent page's, with ``{}`` for the app."""
    allow_label: ClassVar[str]
    deny_label: ClassVar[str]
    choose_person: ClassVar[str]
    """What a form without a person is answered with."""
    note: str = ""
    """A paragraph above the form."""

    prompts: ClassVar[tuple[str, ...]]
    options: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Further parameters of the authorize URL with their values, the default one first."""
    requires_redirect_uri: ClassVar[bool] = False
    redirect_params: ClassVar[Mapping[str, str]] = {}
    """What each redirect back to the app carries besides."""
    redirect_fragment: ClassVar[str] = ""
    denied: ClassVar[Mapping[str, str]]
    """The redirect's parameters after a refusal."""

    code_lifetime: ClassVar[int] = 600
    token_lifetime: ClassVar[int]
    grant_lifetime: float = math.inf
    idle_lifetime: float = math.inf
    """After so many seconds without a refresh a grant is forgotten."""
    rotates: ClassVar[bool] = True
    """Whether a refresh token is exchanged for another one, or stays."""
    replay_window: float = 0
    """Seconds in which the same refresh gets the same answer, where tokens rotate."""
    max_refresh_tokens: ClassVar[int | None] = None
    """For one person and app; beyond it the oldest is dropped."""
    forgets_unticked: ClassVar[bool] = False
    """Whether a scope granted before is taken back by unticking it."""
    revokes_expired: ClassVar[bool] = False
    """Whether an expired access token is good enough to end a consent."""
    issues_client_tokens: ClassVar[bool] = False
    revoked: ClassVar[Any] = ""
    """The body that a revocation is answered with."""
    json_type: ClassVar[str]
    no_store: ClassVar[Mapping[str, str]]

    @abstractmethod
    def scopes(self) -> Mapping[str, str]:
        """Return every scope with what it opens."""

    @abstractmethod
    def label(self, scope: str) -> str:
        """Return a scope as a person reads it."""

    @abstractmethod
    def page_error(self, parameter: str, fault: str, value: str = "") -> PageError:
        """Return the error for a parameter of the authorize URL that is, say, missing."""

    @abstractmethod
    def error_html(self, error: PageError) -> str:
        """Return what the error page shows."""

    @abstractmethod
    def refuse(self, problem: Problem, value: str = "") -> Exception:
        """Return the error that a request to the token endpoint ends with."""

    @abstractmethod
    def fields(self, request: Request) -> Mapping[str, str]:
        """Return the parameters of a token request, from where this server reads them."""

    @abstractmethod
    def authenticate(self, request: Request, apps: Mapping[str, RegisteredApp]) -> RegisteredApp:
        """Return the app that sent a token request."""

    def revoking_app(
        self,
        request: Request,
        apps: Mapping[str, RegisteredApp],
    ) -> RegisteredApp | None:
        """Return the app that sent a revocation, None where nobody asks which it was."""
        return None

    def admit(self, app: RegisteredApp) -> None:  # noqa: B027 - most have no quota here
        """Count a request to the token endpoint; raise if it is one too many."""

    def lifetime(
        self,
        grant_type: str,
        fields: Mapping[str, str],
    ) -> int:
        """Return the lifetime in seconds of the access token that is asked for."""
        return self.token_lifetime

    def is_offline(
        self,
        request: AuthorizationRequest,
        before: frozenset[str] | None,
    ) -> bool:
        """Return whether a refresh token comes with a consent, given what was granted before."""
        return True

    def granted(
        self,
        request: AuthorizationRequest,
        before: frozenset[str] | None,
        ticked: tuple[str, ...],
    ) -> tuple[str, ...]:
        """Return the scopes of a new grant, given what was ticked and what was granted before."""
        return ticked

    def code_params(self, scopes: Iterable[str]) -> dict[str, str]:
        """Return what the redirect with a code carries besides."""
        return {}

    def ordered(self, scopes: tuple[str, ...]) -> tuple[str, ...]:
        """Return the scopes of an exchanged code in the order in which they are told."""
        return scopes

    @abstractmethod
    def new_code(self) -> str:
        """Return a new authorization code."""

    @abstractmethod
    def new_refresh_token(self) -> str:
        """Return a new refresh token."""

    @abstractmethod
    def new_access_token(self, grant: Grant, issued: float, expires_in: int) -> str:
        """Return a new access token."""

    @abstractmethod
    def token_extras(self, grant: Grant, *, refreshable: bool) -> dict[str, Any]:
        """Return what a token response holds besides the usual members."""
