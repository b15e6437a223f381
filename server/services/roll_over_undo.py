"""A roll-over taken back whole, until the new year's first loan: it is a draft again."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from peewee import IntegrityError

from library.readers import ReaderState
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.importing.bulk import chunks, update
from server.services.removal import empty_record
from server.services.roll_over import DONE, DRAFT
from server.tables import (
    Card,
    Loan,
    LoanCase,
    Membership,
    Reader,
    Request,
    Responsibility,
    RollOver,
    RollOverMove,
    SchoolClass,
    Visit,
)


def undo_objection(server: Server, roll_over_id: int) -> str | None:
    """What speaks against undoing: `not-done`; `lent`, a book was lent to one of its pupils
    since; `moved`, somebody changed a class since; None: nothing."""
    with server.library.snapshot():
        return _objection(RollOver.get_or_none(RollOver.id == roll_over_id))


def undo_roll_over(server: Server, deed: Deed, roll_over_id: int) -> str | None:
    """Everything as it was, the draft with its lists and choices too; else the objection,
    and nothing is changed."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return None
        row: Any = RollOver.get_or_none(RollOver.id == roll_over_id)
        objection = _objection(row)
        if objection is not None:
            return objection
        made = json.loads(row.made or "{}")
        moves = list(RollOverMove.select().where(RollOverMove.roll_over == row.id))
        _classes_back(server, moves)
        _states_back(server, moves, made.get("left_on", {}))
        RollOverMove.delete().where(RollOverMove.roll_over == row.id).execute()
        _charges_back(made)
        _unmake(server, made)
        RollOver.update(
            state=DRAFT, done_at=None, undone_at=server.now(), made=None
        ).where(RollOver.id == row.id).execute()  # fmt: skip
        write_deed(server, work, deed, before={"roll_over": row.id, "pupils": len(moves)})
        return None


def _objection(row: Any) -> str | None:
    if row is None or row.state != DONE:
        return "not-done"
    mine: Any = RollOverMove.select(RollOverMove.reader).where(RollOverMove.roll_over == row.id)
    lent = Loan.select().where(Loan.reader.in_(mine), Loan.lent_at > row.done_at)
    if lent.exists():
        return "lent"
    entered: Any = RollOverMove.select(RollOverMove.entered_membership_id).where(
        RollOverMove.roll_over == row.id, RollOverMove.entered_membership_id.is_null(False)
    )
    standing = Membership.select().where(Membership.id.in_(entered), Membership.to_on.is_null())
    if standing.count() != entered.count():
        return "moved"
    without: Any = RollOverMove.select(RollOverMove.reader).where(
        RollOverMove.roll_over == row.id, RollOverMove.entered_membership_id.is_null()
    )
    placed = Membership.select().where(
        Membership.reader.in_(without), Membership.to_on.is_null()
    )
    later = RollOver.select().where(RollOver.id > row.id)
    return "moved" if placed.exists() or later.exists() else None


def _classes_back(server: Server, moves: list[Any]) -> None:
    entered = [row.entered_membership_id for row in moves if row.entered_membership_id]
    for part in chunks(entered):
        Membership.delete().where(Membership.id.in_(part)).execute()
    left = [(None, row.left_membership_id) for row in moves if row.left_membership_id]
    update(server, Membership, ("to_on",), left)


def _states_back(server: Server, moves: list[Any], left_on: dict[str, str]) -> None:
    """Only where the roll-over changed it, and where it is still as the roll-over left it."""
    gone = [row for row in moves if row.kind in ("graduate", "leave")]
    update(server, Reader, ("state", "left_on"),
           [(row.state_before, None, row.reader_id) for row in gone])  # fmt: skip
    update(server, Reader, ("state", "left_on"), [
        (ReaderState.LEFT.value, date.fromisoformat(left_on[str(row.reader_id)]), row.reader_id)
        for row in moves if str(row.reader_id) in left_on
    ])  # fmt: skip


def _charges_back(made: dict[str, Any]) -> None:
    Responsibility.delete().where(Responsibility.id.in_(made.get("begun", []))).execute()
    Responsibility.update(to_on=None).where(
        Responsibility.id.in_(made.get("ended", []))
    ).execute()


def _unmake(server: Server, made: dict[str, Any]) -> None:
    """Classes, cards and readers that it made go, but for those something hangs on by now: such
    a class stays empty, such a reader has left."""
    readers, cards = made.get("readers", []), made.get("cards", [])
    busy = _busy(readers)
    kept = Card.id.in_(cards), Card.reader.not_in(sorted(busy))
    Card.delete().where(*kept).execute()
    for number in made.get("classes", []):
        _delete_class(server, number)
    today = server.today()
    for number in readers:
        if number in busy:
            left = {"state": ReaderState.LEFT.value, "left_on": today}
            Reader.update(left).where(Reader.id == number).execute()
        else:
            # Emptied, not deleted: an engine looks for what refers to a deleted row in every
            # visit and every operation of the library.
            empty_record(number, server.now(), today)


def _busy(readers: list[int]) -> set[int]:
    """Those on whom something hangs already."""
    found: set[int] = set()
    for table in (Visit, Request, LoanCase):
        rows: Any = table.select(table.reader).where(table.reader.in_(readers)).distinct()
        found.update(number for (number,) in rows.tuples())
    return found


def _delete_class(server: Server, number: int) -> None:
    try:
        with server.library.database.atomic():
            SchoolClass.delete().where(SchoolClass.id == number).execute()
    except IntegrityError:
        return  # a collection or a check hangs on it: it stays, empty
