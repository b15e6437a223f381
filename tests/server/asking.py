"""A station that asks, with a new operation id for each question."""

from __future__ import annotations

import itertools
import json
import uuid
from typing import Any

from library.operations import (
    Answer,
    CheckIn,
    CheckOut,
    OpenSession,
    Origin,
    PlaceRequest,
    Renew,
    Undo,
)
from server.database import Library
from server.server import Server
from server.services.stations import answer_question
from server.tables import Operation
from tests.builders import Book, Person

_ids = itertools.count(1)


class Station:
    """Asks as station 1 of the school, at the time of the server's clock."""

    def __init__(self, server: Server, station_id: int) -> None:
        self.server = server
        self.station_id = station_id

    def origin(self, operation_id: str | None = None, staff_id: int | None = None) -> Origin:
        made = operation_id or str(uuid.UUID(int=next(_ids)))
        return Origin(made, self.station_id, self.server.now(), staff_id)

    def ask(self, question: Any) -> Any:
        answer: Answer = answer_question(self.server, self.station_id, question)
        return answer

    def card(self, person: Person) -> Any:
        return self.ask(OpenSession(self.origin(), person.card))

    def lend(self, book: Book, person: Person, operation_id: str | None = None) -> Any:
        return self.ask(CheckOut(self.origin(operation_id), person.id, book.code))

    def give_back(self, book: Book, person: Person | None = None, **said: bool) -> Any:
        reader_id = person.id if person else None
        return self.ask(CheckIn(self.origin(), book.code, reader_id, **said))

    def renew(self, book: Book, person: Person) -> Any:
        return self.ask(Renew(self.origin(), person.id, book.code))

    def request(self, book: Book, person: Person) -> Any:
        return self.ask(PlaceRequest(self.origin(), person.id, book.code))

    def undo(self, answer: Any, person: Person | None = None) -> Any:
        reader_id = person.id if person else None
        return self.ask(Undo(self.origin(), answer.operation_id, reader_id))


def journal(library: Library) -> list[dict[str, Any]]:
    """All rows of the journal in order, `detail` read."""
    with library.reading():
        rows = list(Operation.select().order_by(Operation.seq).dicts())
    return [{**row, "detail": json.loads(row["detail"])} for row in rows]
