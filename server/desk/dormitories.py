"""`/desk/dormitories`: who lives where, with loans and debts, for the tutor's round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask import Blueprint, Response, request

from i18n.sorting import sort_key
from library.rights import Right
from server.desk.classes import reader_address
from server.desk.drawing import drawn
from server.desk.guard import allowed
from server.desk.lists import Choice, Column, Filter, Listing, in_memory, shown, written
from server.desk.spreadsheets import file_answer, wants_file
from server.server import Server
from server.services.dormitories import Boarder, boarders
from web.language import texts_of

COLUMNS = (
    Column(
        "place",
        "class.dormitory",
        lambda row: row.dormitory,
        kind="code",
        key=lambda row: row.place,
    ),
    Column("group", "class.dorm-group", lambda row: row.dorm_group, kind="code"),
    Column("room", "class.room", lambda row: row.room),
    Column("name", "class.reader", lambda row: row.name, link=reader_address),
    Column("class", "class.class", lambda row: row.class_label, key=lambda row: row.class_order),
    Column("tutor", "class.tutor", lambda row: row.tutors),
    Column("loans", "class.loans", lambda row: row.held.loans, kind="number"),
    Column("overdue", "class.overdue", lambda row: row.held.overdue or None, kind="number"),
)


def add_dormitory_pages(pages: Blueprint, server: Server) -> None:
    """The one list."""

    @pages.get("/dormitories")
    @allowed(Right.READERS)
    def dormitories() -> Response | str:
        rows = boarders(server)
        filters = [
            Filter("dormitory", "class.dormitory", _choices(row.dormitory for row in rows)),
            Filter("group", "class.dorm-group", _choices(row.dorm_group for row in rows)),
            Filter("room", "class.room", _choices(row.room for row in rows)),
            Filter("tutor", "class.tutor", _choices(row.tutors for row in rows)),
            Filter("debt", "class.debt", [Choice("1", str(texts_of(request)("class.has-debt")))]),
        ]
        listing = Listing(
            "class.dormitories", COLUMNS, in_memory(lambda: rows, COLUMNS, _fits), filters,
            sort="place", empty="class.no-boarders",
        )  # fmt: skip
        if wants_file(request):
            return file_answer(request, listing, texts_of(request))
        return drawn(server, "desk/dormitories.html", list=shown(request, listing), written=written)


def _fits(row: Boarder, asked: Mapping[str, str]) -> bool:
    values = {"dormitory": row.dormitory, "group": row.dorm_group, "room": row.room,
              "tutor": row.tutors, "debt": "1" if row.held.overdue else ""}  # fmt: skip
    return all(values[name] == value for name, value in asked.items())


def _choices(values: Iterable[str]) -> list[Choice]:
    return [Choice(value, value) for value in sorted(set(values) - {""}, key=sort_key)]
