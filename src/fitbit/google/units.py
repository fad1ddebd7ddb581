"""Lengths, weights, volumes and temperatures in the units of Accept-Language."""

from __future__ import annotations

from dataclasses import dataclass

_MM_OF_MILE = 1_609_344
_ML_OF_OUNCE = 29.5735
_ML_OF_CUP = 236.588
_GRAMS = {"en_US": 453.59237, "en_GB": 6350.29318}


@dataclass(frozen=True)
class Units:
    """Conversions between Google's metric units and those that a caller asked for.

    >>> Units.asked("en-US,en;q=0.8").weight(72500)
    159.8
    """

    system: str = ""

    @classmethod
    def asked(cls, language: str | None) -> Units:
        """Return the units of an Accept-Language header: metric but for en_US and en_GB."""
        first = (language or "").split(",")[0].split(";")[0].strip().replace("-", "_")
        return cls(first if first in _GRAMS else "")

    @property
    def american(self) -> bool:
        """Whether lengths are in miles, feet and inches."""
        return self.system == "en_US"

    @property
    def mm_of_distance(self) -> int:
        """Return the millimetres of a kilometre or a mile."""
        return _MM_OF_MILE if self.american else 1_000_000

    @property
    def mm_of_height(self) -> float:
        """Return the millimetres of a centimetre or an inch."""
        return 25.4 if self.american else 10

    @property
    def grams_of_weight(self) -> float:
        """Return the grams of a kilogram, a pound or a stone."""
        return _GRAMS.get(self.system, 1000)

    def distance(self, millimetres: float) -> float:
        """Return kilometres or miles, five decimals."""
        return round(millimetres / self.mm_of_distance, 5)

    def elevation(self, millimetres: float) -> float:
        """Return metres or feet, three decimals."""
        return round(millimetres / (304.8 if self.american else 1000), 3)

    def height(self, millimetres: float) -> float:
        """Return centimetres or inches, one decimal."""
        return round(millimetres / self.mm_of_height, 1)

    def weight(self, grams: float) -> float:
        """Return kilograms, pounds or stones, one decimal."""
        return round(grams / self.grams_of_weight, 1)

    def water(self, millilitres: float) -> float:
        """Return whole millilitres, or fluid ounces with one decimal."""
        return round(millilitres / _ML_OF_OUNCE, 1) if self.american else float(round(millilitres))

    def millilitres(self, amount: float, unit: str | None) -> float:
        """Return an amount of water in millilitres; without a unit it is in the caller's own."""
        implied = "fl oz" if self.american else "ml"
        return amount * {"ml": 1.0, "fl oz": _ML_OF_OUNCE, "cup": _ML_OF_CUP}[unit or implied]

    def temperature(self, celsius: float) -> float:
        """Return degrees Celsius or Fahrenheit, one decimal."""
        return round(celsius * 1.8 + 32, 1) if self.american else round(celsius, 1)

    def temperature_change(self, celsius: float) -> float:
        """Return a difference of temperatures in degrees, one decimal."""
        return round(celsius * 1.8 if self.american else celsius, 1)


def tidy(value: float) -> float | int:
    """Return a whole number as an int, so that it prints without a point.

    >>> tidy(198.0), tidy(66.2)
    (198, 66.2)
    """
    return int(value) if value == int(value) else value


def text(value: float) -> str:
    """Return a float as the text of a series, never with an exponent.

    >>> text(0.0), text(1e-05), text(7.1)
    ('0.0', '0.00001', '7.1')
    """
    plain = repr(float(value))
    return f"{value:.5f}" if "e" in plain else plain


def bmi(grams: float, height_mm: float) -> float:
    """Return the body mass index, two decimals.

    >>> bmi(66200, 1683)
    23.37
    """
    return round(grams / 1000 / (height_mm / 1000) ** 2, 2)
