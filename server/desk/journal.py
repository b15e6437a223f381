"""`/desk/journal`: everything that was done, who did it and when; one operation; its undo."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, flash, request

from i18n.texts import catalogue
from library.rights import Right
from library.typed_code import typed_code
from server.desk.drawing import drawn, see
from server.desk.forms import clean_line, read_day, strange_sign
from server.desk.guard import allowed, i_may, signed_in
from server.desk.journal_words import (
    before_words,
    kind_words,
    what_words,
    when_words,
    who_where_words,
    who_words,
)
from server.desk.lists import Asked, Choice, Column, Filter, Found, Listing, shown, written
from server.desk.spreadsheets import file_answer, wants_file
from server.server import Server
from server.services.journal_about import About, about, looked_up
from server.services.journal_pages import (
    FILE_ROWS,
    FILE_SECONDS,
    Page,
    Wanted,
    journal_page,
    stations_and_staff,
    told,
)
from web.language import texts_of

ADDRESS = "/desk/journal"


@dataclass(frozen=True, slots=True)
class Typed(Filter):
    """A filter without choices: a number of ours, or a day."""

    day: bool = False

    def accepts(self, value: str) -> bool:
        """Whether the word of an address is one."""
        if not self.day:
            return value.isascii() and value.isdigit() and len(value) < 19
        day = read_day(value)
        return day is not None and 2000 <= day.year < 2200


class JournalSource:
    """Reads a page of the journal and keeps how far it looked."""

    def __init__(self, server: Server, role: str) -> None:
        self._server = server
        self._role = role
        self.page = Page([], None)

    def __call__(self, asked: Asked) -> Found:
        """What fits the filters; a file and a printed page take many more rows."""
        wanted = _wanted(asked.filters, self._role)
        if asked.count is None:
            self.page = journal_page(self._server, wanted, FILE_ROWS, FILE_SECONDS)
        else:
            self.page = journal_page(self._server, wanted, asked.count)
        return Found(self.page.lines, len(self.page.lines))


def _wanted(filters: Mapping[str, str], role: str) -> Wanted:
    def number(name: str) -> int | None:
        return int(filters[name]) if name in filters else None

    def day(name: str) -> date | None:
        return read_day(filters[name]) if name in filters else None

    return Wanted(
        filters.get("kind"), number("station"), number("staff"), number("copy"),
        number("reader") if i_may(Right.READERS) else None, day("from"), day("to"),
        number("before"), role if "undo" in filters else None,
    )  # fmt: skip


def journal_listing(server: Server, t: Any, source: JournalSource) -> Listing:
    """The list; it is ordered by number alone, the newest first."""
    stations, staff = stations_and_staff(server)
    filters = [
        Filter("kind", "journal.what", kinds(t)),
        Filter("station", "journal.station", [Choice(str(n), name) for n, name in stations]),
        Filter("staff", "journal.who", [Choice(str(n), name) for n, name in staff]),
        Filter("undo", "journal.undo", [Choice("may", str(t("journal.only-undoable")))]),
        Typed("from", "journal.from", (), day=True), Typed("to", "journal.to", (), day=True),
        *(Typed(name, "journal.number", ()) for name in ("copy", "reader", "before")),
    ]  # fmt: skip
    return Listing("journal.title", _columns(server, t), source, filters, empty="journal.nothing")


def kinds(t: Any) -> list[Choice]:
    """Every kind that has words, in the order of the words."""
    words = [key.removeprefix("journal.kind-") for key in catalogue(t.lang, "journal")
             if key.startswith("journal.kind-")]  # fmt: skip
    return sorted((Choice(word, kind_words(t, word)) for word in words), key=lambda c: c.label)


def _columns(server: Server, t: Any) -> tuple[Column, ...]:
    columns = [
        Column("number", "journal.number", lambda row: row.seq, "number",
               lambda row: f"{ADDRESS}/{row.seq}", sorts=False),
        Column("when", "journal.when", lambda row: when_words(server, row.happened_at),
               sorts=False),
        Column("what", "journal.what", lambda row: what_words(t, row), sorts=False),
        Column("book", "journal.book", lambda row: row.title, sorts=False),
        Column("code", "journal.copy-number", lambda row: row.code, "code", _copy_link,
               sorts=False),
        Column("who", "journal.who-where", lambda row: who_where_words(t, row), sorts=False),
    ]  # fmt: skip
    if i_may(Right.READERS):
        columns.insert(
            5, Column("reader", "journal.reader", lambda row: row.reader, link=_reader_link,
                      sorts=False),
        )  # fmt: skip
    return tuple(columns)


def _copy_link(row: Any) -> str | None:
    return None if row.copy_id is None else f"/desk/copies/{row.copy_id}"


def _reader_link(row: Any) -> str | None:
    return None if row.reader is None else f"/desk/readers/{row.reader_id}"


def add_journal_pages(pages: Blueprint, server: Server) -> None:
    """The list, a search by number, and one operation."""
    _add_operation(pages, server)

    @pages.get("/journal")
    @allowed(Right.JOURNAL)
    def journal() -> Response | str:
        t, source = texts_of(request), JournalSource(server, signed_in().role)
        listing = journal_listing(server, t, source)
        if wants_file(request):
            return file_answer(request, listing, t)
        found = shown(request, listing)
        return drawn(
            server, "desk/journal.html", list=found, written=written,
            reached=source.page.reached, subject=_subject(server, found.asked.filters),
        )  # fmt: skip

    @pages.post("/journal/find")
    @allowed(Right.JOURNAL)
    def journal_find() -> Response:
        """A number stands in no address: what it belongs to does, by its row."""
        text = typed_code(clean_line(request.form.get("number"))[:100]).text
        found = looked_up(server, text) if text and not strange_sign(text) else None
        if found is None or (found.kind == "reader" and not i_may(Right.READERS)):
            flash("", "journal.not-found")
            return see(ADDRESS)
        return see(f"{ADDRESS}?{found.kind}={found.row_id}")


def _add_operation(pages: Blueprint, server: Server) -> None:
    @pages.get("/journal/<int:seq>")
    @allowed(Right.JOURNAL)
    def operation(seq: int) -> str:
        found = told(server, seq, signed_in().role)
        if found is None:
            abort(404)
        t = texts_of(request)
        line = found.line
        return drawn(
            server, "desk/operation.html", told=found, line=line, what=what_words(t, line),
            kind_words=kind_words, who=who_words(t, line),
            happened=when_words(server, line.happened_at, seconds=True),
            recorded=when_words(server, line.recorded_at, seconds=True),
            before=before_words(t, found.before),
            kept=json.dumps(found.before, ensure_ascii=False, indent=1) if found.before else "",
        )  # fmt: skip


def _subject(server: Server, filters: Mapping[str, str]) -> About | None:
    """The copy or reader the list is about, with words for people."""
    if "copy" in filters:
        return about(server, "copy", int(filters["copy"]))
    if "reader" in filters and i_may(Right.READERS):
        return about(server, "reader", int(filters["reader"]))
    return None
