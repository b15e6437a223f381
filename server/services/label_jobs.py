"""Printings as they stand, and what people say about them: came out, did not, try again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN

from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.tables import LabelItem, LabelJob, Printer

SHOWN = 30
TO_CONFIRM = "printed-file"
"""Kind of state for the page: a file was made, nobody said yet how it came out."""


@dataclass(frozen=True, slots=True)
class JobLine:
    """One printing. `error` is a stable code (text keys `label.error-<code>`); `file` when a
    PDF lies ready; `left` labels were not printed yet."""

    job_id: int
    kind: str
    stock: str
    printer_id: int | None
    printer: str | None
    dpi: int
    start_cell: int
    state: str
    done: int
    total: int
    error: str | None
    reason: str
    batch_id: int | None
    asked_at: datetime
    ended_at: datetime | None
    left: int

    @property
    def to_confirm(self) -> bool:
        """Whether a file lies ready and a person must say how it came out."""
        return self.state == "printing" and self.printer_id is None and self.done == self.total

    @property
    def open(self) -> bool:
        """Whether it is not at its end."""
        return self.ended_at is None


def jobs(server: Server) -> list[JobLine]:
    """Open printings first, then the last ones, newest first."""
    with server.library.snapshot():
        rows: Any = (
            LabelJob.select(LabelJob, Printer.id, Printer.name)
            .join(Printer, JOIN.LEFT_OUTER)
            .order_by(LabelJob.ended_at.is_null(False), LabelJob.id.desc())
            .limit(SHOWN)
        )
        return [_line(row) for row in rows]


def job_line(server: Server, job_id: int) -> JobLine | None:
    """One printing; None when there is none."""
    with server.library.snapshot():
        row = (
            LabelJob.select(LabelJob, Printer.id, Printer.name)
            .join(Printer, JOIN.LEFT_OUTER)
            .where(LabelJob.id == job_id)
            .first()
        )
        return None if row is None else _line(row)


def _line(row: Any) -> JobLine:
    left = LabelItem.select().where(
        LabelItem.job == row.id, LabelItem.state.in_(("waiting", "printing", "unknown"))
    )
    return JobLine(
        row.id, row.kind, row.stock, row.printer_id, row.printer.name if row.printer_id else None,
        row.dpi, row.start_cell, row.state, row.done, row.total, row.error, row.reason,
        row.batch_id, row.asked_at, row.ended_at, left.count(),
    )  # fmt: skip


def items_of(server: Server, job_id: int) -> list[int]:
    """The labels of a printing in their order, for printing them again."""
    with server.library.reading():
        rows: Any = (
            LabelItem.select(LabelItem.id)
            .where(LabelItem.job == job_id)
            .order_by(LabelItem.position, LabelItem.id)
        )
        return [int(row[0]) for row in rows.tuples()]


def came_out(server: Server, deed: Deed, job_id: int, good: bool) -> bool:
    """What a person saw at the printer. For a file: printed, or nothing came of it. For what
    broke off: the labels nobody was sure of are printed, or will be printed; the rest goes
    on. False when there is nothing to say any more."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        row: Any = LabelJob.get_or_none(LabelJob.id == job_id, LabelJob.ended_at.is_null())
        if row is None or row.state not in ("printing", "unknown"):
            return False
        of_job = LabelItem.job == job_id
        doubtful = of_job & LabelItem.state.in_(("printing", "unknown"))
        if good:
            LabelItem.update(
                state="printed", printed_at=server.now(),
                times_printed=LabelItem.times_printed + 1,
            ).where(doubtful).execute()  # fmt: skip
        elif row.printer_id is None:
            LabelItem.update(state="waiting", job=None).where(doubtful).execute()
        else:
            LabelItem.update(state="waiting").where(doubtful).execute()
        _go_on(server, row, good)
        work.after_commit(server.labels_asked.set)
        write_deed(server, work, deed, before={"job": job_id, "good": good})
        return True


def _go_on(server: Server, row: Any, good: bool) -> None:
    left = LabelItem.select().where(LabelItem.job == row.id, LabelItem.state == "waiting").count()
    if left and row.printer_id is not None:
        changed: dict[str, Any] = {"state": "waiting", "error": None, "done": row.total - left}
    else:
        state = "printed" if good else "cancelled"
        done = row.total if good else row.done
        changed = {"state": state, "error": None, "ended_at": server.now(), "done": done}
    LabelJob.update(**changed).where(LabelJob.id == row.id).execute()


def cancel(server: Server, deed: Deed, job_id: int) -> bool:
    """End a printing: what waits in it waits again outside of it. One that runs ends after
    the portion in hand. False when it has ended."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        row: Any = LabelJob.get_or_none(LabelJob.id == job_id, LabelJob.ended_at.is_null())
        if row is None:
            return False
        if row.state == "printing" and row.printer_id is not None:
            LabelJob.update(cancel_asked=True).where(LabelJob.id == job_id).execute()
        else:
            LabelItem.update(state="waiting", job=None).where(
                LabelItem.job == job_id, LabelItem.state.in_(("waiting", "printing"))
            ).execute()
            LabelJob.update(state="cancelled", ended_at=server.now()).where(
                LabelJob.id == job_id
            ).execute()
        write_deed(server, work, deed, before={"job": job_id})
        return True


def try_again(server: Server, deed: Deed, job_id: int, printer_id: int | None = None) -> bool:
    """Let a waiting printing be tried now, at another printer if one is named."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        changed: dict[str, Any] = {"error": None}
        if printer_id is not None:
            row: Any = Printer.get_or_none(Printer.id == printer_id, ~Printer.removed)
            if row is None:
                return False
            changed |= {"printer": printer_id, "dpi": row.dpi}
        done = LabelJob.update(**changed).where(
            LabelJob.id == job_id, LabelJob.state == "waiting", LabelJob.ended_at.is_null()
        )
        if not done.execute():
            return False
        work.after_commit(server.labels_asked.set)
        write_deed(server, work, deed, before={"job": job_id})
        return True
