"""`/desk/registers`: the books an inspector asks for; the inventory book."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, abort, request
from werkzeug.datastructures import MultiDict

from i18n.texts import texts
from library.registers import BookLine
from library.rights import Right
from server.desk.drawing import drawn, see
from server.desk.forms import DeskForm, Pick, Whole, Wrong
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
from server.desk.spreadsheets import wants_file
from server.reports.register_lines import book_note, day, entry_words
from server.reports.register_papers import inventory_paper, scope_of_numbers
from server.server import Server
from server.services.number_series import BOOKS
from server.services.registers import (
    BookWanted,
    book_lines,
    book_series,
    line_place,
    years_of_account,
)
from web.language import texts_of

ADDRESS = "/desk/registers"
INVENTORY = f"{ADDRESS}/inventory"
MOST_PAPER_LINES = 5_000
"""Lines of one printed part of the book; a longer book is printed in parts."""
_MOST_NUMBER = 99_999_999


class BookPaperForm(DeskForm):
    """Which part of the book to print: numbers, or the entries of a year; neither: all."""

    series = Pick("register.book")
    year = Pick("register.year")
    from_number = Whole("register.from-number", least=1, most=_MOST_NUMBER)
    to_number = Whole("register.to-number", least=1, most=_MOST_NUMBER)
    language = Pick("register.language", PAPER_LANGUAGES)

    def validate_to_number(self, field: Any) -> None:
        """The range must not end before it begins."""
        if self.from_number.data and field.data and field.data < self.from_number.data:
            raise Wrong("register.wrong-range")

    def wanted(self) -> BookWanted:
        """The part of the book."""
        year = self.year.data
        return BookWanted(
            self.series.data, int(year) if year else None, self.from_number.data,
            self.to_number.data, count=MOST_PAPER_LINES,
        )  # fmt: skip


def add_inventory_pages(pages: Blueprint, server: Server) -> None:
    """The first page of the room; the book, its printed parts."""

    @pages.get("/registers")
    @allowed(Right.REGISTERS)
    def registers() -> str:
        return drawn(server, "desk/registers.html")

    @pages.get("/registers/inventory")
    @pages.get("/registers/inventory/books/<series>")
    @allowed(Right.REGISTERS)
    def inventory_book(series: str = BOOKS) -> Response | str:
        t = texts_of(request)
        if series not in book_series(server):
            abort(404)
        listing = inventory_listing(server, t, series)
        if wants_file(request):
            return register_file(server, request, "inventory", listing, t)
        return _page(server, t, series, listing, _paper_form(server, t, series))

    _add_parts(pages, server)


def _add_parts(pages: Blueprint, server: Server) -> None:
    @pages.get("/registers/inventory/find")
    @allowed(Right.REGISTERS)
    def inventory_number() -> Response:
        """The page of the book that holds a number, or the next higher one."""
        series = request.args.get("series", BOOKS)
        text = request.args.get("number", "")
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1
        series = series if series in book_series(server) else BOOKS
        first = line_place(server, BookWanted(series, first_number=number))
        return see(f"{book_address(series)}?sort=inventory-no&first={first}")

    @pages.get("/registers/inventory/paper")
    @allowed(Right.REGISTERS)
    def inventory_paper_page() -> Response | tuple[str, int]:
        t = texts_of(request)
        form = _paper_form(server, t, asked=True)
        if form.validate():
            found, total = book_lines(server, form.wanted())
            if 0 < total <= MOST_PAPER_LINES:
                return pdf_answer(_paper(server, form, found), "inventory-book")
            key = "register.too-many-lines" if total else "register.no-lines"
            form.from_number.errors = [Wrong(key, n=MOST_PAPER_LINES).args[0]]
        series = form.series.data if form.series.data in form.series.choices else BOOKS
        return _page(server, t, series, inventory_listing(server, t, series), form), 422


def _page(server: Server, t: Any, series: str, listing: Listing, form: Any) -> str:
    # The printed part has an address of its own; the list keeps to its.
    found = replace(shown(request, listing), path=book_address(series))
    books = [(key, series_name(t, key), book_address(key)) for key in book_series(server)]
    return drawn(
        server, "desk/inventory-book.html", list=found, written=written, form=form,
        series=series, books=books,
    )  # fmt: skip


def book_address(series: str) -> str:
    """Where a book is."""
    return INVENTORY if series == BOOKS else f"{INVENTORY}/books/{series}"


def _paper_form(server: Server, t: Any, series: str = BOOKS, asked: bool = False) -> Any:
    given = MultiDict(request.args)
    for name, usual in (("series", BOOKS), ("year", "")):
        given.setdefault(name, usual)
    form: Any = BookPaperForm(given if asked else None)
    form.series.offer((key, series_name(t, key)) for key in book_series(server))
    form.year.offer([("", str(t("list.all"))),
                     *((str(year), str(year)) for year in years_of_account(server))])  # fmt: skip
    if not asked:
        form.language.data, form.series.data = paper_language(request, t), series
    return form


def _paper(server: Server, form: Any, lines: list[BookLine]) -> Any:
    language = form.language.data
    t = texts(language)
    scope = scope_of_numbers(t, lines[0].number, lines[-1].number)
    if form.year.data:
        scope = f"{t('register.paper-year', year=form.year.data)}. {scope}"
    first_check = lines[0].entered_on.year
    return inventory_paper(
        paper_head(server, "inventory", language), lines, scope,
        series_name(t, form.series.data), first_check,
    )  # fmt: skip


def series_name(t: Any, key: str) -> str:
    """The name of a book by its number series."""
    if key in ("inventory-books", "inventory-textbooks"):
        return str(t(f"register.series-{key}"))
    return key.removeprefix("inventory-")


def inventory_listing(server: Server, t: Any, series: str) -> Listing:
    """The book as a list: ordered and cut in the database."""

    def source(asked: Asked) -> Found:
        year = asked.filters.get("year")
        wanted = BookWanted(
            series, int(year) if year else None,
            down=asked.down, first=asked.first, count=asked.count or MOST_ROWS,
        )  # fmt: skip
        return Found(*book_lines(server, wanted))

    return Listing(
        "register.form-inventory",
        _inventory_columns(t),
        source,
        (
            Filter("year", "register.year",
                   [Choice(str(year), str(year)) for year in years_of_account(server)]),
        ),
        sort="inventory-no", down=True,
        empty="register.no-lines",
    )  # fmt: skip


def _inventory_columns(t: Any) -> tuple[Column, ...]:
    def gone(line: BookLine) -> str:
        mark = line.gone
        if mark is None:
            return ""
        return str(t("register.paper-gone", number=mark.number, date=day(mark.made_on)))

    return (
        Column("entered", "register.head-entered", lambda x: x.entered_on, "date", sorts=False),
        Column("inventory-no", "register.head-inventory-no", _number, "number"),
        Column("entry", "register.head-entry", entry_words, sorts=False),
        Column("author-title", "register.head-author-title", lambda x: x.author_title, "title",
               sorts=False),
        Column("book-year", "register.head-book-year", lambda x: x.year, "number", sorts=False),
        Column("price", "register.head-price", lambda x: Tenge(x.price_tiyn), "number",
               sorts=False),
        Column("bbk", "register.head-bbk", lambda x: x.bbk, sorts=False),
        Column("gone", "register.head-gone", gone, sorts=False),
        Column("note", "register.head-note", lambda x: book_note(t, x), "note", sorts=False),
    )  # fmt: skip


def _number(line: BookLine) -> object:
    """Digits as a number of the sheet, anything else as it is written."""
    text = line.written_no
    return int(text) if text.isascii() and text.isdigit() and not text.startswith("0") else text
