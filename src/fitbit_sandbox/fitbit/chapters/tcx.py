"""Exercises as TCX, the XML that sports programs exchange."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from fitbit_sandbox.fitbit.call import Answer, Call
from fitbit_sandbox.fitbit.chapters.asked import answers, flag, log_id
from fitbit_sandbox.fitbit.chapters.exercise_shapes import moment_text
from fitbit_sandbox.fitbit.chapters.units import half_up
from fitbit_sandbox.fitbit.errors import not_found
from fitbit_sandbox.people.days import Days
from fitbit_sandbox.people.effort import Point, effort_of, track
from fitbit_sandbox.people.logs import LoggedActivity
from fitbit_sandbox.people.person import Person
from fitbit_sandbox.people.schedule import Workout

CONTENT_TYPE = "application/vnd.garmin.tcx+xml"
_NAMESPACE = "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"
_SPORTS = {"run": "Running", "bike": "Biking"}


@answers("getActivitiesTCX")
def get_tcx(call: Call) -> Any:
    """Return an exercise's track; without positions only where partial tracks are wanted."""
    partial = flag(call, "includePartialTCX", "false")
    found = call.person.find_exercise(log_id(call, "log-id"), call.now)
    if found is None:
        raise not_found()
    return Answer(tcx_of(call.person, found, partial=partial), content_type=CONTENT_TYPE)


def tcx_of(person: Person, log: Workout | LoggedActivity, *, partial: bool) -> str:
    """Return an exercise as TCX text."""
    root = Element("TrainingCenterDatabase", xmlns=_NAMESPACE)
    sport = _SPORTS.get(log.sport.key, "Other") if isinstance(log, Workout) else "Other"
    activity = SubElement(SubElement(root, "Activities"), "Activity", Sport=sport)
    started = moment_text(log.start, person.timezone)
    _add(activity, "Id", started)
    lap = SubElement(activity, "Lap", StartTime=started)
    _fill(lap, person, log, partial=partial)
    creator = SubElement(activity, "Creator")
    _add(creator, "UnitId", "0")
    _add(creator, "ProductID", "0")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode")


def _fill(lap: Element, person: Person, log: Workout | LoggedActivity, *, partial: bool) -> None:
    if isinstance(log, LoggedActivity):
        _sums(lap, log.millis / 1000, log.mm, log.calories)
        return
    effort = effort_of(Days(person), log)
    _sums(lap, float(log.minutes * 60), effort.mm, half_up(effort.calories))
    if log.sport.outdoors or partial:
        way = SubElement(lap, "Track")
        for point in track(Days(person), person.traits, log):
            _point(way, point, person.timezone)


def _sums(lap: Element, seconds: float, mm: int, calories: int) -> None:
    _add(lap, "TotalTimeSeconds", str(seconds))
    _add(lap, "DistanceMeters", str(mm / 1000))
    _add(lap, "Calories", str(calories))
    _add(lap, "Intensity", "Active")
    _add(lap, "TriggerMethod", "Manual")


def _point(way: Element, point: Point, zone: str) -> None:
    entry = SubElement(way, "Trackpoint")
    _add(entry, "Time", moment_text(point.moment, zone))
    if point.position is not None:
        position = SubElement(entry, "Position")
        _add(position, "LatitudeDegrees", str(point.position[0]))
        _add(position, "LongitudeDegrees", str(point.position[1]))
    if point.altitude is not None:
        _add(entry, "AltitudeMeters", str(point.altitude))
    _add(entry, "DistanceMeters", str(point.metres))
    if point.bpm is not None:
        _add(SubElement(entry, "HeartRateBpm"), "Value", str(point.bpm))


def _add(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = text
