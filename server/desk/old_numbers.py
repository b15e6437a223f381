"""`/desk/existing-stock/numbers`: old inventory numbers that an inspector would ask about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, request

from library.existing_stock import Doubt, DoubtfulNumber
from library.rights import Right
from server.desk.drawing import drawn
from server.desk.guard import allowed
from server.desk.lists import Choice, Column, Filter, Listing, in_memory, shown, written
from server.desk.spreadsheets import file_answer, wants_file
from server.server import Server
from server.services.existing_stock_progress import doubtful
from web.language import texts_of

_ORDER = {doubt: place for place, doubt in enumerate(Doubt)}


def add_old_number_pages(pages: Blueprint, server: Server) -> None:
    """The list: doubles, numbers with letters, gaps."""

    @pages.get("/existing-stock/numbers")
    @allowed(Right.PROCESS)
    def old_numbers() -> Response | str:
        t = texts_of(request)
        listing = numbers_listing(server, t)
        if wants_file(request):
            return file_answer(request, listing, t)
        return drawn(server, "desk/old-numbers.html", list=shown(request, listing), written=written)


def numbers_listing(server: Server, t: Any) -> Listing:
    """All doubtful numbers, computed from the books that were linked."""
    columns = (
        Column("doubt", "stock.doubt", lambda row: str(t(f"stock.doubt-{row.doubt.value}")),
               key=_place),
        Column("first", "stock.number-from", lambda row: row.first, key=_number),
        Column("last", "stock.number-to", lambda row: row.last if row.doubt is Doubt.GAP else "",
               sorts=False),
        Column("count", "stock.how-many", lambda row: row.count, kind="number"),
    )  # fmt: skip

    def fits(row: DoubtfulNumber, filters: Mapping[str, str]) -> bool:
        return filters.get("doubt", row.doubt.value) == row.doubt.value

    choices = [Choice(doubt.value, str(t(f"stock.doubt-{doubt.value}"))) for doubt in Doubt]
    return Listing(
        "stock.doubtful", columns, in_memory(lambda: doubtful(server), columns, fits),
        (Filter("doubt", "stock.doubt", choices),), sort="doubt", empty="stock.no-doubts",
    )  # fmt: skip


def _place(row: DoubtfulNumber) -> tuple[int, tuple[int, str]]:
    return _ORDER[row.doubt], _number(row)


def _number(row: DoubtfulNumber) -> tuple[int, str]:
    digits = row.first if row.first.isascii() and row.first.isdigit() else "0"
    return int(digits), row.first
