"""`/desk/requests`: who waits for what, what to fetch, what stands ready, its slips."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, abort, flash, request

from library.catalogue import CopyState
from library.checking import Finding
from library.operations import Noted, Refused, RequestPlaced
from library.rights import Right
from library.typed_code import typed_code
from server.desk.drawing import drawn, number, operation_id, see
from server.desk.forms import clean_line
from server.desk.guard import allowed, signed_in
from server.desk.lists import Choice, Column, Filter, Listing, in_memory, shown, written
from server.desk.spreadsheets import file_answer, wants_file
from server.desk.titles import title_or_404
from server.server import Server
from server.services.checking import Check, check, state_of
from server.services.desk_station import desk_origin
from server.services.finding import COPIES, READERS, Found, find
from server.services.holds import CancelRequest, cancel_request
from server.services.request_lists import RequestLine, request_lines, to_fetch
from server.services.settings import SCHOOL_NAME, setting
from server.services.title_requests import request_title
from web.language import texts_of

ADDRESS = "/desk/requests"
STANDINGS = ("to-fetch", "waiting", "ready")
_READERS_SHOWN = 20


def add_request_pages(pages: Blueprint, server: Server) -> None:
    """The list, placing, cancelling, fetching, slips."""
    _add_list(pages, server)
    _add_placing(pages, server)
    _add_fetching(pages, server)
    _add_slips(pages, server)


def _add_list(pages: Blueprint, server: Server) -> None:
    @pages.get("/requests")
    @allowed(Right.REQUESTS)
    def requests() -> Response | str:
        t = texts_of(request)
        listing = requests_listing(server, t)
        if wants_file(request):
            return file_answer(request, listing, t)
        return drawn(server, "desk/requests.html", list=shown(request, listing), written=written)

    @pages.post("/requests/<int:request_id>/cancel")
    @allowed(Right.REQUESTS)
    def request_cancel(request_id: int) -> Response:
        origin = desk_origin(server, operation_id(), signed_in().staff_id)
        done = cancel_request(server, CancelRequest(origin, request_id))
        flash("", "request.cancelled" if isinstance(done, Noted) else "request.over")
        return see(ADDRESS)

    @pages.get("/requests/<int:request_id>")
    @allowed(Right.REQUESTS)
    def one_request(request_id: int) -> str:
        """One live request, with what can be done about it."""
        return drawn(
            server, "desk/request.html", line=_line_or_404(server, request_id), written=written
        )


def requests_listing(server: Server, t: Any) -> Listing:
    """All live requests; some hundreds at most."""
    columns = (
        Column("title", "title.name", lambda row: row.title,
               link=lambda row: f"{ADDRESS}/{row.request_id}"),
        Column("reader", "request.reader", lambda row: row.reader,
               link=lambda row: f"/desk/readers/{row.reader_id}" if row.reader_id else None),
        Column("class", "request.class", lambda row: row.class_label, kind="code"),
        Column("asked", "request.asked-on", lambda row: server.day_of(row.asked_at), "date",
               key=lambda row: row.asked_at),
        Column("standing", "request.state",
               lambda row: str(t(f"request.standing-{row.standing}")), kind="tag"),
        Column("kept", "request.kept-until", lambda row: row.kept_until, kind="date"),
    )  # fmt: skip
    choices = [Choice(each, str(t(f"request.standing-{each}"))) for each in STANDINGS]
    return Listing(
        "request.requests", columns,
        in_memory(lambda: request_lines(server), columns, _fits),
        (Filter("standing", "request.state", choices),), sort="asked", empty="request.none",
    )  # fmt: skip


def _fits(row: RequestLine, filters: Mapping[str, str]) -> bool:
    wanted = filters.get("standing")
    return wanted in (None, row.standing)


def _line_or_404(server: Server, request_id: int) -> RequestLine:
    found = [each for each in request_lines(server) if each.request_id == request_id]
    if not found:
        abort(404)
    return found[0]


def _add_placing(pages: Blueprint, server: Server) -> None:
    @pages.get("/requests/new")
    @allowed(Right.REQUESTS)
    def new_request() -> str:
        title_id = request.args.get("title", 0, type=int)
        return _placing(server, title_id, "", Found())

    @pages.post("/requests/new")
    @allowed(Right.REQUESTS)
    def find_for_request() -> Response | str:
        """Whose request: a card places it at once, a name gives a few to choose from."""
        title_id, text = number("title"), clean_line(request.form.get("text"))
        found = find(server, text, {READERS}, _READERS_SHOWN)
        if found.sure is not None:
            return _place(server, title_id, found.sure.row_id)
        return _placing(server, title_id, text, found)

    @pages.post("/requests")
    @allowed(Right.REQUESTS)
    def place() -> Response:
        return _place(server, number("title"), number("reader"))


def _placing(server: Server, title_id: int, text: str, found: Found) -> str:
    return drawn(
        server, "desk/request-new.html", title=title_or_404(server, title_id), text=text,
        found=found,
    )  # fmt: skip


def _place(server: Server, title_id: int, reader_id: int) -> Response:
    origin = desk_origin(server, operation_id(), signed_in().staff_id)
    answer = request_title(server, origin, reader_id, title_id)
    t = texts_of(request)
    match answer:
        case RequestPlaced():
            flash(str(t("request.place-in-queue", n=answer.place)), "request.placed")
            return see(f"/desk/titles/{title_id}")
        case Refused():
            for reason in answer.reasons:
                flash(str(t(f"refusal.{reason.code}", **reason.values)), "request.not-placed")
        case _:
            flash("", "request.no-copy")
    return see(f"{ADDRESS}/new?title={title_id}")


def _add_fetching(pages: Blueprint, server: Server) -> None:
    @pages.get("/requests/fetch")
    @allowed(Right.REQUESTS)
    def fetch() -> str:
        """What to take from the shelves, in their order; each copy is scanned when taken."""
        return drawn(server, "desk/fetch.html", copies=to_fetch(server))

    @pages.post("/requests/fetch")
    @allowed(Right.REQUESTS)
    def fetched() -> Response:
        text = typed_code(clean_line(request.form.get("code"))).text
        hit = find(server, text, {COPIES}).sure
        if hit is None or hit.kind != COPIES:
            flash("", "request.unknown-copy")
            return see(f"{ADDRESS}/fetch")
        origin = desk_origin(server, operation_id(), signed_in().staff_id)
        answer = check(server, Check(origin, hit.row_id, Finding.FINE))
        title, _code, state = state_of(server, hit.row_id) or ("", "", "")
        kept = isinstance(answer, Noted) and state == CopyState.ON_HOLD_SHELF.value
        flash(title, "request.fetched" if kept else "request.nobody-waits")
        return see(f"{ADDRESS}/fetch")


def _add_slips(pages: Blueprint, server: Server) -> None:
    @pages.get("/requests/slips")
    @allowed(Right.REQUESTS)
    def hold_slips() -> str:
        """Slips for the copies on the hold shelf; `?request=` prints one of them."""
        only = request.args.get("request", type=int)
        ready = [
            line
            for line in request_lines(server)
            if line.copy_id is not None and only in (None, line.request_id)
        ]
        return drawn(
            server, "desk/hold-slips.html", lines=ready, written=written,
            school=setting(server.library, SCHOOL_NAME),
        )  # fmt: skip
