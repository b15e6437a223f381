"""A draft while book after book is scanned into it: how far it is, what was scanned last.

Reads a few rows however long the delivery is: each scan draws this.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from server.database import Work
from server.server import Server
from server.statements.intake import (
    DRAFT_COUNTED,
    DRAFT_HEAD,
    LAST_SCANS,
    LINE_OF_DRAFT,
    LINE_OF_TITLE,
    NEWEST_OPERATION,
)
from server.tables.fields import day_or_none, instant_of

SCANNED, SCAN_UNDONE = "accession-scanned", "accession-scan-undone"
"""Kinds of deeds."""
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
    with server.library.snapshot() as work:
        head = work.one(DRAFT_HEAD, batch_id=batch_id)
        counted = work.one(DRAFT_COUNTED, batch_id=batch_id)
        if head is None or counted is None:
            return None
        source, supplier, document_no, document_on = head
        return Intake(
            batch_id, source, supplier, document_no or "", day_or_none(document_on),
            int(counted[0]), int(counted[1]), int(counted[2]), _last(work, batch_id, staff_id),
        )  # fmt: skip


def line_in_hand(server: Server, batch_id: int, line_id: int) -> LineInHand | None:
    """One line of the draft."""
    with server.library.reading() as work:
        return _line(work.one(LINE_OF_DRAFT, batch_id=batch_id, line_id=line_id))


def line_of_title(server: Server, batch_id: int, title_id: int) -> LineInHand | None:
    """The last line of a title in the draft; None when it is not there yet."""
    with server.library.reading() as work:
        return _line(work.one(LINE_OF_TITLE, batch_id=batch_id, title_id=title_id))


def _line(row: tuple[Any, ...] | None) -> LineInHand | None:
    if row is None:
        return None
    values: Any = (*row[:-1], bool(row[-1]))
    return LineInHand(*values)


def _last(work: Work, batch_id: int, staff_id: int) -> list[LastScan]:
    newest = work.one(NEWEST_OPERATION)
    after = (newest[0] or 0) - LOOKED_BACK if newest else 0
    found: list[LastScan] = []
    for scan_id, detail, at in work.all(LAST_SCANS, after=after, staff_id=staff_id, kind=SCANNED):
        before = json.loads(detail)["before"]
        if before["batch"] != batch_id:
            continue
        line = _line(work.one(LINE_OF_DRAFT, batch_id=batch_id, line_id=before["line"]))
        if line is not None:
            found.append(LastScan(str(scan_id), line.name, before["copies"], instant_of(at)))
    return found
