"""The last scans of collections, and what one of them says now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN

from server.server import Server
from server.services.collecting import Collected, Person, collected, person
from server.tables import Collection, CollectionScan, Copy, Reader, Title

SHOWN = 12


@dataclass(frozen=True, slots=True)
class ScanLine:
    """One scan of the list. `takes_back`: it can be undone."""

    scan: int
    scanned_at: datetime
    outcome: str
    code: str
    title: str
    class_label: str | None
    handed_by: Person | None
    condition: int | None
    undone: bool
    takes_back: bool


def last_scans(server: Server) -> list[ScanLine]:
    """The newest scans of all stations."""
    return _lines(server)


def last_scans_of(server: Server, staff_id: int) -> list[ScanLine]:
    """The newest scans of one member of staff."""
    return _lines(server, CollectionScan.staff == staff_id)


def scan_now(server: Server, number: int) -> Collected | None:
    """What a scan says now; None when there is none of this number."""
    with server.library.reading() as work:
        if CollectionScan.get_or_none(CollectionScan.id == number) is None:
            return None
        return collected(work, number)


def person_named(server: Server, reader_id: int) -> Person | None:
    """A reader by name, for the page of staff."""
    with server.library.reading() as work:
        return person(work, reader_id)


def _lines(server: Server, *where: Any) -> list[ScanLine]:
    rows: Any = (
        CollectionScan.select(
            CollectionScan.id, CollectionScan.scanned_at, CollectionScan.outcome,
            CollectionScan.code, Title.name, Collection.class_label, Reader.id, Reader.surname,
            Reader.given_name, Reader.state, CollectionScan.condition, CollectionScan.undone,
            CollectionScan.operation_id,
        )
        .join(Copy, JOIN.LEFT_OUTER, on=CollectionScan.copy == Copy.id)
        .join(Title, JOIN.LEFT_OUTER, on=Copy.title == Title.id)
        .join(Collection, JOIN.LEFT_OUTER, on=CollectionScan.collection == Collection.id)
        .join(Reader, JOIN.LEFT_OUTER, on=CollectionScan.handed_by == Reader.id)
        .order_by(CollectionScan.id.desc())
        .limit(SHOWN)
    )  # fmt: skip
    if where:
        rows = rows.where(*where)
    with server.library.snapshot():
        return [_line(row) for row in rows.tuples()]


def _line(row: tuple[Any, ...]) -> ScanLine:
    by = None if row[6] is None else Person(row[6], row[7], row[8], row[9] == "left")
    return ScanLine(
        row[0], row[1], row[2], row[3], row[4] or "", row[5], by, row[10], row[11],
        row[12] is not None and not row[11],
    )  # fmt: skip
