"""`/desk/trolley`: the returns trolley is scanned once; the list comes out in shelf order.

Whoever may check confirms each book with its scan; an assistant takes in provisionally and
shelves, and sees no reader.
"""

from __future__ import annotations

from flask import Blueprint, Response, request
from werkzeug.exceptions import BadRequest

from library.checking import Finding
from library.rights import Right
from server.desk.batch_list import pile_page, row_number, scan_origin, scanned_text
from server.desk.drawing import see
from server.desk.guard import allowed, i_may, signed_in
from server.desk.scanner_bar import part_wanted, scanner_bar
from server.server import Server
from server.services.batches import TROLLEY, open_batch, put_away
from server.services.trolley import Put, found_fault, put, take_line_back

PATH = "/desk/trolley"
_FAULTS = {each.value: each for each in (Finding.DAMAGED, Finding.PAGES_MISSING)}


def add_trolley_pages(pages: Blueprint, server: Server) -> None:
    """The list, its scans, what was found damaged, undo, putting away."""
    _add_scans(pages, server)
    _add_second_looks(pages, server)


def trolley_page(server: Server, told: Put | None = None) -> Response | str:
    """The page, or only its changing part when a script asked."""
    batch = open_batch(server, signed_in().staff_id, TROLLEY)
    return pile_page(
        server, "trolley", "room.trolley", PATH, batch, told, away="pile.shelved", faults=True,
        scanner=None if part_wanted() else scanner_bar(server, "trolley"),
    )  # fmt: skip


def _add_scans(pages: Blueprint, server: Server) -> None:
    @pages.get("/trolley")
    @allowed(Right.CHECK, Right.SHELVE)
    def trolley() -> Response | str:
        return trolley_page(server)

    @pages.post("/trolley")
    @allowed(Right.CHECK, Right.SHELVE)
    def trolley_scan() -> Response | str:
        text = scanned_text()
        if not text:
            return trolley_page(server)
        return trolley_page(server, put(server, scan_origin(server), text, i_may(Right.CHECK)))

    @pages.post("/trolley/away")
    @allowed(Right.CHECK, Right.SHELVE)
    def trolley_away() -> Response:
        put_away(server, signed_in().staff_id, TROLLEY)
        return see(PATH)


def _add_second_looks(pages: Blueprint, server: Server) -> None:
    @pages.post("/trolley/fault")
    @allowed(Right.CHECK)
    def trolley_fault() -> Response | str:
        finding = _FAULTS.get(request.form.get("finding", ""))
        if finding is None:
            raise BadRequest
        staff = signed_in()
        origin, line_id = scan_origin(server), row_number("line")
        return trolley_page(server, found_fault(server, origin, line_id, finding, staff.role))

    @pages.post("/trolley/undo")
    @allowed(Right.CHECK)
    def trolley_undo() -> Response | str:
        staff = signed_in()
        origin, line_id = scan_origin(server), row_number("line")
        return trolley_page(server, take_line_back(server, origin, line_id, TROLLEY, staff.role))
