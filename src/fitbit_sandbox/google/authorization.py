"""Reads the parameters of Google's authorize URL and judges them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from fitbit_sandbox import pkce
from fitbit_sandbox.google.apps import GoogleApp
from fitbit_sandbox.google.scopes import scopes

ISSUER = "https://accounts.google.com"
_PROMPTS = {"none", "consent", "select_account"}


class PageError(Exception):
    """Ends an authorize request on Google's page, without a redirect."""

    def __init__(self, error: str, text: str, status: int = 400) -> None:
        """Hold what the page will say."""
        super().__init__(text)
        self.error = error
        self.status = status


@dataclass(frozen=True)
class AuthorizationRequest:
    """Holds a valid authorize request."""

    app: GoogleApp
    scopes: tuple[str, ...]
    redirect_uri: str
    state: str | None
    challenge: str | None
    method: str
    offline: bool
    prompts: frozenset[str]
    include_granted: bool

    def redirect(self, **params: str) -> str:
        """Return the redirect back to the app, with the state and the issuer."""
        if self.state is not None:
            params["state"] = self.state
        joint = "&" if "?" in self.redirect_uri else "?"
        return f"{self.redirect_uri}{joint}{urlencode({**params, 'iss': ISSUER})}"


def read(args: MultiDict[str, str], apps: Mapping[str, GoogleApp]) -> AuthorizationRequest:
    """Return the request, or raise a PageError for what is wrong first."""
    for name, values in args.lists():
        if len(values) > 1:
            raise PageError("invalid_request", f"OAuth 2 parameters can only be given once: {name}")
    app = _app(args, apps)
    redirect_uri = _redirect_uri(args, app)
    if args.get("response_type") != "code":
        raise (
            _missing("response_type") if "response_type" not in args else _invalid("response_type")
        )
    return AuthorizationRequest(
        app=app,
        scopes=_scopes(args),
        redirect_uri=redirect_uri,
        state=args.get("state"),
        challenge=_challenge(args),
        method=_one_of(args, "code_challenge_method", "plain", pkce.METHODS),
        offline=_one_of(args, "access_type", "online", ("online", "offline")) == "offline",
        prompts=_prompts(args),
        include_granted=_one_of(args, "include_granted_scopes", "false", ("true", "false"))
        == "true",
    )


def _missing(name: str) -> PageError:
    return PageError("invalid_request", f"Missing required parameter: {name}")


def _invalid(name: str) -> PageError:
    return PageError("invalid_request", f"Invalid parameter value for {name}")


def _app(args: Mapping[str, str], apps: Mapping[str, GoogleApp]) -> GoogleApp:
    if not args.get("client_id"):
        raise _missing("client_id")
    app = apps.get(args["client_id"])
    if app is None:
        raise PageError("invalid_client", "The OAuth client was not found.", 401)
    return app


def _redirect_uri(args: Mapping[str, str], app: GoogleApp) -> str:
    given = args.get("redirect_uri")
    if not given:
        raise _missing("redirect_uri")
    if not app.may_redirect_to(given):
        text = f"You can't sign in because this app sent an invalid request: redirect_uri={given}"
        raise PageError("redirect_uri_mismatch", text)
    return given


def _scopes(args: Mapping[str, str]) -> tuple[str, ...]:
    asked = tuple(dict.fromkeys(args.get("scope", "").split()))
    if not asked:
        raise _missing("scope")
    unknown = [name for name in asked if name not in scopes()]
    if unknown:
        text = f"Some requested scopes were invalid. {{invalid=[{', '.join(unknown)}]}}"
        raise PageError("invalid_scope", text)
    return asked


def _challenge(args: Mapping[str, str]) -> str | None:
    challenge = args.get("code_challenge")
    if challenge is None:
        if "code_challenge_method" in args:
            raise _missing("code_challenge")
        return None
    if not (pkce.has_form(challenge) and pkce.has_length(challenge)):
        raise _invalid("code_challenge")
    return challenge


def _one_of(args: Mapping[str, str], name: str, usual: str, allowed: tuple[str, ...]) -> str:
    value = args.get(name, usual)
    if value not in allowed:
        raise _invalid(name)
    return value


def _prompts(args: Mapping[str, str]) -> frozenset[str]:
    prompts = frozenset(args.get("prompt", "").split())
    if prompts - _PROMPTS or ("none" in prompts and len(prompts) > 1):
        raise _invalid("prompt")
    return prompts
