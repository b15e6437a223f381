"""`/desk/drop-box`: a box from the dormitory, taken back at the moment it was filled."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from library.rights import Right
from server.desk.batch_list import pile_page, row_number, scan_origin, scanned_text
from server.desk.drawing import drawn, see
from server.desk.forms import Day, DeskForm, Line, Wrong
from server.desk.guard import allowed, signed_in
from server.server import Server
from server.services.batches import DROP_BOX, begin_batch, open_batch, put_away
from server.services.desk_station import desk_station
from server.services.drop_box import dropped_when, empty_out
from server.services.trolley import Put, take_line_back

PATH = "/desk/drop-box"


def minutes_of(text: str) -> int | None:
    """Minutes since midnight of 18:30, 18.30, 1830 or 18; None when it is no time."""
    digits = text.replace(".", ":").replace(" ", "")
    hour, _, minute = digits.partition(":")
    if not minute and len(hour) in (3, 4):
        hour, minute = hour[:-2], hour[-2:]
    minute = minute or "00"
    if not (hour + minute).isascii() or not (hour + minute).isdigit():
        return None
    if len(hour) > 2 or len(minute) != 2 or int(hour) > 23 or int(minute) > 59:
        return None
    return int(hour) * 60 + int(minute)


class BoxForm(DeskForm):
    """When the box was filled."""

    day = Day("dropbox.day", required=True)
    time = Line("dropbox.time", longest=10)

    def validate_time(self, field: Any) -> None:
        """A time of day, or nothing."""
        if field.data and minutes_of(field.data) is None:
            raise Wrong("paper.not-a-time")


def add_drop_box_pages(pages: Blueprint, server: Server) -> None:
    """Beginning a box, its scans, undo, its end."""
    _add_box(pages, server)
    _add_scans(pages, server)


def _page(server: Server, told: Put | None = None) -> Response | str:
    batch = open_batch(server, signed_in().staff_id, DROP_BOX)
    if batch is None:
        return _begin_page(server, BoxForm())
    return pile_page(
        server, "drop-box", "room.drop-box", PATH, batch, told, away="dropbox.away", faults=False
    )


def _add_box(pages: Blueprint, server: Server) -> None:
    @pages.get("/drop-box")
    @allowed(Right.LEND)
    def drop_box() -> Response | str:
        return _page(server)

    @pages.post("/drop-box/begin")
    @allowed(Right.LEND)
    def drop_box_begin() -> Response | tuple[str, int]:
        form = BoxForm.of(request)
        at = None
        if form.sent():
            minutes = minutes_of(form.time.data) if form.time.data else None
            at = dropped_when(server, form.day.data, minutes)
            if at is None:
                form.day.errors = [Wrong("dropbox.in-the-future").args[0]]
        if at is None:
            return _begin_page(server, form), 422
        begin_batch(server, signed_in().staff_id, DROP_BOX, desk_station(server), at)
        return see(PATH)

    @pages.post("/drop-box/away")
    @allowed(Right.LEND)
    def drop_box_away() -> Response:
        put_away(server, signed_in().staff_id, DROP_BOX)
        return see(PATH)


def _add_scans(pages: Blueprint, server: Server) -> None:
    @pages.post("/drop-box")
    @allowed(Right.LEND)
    def drop_box_scan() -> Response | str:
        text = scanned_text()
        return _page(server, empty_out(server, scan_origin(server), text) if text else None)

    @pages.post("/drop-box/undo")
    @allowed(Right.LEND)
    def drop_box_undo() -> Response | str:
        staff = signed_in()
        origin, line_id = scan_origin(server), row_number("line")
        return _page(server, take_line_back(server, origin, line_id, DROP_BOX, staff.role))


def _begin_page(server: Server, form: BoxForm) -> str:
    return drawn(server, "desk/drop-box-begin.html", form=form)
