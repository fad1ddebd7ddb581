"""``Fitbit.make_request`` hands on what it is given and reads what comes back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from unittest import mock
from unittest.mock import Mock

import pytest
import requests
from requests_mock import Mocker

from fitbit import Fitbit, FitbitOauth2Client, Provider, exceptions

URL = "https://api.fitbit.com/1/user/-/devices.json"


@pytest.fixture
def client(fb: Fitbit) -> Iterator[Mock]:
    """Return the mock in the place of ``fb.client.make_request``."""
    with mock.patch.object(fb.client, "make_request") as make_request:
        make_request.return_value = answer(200, b'{"a": 1}')
        yield make_request


def answer(status: int, content: bytes = b"", **members: Any) -> Mock:
    """Return what python-fitbit's suite calls a response: a mock that has these members only."""
    return mock.Mock(
        spec=["status_code", "content", *members], status_code=status, content=content, **members
    )


def replying(fb: Fitbit, response: Mock) -> Any:
    """Replace ``fb.client._request``, as python-fitbit's suite does."""
    return mock.patch.object(fb.client, "_request", return_value=response)


def last(requests_mock: Mocker) -> Any:
    """Return the request that was sent last."""
    return requests_mock.last_request


def test_the_client_is_given_what_was_given(fb: Fitbit, client: Mock) -> None:
    """Positional or by keyword; Accept-Language is the one header added."""
    headers = {"Accept-Language": "en_US"}
    assert fb.make_request(URL, {"x": 1}, "PUT", timeout=3) == {"a": 1}
    fb.make_request(url=URL, data={"x": 1})
    fb.make_request(URL)
    assert client.mock_calls == [
        mock.call(URL, data={"x": 1}, method="PUT", timeout=3, headers=headers),
        mock.call(URL, data={"x": 1}, headers=headers),
        mock.call(URL, headers=headers),
    ]


@pytest.mark.parametrize("system", ["en_US", "en_UK", "en_GB", "metric"])
def test_system_is_the_language_asked_for(fb: Fitbit, client: Mock, system: str) -> None:
    """The units follow ``system``, which may be changed on the object."""
    fb.system = system
    fb.make_request(URL)
    assert client.call_args.kwargs["headers"] == {"Accept-Language": system}


def test_callers_headers_are_sent_and_not_changed(fb: Fitbit, client: Mock) -> None:
    """The caller's dictionary is copied; its Accept-Language gives way, as it always did."""
    headers = {"X-A": "b", "Accept-Language": "fr_FR"}
    fb.make_request(URL, headers=headers)
    assert client.call_args.kwargs["headers"] == {"X-A": "b", "Accept-Language": "en_US"}
    assert headers == {"X-A": "b", "Accept-Language": "fr_FR"}


def test_headers_may_be_none(fb: Fitbit, client: Mock) -> None:
    """``headers=None`` is requests' way to say none."""
    fb.make_request(URL, headers=None)
    assert client.call_args.kwargs["headers"] == {"Accept-Language": "en_US"}


@pytest.mark.parametrize(
    ("status", "content", "expected"),
    [
        (200, b'{"a": "\xc3\xa9"}', {"a": "\u00e9"}),
        (200, b"[]", []),
        (201, b'{"a": 1}', {"a": 1}),
        (200, b"", True),
        (201, b"\n", True),
        (204, b"", True),
        (202, b"", True),
        (202, b"<html>", True),
    ],
)
def test_answer_of_a_get_or_post(
    fb: Fitbit, client: Mock, status: int, content: bytes, expected: Any
) -> None:
    """JSON comes back as objects, emptiness and 202 as True."""
    client.return_value = answer(status, content)
    assert fb.make_request(URL) == expected
    assert fb.make_request(URL, data={"x": 1}) == expected


@pytest.mark.parametrize(
    ("args", "kwargs"),
    [((URL,), {"method": "DELETE"}), ((URL, None, "DELETE"), {}), ((URL,), {"method": "delete"})],
)
def test_deletion_answered_with_204_is_true(
    fb: Fitbit, client: Mock, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    """However the method is given."""
    client.return_value = answer(204)
    assert fb.make_request(*args, **kwargs) is True


@pytest.mark.parametrize("status", [200, 201, 205, 304])
def test_deletion_answered_otherwise_is_a_delete_error(
    fb: Fitbit, client: Mock, status: int
) -> None:
    """Only 204 says that something was deleted; the error carries the answer."""
    client.return_value = answer(status, b"{}")
    with pytest.raises(exceptions.DeleteError) as caught:
        fb.make_request(URL, method="DELETE")
    assert caught.value.response is client.return_value


def test_deletion_answered_with_202_is_true(fb: Fitbit, client: Mock) -> None:
    """202 is True whatever the method."""
    client.return_value = answer(202)
    assert fb.make_request(URL, method="DELETE") is True


@pytest.mark.parametrize(
    "content",
    [b"iyam not jason", b"<html></html>", b'{"a": 1', b"\xff\xfe", b"[" * 100_000],
    ids=["text", "html", "truncated", "bytes", "deep"],
)
def test_what_is_no_json_is_a_bad_response_that_carries_the_answer(
    fb: Fitbit, client: Mock, content: bytes
) -> None:
    """python-fitbit raised it without a word."""
    client.return_value = answer(200, content)
    with pytest.raises(exceptions.BadResponse, match=r"HTTP 200.*not JSON") as caught:
        fb.make_request(URL)
    assert caught.value.response is client.return_value
    assert caught.value.__context__ is None  # a JSONDecodeError would hold the whole body


def test_redirect_without_a_body_is_a_bad_response(fb: Fitbit, client: Mock) -> None:
    """Emptiness is an answer only where the status says success."""
    client.return_value = answer(304)
    with pytest.raises(exceptions.BadResponse):
        fb.make_request(URL)


@pytest.mark.parametrize("query", ["", "?includePartialTCX=true"])
def test_tcx_comes_back_as_text(fb: Fitbit, client: Mock, query: str) -> None:
    """A TCX file is XML."""
    client.return_value = answer(200, b"<?xml version='1.0'?><a>\xc3\xa9</a>")
    text = fb.make_request(f"https://api.fitbit.com/1/user/-/activities/12.tcx{query}")
    assert text == "<?xml version='1.0'?><a>\u00e9</a>"


def test_any_address_of_the_api_can_be_asked(fb: Fitbit, requests_mock: Mocker) -> None:
    """Versions and pages that no method knows are reached by their address."""
    url = "https://api.fitbit.com/1.2/user/-/sleep/list.json?offset=1"
    requests_mock.get(url, json={"sleep": []})
    assert fb.make_request(url) == {"sleep": []}
    sent = last(requests_mock).headers
    assert sent["Authorization"] == "Bearer an-access"
    assert sent["Accept-Language"] == "en_US"


def test_data_are_sent_as_a_form(fb: Fitbit, requests_mock: Mocker) -> None:
    """Lists repeat their name, and the body is what python-fitbit sent."""
    requests_mock.post(URL, json={})
    fb.make_request(URL, data={"weekDays": ["MONDAY", "FRIDAY"], "recurring": False})
    assert last(requests_mock).text == "weekDays=MONDAY&weekDays=FRIDAY&recurring=False"


def test_bearer_goes_to_the_current_api_endpoint_only(fb: Fitbit, requests_mock: Mocker) -> None:
    """Pointing API_ENDPOINT elsewhere takes the token along; any other host is refused."""
    requests_mock.get("https://example.org/1/user/-/devices.json", json=[])
    with pytest.raises(exceptions.UntrustedAddressError):
        fb.make_request("https://example.org/1/user/-/devices.json")
    assert not requests_mock.called
    fb.API_ENDPOINT = "https://example.org"
    assert fb.get_devices() == []
    assert last(requests_mock).headers["Authorization"] == "Bearer an-access"


def test_endpoint_is_there_beside_a_mock_in_the_clients_place(fb: Fitbit) -> None:
    """Old suites put a mock there and look at the address that it is asked for."""
    client = mock.Mock()
    client.make_request.return_value = answer(200, b"[]")
    fb.client = client
    fb.get_devices()
    assert client.make_request.call_args.args == (URL,)


@pytest.mark.parametrize("kind", [Fitbit, FitbitOauth2Client])
def test_subclass_may_set_its_endpoint_before_the_constructor(kind: Any) -> None:
    """What a program set first is not lost when the object is made."""

    class Mine(kind):  # type: ignore[misc]
        def __init__(self) -> None:
            self.API_ENDPOINT = "https://proxy.example.org"
            super().__init__("id", "secret")

    mine: Any = Mine()
    client = getattr(mine, "client", mine)
    assert mine.API_ENDPOINT == client.session.api_url == "https://proxy.example.org"


def test_provider_moves_the_api_endpoint(requests_mock: Mocker) -> None:
    """A provider says where its API is."""
    fb = Fitbit("id", "secret", "at", "rt", provider=LOCAL)
    requests_mock.get("http://127.0.0.1:8000/1/user/-/devices.json", json=[])
    assert fb.API_ENDPOINT == "http://127.0.0.1:8000"
    assert fb.get_devices() == []
    assert Fitbit.API_ENDPOINT == "https://api.fitbit.com"


def test_subclass_keeps_its_api_endpoint_under_a_provider() -> None:
    """What a subclass says counts more than the provider."""

    class Proxied(Fitbit):
        API_ENDPOINT = "https://proxy.example.org"

    assert Proxied("id", "secret", provider=LOCAL).API_ENDPOINT == "https://proxy.example.org"


LOCAL = Provider(
    name="local",
    authorization_url="http://127.0.0.1:8000/oauth2/authorize",
    token_url="http://127.0.0.1:8000/oauth2/token",
    revocation_url=None,
    introspection_url=None,
    api_url="http://127.0.0.1:8000",
)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, exceptions.HTTPBadRequest),
        (401, exceptions.HTTPUnauthorized),
        (403, exceptions.HTTPForbidden),
        (404, exceptions.HTTPNotFound),
        (409, exceptions.HTTPConflict),
        (410, exceptions.HTTPGone),
        (429, exceptions.HTTPTooManyRequests),
        (499, exceptions.HTTPBadRequest),
        (500, exceptions.HTTPServerError),
        (503, exceptions.HTTPServerError),
    ],
)
@pytest.mark.parametrize("content", [b'{"normal": "resource"}', b"", b"<html>", b"{'a': 1}"])
def test_status_decides_the_exception_of_an_endpoint_method(
    fb: Fitbit, status: int, error: type[Exception], content: bytes
) -> None:
    """Whatever the body is, and with a response that has nothing but status and content."""
    with replying(fb, answer(status, content)), pytest.raises(error) as caught:
        fb.user_profile_get()
    assert type(caught.value) is error


def test_rate_limit_says_how_long_to_wait(fb: Fitbit) -> None:
    """Retry-After is read from a plain dictionary of headers too."""
    limited = answer(429, b"{}", headers={"Retry-After": "10"})
    with replying(fb, limited), pytest.raises(exceptions.HTTPTooManyRequests) as caught:
        fb.user_profile_get()
    assert caught.value.retry_after_secs == 10


def test_session_request_is_the_single_way_out(fb: Fitbit) -> None:
    """Patching ``client.session.request`` catches the call, without a timeout unless configured."""
    with mock.patch.object(fb.client.session, "request") as request:
        request.return_value = answer(200, b"{}")
        assert fb.make_request(URL) == {}
    request.assert_called_once()
    assert "timeout" not in request.call_args.kwargs


def test_configured_timeout_is_a_keyword_of_session_request() -> None:
    """``timeout=`` of the constructor reaches requests."""
    fb = Fitbit("id", "secret", timeout=42)
    with mock.patch.object(fb.client.session, "request") as request:
        request.return_value = answer(200, b"{}")
        fb.make_request(URL)
    assert request.call_args.kwargs["timeout"] == 42


@pytest.mark.parametrize("error", [requests.Timeout, requests.ReadTimeout, requests.ConnectTimeout])
def test_timeout_is_fitbits_and_requests(fb: Fitbit, error: type[Exception]) -> None:
    """Programs catch either class."""
    with mock.patch.object(fb.client.session, "request", side_effect=error("late")):
        for caught in (exceptions.Timeout, requests.Timeout):
            with pytest.raises(caught):
                fb.make_request(URL)


def test_connection_error_passes_through(fb: Fitbit) -> None:
    """It is requests' own class that programs catch."""
    broken = requests.ConnectionError("no route")
    patched = mock.patch.object(fb.client.session, "request", side_effect=broken)
    with patched, pytest.raises(requests.ConnectionError) as caught:
        fb.make_request(URL)
    assert caught.value is broken


def test_error_carries_fitbits_words(fb: Fitbit) -> None:
    """The message and the type are attributes of the exception."""
    body = {"errors": [{"errorType": "validation", "fieldName": "date", "message": "Invalid date"}]}
    bad = answer(400, json.dumps(body).encode())
    with (
        replying(fb, bad),
        pytest.raises(exceptions.HTTPBadRequest, match="Invalid date") as caught,
    ):
        fb.activities("nonsense")
    assert (caught.value.error_type, caught.value.field_name) == ("validation", "date")
