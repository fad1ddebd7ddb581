"""Who is asking: OAuth 2.0 authorization, the token and its refresh, and the client."""

from __future__ import annotations

from fitbit.oauth2.client import FitbitOauth2Client

__all__ = ["FitbitOauth2Client"]
