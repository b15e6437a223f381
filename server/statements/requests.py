"""Requests of a title."""

from __future__ import annotations

from server.database import Arg, Statement
from server.tables import Request

REQUESTS_OF_TITLE = Statement(
    "requests of title",
    lambda: (
        Request.select(Request.id, Request.reader, Request.state, Request.copy)
        .where((Request.title == Arg("title_id")) & Request.closed_at.is_null())
        .order_by(Request.asked_at, Request.id)
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
