"""The methods reach each other by the names and keywords that old tests and programs patch."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest

from fitbit import Fitbit


def test_collections_go_through_collection_resource() -> None:
    """Patching ``_COLLECTION_RESOURCE`` on the class catches every collection."""
    resources = {
        "body": "body",
        "activities": "activities",
        "foods_log": "foods/log",
        "foods_log_water": "foods/log/water",
        "sleep": "sleep",
        "heart": "heart",
        "bp": "bp",
        "glucose": "glucose",
    }
    with mock.patch("fitbit.api.Fitbit._COLLECTION_RESOURCE") as collection:
        returned = [
            getattr(Fitbit("x", "y"), name)(date=1, user_id=2, data=3) for name in resources
        ]

    assert collection.mock_calls == [
        mock.call(resource, date=1, user_id=2, data=3) for resource in resources.values()
    ]
    assert returned == [collection.return_value] * len(resources)


def test_deletions_go_through_delete_collection_resource() -> None:
    """Patching ``_DELETE_COLLECTION_RESOURCE`` on the class catches every deletion."""
    resources = {
        "delete_activities": "activities",
        "delete_foods_log": "foods/log",
        "delete_foods_log_water": "foods/log/water",
        "delete_sleep": "sleep",
        "delete_heart": "heart",
        "delete_bp": "bp",
    }
    with mock.patch("fitbit.api.Fitbit._DELETE_COLLECTION_RESOURCE") as collection:
        returned = [getattr(Fitbit("x", "y"), name)(log_id=3) for name in resources]

    assert collection.mock_calls == [
        mock.call(resource, log_id=3) for resource in resources.values()
    ]
    assert returned == [collection.return_value] * len(resources)


@pytest.mark.parametrize(
    ("patched", "names"), [("activity_stats", "activities"), ("_food_stats", "foods")]
)
def test_lists_go_through_one_method(patched: str, names: str) -> None:
    """Patching ``activity_stats`` or ``_food_stats`` catches the three lists of its kind."""
    qualifiers = ["recent", "favorite", "frequent"]
    with mock.patch(f"fitbit.api.Fitbit.{patched}") as stats:
        for qualifier in qualifiers:
            getattr(Fitbit("x", "y"), f"{qualifier}_{names}")(user_id="BOB")

    assert stats.mock_calls == [mock.call(user_id="BOB", qualifier=each) for each in qualifiers]


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
