"""`/desk/raids`: checks of textbooks in the classrooms, on a telephone or on paper."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, flash, request

from library.contest import BEST_MARK, WORST_MARK
from library.rights import Right
from server.desk.classes import act_at_desk, class_or_404
from server.desk.drawing import drawn, see
from server.desk.forms import clean_line, read_day, strange_sign
from server.desk.guard import allowed
from server.desk.paper_answers import PAPER_LANGUAGES, paper_language, pdf_answer
from server.reports.raid_papers import MARKS, raid_paper
from server.server import Server
from server.services.classes import shown_year, years_of_classes
from server.services.raids import raid_classes, raid_sheet, remove_raid, save_raid
from server.services.settings import SCHOOL_NAME, setting
from web.language import texts_of

ADDRESS = "/desk/raids"
LONGEST_NOTE = 300


def add_raid_pages(pages: Blueprint, server: Server) -> None:
    """The classes, the sheet of a class, its paper."""
    _add_lists(pages, server)
    _add_sheet(pages, server)
    _add_more(pages, server)


def _add_lists(pages: Blueprint, server: Server) -> None:
    @pages.get("/raids")
    @allowed(Right.RAIDS)
    def raids() -> str:
        return _classes(server, shown_year(server))

    @pages.get("/raids/year/<year>")
    @allowed(Right.RAIDS)
    def raids_of_year(year: str) -> str:
        if year not in years_of_classes(server):
            abort(404)
        return _classes(server, year)


def _classes(server: Server, year: str) -> str:
    return drawn(
        server, "desk/raids.html", year=year, years=years_of_classes(server),
        classes=raid_classes(server, year), languages=PAPER_LANGUAGES,
    )  # fmt: skip


def _add_sheet(pages: Blueprint, server: Server) -> None:
    @pages.route("/raids/class/<int:class_id>", methods=["GET", "POST"])
    @allowed(Right.RAIDS)
    def raid(class_id: int) -> Response | str | tuple[str, int]:
        about = class_or_404(server, class_id)
        day = _day(server)
        sheet = raid_sheet(server, class_id, day)
        if request.method != "POST":
            return drawn(server, "desk/raid.html", about=about, sheet=sheet, marks=MARKS,
                         languages=PAPER_LANGUAGES)  # fmt: skip
        note = clean_line(request.form.get("note"))
        if len(note) > LONGEST_NOTE or strange_sign(note):
            return drawn(server, "desk/raid.html", about=about, sheet=sheet, marks=MARKS,
                         languages=PAPER_LANGUAGES, wrong=True), 422  # fmt: skip
        said = {each.reader_id: request.form.get(f"mark-{each.reader_id}") for each in sheet.pupils}
        # Only what somebody touched on this telephone: two of them may fill one sheet.
        old = {each.reader_id: request.form.get(f"was-{each.reader_id}") for each in sheet.pupils}
        given = {
            reader: _mark(word) for reader, word in said.items()
            if word is not None and word != old[reader]
        }  # fmt: skip
        deed = act_at_desk(server, "raid-saved", f"{class_id} {day} {sorted(given.items())} {note}")
        flash(str(save_raid(server, deed, class_id, day, given, note)), "raid.saved")
        return see(f"{ADDRESS}/year/{about.year}")


def _add_more(pages: Blueprint, server: Server) -> None:
    @pages.post("/raids/class/<int:class_id>/remove")
    @allowed(Right.RAIDS)
    def raid_remove(class_id: int) -> Response:
        about = class_or_404(server, class_id)
        day = _day(server)
        if remove_raid(server, act_at_desk(server, "raid-removed", f"{class_id} {day}"),
                       class_id, day):  # fmt: skip
            flash("", "raid.removed")
        return see(f"{ADDRESS}/year/{about.year}")

    @pages.get("/raids/class/<int:class_id>/paper")
    @allowed(Right.RAIDS)
    def raid_list(class_id: int) -> Response:
        about = class_or_404(server, class_id)
        language = paper_language(request, texts_of(request))
        school = setting(server.library, SCHOOL_NAME)
        sheet = raid_sheet(server, class_id, _day(server))
        paper = raid_paper(sheet, about.label, school, language)
        return pdf_answer(paper, f"raid-{class_id}")


def _day(server: Server) -> date:
    """The day of the sheet: today unless another past one is named."""
    found = read_day(request.values.get("day", ""))
    return found if found is not None and found <= server.today() else server.today()


def _mark(word: str) -> int | None:
    """1 … 5; None for whatever else: no mark."""
    number: Any = int(word) if word.isascii() and word.isdigit() and len(word) == 1 else 0
    return number if WORST_MARK <= number <= BEST_MARK else None
