"""Answers for electrocardiograms and notices of an irregular rhythm."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fitbit_sandbox.fitbit.call import Call, Handler
from fitbit_sandbox.fitbit.chapters.paging import Asked, asked_page, page
from fitbit_sandbox.people.civil import local
from fitbit_sandbox.people.heart_health import HERTZ, SCALE, Alert, Reading

_MOST = 10


def ecg_list(call: Call) -> Any:
    """Return a page of electrocardiograms, ten at most."""
    asked = asked_page(call, _MOST)
    shown, pagination = page(call, asked, _readings(call, asked), lambda one: _reading(call, one))
    return {"ecgReadings": shown, "pagination": pagination}


def irn_alerts(call: Call) -> Any:
    """Return a page of the notices that the person has read, ten at most."""
    asked = asked_page(call, _MOST)
    shown, pagination = page(call, asked, _alerts(call, asked), lambda one: _alert(call, one))
    return {"alerts": shown, "pagination": pagination}


def irn_profile(call: Call) -> Any:
    """Say whether the person takes part in the watch for irregular rhythms."""
    tracker = call.person.traits.tracker
    ready = tracker is not None and tracker.ecg
    updated = f"{call.person.traits.since}T09:00:00.000"
    return {"enrolled": ready, "lastUpdated": updated, "onboarded": ready}


def _readings(call: Call, asked: Asked) -> Iterator[Reading]:
    zone = call.person.timezone
    for day in asked.days(*call.person.span(call.now)):
        found = call.person.life.ecg(day)
        if found and found.start <= call.now and asked.keeps(day, local(found.start, zone)):
            yield found


def _alerts(call: Call, asked: Asked) -> Iterator[Alert]:
    zone = call.person.timezone
    for day in asked.days(*call.person.span(call.now)):
        found = call.person.life.alert(day)
        if found and found.alerted <= call.now and asked.keeps(day, local(found.detected, zone)):
            yield found


def _clock(call: Call, moment: float, milliseconds: int = 0) -> str:
    return f"{local(moment, call.person.timezone):%Y-%m-%dT%H:%M:%S}.{milliseconds:03}"


def _device(call: Call) -> str:
    tracker = call.person.traits.tracker
    return tracker.version if tracker else ""


def _reading(call: Call, reading: Reading) -> dict[str, Any]:
    return {
        "averageHeartRate": reading.bpm,
        "deviceName": _device(call),
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
        "deviceType": _device(call),
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


def handlers() -> dict[str, Handler]:
    """Return this chapter's handlers."""
    return {
        "getEcgLogList": ecg_list,
        "getIrnAlertsList": irn_alerts,
        "getIrnProfile": irn_profile,
    }
