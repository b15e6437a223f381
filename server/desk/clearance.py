"""`/desk/clearance`: slips of who owes nothing, given one by one or to a class, verified."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, flash, request

from library.clearance import Owed, Purpose, SlipState
from library.rights import Right
from server.desk.clearance_papers import add_clearance_papers
from server.desk.drawing import drawn, see
from server.desk.forms import DeskForm, Line, Pick, clean_line
from server.desk.guard import allowed
from server.desk.lists import Choice, Column, Filter, Listing, in_memory, shown, written
from server.desk.paper_answers import PAPER_LANGUAGES
from server.desk.reader_forms import act_about, page_or_404
from server.desk.spreadsheets import file_answer, wants_file
from server.server import Server
from server.services.classes import classes_of, shown_year
from server.services.clearance import (
    LONGEST_WHY,
    Person,
    Slip,
    give_slip,
    people,
    slip_by_code,
    slip_of,
    slips_of_year,
    void_slip,
    years_of_slips,
)
from web.language import texts_of

ADDRESS = "/desk/clearance"
LONGEST_CODE = 40


class PurposeForm(DeskForm):
    """What a slip is for."""

    purpose = Pick("clearance.purpose")

    @classmethod
    def asked(cls, first: Purpose) -> PurposeForm:
        """That of this request; `first` is picked on a fresh page."""
        form, t = cls.of(request), texts_of(request)
        form.purpose.offer([(each, str(t(f"clearance.purpose-{each}"))) for each in Purpose])
        if request.method != "POST":
            form.purpose.data = first.value
        return form


class VoidForm(DeskForm):
    """Why a slip counts no more."""

    why = Line("clearance.why", required=True, longest=LONGEST_WHY)


def add_clearance_pages(pages: Blueprint, server: Server) -> None:
    """The list with the box for a code, a reader, a slip, its papers."""
    _add_list(pages, server)
    _add_person(pages, server)
    _add_slip(pages, server)
    add_clearance_papers(pages, server)


def slip_or_404(server: Server, slip_id: int) -> Slip:
    """The slip of an address."""
    found = slip_of(server, slip_id)
    return found if found is not None else abort(404)


def _add_list(pages: Blueprint, server: Server) -> None:
    @pages.get("/clearance")
    @allowed(Right.TEXTBOOKS)
    def clearance() -> Response | str:
        return _list(server)

    @pages.post("/clearance")
    @allowed(Right.TEXTBOOKS)
    def clearance_check() -> Response | tuple[Response | str, int]:
        text = clean_line(request.form.get("code", "")[:LONGEST_CODE])
        found = slip_by_code(server, text)
        if found is not None:
            return see(f"{ADDRESS}/{found.slip_id}")
        return _list(server, unknown=text), 404


def _list(server: Server, **more: Any) -> Response | str:
    t, years = texts_of(request), years_of_slips(server)
    year = request.args.get("year", years[0], type=int)
    if year not in years:
        abort(404)
    listing = _listing(server, t, year)
    if wants_file(request):
        return file_answer(request, listing, t)
    return drawn(
        server, "desk/clearance.html", list=shown(request, listing), written=written, years=years,
        year=year, classes=classes_of(server, shown_year(server)), longest=LONGEST_CODE, **more,
    )  # fmt: skip


def _listing(server: Server, t: Any, year: int) -> Listing:
    columns = (
        Column("number", "clearance.number", lambda row: row.number,
               link=lambda row: f"{ADDRESS}/{row.slip_id}"),
        Column("reader", "clearance.reader", lambda row: row.name),
        Column("class", "clearance.class", lambda row: row.class_label),
        Column("purpose", "clearance.purpose", lambda row: t(f"clearance.purpose-{row.purpose}")),
        Column("given", "clearance.given-on", lambda row: server.day_of(row.issued_at),
               kind="date"),
        Column("state", "clearance.state", lambda row: str(t(f"clearance.state-{row.state}")),
               kind="tag"),
    )  # fmt: skip
    states = [Choice(each, str(t(f"clearance.state-{each}"))) for each in SlipState]

    def fits(row: Slip, filters: Any) -> bool:
        return bool(filters.get("state", row.state.value) == row.state.value)

    source = in_memory(lambda: slips_of_year(server, year), columns, fits)
    return Listing(
        "clearance.title", columns, source, [Filter("state", "clearance.state", states)],
        sort="number", down=True, empty="clearance.none",
    )  # fmt: skip


def _add_person(pages: Blueprint, server: Server) -> None:
    @pages.route("/clearance/reader/<int:reader_id>", methods=["GET", "POST"])
    @allowed(Right.TEXTBOOKS)
    def clearance_of(reader_id: int) -> Response | str | tuple[str, int]:
        page_or_404(server, reader_id)
        person = next(iter(people(server, [reader_id])), None) or abort(404)
        form = PurposeForm.asked(Purpose.LEAVES)
        if not form.sent():
            return _person(server, person, form), 422 if form.errors else 200
        deed = act_about(server, "clearance-given", reader_id, form.purpose.data)
        given = give_slip(server, deed, Purpose(form.purpose.data))
        if isinstance(given, Slip):
            flash("", "clearance.given")
            return see(f"{ADDRESS}/{given.slip_id}")
        flash("", "clearance.not-given")
        return see(f"{ADDRESS}/reader/{reader_id}")


def _person(server: Server, person: Person, form: PurposeForm) -> str:
    return drawn(server, "desk/clearance-reader.html", person=person, form=form, path=ADDRESS)


def _add_slip(pages: Blueprint, server: Server) -> None:
    @pages.get("/clearance/<int:slip_id>")
    @allowed(Right.TEXTBOOKS)
    def clearance_slip(slip_id: int) -> str:
        return _slip(server, slip_or_404(server, slip_id))

    @pages.post("/clearance/<int:slip_id>/void")
    @allowed(Right.TEXTBOOKS)
    def clearance_void(slip_id: int) -> Response | tuple[str, int]:
        slip = slip_or_404(server, slip_id)
        form = VoidForm.of(request)
        if not form.sent():
            return _slip(server, slip, form), 422
        deed = act_about(server, "clearance-voided", slip.reader_id, f"{slip_id} {form.why.data}")
        done = void_slip(server, deed, slip_id, form.why.data)
        flash("", "clearance.voided" if done else "clearance.not-voided")
        return see(f"{ADDRESS}/{slip_id}")


def _slip(server: Server, slip: Slip, form: VoidForm | None = None) -> str:
    return drawn(
        server, "desk/clearance-slip.html", slip=slip, form=form or VoidForm.of(request),
        path=ADDRESS, languages=PAPER_LANGUAGES, nothing=Owed(),
    )  # fmt: skip
