"""The desk's side of requests: who waits for what, and ending a wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from library.catalogue import CopyState
from library.operations import Answer, Noted, Origin, Unknown
from library.requests import RequestFacts, RequestState
from server.database import Work
from server.facts import copy_by_id, live_requests, request_of
from server.server import Server
from server.services.journal import Entry, answered_before, record
from server.statements.copies import SET_COPY_STATE
from server.statements.loans import UNSEEN_LOAN_OF_COPY
from server.statements.requests import HOLD_REQUEST, REQUEST_BY_ID, SET_REQUEST
from server.tables import Copy, Reader, Request, Title
from server.tables.fields import instant_text


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """One line for the desk and the hold slip, the only places with the whole name."""

    request_id: int
    title: str
    reader: str
    state: str
    copy_code: str | None
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class CancelRequest:
    """A question of the desk: this request ends without a loan."""

    origin: Origin
    request_id: int


def open_requests(server: Server, count: int | None = None) -> list[OpenRequest]:
    """Requests that wait or stand ready, ready ones first, then by age; `count` of them,
    None for all."""
    with server.library.reading():
        rows = (
            Request.select(Request, Title, Reader, Copy)
            .join(Title)
            .switch(Request)
            .join(Reader)
            .switch(Request)
            .left_outer_join(Copy)
            .where(Request.closed_at.is_null())
            .order_by(Request.state, Request.asked_at)
            .limit(count)
        )
        return [_line(row) for row in rows]


def _line(row: Request) -> OpenRequest:
    reader = row.reader
    return OpenRequest(
        row.id,
        row.title.name,
        f"{reader.surname} {reader.given_name}" if reader is not None else "",
        row.state,
        row.copy.code if row.copy is not None else None,
        row.asked_at,
    )


def cancel_request(server: Server, question: CancelRequest) -> Answer:
    """End a request: Noted, or Unknown when it is not open. The copy kept for it goes to
    who waits next, else to its shelf, or to be checked when nobody has seen it yet."""
    with server.library.writing() as work:
        return answered_before(work, question) or _cancel(server, work, question)


def _cancel(server: Server, work: Work, question: CancelRequest) -> Answer:
    row = work.one(REQUEST_BY_ID, request_id=question.request_id)
    request = request_of(row) if row else None
    if request is None or request.state not in (RequestState.WAITING, RequestState.READY):
        return Unknown("")
    before: dict[str, object] = {"cancelled": request.request_id}
    if request.copy_id is not None:
        before["ready_at"] = released(request.request_id)[1]
    work.run(
        SET_REQUEST,
        request_id=request.request_id,
        state=RequestState.CANCELLED.value,
        copy_id=None,
        closed_at=instant_text(question.origin.happened_at),
    )
    if request.copy_id is not None:
        before["state"] = CopyState.ON_HOLD_SHELF.value
        pass_on(work, question.origin, request, before)
    answer = Noted(question.origin.operation_id)
    entry = Entry("cancel-request", request.copy_id, request.reader_id, before=before)
    record(work, question, entry, answer, server.now())
    return answer


def released(request_id: int) -> list[object]:
    """A request that is ready, as the journal keeps it: its number and since when; inside a
    block, before it changes."""
    row = Request.get_by_id(request_id)
    return [request_id, None if row.ready_at is None else instant_text(row.ready_at)]


def pass_on(work: Work, origin: Origin, ended: RequestFacts, before: dict[str, object]) -> None:
    """Keep the copy of a request that ended for who waits next, or let it go; inside a
    writing() block."""
    assert ended.copy_id is not None
    copy = copy_by_id(work, ended.copy_id)
    if copy is None or copy.facts.state is not CopyState.ON_HOLD_SHELF:
        return
    waiting = [
        each
        for each in live_requests(work, copy.facts.title_id)
        if each.state is RequestState.WAITING
    ]
    if waiting:
        before["hold"] = waiting[0].request_id
        work.run(
            HOLD_REQUEST,
            request_id=waiting[0].request_id,
            state=RequestState.READY.value,
            copy_id=ended.copy_id,
            ready_at=instant_text(origin.happened_at),
        )
        return
    unseen = work.one(UNSEEN_LOAN_OF_COPY, copy_id=ended.copy_id) is not None
    state = CopyState.TO_CHECK if unseen else CopyState.ON_SHELF
    work.run(SET_COPY_STATE, copy_id=ended.copy_id, state=state.value)
