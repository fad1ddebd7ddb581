"""The front door: Fitbit, one object with every endpoint method."""

from __future__ import annotations

import datetime  # noqa: ICN001 - python-fitbit's name in this module
import json
import logging
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import requests
from requests.auth import HTTPBasicAuth
from requests_oauthlib import OAuth2Session

from fitbit import exceptions
from fitbit.compliance import fitbit_compliance_fix
from fitbit.legacy import LegacyMethods
from fitbit.legacy.oauth1 import FitbitOauthClient
from fitbit.oauth2.client import FitbitOauth2Client
from fitbit.oauth2.options import FitbitOptions, RequestOptions, client_options, warn_unknown
from fitbit.providers import FITBIT
from fitbit.resources._base import Endpoints
from fitbit.resources.active_zone_minutes import ActiveZoneMinutes
from fitbit.resources.activity import Activity
from fitbit.resources.body import Body
from fitbit.resources.breathing_rate import BreathingRate
from fitbit.resources.cardio_fitness import CardioFitness
from fitbit.resources.devices import Devices
from fitbit.resources.ecg import Electrocardiogram
from fitbit.resources.friends import Friends
from fitbit.resources.heart_rate import HeartRate
from fitbit.resources.hrv import HeartRateVariability
from fitbit.resources.irn import IrregularRhythmNotifications
from fitbit.resources.nutrition import Nutrition
from fitbit.resources.sleep import Sleep
from fitbit.resources.spo2 import SpO2
from fitbit.resources.subscriptions import Subscriptions
from fitbit.resources.temperature import Temperature
from fitbit.resources.user import User
from fitbit.responses.bodies import NOT_JSON, read_json
from fitbit.transport.rate_limit import RateLimit
from fitbit.urls import AddressAttribute, address_attribute
from fitbit.utils import curry

if TYPE_CHECKING:
    from collections.abc import Callable

    from typing_extensions import Self, Unpack

__all__ = [
    "Fitbit",
    "FitbitOauth2Client",
    "FitbitOauthClient",
    "HTTPBasicAuth",
    "OAuth2Session",
    "curry",
    "datetime",
    "exceptions",
    "fitbit_compliance_fix",
    "json",
    "requests",
    "urlencode",
]

_LOCALE = re.compile(r"[a-z]{2}_[A-Z]{2}")
_LOG = logging.getLogger("fitbit")


class Fitbit(LegacyMethods):
    """The Fitbit Web API for one user.

    Give the application's ``client_id`` and ``client_secret`` (None for an application of type
    client) and, where the user consented before, the tokens.  ``client`` is the OAuth2 client:
    it authorizes, exchanges and refreshes, and takes the remaining keywords (``provider``,
    ``store``, ``pkce``, ``timeout`` …).  ``system`` sets the units: ``Fitbit.US`` or
    ``Fitbit.METRIC``, or any of Fitbit's locales; ``accept_locale``, such as ``"de_DE"``, the
    language and the food database.  ``API_ENDPOINT`` and ``API_VERSION`` may be
    changed on a subclass or on an object.

    >>> fb = Fitbit("22942C", "a secret", system=Fitbit.METRIC)
    >>> fb
    Fitbit(client_id='22942C', system='en_UK')
    """

    API_ENDPOINT: str = address_attribute(FITBIT.api_url, "client.session.api_url")
    API_VERSION: float | str = 1
    client: FitbitOauth2Client

    activity = Endpoints(Activity)
    active_zone_minutes = Endpoints(ActiveZoneMinutes)
    body: Endpoints[Body] = Endpoints(Body)  # pyright: ignore[reportIncompatibleMethodOverride] - callable as it
    breathing_rate = Endpoints(BreathingRate)
    cardio_fitness = Endpoints(CardioFitness)
    devices = Endpoints(Devices)
    ecg = Endpoints(Electrocardiogram)
    friends = Endpoints(Friends)
    heart_rate = Endpoints(HeartRate)
    hrv = Endpoints(HeartRateVariability)
    irn = Endpoints(IrregularRhythmNotifications)
    nutrition = Endpoints(Nutrition)
    sleep: Endpoints[Sleep] = Endpoints(Sleep)  # pyright: ignore[reportIncompatibleMethodOverride] - callable as it
    spo2 = Endpoints(SpO2)
    subscriptions = Endpoints(Subscriptions)
    temperature = Endpoints(Temperature)
    user = Endpoints(User)

    def __init__(
        self,
        client_id: str | None,
        client_secret: str | None,
        access_token: str | None = None,
        refresh_token: str | None = None,
        expires_at: float | str | None = None,
        refresh_cb: Callable[[dict[str, Any]], Any] | None = None,
        redirect_uri: str | None = None,
        system: str = LegacyMethods.US,
        **kwargs: Unpack[FitbitOptions],
    ) -> None:
        warn_unknown(kwargs, FitbitOptions, stacklevel=2)
        endpoint = self.API_ENDPOINT
        refresh_token = refresh_token or kwargs.pop("resource_owner_secret", None)
        access_token = access_token or kwargs.pop("resource_owner_key", None)
        self.system = system
        self.accept_locale: str | None = kwargs.pop("accept_locale", None)
        self.client = FitbitOauth2Client(
            client_id,
            client_secret,
            access_token if refresh_token else self._token_proper(access_token),
            refresh_token,
            expires_at,
            refresh_cb,
            redirect_uri,
            **client_options(kwargs),
        )
        if endpoint != FITBIT.api_url:  # a subclass says where the API is
            self.client.session.api_url = endpoint

    def _token_proper(self, value: str | None) -> str | None:
        """Return a lone access token, or None for what older programs put in its place.

        python-fitbit 0.2 took the units there, and 0.3 ignored an access token that came alone,
        such as a redirect URI in the wrong place.
        """
        if value and _LOCALE.fullmatch(value):
            self.system = value
            return None
        if value and "://" in value:
            _LOG.warning("The third argument is the access token; an address was ignored there.")
            return None
        return value

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Let a subclass name another API as a plain text."""
        super().__init_subclass__(**kwargs)
        AddressAttribute.adopt_overrides(cls)

    @classmethod
    def from_oauth_keys(
        cls,
        client_key: str,
        client_secret: str | None,
        user_key: str | None = None,
        user_secret: str | None = None,
        user_id: str | None = None,
        system: str = LegacyMethods.US,
    ) -> Self:
        """Make an object from OAuth1's names: the user's keys are access and refresh token."""
        return cls(
            client_key,
            client_secret,
            access_token=user_key,
            refresh_token=user_secret,
            user_id=user_id,
            system=system,
        )

    @property
    def SYSTEM(self) -> str:  # noqa: N802 - python-fitbit 0.1's name
        """Return ``system``, the name since python-fitbit 0.2."""
        return self.system

    @SYSTEM.setter
    def SYSTEM(self, value: str) -> None:  # noqa: N802 - python-fitbit 0.1's name
        self.system = value

    def make_request(
        self,
        url: str,
        data: Any = None,
        method: str | None = None,
        **kwargs: Unpack[RequestOptions],
    ) -> Any:
        """Send a request to any address of the API and return what came back.

        The method is POST where there is data and GET otherwise, unless ``method`` says something
        else; further keywords go to requests.  JSON comes back as Python's objects, a ``.tcx`` file
        as text; True stands for 202, for an empty answer and for a DELETE that was answered with
        204.  Raises the HTTPException of the status, DeleteError, BadResponse for what is not JSON,
        and Timeout.
        """
        headers = {**(kwargs.get("headers") or {}), "Accept-Language": self.system}
        if self.accept_locale is not None:
            headers["Accept-Locale"] = self.accept_locale
        kwargs["headers"] = headers
        # The client is given what the caller gave, and no more: programs look at the call.
        given: dict[str, Any] = {"data": data, "method": method}
        given = {name: value for name, value in given.items() if value is not None}
        response = self.client.make_request(url, **given, **kwargs)
        return _answer(response, url, (method or "").upper())

    @property
    def rate_limit(self) -> RateLimit:
        """Return how many requests an hour are left and when they are renewed, as last heard."""
        return self.client.rate_limit

    def close(self) -> None:
        """Close the connections."""
        self.client.close()

    def __enter__(self) -> Self:
        """Return the object itself; its connections are closed at the end of the block."""
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def __repr__(self) -> str:
        """Show who is asking and in what units, and no secret."""
        return f"{type(self).__name__}(client_id={self.client.client_id!r}, system={self.system!r})"


def _answer(response: Any, url: str, method: str) -> Any:
    """Return what an answer without an error says."""
    status = response.status_code
    if status == requests.codes.accepted:
        return True
    if method == "DELETE":
        if status == requests.codes.no_content:
            return True
        raise exceptions.DeleteError(response)
    succeeded = requests.codes.ok <= status < requests.codes.multiple_choices
    if succeeded and not response.content.strip():
        return True
    return _content(response, url)


def _content(response: Any, url: str) -> Any:
    """Return the text of a ``.tcx`` file, or the object that the JSON holds."""
    if urlsplit(url).path.endswith(".tcx"):
        return response.content.decode("utf-8", "replace")
    answer = read_json(response)
    if answer is NOT_JSON:
        msg = f"HTTP {response.status_code}, but the answer is not JSON (see error.response)"
        raise exceptions.BadResponse(msg, response)
    return answer
