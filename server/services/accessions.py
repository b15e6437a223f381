"""Deliveries of new books: drafts opened, changed, given up; as they are shown and listed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from peewee import JOIN, fn

from library.accession import BatchHead, BatchLine, BatchView
from library.posting import totals_of
from server.server import Server
from server.services.accession_rows import (
    CANCELLED,
    DRAFT,
    acts_of_batch,
    draft,
    entry_of,
    head_columns,
    head_of,
    lines_of,
)
from server.services.deeds import Deed, done_before, write_deed
from server.services.journal import find
from server.tables import AccessionBatch, AccessionLine, Staff, SummaryEntry
from server.tables.fields import day_of, day_or_none


def open_batch(server: Server, deed: Deed, head: BatchHead) -> int:
    """A new draft; its number. A form sent twice gives the number of the first time."""
    with server.library.writing() as work:
        if done_before(work, deed):
            recorded = find(work, deed.origin.operation_id)
            assert recorded is not None
            return int(recorded.detail["before"]["batch"])
        row = AccessionBatch.create(
            state=DRAFT, opened_at=server.now(), opened_by=deed.origin.staff_id,
            **head_columns(head),
        )  # fmt: skip
        write_deed(server, work, deed, before={"batch": row.id})
        return int(row.id)


def change_head(server: Server, deed: Deed, batch_id: int, head: BatchHead) -> bool:
    """Put another head over a draft; False when there is no such draft any more."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        row = draft(batch_id)
        if row is None:
            return False
        new = head_columns(head)
        old = head_columns(head_of(row))
        AccessionBatch.update(new).where(AccessionBatch.id == batch_id).execute()
        # Which columns, not what stands in them: it may be somebody's name.
        changed = sorted(name for name in new if new[name] != old[name])
        write_deed(server, work, deed, before={"batch": batch_id, "changed": changed})
        return True


def cancel_batch(server: Server, deed: Deed, batch_id: int) -> bool:
    """Give a draft up: it stays in the list, nothing is written. False when it is no draft."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        if draft(batch_id) is None:
            return False
        AccessionBatch.update(state=CANCELLED).where(AccessionBatch.id == batch_id).execute()
        write_deed(server, work, deed, before={"batch": batch_id})
        return True


def batch_view(server: Server, batch_id: int) -> BatchView | None:
    """A batch with its lines and totals; None when there is none."""
    with server.library.snapshot():
        row: Any = AccessionBatch.get_or_none(AccessionBatch.id == batch_id)
        if row is None:
            return None
        lines = lines_of(batch_id)
        entry = entry_of(batch_id)
        counter: Any = (
            AccessionBatch.select(AccessionBatch.id)
            .where(AccessionBatch.corrects == batch_id)
            .order_by(AccessionBatch.id)
        )
        return BatchView(
            batch_id, row.state, head_of(row), lines, totals_of(lines), row.opened_at,
            _name(row.opened_by_id), row.posted_at, _name(row.posted_by_id),
            None if entry is None else (entry.number, entry.year), acts_of_batch(batch_id),
            row.corrects_id, tuple(each[0] for each in counter.tuples()),
        )  # fmt: skip


def list_batches(server: Server, state: str | None = None, most: int = 500) -> Sequence[BatchLine]:
    """Batches, newest first; of one state, or all. Counter-entries are among the posted."""
    batch, line, entry = AccessionBatch, AccessionLine, SummaryEntry
    newest: Any = batch.select(batch.id).order_by(batch.id.desc()).limit(most)
    if state is not None:
        newest = newest.where(batch.state == state)
    with server.library.snapshot():
        ids = [row[0] for row in newest.tuples()]
        asked: Any = (
            batch.select(
                batch.id, batch.state, batch.source, batch.supplier,
                fn.COALESCE(batch.document_no, ""), batch.document_on, batch.arrived_on,
                fn.COUNT(line.id), fn.COALESCE(fn.SUM(line.came), 0),
                fn.COALESCE(fn.SUM(line.came * line.price_tiyn.cast("BIGINT")), 0),
                entry.number, entry.year, batch.corrects,
            )
            .join(line, JOIN.LEFT_OUTER, on=(line.batch == batch.id))
            .switch(batch)
            .join(entry, JOIN.LEFT_OUTER, on=(entry.batch == batch.id))
            .where(batch.id.in_(ids))
            .group_by(batch.id, entry.number, entry.year)
            .order_by(batch.id.desc())
        )  # fmt: skip
        return [_listed(row) for row in asked.tuples()]


def _listed(row: tuple[Any, ...]) -> BatchLine:
    entry = None if row[10] is None else (int(row[10]), int(row[11]))
    return BatchLine(
        row[0], row[1], row[2], row[3], row[4], day_or_none(row[5]), day_of(row[6]),
        int(row[7]), int(row[8]), int(row[9]), entry, row[12],
    )  # fmt: skip


def _name(staff_id: int | None) -> str:
    row: Any = None if staff_id is None else Staff.get_or_none(Staff.id == staff_id)
    return "" if row is None else str(row.name or row.login)
