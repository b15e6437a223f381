"""`/desk/classes`: the classes of a year, one class with its pupils, a class made or
corrected, pupils moved from one class to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, flash, request

from library.classes import GRADES, LANGUAGES, TRACKED_FROM, Track, class_letter
from library.rights import Right
from server.desk.drawing import drawn, operation_id, see
from server.desk.forms import Day, DeskForm, Line, Pick, Tick, Whole, Wrong
from server.desk.guard import allowed, i_may, signed_in
from server.desk.lists import Column, Listing, in_memory, shown, written
from server.desk.spreadsheets import file_answer, wants_file
from server.server import Server
from server.services.class_changes import (
    ClassExists,
    ClassValues,
    MovedTooEarly,
    add_class,
    change_class,
    move_pupils,
)
from server.services.classes import (
    ClassFacts,
    class_lines,
    class_of,
    classes_of,
    pupils_of,
    shown_year,
    years_of_classes,
)
from server.services.deeds import Deed
from server.services.desk_station import desk_origin
from server.services.responsibilities import charges_of_class
from web.language import texts_of

ADDRESS = "/desk/classes"


@dataclass(frozen=True, slots=True)
class Opened:
    """A class as its form shows it."""

    year: str
    grade: int | None
    letter: str
    language: str
    track: str
    closed: bool


class ClassForm(DeskForm):
    """A class; years, languages and tracks are filled in by the view."""

    year = Pick("class.year")
    grade = Whole("class.grade", least=GRADES[0], most=GRADES[-1], required=True)
    letter = Line("class.letter", required=True, longest=4)
    language = Pick("class.language")
    track = Pick("class.track")
    closed = Tick("class.closed")

    def validate_letter(self, field: Any) -> None:
        """One letter, kept in one form."""
        letter = class_letter(field.data or "")
        if field.data and letter is None:
            raise Wrong("class.no-letter")
        field.data = letter or field.data

    def validate_track(self, field: Any) -> None:
        """Only the last grades have tracks."""
        if field.data and self.grade.data is not None and self.grade.data < TRACKED_FROM:
            raise Wrong("class.no-track-yet", grade=TRACKED_FROM)

    def values(self) -> ClassValues:
        """What was typed."""
        return ClassValues(
            self.year.data, int(self.grade.data or 0), self.letter.data, self.language.data,
            self.track.data or None, bool(self.closed.data),
        )  # fmt: skip


class MoveForm(DeskForm):
    """Where pupils go, and from which day on."""

    target = Pick("class.target")
    day = Day("class.from-day", required=True)


def class_or_404(server: Server, class_id: int) -> ClassFacts:
    """The class of an address."""
    found = class_of(server, class_id)
    return found if found is not None else abort(404)


def reader_address(row: Any) -> str | None:
    """The reader's page, for those who may see it; `row` has a `reader_id`."""
    return f"/desk/readers/{row.reader_id}" if i_may(Right.READERS) else None


def numbers_of(name: str) -> list[int]:
    """Row numbers that were ticked, in order; what is no row number is passed over."""
    found = set(request.form.getlist(name, int))
    return sorted(number for number in found if 0 < number < 2**31)


def act_at_desk(server: Server, kind: str, content: str) -> Deed:
    """The act of the form of this request."""
    return Deed(desk_origin(server, operation_id(), signed_in().staff_id), kind, content)


def add_class_pages(pages: Blueprint, server: Server) -> None:
    """The list, the class, its form, moving."""
    _add_lists(pages, server)
    _add_forms(pages, server)
    _add_moving(pages, server)


def _add_lists(pages: Blueprint, server: Server) -> None:
    @pages.get("/classes")
    @allowed(Right.CLASSES)
    def classes() -> Response | str:
        return _year_page(server, shown_year(server))

    @pages.get("/classes/year/<year>")
    @allowed(Right.CLASSES)
    def classes_of_year(year: str) -> Response | str:
        return _year_page(server, year if year in years_of_classes(server) else abort(404))

    @pages.get("/classes/<int:class_id>")
    @allowed(Right.CLASSES)
    def school_class(class_id: int) -> Response | str:
        about = class_or_404(server, class_id)
        pupils = pupils_of(server, class_id)
        listing = Listing(
            "class.pupils", PUPIL_COLUMNS, in_memory(lambda: pupils, PUPIL_COLUMNS),
            sort="name", empty="class.no-pupils",
        )  # fmt: skip
        if wants_file(request):
            return file_answer(request, listing, texts_of(request))
        return drawn(
            server, "desk/class.html", about=about, pupils=pupils, written=written,
            list=shown(request, listing), charges=charges_of_class(server, class_id),
        )  # fmt: skip


def _year_page(server: Server, year: str) -> Response | str:
    t = texts_of(request)
    columns = _class_columns(t)
    listing = Listing(
        "class.classes", columns, in_memory(lambda: class_lines(server, year), columns),
        sort="label", empty="class.no-classes",
    )  # fmt: skip
    if wants_file(request):
        return file_answer(request, listing, t)
    return drawn(
        server, "desk/classes.html", year=year, years=years_of_classes(server),
        list=shown(request, listing), written=written,
    )  # fmt: skip


def _class_columns(t: Any) -> tuple[Column, ...]:
    return (
        Column("label", "class.class", lambda row: row.about.label,
               link=lambda row: f"{ADDRESS}/{row.about.class_id}",
               key=lambda row: row.about.order),
        Column("language", "class.language", lambda row: t(f"class.in-{row.about.language}")),
        Column("track", "class.track", lambda row: row.about.track),
        Column("pupils", "class.pupils", lambda row: row.pupils, kind="number"),
        Column("loans", "class.loans", lambda row: row.loans, kind="number"),
        Column("overdue", "class.overdue", lambda row: row.overdue, kind="number"),
        Column("debtors", "class.debtors", lambda row: row.debtors, kind="number"),
        Column("marked", "class.re-registered", lambda row: row.re_registered, kind="number"),
    )  # fmt: skip


PUPIL_COLUMNS = (
    Column("name", "class.pupil", lambda row: row.name, link=reader_address),
    Column("loans", "class.loans", lambda row: row.held.loans, kind="number"),
    Column("overdue", "class.overdue", lambda row: row.held.overdue or None, kind="number"),
    Column("cases", "class.cases", lambda row: row.held.cases or None, kind="number"),
    Column("marked", "class.re-registered-on", lambda row: row.re_registered_on, kind="date"),
    Column("rules", "class.rules-on", lambda row: row.rules_accepted_on, kind="date"),
    Column("group", "class.dorm-group", lambda row: row.dorm_group, kind="code"),
)


def _add_forms(pages: Blueprint, server: Server) -> None:
    @pages.route("/classes/new", methods=["GET", "POST"])
    @allowed(Right.EDIT_READERS)
    def new_class() -> Response | str | tuple[str, int]:
        opened = Opened(shown_year(server), None, "", LANGUAGES[0], "", False)
        form = _class_form(server, opened)
        if form.sent():
            values = form.values()
            deed = act_at_desk(server, "class-added", repr(values))
            made = add_class(server, deed, values)
            if not isinstance(made, ClassExists):
                flash(f"{values.grade}{values.letter}", "class.added")
                return see(f"{ADDRESS}/{made}")
            form.letter.errors = [_exists()]
        page = drawn(server, "desk/class-form.html", form=form, about=None)
        return (page, 422) if request.method == "POST" else page

    @pages.route("/classes/<int:class_id>/edit", methods=["GET", "POST"])
    @allowed(Right.EDIT_READERS)
    def edit_class(class_id: int) -> Response | str | tuple[str, int]:
        about = class_or_404(server, class_id)
        opened = Opened(about.year, about.grade, about.letter, about.language,
                        about.track or "", about.closed)  # fmt: skip
        form = _class_form(server, opened)
        if form.sent() and form.fits(now=opened):
            values = form.values()
            deed = act_at_desk(server, "class-changed", f"{class_id} {values!r}")
            if change_class(server, deed, class_id, values) is None:
                flash(f"{values.grade}{values.letter}", "class.changed")
                return see(f"{ADDRESS}/{class_id}")
            form.letter.errors = [_exists()]
        page = drawn(server, "desk/class-form.html", form=form, about=about)
        return (page, 422) if request.method == "POST" else page


def _class_form(server: Server, opened: Opened) -> Any:
    t = texts_of(request)
    form: Any = ClassForm.of(request, opened=opened)
    coming = server.calendar.next_year(server.today()).name
    years = sorted({coming, opened.year, *years_of_classes(server)}, reverse=True)
    form.year.offer([(year, year) for year in years])
    form.language.offer([(each, str(t(f"class.in-{each}"))) for each in LANGUAGES])
    form.track.offer([("", "—"), *((each.value, each.value) for each in Track)])
    return form


def _exists() -> Any:
    return Wrong("class.exists").args[0]


def _add_moving(pages: Blueprint, server: Server) -> None:
    @pages.route("/classes/<int:class_id>/move", methods=["GET", "POST"])
    @allowed(Right.EDIT_READERS)
    def move_from_class(class_id: int) -> Response | str | tuple[str, int]:
        about = class_or_404(server, class_id)
        form = _move_form(server, about)
        chosen = numbers_of("reader")
        moved: int | MovedTooEarly = 0
        if form.sent() and chosen:
            target = int(form.target.data) if form.target.data else None
            deed = act_at_desk(server, "pupils-moved", f"{chosen} {target} {form.day.data}")
            moved = move_pupils(server, deed, chosen, class_id, target, form.day.data)
            if isinstance(moved, MovedTooEarly):
                said = Wrong("class.moved-too-early", date=f"{moved.from_on:%d.%m.%Y}")
                form.day.errors = [said.args[0]]
            elif moved:
                flash(str(moved), "class.moved")
                return see(f"{ADDRESS}/{target or class_id}")
        page = drawn(
            server, "desk/class-move.html", form=form, about=about, chosen=chosen,
            pupils=pupils_of(server, class_id),
            nobody=request.method == "POST" and not form.errors and not moved,
        )  # fmt: skip
        return (page, 422) if request.method == "POST" else page


def _move_form(server: Server, about: ClassFacts) -> Any:
    t = texts_of(request)
    form: Any = MoveForm.of(request)
    if request.method != "POST":
        form.day.data = server.today()
    years = [year for year in years_of_classes(server) if year >= about.year]
    targets = [
        (str(each.class_id), f"{each.label}, {each.year}")
        for year in years for each in classes_of(server, year)
        if each.class_id != about.class_id and not each.closed
    ]  # fmt: skip
    form.target.offer([*targets, ("", str(t("class.no-class")))])
    return form
