"""What is drawn on one label, in whole dots of the printer: the one truth of all outputs.

Counted from the label's top left corner, right and down. A painter adds nothing: the same
list gives the vector PDF, the PNG and the printer's bits.
"""

from __future__ import annotations

from dataclasses import dataclass

from labels.dots import points_per_dot
from labels.symbols import Symbol
from labels.typeface import ABOVE, BELOW, CAPITAL, width


@dataclass(frozen=True, slots=True)
class Letters:
    """A line of text from `x` on the baseline `y`; size in points."""

    x: int
    y: int
    text: str
    size: float
    weight: int


@dataclass(frozen=True, slots=True)
class Code:
    """A symbol with its quiet zone: modules of `dots` dots, `height` dots high."""

    x: int
    y: int
    symbol: Symbol
    dots: int
    height: int

    @property
    def width(self) -> int:
        return self.symbol.modules * self.dots


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line `thick` dots wide, level or upright or aslant; dashed where folded."""

    x0: int
    y0: int
    x1: int
    y1: int
    thick: int = 1
    dash: int = 0


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture (PNG or JPEG file's bytes) filling this box."""

    x: int
    y: int
    width: int
    height: int
    picture: bytes


Item = Letters | Code | Rule | Photo


@dataclass(frozen=True, slots=True)
class Design:
    """One label: its size in dots of `dpi`, and what is on it."""

    width: int
    height: int
    dpi: int
    items: tuple[Item, ...]


def box_of(item: Item, dpi: int) -> tuple[float, float, float, float]:
    """Left, top, right, bottom in dots; of text everything its letters may reach."""
    if isinstance(item, Letters):
        em = item.size / points_per_dot(dpi)
        wide = width(item.text, item.weight) * em / 1000
        return item.x, item.y - (CAPITAL + ABOVE) * em, item.x + wide, item.y + BELOW * em
    if isinstance(item, Rule):
        return (
            min(item.x0, item.x1), min(item.y0, item.y1),
            max(item.x0, item.x1), max(item.y0, item.y1),
        )  # fmt: skip
    return item.x, item.y, item.x + item.width, item.y + item.height
