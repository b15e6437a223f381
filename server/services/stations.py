"""The one entry for stations: any question of `library.operations`, one answer.

`kiosk/links/in_process.py` and `server/station_api` come through here. What a station may
not claim is taken away: a member of staff, an override, another station's name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from library.operations import (
    Answer,
    CallLibrarian,
    CheckIn,
    CheckOut,
    CloseLesson,
    Failed,
    MyLoans,
    OpenLesson,
    OpenSession,
    OpenSessionByPin,
    PlaceRequest,
    Question,
    Renew,
    Resolve,
    Resolved,
    SetLanguage,
    Undo,
    Unknown,
)
from server.errors import failure_code, new_incident, note_incident
from server.facts import linked_kind
from server.server import Server
from server.services.calls import call_librarian
from server.services.checkin import check_in
from server.services.checkout import check_out
from server.services.lessons import close_lesson, open_lesson
from server.services.renewal import renew
from server.services.requests import place_request
from server.services.sessions import my_loans, open_session, open_session_by_pin, set_language
from server.services.undo import undo

__all__ = ["Server", "answer_question", "resolve"]


def resolve(server: Server, question: Resolve) -> Answer:
    """What a foreign code stands for: Resolved as `copy` or `card`, or Unknown."""
    with server.library.reading() as work:
        kind = linked_kind(work, question.code)
    return Unknown(question.code) if kind is None else Resolved(kind, question.code)


_ANSWERED_BY: dict[type, Callable[[Server, Any], Answer]] = {
    OpenSession: open_session,
    OpenSessionByPin: open_session_by_pin,
    Resolve: resolve,
    CheckOut: check_out,
    CheckIn: check_in,
    Renew: renew,
    Undo: undo,
    PlaceRequest: place_request,
    MyLoans: my_loans,
    CallLibrarian: call_librarian,
    SetLanguage: set_language,
    OpenLesson: open_lesson,
    CloseLesson: close_lesson,
}


def answer_question(server: Server, station_id: int, question: Question) -> Answer:
    """The answer to a station's question; idempotent for questions with an origin.

    A full disk and a damaged database are answers (`Failed`), nothing is written then.
    Any other exception goes up to the caller, which has a screen to keep alive.
    """
    if server.fault is not None:
        return Failed(server.fault, new_incident())
    own = _own(station_id, question)
    try:
        answer = _ANSWERED_BY[type(own)](server, own)
    except Exception as fault:
        code = failure_code(fault)
        if code is None:
            raise
        answer = Failed(code, note_incident(fault, f"answering {type(own).__name__}"))
    server.answers[type(answer).__name__] += 1
    return answer


def _own(station_id: int, question: Question) -> Question:
    """The question as this station may ask it."""
    if isinstance(question, CheckOut) and question.override is not None:
        question = replace(question, override=None)
    origin = getattr(question, "origin", None)
    if origin is None or (origin.station_id == station_id and origin.staff_id is None):
        return question
    own = replace(origin, station_id=station_id, staff_id=None)
    return replace(question, origin=own)
