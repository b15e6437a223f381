"""Deliveries between tables and values: heads, lines with their titles, what posting wrote.

All of it is called inside a block of the library.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from peewee import JOIN, fn

from library.accession import ActRef, BatchHead, LineValues, LineView, People
from library.inventory_book import written_number
from server.services.number_series import prefix_of
from server.tables import (
    AccessionBatch,
    AccessionCopy,
    AccessionLine,
    InventoryLine,
    PaperAct,
    Place,
    SummaryEntry,
    Title,
)
from server.tables.fields import day_of, day_or_none

DRAFT, POSTED, CANCELLED = "draft", "posted", "cancelled"
ARRIVALS = 1
"""Part 1 of the summary book."""


def people_text(people: People) -> str:
    """The people as JSON, for the column."""
    said = {"giver": people.giver, "chair": people.chair, "members": list(people.members)}
    return json.dumps(said, ensure_ascii=False)


def head_of(row: Any) -> BatchHead:
    """The head of a row of `accession_batch`."""
    said = json.loads(row.people or "{}")
    people = People(
        str(said.get("giver") or ""), str(said.get("chair") or ""),
        tuple(str(each) for each in said.get("members") or ()),
    )  # fmt: skip
    return BatchHead(
        row.source, day_of(row.arrived_on), row.supplier, row.document_no or "",
        day_or_none(row.document_on), row.document_tiyn, people, row.note,
    )  # fmt: skip


def head_columns(head: BatchHead) -> dict[str, Any]:
    """The columns of a head."""
    return {
        "source": head.source, "supplier": head.supplier, "arrived_on": head.arrived_on,
        "document_no": head.document_no or None, "document_on": head.document_on,
        "document_tiyn": head.document_tiyn, "people": people_text(head.people),
        "note": head.note,
    }  # fmt: skip


def draft(batch_id: int) -> Any:
    """The row of a draft; None when it is none (any more)."""
    return AccessionBatch.get_or_none(
        (AccessionBatch.id == batch_id) & (AccessionBatch.state == DRAFT)
    )


_COLUMNS = (
    AccessionLine.id, AccessionLine.position, AccessionLine.title, AccessionLine.invoiced,
    AccessionLine.came, AccessionLine.price_tiyn, AccessionLine.accounting,
    AccessionLine.home_place, AccessionLine.note, AccessionLine.scanned, AccessionLine.series,
    Place.name,
)  # fmt: skip
_OF_TITLE = (
    "name", "author", "volume", "year", "isbn", "item_kind", "language", "grade", "pages", "bbk",
    "author_mark",
)  # fmt: skip
"""Columns of a title that a line shows under the same name."""


def lines_of(batch_id: int) -> tuple[LineView, ...]:
    """The lines of a batch in their order."""
    asked: Any = (
        AccessionLine.select(*_COLUMNS, *(getattr(Title, name) for name in _OF_TITLE))
        .join(Title)
        .join_from(AccessionLine, Place, JOIN.LEFT_OUTER)
        .where(AccessionLine.batch == batch_id)
        .order_by(AccessionLine.position, AccessionLine.id)
    )
    numbers = _numbers(batch_id)
    corrected = _corrected(batch_id)
    return tuple(_line(row, numbers, corrected) for row in asked.tuples())


def _line(
    row: tuple[Any, ...], numbers: Mapping[int, tuple[str, str]], corrected: frozenset[int]
) -> LineView:
    line_id, position, title, invoiced, came, price, accounting, place, note, scanned = row[:10]
    of_title: dict[str, Any] = dict(zip(_OF_TITLE, row[12:], strict=True))
    values = LineValues(title, invoiced, came, price, accounting, place, note, bool(scanned))
    return LineView(
        line_id, position, values, **of_title, series=row[10], place=row[11],
        numbers=numbers.get(line_id), corrected=position in corrected,
    )  # fmt: skip


def _numbers(batch_id: int) -> dict[int, tuple[str, str]]:
    """By line: its first and last inventory number as written."""
    asked: Any = (
        InventoryLine.select(
            AccessionCopy.line, InventoryLine.series, fn.MIN(InventoryLine.number),
            fn.MAX(InventoryLine.number),
        )
        .join(AccessionCopy, on=(AccessionCopy.copy == InventoryLine.copy))
        .join(AccessionLine)
        .where(AccessionLine.batch == batch_id, InventoryLine.corrects.is_null())
        .group_by(AccessionCopy.line, InventoryLine.series)
    )  # fmt: skip
    found = {}
    for line_id, series, first, last in asked.tuples():
        prefix = prefix_of(series)
        found[line_id] = (written_number(prefix, first), written_number(prefix, last))
    return found


def _corrected(batch_id: int) -> frozenset[int]:
    """Positions of lines that counter-entries took back: they stand there as they did here."""
    asked: Any = (
        AccessionLine.select(AccessionLine.position)
        .join(AccessionBatch)
        .where(AccessionBatch.corrects == batch_id)
    )
    return frozenset(row[0] for row in asked.tuples())


def entry_of(batch_id: int) -> Any:
    """The entry of the summary book that a batch made, or None."""
    return SummaryEntry.get_or_none(SummaryEntry.batch == batch_id)


def acts_of_batch(batch_id: int) -> tuple[ActRef, ...]:
    """The acts of a batch in the order they were made."""
    rows: Any = PaperAct.select().where(PaperAct.batch == batch_id).order_by(PaperAct.id)
    return tuple(ActRef(row.id, row.kind, row.number, row.year) for row in rows)
