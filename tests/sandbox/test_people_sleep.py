"""Sleeps of sample people: stages fill the night and sum to what is said of it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from asking import NOW, everybody, patient
from fitbit_sandbox.people.civil import local_date
from fitbit_sandbox.people.ids import Kind, make_id, read_id, written_id
from fitbit_sandbox.people.sleep import AWAKE_LEVELS, Sleep, Stage

PEOPLE = everybody()
names = st.sampled_from(sorted(PEOPLE))
days = st.dates(date(2024, 7, 1), date(2026, 4, 14))
SPRING, AUTUMN = date(2026, 3, 29), date(2025, 10, 26)


@patient
@given(names, days)
@example("Lena", SPRING)
@example("Lena", AUTUMN)
@example("Moana", date(2026, 4, 5))
def test_stages_fill_the_night(name, day):
    """Stages follow each other from lying down to getting up, without gap or overlap."""
    for sleep in PEOPLE[name].sleeps.on(day, NOW):
        for parts in (sleep.stages, sleep.segments):
            assert parts[0].offset == 0
            assert all(a.offset + a.seconds == b.offset for a, b in pairwise(parts))
            assert parts[-1].offset + parts[-1].seconds == sleep.seconds
            assert all(a.level != b.level for a, b in pairwise(parts))
            assert {part.level for part in parts} <= set(sleep.levels)


@patient
@given(names, days)
@example("Lena", AUTUMN)
def test_summaries_equal_the_levels(name, day):
    """Minutes asleep, awake and of each level add up to the time in bed."""
    for sleep in PEOPLE[name].sleeps.on(day, NOW):
        minutes = {level: total.minutes for level, total in sleep.totals.items()}
        asleep = sum(count for level, count in minutes.items() if level not in AWAKE_LEVELS)
        lying = sleep.to_fall_asleep + sleep.after_wakeup

        assert sum(minutes.values()) == sleep.minutes_in_bed
        assert sleep.minutes_asleep == asleep
        assert sleep.minutes_awake + lying == sleep.minutes_in_bed - asleep
        assert 0 < sleep.efficiency <= 100


@patient
@given(names, days)
def test_short_awakenings_lie_inside_stages(name, day):
    """Short awakenings last three minutes at most, inside a stage of sleep; others are longer."""
    for sleep in PEOPLE[name].sleeps.on(day, NOW):
        for short in sleep.shorts:
            around = [
                stage
                for stage in sleep.stages
                if stage.offset < short.offset
                and short.offset + short.seconds < stage.offset + stage.seconds
            ]
            assert [stage.level != "wake" for stage in around] == [True]
            assert 0 < short.seconds <= 180
        if sleep.kind == "stages":
            assert all(s.seconds > 180 for s in sleep.stages if s.level == "wake")


@patient
@given(names, days)
@example("Lena", SPRING)
def test_a_sleep_belongs_to_the_day_it_ends_on(name, day):
    """Sleeps of a day end on it, in order, and one of them is the longest."""
    person = PEOPLE[name]
    sleeps = person.sleeps.on(day, NOW)

    assert all(local_date(sleep.end, person.timezone) == day for sleep in sleeps)
    assert all(a.end <= b.start for a, b in pairwise(sleeps))
    main = person.main_sleep(day, NOW)
    assert (main is None) == (not sleeps)
    assert main is None or main.seconds == max(sleep.seconds for sleep in sleeps)


def test_a_sleep_is_known_only_when_it_is_over():
    """A minute before getting up there is no sleep yet, a minute after there is."""
    person, day = PEOPLE["Lena"], date(2026, 4, 10)
    end = person.life.sleeps(day)[0].end

    assert person.sleeps.on(day, end - 60) == []
    assert len(person.sleeps.on(day, end + 60)) == 1


def test_the_owl_goes_to_bed_after_midnight():
    """Nights of one person begin on the very day they end on."""
    person = PEOPLE["Rowan"]
    sleeps = [person.sleeps.on(date(2026, 1, number), NOW)[0] for number in range(5, 25)]
    same = [local_date(s.start, person.timezone) == person.sleep_date(s) for s in sleeps]

    assert sum(same) > 10


def test_overlays_count_stretches_and_round_at_the_end():
    """Awakenings of seconds split a stage in two; halves of minutes round up once."""
    sleep = Sleep(
        1,
        0,
        600,
        "stages",
        (Stage(0, 300, "light"), Stage(300, 300, "deep")),
        (Stage(60, 30, "wake"), Stage(120, 30, "wake"), Stage(400, 30, "wake")),
    )

    assert {level: tuple(total) for level, total in sleep.totals.items()} == {
        "deep": (2, 270),
        "light": (3, 240),
        "rem": (0, 0),
        "wake": (3, 90),
    }
    assert (sleep.minutes_asleep, sleep.minutes_awake) == (9, 1)
    assert [sleep.level_at(second) for second in (59, 60, 89, 90)] == [
        "light",
        "wake",
        "wake",
        "light",
    ]


@patient
@given(
    st.integers(1, 500),
    st.sampled_from(Kind),
    st.dates(date(2000, 1, 1), date(2089, 1, 1)),
    st.integers(0, 255),
)
def test_ids_can_be_read_back(person, kind, day, item):
    """A log id says whose it is, of what kind and of which day, and fits a float's integers."""
    number = make_id(person, kind, day, item)

    assert read_id(number) == (person, kind, day, item)
    assert 0 < number < 2**53


@patient
@given(st.integers(0, 2**64 - 1))
def test_any_number_can_be_taken_apart(number):
    """Numbers that nobody gave out do no harm."""
    assert isinstance(read_id(number).day, date)


def test_ids_are_unique():
    """No two logs of half a year share an id, whoever they belong to."""
    numbers = [written_id(person, number) for person in range(1, 8) for number in range(1, 50)]
    for person in PEOPLE.values():
        for offset in range(180):
            day = date.fromordinal(date(2025, 10, 1).toordinal() + offset)
            life = person.life
            for logs in (life.sleeps(day), life.workouts(day), life.drinks(day), life.meals(day)):
                numbers += [log.id for log in logs]
            numbers += [log.id for log in life.weighing(day) or ()]

    assert len(numbers) == len(set(numbers))
