"""Samples of Google's data types, and what they tell of where they came from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from fitbit.google import times
from fitbit.google.answers.request import Dates
from fitbit.google.client.health import HealthClient, Row, values


class Sample(NamedTuple):
    """One measured value, or one that was typed in, with its wall-clock time."""

    time: dt.datetime
    row: Row


def read_samples(health: HealthClient, data_type: str, dates: Dates) -> list[Sample]:
    """Read the samples that were taken on some days, in order of time."""
    return samples_in_order(data_type, health.samples(data_type, *dates).result())


def samples_in_order(data_type: str, points: Iterable[Row]) -> list[Sample]:
    """Return samples in order of time."""
    rows = values(data_type, points)
    # By the moment, not by the wall clock, which may go back at night or on a journey.
    found = sorted(rows, key=lambda row: times.instant(row["sampleTime"]["physicalTime"]))
    return [Sample(times.sampled(row["sampleTime"]), row) for row in found]
