"""Words and a stock in, bytes for a printer out: the door of this package."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from PIL import Image

from labels.calibration import crosses
from labels.commands import escpos, tspl, zpl
from labels.content import Words
from labels.design import Design
from labels.dots import RESOLUTIONS, dots_per_mm, whole_dots
from labels.errors import DoesNotFit, LabelError
from labels.layouts.kinds import lay_out
from labels.pdf import Pages, page_dots
from labels.raster import BLACK, WHITE, picture_of, png
from labels.stock import Stock

FORMS = ("pdf", "png", "zpl", "tspl", "escpos")
Progress = Callable[[int, int], None]
Offset = tuple[float, float]
NO_OFFSET: Offset = (0.0, 0.0)
_TELL_EVERY = 20
_PREVIEW_DPI = 203
__all__ = [
    "FORMS", "RESOLUTIONS", "Fault", "calibration_page", "faults", "fits", "page_count", "pages",
    "preview", "render", "sheet_preview",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """A label that cannot be made: its place in the job from 0, `code` "does-not-fit" or
    "does-not-scan", and which of its words ("title", "shelf-mark", "code", …)."""

    position: int
    code: str
    part: str


def render(
    words: Sequence[Words], stock: Stock, form: str, dpi: int, start_cell: int = 1,
    offset_mm: Offset = NO_OFFSET, progress: Progress | None = None,
    used_cells: Collection[int] = (),
) -> bytes:  # fmt: skip
    """The job's bytes: one PDF, the first page as PNG, or printer commands of all labels.

    The first page begins at `start_cell` (from 1, along the rows) and leaves out `used_cells`;
    `offset_mm` (right, down) is the printer's. `progress(done, total)` is called now and
    then, from the calling thread; what it raises ends the job. A command language prints each
    row of a roll, or each label of a sheet, as a label of its own.
    Raises DoesNotFit and DoesNotScan with `position` set, ValueError for no words, a form, a
    resolution or a cell that is none. Nothing is given unless every distinct code was read
    back from its own dots.
    """
    if form not in FORMS:
        raise ValueError(f"no such form: {form}")
    if form in ("pdf", "png"):
        places = _places(len(words), stock, start_cell, used_cells)
        designs = _designs(words, stock, dpi, progress)
        if form == "pdf":
            return _pdf(designs, places, stock, dpi, offset_mm)
        return png(_page(designs, places[0], stock, dpi, offset_mm), dpi)
    dots_per_mm(dpi)
    designs = _designs(words, stock, dpi, progress)
    return _commands(designs, stock, form, dpi, offset_mm)


def pages(
    words: Sequence[Words], stock: Stock, dpi: int, start_cell: int = 1,
    offset_mm: Offset = NO_OFFSET, used_cells: Collection[int] = (),
) -> list[bytes]:  # fmt: skip
    """Every page of the job as PNG. Raises as `render`."""
    places = _places(len(words), stock, start_cell, used_cells)
    designs = _designs(words, stock, dpi, None)
    return [
        png(_page(designs, places_of_page, stock, dpi, offset_mm), dpi) for places_of_page in places
    ]


def page_count(
    count: int, stock: Stock, start_cell: int = 1, used_cells: Collection[int] = ()
) -> int:
    """How many pages `count` labels take. Raises ValueError."""
    return len(_places(count, stock, start_cell, used_cells))


def faults(words: Sequence[Words], stock: Stock, dpi: int) -> tuple[Fault, ...]:
    """Every label of the job that cannot be made; empty when all can. Raises ValueError."""
    found = []
    for position, one in enumerate(words):
        try:
            lay_out(one, stock.label_mm, dpi)
        except LabelError as fault:
            part = fault.part if isinstance(fault, DoesNotFit) else "code"
            found.append(Fault(position, fault.code, part))
    return tuple(found)


def fits(words: Words, stock: Stock, dpi: int) -> bool:
    """Whether this label can be made on the stock."""
    return not faults((words,), stock, dpi)


def preview(words: Words, stock: Stock, dpi: int = _PREVIEW_DPI) -> bytes:
    """One label as PNG, the same dots as printed. Raises as `render`."""
    (design,) = _designs((words,), stock, dpi, None)
    return png(picture_of(design), dpi)


def sheet_preview(stock: Stock, words: Sequence[Words] = (), start_cell: int = 1) -> bytes:
    """The first page of the stock as PNG, half size, with the outlines of its cells; labels
    of `words` in them from `start_cell` on. Raises as `render`."""
    dpi = _PREVIEW_DPI
    across, down = page_dots(stock.page_mm, dpi)
    picture = Image.new("1", (across, down), WHITE)
    if words:
        (places, *_) = _places(len(words), stock, start_cell, ())
        designs = _designs(words[: len(places)], stock, dpi, None)
        picture = _page(designs, places, stock, dpi, NO_OFFSET)
    grey = picture.convert("L")
    wide, high = (whole_dots(side, dpi) for side in stock.label_mm)
    for cell in range(1, stock.cells + 1):
        x, y = (whole_dots(mm, dpi) for mm in stock.cell_mm(cell))
        for box in ((x, y, wide, 1), (x, y + high - 1, wide, 1), (x, y, 1, high),
                    (x + wide - 1, y, 1, high)):  # fmt: skip
            grey.paste(150, (box[0], box[1], box[0] + box[2], box[1] + box[3]))
    return png(grey.resize((across // 2, down // 2), Image.Resampling.BOX), dpi)


def calibration_page(stock: Stock, form: str, dpi: int, offset_mm: Offset = NO_OFFSET) -> bytes:
    """A page of crosses in the middle of corner cells with a scale in mm: how far the printed
    cross lies from the middle of its label is the printer's offset. Raises ValueError."""
    if form not in FORMS:
        raise ValueError(f"no such form: {form}")
    design = crosses(stock, dpi)
    shift = _shift(offset_mm, dpi)
    if form == "pdf":
        made = Pages(stock.page_mm, dpi)
        made.page([(*shift, design)])
        return made.bytes()
    picture = _shifted(picture_of(design), shift)
    if form == "png":
        return png(picture, dpi)
    return _sent([picture], stock, form)


_Place = tuple[int, int]
"""A label's place in the job from 0, and its cell from 1."""


def _places(
    count: int, stock: Stock, start_cell: int, used_cells: Collection[int]
) -> list[list[_Place]]:
    """Page by page which label stands in which cell."""
    if count < 1:
        raise ValueError("no labels")
    if any(not 1 <= cell <= stock.cells for cell in (start_cell, *used_cells)):
        raise ValueError("no such cell")
    taken = frozenset(used_cells)
    first = [cell for cell in range(start_cell, stock.cells + 1) if cell not in taken]
    if not first:
        raise ValueError("no free cell")
    found, waiting, cells = [], iter(range(count)), first
    place = next(waiting, None)
    while place is not None:
        page: list[_Place] = []
        for cell in cells:
            if place is None:
                break
            page.append((place, cell))
            place = next(waiting, None)
        found.append(page)
        cells = list(range(1, stock.cells + 1))
    return found


def _designs(
    words: Sequence[Words], stock: Stock, dpi: int, progress: Progress | None
) -> list[Design]:
    if not words:
        raise ValueError("no labels")
    made: list[Design] = []
    for position, one in enumerate(words):
        try:
            made.append(lay_out(one, stock.label_mm, dpi))
        except LabelError as fault:
            fault.position = position
            raise
        if progress and (position + 1) % _TELL_EVERY == 0:
            progress(position + 1, len(words))
    if progress:
        progress(len(words), len(words))
    return made


def _pdf(
    designs: Sequence[Design], places: list[list[_Place]], stock: Stock, dpi: int, offset: Offset
) -> bytes:
    made = Pages(stock.page_mm, dpi)
    for page in places:
        made.page([
            (*_corner(stock, cell, dpi, offset), designs[place]) for place, cell in page
        ])  # fmt: skip
    return made.bytes()


def _page(
    designs: Sequence[Design], places: list[_Place], stock: Stock, dpi: int, offset: Offset
) -> Image.Image:
    """A page's picture. Where neighbouring cells share an edge the dots of both stay."""
    picture = Image.new("1", page_dots(stock.page_mm, dpi), WHITE)
    for place, cell in places:
        label = picture_of(designs[place])
        picture.paste(BLACK, _corner(stock, cell, dpi, offset), label.point(_INVERTED))
    return picture


_INVERTED = [255] + [0] * 255


def _commands(
    designs: Sequence[Design], stock: Stock, form: str, dpi: int, offset: Offset
) -> bytes:
    shift = _shift(offset, dpi)
    rows = _rows(designs, stock, dpi) if stock.columns > 1 and stock.kind == "roll" else map(
        picture_of, designs
    )  # fmt: skip
    return _sent((_shifted(picture, shift) for picture in rows), stock, form)


def _sent(pictures: Iterator[Image.Image] | list[Image.Image], stock: Stock, form: str) -> bytes:
    if form == "escpos":
        return escpos(list(pictures))
    if form == "zpl":
        return b"".join(map(zpl, pictures))
    size = stock.page_mm if stock.kind == "roll" else stock.label_mm
    return b"".join(
        tspl(picture, size, stock.gap_mm, place == 0) for place, picture in enumerate(pictures)
    )


def _rows(designs: Sequence[Design], stock: Stock, dpi: int) -> Iterator[Image.Image]:
    for places in _places(len(designs), stock, 1, ()):
        yield _page(designs, places, stock, dpi, NO_OFFSET)


def _corner(stock: Stock, cell: int, dpi: int, offset: Offset) -> tuple[int, int]:
    across, down = stock.cell_mm(cell)
    return whole_dots(across + offset[0], dpi), whole_dots(down + offset[1], dpi)


def _shift(offset: Offset, dpi: int) -> tuple[int, int]:
    return whole_dots(offset[0], dpi), whole_dots(offset[1], dpi)


def _shifted(picture: Image.Image, shift: tuple[int, int]) -> Image.Image:
    if shift == (0, 0):
        return picture
    moved = Image.new("1", picture.size, WHITE)
    moved.paste(picture, shift)
    return moved
