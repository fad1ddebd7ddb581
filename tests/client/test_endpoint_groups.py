"""The groups of endpoint methods are attributes of Fitbit, made on first use."""

from __future__ import annotations

import copy
import pydoc
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest

from chapters import groups, recorded
from fitbit import Fitbit

DAY = "2026-10-15"


def test_a_group_is_made_once_for_each_object() -> None:
    """What a test patches on ``fb.sleep`` is what the program calls."""
    fb, other = Fitbit("x", "y"), Fitbit("x", "y")

    assert fb.sleep is fb.sleep
    assert fb.sleep is not other.sleep


def test_a_copy_asks_with_its_own_object() -> None:
    """Groups that the original made are not handed on to a copy."""
    fb, recorder = recorded()
    fb.devices.get_devices()
    twin = copy.copy(fb)
    twin.system = "de_DE"
    twin.devices.get_devices()
    fb.devices.get_devices()

    languages = [request.headers["Accept-Language"] for request in recorder.sent]
    assert languages == ["en_US", "de_DE", "en_US"]


def test_a_temporary_object_lives_as_long_as_its_group() -> None:
    """``Fitbit(...).sleep`` may be kept alone."""
    sleep = Fitbit("x", "y").sleep
    with mock.patch.object(Fitbit, "make_request") as make_request:
        sleep.get_goals()

    make_request.assert_called_once_with("https://api.fitbit.com/1.2/user/-/sleep/goal.json")


def test_help_of_the_class_lists_every_group() -> None:
    """``help(Fitbit)`` names each attribute with what it is for."""
    text = pydoc.plain(pydoc.render_doc(Fitbit))
    missing = [
        name for name, group in groups().items() if f"{name} = <{group.__name__}: " not in text
    ]

    assert missing == []


def test_an_autospec_knows_the_endpoint_methods() -> None:
    """A misspelt method or argument fails in a test that mocks Fitbit."""
    fb = mock.create_autospec(Fitbit, instance=True)
    fb.hrv.get_summary_by_date(DAY, user_id="GGNJL9")
    fb.sleep(date=DAY)

    fb.hrv.get_summary_by_date.assert_called_once_with(DAY, user_id="GGNJL9")
    with pytest.raises(AttributeError):
        fb.hrv.get_sumary_by_date(DAY)
    with pytest.raises(TypeError):
        fb.hrv.get_summary_by_date(day=DAY)
    with pytest.raises(TypeError):
        fb.sleep(day=DAY)


def test_a_subclass_may_have_methods_of_these_names() -> None:
    """``user()`` and ``sleep()`` of a program's own class win, and reach the inherited ones."""

    class Mine(Fitbit):
        def user(self) -> str:  # type: ignore[override]
            return "me"

        def sleep(self, date: Any) -> Any:  # type: ignore[override]
            base: Any = Fitbit
            v1 = [super().sleep(date), base.sleep(self, date)]
            return [*v1, super().sleep.get_log_by_date(date)]

    fb = Mine("x", "y")
    with mock.patch.object(
        fb, "make_request", side_effect=lambda url, *_args: url.partition(".com")[2]
    ):
        slept = [fb.sleep(DAY), fb.sleep(DAY)]

    assert fb.user() == "me"
    assert (
        slept == [[f"/{version}/user/-/sleep/date/{DAY}.json" for version in ("1", "1", "1.2")]] * 2
    )


@pytest.mark.parametrize("spent", [timedelta(minutes=30), 1_800_000])
def test_a_duration_is_a_timedelta_or_milliseconds(spent: timedelta | int) -> None:
    """Logs of sleep and of exercise are as long as Fitbit has it, in milliseconds."""
    fb, recorder = recorded()
    fb.sleep.create_log(DAY, "22:30", spent)
    fb.activity.create_log(DAY, "22:30", spent, activity_id=90013, distance=2)

    bodies = [str(request.body) for request in recorder.sent]
    assert ["=1800000" in body for body in bodies] == [True, True]


def test_the_goal_of_sleep_is_a_timedelta_or_minutes() -> None:
    """Fitbit has this one duration in minutes."""
    fb, recorder = recorded()
    fb.sleep.create_goals(timedelta(hours=7.5))
    fb.sleep.create_goals(450)

    assert [request.body for request in recorder.sent] == ["minDuration=450"] * 2
