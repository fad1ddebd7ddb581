"""The collections are read and written by day, and their logs deleted, as in python-fitbit."""

from __future__ import annotations

import datetime as dt
from unittest.mock import Mock, call

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


def test_collections_without_data_read_the_day(fb: Fitbit, sent: Mock) -> None:
    """A collection is read at its date, data being None and positional."""
    for name in COLLECTIONS:
        getattr(fb, name)(date="2020-1-5", user_id="BOB")
        getattr(fb, name)(DAY)

    assert sent.mock_calls == [
        call(f"{user}/{resource}/date/{day}.json", None)
        for resource in COLLECTIONS.values()
        for user, day in [(BOB, "2020-1-5"), (ME, "2020-01-05")]
    ]


def test_collections_with_data_write_to_the_day(fb: Fitbit, sent: Mock) -> None:
    """A collection is written at its own address, the date joining the data."""
    for name in COLLECTIONS:
        getattr(fb, name)(date=EVENING, data={"amount": 3})
        getattr(fb, name)("2020-01-05", "BOB", {"amount": 3})

    assert sent.mock_calls == [
        call(f"{user}/{resource}.json", {"amount": 3, "date": "2020-01-05"})
        for resource in COLLECTIONS.values()
        for user in (ME, BOB)
    ]


def test_deletions_name_the_log(fb: Fitbit, sent: Mock) -> None:
    """A log is deleted by its id, given by position or by name."""
    for name in DELETIONS:
        getattr(fb, name)(12)
        getattr(fb, name)(log_id="12")

    assert sent.mock_calls == [
        call(f"{ME}/{resource}/12.json", method="DELETE")
        for resource in DELETIONS.values()
        for _ in range(2)
    ]
