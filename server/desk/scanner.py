"""`/desk/scanner`: an open page takes the scanner of a desk station, and is told by a stream
what its scans came to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, copy_current_request_context, g, request

from library.rights import Right
from server.desk.class_issue import issue_page, where_of
from server.desk.collecting import scan_page as collecting_page
from server.desk.guard import COOKIE, allowed, asks_by_itself, i_may
from server.desk.lending import lending_page
from server.desk.scan_back import scan_page
from server.desk.trolley import trolley_page
from server.desk_scanners import ScannerPage
from server.server import Server
from server.services.accounts import staff_of
from server.services.desk_activity import ACTIVITIES
from web.channel import event_stream

Draw = Callable[[Server, Any, dict[str, int]], Any]
CONTEXT = ("reader", "title", "batch", "vouch", "class", "line", "part", "by")

DRAWN: dict[str, Draw] = {
    "lending": lambda server, told, _: lending_page(server, told.reader_id, told),
    "trolley": lambda server, told, _: trolley_page(server, told),
    "class-issue": lambda server, told, here: issue_page(server, where_of(here), told),
    "collection": lambda server, told, here: collecting_page(server, here, told),
    "scan-back": lambda server, told, here: scan_page(server, here, told),
}
"""How the answer of each activity looks on its page."""


def add_scanner_pages(pages: Blueprint, server: Server) -> None:
    """The stream of a page that a scanner works for, and its end."""

    @pages.get("/scanner/<int:station_id>/stream")
    @allowed(Right.LEND, Right.CHECK, Right.SHELVE, Right.PROCESS, Right.TEXTBOOKS, Right.COLLECT)
    @asks_by_itself
    def scanner_stream(station_id: int) -> Response:
        """From now on the station's scanner works for this page; 204 when it cannot."""
        activity = request.args.get("activity", "")
        known = ACTIVITIES.get(activity)
        if known is None or not i_may(*known.rights):
            return Response(status=204)
        page = _page(server, station_id, activity)
        if not server.desk_scanners.open(page):
            return Response(status=204)
        return event_stream(page, request.environ)

    @pages.post("/scanner/<int:station_id>/leave")
    @allowed(Right.LEND, Right.CHECK, Right.SHELVE, Right.PROCESS, Right.TEXTBOOKS, Right.COLLECT)
    def scanner_leave(station_id: int) -> Response:
        """The page is left, or somebody stopped the scanner there."""
        server.desk_scanners.leave(request.cookies.get(COOKIE, ""), station_id)
        return Response(status=204)


def _page(server: Server, station_id: int, activity: str) -> ScannerPage:
    token = request.cookies.get(COOKIE, "")

    @copy_current_request_context
    def draw(told: Any) -> str:
        # Who it is was asked just now, when the scan was done.
        g.staff = staff_of(server, token, present=False)
        g.part = True
        return str(DRAWN[activity](server, told, page.context)) if g.staff is not None else ""

    page = ScannerPage(
        station_id, activity, token, {name: _number(name) for name in CONTEXT},
        lambda present: staff_of(server, token, present=present), draw,
        server.desk_scanners.closed,
    )  # fmt: skip
    return page


def _number(name: str) -> int:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
