"""Copies nobody fetched: after some open days a hold ends and the next reader is served."""

from __future__ import annotations

from dataclasses import dataclass

from library.holds import kept_until
from library.operations import Noted, Origin
from library.requests import RequestState
from server.database import Work
from server.facts import request_of
from server.server import Server
from server.services.desk_station import desk_station
from server.services.holds import pass_on
from server.services.journal import Entry, record
from server.statements.requests import REQUEST_BY_ID, SET_REQUEST
from server.tables import Request
from server.tables.fields import instant_text


@dataclass(frozen=True, slots=True)
class ExpireHold:
    """A question of the library to itself: this hold is over."""

    origin: Origin
    request_id: int


def end_old_holds(server: Server) -> int:
    """End each hold whose last day is over; how many. Nothing ends on a day on which the
    library is closed: nobody could have come. Each is one operation of the journal."""
    today = server.today()
    if not server.calendar.is_open_day(today):
        return 0
    with server.library.reading():
        ready = list(
            Request.select(Request.id, Request.ready_at).where(
                Request.closed_at.is_null(), Request.state == RequestState.READY.value
            )
        )
    old = [
        row.id
        for row in ready
        if row.ready_at is not None
        and kept_until(server.day_of(row.ready_at), server.calendar) < today
    ]
    if not old:
        return 0
    station_id = desk_station(server)
    return sum(_end(server, station_id, request_id) for request_id in old)


def _end(server: Server, station_id: int, request_id: int) -> bool:
    question = ExpireHold(Origin(server.new_id(), station_id, server.now()), request_id)
    with server.library.writing() as work:
        row = work.one(REQUEST_BY_ID, request_id=request_id)
        request = request_of(row) if row else None
        # Somebody at the desk may have been quicker.
        if request is None or request.state is not RequestState.READY or request.copy_id is None:
            return False
        before: dict[str, object] = {"expired": request_id}
        _close(work, question)
        pass_on(work, question.origin, request, before)
        entry = Entry("hold-expired", request.copy_id, request.reader_id, before=before)
        record(work, question, entry, Noted(question.origin.operation_id), server.now())
        return True


def _close(work: Work, question: ExpireHold) -> None:
    work.run(
        SET_REQUEST, request_id=question.request_id, state=RequestState.EXPIRED.value,
        copy_id=None, closed_at=instant_text(question.origin.happened_at),
    )  # fmt: skip
