"""`/desk/overdue`: books past their date, and slips to cut apart and hand out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import Blueprint, Response, request

from i18n.texts import LANGUAGES, Texts, texts
from library.catalogue import ItemKind
from library.rights import Right
from server.desk.classes import reader_address
from server.desk.drawing import drawn
from server.desk.guard import allowed
from server.desk.lists import (
    Asked,
    Choice,
    Column,
    Filter,
    Found,
    Listing,
    asked_of,
    shown,
    written,
)
from server.desk.spreadsheets import file_answer, wants_file
from server.server import Server
from server.services.classes import classes_of, shown_year
from server.services.debts import Debt, Wanted, debts
from server.services.dormitories import dorm_groups
from server.services.settings import LANGUAGE, SCHOOL_NAME, setting
from web.language import texts_of


@dataclass(frozen=True, slots=True)
class Slip:
    """One reader's slip: `t` speaks his language."""

    t: Texts
    reader: str
    class_label: str | None
    dorm_group: str | None
    debts: list[Debt]


def _columns(t: Any) -> tuple[Column, ...]:
    return (
        Column("class", "overdue.class", lambda row: row.class_label),
        Column("reader", "overdue.reader", lambda row: row.reader, link=reader_address),
        Column("title", "overdue.book", lambda row: row.title),
        Column("code", "overdue.number", lambda row: row.code, kind="code"),
        Column("kind", "overdue.kind", lambda row: t(f"item.{row.item_kind}"), sorts=False),
        Column("group", "overdue.dorm-group", lambda row: row.dorm_group, kind="code", sorts=False),
        Column("due", "overdue.due", lambda row: row.due_on, kind="date"),
        Column("late", "overdue.days-late", lambda row: row.days_late, kind="number"),
    )


def overdue_listing(server: Server, t: Any) -> Listing:
    """The list; it orders and limits in the database."""
    classes = classes_of(server, shown_year(server))
    filters = [
        Filter("class", "overdue.class", [Choice(str(c.class_id), c.label) for c in classes]),
        Filter("group", "overdue.dorm-group", [Choice(g, g) for g in dorm_groups(server)]),
        Filter("kind", "overdue.kind", [Choice(k.value, str(t(f"item.{k}"))) for k in ItemKind]),
    ]

    def source(asked: Asked) -> Found:
        page = debts(
            server, _wanted(asked.filters), asked.sort, asked.down, asked.first, asked.count
        )
        return Found(page.debts, page.total)

    return Listing(
        "overdue.title", _columns(t), source, filters, sort="class", empty="overdue.nothing"
    )


def add_overdue_pages(pages: Blueprint, server: Server) -> None:
    """The list and the slips; both understand the same filters."""

    @pages.get("/overdue")
    @allowed(Right.CLASSES)
    def overdue() -> Response | str:
        listing = overdue_listing(server, texts_of(request))
        if wants_file(request):
            return file_answer(request, listing, texts_of(request))
        found = shown(request, listing)
        return drawn(server, "desk/overdue.html", list=found, written=written)

    @pages.get("/overdue/slips")
    @allowed(Right.CLASSES)
    def overdue_slips() -> str:
        asked = asked_of(request, overdue_listing(server, texts_of(request)), whole=True)
        late = debts(server, _wanted(asked.filters)).debts
        return drawn(
            server, "desk/slips.html", slips=slips_of(server, late),
            school=setting(server.library, SCHOOL_NAME), day=server.today(),
            filters=asked.filters,
        )  # fmt: skip


def slips_of(server: Server, late: list[Debt]) -> list[Slip]:
    """One slip a reader, in the order of the list, in the reader's language."""
    usual = setting(server.library, LANGUAGE, LANGUAGES[0])
    found = []
    for _, owed in groupby(late, key=lambda each: each.reader_id):
        each = list(owed)
        first = each[0]
        language = next(word for word in (first.language, usual, LANGUAGES[0]) if word in LANGUAGES)
        found.append(Slip(texts(language), first.reader, first.class_label, first.dorm_group, each))
    return found


def _wanted(filters: Mapping[str, str]) -> Wanted:
    return Wanted(
        class_ids=[int(filters["class"])] if "class" in filters else [],
        dorm_groups=[filters["group"]] if "group" in filters else [],
        item_kind=filters.get("kind", ""),
    )
