"""Is a Fitbit that lives on this machine: for tests, for demonstrations, for trying out.

It is a Google Health over the same people as well.

>>> from fitbit.sandbox import Clock, Sandbox
>>> with Sandbox(clock=Clock(start=1_780_000_000)) as sandbox:
...     sandbox.apps["server"].client_id
'23SERV'

It needs werkzeug: ``pip install "fitbit-oauth2[sandbox]"``.
"""

# ruff: noqa: E402 - the look for werkzeug comes before the imports that need it

from __future__ import annotations


class SandboxUnavailable(ImportError):
    """Says that the packages that the sandbox needs are not installed."""


try:
    import werkzeug as _werkzeug  # noqa: F401
except ModuleNotFoundError as missing:
    if missing.name != "werkzeug":
        raise
    _hint = 'The sandbox needs werkzeug: pip install "fitbit-oauth2[sandbox]"'
    raise SandboxUnavailable(_hint, name="werkzeug") from None

from fitbit.sandbox.answers import SLEEP_PENDING, TOO_MANY_POINTS, google_error
from fitbit.sandbox.apps import App
from fitbit.sandbox.browser import Browser, ConsentRefused
from fitbit.sandbox.clock import Clock
from fitbit.sandbox.faults import Fault, Faults
from fitbit.sandbox.google import GoogleApp, google_fault
from fitbit.sandbox.journal import Record
from fitbit.sandbox.notifications import Notifications, Post
from fitbit.sandbox.sandbox import Sandbox
from fitbit.sandbox.server import Served
from fitbit.sandbox.subscribers import Subscriber, SubscriberNotVerified

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
    "Notifications",
    "Post",
    "Record",
    "Sandbox",
    "SandboxUnavailable",
    "Served",
    "Subscriber",
    "SubscriberNotVerified",
    "google_error",
    "google_fault",
]
