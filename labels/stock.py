"""Sheets and rolls of labels, by their measures in millimetres.

The measures are data (`config/label_stock.toml`, or what a school typed); this file only
reads mappings and checks the sums. Counted from the top left corner of the page as it leaves
the printer, the text upright.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from labels.errors import StockRefused

SHEET, ROLL = "sheet", "roll"
LARGEST_MM, SMALLEST_MM = 500.0, 5.0
"""Sides of a page at most, of a label at least."""
_SLACK_MM = 0.05
"""Printed measures are rounded: three labels of 70.0 mm on 210 mm."""
_MOST_CELLS = 100
_NAME_LETTERS = 60


@dataclass(frozen=True, slots=True)
class Stock:
    """A sheet or a roll. Pairs are (across, down) in mm; `pitch_mm` from one label's corner to
    the next one's. The page of a roll is one row of labels; `gap_mm` the gap of its liner."""

    name: str
    kind: str
    page_mm: tuple[float, float]
    columns: int
    rows: int
    label_mm: tuple[float, float]
    margin_mm: tuple[float, float]
    pitch_mm: tuple[float, float]
    gap_mm: float = 0.0
    note: str = ""

    @property
    def cells(self) -> int:
        """Labels on a page."""
        return self.columns * self.rows

    def cell_mm(self, cell: int) -> tuple[float, float]:
        """The top left corner of a cell, counted from 1 along the rows. Raises ValueError."""
        if not 1 <= cell <= self.cells:
            raise ValueError(f"cell {cell} of {self.cells}")
        row, column = divmod(cell - 1, self.columns)
        return (
            self.margin_mm[0] + column * self.pitch_mm[0],
            self.margin_mm[1] + row * self.pitch_mm[1],
        )

    def measures(self) -> dict[str, Any]:
        """The same as `stock_of` reads, for keeping."""
        return {
            "name": self.name, "kind": self.kind, "page": list(self.page_mm),
            "columns": self.columns, "rows": self.rows, "label": list(self.label_mm),
            "margin": list(self.margin_mm), "pitch": list(self.pitch_mm), "gap": self.gap_mm,
            "note": self.note,
        }  # fmt: skip


def stocks_of(parsed: Mapping[str, Any]) -> dict[str, Stock]:
    """All stocks of a parsed file (`[[stock]]` tables), by name, in its order.
    Raises StockRefused, also for a name that comes twice."""
    found: dict[str, Stock] = {}
    for measures in parsed.get("stock", ()):
        stock = stock_of(measures)
        if stock.name in found:
            raise StockRefused("same-name", "name")
        found[stock.name] = stock
    return found


def stock_of(measures: Mapping[str, Any]) -> Stock:
    """The stock of one table of measures: name, kind, label, columns, and for a sheet page,
    rows, margin, pitch (the label's size if not said), for a roll gap.

    Raises StockRefused with the field at fault: labels that overlap, a row wider or a column
    taller than the page, a number missing or absurd.
    """
    name, kind = str(measures.get("name", "")).strip(), measures.get("kind", SHEET)
    if not name:
        raise StockRefused("missing", "name")
    if len(name) > _NAME_LETTERS:
        raise StockRefused("too-large", "name")
    if kind not in (SHEET, ROLL):
        raise StockRefused("unknown-kind", "kind")
    label = _sides(measures, "label", SMALLEST_MM)
    columns = _count(measures, "columns", 1)
    gap = _number(measures.get("gap", 0), "gap", 0.0)
    note = str(measures.get("note", ""))
    if kind == ROLL:
        return _roll(name, label, columns, gap, measures, note)
    page = _sides(measures, "page", SMALLEST_MM)
    rows = _count(measures, "rows", 1)
    margin = _sides(measures, "margin", 0.0, (0.0, 0.0))
    pitch = _sides(measures, "pitch", 0.0, label)
    _check(page, (columns, rows), label, margin, pitch)
    return Stock(name, SHEET, page, columns, rows, label, margin, pitch, gap, note)


def _roll(
    name: str, label: tuple[float, float], columns: int, gap: float,
    measures: Mapping[str, Any], note: str,
) -> Stock:  # fmt: skip
    pitch = _sides(measures, "pitch", 0.0, (label[0] + gap, label[1] + gap))
    wide = (columns - 1) * pitch[0] + label[0]
    _check((max(wide, label[0]), label[1]), (columns, 1), label, (0.0, 0.0), pitch)
    if wide > LARGEST_MM:
        raise StockRefused("too-large", "columns")
    return Stock(name, ROLL, (wide, label[1]), columns, 1, label, (0.0, 0.0), pitch, gap, note)


def _check(
    page: tuple[float, float], counts: tuple[int, int], label: tuple[float, float],
    margin: tuple[float, float], pitch: tuple[float, float],
) -> None:  # fmt: skip
    for axis, reason in ((0, "wider-than-page"), (1, "taller-than-page")):
        if counts[axis] > 1 and pitch[axis] < label[axis] - _SLACK_MM:
            raise StockRefused("labels-overlap", "pitch")
        if label[axis] > page[axis] + _SLACK_MM:
            raise StockRefused(reason, "label")
        filled = margin[axis] + (counts[axis] - 1) * pitch[axis] + label[axis]
        if filled > page[axis] + _SLACK_MM:
            raise StockRefused(reason, ("columns", "rows")[axis])


def _count(measures: Mapping[str, Any], field: str, default: int) -> int:
    number = _number(measures.get(field, default), field, 1.0)
    if number != int(number):
        raise StockRefused("not-a-number", field)
    if number > _MOST_CELLS:
        raise StockRefused("too-large", field)
    return int(number)


def _sides(
    measures: Mapping[str, Any], field: str, least: float,
    default: tuple[float, float] | None = None,
) -> tuple[float, float]:  # fmt: skip
    sides = measures.get(field, default)
    if sides is None:
        raise StockRefused("missing", field)
    if not isinstance(sides, Sequence) or isinstance(sides, str) or len(sides) != 2:
        raise StockRefused("not-a-number", field)
    across, down = (_number(side, field, least) for side in sides)
    return across, down


def _number(value: Any, field: str, least: float) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value:
        raise StockRefused("not-a-number", field)
    if value < least:
        raise StockRefused("too-small", field)
    if value > LARGEST_MM:
        raise StockRefused("too-large", field)
    return float(value)
