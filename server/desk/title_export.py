"""`/desk/titles/export`: the catalogue as a file for other programs; and
`/desk/titles/descriptions`: titles described in the order of ГОСТ 7.1, to be printed."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

from flask import Blueprint, Response, request

from i18n.sorting import sort_key
from library.description import described
from library.marc_fields import COLUMNS
from library.rights import Right
from server.desk.drawing import drawn
from server.desk.forms import read_day
from server.desk.guard import allowed
from server.desk.lists import written
from server.desk.spreadsheets import download, workbook
from server.desk.title_forms import OTHER_LANGUAGES, language_choices
from server.server import Server
from server.services.marc.exporting import (
    ENCODINGS,
    FORMS,
    LettersDoNotFit,
    RecordTooLong,
    TitlesToGive,
    count_to_give,
    records_file,
    titles_to_give,
)
from server.services.titles import KINDS, LANGUAGES
from web.language import texts_of

MOST_DESCRIBED = 3000
"""So many descriptions at most stand on one page."""
MOST_LINES = 100_000
TABLES = ("xlsx", "csv")
_ENDINGS = {"marc21": "mrc", "rusmarc": "iso", "unimarc": "iso", "marcxml": "xml", "csv": "csv"}
_TYPES = {"marcxml": "application/xml", "csv": "text/csv"}


def add_title_export_pages(pages: Blueprint, server: Server) -> None:
    """Export and descriptions."""

    @pages.get("/titles/export")
    @allowed(Right.CATALOGUE)
    def titles_export() -> str:
        return _page(server)

    @pages.get("/titles/export/file")
    @allowed(Right.CATALOGUE)
    def titles_export_file() -> Response | tuple[str, int]:
        form = _word("form", (*FORMS, *TABLES), "marc21")
        encoding = _word("encoding", ENCODINGS, "utf-8")
        wanted, _odd = wanted_titles()
        try:
            return _file(server, wanted, form, encoding)
        except LettersDoNotFit as fault:
            return _page(server, fault), 422
        except RecordTooLong as fault:
            return _page(server, fault), 422

    @pages.get("/titles/descriptions")
    @allowed(Right.CATALOGUE)
    def titles_described() -> str:
        t = texts_of(request)
        wanted, odd = wanted_titles()
        count = count_to_give(server, wanted)
        shown = [described(row) for row in titles_to_give(server, wanted, MOST_DESCRIBED)]
        shown.sort(key=lambda each: sort_key(each.text))
        return drawn(
            server, "desk/title-descriptions.html", shown=shown, count=count, odd_day=odd,
            wanted=wanted, written=written, **_choices(t),
        )  # fmt: skip


def wanted_titles() -> tuple[TitlesToGive, bool]:
    """What the address asks for, and whether its day is none."""
    typed = request.args.get("since", "")[:20].strip()
    since: date | None = read_day(typed) if typed else None
    languages = (*LANGUAGES, *OTHER_LANGUAGES)
    wanted = TitlesToGive(_word("kind", KINDS), _word("language", languages), since)
    return wanted, bool(typed) and since is None


def _word(name: str, known: tuple[str, ...], otherwise: str = "") -> str:
    said = request.args.get(name, "")
    return said if said in known else otherwise


def _choices(t: Any) -> dict[str, Any]:
    return {
        "kinds": [(kind, str(t(f"item.{kind}"))) for kind in KINDS],
        "languages": language_choices(t, (*LANGUAGES, *OTHER_LANGUAGES)),
    }


def _page(server: Server, fault: Any = None) -> str:
    wanted, odd = wanted_titles()
    return drawn(
        server, "desk/title-export.html", wanted=wanted, odd_day=odd, fault=fault,
        count=count_to_give(server, wanted), forms=(*FORMS, *TABLES), written=written,
        form=_word("form", (*FORMS, *TABLES), "marc21"), encodings=ENCODINGS,
        encoding=_word("encoding", ENCODINGS, "utf-8"), **_choices(texts_of(request)),
    )  # fmt: skip


def _file(server: Server, wanted: TitlesToGive, form: str, encoding: str) -> Response:
    name = f"titles-{server.today():%Y-%m-%d}"
    if form in FORMS:
        content = records_file(server, wanted, form, encoding)
        return _answer(content, name, form)
    t = texts_of(request)
    heads = [str(t(_HEADS[column])) for column in COLUMNS]
    rows = list(titles_to_give(server, wanted, MOST_LINES))
    lines = ([_cell(t, column, getattr(row, column)) for column in COLUMNS] for row in rows)
    if form == "xlsx":
        return download(workbook(str(t("title.titles")), heads, lines), name)
    return _answer(_csv(heads, lines, rows, encoding), name, form)


_HEADS = {
    "name": "title.name", "author": "title.author", "item_kind": "title.kind",
    "language": "title.language", "year": "title.year", "publisher": "title.publisher",
    "place": "title.place", "isbn": "title.isbn", "bbk": "title.bbk",
    "author_mark": "title.author-mark", "subject": "title.subject", "grade": "title.grade",
    "pages": "title.pages", "subtitle": "title.subtitle",
    "responsibility": "title.responsibility", "edition": "title.edition",
    "series": "title.series", "volume": "title.volume",
}  # fmt: skip


def _cell(t: Any, column: str, value: object) -> object:
    if column == "item_kind":
        return str(t(f"item.{value}"))
    return value


def _csv(heads: list[str], lines: Any, rows: list[Any], encoding: str) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(heads)
    # A spreadsheet takes what begins with these for a formula.
    for line in lines:
        writer.writerow(
            [f"'{v}" if isinstance(v, str) and v[:1] in "=+-@\t" and v else v for v in line]
        )
    if encoding == "utf-8":
        return out.getvalue().encode("utf-8-sig")
    try:
        return out.getvalue().encode(encoding)
    except UnicodeEncodeError as fault:
        lost = [row.name for row in rows if not _fits(row, encoding)]
        raise LettersDoNotFit(len(lost), tuple(lost[:3])) from fault


def _fits(row: Any, encoding: str) -> bool:
    try:
        "".join(str(getattr(row, column) or "") for column in COLUMNS).encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _answer(content: bytes, name: str, form: str) -> Response:
    answer = Response(content, mimetype=_TYPES.get(form, "application/marc"))
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{_ENDINGS[form]}"'
    return answer
