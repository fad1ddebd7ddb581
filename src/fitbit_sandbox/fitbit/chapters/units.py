"""Lengths, weights, volumes and temperatures in the units of Accept-Language."""

from __future__ import annotations

from dataclasses import dataclass

from fitbit_sandbox.fitbit.call import Call

MM_OF_MILE = 1_609_344
MM_OF_INCH = 25.4
MM_OF_FOOT = 304.8
GRAMS_OF_POUND = 453.59237
GRAMS_OF_STONE = 6350.29318
ML_OF_OUNCE = 29.5735
ML_OF_CUP = 236.588


@dataclass(frozen=True)
class Units:
    """One unit system: what its units are in the units of the model."""

    american: bool
    """Whether these are miles and pounds."""
    grams_of_weight: float
    """Of a kilogram, pound or stone."""
    mm_of_distance: float = 1_000_000
    """Of a kilometre or mile."""
    mm_of_height: float = 10
    """Of a centimetre or inch."""
    mm_of_elevation: float = 1000
    """Of a metre or foot."""
    ml_of_water: float = 1
    """Of a millilitre or fluid ounce."""

    def distance(self, mm: float) -> float:
        """Return kilometres or miles."""
        return round(mm / self.mm_of_distance, 5)

    def height(self, mm: float) -> float:
        """Return centimetres or inches."""
        return round(mm / self.mm_of_height, 1)

    def elevation(self, mm: float) -> float:
        """Return metres or feet."""
        return round(mm / self.mm_of_elevation, 3)

    def weight(self, grams: float) -> float:
        """Return kilograms, pounds or stones."""
        return round(grams / self.grams_of_weight, 1)

    def water(self, ml: float) -> float:
        """Return whole millilitres, or fluid ounces with one decimal."""
        return round(ml / self.ml_of_water, 1 if self.american else 0)

    def warmth(self, celsius: float) -> float:
        """Return a temperature in degrees Celsius or Fahrenheit."""
        return round(celsius * 1.8 + 32, 1) if self.american else round(celsius, 1)

    def warming(self, celsius: float) -> float:
        """Return a difference of temperatures in degrees Celsius or Fahrenheit."""
        return round(celsius * 1.8, 1) if self.american else round(celsius, 1)


_METRIC = Units(american=False, grams_of_weight=1000)
_SYSTEMS = {
    "en_US": Units(True, GRAMS_OF_POUND, MM_OF_MILE, MM_OF_INCH, MM_OF_FOOT, ML_OF_OUNCE),  # noqa: FBT003 - a row of a table
    "en_GB": Units(american=False, grams_of_weight=GRAMS_OF_STONE),
}


def units_of(call: Call) -> Units:
    """Return the unit system a call asks for: metric unless it names another."""
    language = call.language.split(",")[0].split(";")[0].strip().replace("-", "_")
    return _SYSTEMS.get(language, _METRIC)


def tidy(value: float) -> float | int:
    """Return a whole number as an int, so that it prints without a point."""
    return int(value) if value == int(value) else value


def half_up(thousandths: int) -> int:
    """Return thousandths as a whole number, halves rounded up."""
    return (thousandths + 500) // 1000
