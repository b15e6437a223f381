"""`/desk/cases`: lost and damaged books, each until it is found, replaced or let go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, flash, request

from library.cases import CaseState, ways_of
from library.operations import Refused
from library.rights import Right
from server.desk.case_papers import add_case_papers
from server.desk.case_replacing import add_case_replacing
from server.desk.drawing import drawn, operation_id, see
from server.desk.forms import Day, DeskForm, Line
from server.desk.guard import allowed, signed_in
from server.desk.lists import Choice, Column, Filter, Listing, in_memory, shown, written
from server.desk.paper_answers import PAPER_LANGUAGES
from server.desk.reader_forms import act_about
from server.desk.spreadsheets import file_answer, wants_file
from server.server import Server
from server.services.cases import (
    LONGEST_NOTE,
    Case,
    CaseRefused,
    case_of,
    list_cases,
    mended,
    not_require,
    open_again,
    promise,
)
from server.services.copy_actions import found
from server.services.deeds import Deed
from server.services.desk_station import desk_origin
from web.language import texts_of

ADDRESS = "/desk/cases"


class PromiseForm(DeskForm):
    """A book is promised by a day."""

    on = Day("case.promised-on", required=True)
    note = Line("case.promise-note", longest=LONGEST_NOTE)


class OrderForm(DeskForm):
    """The director does not require it."""

    order_no = Line("case.order-no", required=True, longest=40)
    order_on = Day("case.order-on", required=True)
    reason = Line("case.order-reason", required=True, longest=LONGEST_NOTE)


def add_case_pages(pages: Blueprint, server: Server) -> None:
    """The list, a case, what is decided about it, its replacement, papers."""
    _add_looks(pages, server)
    _add_ways(pages, server)
    add_case_replacing(pages, server)
    add_case_papers(pages, server)


def case_or_404(server: Server, case_id: int) -> Case:
    """The case of an address."""
    found = case_of(server, case_id)
    return found if found is not None else abort(404)


def _add_looks(pages: Blueprint, server: Server) -> None:
    @pages.get("/cases")
    @allowed(Right.TEXTBOOKS)
    def cases() -> Response | str:
        t = texts_of(request)
        listing = _listing(server, t)
        if wants_file(request):
            return file_answer(request, listing, t)
        return drawn(server, "desk/cases.html", list=shown(request, listing), written=written)

    @pages.get("/cases/<int:case_id>")
    @allowed(Right.TEXTBOOKS)
    def case_page(case_id: int) -> str:
        return _page(server, case_or_404(server, case_id))


def _page(
    server: Server, case: Case, promising: PromiseForm | None = None,
    ordering: OrderForm | None = None,
) -> str:  # fmt: skip
    promising = promising or PromiseForm(data={"on": case.promised_on, "note": case.promise_note})
    return drawn(
        server, "desk/case.html", case=case, ways=ways_of(case.kind), path=ADDRESS,
        promising=promising, ordering=ordering or OrderForm(), languages=PAPER_LANGUAGES,
    )  # fmt: skip


def _listing(server: Server, t: Any) -> Listing:
    columns = (
        Column("opened", "case.opened", lambda row: server.day_of(row.opened_at), kind="date"),
        Column("title", "case.book", lambda row: row.title,
               link=lambda row: f"{ADDRESS}/{row.case_id}"),
        Column("number", "case.inventory-no", lambda row: row.inventory_no or row.code),
        Column("kind", "case.kind", lambda row: str(t(f"person.case-{row.kind}"))),
        Column("reader", "case.reader", lambda row: row.reader or t("case.nobody")),
        Column("class", "case.class", lambda row: row.class_label),
        Column("state", "case.state", lambda row: _state(t, row), kind="tag"),
    )  # fmt: skip
    states = [Choice(each, str(t(f"case.state-{each}"))) for each in CaseState]

    def fits(row: Case, filters: Any) -> bool:
        asked = filters.get("state")
        return row.state != CaseState.CLOSED if asked is None else row.state == asked

    return Listing(
        "room.cases", columns, in_memory(lambda: list_cases(server), columns, fits),
        [Filter("state", "case.state", states)], sort="opened", down=True, empty="case.none",
    )  # fmt: skip


def _state(t: Any, case: Case) -> str:
    if case.way is not None:
        return str(t(f"case.way-{case.way}"))
    return "" if case.state is CaseState.OPEN else str(t(f"case.state-{case.state}"))


def _add_ways(pages: Blueprint, server: Server) -> None:
    _add_decisions(pages, server)

    @pages.post("/cases/<int:case_id>/found")
    @allowed(Right.TEXTBOOKS)
    def case_found(case_id: int) -> Response:
        case = case_or_404(server, case_id)
        origin = desk_origin(server, operation_id(), signed_in().staff_id)
        answer = found(server, origin, case.copy_id)
        flash("", "case.not-closed" if isinstance(answer, Refused) else "case.is-found")
        return see(f"{ADDRESS}/{case_id}")

    @pages.post("/cases/<int:case_id>/mended")
    @allowed(Right.TEXTBOOKS)
    def case_mended(case_id: int) -> Response:
        return _told(server, case_id, "case-mended", mended, "case.is-mended")

    @pages.post("/cases/<int:case_id>/again")
    @allowed(Right.TEXTBOOKS)
    def case_again(case_id: int) -> Response:
        return _told(server, case_id, "case-open-again", open_again, "case.is-open-again")


def _told(
    server: Server, case_id: int, kind: str,
    does: Callable[[Server, Deed, int], CaseRefused | None], said: str,
) -> Response:  # fmt: skip
    case = case_or_404(server, case_id)
    refused = does(server, act_about(server, kind, case.reader_id, str(case_id)), case_id)
    flash("", said if refused is None else "case.not-closed")
    return see(f"{ADDRESS}/{case_id}")


def _add_decisions(pages: Blueprint, server: Server) -> None:
    @pages.post("/cases/<int:case_id>/promise")
    @allowed(Right.TEXTBOOKS)
    def case_promise(case_id: int) -> Response | tuple[str, int]:
        case, form = case_or_404(server, case_id), PromiseForm.of(request)
        if not form.sent():
            return _page(server, case, promising=form), 422
        act = act_about(server, "case-promised", case.reader_id, f"{case_id} {form.on.data}")
        assert form.on.data is not None  # the field is required
        refused = promise(server, act, case_id, form.on.data, form.note.data or "")
        return _after(case_id, refused, "case.is-promised")

    @pages.post("/cases/<int:case_id>/order")
    @allowed(Right.TEXTBOOKS)
    def case_order(case_id: int) -> Response | tuple[str, int]:
        case, form = case_or_404(server, case_id), OrderForm.of(request)
        if not form.sent():
            return _page(server, case, ordering=form), 422
        content = f"{case_id} {form.order_no.data} {form.order_on.data}"
        act = act_about(server, "case-not-required", case.reader_id, content)
        assert form.order_on.data is not None  # the field is required
        refused = not_require(
            server, act, case_id, form.order_no.data, form.order_on.data, form.reason.data
        )
        return _after(case_id, refused, "case.is-not-required")


def _after(case_id: int, refused: CaseRefused | None, said: str) -> Response:
    past = refused is not None and refused.code == "past"
    flash("", said if refused is None else "case.past" if past else "case.not-closed")
    return see(f"{ADDRESS}/{case_id}")
