"""`/desk/my-class`: a class teacher, curator or tutor sees the debts of the own pupils, and
nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, abort, request

from library.rights import Right
from server.desk.class_message import message_of, spoken_language
from server.desk.drawing import drawn
from server.desk.guard import allowed, signed_in
from server.desk.lists import Choice, Column, Filter, Listing, in_memory, shown, written
from server.desk.spreadsheets import file_answer, wants_file
from server.server import Server
from server.services.classes import pupils_of, pupils_of_group
from server.services.debts import Debt, debts_of_readers
from server.services.responsibilities import Charge, charges_of
from web.language import texts_of

COLUMNS = (
    Column("reader", "class.pupil", lambda row: row.reader),
    Column("title", "class.book", lambda row: row.title),
    Column("due", "class.due", lambda row: row.due_on, kind="date"),
    Column("late", "class.days-late", lambda row: max(row.days_late, 0) or None, kind="number"),
)


def add_my_class_pages(pages: Blueprint, server: Server) -> None:
    """The own classes and groups of who is signed in, by responsibility."""

    @pages.get("/my-class")
    @allowed(Right.OWN_CLASS)
    def my_class() -> Response | str:
        own = charges_of(server, signed_in().staff_id)
        if not own:
            return drawn(server, "desk/my-class.html", own=own, charge=None)
        return _page(server, own, own[0])

    @pages.get("/my-class/<int:charge_id>")
    @allowed(Right.OWN_CLASS)
    def my_one_class(charge_id: int) -> Response | str:
        own = charges_of(server, signed_in().staff_id)
        charge = next((each for each in own if each.charge_id == charge_id), None)
        # Another's is no different from one that does not exist.
        return _page(server, own, charge) if charge is not None else abort(404)


def _page(server: Server, own: list[Charge], charge: Charge) -> Response | str:
    t = texts_of(request)
    pupils = (
        pupils_of_group(server, str(charge.dorm_group))
        if charge.class_id is None
        else pupils_of(server, charge.class_id)
    )
    found = debts_of_readers(server, [pupil.reader_id for pupil in pupils])
    listing = _listing(found, t)
    if wants_file(request):
        return file_answer(request, listing, t)
    late = sorted(
        (each for each in found if each.days_late > 0),
        key=lambda each: [pupil.reader_id for pupil in pupils].index(each.reader_id),
    )
    return drawn(
        server, "desk/my-class.html", own=own, charge=charge, pupils=len(pupils),
        late=late, loans=len(found), list=shown(request, listing), written=written,
        message=message_of(server, charge.label, late, spoken_language()),
    )  # fmt: skip


def _listing(found: list[Debt], t: Any) -> Listing:
    def fits(row: Debt, filters: Mapping[str, str]) -> bool:
        return "late" not in filters or row.days_late > 0

    return Listing(
        "class.debts", COLUMNS, in_memory(lambda: found, COLUMNS, fits),
        [Filter("late", "class.debt", [Choice("1", str(t("class.only-late")))])],
        sort="reader", empty="class.no-debts",
    )  # fmt: skip
