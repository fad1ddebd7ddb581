"""What an access token is worth: oauth2.googleapis.com/tokeninfo."""

from __future__ import annotations

from werkzeug.wrappers import Request, Response

from fitbit_sandbox.answers import json_response
from fitbit_sandbox.clock import Clock
from fitbit_sandbox.google.dialect import GoogleDialect
from fitbit_sandbox.oauth import Grants
from fitbit_sandbox.request_log import LoggedRequest


class TokenInfo:
    """Describes living access tokens to whoever has one."""

    def __init__(self, dialect: GoogleDialect, grants: Grants, clock: Clock) -> None:
        """Describe these grants' tokens."""
        self._dialect = dialect
        self._grants = grants
        self._clock = clock

    def answer(self, request: Request, logged: LoggedRequest) -> Response:
        """Describe a living access token, named in the query or in the body."""
        value = request.values.get("access_token", "")
        if not value:
            raise self._dialect.refuse("parameter missing", "access_token")
        token = self._grants.find_valid(value)
        if token is None:
            raise self._dialect.refuse("token unknown")
        grant = token.grant
        logged.client_id, logged.user = grant.client_id, grant.user_id
        data = {
            "azp": grant.client_id,
            "aud": grant.client_id,
            "scope": " ".join(token.scopes),
            "exp": str(int(token.expires)),
            "expires_in": str(int(token.expires - self._clock.time())),
            "access_type": "offline" if grant.offline else "online",
        }
        dialect = self._dialect
        return json_response(data, headers=dialect.no_store, content_type=dialect.json_type)
