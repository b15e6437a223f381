"""`/desk/checks`: copies that came back and nobody has looked at, scan by scan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, flash, request
from werkzeug.exceptions import BadRequest

from library.catalogue import CopyState
from library.checking import Finding
from library.operations import Noted
from library.rights import Right
from server.desk.drawing import drawn, number, operation_id, see
from server.desk.guard import allowed, signed_in
from server.desk.lists import Choice, Column, Filter, Listing, in_memory, shown, written
from server.desk.spreadsheets import file_answer, wants_file
from server.server import Server
from server.services.checking import (
    Check,
    ToCheck,
    check,
    kept_for,
    line_of_code,
    state_of,
    to_check,
)
from server.services.desk_station import desk_origin
from server.services.journal_pages import seq_of, told
from web.language import texts_of

ADDRESS = "/desk/checks"
BACK_TO = {"checks": ADDRESS, "requests": "/desk/requests"}
"""Where a form leads back to; the home page when it says nothing."""

_CHECKED_TO = (
    CopyState.ON_SHELF.value,
    CopyState.ON_HOLD_SHELF.value,
    CopyState.IN_REPAIR.value,
)


@dataclass(frozen=True, slots=True)
class Done:
    """A look at a copy a moment ago; `holder`: whose name goes on the slip of the copy."""

    operation_id: str
    holder: str | None


def checks_listing(server: Server, t: Any) -> Listing:
    """The queue, the longest waiting first."""
    columns = (
        Column("title", "checks.book", lambda row: row.title),
        Column("code", "checks.number", lambda row: row.code, kind="code"),
        Column(
            "returned", "checks.returned", lambda row: server.day_of(row.returned_at),
            kind="date", key=lambda row: row.returned_at,
        ),
        Column("borrower", "checks.borrower", lambda row: row.borrower),
        Column("class", "checks.class", lambda row: row.class_label),
    )  # fmt: skip
    filters = [Filter("only", "checks.only", [
        Choice("late", str(t("checks.only-late"))), Choice("kept", str(t("checks.only-kept"))),
    ])]  # fmt: skip
    source = in_memory(lambda: to_check(server), columns, _fits)
    return Listing(
        "checks.title", columns, source, filters, sort="returned", empty="checks.nothing"
    )


def _fits(row: ToCheck, filters: Mapping[str, str]) -> bool:
    match filters.get("only"):
        case "late":
            return row.overdue
        case "kept":
            return row.state == CopyState.ON_HOLD_SHELF.value
        case _:
            return True


def add_checks_pages(pages: Blueprint, server: Server) -> None:
    """The list, what a look showed, and the line of a scanned copy."""

    @pages.get("/checks")
    @allowed(Right.CHECK)
    def checks_page() -> Response | str:
        t = texts_of(request)
        listing = checks_listing(server, t)
        if wants_file(request):
            return file_answer(request, listing, t)
        return drawn(
            server, "desk/checks.html", list=shown(request, listing), written=written,
            back="checks", done=done_now(server),
        )  # fmt: skip

    @pages.post("/checks")
    @allowed(Right.CHECK)
    def checks() -> Response:
        """What a look at a returned copy showed; the answer says where the copy goes."""
        copy_id, operation = number("copy"), operation_id()
        origin = desk_origin(server, operation, signed_in().staff_id)
        answer = check(server, Check(origin, copy_id, _finding()))
        back = BACK_TO.get(request.form.get("back", ""), "/desk")
        _say(server, copy_id, isinstance(answer, Noted))
        seq = seq_of(server, operation) if isinstance(answer, Noted) else None
        return see(back if seq is None else f"{back}?done={seq}")

    @pages.post("/checks/line")
    @allowed(Right.CHECK)
    def line() -> str:
        """The line of a scanned copy; a page shows only the first of a long queue."""
        asked = request.get_json(silent=True)
        code = asked.get("code") if isinstance(asked, dict) else None
        found = line_of_code(server, code) if isinstance(code, str) else None
        if found is None:
            abort(404)
        back = asked.get("back") if isinstance(asked, dict) else None
        return drawn(
            server, "desk/check-line.html", line=found, back=back if back in BACK_TO else ""
        )


def _say(server: Server, copy_id: int, checked: bool) -> None:
    """Where the copy goes now; a form sent again may find it far from here."""
    title, _code, state = state_of(server, copy_id) or ("", "", "")
    if not checked:
        flash(title, "changed-since")
    else:
        flash(title, f"checked-{state}" if state in _CHECKED_TO else "checked")


def done_now(server: Server) -> Done | None:
    """The look this page comes from (`?done=<number>`), as long as it may be undone."""
    seq = request.args.get("done", type=int)
    found = None if seq is None else told(server, seq, signed_in().role)
    if found is None or found.line.kind != "check" or found.refused is not None:
        return None
    line = found.line
    holder = None if line.copy_id is None else kept_for(server, line.copy_id)
    return Done(line.operation_id, holder)


def _finding() -> Finding:
    try:
        return Finding(request.form["finding"])
    except ValueError as fault:
        raise BadRequest from fault
