"""What the desk shows of new books: deliveries with their progress, the checklist of one,
the steps of a copy, the last scans. Reading only.

Each question begins with the copies that are in processing: some thousands at most, found
by the small index of uncommon states, however large the library is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from peewee import JOIN, SQL, Case, fn

from library.processing import BY_HAND, CopyAtWork, Step, left, wanted
from server.server import Server
from server.services.processing import school_steps
from server.services.processing_rows import (
    COLUMNS,
    IN_PROCESSING,
    WRITTEN_OFF,
    done_of,
    in_processing,
)
from server.services.scan_back import KIND
from server.tables import (
    AccessionBatch,
    AccessionCopy,
    AccessionLine,
    Copy,
    CopySteps,
    Operation,
    Title,
)
from server.tables.fields import day_of, instant_or_none

LOOKED_BACK = 3000
"""Rows of the journal that are searched for the last scans of one member of staff."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far some copies are. `open` of `total` are still in processing; `done` says for how
    many of all a step is done (ready copies have done them all)."""

    total: int
    open: int
    done: Mapping[Step, int]

    @property
    def ready(self) -> int:
        """How many stand on their shelves, or went further."""
        return self.total - self.open

    def missing(self, step: Step) -> int:
        """For how many the step is still to be done."""
        return self.total - self.done.get(step, 0)


@dataclass(frozen=True, slots=True)
class BatchAtWork:
    """A delivery with copies in processing; `batch_id` 0: what came without a delivery."""

    batch_id: int
    progress: Progress
    source: str = ""
    document_no: str = ""
    arrived_on: date | None = None


@dataclass(frozen=True, slots=True)
class TitleAtWork:
    """The copies of one title in a delivery."""

    title_id: int
    name: str
    author: str
    shelf_mark: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class StepsOfCopy:
    """One copy with its steps: when each was done; `left` in order; `ready_at` once ready."""

    copy_id: int
    title_id: int
    code: str | None
    inventory_no: str | None
    state: str
    steps: tuple[Step, ...]
    done: Mapping[Step, datetime] = field(default_factory=dict)
    ready_at: datetime | None = None
    left: tuple[Step, ...] = ()
    batch_id: int | None = None

    @property
    def in_processing(self) -> bool:
        """Whether its steps may be ticked."""
        return self.state == IN_PROCESSING


@dataclass(frozen=True, slots=True)
class LastScan:
    """One scan that verified a label; `ready`: the copy became ready by it."""

    copy_id: int
    title: str
    code: str
    inventory_no: str
    happened_at: datetime
    ready: bool
    state: str


def hand_steps(server: Server) -> tuple[Step, ...]:
    """The steps this school does by hand, in order."""
    with server.library.reading():
        used = school_steps()
    return tuple(step for step in BY_HAND if step in used)


def batches_at_work(server: Server) -> list[BatchAtWork]:
    """Deliveries that still have copies in processing, oldest first; then the rest."""
    with server.library.snapshot():
        rows: Any = (
            Copy.select(AccessionLine.batch)
            .join(AccessionCopy, JOIN.LEFT_OUTER, on=(AccessionCopy.copy == Copy.id))
            .join(AccessionLine, JOIN.LEFT_OUTER, on=(AccessionCopy.line == AccessionLine.id))
            .where(in_processing())
            .distinct()
        )
        numbers = [row[0] for row in rows.tuples()]
        found = [_batch(number) for number in sorted(each for each in numbers if each)]
        if None in numbers:
            found.append(BatchAtWork(0, _whole(list(_of_titles(0)))))
        return found


def _batch(batch_id: int) -> BatchAtWork:
    row: Any = AccessionBatch.get_by_id(batch_id)
    return BatchAtWork(
        batch_id, _whole(list(_of_titles(batch_id))), row.source, row.document_no or "",
        day_of(row.arrived_on),
    )  # fmt: skip


def batch_at_work(
    server: Server, batch_id: int
) -> tuple[BatchAtWork, list[TitleAtWork]] | None:  # fmt: skip
    """A delivery with its titles in the order of its lines; None when there is none."""
    with server.library.snapshot():
        if batch_id and AccessionBatch.get_or_none(AccessionBatch.id == batch_id) is None:
            return None
        titles = list(_of_titles(batch_id))
        if batch_id:
            return _batch(batch_id), titles
        return BatchAtWork(0, _whole(titles)), titles


def _whole(titles: list[TitleAtWork]) -> Progress:
    progress = [each.progress for each in titles]
    done = {step: sum(each.done[step] for each in progress) for step in Step}
    return Progress(sum(p.total for p in progress), sum(p.open for p in progress), done)


def _of_titles(batch_id: int) -> Any:
    """The titles of a delivery, each with the progress of its copies."""
    is_open = Copy.state == IN_PROCESSING
    counted = [
        fn.SUM(Case(None, ((is_open & column.is_null() & _concerns(step), 0),), 1))
        for step, column in COLUMNS.items()
    ]
    columns = (Title.id, Title.name, Title.author, Title.bbk, Title.author_mark)
    query: Any = Copy.select(
        *columns, fn.COUNT(Copy.id), fn.SUM(Case(None, ((is_open, 1),), 0)), *counted
    ).join(Title)
    query = query.join(CopySteps, JOIN.LEFT_OUTER, on=(CopySteps.copy == Copy.id))
    came = AccessionCopy.select(AccessionCopy.copy)
    if batch_id:
        came = came.join(AccessionLine).where(AccessionLine.batch == batch_id)
        query = query.where(Copy.id.in_(came), Copy.state != WRITTEN_OFF)
    else:
        query = query.where(in_processing(), Copy.id.not_in(came))
    query = query.group_by(*columns).order_by(fn.MIN(Copy.id))
    for number, name, author, bbk, mark, total, still, *done in query.tuples():
        progress = Progress(int(total), int(still), dict(zip(Step, map(int, done), strict=True)))
        yield TitleAtWork(number, name, author, " ".join(filter(None, (bbk, mark))), progress)


def _concerns(step: Step) -> Any:
    """Whether the step is one of a copy: without a number there is no label."""
    return Copy.code.is_null(False) if step in (Step.LABEL, Step.VERIFIED) else SQL("1 = 1")


def copies_at_work(server: Server, batch_id: int, title_id: int) -> list[StepsOfCopy]:
    """The copies of one title of a delivery, ready ones too."""
    with server.library.snapshot():
        came: Any = AccessionCopy.select(AccessionCopy.copy)
        if batch_id:
            of_batch = came.join(AccessionLine).where(AccessionLine.batch == batch_id)
            where = [Copy.id.in_(of_batch), Copy.state != WRITTEN_OFF]
        else:
            where = [in_processing(), Copy.id.not_in(came)]
        return _copies(Copy.title == title_id, *where)


def steps_of(server: Server, copy_id: int) -> StepsOfCopy | None:
    """The steps of a copy that is or was in processing; None for any other."""
    with server.library.snapshot():
        found = _copies(Copy.id == copy_id)
        if not found or not (found[0].in_processing or found[0].ready_at or found[0].done):
            return None
        return found[0]


def _copies(*where: Any) -> list[StepsOfCopy]:
    used = school_steps()
    query: Any = (
        Copy.select(
            Copy.id, Copy.title, Copy.code, Copy.inventory_no, Copy.state, CopySteps.ready_at,
            AccessionLine.batch, *COLUMNS.values(),
        )
        .join(CopySteps, JOIN.LEFT_OUTER, on=(CopySteps.copy == Copy.id))
        .join(AccessionCopy, JOIN.LEFT_OUTER, on=(AccessionCopy.copy == Copy.id))
        .join(AccessionLine, JOIN.LEFT_OUTER, on=(AccessionCopy.line == AccessionLine.id))
        .where(*where)
        .order_by(Copy.id)
    )  # fmt: skip
    return [_copy(row, used) for row in query.tuples()]


def _copy(row: tuple[Any, ...], used: frozenset[Step]) -> StepsOfCopy:
    copy_id, title_id, code, inventory_no, state, ready_at, batch_id, *times = row
    at_work = CopyAtWork(done_of(times), code is not None)
    instants = {step: instant_or_none(at) for step, at in zip(COLUMNS, times, strict=True)}
    return StepsOfCopy(
        copy_id, title_id, code, inventory_no, state, wanted(used, at_work.has_code),
        {step: at for step, at in instants.items() if at is not None},
        instant_or_none(ready_at), left(at_work, used) if state == IN_PROCESSING else (), batch_id,
    )  # fmt: skip


def last_scans(server: Server, staff_id: int, count: int = 12) -> list[LastScan]:
    """The labels this member of staff scanned back last, newest first."""
    with server.library.snapshot():
        newest = Operation.select(Operation.seq).order_by(Operation.seq.desc()).scalar() or 0
        rows: Any = (
            Operation.select(Operation, Copy, Title)
            .join(Copy)
            .join(Title)
            .where(
                Operation.seq > newest - LOOKED_BACK, Operation.staff == staff_id,
                Operation.kind == KIND,
            )
            .order_by(Operation.seq.desc())
            .limit(count)
        )  # fmt: skip
        return [
            LastScan(
                row.copy.id, row.copy.title.name, row.copy.code or "",
                row.copy.inventory_no or "", row.happened_at, row.copy.state != IN_PROCESSING,
                row.copy.state,
            )
            for row in rows
        ]  # fmt: skip


def in_processing_count() -> int:
    """How many copies are in processing; inside a block. Read from a small index alone."""
    return int(Copy.select().where(in_processing()).count())
