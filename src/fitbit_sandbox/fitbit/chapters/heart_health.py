"""Electrocardiograms and notices of an irregular rhythm."""

from __future__ import annotations

from datetime import date
from typing import Any

from fitbit_sandbox.fitbit.call import Call
from fitbit_sandbox.fitbit.chapters.asked import answers
from fitbit_sandbox.fitbit.chapters.paging import page
from fitbit_sandbox.people.civil import local
from fitbit_sandbox.people.heart_health import HERTZ, SCALE, Alert, Reading

_MAX = 10


@answers("getEcgLogList")
def ecg_list(call: Call) -> Any:
    """Return a page of electrocardiograms, ten at most."""

    def taken(day: date) -> list[Reading]:
        found = call.person.life.ecg(day)
        return [found] if found and found.start <= call.now else []

    return page(
        call, "ecgReadings", taken, lambda one: one.start, lambda one: _reading(call, one), _MAX
    )


@answers("getIrnAlertsList")
def irn_alerts(call: Call) -> Any:
    """Return a page of the notices that the person has read, ten at most."""

    def seen(day: date) -> list[Alert]:
        found = call.person.life.alert(day)
        return [found] if found and found.alerted <= call.now else []

    return page(call, "alerts", seen, lambda one: one.detected, lambda one: _alert(call, one), _MAX)


@answers("getIrnProfile")
def irn_profile(call: Call) -> Any:
    """Return whether the person takes part in the watch for irregular rhythms."""
    ready = call.person.traits.can("ecg")
    updated = f"{call.person.traits.since}T09:00:00.000"
    return {"enrolled": ready, "lastUpdated": updated, "onboarded": ready}


def _clock(call: Call, moment: float, milliseconds: int = 0) -> str:
    return f"{local(moment, call.person.timezone):%Y-%m-%dT%H:%M:%S}.{milliseconds:03}"


def _reading(call: Call, reading: Reading) -> dict[str, Any]:
    return {
        "averageHeartRate": reading.bpm,
        "deviceName": call.person.traits.tracker_name,
        "featureVersion": "1.2.3-2.11-2.14",
        "firmwareVersion": "1.2.3",
        "leadNumber": 1,
        "numberOfWaveformSamples": len(reading.samples),
        "resultClassification": reading.result,
        "samplingFrequencyHz": str(HERTZ),
        "scalingFactor": SCALE,
        "startTime": _clock(call, reading.start, reading.milliseconds),
        "waveformSamples": list(reading.samples),
    }


def _alert(call: Call, alert: Alert) -> dict[str, Any]:
    return {
        "alertTime": _clock(call, alert.alerted),
        "algoVersion": "1.6",
        "detectedTime": _clock(call, alert.detected),
        "deviceType": call.person.traits.tracker_name,
        "serviceVersion": "2.2",
        "windows": [
            {
                "bpmData": [
                    {"dataTime": _clock(call, beat.moment, beat.milliseconds), "value": beat.bpm}
                    for beat in beats
                ],
                "startTime": _clock(call, start),
            }
            for start, beats in alert.windows
        ],
    }
