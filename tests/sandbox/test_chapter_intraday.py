"""Within the day: that the parts make the whole, on short and long days too."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from asking import Asker, asker, everybody, patient

PEOPLE = everybody()
names = st.sampled_from(sorted(PEOPLE))
days = st.dates(date(2025, 8, 1), date(2026, 4, 15))
RESOURCES = ("steps", "distance", "floors", "elevation", "calories", "swimming-strokes")
SPRING, AUTUMN = date(2026, 3, 29), date(2025, 10, 26)


def activity(ask: Asker, resource: str, day: date | str, detail: str = "1min", **params):
    """Return the intraday answer of a day: its total and its dataset."""
    body = ask(
        "getActivitiesResourceByDateIntraday",
        params,
        resource_path=resource,
        date=day,
        detail_level=detail,
    )
    (total,) = body[f"activities-{resource}"]
    return total["value"], body[f"activities-{resource}-intraday"]["dataset"]


def heart(ask: Asker, day: date | str, detail: str = "1min", **params):
    """Return the heart rates of a day by the clock."""
    body = ask("getHeartByDateIntraday", params, date=day, detail_level=detail)
    return {row["time"]: row["value"] for row in body["activities-heart-intraday"]["dataset"]}


@patient
@given(names, days, st.sampled_from(RESOURCES), st.sampled_from(["1min", "5min", "15min"]))
@example("Lena", SPRING, "steps", "1min")
@example("Lena", AUTUMN, "steps", "1min")
@example("Lena", AUTUMN, "calories", "15min")
@example("Moana", date(2026, 4, 5), "distance", "5min")
def test_a_day_is_the_sum_of_its_minutes(name, day, resource, detail):
    """The dataset has every slot of 24 hours and sums to the day's total."""
    total, dataset = activity(Asker(PEOPLE[name]), resource, day, detail)
    step = {"1min": 1, "5min": 5, "15min": 15}[detail]
    clock = [f"{at // 60:02}:{at % 60:02}:00" for at in range(0, 1440, step)]
    tolerance = 0.5 if resource == "calories" else 0.01

    assert [row["time"] for row in dataset] == clock
    assert sum(row["value"] for row in dataset) == pytest.approx(float(total), abs=tolerance + 1e-6)


@patient
@given(names, days)
@example("Lena", SPRING)
def test_the_same_holds_by_utc(name, day):
    """Cut by UTC the parts make the whole as well."""
    total, dataset = activity(Asker(PEOPLE[name]), "steps", day, timezone="UTC")

    assert sum(row["value"] for row in dataset) == int(total)


def test_the_skipped_hour_is_zero_and_the_double_hour_is_summed():
    """In spring nothing happens from two to three; in autumn there is twice the rest."""
    ask = Asker(PEOPLE["Lena"])
    spring = {row["time"]: row["value"] for row in activity(ask, "calories", SPRING)[1]}
    autumn = {row["time"]: row["value"] for row in activity(ask, "calories", AUTUMN)[1]}

    assert {spring[f"02:{minute:02}:00"] for minute in range(60)} == {0}
    assert spring["03:00:00"] > 0
    assert autumn["02:30:00"] == pytest.approx(2 * autumn["01:30:00"])


def test_of_a_double_hour_the_later_heart_rate_stays():
    """Where the clock shows a time twice, the second reading is shown."""
    person = PEOPLE["Lena"]
    made, measured = person.life.day(AUTUMN), person.life.heart(AUTUMN)
    shown = heart(Asker(person), AUTUMN)

    assert made.length == 1500
    assert measured is not None
    for minute in range(60):
        assert shown[f"02:{minute:02}:00"] == measured.bpm[180 + minute]
    assert not any(time.startswith("02") for time in heart(Asker(person), SPRING))


@patient
@given(st.sampled_from(["Lena", "Marcus", "Moana"]), days)
def test_minutes_are_the_means_of_seconds(name, day):
    """A minute's heart rate is the rounded mean of its samples, a quarter hour's too."""
    ask = Asker(PEOPLE[name])
    seconds = heart(ask, day, "1sec")
    for detail, minutes in (("1min", 1), ("5min", 5), ("15min", 15)):
        shown = heart(ask, day, detail)
        slots: dict[str, list[int]] = {}
        for time, bpm in seconds.items():
            at = (int(time[:2]) * 60 + int(time[3:5])) // minutes * minutes
            slots.setdefault(f"{at // 60:02}:{at % 60:02}:00", []).append(bpm)
        if len(seconds) and PEOPLE[name].life.day(day).length != 1500:
            assert shown == {time: int(sum(bpm) / len(bpm) + 0.5) for time, bpm in slots.items()}
    assert list(seconds) == sorted(seconds)


def test_nothing_is_measured_after_now():
    """Minutes that have not passed are zero, and have no heart rate."""
    ask = asker("Lena")
    _, dataset = activity(ask, "calories", "today")
    rates = heart(ask, "today", "1sec")

    assert [row["value"] > 0 for row in dataset] == [at < 16 * 60 + 20 for at in range(1440)]
    assert max(rates) < "16:20:00"
    assert heart(ask, "2026-04-16") == {}


def test_calories_carry_level_and_effort():
    """Each slot of calories says how hard it was; other resources do not."""
    ask = asker("Lena")
    _, minutes = activity(ask, "calories", "2026-04-11")
    _, quarters = activity(ask, "calories", "2026-04-11", "15min")

    assert {row["level"] for row in minutes} == {0, 1, 2, 3}
    assert min(row["mets"] for row in minutes) == 10
    assert [sum(row["mets"] for row in minutes[at : at + 15]) for at in range(0, 1440, 15)] == [
        row["mets"] for row in quarters
    ]
    assert set(activity(ask, "steps", "2026-04-11")[1][0]) == {"time", "value"}


def test_a_logged_activity_is_spread_over_its_minutes():
    """Steps entered by hand are in the minutes of the log, and in the sum."""
    ask = asker("Yuki")
    walk = {
        "activityId": 90013,
        "startTime": "10:00",
        "durationMillis": 600_000,
        "date": "2026-04-14",
        "distance": "1234",
        "distanceUnit": "Steps",
    }
    ask.created("addActivitiesLog", walk)
    total, dataset = activity(ask, "steps", "2026-04-14")
    busy = [row["time"] for row in dataset if row["value"]]

    assert total == "1234"
    assert sum(row["value"] for row in dataset) == 1234
    assert busy == [f"10:{minute:02}:00" for minute in range(10)]


def test_windows_include_both_ends():
    """From 08:30 to 09:00 are 31 minutes; the total beside them is the whole day's."""
    ask = asker("Lena")
    window = {"detail_level": "1min", "start_time": "08:30", "end_time": "09:00"}
    body = ask(
        "getActivitiesResourceByDateTimeSeriesIntraday",
        resource_path="steps",
        date="2026-04-14",
        **window,
    )
    dataset = body["activities-steps-intraday"]["dataset"]
    whole = activity(ask, "steps", "2026-04-14")
    pulse = ask("getHeartByDateTimestampIntraday", date="2026-04-14", **window)
    times = [row["time"] for row in pulse["activities-heart-intraday"]["dataset"]]

    assert dataset == [row for row in whole[1] if "08:30:00" <= row["time"] <= "09:00:00"]
    assert len(dataset) == 31
    assert body["activities-steps"][0]["value"] == whole[0]
    assert times == [time for time in heart(ask, "2026-04-14") if "08:30:00" <= time <= "09:00:00"]


@pytest.mark.parametrize("kind", ["activity", "heart", "azm"])
def test_all_forms_of_one_day_agree(kind):
    """A day asked by date, by range, and with a window of all its minutes is one answer."""
    ask = asker("Lena")
    ids, first = {
        "activity": (
            (
                "getActivitiesResourceByDateIntraday",
                "getActivitiesResourceByDateRangeIntraday",
                "getActivitiesResourceByDateTimeSeriesIntraday",
                "getActivitiesResourceByDateRangeTimeSeriesIntraday",
            ),
            ("date", "base_date", "date", "date"),
        ),
        "heart": (
            (
                "getHeartByDateIntraday",
                "getHeartByDateRangeIntraday",
                "getHeartByDateTimestampIntraday",
                "getHeartByDateRangeTimestampIntraday",
            ),
            ("date", "date", "date", "date"),
        ),
        "azm": (
            (
                "getAZMByDateIntraday",
                "getAZMByIntervalIntraday",
                "getAZMByDateTimeSeriesIntraday",
                "getAZMByIntervalTimeSeriesIntraday",
            ),
            ("date", "start_date", "date", "start_date"),
        ),
    }[kind]
    answers = []
    for number, (operation, name) in enumerate(zip(ids, first, strict=True)):
        span = {"detail_level": "5min", name: "2026-04-11"}
        span |= {"resource_path": "steps"} if kind == "activity" else {}
        span |= {"end_date": "2026-04-11"} if number in {1, 3} else {}
        span |= {"start_time": "00:00", "end_time": "23:59"} if number >= 2 else {}
        answers.append(ask(operation, **span))

    assert answers[0]
    assert all(answer == answers[0] for answer in answers)


def test_a_window_may_cross_midnight():
    """From 22:00 to 06:00 of the next day is one dataset, with both days' totals."""
    ask = asker("Lena")
    body = ask(
        "getHeartByDateRangeTimestampIntraday",
        date="2026-04-10",
        end_date="2026-04-11",
        detail_level="15min",
        start_time="22:00",
        end_time="06:00",
    )
    times = [row["time"] for row in body["activities-heart-intraday"]["dataset"]]

    assert [row["dateTime"] for row in body["activities-heart"]] == ["2026-04-10", "2026-04-11"]
    assert (times[0], times[-1]) == ("22:00:00", "06:00:00")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"detail_level": "2min"}, "detailLevel"),
        ({"detail_level": "1sec"}, "detailLevel"),
        ({"start_time": "10:00", "end_time": "09:00"}, "endTime"),
        ({"start_time": "8:00", "end_time": "09:00"}, "startTime"),
        ({"start_time": "08:00", "end_time": "24:00"}, "endTime"),
        ({"resource_path": "minutesSedentary"}, "resourcePath"),
        ({"end_date": "2026-04-12"}, None),
        ({"end_date": "2026-04-10"}, "endTime"),
    ],
)
def test_wrong_windows_are_refused(change, field):
    """Detail levels, times and spans of more than 24 hours are refused."""
    plain = {"resource_path": "steps", "date": "2026-04-11", "end_date": "2026-04-11"}
    span = plain | {"detail_level": "1min", "start_time": "00:00", "end_time": "23:00"} | change
    refusal = asker("Lena").refused("getActivitiesResourceByDateRangeTimeSeriesIntraday", **span)

    assert (refusal.status, refusal.error_type, refusal.field) == (400, "validation", field)


@patient
@given(st.sampled_from(["Lena", "Marcus", "Tiago"]), days)
@example("Lena", AUTUMN)
def test_zone_minutes_of_slots_sum_to_the_day(name, day):
    """Slots with active zone minutes sum to the day's row."""
    ask = Asker(PEOPLE[name])
    body = ask("getAZMByDateIntraday", date=day, detail_level="15min")
    rows = ask("getAZMTimeSeriesByDate", date=day, period="1d")["activities-active-zone-minutes"]
    shown = body["activities-active-zone-minutes-intraday"]

    assert [one["dateTime"] for one in shown] == [row["dateTime"] for row in rows]
    for one, row in zip(shown, rows, strict=True):
        sums: dict[str, int] = {}
        for minute in one["minutes"]:
            assert minute["minute"].startswith(f"{day}T")
            for key, count in minute["value"].items():
                sums[key] = sums.get(key, 0) + count
        assert sums == row["value"]


def test_yesterday_by_utc_is_partly_today():
    """UTC's afternoon is the next morning in Auckland."""
    ask = Asker(PEOPLE["Moana"])
    worn = next(
        day
        for day in (date(2026, 2, 1) + timedelta(days=number) for number in range(30))
        if all(PEOPLE["Moana"].life.day(day + timedelta(days=n)).minutes for n in (0, 1))
    )
    utc = {row["time"]: row["value"] for row in activity(ask, "steps", worn, timezone="UTC")[1]}
    local = {
        row["time"]: row["value"] for row in activity(ask, "steps", worn + timedelta(days=1))[1]
    }

    assert [utc[f"{hour + 11:02}:30:00"] for hour in range(13)] == [
        local[f"{hour:02}:30:00"] for hour in range(13)
    ]
