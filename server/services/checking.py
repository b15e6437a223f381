"""The queue "to be checked": a person looks at what came back through a kiosk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import SQL

from library.checking import Checked, Finding, decide_check
from library.operations import Answer, Noted, Origin, Refused, Unknown
from library.requests import RequestState
from server.database import Work
from server.facts import copy_by_code, copy_by_id, live_requests
from server.server import Server
from server.services.holds import released
from server.services.journal import Entry, answered_before, record
from server.statements.copies import SET_COPY_STATE
from server.statements.loans import ADD_CASE, SET_SEEN, UNSEEN_LOAN_OF_COPY
from server.statements.requests import HOLD_REQUEST
from server.statements.stations import OPEN_TASKS
from server.tables import Copy, DeskTask, Loan, Reader, Request, Title
from server.tables.fields import instant_text
from server.tables.stations import UNSEEN_RETURN


@dataclass(frozen=True, slots=True)
class Check:
    """A question of the desk: what a look at this copy showed."""

    origin: Origin
    copy_id: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class ToCheck:
    """One line of the queue; `overdue` when it became a task of the desk. `borrower` is the
    last one with the whole name and `class_label`, for the desk only; None when anonymised."""

    copy_id: int
    code: str | None
    title: str
    returned_at: datetime
    state: str
    overdue: bool
    borrower: str | None = None
    class_label: str | None = None


def to_check(server: Server, count: int | None = None) -> list[ToCheck]:
    """Copies returned at a kiosk that nobody has seen, longest waiting first; `count` of
    them, None for all."""
    with server.library.snapshot() as work:
        return _lines(work, count=count)


def _lines(work: Work, *where: Any, count: int | None = None) -> list[ToCheck]:
    tasks = {row[0] for row in work.all(OPEN_TASKS, kind=UNSEEN_RETURN)}
    rows = (
        Loan.select(Loan, Copy, Title, Reader)
        .join(Copy)
        .join(Title)
        .switch(Loan)
        .left_outer_join(Reader)
        # 'returned' is written out, not an argument, so that the partial index serves it.
        .where(Loan.closed_as == SQL("'returned'"), Loan.seen_at.is_null(), *where)
        .order_by(Loan.closed_at, Loan.id)
        .limit(count)
    )
    return [_line(row, tasks) for row in rows]


def unseen_counts() -> tuple[int, int]:
    """How many copies wait to be checked, and how many of them for too long; inside a
    block."""
    waiting = Loan.select().where(Loan.closed_as == SQL("'returned'"), Loan.seen_at.is_null())
    late = DeskTask.select().where(DeskTask.kind == UNSEEN_RETURN, DeskTask.done_at.is_null())
    return int(waiting.count()), int(late.count())


def line_of_code(server: Server, code: str) -> ToCheck | None:
    """The queue's line of a copy by its number."""
    with server.library.snapshot() as work:
        copy = copy_by_code(work, code)
        lines = [] if copy is None else _lines(work, Loan.copy == copy.facts.copy_id)
    return lines[0] if lines else None


def kept_for(server: Server, copy_id: int) -> str | None:
    """Whose name goes on the slip of a copy on the hold shelf."""
    with server.library.reading():
        row: Any = (
            Request.select(Request, Reader)
            .join(Reader)
            .where(Request.copy == copy_id, Request.state == SQL("'ready'"))
            .first()
        )
    return None if row is None else f"{row.reader.surname} {row.reader.given_name}".strip()


def _line(row: Loan, tasks: set[int]) -> ToCheck:
    copy, reader = row.copy, row.reader
    return ToCheck(
        copy.id,
        copy.code,
        copy.title.name,
        row.closed_at,
        copy.state,
        copy.id in tasks,
        f"{reader.surname} {reader.given_name}" if reader is not None else None,
        row.class_label,
    )


def state_of(server: Server, copy_id: int) -> tuple[str, str, str] | None:
    """The copy's title, number and state now; None when there is no such copy."""
    with server.library.reading() as work:
        copy = copy_by_id(work, copy_id)
    return None if copy is None else (copy.card.title, copy.card.code, copy.facts.state.value)


def check(server: Server, question: Check) -> Answer:
    """Clear a copy: Noted, Refused when there is nothing to check, or Unknown."""
    with server.library.writing() as work:
        return answered_before(work, question) or look(server, work, question)


def look(server: Server, work: Work, question: Check) -> Answer:
    """The step itself, inside a writing() block."""
    copy = copy_by_id(work, question.copy_id)
    if copy is None:
        return Unknown("")
    requests = live_requests(work, copy.facts.title_id)
    verdict = decide_check(copy.facts, requests, question.finding)
    if not isinstance(verdict, Checked):
        return Refused(copy.card, verdict.reasons)
    before: dict[str, object] = {"state": copy.facts.state.value}
    work.run(SET_COPY_STATE, copy_id=question.copy_id, state=verdict.new_state.value)
    _move_hold(work, question, verdict, before)
    reader_id = _see(work, question, verdict, before)
    _end_task(server, question, before)
    answer = Noted(question.origin.operation_id)
    entry = Entry("check", question.copy_id, reader_id, before=before)
    record(work, question, entry, answer, server.now())
    return answer


def _move_hold(work: Work, question: Check, verdict: Checked, before: dict[str, object]) -> None:
    if verdict.unreadies_request is not None:
        before["released"] = released(verdict.unreadies_request)
        work.run(
            HOLD_REQUEST,
            request_id=verdict.unreadies_request,
            state=RequestState.WAITING.value,
            copy_id=None,
            ready_at=None,
        )
    if verdict.readies_request is not None:
        before["hold"] = verdict.readies_request
        work.run(
            HOLD_REQUEST,
            request_id=verdict.readies_request,
            state=RequestState.READY.value,
            copy_id=question.copy_id,
            ready_at=instant_text(question.origin.happened_at),
        )


def _see(work: Work, question: Check, verdict: Checked, before: dict[str, object]) -> int | None:
    """The last return is true now; a fault is a case of its borrower, who is returned."""
    unseen = work.one(UNSEEN_LOAN_OF_COPY, copy_id=question.copy_id)
    at = instant_text(question.origin.happened_at)
    loan_id, reader_id = (unseen[0], unseen[1]) if unseen else (None, None)
    if loan_id is not None:
        before["seen"] = loan_id
        work.run(SET_SEEN, loan_id=loan_id, seen_at=at)
    if verdict.opens_case:
        before["case"] = work.new(
            ADD_CASE,
            kind=question.finding.value,
            copy_id=question.copy_id,
            loan_id=loan_id,
            reader_id=reader_id,
            opened_at=at,
        )
    return reader_id


def _end_task(server: Server, question: Check, before: dict[str, object]) -> None:
    """A waiting task about this copy is done."""
    task = DeskTask.get_or_none(
        DeskTask.copy == question.copy_id,
        DeskTask.kind == UNSEEN_RETURN,
        DeskTask.done_at.is_null(),
    )
    if task is not None:
        before["task"] = task.id
        done = {DeskTask.done_at: server.now(), DeskTask.done_by: question.origin.staff_id}
        DeskTask.update(done).where(DeskTask.id == task.id).execute()
