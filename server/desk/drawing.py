"""What every page of the desk is drawn with, and how its forms answer."""

from __future__ import annotations

import uuid

from flask import Response, g, render_template, request
from werkzeug.exceptions import BadRequest

from library.rights import Right
from server.desk.guard import i_may
from server.desk.rooms import rooms_of
from server.server import Server
from web.language import texts_of

LONGEST = 2**31 - 1


def drawn(server: Server, template: str, **values: object) -> str:
    """A template with what all of them need: `t`, `zone`, `today`, `new_id`, `rooms`,
    `i_may`, `right` (names of rights)."""
    return render_template(
        template, t=texts_of(request), zone=server.zone, today=server.today(),
        new_id=server.new_id, rooms=rooms_of(g.staff.role) if "staff" in g else [],
        i_may=i_may, right=Right, **values,
    )  # fmt: skip


def see(address: str) -> Response:
    """To another of our pages, by GET, after a form did its work."""
    return Response(status=303, headers={"Location": address})


def number(name: str) -> int:
    """A whole number of the form, as a row has one; raises BadRequest."""
    try:
        found = int(request.form[name])
    except ValueError as fault:
        raise BadRequest from fault
    # An engine knows no longer ones.
    if abs(found) > LONGEST:
        raise BadRequest
    return found


def operation_id() -> str:
    """The id the form was drawn with, so that pressing twice does it once."""
    try:
        return str(uuid.UUID(request.form["operation"]))
    except ValueError as fault:
        raise BadRequest from fault
