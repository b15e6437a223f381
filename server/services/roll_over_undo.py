"""A roll-over taken back whole, until the new year's first loan: it is a draft again."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from peewee import IntegrityError

from library.readers import ReaderState
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.importing.bulk import chunks, update
from server.services.roll_over import DONE, DRAFT
from server.services.searching import READER
from server.tables import (
    Card,
    Loan,
    Membership,
    Reader,
    Responsibility,
    RollOver,
    RollOverMove,
    SchoolClass,
    SearchWord,
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
    known = Card.id.in_(cards), Card.reader.not_in(readers)
    Card.delete().where(*known).execute()
    for number in made.get("classes", []):
        _gone(server, partial(_delete, SchoolClass, number))
    for number in readers:
        if not _gone(server, partial(_delete_reader, number)):
            left = {"state": ReaderState.LEFT.value, "left_on": server.today()}
            Reader.update(left).where(Reader.id == number).execute()


def _gone(server: Server, delete: Callable[[], None]) -> bool:
    """Whether it could be deleted: nothing refers to it."""
    try:
        with server.library.database.atomic():
            delete()
    except IntegrityError:
        return False
    return True


def _delete(table: Any, number: int) -> None:
    table.delete().where(table.id == number).execute()


def _delete_reader(number: int) -> None:
    SearchWord.delete().where(SearchWord.kind == READER, SearchWord.row_id == number).execute()
    Card.delete().where(Card.reader == number).execute()
    _delete(Reader, number)
