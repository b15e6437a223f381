"""`/desk`: what needs somebody now, and the stream that keeps the page true."""

from __future__ import annotations

from dataclasses import dataclass

from flask import (
    Blueprint,
    Response,
    copy_current_request_context,
    flash,
    g,
    request,
)

from library.rights import Right
from server.desk.checks import done_now
from server.desk.drawing import drawn, number, operation_id, see
from server.desk.guard import COOKIE, allowed, asks_by_itself, i_may, open_to_all, signed_in
from server.desk.live import Home, HomeFeed, SharedHome, Streams
from server.desk.rooms import landing
from server.device_report import DeviceReport
from server.server import Server
from server.services.accounts import staff_of
from server.services.calls import answer_call
from server.services.deeds import Deed
from server.services.desk_station import desk_origin
from web.channel import event_stream
from web.language import came_from, language_answer

RENEW_SECONDS = 5
"""How often a page without a stream asks whether anything changed."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One number (text key `home.tile-<name>`) that leads to its room; `gold`: it needs a
    person."""

    name: str
    number: int
    address: str
    gold: bool = False


def add_home_pages(pages: Blueprint, server: Server, devices: DeviceReport) -> None:
    """The page, its changing part, its stream, and answering a call."""
    shared, streams = SharedHome(server, devices), Streams()
    _add_page(pages, server, shared)
    _add_stream(pages, server, shared, streams)

    @pages.post("/calls")
    @allowed(Right.CALLS)
    def calls() -> Response:
        call_id, staff = number("call"), signed_in()
        origin = desk_origin(server, operation_id(), staff.staff_id)
        if not answer_call(server, Deed(origin, "call-answered", str(call_id)), call_id):
            flash("", "answered-before")
        return see("/desk")

    @pages.get("/language/<language>")
    @open_to_all
    def language(language: str) -> Response:
        return language_answer(language, came_from(request, "/desk"))


def _add_page(pages: Blueprint, server: Server, shared: SharedHome) -> None:
    @pages.get("")
    @allowed(Right.HOME, Right.OWN_ACCOUNT)
    def home() -> str | Response:
        if not i_may(Right.HOME):
            return see(landing(signed_in().role))
        return drawn(
            server, "desk/home.html", renew_seconds=RENEW_SECONDS,
            done=done_now(server), **_values(shared.now()),
        )  # fmt: skip

    @pages.get("/now")
    @allowed(Right.HOME)
    @asks_by_itself
    def now() -> Response:
        """The part that changes by itself; 204 when the page shows it already."""
        found = shared.asked()
        if request.args.get("version") == found.version:
            return Response(status=204)
        return Response(drawn(server, "desk/now.html", **_values(found)))


def _add_stream(pages: Blueprint, server: Server, shared: SharedHome, streams: Streams) -> None:
    @pages.get("/stream")
    @allowed(Right.HOME)
    @asks_by_itself
    def stream() -> Response:
        """The changing part whenever it changed; 204 when there are too many streams: the
        page then asks by itself."""
        staff, token = signed_in(), request.cookies.get(COOKIE, "")

        @copy_current_request_context
        def draw(found: Home) -> str:
            g.staff = staff
            return drawn(server, "desk/now.html", **_values(found))

        def stands() -> bool:
            # Another role has other rights: it begins with a new page.
            member = staff_of(server, token, present=False)
            return member is not None and member.role == staff.role

        version = request.args.get("version", "")
        feed = HomeFeed(shared, draw, stands, version, streams.closed)
        if not streams.open(token, feed):
            return Response(status=204)
        return event_stream(feed, request.environ)


def _values(home: Home) -> dict[str, object]:
    # Calls are counted at the home page, for those who answer them.
    counts = home.counts if i_may(Right.CALLS) else {**home.counts, "home": 0}
    return {"home": home, "needs": home.needs, "tiles": _tiles(home), "counts": counts}


def _tiles(home: Home) -> list[Tile]:
    """What leads on, in the order of haste; what is rare is shown only while it is there."""
    needs = home.needs
    asked = [
        (Right.CALLS, Tile("calls", len(needs.calls), "#calls", bool(needs.calls)), True),
        (Right.CHECK, Tile("checks", needs.unseen, "/desk/checks", bool(needs.unseen_long)), True),
        (
            Right.REQUESTS,
            Tile("requests", needs.to_fetch, "/desk/requests"),
            True,
        ),
        (Right.PROCESS, Tile("processing", needs.processing, "/desk/processing"), False),
        (Right.LABELS, Tile("labels", needs.labels, "/desk/labels"), False),
        (Right.ACCESSION, Tile("deliveries", needs.deliveries, "/desk/acquisitions"), False),
        (Right.CLASSES, Tile("late", needs.books_late, "/desk/overdue"), True),
        (Right.READERS, Tile("left", needs.left, "/desk/readers?mark=absent"), False),
        (
            Right.PROVISION,
            Tile("provision", needs.provision or 0, "/desk/provision"),
            needs.provision is not None,
        ),
        (Right.DEVICES, Tile("screens", home.screens_wrong, "/desk/devices", True), False),
    ]
    return [tile for right, tile, always in asked if i_may(right) and (always or tile.number)]
