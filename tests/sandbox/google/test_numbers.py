"""The numbers of the Google Health are those that the same people have at Fitbit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from asking import Asker
from fitbit_sandbox import Sandbox
from google_health import NOW, Health

PEOPLE = ["Lena", "Marcus", "Ananya", "Tiago", "Moana", "Rowan", "Yuki"]
SPANS = {
    "new year": (date(2025, 12, 27), date(2026, 1, 4)),
    "clocks forward in Berlin": (date(2026, 3, 26), date(2026, 4, 1)),
    "clocks forward in Los Angeles, back in Auckland": (date(2026, 3, 5), date(2026, 3, 11)),
    "clocks back in Auckland, and today": (date(2026, 4, 3), date(2026, 4, 15)),
    "clocks back in Berlin, London and Los Angeles": (date(2025, 10, 23), date(2025, 11, 4)),
}
DST_DAYS = [
    ("Lena", date(2026, 3, 29), 23),
    ("Lena", date(2025, 10, 26), 25),
    ("Marcus", date(2026, 3, 8), 23),
    ("Moana", date(2026, 4, 5), 25),
    ("Rowan", date(2025, 10, 26), 25),
]


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def whole(kcal: float) -> int:
    """Return a sum of thousandths as a whole number, halves rounded up."""
    return (round(kcal * 1000) + 500) // 1000


def pair(lasting: Sandbox, name: str) -> tuple[Health, Asker]:
    """Return one person as Google and as Fitbit show them."""
    health = Health(lasting, name)
    return health, Asker(health.person, NOW)


def everybody(lasting: Sandbox) -> Iterator[tuple[Health, Asker]]:
    """Yield each person as Google and as Fitbit show them."""
    return (pair(lasting, name) for name in PEOPLE)


def bounds(health: Health, day: date) -> tuple[str, str]:
    """Return the beginning and the end of a person's day as Google wants them."""
    zone = ZoneInfo(health.person.timezone)
    edges = (datetime(d.year, d.month, d.day, tzinfo=zone) for d in days(day, day + timedelta(1)))
    start, end = (f"{edge.astimezone(ZoneInfo('UTC')):%Y-%m-%dT%H:%M:%SZ}" for edge in edges)
    return start, end


def at_fitbit(
    ask: Asker, resource: str, first: date, last: date, *, tracker: str = ""
) -> list[float]:
    arguments = {"resource_path": resource, "base_date": first, "end_date": last}
    operation = f"getActivities{tracker}ResourceByDateRange"
    (rows,) = ask(operation, **arguments).values()
    return [float(row["value"]) for row in rows]


@pytest.mark.parametrize("span", SPANS.values(), ids=SPANS)
def test_daily_sums_are_those_of_fitbit(lasting, span):
    """Steps, distance, floors, strokes and elevation agree on every day; no row means zero."""
    for health, ask in everybody(lasting):
        for kind, member, resource, size in (
            ("steps", "countSum", "steps", 1),
            ("floors", "countSum", "floors", 1),
            ("swim-lengths-data", "strokeCountSum", "swimming-strokes", 1),
            ("distance", "millimetersSum", "distance", 1_000_000),
            ("altitude", "gainMillimetersSum", "elevation", 1000),
        ):
            found = health.daily(kind, *span)
            shown = [round(int(found.get(day, {}).get(member, 0)) / size, 5) for day in days(*span)]

            assert shown == at_fitbit(ask, resource, *span), kind


@pytest.mark.parametrize("span", SPANS.values(), ids=SPANS)
def test_calories_are_those_of_fitbit_on_days_with_data(lasting, span):
    """A day with a row has Fitbit's calories; a day without one had no tracker."""
    for health, ask in everybody(lasting):
        found = health.daily("total-calories", *span)
        active = health.daily("active-energy-burned", *span)
        basal = dict(zip(days(*span), at_fitbit(ask, "caloriesBMR", *span), strict=True))
        total = dict(zip(days(*span), at_fitbit(ask, "calories", *span), strict=True))

        assert set(found) == {
            day for day in days(*span) if health.person.life.has_tracker_data(day) and total[day]
        }
        for day, value in found.items():
            above = active.get(day, {"kcalSum": 0})["kcalSum"]
            assert whole(value["kcalSum"]) == total[day]
            assert whole(value["kcalSum"] - above) == basal[day]


@pytest.mark.parametrize("span", SPANS.values(), ids=SPANS)
def test_levels_zones_and_rest_are_those_of_fitbit(lasting, span):
    """Minutes by level, sedentary minutes, zones and the resting heart rate agree."""
    for health, ask in everybody(lasting):
        levels = health.daily("active-minutes", *span)
        names = {"LIGHT": "Lightly", "MODERATE": "Fairly", "VIGOROUS": "Very"}
        for level, word in names.items():
            counts = [
                sum(
                    int(row["activeMinutesSum"])
                    for row in levels.get(day, {}).get("activeMinutesRollupByActivityLevel", [])
                    if row["activityLevel"] == level
                )
                for day in days(*span)
            ]
            assert counts == at_fitbit(ask, f"minutes{word}Active", *span)
        still = health.daily("sedentary-period", *span)
        fitbit = dict(zip(days(*span), at_fitbit(ask, "minutesSedentary", *span), strict=True))
        assert all(
            int(value["durationSum"][:-1]) / 60 == fitbit[day] for day, value in still.items()
        )


@pytest.mark.parametrize("span", SPANS.values(), ids=SPANS)
def test_the_heart_is_the_one_at_fitbit(lasting, span):
    """Zones, their calories, active zone minutes and the resting heart rate agree."""
    for health, ask in everybody(lasting):
        first, last = span
        rows = ask("getHeartByDateRange", base_date=first, end_date=last)["activities-heart"]
        times, burnt = (
            health.daily(kind, *span)
            for kind in ("time-in-heart-rate-zone", "calories-in-heart-rate-zone")
        )
        field = "daily_resting_heart_rate.date"
        resting = {
            date(*point["dailyRestingHeartRate"]["date"].values()): point
            for point in health.points(
                "daily-resting-heart-rate",
                f'{field} >= "{first}" AND {field} < "{last + timedelta(1)}"',
            )
        }
        zones = ("LIGHT", "MODERATE", "VIGOROUS", "PEAK")
        for row in rows:
            day, value = date.fromisoformat(row["dateTime"]), row["value"]
            spent = {
                item["heartRateZone"]: int(item["duration"][:-1]) // 60
                for item in times.get(day, {}).get("timeInHeartRateZones", [])
            }
            kcal = {
                item["heartRateZone"]: item["kcal"]
                for item in burnt.get(day, {}).get("caloriesInHeartRateZones", [])
            }
            shown = value["heartRateZones"]
            assert [spent.get(zone, 0) for zone in zones] == [
                zone.get("minutes", 0) for zone in shown
            ]
            assert [kcal.get(zone, 0) for zone in zones] == pytest.approx(
                [zone.get("caloriesOut", 0) for zone in shown]
            )
            assert (day in resting) == ("restingHeartRate" in value)
            if day in resting:
                rate = int(resting[day]["dailyRestingHeartRate"]["beatsPerMinute"])
                assert rate == value["restingHeartRate"]


@pytest.mark.parametrize("span", SPANS.values(), ids=SPANS)
def test_active_zone_minutes_are_those_of_fitbit(lasting, span):
    """Days and zones without any are left out on both sides."""
    for health, ask in everybody(lasting):
        operation, dates = (
            "getAZMTimeSeriesByInterval",
            {"start_date": span[0], "end_date": span[1]},
        )
        rows = ask(operation, **dates)["activities-active-zone-minutes"]
        found = health.daily("active-zone-minutes", *span)
        words = {
            "fatBurnActiveZoneMinutes": "sumInFatBurnHeartZone",
            "cardioActiveZoneMinutes": "sumInCardioHeartZone",
            "peakActiveZoneMinutes": "sumInPeakHeartZone",
        }
        shown = [
            {
                word: int(found[day][member])
                for word, member in words.items()
                if member in found[day]
            }
            for day in sorted(found)
            if found[day]
        ]

        assert [{"activeZoneMinutes": sum(value.values()), **value} for value in shown] == [
            row["value"] for row in rows
        ]


@pytest.mark.parametrize(("name", "day", "hours"), DST_DAYS)
def test_windows_of_a_day_on_which_the_clocks_change(lasting, name, day, hours):
    """The minutes of a short or a long day add up to the day, and every one of them is there."""
    health, ask = pair(lasting, name)
    start, end = bounds(health, day)
    calories = health.windows("total-calories", start, end)
    steps = health.windows("steps", start, end)

    assert len(calories) == hours * 60
    assert [float(sum(int(value["countSum"]) for value in steps.values()))] == at_fitbit(
        ask, "steps", day, day
    )
    assert round(sum(value["kcalSum"] for value in calories.values())) == pytest.approx(
        at_fitbit(ask, "calories", day, day)[0]
    )


def test_intraday_steps_fall_into_the_same_minutes(lasting):
    """A plain day's 15-minute windows hold Fitbit's values, in order."""
    for health, ask in everybody(lasting):
        day = date(2026, 4, 9)
        start, end = bounds(health, day)
        answer = ask(
            "getActivitiesResourceByDateIntraday",
            resource_path="steps",
            date=day,
            detail_level="15min",
        )
        dataset = answer["activities-steps-intraday"]["dataset"]
        found = health.windows("steps", start, end, "900s")
        shown = [value["countSum"] for _, value in sorted(found.items())]
        everything = [str(slot["value"]) for slot in dataset]

        assert [value for value in shown if value != "0"] == [v for v in everything if v != "0"]


@pytest.mark.parametrize("name", ["Lena", "Marcus", "Moana"])
def test_heart_rates_are_those_of_fitbit(lasting, name):
    """Samples agree to the second, and so do the means of minutes."""
    health, ask = pair(lasting, name)
    day = date(2026, 4, 9)
    field = "heart_rate.sample_time.civil_time"
    wanted = f'{field} >= "{day}" AND {field} < "{day + timedelta(1)}"'
    samples = [point["heartRate"] for point in health.points("heart-rate", wanted, pageSize=10000)]

    def at_fitbit_in(detail: str) -> list[tuple[str, int]]:
        answer = ask("getHeartByDateIntraday", date=day, detail_level=detail)
        return [
            (row["time"], row["value"]) for row in answer["activities-heart-intraday"]["dataset"]
        ]

    clocks = [sample["sampleTime"]["civilTime"].get("time", {}) for sample in samples]
    texts = [
        f"{c.get('hours', 0):02}:{c.get('minutes', 0):02}:{c.get('seconds', 0):02}" for c in clocks
    ]
    rates = [int(sample["beatsPerMinute"]) for sample in samples]
    assert sorted(zip(texts, rates, strict=True)) == at_fitbit_in("1sec")
    means = health.windows("heart-rate", *bounds(health, day))
    shown = [round(value["beatsPerMinuteAvg"]) for _, value in sorted(means.items())]
    assert shown == [rate for _, rate in at_fitbit_in("1min")]


def test_a_night_is_the_one_at_fitbit(lasting):
    """Stages with the short awakenings laid over them give Fitbit's minutes asleep and awake."""
    for health, ask in everybody(lasting):
        field = "sleep.interval.civil_end_time"
        for day in days(date(2026, 3, 28), date(2026, 4, 6)):
            wanted = f'{field} >= "{day}" AND {field} < "{day + timedelta(1)}"'
            found = [point["sleep"] for point in health.reconciled("sleep", wanted)]
            shown = ask("getSleepByDate", date=day)["sleep"]

            assert [sleep["type"].lower() for sleep in found] == [sleep["type"] for sleep in shown]
            for sleep, fitbit in zip(found, shown, strict=True):
                assert _minutes_asleep(sleep) == fitbit["minutesAsleep"]
                assert int(sleep["summary"]["minutesInSleepPeriod"]) == fitbit["timeInBed"]
                assert sleep["metadata"].get("mainSleep", False) == fitbit["isMainSleep"]
                assert len(sleep.get("shortAwakenings", ())) == len(
                    fitbit["levels"].get("shortData", ())
                )
                assert int(sleep["summary"]["minutesAsleep"]) >= fitbit["minutesAsleep"]


def _seconds(stage: dict[str, Any]) -> tuple[float, float]:
    start, end = (datetime.fromisoformat(stage[name][:-1]) for name in ("startTime", "endTime"))
    return start.timestamp(), end.timestamp()


def _minutes_asleep(sleep: dict[str, Any]) -> int:
    """Return the minutes asleep outside of every awakening, halves rounded up."""
    slept = 0.0
    for stage in sleep["stages"]:
        if stage["type"] in ("ASLEEP", "DEEP", "LIGHT", "REM"):
            start, end = _seconds(stage)
            awake = (_seconds(short) for short in sleep.get("shortAwakenings", ()))
            overlaps = (max(0, min(end, to) - max(start, since)) for since, to in awake)
            slept += end - start - sum(overlaps)
    return int(slept + 30) // 60


def test_stages_fill_a_night_without_gaps(lasting):
    """The stages follow each other from the beginning to the end of the sleep."""
    wanted = 'sleep.interval.civil_end_time >= "2026-03-25"'
    for point in Health(lasting, "Marcus").points("sleep", wanted):
        sleep = point["sleep"]
        for before, after in pairwise(sleep["stages"]):
            assert before["endTime"] == after["startTime"]
        assert sleep["stages"][0]["startTime"] == sleep["interval"]["startTime"]
        assert sleep["stages"][-1]["endTime"] == sleep["interval"]["endTime"]


@pytest.mark.parametrize("name", ["Marcus", "Moana"])
def test_nightly_health_is_that_of_fitbit(lasting, name):
    """Oxygen, variability, breathing and skin temperature agree night by night."""
    health, ask = pair(lasting, name)
    first, last = date(2026, 4, 1), date(2026, 4, 14)
    dates = {"startDate": first, "endDate": last}
    members = {
        "daily-oxygen-saturation": "averagePercentage",
        "daily-heart-rate-variability": "averageHeartRateVariabilityMilliseconds",
        "daily-respiratory-rate": "breathsPerMinute",
    }
    at_google = {}
    for kind, member in members.items():
        field = f"{kind.replace('-', '_')}.date"
        wanted = f'{field} >= "{first}" AND {field} < "{last + timedelta(1)}"'
        bodies = [next(iter(reversed(p.values()))) for p in health.points(kind, wanted)]
        at_google[kind] = [body[member] for body in reversed(bodies)]

    oxygen = [row["value"]["avg"] for row in ask("getSpO2SummaryByInterval", **dates)]
    hrv = [row["value"]["dailyRmssd"] for row in ask("getHrvSummaryInterval", **dates)["hrv"]]
    rates = ask("getBreathingRateSummaryByInterval", **dates)["br"]
    assert at_google["daily-oxygen-saturation"] == oxygen != []
    assert at_google["daily-heart-rate-variability"] == hrv
    assert at_google["daily-respiratory-rate"] == [row["value"]["breathingRate"] for row in rates]


@pytest.mark.parametrize("name", ["Lena", "Marcus", "Rowan"])
def test_weight_and_water_are_those_of_fitbit(lasting, name):
    """Logs have the same numbers, moments and amounts."""
    health, ask = pair(lasting, name)
    first, last = date(2026, 3, 20), date(2026, 4, 10)
    field = "weight.sample_time.civil_time"
    wanted = f'{field} >= "{first}" AND {field} < "{last + timedelta(1)}"'
    found = [
        (int(point["name"].rpartition("/")[2]), point["weight"]["weightGrams"] / 1000)
        for point in reversed(health.points("weight", wanted))
    ]
    logs = ask("getWeightByDateRange", base_date=first, end_date=last)["weight"]
    water = health.daily("hydration-log", first, last)
    (rows,) = ask(
        "getFoodsByDateRange", resource_path="water", base_date=first, end_date=last
    ).values()

    assert found == [(log["logId"], log["weight"]) for log in logs]
    assert found
    assert [
        water.get(day, {"amountConsumed": {"millilitersSum": 0}})["amountConsumed"][
            "millilitersSum"
        ]
        for day in days(first, last)
    ] == [float(row["value"]) for row in rows]


def test_energy_eaten_is_that_of_fitbit(lasting):
    """The kilocalories of food logs add up to Fitbit's series."""
    health, ask = pair(lasting, "Lena")
    first, last = date(2026, 3, 20), date(2026, 4, 10)
    found = health.daily("nutrition-log", first, last)
    (rows,) = ask(
        "getFoodsByDateRange", resource_path="caloriesIn", base_date=first, end_date=last
    ).values()

    assert [
        found[day]["energy"]["kcalSum"] if day in found else 0 for day in days(first, last)
    ] == [float(row["value"]) for row in rows]
    grams = found[date(2026, 3, 25)]["nutrients"]
    sodium = next(item for item in grams if item["nutrient"] == "SODIUM")
    shown = ask("getFoodsByDate", date=date(2026, 3, 25))["summary"]["sodium"]
    assert sodium["quantity"]["gramsSum"] * 1000 == pytest.approx(shown)
