"""What is done to one reader: marked, suspended, given a new card or a PIN, removed."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, abort, flash, request

from library.rights import Right
from server.desk.doubles import add_double_pages
from server.desk.drawing import drawn, see
from server.desk.due_dates import add_due_date_pages
from server.desk.forms import Wrong
from server.desk.guard import allowed
from server.desk.reader_forms import (
    CardForm,
    PinForm,
    SuspendForm,
    act_about,
    address_of,
    page_or_404,
    seen,
)
from server.server import Server
from server.services.cards import LOST, CardTaken, replace_card
from server.services.deeds import Deed
from server.services.pins import set_pin
from server.services.readers import (
    accept_rules,
    lift,
    mark_left,
    not_absent,
    re_register_reader,
    suspend,
)
from server.services.removal import removal_preview, remove_reader
from web.language import texts_of

_MARKS: dict[str, tuple[str, Callable[[Server, Deed], bool], str]] = {
    "lift": ("reader-lifted", lift, "person.lifted"),
    "left": ("reader-left", mark_left, "person.marked-left"),
    "present": ("reader-present", not_absent, "person.marked-present"),
    "rules": ("rules-accepted", accept_rules, "person.rules-noted"),
    "year": ("reader-re-registered", re_register_reader, "person.rules-noted"),
}
"""The last part of the address: kind of the deed, what does it, what is said after it."""


def add_reader_act_pages(pages: Blueprint, server: Server) -> None:
    """Buttons of the reader's page, removing and merging."""
    _add_marks(pages, server)
    _add_card(pages, server)
    _add_pin(pages, server)
    _add_removal(pages, server)
    add_double_pages(pages, server)
    add_due_date_pages(pages, server)


def _add_marks(pages: Blueprint, server: Server) -> None:
    @pages.post("/readers/<int:reader_id>/mark/<word>")
    @allowed(Right.EDIT_READERS)
    def reader_mark(reader_id: int, word: str) -> Response:
        if word not in _MARKS:
            abort(404)
        page_or_404(server, reader_id)
        kind, call, said = _MARKS[word]
        done = call(server, act_about(server, kind, reader_id))
        flash("", said if done else "person.not-now")
        return see(address_of(reader_id))

    @pages.route("/readers/<int:reader_id>/suspend", methods=["GET", "POST"])
    @allowed(Right.EDIT_READERS)
    def reader_suspend(reader_id: int) -> str | Response | tuple[str, int]:
        found = page_or_404(server, reader_id)
        form = SuspendForm.of(request)
        form.today = server.today()
        if form.sent():
            content = f"{form.until.data} {form.why.data}"
            deed = act_about(server, "reader-suspended", reader_id, content)
            done = suspend(server, deed, form.until.data, form.why.data)
            flash("", "person.suspended" if done else "person.not-now")
            return see(address_of(reader_id))
        page = drawn(server, "desk/reader-suspend.html", form=form, reader=found)
        return page, 422 if form.errors else 200


def _add_card(pages: Blueprint, server: Server) -> None:
    @pages.route("/readers/<int:reader_id>/card", methods=["GET", "POST"])
    @allowed(Right.EDIT_READERS)
    def reader_card(reader_id: int) -> str | Response | tuple[str, int]:
        found = page_or_404(server, reader_id)
        form, t = CardForm.of(request), texts_of(request)
        form.why.offer([(word, str(t(f"person.old-{word}"))) for word in form.why.choices])
        if form.sent():
            content = f"{form.why.data} {form.card.data}"
            deed = act_about(server, "card-replaced", reader_id, content)
            made = replace_card(server, deed, form.why.data == LOST, form.card.data or None)
            if not isinstance(made, CardTaken):
                flash(made or "", "person.card-replaced" if made else "person.gone")
                return see(address_of(reader_id))
            form.card.errors = [Wrong("person.card-taken").args[0]]
        page = drawn(server, "desk/reader-card.html", form=form, reader=found)
        return page, 422 if form.errors else 200


def _add_pin(pages: Blueprint, server: Server) -> None:
    @pages.route("/readers/<int:reader_id>/pin", methods=["GET", "POST"])
    @allowed(Right.EDIT_READERS)
    def reader_pin(reader_id: int) -> str | Response | tuple[str, int]:
        found = page_or_404(server, reader_id)
        form = PinForm.of(request)
        if form.sent():
            # The PIN itself enters no seal: four digits would be found by trying.
            set_pin(server, reader_id, form.pin.data, act_about(server, "pin-set", reader_id))
            flash("", "person.pin-set")
            return see(address_of(reader_id))
        page = drawn(server, "desk/reader-pin.html", form=form, reader=found)
        return page, 422 if form.errors else 200


def _add_removal(pages: Blueprint, server: Server) -> None:
    @pages.get("/readers/<int:reader_id>/remove")
    @allowed(Right.EDIT_READERS)
    def reader_removal(reader_id: int) -> str:
        found = page_or_404(server, reader_id)
        preview = removal_preview(server, reader_id)
        return drawn(
            server, "desk/reader-remove.html", reader=found, preview=preview, seen=seen(preview)
        )

    @pages.post("/readers/<int:reader_id>/remove")
    @allowed(Right.EDIT_READERS)
    def reader_remove(reader_id: int) -> Response:
        page_or_404(server, reader_id)
        now = seen(removal_preview(server, reader_id))
        if request.form.get("seen", now) != now:
            flash("", "person.preview-changed")
            return see(f"{address_of(reader_id)}/remove")
        refused = remove_reader(server, act_about(server, "reader-removed", reader_id))
        if refused is not None:
            flash("", "person.not-removed")
            return see(f"{address_of(reader_id)}/remove")
        flash("", "person.removed")
        return see("/desk/readers")
