"""Names the two ways in which a call can be wrong before it is sent."""

from __future__ import annotations

from fitbit.exceptions import FitbitError


class InvalidValue(FitbitError, ValueError):
    """Says that a value is not one that Fitbit takes, and which ones it takes."""


class InvalidArguments(FitbitError, TypeError):
    """Says that an argument has the wrong type, or that arguments do not go together."""
