"""Placing a request from a title's page: which of its copies the question is asked with."""

from __future__ import annotations

from typing import Any

from library.catalogue import CopyState
from library.operations import Answer, Origin, PlaceRequest, Unknown
from server.server import Server
from server.services.requests import place_request
from server.tables import Copy, Loan

_GONE = (CopyState.WRITTEN_OFF.value, CopyState.LOST.value, CopyState.MISSING.value)


def request_title(server: Server, origin: Origin, reader_id: int, title_id: int) -> Answer:
    """RequestPlaced or Refused as of `place_request`; Unknown for a title without a copy
    that has a number."""
    code = _code_of(server, reader_id, title_id)
    if code is None:
        return Unknown("")
    return place_request(server, PlaceRequest(origin, reader_id, code))


def _code_of(server: Server, reader_id: int, title_id: int) -> str | None:
    """The reader's own copy when he has one, so that the answer says so; else the copy that
    speaks least against it."""
    with server.library.reading():
        rows: Any = Copy.select(Copy.id, Copy.code, Copy.state, Copy.reading_room_only).where(
            Copy.title == title_id, Copy.code.is_null(False)
        )
        own: Any = Loan.select(Loan.copy).where(Loan.reader == reader_id, Loan.closed_at.is_null())
        held = {row[0] for row in own.tuples()}
        copies = sorted(
            rows.tuples(), key=lambda row: (row[0] not in held, row[2] in _GONE, row[3], row[0])
        )
    return copies[0][1] if copies else None
