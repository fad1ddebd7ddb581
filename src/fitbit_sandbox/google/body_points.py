"""The data points of the body: weight, body fat, height."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from fitbit_sandbox.google.sources import HAND, SCALE
from fitbit_sandbox.google.times import sample_time
from fitbit_sandbox.google.view import Point, View, gives
from fitbit_sandbox.people.civil import epoch, local_date
from fitbit_sandbox.people.ids import Kind, make_id
from fitbit_sandbox.people.logs import Fat, Weight

HEIGHTS = "heights written through Google Health"


class Height(NamedTuple):
    """One log of body height."""

    id: int
    moment: int
    mm: float


@gives("weight")
def _weights(view: View, day: date) -> list[Point]:
    logs = view.person.weights.on(day, view.now)
    return [_logged(view, log, {"weightGrams": log.grams}) for log in logs]


@gives("body-fat")
def _fats(view: View, day: date) -> list[Point]:
    logs = view.person.fats.on(day, view.now)
    return [_logged(view, log, {"percentage": log.percent}) for log in logs]


def heights(view: View) -> list[Height]:
    """Return the heights: the profile's, from when the account was made, unless logged later."""
    logged: list[Height] = list(view.person.extras.get(HEIGHTS, {}).values())
    traits = view.person.traits
    mm = traits.height_mm if logged else view.person.settings.height_mm
    number = make_id(traits.number, Kind.WEIGHT, traits.since, 255)
    first = Height(number, epoch(traits.since, 9 * 3600, view.zone), mm)
    return [first, *sorted(logged, key=lambda log: (log.moment, log.id))]


@gives("height")
def _heights(view: View, day: date) -> list[Point]:
    return [
        _logged(view, log, {"heightMillimeters": str(round(log.mm))})
        for log in heights(view)
        if local_date(log.moment, view.zone) == day
    ]


def _logged(view: View, log: Weight | Fat | Height, members: dict[str, Any]) -> Point:
    weighed = isinstance(log, (Weight, Fat)) and log.source not in {"API", "Web"}
    origin = view.origin_of(log.id, SCALE if weighed else HAND)
    body = {"sampleTime": sample_time(log.moment, view.zone), **members}
    return Point(log.moment, log.moment, body, origin, view.point_id(log.id))
