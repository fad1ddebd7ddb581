"""Nightly health, electrocardiograms and notices of an irregular rhythm."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asking import Asker, asker, everybody, patient

PEOPLE = everybody()
WATCHES = st.sampled_from(["Marcus", "Moana"])
SUMMARIES = {
    "hrv": ("getHrvSummaryDate", "getHrvSummaryInterval"),
    "br": ("getBreathingRateSummaryByDate", "getBreathingRateSummaryByInterval"),
    "tempSkin": ("getTempSkinSummaryDate", "getTempSkinSummaryByInterval"),
    "tempCore": ("getTempCoreSummaryByDate", "getTempCoreSummaryByInterval"),
    "cardioScore": ("getVo2MaxSummaryByDate", "getVo2MaxSummaryByInterval"),
}
LIMITED = [pair[1] for pair in SUMMARIES.values()] + [
    "getHrvIntradayByInterval",
    "getBreathingRateIntradayByInterval",
    "getSpO2IntradayByInterval",
]


@patient
@given(WATCHES, st.dates(date(2025, 8, 1), date(2026, 4, 15)))
def test_nights_give_health_where_there_was_a_staged_sleep(name, day):
    """The metrics of a date belong to the main sleep that ends on it, and agree."""
    ask = Asker(PEOPLE[name])
    sleeps = ask("getSleepByDate", date=day)["sleep"]
    staged = [sleep for sleep in sleeps if sleep["type"] == "stages"]
    oxygen, minutes = (
        ask(one, date=day) for one in ("getSpO2SummaryByDate", "getSpO2IntradayByDate")
    )
    hrv, parts = (
        ask(one, date=day)["hrv"] for one in ("getHrvSummaryDate", "getHrvIntradayByDate")
    )
    breath = ask("getBreathingRateSummaryByDate", date=day)["br"]
    stages = ask("getBreathingRateIntradayByDate", date=day)["br"]

    rows = [oxygen, minutes, hrv, parts, breath, stages]
    assert [bool(row) for row in rows] == [bool(staged)] * 6
    for sleep in staged:
        start, end = sleep["startTime"], sleep["endTime"]
        found = [one["value"] for one in minutes["minutes"]]
        rmssd = [one["value"]["rmssd"] for one in parts[0]["minutes"]]
        assert all(start <= one["minute"] <= end for one in minutes["minutes"])
        assert all(start[:16] <= one["minute"][:16] <= end for one in parts[0]["minutes"])
        assert (oxygen["value"]["min"], oxygen["value"]["max"]) == (min(found), max(found))
        assert oxygen["value"]["avg"] == pytest.approx(sum(found) / len(found), abs=0.051)
        assert hrv[0]["value"]["dailyRmssd"] == pytest.approx(sum(rmssd) / len(rmssd), abs=1e-3)
        full = stages[0]["value"]["fullSleepSummary"]["breathingRate"]
        assert full == breath[0]["value"]["breathingRate"]
        assert set(stages[0]["value"]) == {
            f"{stage}SleepSummary" for stage in ("deep", "rem", "full", "light")
        }


@pytest.mark.parametrize("key", sorted(SUMMARIES))
def test_ranges_join_their_dates(key):
    """A range has a row for every date with data, and none for the others."""
    ask, (one, many) = asker("Moana"), SUMMARIES[key]
    days = [date(2026, 3, 1) + timedelta(days=number) for number in range(30)]
    joined = [row for day in days for row in ask(one, date=day)[key]]

    assert ask(many, startDate="2026-03-01", endDate="2026-03-30") == {key: joined}
    assert len(joined) > 0


def test_oxygen_ranges_are_bare_lists():
    """Saturation has no key around it; its summary has no longest range."""
    ask = asker("Marcus")
    span = {"startDate": "2025-12-01", "endDate": "2026-03-30"}
    rows = ask("getSpO2SummaryByInterval", **span)

    assert len(rows) == 120
    assert rows[0] == ask("getSpO2SummaryByDate", date="2025-12-01")
    minutes = ask("getSpO2IntradayByInterval", startDate="2026-03-01", endDate="2026-03-02")
    assert [row["dateTime"] for row in minutes] == ["2026-03-01", "2026-03-02"]


@pytest.mark.parametrize("operation", LIMITED)
def test_ranges_of_more_than_30_days_are_refused(operation):
    """Thirty days are answered, one more is not."""
    ask = asker("Marcus")

    assert ask(operation, startDate="2026-03-01", endDate="2026-03-30")
    refusal = ask.refused(operation, startDate="2026-03-01", endDate="2026-03-31")
    assert refusal.message.startswith("The range cannot exceed 30 days")


def test_people_without_a_health_watch_have_nothing():
    """No sensor, no rows."""
    ask = asker("Lena")

    assert ask("getHrvSummaryDate", date="2026-04-10") == {"hrv": []}
    assert ask("getSpO2SummaryByDate", date="2026-04-10") == {}
    assert ask("getTempCoreSummaryByDate", date="2026-04-10") == {"tempCore": []}
    assert asker("Ananya")("getVo2MaxSummaryByDate", date="2026-04-10") == {"cardioScore": []}


def test_temperatures_follow_the_language():
    """American English means degrees Fahrenheit, for differences without the 32."""
    ask, span = asker("Marcus"), {"startDate": "2026-03-01", "endDate": "2026-03-30"}
    skin, american_skin = (
        ask("getTempSkinSummaryByInterval", language=language, **span)["tempSkin"]
        for language in ("", "en_US")
    )
    core, american_core = (
        ask("getTempCoreSummaryByInterval", language=language, **span)["tempCore"]
        for language in ("", "en_US")
    )

    for one, other in zip(skin, american_skin, strict=True):
        relative = one["value"]["nightlyRelative"]
        assert other["value"]["nightlyRelative"] == pytest.approx(relative * 1.8, abs=0.051)
        assert one["logType"] == "dedicated_temp_sensor"
    for one, other in zip(core, american_core, strict=True):
        assert other["value"] == pytest.approx(one["value"] * 1.8 + 32, abs=0.051)


def test_cardio_fitness_is_a_range_in_words():
    """VO2 max is told as a range of four."""
    (row,) = asker("Tiago")("getVo2MaxSummaryByDate", date="2026-04-10")["cardioScore"]
    low, high = map(int, row["value"]["vo2Max"].split("-"))

    assert high - low == 4
    assert 30 < low < 60


@pytest.mark.parametrize(
    ("operation", "key", "moment"),
    [("getEcgLogList", "ecgReadings", "startTime"), ("getIrnAlertsList", "alerts", "detectedTime")],
)
def test_lists_lead_through_all_pages(operation, key, moment):
    """Following ``next`` gives each entry once, in order, ten at most a page."""
    ask = asker("Marcus")
    page, pagination = ask.listed(operation, key, afterDate="2025-06-01", sort="asc", limit=4)
    found = list(page)
    while pagination["next"]:
        query = dict(parse_qsl(urlsplit(pagination["next"]).query))
        page, pagination = ask.listed(operation, key, **query)
        found += page
    times = [entry[moment] for entry in found]

    assert len(times) > 4
    assert times == sorted(set(times))
    params = {"afterDate": "2025-06-01", "sort": "asc", "offset": "0", "limit": "11"}
    assert ask.refused(operation, params).field == "limit"
    assert (
        asker("Lena").listed(operation, key, beforeDate="2026-04-15", sort="desc", limit=10)[0]
        == []
    )


def test_an_electrocardiogram_is_whole():
    """A reading has thirty seconds of samples and says how to read them."""
    (reading,), _ = asker("Marcus").listed(
        "getEcgLogList", "ecgReadings", beforeDate="2026-04-15", sort="desc", limit=1
    )

    assert reading["numberOfWaveformSamples"] == len(reading["waveformSamples"]) == 7500
    assert (reading["samplingFrequencyHz"], reading["scalingFactor"]) == ("250", 10922)
    assert reading["deviceName"] == "Sense 2"
    assert 40 < reading["averageHeartRate"] < 90
    assert max(reading["waveformSamples"]) > 8000


def test_the_profile_of_irregular_rhythms():
    """Only who wears a watch that can tell takes part."""
    assert asker("Marcus")("getIrnProfile")["enrolled"] is True
    assert asker("Yuki")("getIrnProfile")["onboarded"] is False


def test_an_alert_shows_its_windows():
    """A notice comes with the windows it was seen in, beat by beat."""
    (alert, *_), _ = asker("Marcus").listed(
        "getIrnAlertsList", "alerts", beforeDate="2026-04-15", sort="desc", limit=2
    )
    starts = [window["startTime"] for window in alert["windows"]]

    assert starts == sorted(starts)
    assert alert["alertTime"] > alert["detectedTime"] > starts[-1]
    assert all(len(window["bpmData"]) == 40 for window in alert["windows"])
    assert alert["windows"][0]["bpmData"][0]["dataTime"] == starts[0]
