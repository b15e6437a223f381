"""A day without power, written on paper and entered later at its true times.

Lines are entered in the order of happening. A line that does not fit stays in the list with
what speaks against it until somebody decides: nothing is dropped silently. What lies before
a later operation of the same copy is refused, so that the journal stays in order.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from library.operations import (
    AlreadyYours,
    Answer,
    CheckIn,
    CheckOut,
    Lent,
    OpenSession,
    Origin,
    Returned,
    ToLibrarian,
)
from library.typed_code import typed_code
from server.database import Work
from server.facts import FoundReader, copy_by_code, reader_by_card
from server.server import Server
from server.services.batches import (
    PAPER_DAY,
    Batch,
    batch_of,
    own_line,
    scan_before,
    write_line,
)
from server.services.checkin import take_back
from server.services.checkout import lend
from server.services.sessions import open_session
from server.services.stored_answers import kept_reasons
from server.services.trolley import Put
from server.services.true_time import moved_after
from server.tables import ScanBatchLine

DONE = ("lent", "returned", "found-again")
"""Outcomes that entered something; `struck` is settled by hand; all others wait."""
STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of the sheet. `wish` is lent or returned; a return needs no card. `reason`
    lends in spite of the rules; `sure` takes back from whoever has the copy."""

    origin: Origin
    card: str
    code: str
    wish: str
    reason: str = ""
    sure: bool = False


def enter(server: Server, line: PaperLine) -> Put:
    """Enter one line at its true time, `line.origin.happened_at`; the same line sent again
    is the same line. Its outcome is kept whatever it is."""
    line = replace(line, card=typed_code(line.card).text, code=typed_code(line.code).text)
    with server.library.writing() as work:
        before = scan_before(line.origin.operation_id)
        if before is not None:
            return Put(before.outcome, before.id, before.code)
        batch = batch_of(line.origin.staff_id or 0, PAPER_DAY)
        if batch is None:
            return Put("no-day")
        done = _entered(server, work, batch, line)
        line_id = write_line(
            server, batch, line.origin, line.code, done.outcome, done.detail, copy=done.copy_id,
            card=line.card[:64] or None, wish=line.wish, happened_at=line.origin.happened_at,
            operation_id=done.operation_id,
        )  # fmt: skip
    _count_visit(server, line, done.outcome)
    return Put(done.outcome, line_id, line.code)


def enter_again(
    server: Server, origin: Origin, line_id: int, reason: str = "", sure: bool = False
) -> Put:
    """Try a waiting line once more, perhaps with a reason to lend all the same."""
    with server.library.writing() as work:
        row = own_line(origin.staff_id or 0, PAPER_DAY, line_id)
        if row is None:
            return Put("gone")
        if row.outcome in DONE:
            return Put(row.outcome, line_id, row.code)
        batch = batch_of(origin.staff_id or 0, PAPER_DAY)
        assert batch is not None
        true = replace(origin, happened_at=row.happened_at)
        line = PaperLine(true, row.card or "", row.code, row.wish, reason, sure)
        done = _entered(server, work, batch, line)
        _set(line_id, done)
    _count_visit(server, line, done.outcome)
    return Put(done.outcome, line_id, line.code)


def strike(server: Server, staff_id: int, line_id: int) -> Put:
    """A waiting line is settled otherwise: it stays in the list, struck."""
    with server.library.writing():
        row = own_line(staff_id, PAPER_DAY, line_id)
        if row is None or row.outcome in DONE:
            return Put("gone")
        ScanBatchLine.update(outcome=STRUCK).where(ScanBatchLine.id == line_id).execute()
    return Put(STRUCK, line_id, row.code)


def waits(outcome: str) -> bool:
    """Whether a line still wants a decision."""
    return outcome not in DONE and outcome != STRUCK


@dataclass(frozen=True, slots=True)
class _Done:
    outcome: str
    detail: dict[str, Any] | None = None
    copy_id: int | None = None
    operation_id: str | None = None


def _entered(server: Server, work: Work, batch: Batch, line: PaperLine) -> _Done:
    at = line.origin.happened_at
    if not _on_the_day(server, batch, at):
        return _Done("not-that-day")
    copy = copy_by_code(work, line.code)
    reader = reader_by_card(work, line.card) if line.card else None
    if copy is None:
        return _Done("unknown")
    copy_id = copy.facts.copy_id
    if reader is None and (line.card or line.wish == "lent"):
        return _Done("unknown-card", None, copy_id)
    if moved_after(work, copy_id, at):
        return _Done("later", None, copy_id)
    if line.wish == "lent":
        assert reader is not None
        question = CheckOut(line.origin, reader.facts.reader_id, line.code, line.reason or None)
        return _of(lend(server, work, question), copy_id)
    loan = copy.facts.open_loan
    other = reader is not None and loan is not None and _is_other(reader, loan.reader_id)
    if other and not line.sure:
        return _Done("other-reader", None, copy_id)
    taking = CheckIn(line.origin, line.code, confirmed=True, seen=True)
    return _of(take_back(server, work, taking), copy_id)


def _is_other(reader: FoundReader, reader_id: int) -> bool:
    return reader.facts.reader_id != reader_id


def _on_the_day(server: Server, batch: Batch, at: datetime) -> bool:
    day = batch.happened_at
    return day is not None and server.day_of(at) == server.day_of(day) and at <= server.now()


def _of(answer: Answer, copy_id: int) -> _Done:
    match answer:
        case Lent(operation_id):
            detail = {"due_on": answer.due_on.isoformat()}
            return _Done("lent", detail, copy_id, operation_id)
        case Returned(operation_id):
            late = {"late_days": answer.late_days} if answer.late_days else None
            return _Done("returned", late, copy_id, operation_id)
        case AlreadyYours():
            return _Done("already", None, copy_id)
        case ToLibrarian(_, reasons, operation_id) if operation_id is not None:
            return _Done("found-again", None, copy_id, operation_id)
    reasons = getattr(answer, "reasons", ())
    if not reasons:
        return _Done("not-on-loan", None, copy_id)
    return _Done("refused", {"reasons": kept_reasons(reasons)}, copy_id)


def _set(line_id: int, done: _Done) -> None:
    ScanBatchLine.update(
        outcome=done.outcome, detail=json.dumps(done.detail) if done.detail else "",
        copy=done.copy_id, operation_id=done.operation_id,
    ).where(ScanBatchLine.id == line_id).execute()  # fmt: skip


def _count_visit(server: Server, line: PaperLine, outcome: str) -> None:
    """Who stands on the sheet came on that day; once a day, like any visit."""
    if outcome not in ("lent", "returned") or not line.card:
        return
    visit_id = str(uuid5(NAMESPACE_OID, f"{line.origin.operation_id} visit"))
    open_session(server, OpenSession(replace(line.origin, operation_id=visit_id), line.card))
