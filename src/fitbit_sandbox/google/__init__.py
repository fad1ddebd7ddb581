"""A Google Health that lives on this machine, over the sandbox's same people.

``hosts`` answers every request. Its hosts are accounts.google.com (the consent page),
oauth2.googleapis.com (tokens) and health.googleapis.com (``health_api``). Every
request and every answer is checked against ``discovery.json``. ``kinds`` lists the data
types; the ``*_points`` modules say what the people's days look like in each.
"""

from __future__ import annotations

from fitbit_sandbox.google.apps import GoogleApp
from fitbit_sandbox.google.errors import google_fault

__all__ = ["GoogleApp", "google_fault"]
