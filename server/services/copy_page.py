"""One copy with everything the desk knows of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN

from library.catalogue import CopyState
from server.server import Server
from server.services.copy_actions import CopyPlaces
from server.statements.loans import UNSEEN_LOAN_OF_COPY
from server.tables import (
    Copy,
    LinkedCode,
    Loan,
    Operation,
    Place,
    Reader,
    Request,
    Staff,
    Station,
    Title,
)

HISTORY = 100
"""Operations of one copy that its page shows, the newest ones."""


@dataclass(frozen=True, slots=True)
class Lent:
    """Who has the copy and until when."""

    reader_id: int | None
    reader: str
    class_label: str | None
    lent_at: datetime
    due_on: date


@dataclass(frozen=True, slots=True)
class Done:
    """One operation of the copy's past; `reader` is for eyes that may see readers."""

    kind: str
    happened_at: datetime
    staff: str | None
    station: str | None
    reader_id: int | None
    reader: str


@dataclass(frozen=True, slots=True)
class CopyPage:
    """A copy; `provisional`: it came back at a kiosk and nobody has looked at it yet;
    `kept_for` while it stands on the hold shelf: the reader and since when."""

    copy_id: int
    title_id: int
    title: str
    author: str
    code: str | None
    linked: tuple[str, ...]
    inventory_no: str | None
    state: CopyState
    price_tiyn: int | None
    added_on: date | None
    places: CopyPlaces
    home_place: str | None
    display_place: str | None
    lent: Lent | None
    kept_for: tuple[int, int | None, str] | None
    provisional: bool
    history: tuple[Done, ...]


def copy_page(server: Server, copy_id: int) -> CopyPage | None:
    """Everything about one copy; None when there is no such copy."""
    home, display = Place.alias("home"), Place.alias("display")
    with server.library.snapshot() as work:
        rows: Any = (
            Copy.select(Copy, Title.name, Title.author, home.name, display.name)
            .join(Title)
            .join(home, JOIN.LEFT_OUTER, on=Copy.home_place == home.id)
            .join(display, JOIN.LEFT_OUTER, on=Copy.display_place == display.id)
            .where(Copy.id == copy_id)
        )
        found = list(rows.tuples())
        if not found:
            return None
        row: Any = Copy.get_by_id(copy_id)
        title, author, home_name, display_name = found[0][-4:]
        linked = [link.code for link in LinkedCode.select().where(LinkedCode.copy == copy_id)]
        return CopyPage(
            copy_id, row.title_id, title, author, row.code, tuple(linked), row.inventory_no,
            CopyState(row.state), row.price_tiyn, row.added_on,
            CopyPlaces(row.home_place_id, row.display_place_id, bool(row.reading_room_only),
                       bool(row.on_display)),
            home_name, display_name, _lent(copy_id), _kept_for(copy_id),
            work.one(UNSEEN_LOAN_OF_COPY, copy_id=copy_id) is not None, _history(copy_id),
        )  # fmt: skip


def _lent(copy_id: int) -> Lent | None:
    rows: Any = (
        Loan.select(
            Loan.reader, Reader.surname, Reader.given_name, Loan.class_label, Loan.lent_at,
            Loan.due_on,
        )
        .join(Reader, JOIN.LEFT_OUTER, on=Loan.reader == Reader.id)
        .where(Loan.copy == copy_id, Loan.closed_at.is_null())
    )  # fmt: skip
    return next((Lent(row[0], _name(*row[1:3]), *row[3:]) for row in rows.tuples()), None)


def _kept_for(copy_id: int) -> tuple[int, int | None, str] | None:
    rows: Any = (
        Request.select(Request.id, Request.reader, Reader.surname, Reader.given_name)
        .join(Reader, JOIN.LEFT_OUTER, on=Request.reader == Reader.id)
        .where(Request.copy == copy_id, Request.state == "ready")
    )
    return next(((row[0], row[1], _name(*row[2:])) for row in rows.tuples()), None)


def _history(copy_id: int) -> tuple[Done, ...]:
    rows: Any = (
        Operation.select(
            Operation.kind, Operation.happened_at, Staff.name, Station.name, Operation.reader,
            Reader.surname, Reader.given_name,
        )
        .join(Staff, JOIN.LEFT_OUTER, on=Operation.staff == Staff.id)
        .join(Station, JOIN.LEFT_OUTER, on=Operation.station == Station.id)
        .join(Reader, JOIN.LEFT_OUTER, on=Operation.reader == Reader.id)
        .where(Operation.copy == copy_id)
        .order_by(Operation.seq.desc())
        .limit(HISTORY)
    )  # fmt: skip
    return tuple(_done(*row) for row in rows.tuples())


def _done(kind: str, happened_at: datetime, staff: str | None, station: str | None,
          reader_id: int | None, *name: str | None) -> Done:  # fmt: skip
    return Done(kind, happened_at, staff, station, reader_id, _name(*name))


def _name(*parts: str | None) -> str:
    return " ".join(filter(None, parts))
