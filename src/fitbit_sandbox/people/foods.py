"""Lists the foods, measurement units and nutrients that the sandbox knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache


@dataclass(frozen=True)
class Unit:
    """Names a measurement unit of food."""

    id: int
    name: str
    plural: str


@dataclass(frozen=True)
class Food:
    """Describes a food by what its default serving holds."""

    id: int
    name: str
    calories: float
    unit: int
    serving: float
    """How many of the unit make the default serving."""
    carbs: float = 0.0
    fat: float = 0.0
    fiber: float = 0.0
    protein: float = 0.0
    sodium: float = 0.0
    """Milligrams; all other nutrients are in grams."""
    brand: str = ""
    private: bool = False
    description: str = ""
    extra: dict[str, float] = field(default_factory=dict)

    def share(self, amount: float) -> float:
        """Return how many default servings an amount of the default unit is."""
        return amount / self.serving


GRAM, MILLILITER, PIECE, CUP, SERVING, SLICE = 147, 209, 226, 91, 304, 311


@lru_cache(maxsize=1)
def units() -> tuple[Unit, ...]:
    """Return the measurement units, by id."""
    return (
        Unit(CUP, "cup", "cups"),
        Unit(GRAM, "gram", "grams"),
        Unit(180, "oz", "oz"),
        Unit(MILLILITER, "ml", "ml"),
        Unit(PIECE, "piece", "pieces"),
        Unit(SERVING, "serving", "servings"),
        Unit(SLICE, "slice", "slices"),
        Unit(349, "tbsp", "tbsp"),
        Unit(389, "lb", "lbs"),
    )


def unit(number: int) -> Unit | None:
    """Return a measurement unit by its id, or None."""
    return next((item for item in units() if item.id == number), None)


@lru_cache(maxsize=1)
def foods() -> tuple[Food, ...]:
    """Return the public foods."""
    return (
        Food(101, "Oatmeal", 158, CUP, 1, 27.4, 3.2, 4.1, 5.9, 115),
        Food(102, "Bread, Wholegrain", 81, SLICE, 1, 13.8, 1.1, 1.9, 4.0, 146),
        Food(103, "Muesli with Yogurt", 310, SERVING, 1, 49.0, 8.1, 5.2, 13.4, 92),
        Food(104, "Lentil Soup", 186, CUP, 1, 27.1, 3.8, 6.4, 11.0, 470),
        Food(105, "Chicken Sandwich", 430, PIECE, 1, 41.0, 16.5, 2.9, 28.7, 880),
        Food(106, "Garden Salad", 145, SERVING, 1, 11.2, 9.8, 3.6, 4.1, 210),
        Food(107, "Spaghetti with Tomato Sauce", 412, SERVING, 1, 74.3, 6.4, 5.8, 13.9, 540),
        Food(108, "Rice and Vegetable Curry", 486, SERVING, 1, 78.0, 13.2, 6.9, 11.8, 610),
        Food(109, "Salmon with Potatoes", 523, SERVING, 1, 38.6, 24.7, 4.4, 36.2, 390),
        Food(110, "Coffee with Milk", 38, CUP, 1, 3.3, 1.5, 0.0, 2.2, 34),
        Food(111, "Orange Juice", 112, CUP, 1, 25.8, 0.5, 0.5, 1.7, 2),
        Food(112, "Apple", 95, PIECE, 1, 25.1, 0.3, 4.4, 0.5, 2),
        Food(113, "Chocolate, Milk", 142, GRAM, 25, 14.9, 8.0, 0.5, 1.9, 20),
        Food(114, "Almonds", 164, GRAM, 28, 6.1, 14.2, 3.5, 6.0, 0),
        Food(115, "Banana", 105, PIECE, 1, 27.0, 0.4, 3.1, 1.3, 1),
    )


def food(number: int) -> Food:
    """Return a public food by its id."""
    return next(item for item in foods() if item.id == number)
