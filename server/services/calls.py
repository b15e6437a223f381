"""A kiosk calls a person; the desk sees who calls and answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from library.operations import Answer, CallLibrarian, Noted
from server.facts import copy_by_code
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.journal import Entry, answered_before, record
from server.statements.stations import ADD_CALL
from server.tables import Copy, KioskCall, Station, Title
from server.tables.fields import instant_text


@dataclass(frozen=True, slots=True)
class OpenCall:
    """One call nobody has answered; `title` of the book in question, if any."""

    call_id: int
    station: str
    reason: str
    title: str | None
    called_at: datetime


def call_librarian(server: Server, question: CallLibrarian) -> Answer:
    """Put a call on the desk: Noted."""
    origin = question.origin
    with server.library.writing() as work:
        before = answered_before(work, question)
        if before is not None:
            return before
        copy = copy_by_code(work, question.copy_code) if question.copy_code else None
        copy_id = copy.facts.copy_id if copy else None
        work.new(
            ADD_CALL,
            station_id=origin.station_id,
            reason=question.reason,
            copy_id=copy_id,
            called_at=instant_text(origin.happened_at),
        )
        answer = Noted(origin.operation_id)
        record(work, question, Entry("call", copy_id), answer, server.now())
        return answer


def open_calls(server: Server) -> list[OpenCall]:
    """Calls nobody has answered, oldest first."""
    with server.library.reading():
        rows = (
            KioskCall.select(KioskCall, Station.name, Copy, Title.name)
            .join(Station)
            .switch(KioskCall)
            .left_outer_join(Copy)
            .left_outer_join(Title)
            .where(KioskCall.done_at.is_null())
            .order_by(KioskCall.called_at)
        )
        return [_open_call(row) for row in rows]


def _open_call(row: KioskCall) -> OpenCall:
    title = row.copy.title.name if row.copy is not None else None
    return OpenCall(row.id, row.station.name, row.reason, title, row.called_at)


def answer_call(server: Server, deed: Deed, call_id: int) -> bool:
    """Somebody came; False when it was answered already."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        changed = (
            KioskCall.update(done_at=server.now(), done_by=deed.origin.staff_id)
            .where(KioskCall.id == call_id, KioskCall.done_at.is_null())
            .execute()
        )
        if changed:
            write_deed(server, work, deed, before={"call": call_id})
    return bool(changed)
