"""Fitbit's OAuth endpoints for a program, answered by Google's authorization server."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Any, NamedTuple, cast
from urllib.parse import unquote_plus, urlencode, urlsplit

import requests
from requests.adapters import BaseAdapter

from fitbit.clock import Clock
from fitbit.gateway.scopes import AskedScopes
from fitbit.providers import Provider
from fitbit.responses.bodies import error_type_of, read_errors, read_json
from fitbit.tokens import user_id_in
from fitbit.transport.session import DEFAULT_TIMEOUT, NoAuth

Fields = Mapping[str, str]
_FORM = {
    "authorization_code": ("code", "redirect_uri", "code_verifier"),
    "refresh_token": ("refresh_token",),
}
_PASSED = ("client_id", "redirect_uri", "state", "code_challenge", "code_challenge_method")


class Reply(NamedTuple):
    """The status, body and headers of an answer."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "application/json;charset=UTF-8"),)


def json_reply(content: Any, status: int = 200) -> Reply:
    """Return an answer in JSON."""
    return Reply(status, json.dumps(content, ensure_ascii=False).encode())


def error_reply(status: int, kind: str, message: str) -> Reply:
    """Return an error in Fitbit's shape."""
    error = {"errorType": kind, "fieldName": "n/a", "message": message}
    return json_reply({"errors": [error], "success": False}, status)


class Client(NamedTuple):
    """The id and secret at Google of the application that asks."""

    client_id: str
    client_secret: str

    @classmethod
    def named(cls, authorization: str, form: Fields) -> Client:
        """Return those of a Basic header or, where there is none, of the form."""
        kind, _, value = authorization.partition(" ")
        if kind.lower() != "basic":
            return cls(form.get("client_id", ""), form.get("client_secret", ""))
        try:
            client_id, _, secret = base64.b64decode(value, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return cls("", "")
        return cls(unquote_plus(client_id), unquote_plus(secret))

    def form(self) -> dict[str, str]:
        """Return them as Google takes them."""
        members = {"client_id": self.client_id, "client_secret": self.client_secret}
        return {name: value for name, value in members.items() if value}


@dataclass
class GatewayOAuth:
    """Fitbit's ``/oauth2/*`` endpoints, answered from Google's."""

    provider: Provider
    upstream: BaseAdapter | None
    clock: Clock
    write: bool = False

    def __post_init__(self) -> None:
        """Open a session that neither keeps cookies nor looks into .netrc."""
        self._asked = AskedScopes(self.clock)
        self._session = requests.Session()
        self._session.auth = NoAuth()
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
        if self.upstream is not None:
            for url in self.provider.urls():
                parts = urlsplit(url)
                self._session.mount(f"{parts.scheme}://{parts.netloc}/", self.upstream)

    def authorize(self, query: Fields) -> Reply:
        """Send the browser on to Google's consent page, with the scopes in Google's words."""
        if query.get("response_type", "code") != "code":
            return error_reply(400, "unsupported_response_type", "Only response_type=code works.")
        wanted = query.get("scope", "").split()
        challenge = query.get("code_challenge")
        self._asked.add_login(query.get("client_id", ""), challenge, wanted)
        scopes = self.provider.translate_scopes(wanted, write=self.write)
        given = {name: query[name] for name in _PASSED if query.get(name)}
        params = {"response_type": "code", "scope": " ".join(scopes), **given}
        target = urlencode({**params, **self.provider.extra_authorize_params})
        return Reply(302, b"", (("Location", f"{self.provider.authorization_url}?{target}"),))

    def token(self, client: Client, form: Fields) -> Reply:
        """Exchange a code or refresh a token, and answer as Fitbit does."""
        grant = form.get("grant_type", "")
        if grant not in _FORM:
            return error_reply(400, "unsupported_grant_type", f"Google has no grant {grant!r}.")
        fields = {name: form[name] for name in _FORM[grant] if form.get(name)}
        asked = {**client.form(), "grant_type": grant, **fields}
        response = self._post(self.provider.token_url, asked)
        answer = read_json(response)
        if response.status_code != requests.codes.ok or not isinstance(answer, dict):
            return passed_on(response)
        granted = cast("dict[str, Any]", answer)
        return json_reply(self._fitbit_token(client, granted, fields))

    def _fitbit_token(self, client: Client, answer: dict[str, Any], fields: Fields) -> Any:
        """Return a token answer with the user's id and, where it stays, the refresh token."""
        sent = fields.get("refresh_token")
        kept = answer.get("refresh_token") or sent
        if sent:
            asked = self._asked.of_token(sent)
        else:
            asked = self._asked.of_code(client.client_id, fields.get("code_verifier"))
        if kept:
            self._asked.add_token(kept, asked)
        found = {
            "access_token": answer.get("access_token"),
            "expires_in": answer.get("expires_in"),
            "scope": " ".join(self._granted(asked, answer.get("scope", "").split())),
            "token_type": "Bearer",
            "user_id": self._user_id(str(answer.get("access_token"))),
        }
        return found | ({"refresh_token": kept} if kept else {})

    def _granted(self, asked: Sequence[str], granted: Iterable[str]) -> list[str]:
        """Return the scopes that were granted in Fitbit's words: of those asked for, if known."""
        names, held = self.provider.scope_names or {}, set(granted)
        return [
            name
            for name in asked or names
            if (google := names.get(name, (name,))) and held.issuperset(google)
        ]

    def _user_id(self, access_token: str) -> str | None:
        """Return whose token it is; the token is answered with even where this fails."""
        url = self.provider.identity_url
        if url is None:
            return None
        headers = {"Authorization": f"Bearer {access_token}"}
        try:
            response = self._session.get(url, headers=headers, timeout=DEFAULT_TIMEOUT)
        except requests.RequestException:
            return None
        return user_id_in(read_json(response))

    def revoke(self, client: Client, form: Fields) -> Reply:
        """End the consent that a token belongs to."""
        url = self.provider.revocation_url or ""
        response = self._post(url, {**client.form(), "token": form.get("token", "")})
        if response.status_code == requests.codes.ok:
            return json_reply({})
        kinds = {error.get("errorType") for error in read_errors(response)}
        if "invalid_token" in kinds:
            return error_reply(404, "not_found", "The token is not known.")
        return passed_on(response)

    def introspect(self, form: Fields) -> Reply:
        """Answer whether a token is active, and what it may do."""
        hooks, url = self.provider.hooks, self.provider.introspection_url or ""
        response = self._post(url, hooks.introspection_form(form.get("token", "")))
        if error_type_of(read_errors(response)) not in {None, "invalid_token"}:
            return passed_on(response)
        return json_reply(hooks.read_introspection(response))

    def _post(self, url: str, form: Mapping[str, str]) -> requests.Response:
        return self._session.post(
            url, data=dict(form), timeout=DEFAULT_TIMEOUT, allow_redirects=False
        )

    def close(self) -> None:
        """Close the connections."""
        self._session.close()


def passed_on(response: requests.Response) -> Reply:
    """Return an error of Google's in Fitbit's shape, so that Fitbit's clients understand it."""
    errors = read_errors(response)
    kind = errors[0].get("errorType") if errors else None
    message = errors[0].get("message") if errors else None
    return error_reply(
        response.status_code, str(kind or "request"), str(message or response.reason)
    )
