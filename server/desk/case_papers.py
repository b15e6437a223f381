"""Papers of cases: the parents' slip, the promise, the register of replacements (domain F8)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, flash, request

from library.rights import Right
from server.desk.classes import act_at_desk
from server.desk.drawing import drawn, see
from server.desk.guard import allowed
from server.desk.lists import Column, Listing, Tenge, in_memory, shown, written
from server.desk.paper_answers import PAPER_LANGUAGES, paper_language, pdf_answer
from server.desk.spreadsheets import file_answer, wants_file
from server.reports.case_papers import CasePaper, ReplacementRow, parent_slip, promise_note
from server.reports.case_papers import register_paper as replacement_paper
from server.server import Server
from server.services.case_settings import put_prices, shows_prices
from server.services.cases import Case, case_of
from server.services.register_headings import signers
from server.services.replacements import replacements
from server.services.settings import SCHOOL_NAME, setting
from web.language import texts_of

ADDRESS = "/desk/cases"
REGISTER = f"{ADDRESS}/replacements"


def add_case_papers(pages: Blueprint, server: Server) -> None:
    """Slips, the register on the screen and as files, the switch of the prices."""
    _add_slips(pages, server)
    _add_register(pages, server)


def _add_slips(pages: Blueprint, server: Server) -> None:
    @pages.get("/cases/<int:case_id>/slip.pdf")
    @allowed(Right.TEXTBOOKS)
    def case_slip(case_id: int) -> Response:
        case = case_of(server, case_id) or abort(404)
        return pdf_answer(parent_slip(_paper(server, case)), f"case-{case_id}")

    @pages.get("/cases/<int:case_id>/promise.pdf")
    @allowed(Right.TEXTBOOKS)
    def case_promise_paper(case_id: int) -> Response:
        case = case_of(server, case_id) or abort(404)
        if case.promised_on is None:
            abort(404)
        return pdf_answer(promise_note(_paper(server, case)), f"promise-{case_id}")


def _paper(server: Server, case: Case) -> CasePaper:
    prices = shows_prices(server)
    return CasePaper(
        case.reader, case.class_label, case.title, case.author,
        case.inventory_no or case.code or "", case.kind, case.price_tiyn if prices else None,
        case.promised_on, case.promise_note, server.today(), signers(server).librarian,
        setting(server.library, SCHOOL_NAME), paper_language(request, texts_of(request)),
    )  # fmt: skip


def _add_register(pages: Blueprint, server: Server) -> None:
    @pages.get("/cases/replacements")
    @allowed(Right.TEXTBOOKS)
    def case_replacements() -> Response | str:
        t = texts_of(request)
        listing = _listing(server, t)
        if wants_file(request):
            return file_answer(request, listing, t)
        return drawn(
            server, "desk/replacements.html", list=shown(request, listing), written=written,
            path=REGISTER, languages=PAPER_LANGUAGES, prices=shows_prices(server),
        )  # fmt: skip

    @pages.get("/cases/replacements.pdf")
    @allowed(Right.TEXTBOOKS)
    def case_register_paper() -> Response:
        language = paper_language(request, texts_of(request))
        rows = [_row(case) for case in replacements(server)]
        school = setting(server.library, SCHOOL_NAME)
        return pdf_answer(replacement_paper(rows, school, language), "replacements")

    @pages.post("/cases/prices")
    @allowed(Right.TEXTBOOKS)
    def case_prices() -> Response:
        on = request.form.get("on") == "1"
        put_prices(server, act_at_desk(server, "case-prices", str(on)), on)
        flash("", "case.prices-on" if on else "case.prices-off")
        return see(REGISTER)


def _row(case: Case) -> ReplacementRow:
    taken = case.taken
    assert taken is not None  # only replaced cases stand in the register
    return ReplacementRow(
        f"{taken.number}/{taken.year}", taken.taken_on, f"{case.reader}, {case.class_label}",
        case.inventory_no or case.code or "", case.author, case.title, case.price_tiyn,
        taken.author, taken.title, taken.price_tiyn, taken.inventory_no or taken.code or "",
        str(taken.act_number),
    )  # fmt: skip


def _listing(server: Server, t: Any) -> Listing:
    def money(tiyn: int | None) -> Tenge | None:
        return None if tiyn is None else Tenge(tiyn)

    columns = (
        Column("number", "case.f8-number", lambda row: f"{row.taken.number}/{row.taken.year}",
               link=lambda row: f"{ADDRESS}/{row.case_id}"),
        Column("date", "case.f8-date", lambda row: row.taken.taken_on, kind="date"),
        Column("reader", "case.reader", lambda row: row.reader),
        Column("class", "case.class", lambda row: row.class_label),
        Column("lost-number", "case.f8-lost-number", lambda row: row.inventory_no or row.code),
        Column("lost", "case.f8-lost", lambda row: row.title),
        Column("lost-price", "case.f8-lost-price", lambda row: money(row.price_tiyn),
               kind="number"),
        Column("new", "case.f8-new", lambda row: row.taken.title,
               link=lambda row: f"/desk/copies/{row.taken.copy_id}"),
        Column("new-price", "case.f8-new-price", lambda row: money(row.taken.price_tiyn),
               kind="number"),
        Column("new-number", "case.f8-new-number",
               lambda row: row.taken.inventory_no or row.taken.code),
        Column("how", "case.f8-how", lambda row: str(t(f"case.replacing-{row.taken.replacing}"))),
        Column("act", "case.f8-act", lambda row: f"№ {row.taken.act_number}",
               link=lambda row: f"/desk/registers/acts/{row.taken.act_id}"),
    )  # fmt: skip
    source = in_memory(lambda: replacements(server), columns)
    return Listing("case.f8-title", columns, source, sort="date", empty="case.f8-none")
