"""Minutes of sample people: that a day's numbers hang together."""

from __future__ import annotations

import time
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from asking import NOW, everybody, patient
from fitbit_sandbox.people import sample_people
from fitbit_sandbox.people.days import Days
from fitbit_sandbox.people.effort import effort_of, track
from fitbit_sandbox.people.heart import zone_times, zones_for
from fitbit_sandbox.people.minutes import FLOOR_MM, level_of

PEOPLE = everybody()
names = st.sampled_from(sorted(PEOPLE))
days = st.dates(date(2024, 7, 1), date(2026, 4, 14))
SPRING, AUTUMN = date(2026, 3, 29), date(2025, 10, 26)


@patient
@given(names, days)
@example("Lena", SPRING)
@example("Lena", AUTUMN)
@example("Marcus", date(2025, 11, 2))
def test_minutes_add_up_to_the_day(name, day):
    """The totals are the sums of the minutes, each minute counted once."""
    person = PEOPLE[name]
    made, totals = person.life.day(day), Days(person).totals(day, NOW)
    ats = [minute.at for minute in made.minutes]
    levels = [level_of(minute.mets) for minute in made.minutes]

    assert ats == sorted(set(ats))
    assert all(0 <= at < made.length for at in ats)
    assert totals.steps == sum(minute.steps for minute in made.minutes)
    assert totals.mm == sum(minute.mm for minute in made.minutes)
    assert totals.floors == sum(minute.floors for minute in made.minutes)
    assert (totals.light, totals.fair, totals.very) == tuple(map(levels.count, (1, 2, 3)))
    assert totals.calories == sum(
        made.calories_at(minute.mets) for minute in made.minutes
    ) + made.basal * (made.length - len(ats))


@patient
@given(names, days)
@example("Lena", SPRING)
@example("Lena", AUTUMN)
@example("Rowan", date(2026, 3, 29))
def test_a_day_is_slept_sat_or_active(name, day):
    """Sedentary and active minutes and minutes in bed fill the day exactly."""
    person = PEOPLE[name]
    made, totals = person.life.day(day), Days(person).totals(day, NOW)
    beds = [*person.sleeps.on(day, NOW), *person.sleeps.on(day + timedelta(days=1), NOW)]
    in_bed = {
        moment
        for sleep in beds
        for moment in range(sleep.start, sleep.end, 60)
        if made.start
        <= moment - moment % 60 + 60 * (moment % 60 > 0)
        < made.start + made.length * 60
    }

    assert len(Days(person).sedentary(day, NOW)) + totals.active + len(in_bed) == made.length


@patient
@given(names, days)
@example("Lena", SPRING)
@example("Rowan", date(2024, 9, 1))
def test_nobody_walks_while_asleep(name, day):
    """There is not a step between falling asleep and getting up, naps included."""
    person = PEOPLE[name]
    sleeps = [*person.life.sleeps(day), *person.life.sleeps(day + timedelta(days=1))]
    made = person.life.day(day)
    moments = [made.start + minute.at * 60 for minute in made.minutes]

    assert not [
        moment for moment in moments for sleep in sleeps if sleep.start <= moment < sleep.end
    ]


@patient
@given(names, days)
def test_a_tracker_counts_only_while_it_is_worn(name, day):
    """No step and no heartbeat is measured while the tracker is off."""
    person = PEOPLE[name]
    made, heart = person.life.day(day), person.life.heart(day)
    worn = made.worn(made.length)

    assert all(worn[minute.at] for minute in made.minutes)
    if heart is not None:
        assert [bool(bpm) for bpm in heart.bpm] == [bool(on) for on in worn]


@patient
@given(names, days, st.integers(0, 1500))
def test_zone_minutes_are_the_worn_minutes(name, day, until):
    """Every measured minute is in one zone, and so are its calories."""
    person = PEOPLE[name]
    made, heart = person.life.day(day), person.life.heart(day)
    until = min(until, made.length)
    if heart is None:
        return
    times = zone_times(made, heart, 0, until)
    burnt = {minute.at: made.calories_at(minute.mets) for minute in made.minutes}
    worn = [at for at, on in enumerate(made.worn(until)) if on]

    assert sum(spent.minutes for spent in times) == len(worn)
    assert sum(spent.calories for spent in times) == sum(burnt.get(at, made.basal) for at in worn)


@patient
@given(st.sampled_from(["Lena", "Marcus", "Rowan"]), days)
def test_samples_average_to_their_minute(name, day):
    """Heart rates come 5 to 15 seconds apart and average to the minute's value."""
    heart = PEOPLE[name].life.heart(day)
    if heart is None:
        return
    minutes: dict[int, list[int]] = {}
    samples = list(heart.samples(0, len(heart.bpm)))
    for second, bpm in samples:
        minutes.setdefault(second // 60, []).append(bpm)
    gaps = [b[0] - a[0] for a, b in pairwise(samples) if b[0] // 60 - a[0] // 60 <= 1]

    assert all(5 <= gap <= 15 for gap in gaps)
    assert all(sum(beats) == heart.bpm[at] * len(beats) for at, beats in minutes.items())
    assert set(minutes) == {at for at, bpm in enumerate(heart.bpm) if bpm}


@patient
@given(st.integers(8, 99))
def test_zones_follow_the_age(age):
    """Zones touch each other, and all move down with the years."""
    zones, older = zones_for(age), zones_for(age + 1)

    assert all(below.high == above.low for below, above in pairwise(zones))
    assert all(now.low >= later.low for now, later in zip(zones, older, strict=True))


@patient
@given(names, days)
def test_exercises_are_part_of_the_day(name, day):
    """An exercise's numbers are within the day's, and exercises do not overlap."""
    person = PEOPLE[name]
    made = person.life.day(day)
    totals = made.totals(made.length)
    efforts = [effort_of(Days(person), done) for done in made.workouts]

    assert sum(effort.steps for effort in efforts) <= totals.steps
    assert sum(effort.mm for effort in efforts) <= totals.mm
    assert all(a.end <= b.start for a, b in pairwise(made.workouts))
    for done, effort in zip(made.workouts, efforts, strict=True):
        assert made.start <= done.start < done.end <= made.start + made.length * 60
        assert sum(effort.levels) == done.minutes
        assert not effort.zones or sum(zone.minutes for zone in effort.zones) == done.minutes


@patient
@given(names, days)
def test_a_track_leads_as_far_as_the_exercise(name, day):
    """The points of a track come in order and end at the exercise's distance."""
    person = PEOPLE[name]
    for done in person.life.workouts(day):
        points = list(track(Days(person), person.traits, done))
        effort = effort_of(Days(person), done)

        assert [point.moment for point in points] == sorted({point.moment for point in points})
        assert [point.metres for point in points] == sorted(point.metres for point in points)
        assert effort.mm / 1000 - points[-1].metres <= 0.02 * effort.mm / 1000 + 400
        assert all((point.position is None) != done.sport.outdoors for point in points)


def test_floors_are_climbed_with_an_altimeter_only():
    """A tracker without one counts no floors in half a year, one with it does."""
    half = [date(2025, 10, 1) + timedelta(days=number) for number in range(180)]
    floors = {
        name: sum(Days(person).totals(day, NOW).floors for day in half)
        for name, person in PEOPLE.items()
    }

    assert floors["Ananya"] == floors["Moana"] == floors["Yuki"] == 0
    assert min(floors["Lena"], floors["Marcus"], floors["Tiago"], floors["Rowan"]) > 180
    assert FLOOR_MM == 3048


def test_people_live_as_described():
    """Gaps, naps, classic nights, swims and rest days are all there in half a year."""
    half = [date(2025, 10, 1) + timedelta(days=number) for number in range(180)]
    moana, ananya, lena = PEOPLE["Moana"], PEOPLE["Ananya"], PEOPLE["Lena"]
    empty = [day for day in half if not moana.life.day(day).minutes]
    bare = [day for day in half if not moana.sleeps.on(day, NOW) and moana.life.day(day).minutes]
    naps = [sleep for day in half for sleep in moana.sleeps.on(day, NOW) if sleep.nap]

    assert len(empty) > 10
    assert len(bare) > 10
    assert len(naps) > 10
    assert {s.kind for day in half for s in ananya.sleeps.on(day, NOW)} == {"classic"}
    assert {s.kind for day in half for s in lena.sleeps.on(day, NOW)} == {"stages"}
    assert sum(Days(lena).totals(day, NOW).strokes for day in half) > 0
    assert not any(PEOPLE["Tiago"].weights.on(day, NOW) for day in half)
    assert not any(Days(PEOPLE["Yuki"]).totals(day, NOW).steps for day in half)
    assert any(PEOPLE["Marcus"].nightly(day, NOW) for day in half)
    assert not any(lena.nightly(day, NOW) for day in half)


def test_a_year_of_steps_takes_little_work():
    """A year of daily steps is made in well under two seconds of processor time."""
    person = sample_people(1)[0]
    year = [date(2025, 1, 1) + timedelta(days=number) for number in range(365)]
    began = time.process_time()
    total = sum(Days(person).totals(day, NOW).steps for day in year)

    assert total > 365 * 3000
    assert time.process_time() - began < 4
