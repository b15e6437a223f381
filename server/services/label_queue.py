"""Labels that wait and labels that are asked for: what a printing is made of.

A label waits until somebody puts it into a printing (`make_job`); one thread prints
(`server/jobs/printing.py`). Nothing is printed twice but by asking for it with a reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peewee import JOIN, fn

from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.journal import find
from server.services.label_stocks import all_stocks
from server.tables import AccessionBatch, AccessionCopy, AccessionLine, LabelItem, LabelJob, Printer

MOST_ITEMS = 2000
"""Labels of one printing."""
_PART = 900


@dataclass(frozen=True, slots=True)
class Waiting:
    """Labels of a kind that wait, of one delivery (`batch_id` None: of none)."""

    kind: str
    batch_id: int | None
    document: str
    count: int


@dataclass(frozen=True, slots=True)
class JobWish:
    """A printing somebody asks for. `printer_id` None: a PDF for the browser. `reason` says
    why labels that were printed already are printed again."""

    kind: str
    stock: str
    printer_id: int | None
    dpi: int
    start_cell: int = 1
    batch_id: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NotMade:
    """Text key `label.not-<code>`: nothing (no label is left to print), stock (not known),
    cell (outside the sheet), printer (gone), reason (printed before: say why), many."""

    code: str


def waiting(server: Server) -> list[Waiting]:
    """What waits, by delivery and kind; the oldest delivery first."""
    with server.library.snapshot():
        rows: Any = (
            LabelItem.select(
                LabelItem.kind, AccessionLine.batch, AccessionBatch.document_no,
                fn.COUNT(LabelItem.id),
            )
            .join(AccessionCopy, JOIN.LEFT_OUTER, on=AccessionCopy.copy == LabelItem.copy)
            .join(AccessionLine, JOIN.LEFT_OUTER, on=AccessionCopy.line == AccessionLine.id)
            .join(AccessionBatch, JOIN.LEFT_OUTER, on=AccessionLine.batch == AccessionBatch.id)
            .where(LabelItem.state == "waiting", LabelItem.job.is_null())
            .group_by(LabelItem.kind, AccessionLine.batch, AccessionBatch.document_no)
            .tuples()
        )  # fmt: skip
        found = [Waiting(kind, batch, document or "", n) for kind, batch, document, n in rows]
    return sorted(found, key=lambda each: (each.batch_id is None, each.batch_id or 0, each.kind))


def how_many_wait(server: Server) -> int:
    """Labels that wait, for the home page; answered from the index of what waits."""
    with server.library.reading():
        return LabelItem.select().where(LabelItem.state == "waiting").count()


def want_labels(
    server: Server, deed: Deed, kind: str, copy_ids: Sequence[int] = (),
    reader_ids: Sequence[int] = (),
) -> list[int]:  # fmt: skip
    """Labels for these copies or readers; the numbers of all their labels of the kind. Who
    has one, waiting or printed, gets no second: printing that again needs a reason."""
    with server.library.writing() as work:
        known = _labels_of(kind, copy_ids, reader_ids)
        if not done_before(work, deed):
            made = 0
            for column, ids in (("copy", copy_ids), ("reader", reader_ids)):
                for each in ids:
                    if (column, each) not in known:
                        row = LabelItem.create(kind=kind, wanted_at=server.now(), **{column: each})
                        known[column, each] = int(row.id)
                        made += 1
            write_deed(server, work, deed, before={"labels": made, "label_kind": kind})
        asked = [("copy", each) for each in copy_ids] + [("reader", each) for each in reader_ids]
        return [known[each] for each in asked if each in known]


def _labels_of(
    kind: str, copy_ids: Sequence[int], reader_ids: Sequence[int]
) -> dict[tuple[str, int], int]:
    found: dict[tuple[str, int], int] = {}
    for column, field, ids in (
        ("copy", LabelItem.copy, copy_ids), ("reader", LabelItem.reader, reader_ids)
    ):  # fmt: skip
        for start in range(0, len(ids), _PART):
            rows: Any = LabelItem.select(LabelItem.id, field).where(
                LabelItem.kind == kind, LabelItem.state != "cancelled",
                field.in_(list(ids[start : start + _PART])),
            )  # fmt: skip
            found |= {(column, each): number for number, each in rows.tuples()}
    return found


def make_job(
    server: Server, deed: Deed, wish: JobWish, items: Sequence[int] = ()
) -> int | NotMade:
    """A printing of these labels, or of all waiting ones of the kind (and delivery); its
    number. A form sent twice gives the number of the first time."""
    stock = all_stocks(server).get(wish.stock)
    if stock is None:
        return NotMade("stock")
    if not 1 <= wish.start_cell <= stock.cells:
        return NotMade("cell")
    with server.library.writing() as work:
        if done_before(work, deed):
            recorded = find(work, deed.origin.operation_id)
            assert recorded is not None
            return int(recorded.detail["before"]["job"])
        refused, chosen = _chosen(wish, items)
        if refused:
            return NotMade(refused)
        row = LabelJob.create(
            kind=wish.kind, stock=wish.stock, printer=wish.printer_id, dpi=wish.dpi,
            start_cell=wish.start_cell, total=len(chosen), reason=wish.reason,
            batch=wish.batch_id, staff=deed.origin.staff_id, asked_at=server.now(),
        )  # fmt: skip
        for position, item in enumerate(chosen):
            LabelItem.update(job=row.id, position=position, state="waiting").where(
                LabelItem.id == item
            ).execute()
        work.after_commit(server.labels_asked.set)
        write_deed(server, work, deed, before={"job": row.id, "labels": len(chosen)})
        return int(row.id)


def _chosen(wish: JobWish, items: Sequence[int]) -> tuple[str, list[int]]:
    """The labels in the order of their copies, or the code of what speaks against it."""
    if wish.printer_id is not None:
        there = (Printer.id == wish.printer_id) & ~Printer.removed
        if Printer.get_or_none(there) is None:
            return "printer", []
    rows = _asked(items) if items else _all_waiting(wish)
    rows = [row for row in rows if row.kind == wish.kind and not _busy(row)]
    if not rows:
        return "nothing", []
    if len(rows) > MOST_ITEMS:
        return "many", []
    if any(row.state != "waiting" for row in rows) and not wish.reason:
        return "reason", []
    return "", [int(row.id) for row in rows]


def _busy(row: Any) -> bool:
    """Whether another printing has the label in hand."""
    return row.job_id is not None and row.state in ("waiting", "printing")


def _asked(items: Sequence[int]) -> list[Any]:
    found: dict[int, Any] = {}
    for start in range(0, len(items), _PART):
        part = list(items[start : start + _PART])
        found |= {row.id: row for row in LabelItem.select().where(LabelItem.id.in_(part))}
    return [found[item] for item in dict.fromkeys(items) if item in found]


def _all_waiting(wish: JobWish) -> list[Any]:
    query: Any = LabelItem.select().where(
        LabelItem.kind == wish.kind, LabelItem.state == "waiting", LabelItem.job.is_null()
    )
    if wish.batch_id is not None:
        query = (
            query.join(AccessionCopy, on=AccessionCopy.copy == LabelItem.copy)
            .join(AccessionLine, on=AccessionCopy.line == AccessionLine.id)
            .where(AccessionLine.batch == wish.batch_id)
        )
    return list(query.order_by(LabelItem.copy, LabelItem.id).limit(MOST_ITEMS))
