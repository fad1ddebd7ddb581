"""The data points of the heart: rates, zones, active zone minutes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from fitbit_sandbox.google import minutes
from fitbit_sandbox.google.sources import TRACKER
from fitbit_sandbox.google.times import date_json, sample_time
from fitbit_sandbox.google.view import Point, View, gives, tracked_span
from fitbit_sandbox.people.civil import day_start
from fitbit_sandbox.people.heart import HeartDay, zone_of, zones_for
from fitbit_sandbox.people.minutes import Day

ZONES = ("LIGHT", "MODERATE", "VIGOROUS", "PEAK")
ACTIVE_ZONES = ("FAT_BURN", "CARDIO", "PEAK")
WORTH = (0, 1, 2, 2)
"""How many active zone minutes a minute in each zone is worth."""


class Beats(NamedTuple):
    """What is known of the heart on a day, as far as the day is over."""

    day: Day
    heart: HeartDay
    until: int


def beats(view: View, day: date) -> Beats | None:
    """Return the heart's day, None where no rate was measured or the view sees no tracker."""
    found, heart = minutes.tracked(view, day), view.days.heart(day)
    if found is None or heart is None or not any(heart.bpm[: found[1]]):
        return None
    return Beats(found[0], heart, found[1])


def zone_minutes(view: View, day: date) -> list[tuple[int, int]]:
    """Return (moment, number of the zone) of each minute with a heart rate."""
    found = beats(view, day)
    if found is None:
        return []
    rates = enumerate(found.heart.bpm[: found.until])
    return [
        (found.day.start + at * 60, zone_of(bpm, found.heart.zones)) for at, bpm in rates if bpm
    ]


def zone_calories(view: View, day: date) -> list[tuple[int, tuple[int, int]]]:
    """Return (moment, (zone, thousandths of a calorie)) of each minute with a heart rate."""
    found = beats(view, day)
    if found is None:
        return []
    burnt = {minute.at: found.day.calories_at(minute.mets) for minute in found.day.minutes}
    start, basal = found.day.start, found.day.basal
    return [
        (moment, (zone, burnt.get((moment - start) // 60, basal)))
        for moment, zone in zone_minutes(view, day)
    ]


def samples(view: View, day: date) -> Iterator[tuple[int, int]]:
    """Yield (moment, beats a minute) of each sample."""
    found = beats(view, day)
    if found is not None:
        for second, bpm in found.heart.samples(0, found.until):
            yield found.day.start + second, bpm


@gives("heart-rate")
def _rates(view: View, day: date) -> list[Point]:
    return [
        Point(moment, moment, partial(_rate, view.zone, moment, bpm), TRACKER)
        for moment, bpm in samples(view, day)
    ]


def _rate(zone: str, moment: int, bpm: int) -> dict[str, Any]:
    return {"sampleTime": sample_time(moment, zone), "beatsPerMinute": str(bpm)}


@gives("active-zone-minutes")
def _active_zone_minutes(view: View, day: date) -> list[Point]:
    return [
        tracked_span(
            view,
            moment,
            moment + 60,
            heartRateZone=ACTIVE_ZONES[zone - 1],
            activeZoneMinutes=str(WORTH[zone]),
        )
        for moment, zone in zone_minutes(view, day)
        if zone
    ]


@gives("time-in-heart-rate-zone")
def _times_in_zone(view: View, day: date) -> list[Point]:
    return [
        tracked_span(view, run.start, run.end, heartRateZoneType=ZONES[run.kind])
        for run in minutes.stretches(zone_minutes(view, day))
    ]


@gives("daily-resting-heart-rate")
def _daily_resting(view: View, day: date) -> list[Point]:
    found = beats(view, day)
    if found is None:
        return []
    slept = view.person.sleeps.on(day, view.now)
    method = "WITH_SLEEP" if slept else "ONLY_WITH_AWAKE_DATA"
    shown = {"dailyRestingHeartRateMetadata": {"calculationMethod": method}}
    return [daily(view, day, beatsPerMinute=str(found.heart.resting), **shown)]


@gives("daily-heart-rate-zones")
def _daily_zones(view: View, day: date) -> list[Point]:
    if beats(view, day) is None:
        return []
    edges = zip(ZONES, zones_for(view.person.traits.age(day)), strict=True)
    last = ZONES[-1]
    zones = [
        {
            "heartRateZoneType": name,
            "minBeatsPerMinute": str(zone.low),
            "maxBeatsPerMinute": str(zone.high if name == last else zone.high - 1),
        }
        for name, zone in edges
    ]
    return [daily(view, day, heartRateZones=zones)]


def daily(view: View, day: date, **members: Any) -> Point:
    """Return the point of a whole day."""
    start = day_start(day, view.zone)
    return Point(start, start, {"date": date_json(day), **members}, TRACKER)
