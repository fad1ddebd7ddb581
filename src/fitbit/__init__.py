"""A client of the Fitbit Web API: OAuth 2.0 with PKCE, and python-fitbit's names."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from fitbit import api, compliance, exceptions, stores, utils
from fitbit.api import Fitbit, FitbitOauth2Client, FitbitOauthClient
from fitbit.google.provider import GOOGLE_HEALTH
from fitbit.providers import FITBIT, Provider
from fitbit.tokens import Token

if TYPE_CHECKING:
    from fitbit import frames, gateway, pages, scopes, types, webhooks

__all__ = [
    "FITBIT",
    "GOOGLE_HEALTH",
    "Fitbit",
    "FitbitOauth2Client",
    "FitbitOauthClient",
    "Provider",
    "Token",
    "api",
    "compliance",
    "exceptions",
    "frames",
    "gateway",
    "pages",
    "scopes",
    "stores",
    "types",
    "utils",
    "webhooks",
]

__title__ = "fitbit"
__author__ = "the fitbit-oauth2 maintainers"
__author_email__ = ""
__license__ = "Apache 2.0"
__copyright__ = "Copyright the fitbit-oauth2 maintainers"
__version__ = "1.0.0"
__release__ = __version__

all_tests: list[object] = []
"""Empty, as it was in python-fitbit."""


def __getattr__(name: str) -> Any:
    """Load a part of the library when it is first asked for: most programs do without it."""
    if name in {"frames", "gateway", "pages", "scopes", "types", "webhooks"}:
        return importlib.import_module(f"fitbit.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
