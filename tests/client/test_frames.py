"""Answers become tidy frames: days or moments as the index, numbers as numbers."""

from __future__ import annotations

import builtins
import datetime as dt

import pytest

from fitbit import Fitbit, frames
from fitbit.pages import Chunk
from fitbit_sandbox import App, Sandbox

pd = pytest.importorskip("pandas")

STEPS = {"activities-steps": [{"dateTime": "2026-01-05", "value": "2504"}]}
ZONES = [
    {"caloriesOut": 2257.6, "max": 92, "min": 30, "minutes": 1264, "name": "Out of Range"},
    {"caloriesOut": 310.2, "max": 128, "min": 92, "minutes": 44, "name": "Fat Burn"},
]
HEART = {
    "activities-heart": [
        {
            "dateTime": "2026-01-05",
            "value": {"customHeartRateZones": [], "heartRateZones": ZONES, "restingHeartRate": 51},
        }
    ]
}
STAGES = [
    {"dateTime": "2026-01-04T23:10:00.000", "level": "wake", "seconds": 360},
    {"dateTime": "2026-01-04T23:16:00.000", "level": "light", "seconds": 600},
]
SLEEP = {
    "sleep": [
        {
            "dateOfSleep": "2026-01-05",
            "efficiency": 85,
            "levels": {
                "data": STAGES,
                "summary": {"deep": {"count": 5, "minutes": 99, "thirtyDayAvgMinutes": 70}},
            },
            "logId": 15040942043,
            "minutesAsleep": 500,
        }
    ]
}


def minutes(day, *times):
    """Return the answer of a day's values."""
    dataset = [{"time": time, "value": number} for number, time in enumerate(times)]
    return {
        "activities-heart": [{"dateTime": day, "value": {"restingHeartRate": 51}}],
        "activities-heart-intraday": {"dataset": dataset, "datasetInterval": 1},
    }


SERIES = [
    (STEPS, {"steps": 2504}),
    ({"activities-tracker-floors": [{"dateTime": "2026-01-05", "value": "3"}]}, {"floors": 3}),
    ({"body-weight": [{"dateTime": "2026-01-05", "value": "73.5"}]}, {"weight": 73.5}),
    ({"foods-log-water": [{"dateTime": "2026-01-05", "value": "0.0"}]}, {"water": 0}),
    (HEART, {"restingHeartRate": 51, "Fat Burn.minutes": 44, "Out of Range.max": 92}),
    (
        {
            "activities-active-zone-minutes": [
                {"dateTime": "2026-01-05", "value": {"activeZoneMinutes": 10}}
            ]
        },
        {"activeZoneMinutes": 10},
    ),
    (
        {"hrv": [{"dateTime": "2026-01-05", "value": {"dailyRmssd": 34.9, "deepRmssd": 31.5}}]},
        {"dailyRmssd": 34.9, "deepRmssd": 31.5},
    ),
    (
        {"br": [{"dateTime": "2026-01-05", "value": {"breathingRate": 17.8}}]},
        {"breathingRate": 17.8},
    ),
    (
        {
            "br": [
                {
                    "dateTime": "2026-01-05",
                    "value": {"deepSleepSummary": {"breathingRate": 16.8}},
                }
            ]
        },
        {"deepSleepSummary.breathingRate": 16.8},
    ),
    (
        {"cardioScore": [{"dateTime": "2026-01-05", "value": {"vo2Max": "42-46"}}]},
        {"vo2Max.low": 42, "vo2Max.high": 46},
    ),
    (
        {"cardioScore": [{"dateTime": "2026-01-05", "value": {"vo2Max": "45"}}]},
        {"vo2Max.low": 45, "vo2Max.high": 45},
    ),
    (
        {
            "tempSkin": [
                {
                    "dateTime": "2026-01-05",
                    "value": {"nightlyRelative": -0.4},
                    "logType": "dedicated_temp_sensor",
                }
            ]
        },
        {"nightlyRelative": -0.4, "logType": "dedicated_temp_sensor"},
    ),
    (
        {"dateTime": "2026-01-05", "value": {"avg": 97.5, "min": 94.0, "max": 100.0}},
        {"avg": 97.5, "min": 94, "max": 100},
    ),
    ([{"dateTime": "2026-01-05", "value": {"avg": 97.5}}], {"avg": 97.5}),
    (SLEEP, {"minutesAsleep": 500, "deep.minutes": 99, "deep.thirtyDayAvgMinutes": 70}),
]


@pytest.mark.parametrize(("answer", "columns"), SERIES)
def test_a_series_has_a_row_a_day(answer, columns):
    """The index is the date, and text that is a number is one."""
    frame = frames.to_dataframe(answer)

    assert frame.index.name == "date"
    assert list(frame.index) == [pd.Timestamp("2026-01-05")]
    assert {name: frame[name].iloc[0] for name in columns} == columns


MOMENTS = [
    (minutes("2026-01-05", "04:10:00"), {"heart": 0}),
    (
        {
            "hrv": [
                {
                    "dateTime": "2026-01-05",
                    "minutes": [
                        {"minute": "2026-01-05T04:10:00.000", "value": {"rmssd": 26.6, "hf": 1.5}}
                    ],
                }
            ]
        },
        {"rmssd": 26.6, "hf": 1.5},
    ),
    (
        {
            "activities-active-zone-minutes-intraday": [
                {
                    "dateTime": "2026-01-05",
                    "minutes": [
                        {"minute": "2026-01-05T04:10:00", "value": {"activeZoneMinutes": 1}}
                    ],
                }
            ]
        },
        {"activeZoneMinutes": 1},
    ),
    (
        {
            "dateTime": "2026-01-05",
            "minutes": [{"value": 95.7, "minute": "2026-01-05T04:10:00"}],
        },
        {"spo2": 95.7},
    ),
    ({"tempCore": [{"dateTime": "2026-01-05T04:10:00", "value": 37.5}]}, {"tempCore": 37.5}),
    (
        {"weight": [{"date": "2026-01-05", "time": "04:10:00", "weight": 73, "bmi": 23.5}]},
        {"weight": 73, "bmi": 23.5},
    ),
]


@pytest.mark.parametrize(("answer", "columns"), MOMENTS)
def test_values_within_a_day_have_a_row_a_moment(answer, columns):
    """The index is the user's own time."""
    frame = frames.to_dataframe(answer)

    assert frame.index.name == "time"
    assert list(frame.index) == [pd.Timestamp("2026-01-05 04:10")]
    assert {name: frame[name].iloc[0] for name in columns} == columns


def test_times_that_begin_anew_are_the_next_days():
    """A window over midnight has two days."""
    frame = frames.to_dataframe(minutes("2026-01-05", "23:59:00", "00:00:00", "00:01:00"))

    assert [str(each) for each in frame.index] == [
        "2026-01-05 23:59:00",
        "2026-01-06 00:00:00",
        "2026-01-06 00:01:00",
    ]


def test_a_download_is_one_frame():
    """Chunks are put together, in order."""
    days = [dt.date(2026, 1, 5), dt.date(2026, 1, 6)]
    chunks = (Chunk(day, day, minutes(str(day), "00:00:00", "12:00:00")) for day in days)
    frame = frames.to_dataframe(chunks)

    assert len(frame) == 4
    assert frame.index.is_monotonic_increasing
    assert list(frame.columns) == ["heart"]


def test_the_newest_sleep_comes_last():
    """Frames are in the order of time, whatever Fitbit's order is."""
    newer = {**SLEEP["sleep"][0], "dateOfSleep": "2026-01-06"}
    frame = frames.to_dataframe({"sleep": [newer, *SLEEP["sleep"]]})

    assert [str(each.date()) for each in frame.index] == ["2026-01-05", "2026-01-06"]


def test_stages_have_a_row_each():
    """A hypnogram is a frame too."""
    frame = frames.sleep_stages(SLEEP)

    assert list(frame["level"]) == ["wake", "light"]
    assert frame["seconds"].sum() == 960
    assert frame.index[0] == pd.Timestamp("2026-01-04 23:10")


def test_no_breathing_rate_is_missing():
    """Fitbit's -1 stands for no value."""
    value = {"remSleepSummary": {"breathingRate": -1}, "fullSleepSummary": {"breathingRate": 17.8}}
    frame = frames.to_dataframe({"br": [{"dateTime": "2026-01-05", "value": value}]})

    assert frame["remSleepSummary.breathingRate"].isna().all()


@pytest.mark.parametrize("answer", [{"hrv": []}, [], {}, {"sleep": []}, iter([]), {"tempCore": []}])
def test_nothing_is_an_empty_frame(answer):
    """An answer without data is no error, and its index is one of dates."""
    frame = frames.to_dataframe(answer)

    assert frame.empty
    assert isinstance(frame.index, pd.DatetimeIndex)


@pytest.mark.parametrize(
    ("answer", "error"), [({"user": {}}, ValueError), (True, TypeError), ([1], TypeError)]
)
def test_what_is_no_series_is_refused(answer, error):
    """A profile is no table."""
    with pytest.raises(error, match="no series"):
        frames.to_dataframe(answer)


def test_without_pandas_the_message_says_what_to_install(monkeypatch):
    """The extra is named."""
    real = builtins.__import__

    def without_pandas(name, *args, **kwargs):
        if name == "pandas":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_pandas)
    with pytest.raises(ImportError, match=r"fitbit-oauth2\[pandas\]"):
        frames.to_dataframe(STEPS)


START, END = "2026-10-10", "2026-10-15"
ASKED = [
    (lambda fb: fb.activity.get_time_series_between("distance", START, END), 6),
    (lambda fb: fb.activity.get_intraday_by_date("steps", END), 1440),
    (lambda fb: fb.activity.get_intraday_by_date("calories", END, detail_level="15min"), 96),
    (lambda fb: fb.active_zone_minutes.get_time_series_between(START, END), 1),
    (lambda fb: fb.body.get_weight_time_series_between(START, END), 0),
    (lambda fb: fb.body.get_time_series_between("bmi", START, END), 6),
    (lambda fb: fb.breathing_rate.get_summary_between(START, END), 6),
    (lambda fb: fb.breathing_rate.get_intraday_between(START, END), 6),
    (lambda fb: fb.cardio_fitness.get_vo2_max_summary_between(START, END), 6),
    (lambda fb: fb.heart_rate.get_time_series_between(START, END), 6),
    (lambda fb: fb.heart_rate.iter_intraday(START, END, detail_level="15min"), 500),
    (lambda fb: fb.hrv.get_summary_between(START, END), 6),
    (lambda fb: fb.hrv.get_intraday_between(START, END), 100),
    (lambda fb: fb.nutrition.get_time_series_between("caloriesIn", START, END), 6),
    (lambda fb: fb.sleep.get_log_between(START, END), 6),
    (lambda fb: fb.spo2.get_summary_between(START, END), 6),
    (lambda fb: fb.spo2.get_intraday_between(START, END), 100),
    (lambda fb: fb.temperature.get_skin_summary_between(START, END), 6),
]


@pytest.fixture(scope="module")
def fb():
    """Return a Fitbit of the person in the sandbox whose watch measures everything."""
    sandbox = Sandbox(rate_limit=1000)
    app = sandbox.register(App("23FRAM", "a-secret", intraday=True))
    token = sandbox.issue(app, "3QMPDV")
    secrets = (app.client_id, app.client_secret, token["access_token"], token["refresh_token"])
    return Fitbit(*secrets, provider=sandbox.provider, clock=sandbox.clock)


@pytest.mark.parametrize(("ask", "least"), ASKED)
def test_every_series_of_the_sandbox_is_a_frame(fb, ask, least):
    """What Fitbit answers becomes numbers on dates within the span that was asked for."""
    frame = frames.to_dataframe(ask(fb))

    assert len(frame) >= least
    assert isinstance(frame.index, pd.DatetimeIndex)
    assert frame.index.is_monotonic_increasing
    assert not any(isinstance(value, (dict, list)) for value in frame.to_numpy().ravel())
    assert frame.empty or str(frame.index[-1]) < "2026-10-16"
