"""The reader whose record is open at the desk: whole name, standing, loans; the last acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from library.operations import LoanLine, MyLoans, ReaderCard
from library.refusals import Reason
from server.facts import open_loans, reader_by_id
from server.server import Server
from server.services.sessions import my_loans
from server.services.standing import blocks_of, card_of
from server.tables import Card, Copy, Operation, Reader, Title

LOOKED_BACK = 3000
"""Rows of the journal that are searched for the last acts of one member of staff."""
_SHOWN = ("check-out", "check-in", "renew")


@dataclass(frozen=True, slots=True)
class ReaderAtDesk:
    """Who stands here, for staff only: the whole name."""

    reader_id: int
    name: str
    class_label: str | None
    card: ReaderCard
    blocks: tuple[Reason, ...]
    loans: tuple[LoanLine, ...]


@dataclass(frozen=True, slots=True)
class DoneLine:
    """One of the last acts of this member of staff; `undone`: it no longer counts."""

    operation_id: str
    kind: str
    title: str
    code: str
    reader: str
    happened_at: datetime
    undone: bool


def reader_at_desk(server: Server, reader_id: int) -> ReaderAtDesk | None:
    """The open record; None when there is no such reader any more."""
    today = server.today()
    with server.library.snapshot() as work:
        found = reader_by_id(work, reader_id)
        row = Reader.get_or_none(Reader.id == reader_id)
        if found is None or row is None:
            return None
        loans = open_loans(work, reader_id)
        return ReaderAtDesk(
            reader_id,
            full_name(row),
            found.class_label,
            card_of(server, found, loans, today),
            blocks_of(server, found, loans, today),
            my_loans(server, MyLoans(reader_id)).lines,
        )


def last_acts(server: Server, staff_id: int, count: int = 12) -> list[DoneLine]:
    """What this member of staff lent, took back and renewed last, newest first."""
    with server.library.snapshot():
        newest = Operation.select(Operation.seq).order_by(Operation.seq.desc()).scalar() or 0
        rows = list(
            Operation.select(Operation, Copy, Title, Reader)
            .join(Copy)
            .join(Title)
            .switch(Operation)
            .left_outer_join(Reader, on=(Operation.reader == Reader.id))
            .where(
                Operation.seq > newest - LOOKED_BACK,
                Operation.staff == staff_id,
                Operation.kind.in_(_SHOWN),
            )
            .order_by(Operation.seq.desc())
            .limit(count)
        )
        ids = [row.id for row in rows]
        undoing = Operation.select(Operation.undoes).where(Operation.undoes.in_(ids))
        undone = {str(each.undoes) for each in undoing}
        return [_line(row, undone) for row in rows]


def active_card(server: Server, reader_id: int) -> str | None:
    """The newest card that opens this reader; None without one."""
    with server.library.reading():
        row: Any = (
            Card.select(Card.number)
            .where(Card.reader == reader_id, Card.state == "active")
            .order_by(Card.id.desc())
            .first()
        )
    return None if row is None else str(row.number)


def full_name(row: Reader) -> str:
    """Surname, given name, patronymic."""
    return " ".join(filter(None, (row.surname, row.given_name, row.patronymic)))


def _line(row: Operation, undone: set[str]) -> DoneLine:
    copy: Any = row.copy  # joined: an operation of these kinds always has its copy
    return DoneLine(
        row.id, row.kind, copy.title.name, copy.code or "",
        full_name(row.reader) if row.reader is not None else "", row.happened_at,
        row.id in undone,
    )  # fmt: skip
