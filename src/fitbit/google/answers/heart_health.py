"""Electrocardiograms and irregular rhythm notifications."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from fitbit.google import times
from fitbit.google.answers.paging import Listing, list_answer
from fitbit.google.answers.request import FitbitRequest
from fitbit.google.client.health import Row
from fitbit.google.members import inner, integer, items, renamed

_MAX_LIMIT = 10
_RESULTS = {
    "NORMAL_SINUS_RHYTHM": "Normal Sinus Rhythm",
    "ATRIAL_FIBRILLATION": "Atrial Fibrillation",
    "INCONCLUSIVE": "Inconclusive",
    "INCONCLUSIVE_HIGH_HEART_RATE": "Inconclusive: High heart rate",
    "INCONCLUSIVE_LOW_HEART_RATE": "Inconclusive: Low heart rate",
    "UNREADABLE": "Unreadable",
    "NOT_ANALYZED": "Not Analyzed",
}


def _wall(request: FitbitRequest, interval: Mapping[str, Any], end: str) -> dt.datetime:
    """Return a time by the user's clock; older readings came without their offset."""
    offset = interval.get(f"{end}UtcOffset")
    if offset is None:
        return times.wall(interval[f"{end}Time"], request.zone)
    return times.shifted(interval[f"{end}Time"], offset)


def ecg_list(request: FitbitRequest) -> Any:
    """Answer the list of electrocardiograms, page by page."""

    def time(row: Row) -> dt.datetime:
        return _wall(request, row["interval"], "start")

    listing = Listing("ecgReadings", _MAX_LIMIT, "electrocardiogram", None, time)
    return list_answer(request, listing, lambda rows: [_reading(time(row), row) for row in rows])


def _reading(start: dt.datetime, row: Row) -> Row:
    samples = items(row, "waveformSamples")
    found: Row = {
        "startTime": times.stamp(start),
        "averageHeartRate": integer(row, "beatsPerMinuteAvg"),
        "resultClassification": _RESULTS.get(row.get("resultClassification", ""), "Inconclusive"),
        "waveformSamples": samples,
        "numberOfWaveformSamples": len(samples),
        "samplingFrequencyHz": str(row.get("samplingFrequencyHertz", 0)),
        "scalingFactor": row.get("millivoltsScalingFactor", 0),
        "leadNumber": row.get("leadNumber", 0),
    }
    return found | renamed(
        inner(row, "medicalDeviceInfo"),
        deviceName="deviceModel",
        featureVersion="featureVersion",
        firmwareVersion="firmwareVersion",
    )


def irn_list(request: FitbitRequest) -> Any:
    """Answer the list of irregular rhythm notifications, page by page."""

    def time(row: Row) -> dt.datetime:
        return _wall(request, row["interval"], "end")

    listing = Listing("alerts", _MAX_LIMIT, "irregular-rhythm-notification", None, time)
    return list_answer(request, listing, lambda rows: [_alert(request, row) for row in rows])


def _alert(request: FitbitRequest, row: Row) -> Row:
    windows = items(row, "alertWindows")
    return {
        "alertTime": times.stamp(_wall(request, row["interval"], "end")),
        "detectedTime": times.stamp(_wall(request, row["interval"], "start")),
        "windows": [_window(request, window) for window in windows],
        **renamed(
            inner(row, "medicalDeviceInfo"),
            serviceVersion="serviceVersion",
            algoVersion="algorithmVersion",
            deviceType="deviceModel",
        ),
    }


def _window(request: FitbitRequest, window: Row) -> Row:
    return {
        "startTime": times.stamp(_wall(request, window, "start")),
        "bpmData": [
            {"dataTime": times.stamp(times.sampled(beat)), "value": int(beat["beatsPerMinute"])}
            for beat in items(window, "heartBeats")
        ],
    }


def irn_profile(request: FitbitRequest) -> Any:
    """Answer whether the user takes part in irregular rhythm notifications."""
    profile = request.health.http.read("GET", "users/me/irnProfile")
    found: Row = {
        "onboarded": bool(profile.get("onboardingStatus")),
        "enrolled": bool(profile.get("enrollmentStatus")),
    }
    if "updateTime" in profile:
        found["lastUpdated"] = times.stamp(times.wall(profile["updateTime"], request.zone))
    return found
