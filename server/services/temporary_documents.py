"""Booklets, leaflets and programmes that are on no balance (domain F11), from what was
posted; a counter-entry stands as a line of its own with a negative count."""

from __future__ import annotations

from typing import Any

from peewee import JOIN, fn

from library.inventory_book import author_title
from library.registers import TemporaryLine
from server.server import Server
from server.tables import AccessionBatch, AccessionLine, SummaryEntry, Title
from server.tables.fields import day_of


def temporary_lines(
    server: Server, year: int | None = None, first: int = 0, count: int | None = None
) -> tuple[list[TemporaryLine], int]:
    """The list for a year of entry or all years, in the order of entry, and how many lines
    there are in all."""
    line, batch, entry = AccessionLine, AccessionBatch, SummaryEntry
    where = [line.accounting == "temporary", batch.state == "posted"]
    if year is not None:
        where.append(entry.year == year)
    joined: Any = (
        line.select().join(batch).join(entry, JOIN.LEFT_OUTER, on=(entry.batch == batch.id))
    )
    rows: Any = (
        joined.join_from(line, Title)
        .select(
            line.id, entry.entered_on, batch.arrived_on, entry.number, Title.author, Title.name,
            Title.year, Title.pages, line.came, line.price_tiyn, line.note,
        )
        .where(*where)
        .order_by(batch.id, line.position)
    )  # fmt: skip
    if count is not None:
        rows = rows.limit(count).offset(first)
    with server.library.snapshot():
        total = int(joined.select(fn.COUNT(line.id)).where(*where).scalar())
        return [_line(row) for row in rows.tuples()], total


def _line(row: Any) -> TemporaryLine:
    return TemporaryLine(
        line_id=row[0], entered_on=day_of(row[1] or row[2]), entry_no=row[3],
        author_title=author_title(row[4], row[5]), year=row[6], pages=row[7],
        copies=row[8], price_tiyn=row[9], note=row[10],
    )  # fmt: skip
