"""Designs on pages of a vector PDF: bars as one path on the printer's grid of dots, text as
text in the embedded font."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from labels.design import Code, Design, Letters, Photo, Rule
from labels.dots import dots_per_mm, points_per_dot
from labels.raster import strokes
from labels.symbols import runs
from labels.typeface import REGULAR, font_name, typeface

POINTS_OF_MM = 72 / 25.4
Placed = tuple[int, int, Design]
"""A design with its corner on the page, in dots."""


class Pages:
    """Pages of one size, drawn one after the other."""

    def __init__(self, page_mm: tuple[float, float], dpi: int) -> None:
        self._file = io.BytesIO()
        self._dot = points_per_dot(dpi)
        self._size = page_mm[0] * POINTS_OF_MM, page_mm[1] * POINTS_OF_MM
        self._canvas = Canvas(
            self._file, pagesize=self._size, pageCompression=1, initialFontName=font_name(REGULAR)
        )
        self._canvas.setCreator("library-kiosk")

    def page(self, placed: Sequence[Placed]) -> None:
        """One page."""
        grid: list[str] = []
        for x, y, design in placed:
            for item in design.items:
                if isinstance(item, Code):
                    _bars(grid, item, x, y)
                elif isinstance(item, Rule):
                    _rule(grid, item, x, y)
        if grid:
            # One unit is one dot, counted from the top: the numbers of the file are whole.
            flip = f"{self._dot:.9f} 0 0 {-self._dot:.9f} 0 {self._size[1]:.6f} cm"
            self._canvas.addLiteral(f"q {flip} 0 g 0 G\n" + "\n".join(grid) + "\nQ")
        for x, y, design in placed:
            self._words(x, y, design)
        self._canvas.showPage()

    def bytes(self) -> bytes:
        """The finished file."""
        self._canvas.save()
        return self._file.getvalue()

    def _words(self, x: int, y: int, design: Design) -> None:
        drawn = [self._line(item, x, y) for item in design.items if isinstance(item, Letters)]
        if drawn:
            self._canvas.addLiteral(f"BT 0 g {' '.join(drawn)} ET")
        for item in design.items:
            if isinstance(item, Photo):
                self._photo(item, x, y)

    def _line(self, item: Letters, x: int, y: int) -> str:
        """A line's operators. Written here and not by a text object: a thousand labels
        have ten thousand lines, and half the time went into its bookkeeping."""
        font, document = typeface(item.weight), self._canvas._doc
        across, down = self._place(x + item.x, y + item.y)
        said = [f"1 0 0 1 {across:.4f} {down:.4f} Tm"]
        for subset, letters in font.splitString(item.text, document):
            name = font.getSubsetInternalName(subset, document)
            said.append(f"{name} {item.size:g} Tf <{letters.hex()}> Tj")
        return " ".join(said)

    def _photo(self, item: Photo, x: int, y: int) -> None:
        left, foot = self._place(x + item.x, y + item.y + item.height)
        wide, high = item.width * self._dot, item.height * self._dot
        with Image.open(io.BytesIO(item.picture)) as picture:
            plain = picture.convert("RGB" if picture.mode not in ("L", "1") else "L")
        self._canvas.drawImage(ImageReader(plain), left, foot, wide, high)

    def _place(self, x: int, y: int) -> tuple[float, float]:
        return x * self._dot, self._size[1] - y * self._dot


def _bars(grid: list[str], item: Code, x: int, y: int) -> None:
    left, top, dots = x + item.x, y + item.y, item.dots
    high = item.height if item.symbol.linear else dots
    grid.extend(
        f"{left + start * dots} {top + line * dots} {length * dots} {high} re"
        for line, row in enumerate(item.symbol.rows)
        for start, length in runs(row)
    )
    grid.append("f")


def _rule(grid: list[str], item: Rule, x: int, y: int) -> None:
    half = item.thick // 2
    for (x0, y0), (x1, y1) in strokes(item):
        if y0 == y1:
            grid.append(f"{x + x0} {y + y0 - half} {x1 - x0 + 1} {item.thick} re f")
        elif x0 == x1:
            grid.append(f"{x + x0 - half} {y + y0} {item.thick} {y1 - y0 + 1} re f")
        else:
            grid.append(f"{item.thick} w {x + x0} {y + y0} m {x + x1} {y + y1} l S")


def page_dots(page_mm: tuple[float, float], dpi: int) -> tuple[int, int]:
    """A page's size in whole dots."""
    per_mm = dots_per_mm(dpi)
    return int(page_mm[0] * per_mm + 1e-6), int(page_mm[1] * per_mm + 1e-6)
