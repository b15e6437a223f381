"""`/desk/registers/summary`: part 1 of the summary book for a year; the list of temporary
documents beside it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from i18n.texts import texts
from library.form_headings import LANGUAGES
from library.registers import SummaryYear
from library.rights import Right
from server.desk.drawing import drawn
from server.desk.guard import allowed
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
from server.desk.paper_answers import (
    PAPER_LANGUAGES,
    paper_head,
    paper_language,
    pdf_answer,
    register_file,
)
from server.desk.spreadsheets import download, wants_file, workbook
from server.desk.summary_file import summary_heads, summary_values
from server.reports.register_lines import summary_lines, summary_sheets
from server.reports.register_papers import summary_paper, temporary_paper
from server.server import Server
from server.services.register_headings import headings_of
from server.services.registers import summary_year, years_of_account
from server.services.temporary_documents import temporary_lines
from web.language import texts_of


def add_summary_pages(pages: Blueprint, server: Server) -> None:
    """The summary book and the temporary documents: screens, files, papers."""
    _add_summary(pages, server)
    _add_temporary(pages, server)


def _add_summary(pages: Blueprint, server: Server) -> None:
    @pages.get("/registers/summary")
    @allowed(Right.REGISTERS)
    def summary_book() -> Response | str:
        t = texts_of(request)
        year = _year(server)
        book = summary_year(server, year)
        if wants_file(request):
            return _file(server, t, book)
        words = headings_of(server, "summary", t.lang if t.lang in LANGUAGES else "en")
        return drawn(
            server, "desk/summary-book.html", book=book, year=year,
            years=years_of_account(server), sheets=summary_sheets(words), form=words,
            lines=summary_lines(t, book), languages=PAPER_LANGUAGES,
        )  # fmt: skip

    @pages.get("/registers/summary/paper")
    @allowed(Right.REGISTERS)
    def summary_paper_page() -> Response:
        language = paper_language(request, texts_of(request))
        book = summary_year(server, _year(server))
        paper = summary_paper(paper_head(server, "summary", language), book)
        return pdf_answer(paper, f"summary-book-{book.year}")


def _year(server: Server) -> int:
    """The year of the address, this one for anything else."""
    return _asked_year(server) or server.today().year


def _asked_year(server: Server) -> int | None:
    text = request.args.get("year", "")
    known = {str(year): year for year in years_of_account(server)}
    return known.get(text)


def _file(server: Server, t: Any, book: SummaryYear) -> Response:
    words = headings_of(server, "summary", t.lang)
    lines = summary_values(t, book)
    return download(workbook(words.title, summary_heads(words), lines),
                    f"summary-book-{book.year}")  # fmt: skip


def _add_temporary(pages: Blueprint, server: Server) -> None:
    @pages.get("/registers/temporary")
    @allowed(Right.REGISTERS)
    def temporary_documents() -> Response | str:
        t = texts_of(request)
        listing = temporary_listing(server)
        if wants_file(request):
            return register_file(server, request, "temporary", listing, t)
        found = shown(request, listing)
        return drawn(
            server, "desk/temporary-documents.html", list=found, written=written,
            languages=PAPER_LANGUAGES, year=found.asked.filters.get("year", ""),
        )  # fmt: skip

    @pages.get("/registers/temporary/paper")
    @allowed(Right.REGISTERS)
    def temporary_paper_page() -> Response:
        t = texts(paper_language(request, texts_of(request)))
        year = _asked_year(server)
        lines, _ = temporary_lines(server, year)
        scope = str(t("register.paper-year", year=year) if year else t("register.paper-whole"))
        paper = temporary_paper(paper_head(server, "temporary", t.lang), lines, scope)
        return pdf_answer(paper, "temporary-documents")


def temporary_listing(server: Server) -> Listing:
    """The list as the desk shows it."""

    def source(asked: Asked) -> Found:
        year = asked.filters.get("year")
        return Found(*temporary_lines(
            server, int(year) if year else None, asked.first, asked.count or MOST_ROWS
        ))  # fmt: skip

    def column(name: str, value: Any, kind: str = "text") -> Column:
        return Column(name, f"register.head-{name}", value, kind, sorts=False)

    return Listing(
        "register.name-temporary",
        (
            column("entered", lambda x: x.entered_on, "date"),
            column("entry", lambda x: x.entry_no, "number"),
            column("author-title", lambda x: x.author_title, "title"),
            column("book-year", lambda x: x.year, "number"),
            column("pages", lambda x: x.pages, "number"),
            column("copies", lambda x: x.copies, "number"),
            column("price", lambda x: Tenge(x.price_tiyn), "number"),
            column("sum", lambda x: Tenge(x.sum_tiyn), "number"),
            column("note", lambda x: x.note),
        ),
        source,
        [Filter("year", "register.year",
                [Choice(str(year), str(year)) for year in years_of_account(server)])],
        empty="register.no-temporary",
    )  # fmt: skip
