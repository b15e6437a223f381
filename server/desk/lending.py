"""`/desk/lend`: lending and taking back on behalf of a reader, scanner and keyboard first.

One form serves a person without scripts and `lending.js`, which sends the same form and puts
the answered part in place of the old one. Nothing is kept between scans but the open
reader's row number in the address.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request
from werkzeug.exceptions import BadRequest, Forbidden

from library.operations import Undo, Undone
from library.rights import Right
from server.desk.drawing import drawn, operation_id, see
from server.desk.forms import clean_line
from server.desk.guard import allowed, i_may, signed_in
from server.desk.scanner_bar import PART, keep_context, part_wanted, scanner_bar
from server.server import Server
from server.services.desk_reader import last_acts, reader_at_desk
from server.services.desk_station import desk_origin
from server.services.lending import FINISH, OPEN, RENEW_ALL, WISHES, Scan, Told, scanned
from server.services.processing_pages import steps_of
from server.services.undo import undo

__all__ = ["PART", "add_lending_pages", "lending_page"]

LONGEST_SCAN = 200
LONGEST_REASON = 200


def add_lending_pages(pages: Blueprint, server: Server) -> None:
    """`/desk/lend`, its scans and its undo."""

    @pages.get("/lend")
    @allowed(Right.LEND)
    def lend() -> str | Response:
        reader_id = request.args.get("reader", type=int)
        if reader_id is not None and reader_at_desk(server, reader_id) is None:
            return see("/desk/lend")
        return lending_page(server, reader_id)

    @pages.post("/lend")
    @allowed(Right.LEND)
    def lend_scan() -> str:
        """A scan, a press of renew or return, a reason to lend all the same."""
        scan = _scan(server)
        if not scan.text and scan.copy_id is None and scan.wish not in (OPEN, RENEW_ALL):
            return lending_page(server, scan.reader_id)
        told = scanned(server, scan)
        return lending_page(server, told.reader_id, told)

    @pages.post("/lend/undo")
    @allowed(Right.LEND)
    def lend_undo() -> str:
        staff, reader_id = signed_in(), _number("reader")
        origin = desk_origin(server, operation_id(), staff.staff_id)
        undoes = request.form.get("undoes", "")[:64]
        answer = undo(server, Undo(origin, undoes, reader_id), staff.role)
        reasons = getattr(answer, "reasons", ())
        kind = f"undone-{answer.kind}" if isinstance(answer, Undone) else "not-undone"
        copy = getattr(answer, "copy", None)
        return lending_page(server, reader_id, Told(kind, reader_id, copy=copy, reasons=reasons))


def lending_page(server: Server, reader_id: int | None, told: Told | None = None) -> str:
    """The page, or only its changing part when a script asked."""
    part = part_wanted()
    scanner = None if part else scanner_bar(server, "lending")
    keep_context(server, {"reader": reader_id or 0})
    return drawn(
        server, "desk/lend-now.html" if part else "desk/lend.html", told=told,
        reader=None if reader_id is None else reader_at_desk(server, reader_id),
        acts=last_acts(server, signed_in().staff_id), scanner=scanner,
        at_work=_at_work(server, told),
    )  # fmt: skip


def _at_work(server: Server, told: Told | None) -> Any:
    """What is left of a book in processing that somebody brought to the desk."""
    if told is None or told.copy is None or not i_may(Right.PROCESS):
        return None
    if not any(reason.code == "in-processing" for reason in told.reasons):
        return None
    return steps_of(server, told.copy.copy_id)


def _scan(server: Server) -> Scan:
    wish = request.form.get("wish", "")
    if wish not in WISHES:
        raise BadRequest
    if wish == FINISH and not i_may(Right.PROCESS):
        raise Forbidden
    return Scan(
        desk_origin(server, operation_id(), signed_in().staff_id),
        clean_line(request.form.get("text", "")[:LONGEST_SCAN]).replace("\x00", ""),
        _number("reader"),
        wish,
        clean_line(request.form.get("reason", "")[:LONGEST_REASON]).replace("\x00", ""),
        _number("copy"),
    )


def _number(name: str) -> int | None:
    text = request.form.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadRequest
    return int(text)
