"""`/desk/sheets/copies`: barcodes of copies on A4, 3 × 8, from any free cell of the first
sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Blueprint, request
from markupsafe import Markup

from labels.barcode_art import svg
from labels.errors import DoesNotScan
from library.rights import Right
from library.scanned_code import CopyNumber, read_code
from server.desk.drawing import drawn
from server.desk.forms import Day, DeskForm, Line, Pick, Whole, Wrong
from server.desk.guard import allowed
from server.server import Server
from server.services.copy_labels import (
    MOST_LABELS,
    CopyLabel,
    Labels,
    labels_added_since,
    labels_between,
    labels_of_title,
    title_name,
)
from web.language import texts_of

COLUMNS, ROWS = 3, 8
CELLS = COLUMNS * ROWS
MODULE_DOTS = 5
MODULE_MM = MODULE_DOTS * 25.4 / 300
"""One module of a label's bars: 5 dots at 300 dpi, 10 at 600."""
_BAR_HEIGHT_MM = 12
_LONGEST_TITLE = 64
_WAYS = ("new", "title", "range")


class CopiesForm(DeskForm):
    """Which copies, and where the first label goes."""

    by = Pick("slip.which")
    since = Day("slip.since")
    title = Whole("slip.title-id", least=1, most=2_000_000_000)
    first = Line("slip.first-number", longest=20)
    last = Line("slip.last-number", longest=20)
    start = Whole("slip.start-cell", least=1, most=CELLS)

    def validate_since(self, field: Any) -> None:
        """New ones need a day."""
        if self.by.data == "new" and field.data is None:
            raise Wrong("form.required")

    def validate_title(self, field: Any) -> None:
        """Copies of a title need the title."""
        if self.by.data == "title" and field.data is None:
            raise Wrong("form.required")

    def validate_first(self, field: Any) -> None:
        """Both ends of a range are copy numbers."""
        self._a_number(field)

    def validate_last(self, field: Any) -> None:
        """As the first one."""
        self._a_number(field)

    def _a_number(self, field: Any) -> None:
        if self.by.data == "range" and not isinstance(read_code(field.data or ""), CopyNumber):
            raise Wrong("slip.no-copy-number")


@dataclass(frozen=True, slots=True)
class Cell:
    """One label."""

    title: str
    number: str
    inventory_no: str | None
    bars: Markup


def cell_of(label: CopyLabel) -> Cell | None:
    """The label, its bars read back; None for a number that draws no bars."""
    try:
        # Our own drawing of digits: nothing in it comes from outside.
        bars = Markup(svg(label.code, round(_BAR_HEIGHT_MM / MODULE_MM)))
    except DoesNotScan:
        return None
    return Cell(short(label.title), label.code, label.inventory_no, bars)


def short(title: str) -> str:
    """A title for a label: cut after a word, with a sign that it goes on."""
    if len(title) <= _LONGEST_TITLE:
        return title
    cut = title[: _LONGEST_TITLE - 1]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut[20:] else cut}…"


def sheets_of(cells: Sequence[Cell], start: int) -> list[list[Cell | None]]:
    """Sheets of 24 places; the first label stands at place `start`, from 1."""
    places: list[Cell | None] = [None] * (start - 1) + list(cells)
    return [places[first : first + CELLS] for first in range(0, len(places), CELLS)]


def add_copy_sheet(pages: Blueprint, server: Server) -> None:
    """The form and the sheets under it; both by GET, so that a sheet can be printed again."""

    @pages.get("/sheets/copies")
    @allowed(Right.SHEETS)
    def copy_sheet() -> str | tuple[str, int]:
        t = texts_of(request)
        form: Any = CopiesForm(request.args) if "by" in request.args else CopiesForm()
        form.by.offer([(way, str(t(f"slip.by-{way}"))) for way in _WAYS])
        if "by" not in request.args:
            form.since.data = server.today() - timedelta(days=7)
            form.start.data = 1
            return drawn(server, "desk/copies-sheet.html", form=form, found=None)
        if not form.validate():
            return drawn(server, "desk/copies-sheet.html", form=form, found=None), 422
        found = _found(server, form)
        cells = [cell for cell in map(cell_of, found.labels) if cell is not None]
        return drawn(
            server, "desk/copies-sheet.html", form=form, found=found, most=MOST_LABELS,
            sheets=sheets_of(cells, form.start.data or 1) if cells else [],
            unread=len(found.labels) - len(cells),
            title=title_name(server, form.title.data) if form.by.data == "title" else None,
        )  # fmt: skip


def _found(server: Server, form: Any) -> Labels:
    if form.by.data == "title":
        return labels_of_title(server, form.title.data)
    if form.by.data == "new":
        return labels_added_since(server, form.since.data)
    first, last = sorted((_number(form.first.data), _number(form.last.data)))
    return labels_between(server, first, last)


def _number(text: str) -> str:
    read = read_code(text)
    return read.number if isinstance(read, CopyNumber) else text
