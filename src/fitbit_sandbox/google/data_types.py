"""The data types: their shape, and what Google lets a client do with each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from fitbit_sandbox.google.scopes import ACTIVITY, METRICS

Shape = Literal["interval", "sample", "daily", "session", "food", "sum"]
_METHODS = {
    "L": ("list",),
    "G": ("get",),
    "R": ("reconcile",),
    "U": ("rollUp",),
    "D": ("dailyRollUp",),
    "C": ("create", "patch", "batchDelete"),
    "X": ("exportExerciseTcx",),
}
_TABLE = """
steps                              interval LRUD   activity
distance                           interval LRUD   activity
floors                             interval RUD    activity
altitude                           interval LRUD   activity
total-calories                     sum      UD     activity
active-energy-burned               interval LRUD   activity
basal-energy-burned                interval LR     activity
active-minutes                     interval LRUD   activity
activity-level                     interval LR     activity
sedentary-period                   interval LRUD   activity
active-zone-minutes                interval LRUD   activity
time-in-heart-rate-zone            interval LRUD   activity,metrics
calories-in-heart-rate-zone        sum      UD     activity,metrics
swim-lengths-data                  interval LRUD   activity
run-vo2-max                        sample   LRUD   activity
vo2-max                            sample   LR     activity
daily-vo2-max                      daily    LR     activity
heart-rate                         sample   LRUD   metrics
heart-rate-variability             sample   LR     metrics
oxygen-saturation                  sample   LR     metrics
respiratory-rate-sleep-summary     sample   LR     metrics
daily-resting-heart-rate           daily    LR     metrics
daily-heart-rate-variability       daily    LR     metrics
daily-heart-rate-zones             daily    LR     metrics
daily-oxygen-saturation            daily    LR     metrics
daily-respiratory-rate             daily    LR     metrics
daily-sleep-temperature-derivations daily   LR     metrics
weight                             sample   LGRUDC metrics
body-fat                           sample   LGRUDC metrics
height                             sample   LGRC   metrics
blood-glucose                      sample   LGRUD  metrics
core-body-temperature              sample   LGRUD  metrics
exercise                           session  LGRCX  activity
sleep                              session  LGRC   sleep
hydration-log                      session  LGRUDC nutrition
nutrition-log                      session  LGRUDC nutrition
food                               food     LG     nutrition
food-measurement-unit              food     LG     nutrition
electrocardiogram                  session  L      ecg
irregular-rhythm-notification      session  L      irn
"""
_FAMILIES = {"activity": ACTIVITY, "metrics": METRICS}
_TWO_WEEKS = {"calories-in-heart-rate-zone", "heart-rate", "active-minutes", "total-calories"}
_UNFILTERED_SOURCES = {"sleep", "food", "food-measurement-unit"}
_SMALL_PAGES = {"sleep", "exercise"}


@dataclass(frozen=True)
class DataType:
    """One data type."""

    name: str
    shape: Shape
    methods: frozenset[str]
    families: tuple[str, ...]
    """The scopes that open it: one of them is enough."""

    @property
    def filter_name(self) -> str:
        """Return the name in filters: ``heart_rate``."""
        return self.name.replace("-", "_")

    @property
    def member(self) -> str:
        """Return the name of the data point's member: ``heartRate``."""
        head, *rest = self.name.split("-")
        return head + "".join(part.capitalize() for part in rest)

    @property
    def max_days(self) -> int:
        """Return how many days a roll-up may span."""
        return 14 if self.name in _TWO_WEEKS else 90

    @property
    def page_size(self) -> int:
        """Return how many points a page of a list has if nothing is said."""
        return 25 if self.name in _SMALL_PAGES else 1440

    @property
    def max_page_size(self) -> int:
        """Return how many points a page of a list has at most."""
        return 25 if self.name in _SMALL_PAGES else 10_000

    @property
    def tells_sources(self) -> bool:
        """Return whether a list can be narrowed to a family of sources."""
        return self.name not in _UNFILTERED_SOURCES


@cache
def data_types() -> Mapping[str, DataType]:
    """Return the data types by name."""
    return {item.name: item for item in map(_data_type, _TABLE.strip().splitlines())}


def _data_type(line: str) -> DataType:
    name, shape, letters, families = line.split()
    methods = frozenset(method for letter in letters for method in _METHODS[letter])
    named = tuple(_FAMILIES.get(family, family) for family in families.split(","))
    return DataType(name, _shape(shape), methods, named)


def _shape(text: str) -> Shape:
    shapes: tuple[Shape, ...] = ("interval", "sample", "daily", "session", "food", "sum")
    return next(shape for shape in shapes if shape == text)
