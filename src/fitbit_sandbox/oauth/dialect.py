"""Registered applications, and what sets one company's authorization server apart."""

# ruff: noqa: ARG002 - what one dialect looks at another one may not need

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Literal

if TYPE_CHECKING:
    from werkzeug.wrappers import Request

    from fitbit_sandbox.oauth.grants import Grant
    from fitbit_sandbox.oauth.request import AuthorizationRequest

REDIRECT_URIS = ("http://127.0.0.1:8080/", "https://example.com/callback")
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
Words = tuple[str, str]
"""An error's code and its text, with ``{}`` for the value that is wrong."""


@dataclass(frozen=True)
class RegisteredApp:
    """An application: its credentials, and where a browser may be sent back to."""

    client_id: str
    client_secret: str | None = field(default=None, repr=False)
    type: str = ""
    redirect_uris: tuple[str, ...] = REDIRECT_URIS
    name: str = "An application"

    def may_redirect_to(self, uri: str) -> bool:
        """Return whether the browser may be sent to an address."""
        return uri in self.redirect_uris


class PageError(Exception):
    """Raised when an authorize request ends on an error page, without a redirect."""

    def __init__(self, error: str, text: str) -> None:
        """Take the error's code and what the page will say."""
        super().__init__(text)
        self.error = error
        self.status = 401 if error == "invalid_client" else 400


class Dialect(ABC):
    """One company's parameters, words, lifetimes and shapes."""

    brand: ClassVar[str]
    authorize_path: ClassVar[str]
    cookie: ClassVar[str]
    headline: ClassVar[str]
    """The consent page's, with ``{}`` for the app."""
    note: str = ""
    """A paragraph above the form."""
    allow_label: ClassVar[str]
    deny_label: ClassVar[str]
    choose_person: ClassVar[str]
    """What a form without a person is answered with."""
    error_template: ClassVar[str]
    """The error page, with ``{error}``, ``{text}`` and ``{status}``."""
    page_errors: ClassVar[Mapping[str, Words]]
    """The errors of the authorize URL by ``parameter fault``, where they are out of the usual."""
    usual_words: ClassVar[Mapping[str, str]]
    """What is said of a parameter that is ``missing``, ``unknown`` or ``repeated``."""
    errors: ClassVar[Mapping[Problem, Words]]

    scopes: Mapping[str, str]
    """Every scope with what it opens."""
    scope_prefix: ClassVar[str] = ""
    """What people need not see of a scope."""
    list_joint: ClassVar[str] = " "
    """What stands between the unknown scopes on the error page."""
    prompts: ClassVar[tuple[str, ...]]
    options: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Further parameters of the authorize URL with their values, the default one first."""
    requires_redirect_uri: ClassVar[bool] = False
    redirect_params: ClassVar[Mapping[str, str]] = {}
    """What each redirect back to the app carries besides."""
    redirect_fragment: ClassVar[str] = ""
    tells_scopes: ClassVar[bool] = False
    """Whether the redirect with a code says what was granted."""
    denied: ClassVar[Mapping[str, str]]
    """The redirect's parameters after a refusal."""

    code_lifetime: ClassVar[int] = 600
    token_lifetime: ClassVar[int]
    grant_lifetime: float = math.inf
    idle_lifetime: ClassVar[float] = math.inf
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
    authenticates_revocation: ClassVar[bool] = False
    issues_client_tokens: ClassVar[bool] = False
    reads_query: ClassVar[bool] = False
    """Whether a token request's parameters may be in the address."""
    revoked: ClassVar[Any] = ""
    """The body that a revocation is answered with."""
    json_type: ClassVar[str]
    no_store: ClassVar[Mapping[str, str]]

    def label(self, scope: str) -> str:
        """Return a scope as a person reads it."""
        return scope.removeprefix(self.scope_prefix).replace("_", " ").replace(".", ", ")

    def page_error(self, parameter: str, fault: str, value: str = "") -> PageError:
        """Return the error for a parameter of the authorize URL that is, say, missing."""
        usual = self.usual_words.get(fault, self.usual_words["unknown"])
        default = ("invalid_request", usual.format(parameter))
        error, text = self.page_errors.get(f"{parameter} {fault}", default)
        return PageError(error, text.format(value))

    def refuse(self, problem: Problem, value: str = "") -> Exception:
        """Return the error that a request to the token endpoint ends with."""
        error, text = self.errors[problem]
        return self.failure(error, text.format(value))

    @abstractmethod
    def failure(self, error: str, text: str) -> Exception:
        """Return an error in the service's shape."""

    @abstractmethod
    def authenticate(self, request: Request, apps: Mapping[str, RegisteredApp]) -> RegisteredApp:
        """Return the app that sent a token request."""

    def admit(self, app: RegisteredApp) -> None:  # noqa: B027 - most have no quota here
        """Count a request to the token endpoint; raise if it is one too many."""

    def lifetime(self, grant_type: str, fields: Mapping[str, str]) -> int:
        """Return the lifetime in seconds of the access token that is asked for."""
        return self.token_lifetime

    def is_offline(self, request: AuthorizationRequest, before: frozenset[str] | None) -> bool:
        """Return whether a refresh token comes with a consent, given what was granted before."""
        return True

    def granted(
        self, request: AuthorizationRequest, before: frozenset[str] | None, ticked: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Return the scopes of a new grant, given what was ticked and what was granted before."""
        return ticked

    @abstractmethod
    def ordered(self, scopes: tuple[str, ...]) -> tuple[str, ...]:
        """Return the scopes of an exchanged code in the order in which they are told."""

    @abstractmethod
    def new_secret(self, kind: Literal["code", "refresh token"]) -> str:
        """Return a new authorization code or refresh token."""

    @abstractmethod
    def new_access_token(self, grant: Grant, issued: float, expires_in: int) -> str:
        """Return a new access token."""

    @abstractmethod
    def token_extras(self, grant: Grant, *, refreshable: bool) -> dict[str, Any]:
        """Return what a token response holds besides the usual members."""
