"""The methods reach each other by the names and keywords that old tests and programs patch."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest

from fitbit import Fitbit


@pytest.mark.parametrize(
    ("name", "resource"),
    [
        ("body", "body"),
        ("activities", "activities"),
        ("foods_log", "foods/log"),
        ("foods_log_water", "foods/log/water"),
        ("sleep", "sleep"),
        ("heart", "heart"),
        ("bp", "bp"),
        ("glucose", "glucose"),
    ],
)
def test_collection_goes_through_collection_resource(name: str, resource: str) -> None:
    """Patching ``_COLLECTION_RESOURCE`` on the class catches every collection."""
    with mock.patch("fitbit.api.Fitbit._COLLECTION_RESOURCE") as collection:
        returned = getattr(Fitbit("x", "y"), name)(date=1, user_id=2, data=3)
    collection.assert_called_once_with(resource, date=1, user_id=2, data=3)
    assert returned is collection.return_value


@pytest.mark.parametrize(
    ("name", "resource"),
    [
        ("delete_activities", "activities"),
        ("delete_foods_log", "foods/log"),
        ("delete_foods_log_water", "foods/log/water"),
        ("delete_sleep", "sleep"),
        ("delete_heart", "heart"),
        ("delete_bp", "bp"),
    ],
)
def test_deletion_goes_through_delete_collection_resource(name: str, resource: str) -> None:
    """Patching ``_DELETE_COLLECTION_RESOURCE`` on the class catches every deletion."""
    with mock.patch("fitbit.api.Fitbit._DELETE_COLLECTION_RESOURCE") as collection:
        returned = getattr(Fitbit("x", "y"), name)(log_id=3)
    collection.assert_called_once_with(resource, log_id=3)
    assert returned is collection.return_value


@pytest.mark.parametrize("qualifier", ["recent", "favorite", "frequent"])
def test_activities_go_through_activity_stats(qualifier: str) -> None:
    """Patching ``activity_stats`` catches the three lists of activities."""
    with mock.patch("fitbit.api.Fitbit.activity_stats") as stats:
        getattr(Fitbit("x", "y"), f"{qualifier}_activities")(user_id="BOB")
    stats.assert_called_once_with(user_id="BOB", qualifier=qualifier)


@pytest.mark.parametrize("qualifier", ["recent", "favorite", "frequent"])
def test_foods_go_through_food_stats(qualifier: str) -> None:
    """Patching ``_food_stats`` catches the three lists of foods."""
    with mock.patch("fitbit.api.Fitbit._food_stats") as stats:
        getattr(Fitbit("x", "y"), f"{qualifier}_foods")(user_id="BOB")
    stats.assert_called_once_with(user_id="BOB", qualifier=qualifier)


def test_body_and_glucose_cannot_be_deleted() -> None:
    """python-fitbit had no deletion for them, and programs ask with hasattr."""
    fb = Fitbit("x", "y")
    assert not hasattr(fb, "delete_body")
    assert not hasattr(fb, "delete_glucose")


def test_make_request_of_a_subclass_is_used() -> None:
    """A program that overrides make_request sees every call."""

    class Recording(Fitbit):
        def make_request(self, *args: Any, **kwargs: Any) -> Any:
            return args, kwargs

    url = "https://api.fitbit.com/1/user/-/devices.json"
    assert Recording("x", "y").get_devices() == ((url,), {})
