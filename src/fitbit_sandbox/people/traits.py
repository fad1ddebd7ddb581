"""What a sample person is like: body, place, habits, devices and profile settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from fitbit_sandbox.data import read_data

Sex = Literal["FEMALE", "MALE", "NA"]
SleepKind = Literal["stages", "classic", "none"]
_SYNC_EVERY = 15 * 60
_BATTERY_LASTS = {"TRACKER": 7 * 86400, "SCALE": 120 * 86400}
_BATTERY_WORDS = ((60, "High"), (30, "Medium"), (10, "Low"), (0, "Empty"))


@dataclass(frozen=True)
class Gear:
    """One device and what it can measure."""

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


class Battery(NamedTuple):
    """How full a device's battery is, and when the device last spoke to the service."""

    gear: Gear
    percent: int
    synced: int

    @property
    def word(self) -> str:
        """Return High, Medium, Low or Empty."""
        return next(word for limit, word in _BATTERY_WORDS if self.percent >= limit)


class Routine(NamedTuple):
    """On which weekdays (Monday is 0) a person exercises, how, when and how long."""

    sport: str
    days: list[int]
    hour: float
    minutes: int


@dataclass(frozen=True)
class Habits:
    """How a person spends days and nights."""

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
    """A sample person, described completely; the rest is chance."""

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

    @property
    def tracker_name(self) -> str:
        """Return the model of the tracker, empty without one."""
        return self.tracker.version if self.tracker else ""

    def can(self, ability: str) -> bool:
        """Return whether the person's tracker has an ability: ``heart``, ``ecg``."""
        return self.tracker is not None and bool(getattr(self.tracker, ability))

    def age(self, day: date) -> int:
        """Return the age in full years on a day."""
        return age_on(day, self.born)

    @property
    def basal_kcal(self) -> float:
        """Return the calories of a day at rest (Mifflin and St Jeor's formula)."""
        years = self.age(self.since)
        base = self.weight_g / 100 + self.height_mm * 0.625 - 5 * years
        return base + {"MALE": 5, "FEMALE": -161, "NA": -78}[self.sex]

    def batteries(self, now: float) -> list[Battery]:
        """Return the state of each device: batteries run down and are filled again."""
        synced = int(now) // _SYNC_EVERY * _SYNC_EVERY
        found: list[Battery] = []
        for gear in self.gear:
            cycle = _BATTERY_LASTS[gear.type]
            used = 92 * ((synced + self.number * 86400) % cycle) // cycle
            found.append(Battery(gear, 100 - used, synced))
        return found


def sample_traits() -> tuple[Traits, ...]:
    """Return everybody who lives in the sandbox, the full-featured person first."""
    return tuple(
        _traits(number, item) for number, item in enumerate(read_data("people/people.json"), 1)
    )


def _traits(number: int, values: Mapping[str, Any]) -> Traits:
    habits = dict(values.get("habits", {}))
    habits["routines"] = tuple(Routine(**routine) for routine in habits.get("routines", ()))
    read: dict[str, Any] = {
        "number": number,
        "born": date.fromisoformat(values["born"]),
        "since": date.fromisoformat(values["since"]),
        "gear": tuple(Gear(**gear) for gear in values.get("gear", ())),
        "habits": Habits(**habits),
    }
    return Traits(**{**values, **read})


@dataclass(frozen=True)
class Settings:
    """What a person can change in the profile; lengths are in millimetres."""

    full_name: str
    born: date
    sex: Sex
    height_mm: float
    country: str
    locale: str
    foods_locale: str
    timezone: str
    distance_unit: str
    height_unit: str
    weight_unit: str
    water_unit: str
    glucose_unit: str
    swim_unit: str
    stride_walk_mm: float
    stride_run_mm: float
    about_me: str = ""
    state: str = ""
    city: str = ""
    clock: str = "24hour"
    start_day: str = "MONDAY"
    friends_private: bool = False
    """Nobody is shown who the friends are; the API cannot change it."""


def first_settings(traits: Traits) -> Settings:
    """Return the settings a person has before anybody changes them."""
    american = traits.units == "en_US"
    length = "METRIC" if traits.units == "en_GB" else traits.units
    values: dict[str, Any] = dict.fromkeys(
        ("distance_unit", "height_unit", "water_unit", "glucose_unit", "swim_unit"), length
    )
    same = ("full_name", "born", "sex", "height_mm", "country", "locale", "timezone")
    for name in (*same, "stride_walk_mm", "stride_run_mm"):
        values[name] = getattr(traits, name)
    return Settings(
        **values,
        foods_locale=traits.locale,
        weight_unit=traits.units,
        clock="12hour" if american else "24hour",
        start_day="SUNDAY" if american else "MONDAY",
    )


def age_on(day: date, born: date) -> int:
    """Return the full years from a birthday to a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
