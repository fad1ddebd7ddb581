"""``Fitbit`` is made the way programs of python-fitbit's time make it."""

from __future__ import annotations

import copy
import inspect
import pickle
import uuid
from enum import Enum
from typing import Any
from unittest import mock

import pytest

from fitbit import Fitbit, FitbitOauth2Client, exceptions
from fitbit.stores import MemoryStore

AT, RT = "eyJ-access", "c643a63c-refresh"


def token(fb: Fitbit) -> dict[str, Any]:
    """Return the token as programs read it."""
    return dict(fb.client.session.token)


def test_parameters_are_python_fitbits() -> None:
    """Names, order and defaults hold, so positional calls do."""
    parameters = inspect.signature(Fitbit).parameters.values()
    assert [(p.name, p.default) for p in parameters] == [
        ("client_id", inspect.Parameter.empty),
        ("client_secret", inspect.Parameter.empty),
        ("access_token", None),
        ("refresh_token", None),
        ("expires_at", None),
        ("refresh_cb", None),
        ("redirect_uri", None),
        ("system", "en_US"),
        ("kwargs", inspect.Parameter.empty),
    ]


def test_tokens_are_where_programs_look() -> None:
    """Positional or by keyword."""
    for fb in (
        Fitbit("id", "secret", AT, RT),
        Fitbit("id", "secret", oauth2=True, access_token=AT, refresh_token=RT),
        Fitbit(client_id="id", client_secret="secret", access_token=AT, refresh_token=RT),
        Fitbit("id", "secret", resource_owner_key=AT, resource_owner_secret=RT),
    ):
        assert token(fb) == {"access_token": AT, "refresh_token": RT}
        assert (fb.client.client_id, fb.client.client_secret) == ("id", "secret")
        assert fb.system == "en_US"


def test_either_token_alone_is_kept() -> None:
    """python-fitbit dropped one without the other and sent requests without a token."""
    assert token(Fitbit("id", "secret", access_token=AT)) == {"access_token": AT}
    assert token(Fitbit("id", "secret", refresh_token=RT)) == {"refresh_token": RT}


@pytest.mark.parametrize("expires_at", [1483530000, 1483530000.5, "1483530000", "1483530000.5"])
def test_expiry_may_be_a_number_or_text(expires_at: Any) -> None:
    """Programs read it back from JSON, INI files and environments."""
    fb = Fitbit("id", "secret", AT, RT, expires_at)
    assert float(token(fb)["expires_at"]) == float(expires_at)


@pytest.mark.parametrize("expires_at", [None, "", "soon"])
def test_unusable_expiry_is_ignored(expires_at: Any) -> None:
    """As python-fitbit ignored it."""
    assert "expires_at" not in token(Fitbit("id", "secret", AT, RT, expires_at))


def test_empty_and_missing_values_are_tolerated() -> None:
    """Programs pass what their database has."""
    assert token(Fitbit("", "", access_token=None, refresh_token=None)) == {}
    assert token(Fitbit(None, None, access_token="", refresh_token="")) == {}
    fb = Fitbit(client_id=None, client_secret=None, access_token=AT, refresh_token=RT)
    assert token(fb) == {"access_token": AT, "refresh_token": RT}


def test_unknown_keywords_are_tolerated() -> None:
    """``oauth2``, ``scope`` and ``user_id`` never did anything here."""
    user_data: dict[str, Any] = {
        "access_token": AT,
        "refresh_token": RT,
        "user_id": "BOB",
        "expires_in": 28800,
    }
    fb = Fitbit("id", "secret", oauth2=True, scope=["sleep"], **user_data)
    assert token(fb) == {"access_token": AT, "refresh_token": RT}


@pytest.mark.parametrize("kind", [Fitbit, FitbitOauth2Client])
def test_a_misspelt_keyword_is_named_at_the_line_that_has_it(kind: Any) -> None:
    """It is ignored, as python-fitbit ignored it; the warning knows the word that was meant."""
    with pytest.warns(RuntimeWarning, match="'sotre' is not known .* mean store?") as warned:
        kind("id", "secret", sotre=MemoryStore())
    assert [warning.filename for warning in warned] == [__file__]


@pytest.mark.parametrize("account", [None, "", " ", 0, False, True, 1.5, b"alice"])
def test_an_account_that_names_nobody_is_refused(account: Any) -> None:
    """It would be the one record of whoever has none."""
    with pytest.raises(exceptions.InvalidValue, match="names nobody"):
        Fitbit("id", "secret", store=MemoryStore(), account=account)


def test_accounts_are_texts_integers_and_uuids() -> None:
    """Each has its own token, whatever its type."""
    store = MemoryStore()
    accounts: list[Any] = ["alice", 7, uuid.uuid4(), "a/b"]
    for account in accounts:
        Fitbit("id", "secret", f"at-{account}", RT, store=store, account=account)
    kept = [Fitbit("id", "secret", store=store, account=account) for account in accounts]
    assert [token(fb)["access_token"] for fb in kept] == [f"at-{account}" for account in accounts]
    assert token(Fitbit("id", "secret", store=store)) == {}


def test_a_provider_is_a_provider() -> None:
    """A name in its place is named with what to pass, not met as an AttributeError."""
    with pytest.raises(exceptions.InvalidArguments, match=r"fitbit\.GOOGLE_HEALTH, not 'google'"):
        Fitbit("id", "secret", provider="google")  # type: ignore[arg-type]


def test_callback_uri_is_the_redirect_uri() -> None:
    """django-fitbit passes the old name; the new one counts more."""
    uri = "https://example.org/cb"
    assert Fitbit("id", "secret", callback_uri=uri).client.session.redirect_uri == uri
    fb = Fitbit("id", "secret", redirect_uri=uri, callback_uri="https://example.org/old")
    assert fb.client.session.redirect_uri == uri


def test_known_keywords_reach_the_client() -> None:
    """The client gets everything, under the name that programs patch."""
    with mock.patch("fitbit.api.FitbitOauth2Client") as client:
        fb = Fitbit(
            "id", "secret", AT, RT, 5.0, None, "https://example.org/cb", timeout=3, pkce=None
        )
    client.assert_called_once_with(
        "id", "secret", AT, RT, 5.0, None, "https://example.org/cb", timeout=3, pkce=None
    )
    assert fb.client is client.return_value


def test_client_is_a_fitbit_oauth2_client() -> None:
    """``fb.client`` is what isinstance checks ask for."""
    assert isinstance(Fitbit("id", "secret").client, FitbitOauth2Client)


@pytest.mark.parametrize("place", ["en_US", "en_UK", "en_GB"])
def test_units_in_third_place_are_units(place: str) -> None:
    """python-fitbit 0.2 took ``system`` there."""
    fb = Fitbit("id", "secret", place)
    assert fb.system == place
    assert token(fb) == {}


def test_redirect_uri_in_third_place_is_no_token(caplog: pytest.LogCaptureFixture) -> None:
    """python-fitbit 0.3 dropped it because it came alone; it is not sent as a bearer now."""
    fb = Fitbit("id", "secret", "http://127.0.0.1:8080/")
    assert token(fb) == {}
    assert "third argument is the access token" in caplog.text


def test_system_may_be_a_text_enumeration(requests_mock: Any) -> None:
    """Programs keep the units in an enumeration."""

    class Units(str, Enum):
        METRIC = "metric"

    fb = Fitbit("id", "secret", AT, system=Units.METRIC)
    requests_mock.get("https://api.fitbit.com/1/user/-/devices.json", json=[])
    fb.get_devices()
    assert requests_mock.last_request.headers["Accept-Language"] == "metric"


def test_system_has_its_old_name_too() -> None:
    """python-fitbit 0.1 wrote it in capitals."""
    fb = Fitbit("id", "secret", system=Fitbit.METRIC)
    assert fb.SYSTEM == "en_UK"
    fb.SYSTEM = "en_GB"
    assert fb.system == "en_GB"


def test_oauth_keys_make_a_client_with_tokens() -> None:
    """``from_oauth_keys``, which never worked, does."""
    fb = Fitbit.from_oauth_keys("id", "secret", user_key=AT, user_secret=RT, user_id="BOB")
    assert token(fb) == {"access_token": AT, "refresh_token": RT}
    assert (fb.client.client_id, fb.system) == ("id", "en_US")
    assert Fitbit.from_oauth_keys("id", "secret", AT, RT, "BOB", "en_GB").system == "en_GB"


def test_token_of_version_0_2_is_there() -> None:
    """``client.token`` and ``client.oauth.token`` are the session's."""
    fb = Fitbit("id", "secret", AT, RT)
    assert fb.client.token["access_token"] == AT
    assert fb.client.oauth.token["refresh_token"] == RT


def test_printing_shows_no_secret() -> None:
    """Not even when everything is given."""
    fb = Fitbit("22942C", "a-secret", AT, RT)
    assert repr(fb) == "Fitbit(client_id='22942C', system='en_US')"
    shown = f"{fb} {fb.client!r} {fb.client.session.token!r}"
    assert not [secret for secret in ("a-secret", AT, RT) if secret in shown]


def test_object_closes_its_connections() -> None:
    """By ``close()`` or at the end of a with block."""
    with mock.patch("requests.Session.close") as close:
        with Fitbit("id", "secret") as fb:
            assert not close.called
        assert close.call_count == 1
        fb.close()
    assert close.call_count == 2


def test_object_without_a_store_refuses_to_be_pickled() -> None:
    """Two copies of one refresh token would lose it; the error says what to do."""
    fb = Fitbit("id", "secret", AT, RT)
    for act in (pickle.dumps, copy.deepcopy):
        with pytest.raises(TypeError, match="store"):
            act(fb)
