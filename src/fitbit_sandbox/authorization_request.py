"""Reads the parameters of an authorize URL and judges them as Fitbit does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from fitbit_sandbox import pkce
from fitbit_sandbox.apps import App
from fitbit_sandbox.fitbit import operations

PROMPTS = ("none", "consent", "login", "login consent")


class PageError(Exception):
    """Ends an authorize request on Fitbit's page, without a redirect."""


@dataclass(frozen=True)
class AuthorizationRequest:
    """Holds a valid authorize request."""

    app: App
    scopes: tuple[str, ...]
    redirect_uri: str | None
    """As given; None if it was left out."""
    state: str | None
    challenge: str | None
    method: str
    prompt: str

    @property
    def destination(self) -> str:
        """Return where the browser goes afterwards."""
        return self.redirect_uri or self.app.redirect_uris[0]

    def redirect(self, **params: str) -> str:
        """Return the redirect back to the app, with the state and the fragment Fitbit adds."""
        if self.state is not None:
            params["state"] = self.state
        joint = "&" if "?" in self.destination else "?"
        return f"{self.destination}{joint}{urlencode(params)}#_=_"


def read(args: MultiDict[str, str], apps: Mapping[str, App]) -> AuthorizationRequest:
    """Return the request, or raise a PageError with Fitbit's text for what is wrong first."""
    _once(args)
    app = _app(args, apps)
    redirect_uri = _redirect_uri(args, app)
    _response_type(args)
    method = _method(args)
    return AuthorizationRequest(
        app=app,
        scopes=_scopes(args),
        redirect_uri=redirect_uri,
        state=args.get("state"),
        challenge=_challenge(args),
        method=method,
        prompt=_prompt(args),
    )


def _once(args: MultiDict[str, str]) -> None:
    for name, values in args.lists():
        if len(values) > 1:
            msg = f"invalid_request - Parameter given more than once: {name}"
            raise PageError(msg)


def _app(args: Mapping[str, str], apps: Mapping[str, App]) -> App:
    client_id = args.get("client_id")
    if not client_id:
        msg = "invalid_request - Missing parameters: client_id"
        raise PageError(msg)
    if client_id not in apps:
        msg = "unauthorize_client - Invalid client_id"
        raise PageError(msg)
    return apps[client_id]


def _redirect_uri(args: Mapping[str, str], app: App) -> str | None:
    """Return the redirect URI; it may be left out if only one is registered and no prompt given."""
    given = args.get("redirect_uri")
    if given is None:
        if len(app.redirect_uris) > 1 or "prompt" in args:
            msg = "invalid_request - Missing redirect_uri parameter value"
            raise PageError(msg)
        return None
    if given not in app.redirect_uris:
        msg = "invalid_request - Invalid redirect_uri parameter value"
        raise PageError(msg)
    return given


def _response_type(args: Mapping[str, str]) -> None:
    """Allow ``code`` only: no type of app here may use the implicit grant."""
    given = args.get("response_type")
    if not given:
        msg = "invalid_request - Missing response_type parameter value"
        raise PageError(msg)
    if given == "token":
        msg = (
            "unauthorized_client - The client is not authorized to request an access token "
            "using this method"
        )
        raise PageError(msg)
    if given != "code":
        msg = "unsupported_response_type - Invalid response_type parameter value"
        raise PageError(msg)


def _scopes(args: Mapping[str, str]) -> tuple[str, ...]:
    """Return the scopes asked for, each once (the words of both errors are a guess)."""
    asked = tuple(dict.fromkeys(args.get("scope", "").split()))
    if not asked:
        msg = "invalid_request - Missing parameters: scope"
        raise PageError(msg)
    unknown = [scope for scope in asked if scope not in operations.scopes()]
    if unknown:
        msg = f"invalid_scope - Invalid scope: {' '.join(unknown)}"
        raise PageError(msg)
    return asked


def _challenge(args: Mapping[str, str]) -> str | None:
    challenge = args.get("code_challenge")
    if challenge is None:
        return None
    if not pkce.has_length(challenge):
        msg = "invalid_request - The code_challenge parameter length must be between 43 and 128"
        raise PageError(msg)
    if not pkce.has_form(challenge):
        msg = "invalid_request - The code_challenge parameter is invalid"
        raise PageError(msg)
    return challenge


def _method(args: Mapping[str, str]) -> str:
    """Return the challenge method: ``plain`` if none is named."""
    method = args.get("code_challenge_method", "plain")
    if method not in pkce.METHODS:
        msg = "invalid_request - Unsupported code_challenge_method"
        raise PageError(msg)
    if "code_challenge_method" in args and "code_challenge" not in args:
        msg = "invalid_request - The code_challenge parameter is invalid"
        raise PageError(msg)
    return method


def _prompt(args: Mapping[str, str]) -> str:
    """Return the prompt, empty if none is given (the words of the error are a guess)."""
    prompt = args.get("prompt")
    if prompt is not None and prompt not in PROMPTS:
        msg = "invalid_request - Invalid prompt parameter value"
        raise PageError(msg)
    return prompt or ""
