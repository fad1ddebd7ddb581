"""Holds what a person can change in the profile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fitbit_sandbox.people.traits import Sex, Traits


@dataclass(frozen=True)
class Settings:
    """Holds a profile's changeable values; lengths are in millimetres."""

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

    def age(self, day: date) -> int:
        """Return the age in full years on a day."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


def first_settings(traits: Traits) -> Settings:
    """Return the settings a person has before anybody changes them."""
    american = traits.units == "en_US"
    length = "METRIC" if traits.units == "en_GB" else traits.units
    return Settings(
        full_name=traits.full_name,
        born=traits.born,
        sex=traits.sex,
        height_mm=traits.height_mm,
        country=traits.country,
        locale=traits.locale,
        foods_locale=traits.locale,
        timezone=traits.timezone,
        distance_unit=length,
        height_unit=length,
        weight_unit=traits.units,
        water_unit=length,
        glucose_unit=length,
        swim_unit=length,
        stride_walk_mm=traits.stride_walk_mm,
        stride_run_mm=traits.stride_run_mm,
        clock="12hour" if american else "24hour",
        start_day="SUNDAY" if american else "MONDAY",
    )
