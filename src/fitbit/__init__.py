"""A client of the Fitbit Web API: OAuth 2.0 with PKCE, and python-fitbit's names."""

from __future__ import annotations

from fitbit import api, compliance, exceptions, stores, utils
from fitbit.api import Fitbit, FitbitOauth2Client, FitbitOauthClient
from fitbit.google.provider import GOOGLE_HEALTH
from fitbit.providers import FITBIT, Provider
from fitbit.tokens import Token

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
    "stores",
    "utils",
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
