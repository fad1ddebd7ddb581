"""The collections are read and written by day, and their logs deleted, as in python-fitbit."""

from __future__ import annotations

import datetime as dt
from unittest.mock import Mock, call

import pytest

from fitbit import Fitbit

ME = "https://api.fitbit.com/1/user/-"
BOB = "https://api.fitbit.com/1/user/BOB"
DAY = dt.date(2020, 1, 5)
EVENING = dt.datetime(2020, 1, 5, 22, 7)  # noqa: DTZ001 - programs pass the user's local time

COLLECTIONS = {
    "body": "body",
    "activities": "activities",
    "foods_log": "foods/log",
    "foods_log_water": "foods/log/water",
    "water": "foods/log/water",
    "sleep": "sleep",
    "heart": "heart",
    "bp": "bp",
    "glucose": "glucose",
}
DELETIONS = {
    "delete_activities": "activities",
    "delete_foods_log": "foods/log",
    "delete_foods_log_water": "foods/log/water",
    "delete_water": "foods/log/water",
    "delete_sleep": "sleep",
    "delete_heart": "heart",
    "delete_bp": "bp",
}


@pytest.mark.parametrize(("name", "resource"), COLLECTIONS.items())
def test_collection_without_data_reads_the_day(
    fb: Fitbit, sent: Mock, name: str, resource: str
) -> None:
    """A collection is read at its date, data being None and positional."""
    getattr(fb, name)(date="2020-1-5", user_id="BOB")
    getattr(fb, name)(DAY)
    assert sent.mock_calls == [
        call(f"{BOB}/{resource}/date/2020-1-5.json", None),
        call(f"{ME}/{resource}/date/2020-01-05.json", None),
    ]


@pytest.mark.parametrize(("name", "resource"), COLLECTIONS.items())
def test_collection_with_data_writes_to_the_day(
    fb: Fitbit, sent: Mock, name: str, resource: str
) -> None:
    """A collection is written at its own address, the date joining the data."""
    getattr(fb, name)(date=EVENING, data={"amount": 3})
    getattr(fb, name)("2020-01-05", "BOB", {"amount": 3})
    assert sent.mock_calls == [
        call(f"{ME}/{resource}.json", {"amount": 3, "date": "2020-01-05"}),
        call(f"{BOB}/{resource}.json", {"amount": 3, "date": "2020-01-05"}),
    ]


@pytest.mark.parametrize(("name", "resource"), DELETIONS.items())
def test_deletion_names_the_log(fb: Fitbit, sent: Mock, name: str, resource: str) -> None:
    """A log is deleted by its id, given by position or by name."""
    getattr(fb, name)(12)
    getattr(fb, name)(log_id="12")
    assert sent.mock_calls == [call(f"{ME}/{resource}/12.json", method="DELETE")] * 2
