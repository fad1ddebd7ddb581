"""Lists the types that count something in each minute: steps, distance, floors, energy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from fitbit_sandbox.google import minutes
from fitbit_sandbox.google.view import View
from fitbit_sandbox.people.minutes import FLOOR_MM, Day, Minute

_Quantity = Literal["steps", "mm", "floors", "climbed", "strokes", "above"]


@dataclass(frozen=True)
class Counting:
    """Describes one counting type."""

    quantity: _Quantity
    field: str
    """The data point's member that holds the count."""
    total: str
    """The roll-up's member that holds the sum."""
    whole: bool = True
    """Whether counts are int64, hence text; others are thousandths and shown as a double."""
    zeros: bool = True
    """Whether a row of zero says that the tracker was worn and counted nothing."""
    on_the_phone: bool = False
    """Whether a phone in the pocket counts the same once more."""
    climbing: bool = False
    """Whether it takes an altimeter."""

    def of_minute(self, day: Day, minute: Minute) -> int:
        """Return what the tracker counted in a minute."""
        if self.quantity == "climbed":
            return minute.floors * FLOOR_MM
        if self.quantity == "above":
            return day.calories_at(minute.mets) - day.basal
        value: int = getattr(minute, self.quantity)
        return value

    def of_share(self, share: minutes.Share) -> int:
        """Return a minute's part of what was entered by hand."""
        return {"steps": share.steps, "mm": share.mm, "above": share.calories}.get(self.quantity, 0)

    def show(self, count: int) -> Any:
        """Return a count as JSON has it."""
        return str(count) if self.whole else count / 1000


@cache
def countings() -> Mapping[str, Counting]:
    """Return the counting types by name."""
    return {
        "steps": Counting("steps", "count", "countSum", on_the_phone=True),
        "distance": Counting("mm", "millimeters", "millimetersSum", on_the_phone=True),
        "floors": Counting("floors", "count", "countSum", climbing=True),
        "altitude": Counting("climbed", "gainMillimeters", "gainMillimetersSum", climbing=True),
        "active-energy-burned": Counting("above", "kcal", "kcalSum", whole=False, zeros=False),
        "swim-lengths-data": Counting("strokes", "strokeCount", "strokeCountSum", zeros=False),
    }


def tracked_counts(view: View, day: date, counting: Counting) -> list[tuple[int, int]]:
    """Return (moment, count) of the tracker's minutes in which there was something to count."""
    found = minutes.tracked(view, day)
    tracker = view.person.traits.tracker
    if found is None or (counting.climbing and not (tracker and tracker.altimeter)):
        return []
    whole, until = found
    counts = ((m.at, counting.of_minute(whole, m)) for m in minutes.passed(whole, until))
    return [(whole.start + at * 60, count) for at, count in counts if count]


def counts_with_zeros(view: View, day: date, counting: Counting) -> list[tuple[int, int]]:
    """Return (moment, count) of everything that a total adds up, true zeros included."""
    cells = tracked_counts(view, day, counting)
    tracker = view.person.traits.tracker
    measured = not counting.climbing or bool(tracker and tracker.altimeter)
    if counting.zeros and measured:
        known = {moment for moment, _ in cells}
        cells += [(at, 0) for at in minutes.worn(view, day) if at not in known]
    shares = ((share.moment, counting.of_share(share)) for share in minutes.shares(view, day))
    return cells + [(moment, count) for moment, count in shares if count]
