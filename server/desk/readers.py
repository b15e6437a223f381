"""`/desk/readers`: the list, one person's page, his form of the card box."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from library.readers import Category
from library.rights import Right
from server.desk.drawing import drawn
from server.desk.guard import allowed
from server.desk.lists import Asked, Choice, Column, Filter, Found, Listing, shown, written
from server.desk.reader_edit import add_reader_edit_pages
from server.desk.reader_forms import address_of, page_or_404
from server.desk.spreadsheets import file_answer, wants_file
from server.server import Server
from server.services.classes import classes_of, shown_year
from server.services.reader_list import WantedReaders, list_readers
from server.services.reader_pages import loans_of
from server.services.settings import SCHOOL_NAME, setting
from web.language import texts_of

_STATES = ("here", "active", "suspended", "expired", "absent", "left")
"""Ends of the text keys `person.is-…`."""


def add_reader_pages(pages: Blueprint, server: Server) -> None:
    """The list, one person, enrolling and correcting."""
    add_reader_edit_pages(pages, server)

    @pages.get("/readers")
    @allowed(Right.READERS)
    def readers() -> str | Response:
        t = texts_of(request)
        listing = _listing(server, t)
        if wants_file(request):
            return file_answer(request, listing, t)
        return drawn(server, "desk/readers.html", list=shown(request, listing), written=written)

    @pages.get("/readers/<int:reader_id>")
    @allowed(Right.READERS)
    def reader(reader_id: int) -> str:
        return drawn(server, "desk/reader.html", reader=page_or_404(server, reader_id))

    @pages.get("/readers/<int:reader_id>/form")
    @allowed(Right.READERS)
    def reader_paper(reader_id: int) -> str:
        """The reader's form as it lies in a card box: head and lines of loans."""
        found = page_or_404(server, reader_id)
        return drawn(
            server, "desk/reader-paper.html", reader=found, loans=loans_of(server, reader_id),
            school=setting(server.library, SCHOOL_NAME),
        )  # fmt: skip


def _listing(server: Server, t: Any) -> Listing:
    columns = (
        Column("name", "person.name", lambda row: row.name,
               link=lambda row: address_of(row.reader_id)),
        Column("class", "person.class", lambda row: row.class_label),
        Column("category", "person.category", lambda row: t(f"reader.{row.category}")),
        Column("card", "person.card", lambda row: row.card, kind="code"),
        Column("loans", "person.loans", lambda row: row.loans or None, kind="number"),
        Column("overdue", "person.overdue", lambda row: row.overdue or None, kind="number"),
        Column("state", "person.state", lambda row: _state(row.state, t), kind="tag"),
        Column("marked", "person.re-registered", lambda row: row.re_registered_on, kind="date"),
    )  # fmt: skip
    return Listing("room.readers", columns, _source(server, t), _filters(server, t), sort="name")


def _state(state: str, t: Any) -> str:
    return "" if state == "active" else str(t(f"person.is-{state}"))


def _filters(server: Server, t: Any) -> tuple[Filter, ...]:
    known = sorted(classes_of(server, shown_year(server)), key=lambda each: each.order)
    return (
        Filter("class", "person.class", [Choice(str(each.class_id), each.label) for each in known]),
        Filter("category", "person.category",
               [Choice(each.value, t(f"reader.{each.value}")) for each in Category]),
        Filter("state", "person.state", [Choice(each, t(f"person.is-{each}")) for each in _STATES]),
        Filter("mark", "person.marks",
               [Choice(each, t(f"person.mark-{each}")) for each in ("marked", "unmarked")]),
        Filter("holds", "person.loans",
               [Choice(each, t(f"person.holds-{each}")) for each in ("loans", "overdue")]),
    )  # fmt: skip


def _source(server: Server, t: Any) -> Any:
    def source(asked: Asked) -> Found:
        chosen = asked.filters
        wanted = WantedReaders(
            int(chosen["class"]) if "class" in chosen else None,
            *(chosen.get(name, "") for name in ("category", "state", "mark", "holds")),
        )
        found = list_readers(
            server, wanted, asked.sort, asked.down, asked.first, asked.count,
            lambda category: str(t(f"reader.{category}")),
        )  # fmt: skip
        return Found(found.lines, found.total)

    return source
