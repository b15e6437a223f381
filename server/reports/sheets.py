"""Where everything of a form stands: marks on sheets, before any byte of PDF is written.

Marks are in points from the lower left corner. Because all sheets are laid out first, the
foot of the first one can say how many there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from server.reports.letters import PLAIN, STRONG, width, wrapped
from server.reports.paper import CENTRE, LEFT, RIGHT

MARGIN = 12 * mm
LEFT_MARGIN = 20 * mm
"""Room to lace or staple the sheets."""
FOOT = 9 * mm
LEADING = 1.24


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; `x` is its left end, middle or right end by `align`."""

    x: float
    y: float
    text: str
    font: str
    size: float
    align: str = LEFT


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line."""

    x: float
    y: float
    to_x: float
    to_y: float
    thick: float = 0.5


@dataclass(slots=True)
class Sheet:
    """One page with its marks."""

    words: list[Words] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


class Frame:
    """The sheets of a form while it is laid out: `y` is where the next thing goes."""

    def __init__(self, landscape: bool) -> None:
        wide, high = (A4[1], A4[0]) if landscape else A4
        self.page = (float(wide), float(high))
        self.left, self.right = float(LEFT_MARGIN), float(wide - MARGIN)
        self.top, self.bottom = float(high - MARGIN), float(MARGIN + FOOT)
        self.sheets: list[Sheet] = [Sheet()]
        self.y = self.top

    @property
    def wide(self) -> float:
        """Between the margins."""
        return self.right - self.left

    @property
    def free(self) -> float:
        """What is left of the page."""
        return self.y - self.bottom

    @property
    def sheet(self) -> Sheet:
        """The page being filled."""
        return self.sheets[-1]

    def new_sheet(self) -> None:
        """Go on at the top of a new page."""
        self.sheets.append(Sheet())
        self.y = self.top

    def mark(self) -> tuple[int, int, int, float]:
        """Where the form ends now, for `back_to`."""
        return len(self.sheets), len(self.sheet.words), len(self.sheet.rules), self.y

    def back_to(self, mark: tuple[int, int, int, float]) -> None:
        """Take away what was put since the mark."""
        sheets, words, rules, self.y = mark
        del self.sheets[sheets:]
        del self.sheet.words[words:]
        del self.sheet.rules[rules:]

    def need(self, height: float) -> None:
        """A new page unless so much is free here."""
        if self.free < height:
            self.new_sheet()

    def space(self, height: float) -> None:
        """Leave some room, none at the top of a page."""
        if self.y < self.top:
            self.y -= height

    def paragraph(
        self, text: str, size: float = 10, font: str = PLAIN, align: str = LEFT,
        left: float | None = None, right: float | None = None, gap: float = 3,
    ) -> None:  # fmt: skip
        """A paragraph between two edges, over as many pages as it needs."""
        left, right = left or self.left, right or self.right
        for line in wrapped(text, right - left, font, size):
            self.need(size * LEADING)
            self.y -= size * LEADING
            x = {LEFT: left, RIGHT: right, CENTRE: (left + right) / 2}[align]
            self.sheet.words.append(Words(x, self.y + size * 0.24, line, font, size, align))
        self.y -= gap

    def line_to_write(self, x: float, to_x: float, y: float) -> None:
        """A line somebody signs on."""
        self.sheet.rules.append(Rule(x, y, to_x, y, 0.6))

    def caption(self, x: float, y: float, text: str, size: float = 7, font: str = PLAIN) -> None:
        """Small words under a line, about its middle."""
        self.sheet.words.append(Words(x, y, text, font, size, CENTRE))


def height_of(text: str, room: float, size: float, font: str = PLAIN) -> float:
    """How high a paragraph will be."""
    return len(wrapped(text, room, font, size)) * size * LEADING


def widest(texts: Sequence[str], size: float, font: str = STRONG) -> float:
    """The widest of some texts."""
    return max((width(text, font, size) for text in texts), default=0.0)
