"""`/desk/undo`: taking back what was done, from any page that shows it."""

from __future__ import annotations

import uuid

from flask import Blueprint, Response, flash, request
from werkzeug.exceptions import BadRequest

from library.operations import Refused, Undo
from library.rights import Right
from server.desk.checks import BACK_TO
from server.desk.drawing import operation_id, see
from server.desk.guard import allowed, signed_in
from server.server import Server
from server.services.desk_station import desk_origin
from server.services.journal_pages import seq_of
from server.services.undo import undo


def add_undo_pages(pages: Blueprint, server: Server) -> None:
    """One form for all of them: which operation, and where to go back to."""

    @pages.post("/undo")
    @allowed(Right.UNDO)
    def undo_operation() -> Response:
        undoes, staff = _undoes(), signed_in()
        origin = desk_origin(server, operation_id(), staff.staff_id)
        answer = undo(server, Undo(origin, undoes), staff.role)
        if isinstance(answer, Refused):
            flash("", f"refusal.{answer.reasons[0].code}")
        else:
            flash("", "journal.undone-now")
        return see(_back(server, undoes))


def _undoes() -> str:
    try:
        return str(uuid.UUID(request.form["undoes"]))
    except ValueError as fault:
        raise BadRequest from fault


def _back(server: Server, undoes: str) -> str:
    back = request.form.get("back", "")
    if back == "journal":
        seq = seq_of(server, undoes)
        return "/desk/journal" if seq is None else f"/desk/journal/{seq}"
    return BACK_TO.get(back, "/desk")
