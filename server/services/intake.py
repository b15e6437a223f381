"""A draft while book after book is scanned into it: how far it is, what was scanned last.

Reads a few rows however long the delivery is: each scan draws this.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import fn

from server.server import Server
from server.services.accession_rows import draft
from server.tables import AccessionLine, Operation, Title

SCANNED, SCAN_UNDONE = "accession-scanned", "accession-scan-undone"
"""Kinds of deeds."""
LAST = 8
LOOKED_BACK = 2000
"""So far back in the journal the last scans are looked for."""


@dataclass(frozen=True, slots=True)
class LineInHand:
    """A line of the draft with what its title says; `price_tiyn` of one copy."""

    line_id: int
    title_id: int
    name: str
    author: str
    year: int | None
    isbn: str | None
    item_kind: str
    pages: int | None
    came: int
    price_tiyn: int
    accounting: str
    invoiced: int
    place_id: int | None
    note: str
    scanned: bool


@dataclass(frozen=True, slots=True)
class LastScan:
    """One scan of this member of staff: so many copies of a title came in one go."""

    scan_id: str
    name: str
    copies: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Intake:
    """The draft: its document, how much is in it, the last scans with the newest first."""

    batch_id: int
    source: str
    supplier: str
    document_no: str
    document_on: date | None
    titles: int
    copies: int
    sum_tiyn: int
    last: Sequence[LastScan]


def intake_of(server: Server, batch_id: int, staff_id: int) -> Intake | None:
    """The draft as the scanning page shows it; None when it is no draft (any more)."""
    with server.library.snapshot():
        row = draft(batch_id)
        if row is None:
            return None
        line = AccessionLine
        counted: Any = (
            line.select(
                fn.COUNT(line.id), fn.COALESCE(fn.SUM(line.came), 0),
                fn.COALESCE(fn.SUM(line.came * line.price_tiyn.cast("BIGINT")), 0),
            )
            .where(line.batch == batch_id)
            .tuples()
            .first()
        )  # fmt: skip
        return Intake(
            batch_id, row.source, row.supplier, row.document_no or "", row.document_on,
            int(counted[0]), int(counted[1]), int(counted[2]), _last(batch_id, staff_id),
        )  # fmt: skip


def line_in_hand(server: Server, batch_id: int, line_id: int) -> LineInHand | None:
    """One line of the draft."""
    with server.library.reading():
        return _line(batch_id, AccessionLine.id == line_id)


def line_of_title(server: Server, batch_id: int, title_id: int) -> LineInHand | None:
    """The last line of a title in the draft; None when it is not there yet."""
    with server.library.reading():
        return _line(batch_id, AccessionLine.title == title_id)


def _line(batch_id: int, where: Any) -> LineInHand | None:
    line = AccessionLine
    asked: Any = (
        line.select(
            line.id, line.title, Title.name, Title.author, Title.year, Title.isbn,
            Title.item_kind, Title.pages, line.came, line.price_tiyn, line.accounting,
            line.invoiced, line.home_place, line.note, line.scanned,
        )
        .join(Title)
        .where(line.batch == batch_id, where)
        .order_by(line.position.desc())
    )  # fmt: skip
    row: Any = asked.tuples().first()
    if row is None:
        return None
    values: Any = (*row[:-1], bool(row[-1]))
    return LineInHand(*values)


def _last(batch_id: int, staff_id: int) -> list[LastScan]:
    newest = Operation.select(Operation.seq).order_by(Operation.seq.desc()).limit(1).scalar() or 0
    undoing = Operation.alias()
    undone = undoing.select(undoing.seq).where(undoing.undoes == Operation.id)
    rows: Any = (
        Operation.select(Operation.id, Operation.detail, Operation.happened_at)
        .where(
            Operation.seq > newest - LOOKED_BACK, Operation.staff == staff_id,
            Operation.kind == SCANNED, ~fn.EXISTS(undone),
        )
        .order_by(Operation.seq.desc())
        .limit(LAST)
    )  # fmt: skip
    found = [(row.id, json.loads(row.detail)["before"], row.happened_at) for row in rows]
    here = [each for each in found if each[1]["batch"] == batch_id]
    named: Any = (
        AccessionLine.select(AccessionLine.id, Title.name)
        .join(Title)
        .where(AccessionLine.id.in_([before["line"] for _, before, _ in here]))
    )
    names = dict(named.tuples())
    return [
        LastScan(str(scan_id), names[before["line"]], before["copies"], at)
        for scan_id, before, at in here
        if before["line"] in names
    ]
