"""The OAuth 2.0 authorization server of both services.

One server answers for Fitbit and for Google: consent page, token endpoint and revocation.
What sets the two apart is in their dialects, ``fitbit.dialect`` and ``google.dialect``.
"""

from __future__ import annotations

from fitbit_sandbox.oauth.apps import RegisteredApp
from fitbit_sandbox.oauth.dialect import Dialect, PageError
from fitbit_sandbox.oauth.grants import AccessToken, Grants
from fitbit_sandbox.oauth.server import AuthorizationServer

__all__ = [
    "AccessToken",
    "AuthorizationServer",
    "Dialect",
    "Grants",
    "PageError",
    "RegisteredApp",
]
