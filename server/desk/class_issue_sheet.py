"""The sheet of a class on the screen and as a paper to sign."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from i18n.texts import texts
from library.class_issue import Standing
from library.classes import Duty
from library.rights import Right
from library.textbooks import PlanLine
from server.desk.class_issue import table_or_404
from server.desk.drawing import drawn
from server.desk.guard import allowed, signed_in
from server.desk.paper_answers import PAPER_LANGUAGES, paper_language, pdf_answer
from server.reports.class_issue_sheet import (
    HAS,
    LACKS,
    NOT_NEEDED,
    ClassSheet,
    SheetRow,
    class_sheet_paper,
)
from server.server import Server
from server.services.class_issue import Column, IssueTable, RosterRow
from server.services.responsibilities import charges_of_class
from server.services.settings import SCHOOL_NAME, setting
from web.language import texts_of


def add_class_issue_sheet_pages(pages: Blueprint, server: Server) -> None:
    """On the screen; as PDF."""

    @pages.get("/class-issue/<int:class_id>/sheet")
    @allowed(Right.TEXTBOOKS)
    def class_issue_sheet(class_id: int) -> str:
        table = table_or_404(server, class_id)
        return drawn(
            server, "desk/class-issue-sheet.html", table=table, languages=PAPER_LANGUAGES,
            sheet=_sheet(server, table, texts_of(request)),
        )  # fmt: skip

    @pages.get("/class-issue/<int:class_id>/sheet.pdf")
    @allowed(Right.TEXTBOOKS)
    def class_issue_sheet_pdf(class_id: int) -> Response:
        table = table_or_404(server, class_id)
        language = paper_language(request, texts_of(request))
        sheet = _sheet(server, table, texts(language))
        school = setting(server.library, SCHOOL_NAME)
        return pdf_answer(class_sheet_paper(sheet, school, language), "class-sheet")


def _sheet(server: Server, table: IssueTable, t: Any) -> ClassSheet:
    about = table.about
    charges = charges_of_class(server, about.class_id)
    teacher = next((each.staff_name for each in charges if each.kind == Duty.CLASS_TEACHER), "")
    return ClassSheet(
        about.label, about.year, f"{server.today():%d.%m.%Y}",
        tuple(_subject(t, column.line) for column in table.columns),
        tuple(_row(table, row) for row in table.rows), teacher, signed_in().name,
    )  # fmt: skip


def _subject(t: Any, line: PlanLine) -> str:
    words = [line.subject]
    if line.variant is not None:
        words.append(str(t(f"plan.variant-{line.variant}")))
    if line.by_quantity:
        words.append(str(t("issue.paper-quantity")))
    return ", ".join(words)


def _row(table: IssueTable, row: RosterRow) -> SheetRow:
    marks = tuple(
        _mark(column, row, cell) for column, cell in zip(table.columns, row.cells, strict=True)
    )
    return SheetRow(row.name, marks, row.own.held, row.own.needed)


def _mark(column: Column, row: RosterRow, cell: Standing) -> str:
    """Conditions of the books of the line, part by part; a plus where nobody judged."""
    if cell is Standing.NOT_NEEDED:
        return NOT_NEEDED
    if column.line.by_quantity:
        return str(row.given.get(column.line.line_id, LACKS))
    titles = {edition.title_id for edition in column.line.editions}
    held = [book for book in row.books if book.title_id in titles]
    return " ".join(str(book.condition or HAS) for book in held) or LACKS
