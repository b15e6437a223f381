"""What was last given by quantity on a line to a class, and what of it can still be undone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN

from server.database import Work
from server.server import Server
from server.services.journal import find
from server.services.undo import objection
from server.tables import Operation, Staff

KIND = "quantity-given"
LOOKED_BACK = 5000
"""Rows of the journal that are searched."""
SHOWN = 6


@dataclass(frozen=True, slots=True)
class QuantityAct:
    """One form that was saved: for so many pupils so many books more (less below zero).
    `may_undo`: whoever asked may take it back as things stand."""

    operation_id: str
    happened_at: datetime
    staff: str
    pupils: int
    books: int
    undone: bool
    may_undo: bool


def quantity_acts(
    server: Server, line_id: int, readers: Collection[int], role: str
) -> list[QuantityAct]:
    """The last acts on the line that changed anything for these pupils, newest first."""
    now = server.now()
    with server.library.snapshot() as work:
        newest = Operation.select(Operation.seq).order_by(Operation.seq.desc()).scalar() or 0
        rows: Any = (
            Operation.select(Operation.id, Operation.happened_at, Staff.name)
            .join(Staff, JOIN.LEFT_OUTER, on=Operation.staff == Staff.id)
            .where(Operation.seq > newest - LOOKED_BACK, Operation.kind == KIND)
            .order_by(Operation.seq.desc())
            .tuples()
        )
        found: list[QuantityAct] = []
        for operation_id, happened_at, staff in rows:
            act = _act(work, operation_id, happened_at, staff or "", line_id, role, now)
            if act is not None and act[1] & set(readers):
                found.append(act[0])
            if len(found) == SHOWN:
                break
        return found


def undoable_quantity(server: Server, operation_id: str, role: str) -> bool:
    """Whether this is an act by quantity that can be taken back now."""
    with server.library.snapshot() as work:
        recorded = find(work, operation_id)
        return (
            recorded is not None and recorded.kind == KIND
            and bool(recorded.detail["before"]["given"])
            and objection(work, recorded, role, server.now()) is None
        )  # fmt: skip


def _act(
    work: Work, operation_id: str, happened_at: datetime, staff: str, line_id: int, role: str,
    now: datetime,
) -> tuple[QuantityAct, set[int]] | None:  # fmt: skip
    """The act with whom it was about; None when it is of another line."""
    recorded = find(work, operation_id)
    if recorded is None or recorded.detail["before"]["line"] != line_id:
        return None
    given = recorded.detail["before"]["given"]
    undone = Operation.select().where(Operation.undoes == operation_id).exists()
    may = not undone and objection(work, recorded, role, now) is None
    books = sum(after - was for _, was, after in given)
    act = QuantityAct(operation_id, happened_at, staff, len(given), books, undone, may)
    return act, {reader for reader, _, _ in given}
