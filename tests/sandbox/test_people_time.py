"""Days of sample people: their lengths, their clocks, and that they never change."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from asking import NOW, SEED, everybody, patient
from fitbit_sandbox.people import Person, sample_people
from fitbit_sandbox.people.civil import day_minutes, day_start, epoch, local
from fitbit_sandbox.people.days import Days

PEOPLE = everybody()
NAMES = sorted(PEOPLE)
SPRING_BERLIN, AUTUMN_BERLIN = date(2026, 3, 29), date(2025, 10, 26)
days = st.dates(date(2024, 7, 1), date(2026, 4, 14))
names = st.sampled_from(NAMES)


def picture(person: Person, day: date) -> tuple[object, ...]:
    """Return everything a life says about a day."""
    life = person.life
    return (
        life.day(day),
        life.heart(day),
        life.sleeps(day),
        life.workouts(day),
        life.weighing(day),
        life.drinks(day),
        life.meals(day),
        life.nightly(day),
        life.core(day),
        life.fitness(day),
        life.ecg(day),
        life.alert(day),
    )


def test_people_are_many_and_differ():
    """There are people in both hemispheres, on half-hour and changing clocks."""
    zones = {person.timezone for person in PEOPLE.values()}
    halves = {zone for zone in zones if (day_start(date(2026, 1, 1), zone) // 60) % 60}
    changing = {zone for zone in zones if day_minutes(SPRING_BERLIN, zone) != 1440}

    assert len(PEOPLE) >= 6
    assert len({person.id for person in PEOPLE.values()}) == len(PEOPLE)
    assert all(len(person.id) == 6 for person in PEOPLE.values())
    assert all(person.about and "\n" not in person.about for person in PEOPLE.values())
    assert halves == {"Asia/Kolkata"}
    assert {"Europe/Berlin", "Europe/London"} <= changing
    assert {"Pacific/Auckland", "America/Sao_Paulo"} <= zones


@patient
@given(names, days)
@example("Lena", SPRING_BERLIN)
@example("Lena", AUTUMN_BERLIN)
@example("Moana", date(2025, 9, 28))
def test_the_same_seed_gives_the_same_day(name, day):
    """A day is the same in a fresh life that was asked nothing before."""
    again = {person.id: person for person in sample_people(SEED)}[PEOPLE[name].id]

    assert picture(again, day) == picture(PEOPLE[name], day)


def test_another_seed_gives_other_days():
    """The seed decides."""
    other = sample_people(SEED + 1)[0]

    assert (
        other.life.day(date(2026, 2, 3)).minutes
        != PEOPLE["Lena"].life.day(date(2026, 2, 3)).minutes
    )


def test_the_order_of_questions_does_not_matter():
    """Days asked for shuffled, repeatedly and by many threads are the days asked in order."""
    span = [date(2026, 1, 1) + timedelta(days=number) for number in range(25)]
    shuffled = [span[number * 7 % len(span)] for number in range(100)]
    person = sample_people(SEED)[4]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda day: (day, picture(person, day)), shuffled))

    assert all(seen == picture(PEOPLE["Moana"], day) for day, seen in found)


@patient
@given(names, days)
@example("Lena", SPRING_BERLIN)
@example("Lena", AUTUMN_BERLIN)
def test_local_days_follow_each_other_without_a_gap(name, day):
    """A day ends where the next begins, whatever its length."""
    zone = PEOPLE[name].timezone
    made = PEOPLE[name].life.day(day)

    assert made.start + made.length * 60 == day_start(day + timedelta(days=1), zone)
    assert made.length == day_minutes(day, zone)
    assert local(made.start, zone).date() == day


def test_a_clock_change_makes_a_day_short_or_long():
    """Spring days have 23 hours, autumn days 25; Lord Howe moves its clocks by half an hour."""
    minutes = {
        ("Europe/Berlin", SPRING_BERLIN): 1380,
        ("Europe/Berlin", AUTUMN_BERLIN): 1500,
        ("America/Los_Angeles", date(2026, 3, 8)): 1380,
        ("Pacific/Auckland", date(2026, 4, 5)): 1500,
        ("Australia/Lord_Howe", date(2026, 4, 5)): 1470,
        ("Asia/Kolkata", SPRING_BERLIN): 1440,
    }

    assert {key: day_minutes(day, zone) for key in minutes for zone, day in [key]} == minutes


def test_every_minute_shows_the_time_of_the_wall_clock():
    """In spring an hour is skipped, in autumn one comes twice, else a day has every minute once."""
    days = Days(PEOPLE["Lena"])

    assert days.wall(SPRING_BERLIN) == [*range(120), *range(180, 1440)]
    assert days.wall(AUTUMN_BERLIN) == [*range(180), *range(120, 1440)]
    assert days.wall(date(2026, 4, 14)) == list(range(1440))


def test_a_skipped_time_of_day_still_has_a_moment():
    """Half past two on the day the clocks jump is a moment of that day."""
    moment = epoch(SPRING_BERLIN, 2 * 3600 + 1800, "Europe/Berlin")

    assert local(moment, "Europe/Berlin").date() == SPRING_BERLIN


@patient
@given(names, days)
@example("Lena", SPRING_BERLIN)
@example("Moana", date(2026, 4, 5))
def test_utc_days_hold_the_same_minutes(name, day):
    """Three UTC days and the minutes that three local days have inside them are the same."""
    person = PEOPLE[name]
    utc = Days(person, "UTC")
    found = {utc.day(day).start + minute.at * 60: minute[1:] for minute in utc.day(day).minutes}
    near = [person.life.day(day + timedelta(days=number)) for number in (-1, 0, 1)]
    start = utc.day(day).start
    expected = {
        moment: minute[1:]
        for piece in near
        for minute in piece.minutes
        if start <= (moment := piece.start + minute.at * 60) < start + 86400
    }

    assert found == expected
    assert [minute.at for minute in utc.day(day).minutes] == sorted(
        minute.at for minute in utc.day(day).minutes
    )


def test_nothing_exists_before_the_account_or_after_now():
    """Before the account was made, and from now on, there is nothing."""
    person = PEOPLE["Lena"]
    today = person.today(NOW)
    before, after = person.traits.since - timedelta(days=1), today + timedelta(days=1)

    for day in (before, after):
        assert not any(Days(person).totals(day, NOW)[1:])
        assert not person.sleeps.on(day, NOW)
        assert not person.weights.on(day, NOW)
        assert not person.drinks.on(day, NOW)
        assert not person.meals.on(day, NOW)


@patient
@given(names, st.lists(st.floats(0, 86_400), min_size=2, max_size=6).map(sorted))
def test_a_day_only_grows(name, seconds):
    """As the day goes on its totals never shrink, and never run ahead of the whole day."""
    person, day = PEOPLE[name], date(2026, 4, 10)
    start = day_start(day, person.timezone)
    seen = [Days(person).totals(day, start + second) for second in seconds]
    whole = Days(person).totals(day, start + 90_000)

    for earlier, later in pairwise([*seen, whole]):
        assert all(a <= b for a, b in zip(earlier, later, strict=True))
