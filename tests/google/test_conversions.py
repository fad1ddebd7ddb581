"""How times, units and levels are converted, whatever the values."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fitbit.exceptions import FitbitError
from fitbit.google import times
from fitbit.google.answers.exercise import log_type
from fitbit.google.answers.heart import average_slots, sample_slots
from fitbit.google.answers.sleep_stages import (
    StageSegment,
    by_minute,
    lay_awakenings_over,
    minutes_asleep,
    total_of,
)
from fitbit.google.answers.windows import Window
from fitbit.google.routes.router import Route, Router, Unsupported
from fitbit.google.routes.table import ROUTES, UNSUPPORTED
from fitbit.google.units import Units, bmi, text, tidy

ZONES = [
    ZoneInfo(name)
    for name in (
        "Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Auckland",
        "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Beirut", "UTC",
    )
]  # fmt: skip
DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2030, 12, 31))
NIGHT = dt.datetime(2026, 5, 6, tzinfo=times.UTC)


@given(st.datetimes(timezones=st.just(times.UTC)))
def test_a_moment_survives_the_way_to_google_and_back(moment: dt.datetime) -> None:
    """What is written as a time is read as the same time."""
    assert times.instant(times.rfc3339(moment)) == moment


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-05-06T12:01:29Z", 0),
        ("2026-05-06T12:01:29.5Z", 500000),
        ("2026-05-06T12:01:29.123456789Z", 123456),
        ("2026-05-06T14:01:29+02:00", 0),
    ],
)
def test_a_time_is_read_in_every_form_of_rfc_3339(written: str, read: int) -> None:
    """Fractions of any length and offsets are understood."""
    assert times.instant(written) == dt.datetime(2026, 5, 6, 12, 1, 29, read, times.UTC)


def test_what_is_no_time_is_an_error_that_shows_it() -> None:
    """A time that cannot be read is not taken for another one."""
    with pytest.raises(FitbitError, match="yesterday"):
        times.instant("yesterday")


@given(st.times().map(lambda t: t.replace(microsecond=t.microsecond)), DAYS)
def test_members_that_are_zero_may_be_left_out(time: dt.time, day: dt.date) -> None:
    """Google leaves zeros out of its civil times."""
    members = {
        "hours": time.hour, "minutes": time.minute, "seconds": time.second,
        "nanos": time.microsecond * 1000,
    }  # fmt: skip
    shortened = {name: value for name, value in members.items() if value}

    found = times.wall_clock({"date": times.date_members(day), "time": shortened})

    assert found == dt.datetime.combine(day, time)


@given(DAYS, st.sampled_from(ZONES))
def test_days_follow_one_another_without_a_gap(day: dt.date, zone: ZoneInfo) -> None:
    """A day lasts from its midnight to the next one: 23 to 25 hours."""
    length = times.midnight(day + times.DAY, zone) - times.midnight(day, zone)

    assert dt.timedelta(hours=23) <= length <= dt.timedelta(hours=25)
    assert times.midnight(day, zone).astimezone(zone).date() == day


@given(
    DAYS, st.sampled_from(ZONES), st.integers(0, 1439), st.integers(0, 1439),
    st.sampled_from([1, 5, 15]),
)  # fmt: skip
def test_every_minute_of_a_window_is_asked_for_once(
    day: dt.date, zone: ZoneInfo, one: int, other: int, step: int
) -> None:
    """Whatever the clocks do: the minutes asked for are those that the wall clock showed."""
    window = Window(day, min(one, other), max(one, other))
    begin, end = times.midnight(day, zone), times.midnight(day + times.DAY, zone)
    minute = dt.timedelta(minutes=1)
    shown = [
        begin + minute * n
        for n in range(int((end - begin) / minute))
        if window.minute_of((begin + minute * n).astimezone(zone).replace(tzinfo=None)) is not None
    ]

    asked = [
        start + minute * n
        for start, stop in window.spans(zone, step)
        for n in range(int((stop - start) / minute))
    ]

    assert asked == shown
    for start, stop in window.spans(zone, step):
        edges = [start + minute * step * n for n in range(1, int((stop - start) / minute) // step)]
        assert {edge.astimezone(zone).minute % step for edge in edges} <= {0}


def test_of_a_time_shown_twice_the_later_sample_counts() -> None:
    """When the clocks are set back, the second pass replaces the first."""
    zone, day = ZoneInfo("Europe/Berlin"), dt.date(2026, 10, 25)
    points = [
        {
            "heartRate": {
                "sampleTime": {"physicalTime": f"2026-10-25T0{hour}:30:05Z"},
                "beatsPerMinute": rate,
            }
        }
        for hour, rate in ((1, "60"), (0, "50"))
    ]
    rows = [
        {"start": times.instant(f"2026-10-25T0{hour}:30:00Z"), "beatsPerMinuteAvg": rate}
        for hour, rate in ((0, 50.5), (1, 60.5))
    ]

    window = Window(day, 0, 1439)

    assert sample_slots(points, window, zone) == [{"time": "02:30:05", "value": 60}]
    assert average_slots(rows, window, zone, 15) == [{"time": "02:30:00", "value": 61}]


# sleep


@st.composite
def nights(draw: st.DrawFn) -> tuple[list[StageSegment], list[StageSegment]]:
    """Make a night of stages that follow one another, and awakenings anywhere in it."""
    lengths = draw(st.lists(st.integers(1, 40), min_size=1, max_size=15))
    levels = draw(
        st.lists(st.sampled_from(["light", "deep", "rem", "wake"]), min_size=15, max_size=15)
    )
    stages, at = [], 0
    for length, level in zip(lengths, levels, strict=False):
        stages.append(_piece(at, at + length, level))
        at += length
    starts = draw(st.lists(st.integers(0, max(0, at - 1)), max_size=8))
    return stages, [_piece(s, min(at, s + draw(st.integers(1, 3))), "wake") for s in starts]


def _piece(start: int, end: int, level: str) -> StageSegment:
    half = dt.timedelta(seconds=30)
    return StageSegment(NIGHT + half * start, NIGHT + half * end, level)


@given(nights())
def test_awakenings_change_levels_and_never_the_length_of_a_night(
    night: tuple[list[StageSegment], list[StageSegment]],
) -> None:
    """Seconds are kept, neighbours differ, and waking grows by what was slept before."""
    stages, awakenings = night

    segments = lay_awakenings_over(stages, awakenings)

    assert sum(segment.seconds for segment in segments) == sum(stage.seconds for stage in stages)
    assert all(a.end == b.start and a.level != b.level for a, b in pairwise(segments))
    assert total_of(segments, "wake").seconds >= total_of(stages, "wake").seconds
    asleep = sum(segment.seconds for segment in segments if segment.level != "wake")
    assert minutes_asleep(segments) == times.minutes_of(asleep)
    assert lay_awakenings_over(segments, awakenings) == segments


@given(nights())
def test_every_minute_of_a_night_has_a_level(
    night: tuple[list[StageSegment], list[StageSegment]],
) -> None:
    """Minute by minute a night has a level that was in that minute."""
    segments = lay_awakenings_over(*night)
    count = times.minutes_of((segments[-1].end - segments[0].start).total_seconds())

    levels = by_minute(segments, segments[0].start, count)

    assert len(levels) == count
    for number, level in enumerate(levels):
        begin = segments[0].start + dt.timedelta(minutes=number)
        inside = {
            r.level for r in segments if r.start < begin + dt.timedelta(minutes=1) and r.end > begin
        }
        assert level in inside


@given(st.integers(0, 100_000))
def test_half_a_minute_is_rounded_up(seconds: int) -> None:
    """Minutes are rounded half up."""
    assert abs(times.minutes_of(seconds) * 60 - seconds) <= 30
    assert times.minutes_of(seconds // 60 * 60 + 30) == seconds // 60 + 1


# units


@pytest.mark.parametrize(
    ("language", "system"),
    [
        ("en_US", "en_US"), ("en-US", "en_US"), ("en_US,en;q=0.5", "en_US"), ("en_GB", "en_GB"),
        ("en_UK", ""), ("de_DE", ""), ("", ""), (None, ""),
    ],
)  # fmt: skip
def test_units_follow_the_language(language: str | None, system: str) -> None:
    """American and British units are asked for by name; everything else is metric."""
    assert Units.asked(language).system == system


def test_the_same_amounts_in_each_system() -> None:
    """Lengths, weights, volumes and temperatures in the units that Fitbit gave."""
    metric, american, british = Units.asked(""), Units.asked("en_US"), Units.asked("en_GB")

    assert (metric.distance(5_123_456), american.distance(5_123_456)) == (5.12346, 3.18357)
    assert [u.weight(72_500) for u in (metric, american, british)] == [72.5, 159.8, 11.4]
    assert (metric.height(1683), american.height(1683)) == (168.3, 66.3)
    assert (metric.elevation(15_240), american.elevation(15_240)) == (15.24, 50.0)
    assert (metric.water(500), american.water(500)) == (500.0, 16.9)
    assert (metric.temperature(37.5), american.temperature(37.5)) == (37.5, 99.5)
    assert (metric.temperature_change(0.2), american.temperature_change(0.2)) == (0.2, 0.4)
    assert bmi(72_500, 1800) == 22.38


@given(st.floats(0, 1e9))
def test_the_text_of_a_number_has_no_exponent(value: float) -> None:
    """The values of a series can be read by whatever reads a plain number."""
    written = text(round(value, 5))

    assert "e" not in written
    assert float(written) == pytest.approx(round(value, 5), abs=1e-5)
    assert tidy(float(written)) == float(written)


@given(st.floats(0.1, 1000), st.sampled_from(["ml", "fl oz", "cup", None]))
def test_water_in_any_unit_is_logged_in_millilitres(amount: float, unit: str | None) -> None:
    """A unit that is not named is the caller's own."""
    assert Units.asked("").millilitres(amount, unit) >= amount * 0.99
    assert Units.asked("en_US").millilitres(amount, None) == amount * 29.5735


# the table


def test_every_route_is_found_by_its_own_paths() -> None:
    """No entry of the table hides another one."""
    router = Router((*ROUTES, *UNSUPPORTED))
    entries: list[tuple[Route | Unsupported, str, str]] = [
        *((route, route.method, path) for route in ROUTES for path in route.paths),
        *((e, method, path) for e in UNSUPPORTED for method in e.methods for path in e.paths),
    ]
    for entry, method, path in entries:
        match = router.find(method, example(path))
        assert match is not None
        assert match.entry is entry, f"{method} {path} finds {match.path}"


def example(path: str) -> str:
    """Return a path with something fitting in the place of each parameter."""
    values = {
        "{user-id}": "-", "{period}": "1m", "{date}": "2026-05-06", "{start-date}": "2026-05-06",
        "{end-date}": "2026-05-07", "{detail-level}": "1min", "{start-time}": "10:00",
        "{end-time}": "11:00", "*": "/date/2026-05-06.json",
    }  # fmt: skip
    for name, value in values.items():
        path = path.replace(name, value)
    while "{" in path:
        path = path[: path.index("{")] + "77" + path[path.index("}") + 1 :]
    return path


def test_every_partial_route_says_what_differs() -> None:
    """The documentation can be made from the table: each difference has its reason."""
    for route in ROUTES:
        assert route.google
        assert route.differs or route.verdict == "FAITHFUL"
        assert all(difference.why.endswith(".") for difference in route.differs)
    for entry in UNSUPPORTED:
        assert len(entry.reason) > 10


def test_how_a_log_came_about_is_absent_where_google_does_not_say() -> None:
    """Nothing is invented about the origin of a log."""
    assert log_type({"dataSource": {}}) == {}
    assert log_type({"dataSource": {"recordingMethod": "MANUAL"}}) == {"logType": "manual"}
