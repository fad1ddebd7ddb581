"""The data points of electrocardiograms and of notices of an irregular rhythm."""

from __future__ import annotations

import re
from datetime import date, datetime, timezone
from functools import partial
from typing import Any

from fitbit_sandbox.google.sources import TRACKER
from fitbit_sandbox.google.times import interval, sample_time
from fitbit_sandbox.google.view import Point, View, gives, tracked_span
from fitbit_sandbox.people.heart_health import HERTZ, SCALE, Alert, Beat, Reading

_WITHOUT_OFFSETS = datetime(2026, 1, 1, tzinfo=timezone.utc).timestamp()
"""Readings from before have no offsets, so that their civil times are UTC."""
_WINDOW = 15 * 60


@gives("electrocardiogram")
def _readings(view: View, day: date) -> list[Point]:
    found = view.person.life.ecg(day)
    return [_reading(view, found)] if found and found.start <= view.now else []


def _reading(view: View, reading: Reading) -> Point:
    moment = reading.start + reading.milliseconds / 1000
    return Point(moment, moment, partial(_curve, view, reading, moment), TRACKER)


def _curve(view: View, reading: Reading, moment: float) -> dict[str, Any]:
    zone = view.zone if moment >= _WITHOUT_OFFSETS else "UTC"
    return {
        "interval": interval(moment, moment, zone),
        "beatsPerMinuteAvg": str(reading.bpm),
        "leadNumber": 1,
        "millivoltsScalingFactor": SCALE,
        "resultClassification": re.sub(r"\W+", "_", reading.result).upper(),
        "samplingFrequencyHertz": HERTZ,
        "waveformSamples": list(reading.samples),
        "medicalDeviceInfo": {
            "deviceModel": view.person.traits.tracker_name,
            "featureVersion": "1.2.3-2.11-2.14",
            "firmwareVersion": "1.2.3",
        },
    }


@gives("irregular-rhythm-notification")
def _alerts(view: View, day: date) -> list[Point]:
    found = view.person.life.alert(day)
    return [_alert(view, found)] if found and found.alerted <= view.now else []


def _alert(view: View, alert: Alert) -> Point:
    """Return a notice: its interval is from the detection to the alert (a guess)."""
    return tracked_span(
        view,
        alert.detected,
        alert.alerted,
        alertWindows=[_window(view, start, beats) for start, beats in alert.windows],
        medicalDeviceInfo={
            "algorithmVersion": "1.6",
            "deviceModel": view.person.traits.tracker_name,
            "serviceVersion": "2.2",
        },
    )


def _window(view: View, start: int, beats: tuple[Beat, ...]) -> dict[str, Any]:
    span = interval(start, start + _WINDOW, view.zone)
    return span | {"positive": True, "heartBeats": [_beat(view, beat) for beat in beats]}


def _beat(view: View, beat: Beat) -> dict[str, Any]:
    moment = beat.moment + beat.milliseconds / 1000
    return sample_time(moment, view.zone) | {"beatsPerMinute": beat.bpm}
