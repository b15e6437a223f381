"""The last acts of some kinds, and which of them can still be undone, for the page they are of."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN

from server.server import Server
from server.services.journal import find
from server.services.undo import objection
from server.tables import Operation, Staff

LOOKED_BACK = 20_000
"""Rows of the journal that are searched."""
SHOWN = 5


@dataclass(frozen=True, slots=True)
class RecentAct:
    """One act with what it kept. `may_undo`: whoever asked may take it back as things stand;
    `undone`: somebody did."""

    operation_id: str
    kind: str
    happened_at: datetime
    staff: str
    before: Mapping[str, Any]
    undone: bool
    may_undo: bool


def recent_acts(
    server: Server, kinds: Collection[str], fits: Callable[[Mapping[str, Any]], bool], role: str
) -> list[RecentAct]:
    """The last acts of these kinds whose before-image fits, newest first."""
    undoing = Operation.alias()
    with server.library.snapshot() as work:
        newest = Operation.select(Operation.seq).order_by(Operation.seq.desc()).scalar() or 0
        rows: Any = (
            Operation.select(
                Operation.id, Operation.kind, Operation.happened_at, Operation.detail,
                Staff.name, undoing.seq,
            )
            .join(Staff, JOIN.LEFT_OUTER, on=Operation.staff == Staff.id)
            .join_from(Operation, undoing, JOIN.LEFT_OUTER, on=undoing.undoes == Operation.id)
            .where(Operation.seq > newest - LOOKED_BACK, Operation.kind.in_(list(kinds)))
            .order_by(Operation.seq.desc())
            .tuples()
        )
        found: list[RecentAct] = []
        for operation_id, kind, happened_at, detail, staff, undone in rows.iterator():
            before = json.loads(detail).get("before", {})
            if not fits(before):
                continue
            recorded = find(work, operation_id)
            assert recorded is not None  # read in the same snapshot
            may = undone is None and objection(work, recorded, role, server.now()) is None
            found.append(RecentAct(
                operation_id, kind, happened_at, staff or "", before, undone is not None, may
            ))  # fmt: skip
            if len(found) == SHOWN:
                break
        return found


def may_undo(server: Server, operation_id: str, kind: str, role: str) -> bool:
    """Whether this is an act of the kind that can be taken back now."""
    with server.library.snapshot() as work:
        recorded = find(work, operation_id)
        if recorded is None or recorded.kind != kind:
            return False
        return objection(work, recorded, role, server.now()) is None
