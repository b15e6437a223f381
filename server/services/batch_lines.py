"""The lines of a pile as its page shows them; where each copy belongs, in shelf order."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN

from i18n.sorting import sort_key
from library.catalogue import CopyState
from library.shelf_order import shelf_key
from library.whereabouts import Spot, spot_of
from server.server import Server
from server.services.batches import Batch
from server.tables import Copy, Loan, Operation, Place, Reader, ScanBatchLine, Title

MOST_LINES = 2000
"""Lines of one pile that are listed, the newest ones."""
_ORDER = {spot: place for place, spot in enumerate(Spot)}
_HOME, _DISPLAY = Place.alias("home"), Place.alias("display")
_COLUMNS = (
    ScanBatchLine.id, ScanBatchLine.scan_id, ScanBatchLine.scanned_at, ScanBatchLine.code,
    ScanBatchLine.outcome, ScanBatchLine.detail, ScanBatchLine.copy, ScanBatchLine.card,
    ScanBatchLine.wish, ScanBatchLine.happened_at, ScanBatchLine.operation_id,
    Copy.state, Copy.reading_room_only, Copy.on_display, Title.name, Title.author, Title.bbk,
    Title.author_mark, Title.volume, _HOME.name, _DISPLAY.name,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One scanned copy. `outcome` is a word of its room; `spot` and `place` say where it
    belongs now; `detail` holds numbers, days and reasons, no names; `undone`: what it did no
    longer counts; `order` is that of the shelves."""

    line_id: int
    scan_id: str
    scanned_at: datetime
    code: str
    outcome: str
    detail: dict[str, Any]
    copy_id: int | None
    card: str | None
    wish: str | None
    happened_at: datetime | None
    operation_id: str | None
    undone: bool
    state: str
    spot: Spot
    place: str
    title: str
    author: str
    shelf_mark: str
    order: tuple[Any, ...]

    @property
    def may_undo(self) -> bool:
        """Whether it did something that still counts."""
        return self.operation_id is not None and not self.undone


def lines_of(server: Server, batch: Batch | None) -> list[BatchLine]:
    """The lines of a pile, the newest first."""
    if batch is None:
        return []
    with server.library.snapshot():
        rows: Any = (
            ScanBatchLine.select(*_COLUMNS)
            .join(Copy, JOIN.LEFT_OUTER)
            .join(Title, JOIN.LEFT_OUTER, on=Copy.title == Title.id)
            .join(_HOME, JOIN.LEFT_OUTER, on=Copy.home_place == _HOME.id)
            .join(_DISPLAY, JOIN.LEFT_OUTER, on=Copy.display_place == _DISPLAY.id)
            .where(ScanBatchLine.batch == batch.batch_id)
            .order_by(ScanBatchLine.id.desc())
            .limit(MOST_LINES)
        )
        found = list(rows.tuples())
        undone = _undone([row[10] for row in found if row[10]])
    return [_line(row, undone) for row in found]


def last_borrower(server: Server, copy_id: int) -> str | None:
    """Who brought the copy back last, with the class of the loan: for eyes that may see
    readers only. None when nobody did, or nobody is to be known any more."""
    with server.library.reading():
        row: Any = (
            Loan.select(Reader.surname, Reader.given_name, Loan.class_label)
            .join(Reader)
            .where(Loan.copy == copy_id, Loan.closed_as == "returned")
            .order_by(Loan.id.desc())
            .limit(1)
            .tuples()
            .first()
        )
    return None if row is None else " ".join(filter(None, row))


def _undone(ids: list[str]) -> set[str]:
    found: set[str] = set()
    for first in range(0, len(ids), 500):  # SQLite takes a limited number of values
        part = ids[first : first + 500]
        rows = Operation.select(Operation.undoes).where(Operation.undoes.in_(part))
        found |= {str(row.undoes) for row in rows}
    return found


def _line(row: tuple[Any, ...], undone: set[str]) -> BatchLine:
    (line_id, scan_id, scanned_at, code, outcome, detail, copy_id, card, wish, happened_at,
     operation_id, state, room_only, on_display, title, author, bbk, mark, volume, home,
     display) = row  # fmt: skip
    spot = Spot.DESK if state is None else spot_of(CopyState(state), room_only, on_display)
    place = {Spot.SHELF: home, Spot.CORNER: display or home, Spot.READING_ROOM: home}.get(spot)
    order = (
        _ORDER[spot], sort_key(place or ""), shelf_key(bbk, mark, title or "", volume, sort_key),
        line_id,
    )  # fmt: skip
    return BatchLine(
        line_id, scan_id, scanned_at, code, outcome, json.loads(detail) if detail else {}, copy_id,
        card, wish, happened_at, operation_id, operation_id in undone, state or "", spot,
        place or "", title or "", author or "", " ".join(filter(None, (bbk, mark))), order,
    )  # fmt: skip
