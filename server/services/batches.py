"""Piles of scanned books that outlive a reload, a crash and a change of browser.

Each member of staff has one open pile of a kind. A line stands in the transaction of what its
scan did. What the page shows of them is in `batch_lines.py`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from library.operations import Origin
from server.server import Server
from server.tables import ScanBatch, ScanBatchLine

TROLLEY, DROP_BOX, PAPER_DAY = "trolley", "drop-box", "paper-day"


@dataclass(frozen=True, slots=True)
class Batch:
    """An open pile; `happened_at` when it was dropped, or the beginning of the paper day."""

    batch_id: int
    kind: str
    happened_at: datetime | None
    opened_at: datetime


def open_batch(server: Server, staff_id: int, kind: str) -> Batch | None:
    """The open pile of a member of staff; None when there is none."""
    with server.library.reading():
        return batch_of(staff_id, kind)


def batch_of(staff_id: int, kind: str) -> Batch | None:
    """As `open_batch`, inside a block."""
    row: Any = ScanBatch.get_or_none(
        ScanBatch.kind == kind, ScanBatch.staff == staff_id, ScanBatch.closed_at.is_null()
    )
    return None if row is None else Batch(row.id, row.kind, row.happened_at, row.opened_at)


def begin_batch(
    server: Server, staff_id: int, kind: str, station_id: int, happened_at: datetime | None = None
) -> Batch:
    """The open pile of this kind, made when there is none."""
    with server.library.writing():
        return begun(server, staff_id, kind, station_id, happened_at)


def begun(
    server: Server, staff_id: int, kind: str, station_id: int | None,
    happened_at: datetime | None = None,
) -> Batch:  # fmt: skip
    """As `begin_batch`, inside a writing() block."""
    found = batch_of(staff_id, kind)
    if found is not None:
        return found
    ScanBatch.create(
        kind=kind, staff=staff_id, station=station_id, happened_at=happened_at,
        opened_at=server.now(),
    )  # fmt: skip
    made = batch_of(staff_id, kind)
    assert made is not None
    return made


def put_away(server: Server, staff_id: int, kind: str) -> None:
    """End the open pile. Card numbers as they were written on paper are not kept longer."""
    with server.library.writing():
        batch = batch_of(staff_id, kind)
        if batch is not None:
            ScanBatch.update(closed_at=server.now()).where(ScanBatch.id == batch.batch_id).execute()
            ScanBatchLine.update(card=None).where(ScanBatchLine.batch == batch.batch_id).execute()


def scan_before(scan_id: str) -> ScanBatchLine | None:
    """The line of a scan that was sent already; inside a block."""
    found: ScanBatchLine | None = ScanBatchLine.get_or_none(ScanBatchLine.scan_id == scan_id)
    return found


def line_of_copy(batch: Batch, copy_id: int) -> ScanBatchLine | None:
    """The pile's newest line of a copy; inside a block."""
    found: ScanBatchLine | None = (
        ScanBatchLine.select()
        .where(ScanBatchLine.batch == batch.batch_id, ScanBatchLine.copy == copy_id)
        .order_by(ScanBatchLine.id.desc())
        .first()
    )
    return found


def write_line(
    server: Server, batch: Batch, origin: Origin, code: str, outcome: str,
    detail: dict[str, Any] | None = None, **more: Any,
) -> int:  # fmt: skip
    """Add a line, inside the writing() block of what its scan did; its number."""
    return int(
        ScanBatchLine.create(
            batch=batch.batch_id, scan_id=origin.operation_id, code=code[:64], outcome=outcome,
            detail=json.dumps(detail) if detail else "", scanned_at=server.now(), **more,
        ).id
    )  # fmt: skip


def own_line(staff_id: int, kind: str, line_id: int) -> Any:
    """A line of the open pile of this member of staff, or None; inside a block."""
    batch = batch_of(staff_id, kind)
    if batch is None:
        return None
    return ScanBatchLine.get_or_none(
        ScanBatchLine.id == line_id, ScanBatchLine.batch == batch.batch_id
    )
