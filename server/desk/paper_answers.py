"""Printed forms as answers of the desk: which language, whose school, a PDF to look at."""

from __future__ import annotations

from typing import Any

from flask import Request, Response

from library.form_headings import LANGUAGES
from server.desk.lists import MOST_ROWS, Listing, asked_of
from server.desk.spreadsheets import download, workbook
from server.reports.paper import Paper
from server.reports.printing import drawn_pdf
from server.reports.register_papers import PaperHead
from server.server import Server
from server.services.register_headings import headings_of, signers
from server.services.settings import SCHOOL_NAME, setting

PAPER_LANGUAGES = (("kk", "Қазақша"), ("ru", "Русский"))
"""Forms are printed in these, each named in itself."""


def paper_language(request: Request, t: Any) -> str:
    """The language asked for, else the one of the page, else Kazakh."""
    for wanted in (request.args.get("language", ""), t.lang):
        if wanted in LANGUAGES:
            return str(wanted)
    return LANGUAGES[0]


def paper_head(server: Server, form: str, language: str) -> PaperHead:
    """Headings, school and signers for a form."""
    school = setting(server.library, SCHOOL_NAME)
    return PaperHead(headings_of(server, form, language), school, signers(server))


def pdf_answer(paper: Paper, name: str) -> Response:
    """The form, shown by the browser; `name` in Latin letters, without its ending."""
    answer = Response(drawn_pdf(paper), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


def register_file(
    server: Server, request: Request, form: str, listing: Listing, t: Any
) -> Response:
    """A register as XLSX, under the school's own headings; columns named as headings are."""
    rows = listing.source(asked_of(request, listing, whole=True)).rows[:MOST_ROWS]
    words = headings_of(server, form, t.lang) if t.lang in LANGUAGES else None
    heads = [
        words.heads[column.name] if words and column.name in words.heads else str(t(column.title))
        for column in listing.columns
    ]
    lines = ([column.value(row) for column in listing.columns] for row in rows)
    name = words.title if words else str(t(listing.title))
    return download(workbook(name, heads, lines), f"register-{form}")
