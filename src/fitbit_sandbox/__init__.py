"""A Fitbit that lives on this machine, for tests, for demonstrations, for trying out.

A Google Health over the same people is there as well.

>>> from fitbit_sandbox import Clock, Sandbox
>>> with Sandbox(clock=Clock(start=1_780_000_000)) as sandbox:
...     sandbox.apps["server"].client_id
'23SERV'

It needs werkzeug: ``pip install "fitbit-oauth2[sandbox]"``.
"""

# ruff: noqa: E402 - the look for werkzeug comes before the imports that need it

from __future__ import annotations

import importlib


class SandboxUnavailable(ImportError):
    """Raised when the packages that the sandbox needs are not installed."""


try:
    importlib.import_module("werkzeug")
except ModuleNotFoundError as missing:
    if missing.name != "werkzeug":
        raise
    _hint = 'The sandbox needs werkzeug: pip install "fitbit-oauth2[sandbox]"'
    raise SandboxUnavailable(_hint, name="werkzeug") from None

from fitbit_sandbox.browser import Browser, ConsentRefused
from fitbit_sandbox.clock import Clock
from fitbit_sandbox.faults import Fault, Faults
from fitbit_sandbox.fitbit.apps import App
from fitbit_sandbox.fitbit.errors import SLEEP_PENDING, TOO_MANY_POINTS, google_error
from fitbit_sandbox.fitbit.notifications import Notifications, Post
from fitbit_sandbox.fitbit.subscribers import Subscriber, SubscriberNotVerified
from fitbit_sandbox.google import GoogleApp, google_fault
from fitbit_sandbox.request_log import LoggedRequest
from fitbit_sandbox.sandbox import Sandbox
from fitbit_sandbox.server import SandboxServer

Record, Served = LoggedRequest, SandboxServer  # the former names

__all__ = [
    "SLEEP_PENDING",
    "TOO_MANY_POINTS",
    "App",
    "Browser",
    "Clock",
    "ConsentRefused",
    "Fault",
    "Faults",
    "GoogleApp",
    "LoggedRequest",
    "Notifications",
    "Post",
    "Record",
    "Sandbox",
    "SandboxServer",
    "SandboxUnavailable",
    "Served",
    "Subscriber",
    "SubscriberNotVerified",
    "google_error",
    "google_fault",
]
