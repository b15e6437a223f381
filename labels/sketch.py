"""A label being laid out: boxes in millimetres become items on whole dots."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

from labels.design import Code, Design, Item, Letters, Photo, Rule
from labels.dots import dots_per_mm, whole_dots
from labels.errors import DoesNotFit
from labels.setting import Block, wide_mm
from labels.symbols import LEAST_MM, LINEAR, MOST_MM, Symbol, proved, symbol_of

LEAST_BARS_MM = 6.35
"""Height of bars at least; and 15 % of their width (protocols §4.1)."""
LEFT, CENTRE, RIGHT = 0.0, 0.5, 1.0


@dataclass(frozen=True, slots=True)
class Box:
    """A box in mm."""

    x: float
    y: float
    w: float
    h: float

    @property
    def size(self) -> tuple[float, float]:
        return self.w, self.h

    def cut(self, left: float = 0, top: float = 0, right: float = 0, bottom: float = 0) -> Box:
        """The box less these margins. Raises DoesNotFit("page") when nothing is left."""
        w, h = self.w - left - right, self.h - top - bottom
        if w <= 0 or h <= 0:
            raise DoesNotFit("page")
        return Box(self.x + left, self.y + top, w, h)


class Sketch:
    """Collects the items of one label of `label_mm` at `dpi`."""

    def __init__(self, label_mm: tuple[float, float], dpi: int) -> None:
        self.dpi = dpi
        self.per_mm = dots_per_mm(dpi)
        self.label_mm = label_mm
        self._items: list[Item] = []

    def whole(self) -> Box:
        """The label less the margin that no printer should be asked to hit."""
        across, down = self.label_mm
        margin = min(max(0.05 * min(across, down), 0.6), 4.0)
        return Box(0, 0, across, down).cut(margin, margin, margin, margin)

    def block(self, block: Block, box: Box, across: float = CENTRE, down: float = CENTRE) -> None:
        """Lines in a box; by `down` its capitals stand at the top, in the middle, below."""
        # Capitals are what the eye centres; the block's own box still stays inside.
        free = box.h - block.height
        top = box.y + min(max(free * down, 0), free)
        for place, line in enumerate(block.lines):
            y = top + block.first_baseline + place * block.step
            x = box.x + (box.w - wide_mm(line, block.size, block.weight)) * across
            self._items.append(
                Letters(self._near(x), self._near(y), line, block.size, block.weight)
            )

    def rule(
        self, start: tuple[float, float], end: tuple[float, float], thick_mm: float = 0.15,
        dash_mm: float = 0,
    ) -> None:  # fmt: skip
        """A straight line between two points in mm."""
        thick = max(1, self._near(thick_mm))
        (x0, y0), (x1, y1) = sorted((self._near(x), self._near(y)) for x, y in (start, end))
        self._items.append(Rule(x0, y0, x1, y1, thick, self._near(dash_mm)))

    def photo(self, picture: bytes, box: Box) -> None:
        """A picture filling the box."""
        x, y, w, h = (self._near(value) for value in (box.x, box.y, box.w, box.h))
        self._items.append(Photo(x, y, w, h, picture))

    def takes(self, code: str, symbology: str, box: Box) -> bool:
        """Whether the code has room in the box. Raises DoesNotScan."""
        return self._module(symbol_of(code, symbology), box) > 0

    def code(self, code: str, symbology: str, box: Box, across: float = CENTRE) -> Box:
        """A code in the box, its modules as wide as fit; the box it took. Linear bars fill
        the height. Raises DoesNotFit("code") and DoesNotScan."""
        symbol, dots = self._choose(code, symbology, box)
        proved(code, symbol.symbology, dots)
        wide = symbol.modules * dots
        if symbol.linear:
            least = ceil(LEAST_BARS_MM * self.per_mm - 1e-6)
            high = max(floor(box.h * self.per_mm), least, ceil(0.15 * wide))
        else:
            high = len(symbol.rows) * dots
        free = box.w * self.per_mm - wide
        x = ceil(box.x * self.per_mm + free * across - 0.5)
        y = ceil(box.y * self.per_mm)
        if not symbol.linear:
            y += max(0, floor((box.h * self.per_mm - high) / 2))
        self._items.append(Code(x, y, symbol, dots, high))
        return Box(x / self.per_mm, y / self.per_mm, wide / self.per_mm, high / self.per_mm)

    def design(self) -> Design:
        """What was collected."""
        across, down = self.label_mm
        size = whole_dots(across, self.dpi), whole_dots(down, self.dpi)
        return Design(*size, self.dpi, tuple(self._items))

    def _near(self, mm: float) -> int:
        return round(mm * self.per_mm)

    def _choose(self, code: str, symbology: str, box: Box) -> tuple[Symbol, int]:
        symbol = symbol_of(code, symbology)
        dots = self._module(symbol, box)
        if not dots:
            raise DoesNotFit("code")
        return symbol, dots

    def _module(self, symbol: Symbol, box: Box) -> int:
        """Dots of a module: the most that fit, 0 when the least do not."""
        least = ceil(LEAST_MM[symbol.symbology] * self.per_mm - 1e-6)
        most = max(least, floor(MOST_MM[symbol.symbology] * self.per_mm + 1e-6))
        # A box ends between two dots; half a dot more is still inside the label.
        fit = floor((box.w * self.per_mm + 0.5) / symbol.modules)
        if symbol.symbology in LINEAR:
            while fit > least and 0.15 * symbol.modules * fit > box.h * self.per_mm:
                fit -= 1
            wide = symbol.modules * fit / self.per_mm
            if box.h < max(LEAST_BARS_MM, 0.15 * wide) - 1e-6:
                return 0
        else:
            fit = min(fit, floor(box.h * self.per_mm / len(symbol.rows)))
        return min(fit, most) if fit >= least else 0
