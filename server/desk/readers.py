"""`/desk/readers`: the list, one person's page and form on paper, enrolling, correcting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, abort, flash, request

from library.readers import Category, ReaderState
from library.rights import Right
from server.desk.drawing import drawn, operation_id, see
from server.desk.guard import allowed, signed_in
from server.desk.lists import Choice, Column, Filter, Listing, in_memory, shown, written
from server.desk.reader_forms import ReaderForm, values_of
from server.desk.spreadsheets import file_answer, wants_file
from server.server import Server
from server.services.acts import Act
from server.services.classes import classes_of, shown_year
from server.services.desk_station import desk_origin
from server.services.reader_pages import ReaderLine, ReaderPage, loans_of, reader_lines, reader_page
from server.services.readers import change_reader, enrol
from server.services.settings import SCHOOL_NAME, setting
from web.language import texts_of

_COLUMNS = (
    Column("name", "person.name", lambda row: row.name, link=lambda row: _address(row.reader_id)),
    Column("class", "person.class", lambda row: row.class_label),
    Column("category", "person.category", lambda row: row.category),
    Column("card", "person.card", lambda row: row.card, kind="code"),
    Column("loans", "person.loans", lambda row: row.loans or None, kind="number"),
    Column("overdue", "person.overdue", lambda row: row.overdue or None, kind="number"),
    Column("marked", "person.re-registered", lambda row: row.re_registered_on, kind="date"),
    Column("state", "person.state", lambda row: row.state, kind="tag"),
)


def _address(reader_id: int) -> str:
    return f"/desk/readers/{reader_id}"


def add_reader_pages(pages: Blueprint, server: Server) -> None:
    """The list, one person, enrolling and correcting."""
    _add_list(pages, server)
    _add_forms(pages, server)

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
            server, "desk/reader-paper.html", reader=found,
            past=loans_of(server, reader_id, False),
            school=setting(server.library, SCHOOL_NAME),
        )  # fmt: skip


def page_or_404(server: Server, reader_id: int) -> ReaderPage:
    """The person, or the page that says there is none."""
    found = reader_page(server, reader_id)
    if found is None:
        abort(404)
    return found


def class_choices(server: Server, t: Any) -> list[tuple[str, str]]:
    """Open classes to pick from, none first."""
    known = sorted(classes_of(server, shown_year(server)), key=lambda each: each.order)
    classes = [(str(each.class_id), each.label) for each in known if not each.closed]
    return [("", str(t("person.no-class"))), *classes]


def _add_list(pages: Blueprint, server: Server) -> None:
    @pages.get("/readers")
    @allowed(Right.READERS)
    def readers() -> str | Response:
        t = texts_of(request)
        listing = _listing(server, t)
        if wants_file(request):
            return file_answer(request, listing, t)
        return drawn(server, "desk/readers.html", list=shown(request, listing), written=written)


def _listing(server: Server, t: Any) -> Listing:
    columns = [_said(column, t) for column in _COLUMNS]
    classes = [Choice(value, label) for value, label in class_choices(server, t) if value]
    filters = (
        Filter("class", "person.class", classes),
        Filter(
            "category", "person.category",
            [Choice(each.value, t(f"reader.{each.value}")) for each in Category],
        ),
        Filter(
            "state", "person.state",
            [Choice(each.value, t(f"person.is-{each.value}")) for each in ReaderState],
        ),
        Filter("mark", "person.marks", [
            Choice(word, t(f"person.mark-{word}"))
            for word in ("absent", "unmarked", "owing", "late")
        ]),
    )  # fmt: skip
    source = in_memory(lambda: reader_lines(server), columns, _fits)
    return Listing("room.readers", columns, source, filters, sort="name")


def _said(column: Column, t: Any) -> Column:
    """Words in place of codes, in the language of the page."""
    if column.name == "category":
        return Column(column.name, column.title, lambda row: t(f"reader.{row.category}"))
    if column.name == "state":
        return Column(column.name, column.title, lambda row: _state(row, t), kind="tag")
    return column


def _state(row: ReaderLine, t: Any) -> str:
    if row.absent_since is not None:
        return str(t("person.is-absent"))
    return "" if row.state == ReaderState.ACTIVE else str(t(f"person.is-{row.state}"))


def _fits(row: ReaderLine, filters: Mapping[str, str]) -> bool:
    marks = {
        "absent": row.absent_since is not None, "unmarked": row.re_registered_on is None,
        "owing": row.loans > 0, "late": row.overdue > 0, "": True,
    }  # fmt: skip
    return (
        filters.get("class", str(row.class_id)) == str(row.class_id)
        and filters.get("category", row.category) == row.category
        and filters.get("state", row.state) == row.state
        and marks[filters.get("mark", "")]
    )


def _add_forms(pages: Blueprint, server: Server) -> None:
    @pages.route("/readers/new", methods=["GET", "POST"])
    @allowed(Right.EDIT_READERS)
    def reader_new() -> str | Response | tuple[str, int]:
        form = ReaderForm.of(request)
        _offer(form, class_choices(server, texts_of(request)))
        if form.sent():
            act = Act(_origin(server), "reader-enrolled", form.content())
            number = enrol(server, act, values_of(form), form.rules_accepted.data)
            flash("", "person.enrolled")
            return see(_address(number))
        page = drawn(server, "desk/reader-edit.html", form=form, reader=None)
        return page, 422 if form.errors else 200

    @pages.route("/readers/<int:reader_id>/edit", methods=["GET", "POST"])
    @allowed(Right.EDIT_READERS)
    def reader_edit(reader_id: int) -> str | Response | tuple[str, int]:
        found = page_or_404(server, reader_id)
        opened = ReaderForm.opened(found)
        form = ReaderForm.of(request, opened=opened)
        _offer(form, _with_own(class_choices(server, texts_of(request)), found))
        if form.sent() and form.fits(opened):
            act = Act(_origin(server), "reader-changed", form.content(), reader_id)
            change_reader(server, act, values_of(form))
            flash("", "person.saved")
            return see(_address(reader_id))
        page = drawn(server, "desk/reader-edit.html", form=form, reader=found)
        return page, 422 if form.errors else 409 if form.now else 200


def _offer(form: ReaderForm, classes: list[tuple[str, str]]) -> None:
    """What may be picked, in the language of the page."""
    t = texts_of(request)
    form.school_class.offer(classes)
    form.category.offer([(each.value, t(f"reader.{each.value}")) for each in Category])


def _with_own(choices: list[tuple[str, str]], found: ReaderPage) -> list[tuple[str, str]]:
    """The class of a closed year stays pickable for who is in it."""
    own = (str(found.class_id or ""), found.class_label or "")
    return choices if own[0] in dict(choices) else [*choices, own]


def _origin(server: Server) -> Any:
    return desk_origin(server, operation_id(), signed_in().staff_id)
