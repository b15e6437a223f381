"""The inventory book and the summary book as they are read: pages, years, ranges.

Nothing is written here. A page of the book reads one index that holds all it is ordered
and filtered by, and the table only for its own lines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, fn

from library.registers import ActMark, Amount, BookLine, SummaryAmounts, SummaryLine, SummaryYear
from server.server import Server
from server.services.number_series import BOOKS, TEXTBOOKS
from server.tables import (
    InventoryLine,
    NumberSeries,
    PaperAct,
    PaperActLine,
    SummaryCell,
    SummaryEntry,
)
from server.tables.fields import day_of, day_or_none

ARRIVALS = 1
"""Part 1 of the summary book."""
_PART = 1000
"""So many numbers at most stand in one IN of a query."""


@dataclass(frozen=True, slots=True)
class BookWanted:
    """Which lines of which book: its number series, a year of entry, a range of numbers.
    `count` None: all of them."""

    series: str = BOOKS
    year: int | None = None
    first_number: int | None = None
    last_number: int | None = None
    down: bool = False
    first: int = 0
    count: int | None = 100


def book_series(server: Server) -> list[str]:
    """The inventory books there are; the one of books always, textbooks when they have one."""
    with server.library.reading():
        rows: Any = NumberSeries.select(NumberSeries.key).where(
            NumberSeries.key.startswith("inventory-")
        )
        kept = {row.key for row in rows}
    return [BOOKS, *sorted(kept - {BOOKS}, key=lambda key: (key != TEXTBOOKS, key))]


def years_of_account(server: Server) -> list[int]:
    """Years that the summary book has entries of, and this one; the newest first."""
    with server.library.reading():
        rows: Any = SummaryEntry.select(SummaryEntry.year).distinct().tuples()
        return sorted({server.today().year, *(row[0] for row in rows)}, reverse=True)


def book_lines(server: Server, wanted: BookWanted) -> tuple[list[BookLine], int]:
    """The lines of a page in the order of their numbers, and how many fit in all."""
    where = _where(wanted)
    line = InventoryLine
    order = (line.number, line.id)
    ids: Any = line.select(line.id).where(*where).order_by(
        *((column.desc() for column in order) if wanted.down else order)
    )  # fmt: skip
    if wanted.count is not None:
        ids = ids.limit(wanted.count).offset(wanted.first)
    with server.library.snapshot():
        found = [row[0] for row in ids.tuples()]
        total = int(line.select(fn.COUNT(line.id)).where(*where).scalar())
        return _lines(found), total


def book_amount(server: Server, wanted: BookWanted) -> Amount:
    """Copies and prices of the wanted lines. A line that corrects another takes its copy
    back, with its price below nothing."""
    line = InventoryLine
    asked: Any = line.select(
        fn.COUNT(line.id), fn.COUNT(line.corrects), fn.COALESCE(fn.SUM(line.price_tiyn), 0)
    ).where(*_where(wanted))
    with server.library.reading():
        lines, back, tiyn = asked.tuples().get()
    return Amount(int(lines) - 2 * int(back), int(tiyn))


def _where(wanted: BookWanted) -> list[Any]:
    line = InventoryLine
    where: list[Any] = [line.series == wanted.series]
    if wanted.year is not None:
        first, until = date(wanted.year, 1, 1), date(wanted.year + 1, 1, 1)
        where += [line.entered_on >= first, line.entered_on < until]
    if wanted.first_number is not None:
        where.append(line.number >= wanted.first_number)
    if wanted.last_number is not None:
        where.append(line.number <= wanted.last_number)
    return where


def _lines(ids: Sequence[int]) -> list[BookLine]:
    line, entry = InventoryLine, SummaryEntry
    found: dict[int, BookLine] = {}
    for part in _parts(ids):
        asked: Any = (
            line.select(
                line.id, line.series, line.number, line.written_no, line.entered_on,
                entry.number, entry.document_no, line.author_title, line.year, line.price_tiyn,
                line.bbk, line.note, line.corrects, line.copy,
            )
            .join(entry, JOIN.LEFT_OUTER, on=(line.entry == entry.id))
            .where(line.id.in_(part))
        )  # fmt: skip
        rows = list(asked.tuples())
        marks = _marks({row[13] for row in rows})
        for row in rows:
            revalued, gone = marks.get(row[13], ([], None))
            corrects = row[12] is not None
            found[row[0]] = BookLine(
                line_id=row[0], series=row[1], number=row[2], written_no=row[3],
                entered_on=day_of(row[4]), entry_no=row[5], document_no=row[6],
                author_title=row[7], year=row[8], price_tiyn=row[9], bbk=row[10], note=row[11],
                correction=corrects, revalued=() if corrects else tuple(revalued),
                gone=None if corrects else gone,
            )  # fmt: skip
    return [found[each] for each in ids]


def _marks(copies: Iterable[int]) -> dict[int, tuple[list[ActMark], ActMark | None]]:
    """By copy: the acts that revalued it, and the act it left by."""
    act, line = PaperAct, PaperActLine
    asked: Any = (
        line.select(line.copy, act.kind, act.number, act.made_on, line.after)
        .join(act)
        .where(line.copy.in_(list(copies)), act.kind.in_(("revaluation", "write-off")))
        .order_by(act.id, line.id)
    )
    found: dict[int, tuple[list[ActMark], ActMark | None]] = {}
    for copy_id, kind, number, made_on, after in asked.tuples():
        revalued, gone = found.get(copy_id, ([], None))
        if kind == "write-off":
            found[copy_id] = (revalued, ActMark(number, day_of(made_on)))
        else:
            revalued.append(ActMark(number, day_of(made_on), after))
            found[copy_id] = (revalued, gone)
    return found


def _parts(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[place : place + _PART] for place in range(0, len(ids), _PART))


def summary_year(server: Server, year: int) -> SummaryYear:
    """Part 1 of the summary book for a year, with what there was before its first day."""
    with server.library.snapshot():
        return SummaryYear(year, _before(year), tuple(_summary_lines(year)))


def _before(year: int) -> SummaryAmounts:
    entry, cell = SummaryEntry, SummaryCell
    where = (entry.part == ARRIVALS) & (entry.year < year)
    sums: Any = entry.select(
        *(fn.COALESCE(fn.SUM(column), 0)
          for column in (entry.copies, entry.sum_tiyn, entry.on_balance, entry.off_balance))
    ).where(where)  # fmt: skip
    copies, tiyn, on_balance, off_balance = (int(value) for value in sums.tuples().get())
    cells: Any = (
        cell.select(cell.cell_group, cell.cell, fn.SUM(cell.copies), fn.SUM(cell.sum_tiyn))
        .join(entry)
        .where(where)
        .group_by(cell.cell_group, cell.cell)
    )
    return SummaryAmounts(
        Amount(copies, tiyn), on_balance, off_balance,
        {(group, name): Amount(int(n), int(s)) for group, name, n, s in cells.tuples()},
    )  # fmt: skip


def _summary_lines(year: int) -> Iterable[SummaryLine]:
    entry, taken_back = SummaryEntry, SummaryEntry.alias()
    cells: dict[int, dict[tuple[str, str], Amount]] = defaultdict(dict)
    asked: Any = (
        SummaryCell.select(
            SummaryCell.entry, SummaryCell.cell_group, SummaryCell.cell, SummaryCell.copies,
            SummaryCell.sum_tiyn,
        )
        .join(entry)
        .where(entry.part == ARRIVALS, entry.year == year)
    )  # fmt: skip
    for entry_id, group, name, copies, tiyn in asked.tuples():
        cells[entry_id][group, name] = Amount(copies, tiyn)
    rows: Any = (
        entry.select(
            entry.id, entry.number, entry.year, entry.kind, entry.entered_on, entry.source,
            entry.supplier, entry.document_no, entry.document_on, entry.copies, entry.sum_tiyn,
            entry.on_balance, entry.off_balance, entry.note, entry.batch,
            taken_back.number, taken_back.year, taken_back.kind,
        )
        .join(taken_back, JOIN.LEFT_OUTER, on=(entry.corrects == taken_back.id))
        .where(entry.part == ARRIVALS, entry.year == year)
        .order_by(entry.number)
    )  # fmt: skip
    for row in rows.tuples():
        yield SummaryLine(
            entry_id=row[0], number=row[1], year=row[2], kind=row[3], entered_on=day_of(row[4]),
            source=row[5], supplier=row[6], document_no=row[7], document_on=day_or_none(row[8]),
            amounts=SummaryAmounts(Amount(row[9], row[10]), row[11], row[12], cells[row[0]]),
            note=row[13], corrects=None if row[15] is None else (row[15], row[16]),
            of_opening="opening" in (row[3], row[17]), batch_id=row[14],
        )  # fmt: skip


def line_place(server: Server, wanted: BookWanted) -> int:
    """How many lines of the book stand before the first wanted number."""
    line = InventoryLine
    before: Any = line.select(fn.COUNT(line.id)).where(
        line.series == wanted.series, line.number < (wanted.first_number or 1)
    )
    with server.library.reading():
        return int(before.scalar())
