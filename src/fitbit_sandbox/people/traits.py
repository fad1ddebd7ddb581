"""Says what a sample person is like: body, place, habits and gear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

Sex = Literal["FEMALE", "MALE", "NA"]
SleepKind = Literal["stages", "classic", "none"]


@dataclass(frozen=True)
class Gear:
    """Describes one device and what it can measure."""

    id: str
    version: str
    type: Literal["TRACKER", "SCALE"]
    mac: str
    heart: bool = True
    altimeter: bool = True
    health: bool = False
    """Nightly oxygen, heart-rate variability, breathing and skin temperature."""
    ecg: bool = False
    """Electrocardiograms and notices of an irregular rhythm."""


class Routine(NamedTuple):
    """Says on which week days (Monday is 0) a person exercises, how, when and how long."""

    sport: str
    days: tuple[int, ...]
    hour: float
    minutes: int


@dataclass(frozen=True)
class Habits:
    """Describes how a person spends days and nights."""

    bed: float = 22.75
    """Usual bedtime in hours; above 24 means after midnight."""
    wake: float = 6.75
    pace: float = 1.0
    """How lively the person is: 1 makes some 8,000 steps on a plain day."""
    routines: tuple[Routine, ...] = ()
    naps: float = 0.0
    """The chance of a nap in a day."""
    gaps: float = 0.0
    """The chance that in a week the tracker lies in a drawer for a day or more."""
    bare_nights: float = 0.0
    """The chance of a night without the tracker."""
    weighs: float = 0.0
    """The chance of stepping on the scale in the morning."""
    drinks: float = 0.0
    """How many glasses of water are logged on an average day."""
    meals: float = 0.0
    """The chance that a meal is logged."""


@dataclass(frozen=True)
class Traits:
    """Describes a sample person completely; the rest is chance."""

    number: int
    id: str
    full_name: str
    about: str
    timezone: str
    born: date
    sex: Sex
    height_mm: int
    weight_g: int
    resting: int
    """The usual resting heart rate."""
    since: date
    """The day the account was made; life is recorded from then on."""
    country: str
    locale: str
    units: str
    """``en_US``, ``en_GB`` or ``METRIC``: the units of the profile."""
    stride_walk_mm: int
    stride_run_mm: int
    fat_tenths: int = 220
    sleep: SleepKind = "stages"
    gear: tuple[Gear, ...] = ()
    habits: Habits = Habits()
    place: tuple[float, float] = (0.0, 0.0)
    """Latitude and longitude of the home, where outdoor exercises begin."""

    @property
    def tracker(self) -> Gear | None:
        """Return the tracker the person wears, if any."""
        return next((gear for gear in self.gear if gear.type == "TRACKER"), None)

    @property
    def scale(self) -> Gear | None:
        """Return the person's scale, if any."""
        return next((gear for gear in self.gear if gear.type == "SCALE"), None)

    def age(self, day: date) -> int:
        """Return the age in full years on a day."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))

    @property
    def basal_kcal(self) -> float:
        """Return the calories of a day at rest (Mifflin and St Jeor's formula)."""
        years = self.age(self.since)
        base = self.weight_g / 100 + self.height_mm * 0.625 - 5 * years
        return base + {"MALE": 5, "FEMALE": -161, "NA": -78}[self.sex]
