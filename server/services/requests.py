"""A reader waits for a title."""

from __future__ import annotations

from library.operations import Answer, PlaceRequest, Refused, RequestPlaced, Unknown
from library.requests import Placed, decide_request
from server.database import Work
from server.facts import copy_by_code, live_requests, reader_by_id
from server.server import Server
from server.services.journal import Entry, answered_before, record
from server.statements.requests import ADD_REQUEST
from server.tables.fields import instant_text


def place_request(server: Server, question: PlaceRequest) -> Answer:
    """Queue the reader for the copy's title: RequestPlaced, Refused or Unknown."""
    with server.library.writing() as work:
        return answered_before(work, question) or _place(server, work, question)


def _place(server: Server, work: Work, question: PlaceRequest) -> Answer:
    copy = copy_by_code(work, question.copy_code)
    reader = reader_by_id(work, question.reader_id)
    if copy is None or reader is None:
        return Unknown(question.copy_code)
    origin = question.origin
    today = server.day_of(origin.happened_at)
    requests = live_requests(work, copy.facts.title_id)
    verdict = decide_request(copy.facts, reader.facts, requests, today, server.policy)
    if not isinstance(verdict, Placed):
        return Refused(copy.card, verdict.reasons)
    request_id = work.new(
        ADD_REQUEST,
        reader_id=question.reader_id,
        title_id=copy.facts.title_id,
        asked_at=instant_text(origin.happened_at),
    )
    answer = RequestPlaced(origin.operation_id, copy.card, verdict.place)
    entry = Entry(
        "request",
        copy.facts.copy_id,
        question.reader_id,
        question.reader_id,
        before={"placed": request_id},
    )
    record(work, question, entry, answer, server.now())
    return answer
