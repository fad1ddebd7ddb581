"""Who looks at whose data, and what one data point is before it is JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from fitbit_sandbox.google.sources import TRACKER, Family, Origin
from fitbit_sandbox.google.times import interval
from fitbit_sandbox.people import Person
from fitbit_sandbox.people.days import Days
from fitbit_sandbox.people.ids import Kind as Log
from fitbit_sandbox.people.ids import read_id

WRITTEN = "written through Google Health"


class Written(NamedTuple):
    """A log that a client wrote through Google Health."""

    client_id: str
    kind: str
    point_id: str
    """As the client named it, else the log's number."""
    day: date
    """The local day that the log is found on."""
    exercise_type: str = ""
    """Google's type, where it is an exercise."""


class Point(NamedTuple):
    """A data point, complete but for its source and name."""

    start: float
    end: float
    content: dict[str, Any] | Callable[[], dict[str, Any]]
    """What the type's member holds, or what makes it when it is wanted."""
    origin: Origin
    id: str = ""
    """Empty for points that cannot be named."""

    @property
    def body(self) -> dict[str, Any]:
        """Return what the type's member holds."""
        return self.content() if callable(self.content) else self.content


@dataclass(frozen=True)
class View:
    """A person's data as one client sees them at one moment."""

    person: Person
    now: float
    client_id: str
    family: Family = "all-sources"

    @property
    def zone(self) -> str:
        """Return the person's time zone."""
        return self.person.timezone

    @property
    def days(self) -> Days:
        """Return the person's days by their own clock."""
        return Days(self.person)

    @property
    def user(self) -> str:
        """Return the resource name of the person."""
        return f"users/{health_user_id(self.person)}"

    def sees(self, origin: Origin) -> bool:
        """Return whether the asked family of sources holds this one."""
        return origin.belongs_to(self.family, self.client_id)

    def origin_of(self, number: int, lived: Origin) -> Origin:
        """Return where a log comes from; what nobody wrote comes from where it was *lived*."""
        written = written_logs(self.person).get(number)
        if written is not None:
            return Origin("google api", written.client_id)
        if read_id(number).kind == Log.WRITTEN:
            return Origin("fitbit api")
        return lived

    def point_id(self, number: int) -> str:
        """Return the id that a log has in names."""
        written = written_logs(self.person).get(number)
        return str(number) if written is None else written.point_id


Points = Callable[[View, date], list[Point]]
"""Returns the points of a local day, in order of time."""
READERS: dict[str, Points] = {}
"""What gives the points of each data type."""


def gives(*names: str) -> Callable[[Points], Points]:
    """Make a function what gives the points of data types."""

    def register(points: Points) -> Points:
        READERS.update(dict.fromkeys(names, points))
        return points

    return register


def tracked_span(view: View, start: int, end: int, **members: Any) -> Point:
    """Return the tracker's point of a stretch of time."""
    return Point(start, end, {"interval": interval(start, end, view.zone), **members}, TRACKER)


def health_user_id(person: Person) -> str:
    """Return the id that a person has at Google Health: 19 digits."""
    return str(7_012_345_678_900_000_000 + person.traits.number * 1_000_003)


def written_logs(person: Person) -> Mapping[int, Written]:
    """Return what was written through Google Health, by the log's number."""
    return dict(person.extras.get(WRITTEN, {}))


def remember(person: Person, number: int, written: Written) -> None:
    """Remember who wrote a log."""
    with person.lock:
        person.extras.setdefault(WRITTEN, {})[number] = written


def forget(person: Person, number: int) -> None:
    """Forget a log that was deleted."""
    with person.lock:
        person.extras.get(WRITTEN, {}).pop(number, None)
