"""Puts lengths, weights, volumes and temperatures into the units of Accept-Language."""

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
    """Converts to and from one unit system."""

    system: str

    @property
    def american(self) -> bool:
        """Return whether these are miles and pounds."""
        return self.system == "en_US"

    @property
    def mm_of_distance(self) -> float:
        """Return the millimetres of a kilometre or mile."""
        return MM_OF_MILE if self.american else 1_000_000

    @property
    def mm_of_height(self) -> float:
        """Return the millimetres of a centimetre or inch."""
        return MM_OF_INCH if self.american else 10

    @property
    def mm_of_elevation(self) -> float:
        """Return the millimetres of a metre or foot."""
        return MM_OF_FOOT if self.american else 1000

    @property
    def grams_of_weight(self) -> float:
        """Return the grams of a kilogram, pound or stone."""
        return {"en_US": GRAMS_OF_POUND, "en_GB": GRAMS_OF_STONE}.get(self.system, 1000)

    @property
    def ml_of_water(self) -> float:
        """Return the millilitres of a millilitre or fluid ounce."""
        return ML_OF_OUNCE if self.american else 1

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


def units_of(call: Call) -> Units:
    """Return the unit system a call asks for: metric unless it names another."""
    language = call.language.split(",")[0].split(";")[0].strip().replace("-", "_")
    return Units(language if language in {"en_US", "en_GB"} else "METRIC")


def tidy(value: float) -> float | int:
    """Return a whole number as an int, so that it prints without a point."""
    return int(value) if value == int(value) else value
