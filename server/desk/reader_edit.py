"""`/desk/readers/new` and `…/edit`: enrolling a reader, correcting who he is."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, request

from library.readers import Category
from library.rights import Right
from server.desk.drawing import drawn, operation_id, see
from server.desk.forms import Wrong
from server.desk.guard import allowed
from server.desk.reader_forms import (
    EnrolForm,
    ReaderForm,
    act_about,
    address_of,
    page_or_404,
    values_of,
)
from server.server import Server
from server.services.cards import CardTaken
from server.services.classes import classes_of, shown_year
from server.services.doubles import Person, same_person
from server.services.reader_pages import ReaderPage
from server.services.readers import change_reader, enrol, enrolled_before
from web.language import texts_of

_PICKED = {"kk": "class.in-kk", "ru": "class.in-ru", "en": "class.in-en"}


def add_reader_edit_pages(pages: Blueprint, server: Server) -> None:
    """A new reader, and one who is corrected."""

    @pages.route("/readers/new", methods=["GET", "POST"])
    @allowed(Right.EDIT_READERS)
    def reader_new() -> str | Response | tuple[str, int]:
        form = EnrolForm.of(request)
        _offer(form, server, None)
        same: list[Person] = []
        if form.sent():
            same = _same(server, form)
            made = None if same else _enrol(server, form)
            if isinstance(made, int):
                flash("", "person.enrolled")
                return see(address_of(made))
        page = drawn(server, "desk/reader-edit.html", form=form, reader=None, same=same)
        return (page, 422) if request.method == "POST" else page

    @pages.route("/readers/<int:reader_id>/edit", methods=["GET", "POST"])
    @allowed(Right.EDIT_READERS)
    def reader_edit(reader_id: int) -> str | Response | tuple[str, int]:
        found = page_or_404(server, reader_id)
        opened = ReaderForm.opened(found)
        form = ReaderForm.of(request, opened=opened)
        _offer(form, server, found)
        if form.sent() and form.fits(opened):
            act = act_about(server, "reader-changed", reader_id, form.content())
            saved = change_reader(server, act, values_of(form))
            flash("", "person.saved" if saved else "person.gone")
            return see(address_of(reader_id) if saved else "/desk/readers")
        page = drawn(server, "desk/reader-edit.html", form=form, reader=found, same=[])
        return page, 422 if form.errors else 409 if form.now else 200


def _offer(form: Any, server: Server, found: ReaderPage | None) -> None:
    """What may be picked: open classes of the year, and the reader's own of any year."""
    t = texts_of(request)
    form.today = server.today()
    known = sorted(classes_of(server, shown_year(server)), key=lambda each: each.order)
    classes = [(str(each.class_id), each.label) for each in known if not each.closed]
    if found is not None and found.class_id is not None:
        own = (str(found.class_id), str(found.class_label))
        classes += [] if own in classes else [own]
    form.school_class.offer([("", str(t("person.no-class"))), *classes])
    form.category.offer([(each.value, str(t(f"reader.{each.value}"))) for each in Category])
    form.language.offer([("", "–"), *((word, str(t(key))) for word, key in _PICKED.items())])


def _same(server: Server, form: Any) -> list[Person]:
    """Readers of that name, unless the page said that this is another person."""
    if form.another.data or enrolled_before(server, operation_id()) is not None:
        return []
    return same_person(
        server, form.surname.data, form.given_name.data, form.patronymic.data, form.born_on.data
    )


def _enrol(server: Server, form: Any) -> int | None:
    act = act_about(server, "reader-enrolled", None, form.content())
    made = enrol(server, act, values_of(form), form.rules_accepted.data, form.card.data or None)
    if isinstance(made, CardTaken):
        form.card.errors = [Wrong("person.card-taken").args[0]]
        return None
    return made
