"""The parameters of an authorize URL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from fitbit_sandbox.oauth import pkce
from fitbit_sandbox.oauth.apps import RegisteredApp
from fitbit_sandbox.oauth.dialect import Dialect


@dataclass(frozen=True)
class AuthorizationRequest:
    """A valid authorize request."""

    dialect: Dialect
    app: RegisteredApp
    scopes: tuple[str, ...]
    redirect_uri: str | None
    """As given; None if it was left out."""
    state: str | None
    challenge: str | None
    method: str
    prompts: frozenset[str]
    options: Mapping[str, str]

    @property
    def destination(self) -> str:
        """Return where the browser goes afterwards."""
        return self.redirect_uri or self.app.redirect_uris[0]

    def redirect(self, params: Mapping[str, str]) -> str:
        """Return the redirect back to the app, with its state and what the service adds."""
        state = {} if self.state is None else {"state": self.state}
        query = urlencode({**params, **state, **self.dialect.redirect_params})
        joint = "&" if "?" in self.destination else "?"
        return f"{self.destination}{joint}{query}{self.dialect.redirect_fragment}"


def read_request(
    dialect: Dialect, args: MultiDict[str, str], apps: Mapping[str, RegisteredApp]
) -> AuthorizationRequest:
    """Return the request, or raise a PageError for what is wrong first."""
    for name, values in args.lists():
        if len(values) > 1:
            raise dialect.page_error(name, "repeated")
    app = _app(dialect, args, apps)
    redirect_uri = _redirect_uri(dialect, args, app)
    _check_response_type(dialect, args)
    return AuthorizationRequest(
        dialect=dialect,
        app=app,
        redirect_uri=redirect_uri,
        method=_method(dialect, args),
        scopes=_scopes(dialect, args),
        state=args.get("state"),
        challenge=_challenge(dialect, args),
        prompts=_prompts(dialect, args),
        options={
            name: _option(dialect, args, name, dialect.options[name]) for name in dialect.options
        },
    )


def _app(
    dialect: Dialect, args: Mapping[str, str], apps: Mapping[str, RegisteredApp]
) -> RegisteredApp:
    client_id = args.get("client_id")
    if not client_id:
        raise dialect.page_error("client_id", "missing")
    if client_id not in apps:
        raise dialect.page_error("client_id", "unknown")
    return apps[client_id]


def _redirect_uri(dialect: Dialect, args: Mapping[str, str], app: RegisteredApp) -> str | None:
    """Return the redirect URI; Fitbit needs none if one is registered and no prompt is given."""
    given = args.get("redirect_uri")
    if given is None or (not given and dialect.requires_redirect_uri):
        several = len(app.redirect_uris) > 1 or "prompt" in args
        if several or dialect.requires_redirect_uri:
            raise dialect.page_error("redirect_uri", "missing")
        return None
    if not app.may_redirect_to(given):
        raise dialect.page_error("redirect_uri", "unknown", given)
    return given


def _check_response_type(dialect: Dialect, args: Mapping[str, str]) -> None:
    """Allow ``code`` only: no type of app here may use the implicit grant."""
    given = args.get("response_type")
    if given != "code":
        fault = "token" if given == "token" else "unknown" if given else "missing"
        raise dialect.page_error("response_type", fault)


def _method(dialect: Dialect, args: Mapping[str, str]) -> str:
    """Return the challenge method: ``plain`` if none is named (RFC 7636, 4.3)."""
    method = _option(dialect, args, "code_challenge_method", ("plain", "S256"))
    if "code_challenge_method" in args and "code_challenge" not in args:
        raise dialect.page_error("code_challenge", "missing")
    return method


def _scopes(dialect: Dialect, args: Mapping[str, str]) -> tuple[str, ...]:
    """Return the scopes asked for, each once."""
    asked = tuple(dict.fromkeys(args.get("scope", "").split()))
    if not asked:
        raise dialect.page_error("scope", "missing")
    unknown = [scope for scope in asked if scope not in dialect.scopes]
    if unknown:
        raise dialect.page_error("scope", "unknown", dialect.list_joint.join(unknown))
    return asked


def _challenge(dialect: Dialect, args: Mapping[str, str]) -> str | None:
    challenge = args.get("code_challenge")
    if challenge is None:
        return None
    if not pkce.has_length(challenge):
        raise dialect.page_error("code_challenge", "length")
    if not pkce.has_form(challenge):
        raise dialect.page_error("code_challenge", "unknown")
    return challenge


def _prompts(dialect: Dialect, args: Mapping[str, str]) -> frozenset[str]:
    if "prompt" in args and args["prompt"] not in dialect.prompts:
        raise dialect.page_error("prompt", "unknown")
    return frozenset(args.get("prompt", "").split())


def _option(dialect: Dialect, args: Mapping[str, str], name: str, values: tuple[str, ...]) -> str:
    value = args.get(name, values[0])
    if value not in values:
        raise dialect.page_error(name, "unknown")
    return value
