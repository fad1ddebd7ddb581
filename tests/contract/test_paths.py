"""What a user types into an id, a date or a resource cannot become another address."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any
from unittest import mock
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st

from fitbit import Fitbit

patient = settings(deadline=None)
"""A busy machine is no failure."""
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(
    lambda text: text not in {".", ".."}
)


def address(act: Callable[[Fitbit], Any]) -> SplitResult:
    """Return the address that requests would put on the wire for one call."""
    fb = Fitbit("id", "secret")
    with mock.patch.object(fb, "make_request") as make_request:
        act(fb)
    return urlsplit(str(requests.Request("GET", make_request.call_args.args[0]).prepare().url))


@patient
@given(TEXT)
def test_an_id_stays_one_part_of_the_path(log_id: str) -> None:
    """Slashes, question marks, hashes and dots in an id stay in the id."""
    sent = address(lambda fb: fb.delete_activities(log_id))
    parts = sent.path.split("/")
    assert parts[:5] == ["", "1", "user", "-", "activities"]
    assert [unquote(part) for part in parts[5:]] == [f"{log_id}.json"]
    assert (sent.query, sent.fragment) == ("", "")


@patient
@given(TEXT)
def test_a_user_id_stays_one_part_of_the_path(user_id: str) -> None:
    """The same holds for users, before everything that follows them."""
    sent = address(lambda fb: fb.user_profile_get(user_id))
    parts = sent.path.split("/")
    assert [unquote(part) for part in parts] == ["", "1", "user", user_id, "profile.json"]


@patient
@given(TEXT)
def test_a_date_stays_one_part_of_the_path(date: Any) -> None:
    """Text is passed through as a date, but never as several parts."""
    sent = address(lambda fb: fb.get_sleep(date))
    assert [unquote(part) for part in sent.path.split("/")[4:]] == ["sleep", "date", f"{date}.json"]


@patient
@given(TEXT)
def test_a_search_finds_what_was_typed(query: str) -> None:
    """A query comes out as it went in."""
    sent = address(lambda fb: fb.search_foods(query))
    assert sent.path == "/1/foods/search.json"
    assert parse_qsl(sent.query, keep_blank_values=True) == [("query", query)]


@patient
@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_every_date_is_written_with_zeros(date: Any) -> None:
    """Dates go out as YYYY-MM-DD."""
    sent = address(lambda fb: fb.get_sleep(date))
    text = sent.path.rsplit("/", 1)[1].removesuffix(".json")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", text)
    assert dt.date.fromisoformat(text) == date


@pytest.mark.parametrize(
    "resource", ["activities/tracker/steps", "foods/log/caloriesIn", "body/bmi"]
)
def test_a_resource_keeps_its_slashes(resource: str) -> None:
    """Fitbit's resources are paths themselves."""
    sent = address(lambda fb: fb.time_series(resource, period="1d"))
    assert sent.path == f"/1/user/-/{resource}/date/today/1d.json"


def test_a_resource_keeps_nothing_else() -> None:
    """A question mark in a resource is quoted."""
    sent = address(lambda fb: fb.time_series("activities/a?b=c", period="1d"))
    assert (sent.path, sent.query) == ("/1/user/-/activities/a%3Fb=c/date/today/1d.json", "")
