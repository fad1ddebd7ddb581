"""The parameters of an authorize URL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from fitbit_sandbox.oauth import pkce
from fitbit_sandbox.oauth.dialect import Dialect, RegisteredApp


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


@dataclass(frozen=True)
class RequestReader:
    """The parameters as given, and the dialect that they have to be in."""

    dialect: Dialect
    args: MultiDict[str, str]

    def read(self, apps: Mapping[str, RegisteredApp]) -> AuthorizationRequest:
        """Return the request, or raise a PageError for what is wrong first."""
        for name, values in self.args.lists():
            if len(values) > 1:
                raise self.dialect.page_error(name, "repeated")
        app = apps.get(self._required("client_id"))
        if app is None:
            raise self.dialect.page_error("client_id", "unknown")
        redirect_uri = self._redirect_uri(app)
        response_type = self._required("response_type")
        if response_type != "code":  # no type of app here may use the implicit grant
            fault = "token" if response_type == "token" else "unknown"
            raise self.dialect.page_error("response_type", fault)
        prompted = "prompt" in self.args
        prompt = self._choice("prompt", self.dialect.prompts) if prompted else ""
        return AuthorizationRequest(
            dialect=self.dialect,
            app=app,
            redirect_uri=redirect_uri,
            method=self._challenge_method(),
            scopes=self._scopes(),
            state=self.args.get("state"),
            challenge=self._challenge(),
            prompts=frozenset(prompt.split()),
            options={name: self._choice(name, of) for name, of in self.dialect.options.items()},
        )

    def _required(self, name: str) -> str:
        if not self.args.get(name):
            raise self.dialect.page_error(name, "missing")
        return self.args[name]

    def _choice(self, name: str, values: tuple[str, ...]) -> str:
        value = self.args.get(name, values[0])
        if value not in values:
            raise self.dialect.page_error(name, "unknown")
        return value

    def _redirect_uri(self, app: RegisteredApp) -> str | None:
        """Return the redirect URI; Fitbit needs none if one is registered and none prompts."""
        if self.dialect.requires_redirect_uri:
            self._required("redirect_uri")
        given = self.args.get("redirect_uri")
        if given is None and (len(app.redirect_uris) > 1 or "prompt" in self.args):
            raise self.dialect.page_error("redirect_uri", "missing")
        if given is not None and not app.may_redirect_to(given):
            raise self.dialect.page_error("redirect_uri", "unknown", given)
        return given

    def _challenge_method(self) -> str:
        """Return the challenge method: ``plain`` if none is named (RFC 7636, 4.3)."""
        method = self._choice("code_challenge_method", ("plain", "S256"))
        if "code_challenge_method" in self.args and "code_challenge" not in self.args:
            raise self.dialect.page_error("code_challenge", "missing")
        return method

    def _scopes(self) -> tuple[str, ...]:
        """Return the scopes asked for, each once."""
        asked = tuple(dict.fromkeys(self._required("scope").split()))
        if not asked:
            raise self.dialect.page_error("scope", "missing")
        unknown = [scope for scope in asked if scope not in self.dialect.scopes]
        if unknown:
            told = self.dialect.list_joint.join(unknown)
            raise self.dialect.page_error("scope", "unknown", told)
        return asked

    def _challenge(self) -> str | None:
        challenge = self.args.get("code_challenge")
        if challenge is not None and not pkce.has_length(challenge):
            raise self.dialect.page_error("code_challenge", "length")
        if challenge is not None and not pkce.has_form(challenge):
            raise self.dialect.page_error("code_challenge", "unknown")
        return challenge
