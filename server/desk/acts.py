"""`/desk/registers/acts`: numbered acts as a list, one by one, and on paper."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, request

from library.form_headings import FORMS
from library.registers import Act
from library.rights import Right
from server.desk.drawing import drawn
from server.desk.guard import allowed, i_may
from server.desk.lists import (
    MOST_ROWS,
    Asked,
    Choice,
    Column,
    Filter,
    Found,
    Listing,
    Tenge,
    shown,
    written,
)
from server.desk.paper_answers import PAPER_LANGUAGES, paper_language, pdf_answer
from server.desk.spreadsheets import download, file_answer, wants_file, workbook
from server.reports.act_papers import SUMS, act_paper, act_row, people_of
from server.server import Server
from server.services.acts import KINDS, ActsWanted, act_of, act_years, list_acts
from server.services.register_headings import headings_of, signers
from server.services.settings import SCHOOL_NAME, setting
from web.language import texts_of

ADDRESS = "/desk/registers/acts"


def add_act_pages(pages: Blueprint, server: Server) -> None:
    """The list, an act, its paper."""

    @pages.get("/registers/acts")
    @allowed(Right.REGISTERS)
    def acts() -> Response | str:
        t = texts_of(request)
        listing = acts_listing(server, t)
        if wants_file(request):
            return file_answer(request, listing, t)
        return drawn(server, "desk/acts.html", list=shown(request, listing), written=written)

    @pages.get("/registers/acts/<int:act_id>")
    @allowed(Right.REGISTERS)
    def act(act_id: int) -> Response | str:
        t = texts_of(request)
        found = _act_or_404(server, act_id)
        heads = headings_of(server, found.kind, t.lang)
        rows = [act_row(found, line) for line in found.lines]
        if wants_file(request):
            lines = ([_value(row, name) for name in heads.heads] for row in rows)
            name = f"{heads.title} {found.number}"
            return download(workbook(name, list(heads.heads.values()), lines), f"act-{act_id}")
        batch = found.batch_id if i_may(Right.ACCESSION) else None
        return drawn(
            server, "desk/act.html", act=found, heads=heads, rows=rows, batch=batch,
            value=lambda row, name: written(t, _value(row, name)), languages=PAPER_LANGUAGES,
            people=people_of(found, signers(server)),
        )  # fmt: skip

    @pages.get("/registers/acts/<int:act_id>/paper")
    @allowed(Right.REGISTERS)
    def act_paper_page(act_id: int) -> Response:
        found = _act_or_404(server, act_id)
        language = paper_language(request, texts_of(request))
        paper = act_paper(
            headings_of(server, found.kind, language), found, signers(server),
            setting(server.library, SCHOOL_NAME),
        )  # fmt: skip
        return pdf_answer(paper, f"act-{found.kind}-{found.year}-{found.number}")


def _act_or_404(server: Server, act_id: int) -> Act:
    found = act_of(server, act_id) if act_id < 2**31 else None
    if found is None:
        abort(404)
    return found


def _value(row: dict[str, object], name: str) -> object:
    value = row[name]
    return Tenge(value) if name in SUMS and isinstance(value, int) else value


def acts_listing(server: Server, t: Any) -> Listing:
    """All acts that are printed here, the newest first."""

    def source(asked: Asked) -> Found:
        year = asked.filters.get("year")
        wanted = ActsWanted(
            asked.filters.get("kind"), int(year) if year else None, asked.sort, asked.down,
            asked.first, asked.count or MOST_ROWS,
        )  # fmt: skip
        return Found(*list_acts(server, wanted))

    assert set(KINDS) < set(FORMS)
    return Listing(
        "register.name-acts",
        (
            Column("made", "register.act-made", lambda x: x.made_on, "date"),
            Column("number", "register.act-number", lambda x: x.number, "number",
                   link=lambda x: f"{ADDRESS}/{x.act_id}"),
            Column("kind", "register.act-kind", lambda x: str(t(f"register.form-{x.kind}")),
                   link=lambda x: f"{ADDRESS}/{x.act_id}", sorts=False),
            Column("supplier", "register.act-supplier", lambda x: x.supplier, sorts=False),
            Column("copies", "register.head-copies", lambda x: x.copies, "number", sorts=False),
            Column("sum", "register.head-sum", lambda x: Tenge(x.sum_tiyn), "number",
                   sorts=False),
        ),
        source,
        (
            Filter("kind", "register.act-kind",
                   [Choice(kind, str(t(f"register.form-{kind}"))) for kind in KINDS]),
            Filter("year", "register.year",
                   [Choice(str(year), str(year)) for year in act_years(server)]),
        ),
        sort="made", down=True, empty="register.no-acts",
    )  # fmt: skip
