"""The rows that posting writes: copies, inventory lines, the entry of the summary book,
steps and labels. Hundreds at once; each function runs inside the writing() block.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from library.accession import BatchHead, LineView
from library.catalogue import CopyState
from library.inventory_book import author_title, series_of, written_number
from library.registers import SummaryAmounts
from library.scanned_code import COPY_DIGIT, make_number
from server.server import Server
from server.services.accession_rows import ARRIVALS
from server.services.copy_numbers import next_serial
from server.services.deeds import Deed
from server.services.importing import bulk
from server.services.number_series import prefix_of, summary_series, take_numbers
from server.tables import (
    AccessionCopy,
    AccessionLine,
    Copy,
    CopySteps,
    InventoryLine,
    LabelItem,
    SummaryCell,
    SummaryEntry,
)
from server.tables.fields import instant_text

LABELS = ("spine", "pocket")
"""What waits to be printed for each new copy."""


@dataclass(frozen=True, slots=True)
class NewCopy:
    """A copy to be: its number, its line, its place in an inventory book if it has one."""

    copy_id: int
    code: str
    line: LineView
    series: str | None
    number: int | None
    written_no: str | None


def copies_of(lines: Sequence[LineView], own_textbooks: bool) -> list[NewCopy]:
    """Numbers for all that came, taken line by line in their order: the numbers of one line
    follow each other."""
    serial = next_serial()
    copy_id = bulk.next_number(Copy)
    numbers = _numbers(lines, own_textbooks)
    prefixes = {series: prefix_of(series) for series in numbers}
    made: list[NewCopy] = []
    for line in lines:
        series = series_of(line.values.accounting, line.item_kind, own_textbooks)
        for _ in range(line.values.came):
            number = None if series is None else next(numbers[series])
            written = None if number is None else written_number(prefixes[series or ""], number)
            code = make_number(COPY_DIGIT, serial + len(made))
            made.append(NewCopy(copy_id + len(made), code, line, series, number, written))
    return made


def wanted_numbers(lines: Sequence[LineView], own_textbooks: bool) -> dict[str, int]:
    """How many inventory numbers of each series a delivery takes."""
    wanted: dict[str, int] = defaultdict(int)
    for line in lines:
        series = series_of(line.values.accounting, line.item_kind, own_textbooks)
        if series is not None and line.values.came > 0:
            wanted[series] += line.values.came
    return dict(wanted)


def _numbers(lines: Sequence[LineView], own_textbooks: bool) -> dict[str, Iterator[int]]:
    wanted = wanted_numbers(lines, own_textbooks)
    return {series: iter(take_numbers(series, count)) for series, count in wanted.items()}


def write_copies(server: Server, copies: Sequence[NewCopy]) -> None:
    """The copies, in processing, with what joins them to their lines and their steps."""
    today = server.today()
    bulk.insert(
        server, Copy,
        ("id", "title_id", "code", "state", "reading_room_only", "on_display", "home_place_id",
         "inventory_no", "price_tiyn", "added_on"),
        [
            (each.copy_id, each.line.values.title_id, each.code, CopyState.IN_PROCESSING.value,
             False, False, each.line.values.place_id, each.written_no,
             each.line.values.price_tiyn, today)
            for each in copies
        ],
    )  # fmt: skip
    joined = [(each.copy_id, each.line.line_id) for each in copies]
    bulk.insert(server, AccessionCopy, ("copy_id", "line_id"), joined)
    bulk.insert(server, CopySteps, ("copy_id",), [(each.copy_id,) for each in copies])


def write_labels(server: Server, copies: Sequence[NewCopy]) -> None:
    """The labels that wait: all spines in the order of the books, then all pockets."""
    wanted_at = instant_text(server.now())
    bulk.insert(
        server, LabelItem, ("kind", "copy_id", "position", "state", "times_printed", "wanted_at"),
        [
            (kind, each.copy_id, position, "waiting", 0, wanted_at)
            for kind in LABELS
            for position, each in enumerate(copies, start=1)
        ],
    )  # fmt: skip


def write_inventory(server: Server, entry_id: int, copies: Sequence[NewCopy]) -> None:
    """A line of the inventory book for each numbered copy, in the words of this day."""
    today = server.today()
    bulk.insert(
        server, InventoryLine,
        ("series", "number", "written_no", "copy_id", "entry_id", "entered_on", "author_title",
         "year", "price_tiyn", "bbk", "note"),
        [
            (each.series, each.number, each.written_no, each.copy_id, entry_id, today,
             author_title(each.line.author, each.line.name, each.line.volume), each.line.year,
             each.line.values.price_tiyn, each.line.bbk, each.line.values.note)
            for each in copies if each.number is not None
        ],
    )  # fmt: skip
    for series, lines in _lines_by_series(copies).items():
        AccessionLine.update(series=series).where(AccessionLine.id.in_(lines)).execute()


def _lines_by_series(copies: Sequence[NewCopy]) -> Mapping[str, Sequence[int]]:
    found: dict[str, dict[int, None]] = defaultdict(dict)
    for each in copies:
        if each.series is not None:
            found[each.series][each.line.line_id] = None
    return {series: list(lines) for series, lines in found.items()}


def write_entry(
    server: Server, deed: Deed, batch_id: int, head: BatchHead, amounts: SummaryAmounts,
    corrects: Any = None, note: str = "",
) -> Any:  # fmt: skip
    """The entry of part 1 with the year's next number, and its cells. `corrects` is the
    entry that this one takes back."""
    today = server.today()
    number = take_numbers(summary_series(ARRIVALS, today.year), 1)[0]
    entry = SummaryEntry.create(
        part=ARRIVALS, year=today.year, number=number,
        kind="arrival" if corrects is None else "correction", entered_on=today,
        batch=batch_id, source=head.source, supplier=head.supplier,
        document_no=head.document_no or None, document_on=head.document_on,
        copies=amounts.total.copies, on_balance=amounts.on_balance,
        off_balance=amounts.off_balance, sum_tiyn=amounts.total.sum_tiyn, corrects=corrects,
        note=note, recorded_at=server.now(), staff=deed.origin.staff_id,
    )  # fmt: skip
    bulk.insert(
        server, SummaryCell, ("entry_id", "cell_group", "cell", "copies", "sum_tiyn"),
        [(entry.id, group, cell, amount.copies, amount.sum_tiyn)
         for (group, cell), amount in sorted(amounts.cells.items())],
    )  # fmt: skip
    return entry
