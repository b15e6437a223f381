"""Words and a stock in, bytes for a printer out: the door of this package."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from labels.content import Words
from labels.stock import Stock

FORMS = ("pdf", "png", "zpl", "tspl", "escpos")
RESOLUTIONS = (203, 300, 600)
"""Dots an inch; 203 means 8 dots/mm."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A label that cannot be made: its place in the job from 0, `code` "does-not-fit" or
    "does-not-scan", and which of its words ("title", "shelf-mark", "code", …)."""

    position: int
    code: str
    part: str


def render(
    words: Sequence[Words], stock: Stock, form: str, dpi: int, start_cell: int = 1,
    offset_mm: tuple[float, float] = (0.0, 0.0),
    progress: Callable[[int, int], None] | None = None,
    used_cells: Collection[int] = (),
) -> bytes:  # fmt: skip
    """The job's bytes: one PDF, the first page as PNG, or printer commands of all labels.

    The first page begins at `start_cell` (from 1, along the rows) and leaves out `used_cells`;
    `offset_mm` (right, down) is the printer's. `progress(done, total)` is called now and
    then, from the calling thread; what it raises ends the job.
    Raises DoesNotFit and DoesNotScan with `position` set, ValueError for a form, a resolution
    or a cell that is none. Nothing is given unless every distinct code was read back from its
    own dots.
    """
    raise NotImplementedError


def pages(
    words: Sequence[Words], stock: Stock, dpi: int, start_cell: int = 1,
    offset_mm: tuple[float, float] = (0.0, 0.0), used_cells: Collection[int] = (),
) -> list[bytes]:  # fmt: skip
    """Every page of the job as PNG. Raises as `render`."""
    raise NotImplementedError


def page_count(
    count: int, stock: Stock, start_cell: int = 1, used_cells: Collection[int] = ()
) -> int:
    """How many pages `count` labels take. Raises ValueError."""
    raise NotImplementedError


def faults(words: Sequence[Words], stock: Stock, dpi: int) -> tuple[Fault, ...]:
    """Every label of the job that cannot be made; empty when all can."""
    raise NotImplementedError


def fits(words: Words, stock: Stock, dpi: int) -> bool:
    """Whether this label can be made on the stock."""
    return not faults((words,), stock, dpi)


def preview(words: Words, stock: Stock, dpi: int = 203) -> bytes:
    """One label as PNG, the same dots as printed. Raises as `render`."""
    raise NotImplementedError


def sheet_preview(stock: Stock, words: Sequence[Words] = (), start_cell: int = 1) -> bytes:
    """A page of the stock as PNG with the outlines of its cells, small; labels of `words` in
    them from `start_cell` on. Raises as `render`."""
    raise NotImplementedError


def calibration_page(
    stock: Stock, form: str, dpi: int, offset_mm: tuple[float, float] = (0.0, 0.0)
) -> bytes:
    """A page of crosses on the corners of cells with a scale in mm: how far the printed cross
    lies from the cut is the printer's offset. Raises ValueError."""
    raise NotImplementedError
