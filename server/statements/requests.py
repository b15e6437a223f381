"""Requests of a title."""

from __future__ import annotations

from peewee import fn

from library.catalogue import CopyState
from server.database import Arg, Statement
from server.tables import Copy, Request

REQUESTS_OF_TITLE = Statement(
    "requests of title",
    lambda: (
        Request.select(Request.id, Request.reader, Request.state, Request.copy)
        .where((Request.title == Arg("title_id")) & Request.closed_at.is_null())
        .order_by(Request.asked_at, Request.id)
    ),
)
FREE_COPIES = Statement(
    "free copies of title",
    lambda: Copy.select(fn.COUNT(Copy.id)).where(
        (Copy.title == Arg("title_id"))
        & (Copy.state == CopyState.ON_SHELF.value)
        & ~Copy.reading_room_only
        & ~Copy.on_display
    ),
)
REQUEST_BY_ID = Statement(
    "request by id",
    lambda: Request.select(Request.id, Request.reader, Request.state, Request.copy).where(
        Request.id == Arg("request_id")
    ),
)
ADD_REQUEST = Statement(
    "add request",
    lambda: Request.insert(
        {
            Request.reader: Arg("reader_id"),
            Request.title: Arg("title_id"),
            Request.asked_at: Arg("asked_at"),
        }
    ).returning(Request.id),
)
SET_REQUEST = Statement(
    "set request",
    lambda: Request.update(
        {
            Request.state: Arg("state"),
            Request.copy: Arg("copy_id"),
            Request.closed_at: Arg("closed_at"),
        }
    ).where(Request.id == Arg("request_id")),
)
HOLD_REQUEST = Statement(
    "hold request",
    lambda: Request.update(
        {
            Request.state: Arg("state"),
            Request.copy: Arg("copy_id"),
            Request.ready_at: Arg("ready_at"),
        }
    ).where(Request.id == Arg("request_id")),
)
