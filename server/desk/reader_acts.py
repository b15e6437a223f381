"""What is done to one reader: suspended, left, a new card, a PIN, removed, merged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, flash, request

from library.rights import Right
from server.desk.drawing import drawn, number, operation_id, see
from server.desk.guard import allowed, signed_in
from server.desk.reader_forms import PinForm, SuspendForm
from server.desk.readers import page_or_404
from server.server import Server
from server.services.acts import Act
from server.services.cards import replace_card
from server.services.desk_station import desk_origin
from server.services.merging import doubles, merge, person
from server.services.pins import set_pin
from server.services.readers import accept_rules, lift, mark_left, not_absent, suspend
from server.services.removal import removal_preview, remove_reader

_MARKS: dict[str, tuple[str, Callable[[Server, Act], None], str]] = {
    "lift": ("reader-lifted", lift, "person.lifted"),
    "left": ("reader-left", mark_left, "person.marked-left"),
    "present": ("reader-present", not_absent, "person.marked-present"),
    "rules": ("rules-accepted", accept_rules, "person.rules-noted"),
}
"""The last part of the address: kind of the act, what does it, what is said after it."""


def add_reader_act_pages(pages: Blueprint, server: Server) -> None:
    """Buttons of the reader's page, removing and merging."""
    _add_marks(pages, server)
    _add_pin(pages, server)
    _add_removal(pages, server)
    _add_merging(pages, server)


def _act(server: Server, kind: str, reader_id: int, content: str = "") -> Act:
    origin = desk_origin(server, operation_id(), signed_in().staff_id)
    return Act(origin, kind, content, reader_id)


def _back(reader_id: int) -> Response:
    return see(f"/desk/readers/{reader_id}")


def _add_marks(pages: Blueprint, server: Server) -> None:
    @pages.post("/readers/<int:reader_id>/mark/<word>")
    @allowed(Right.EDIT_READERS)
    def reader_mark(reader_id: int, word: str) -> Response:
        if word not in _MARKS:
            abort(404)
        page_or_404(server, reader_id)
        kind, call, said = _MARKS[word]
        call(server, _act(server, kind, reader_id))
        flash("", said)
        return _back(reader_id)

    @pages.post("/readers/<int:reader_id>/card")
    @allowed(Right.EDIT_READERS)
    def reader_card(reader_id: int) -> Response:
        page_or_404(server, reader_id)
        made = replace_card(server, _act(server, "card-replaced", reader_id))
        flash(made, "person.card-replaced")
        return _back(reader_id)

    @pages.route("/readers/<int:reader_id>/suspend", methods=["GET", "POST"])
    @allowed(Right.EDIT_READERS)
    def reader_suspend(reader_id: int) -> str | Response | tuple[str, int]:
        found = page_or_404(server, reader_id)
        form = SuspendForm.of(request)
        if form.sent():
            content = f"{form.until.data} {form.why.data}"
            act = _act(server, "reader-suspended", reader_id, content)
            suspend(server, act, form.until.data, form.why.data)
            flash("", "person.suspended")
            return _back(reader_id)
        page = drawn(server, "desk/reader-suspend.html", form=form, reader=found)
        return page, 422 if form.errors else 200


def _add_pin(pages: Blueprint, server: Server) -> None:
    @pages.route("/readers/<int:reader_id>/pin", methods=["GET", "POST"])
    @allowed(Right.EDIT_READERS)
    def reader_pin(reader_id: int) -> str | Response | tuple[str, int]:
        found = page_or_404(server, reader_id)
        form = PinForm.of(request)
        if form.sent():
            # The PIN itself enters no seal: four digits would be found by trying.
            set_pin(server, reader_id, form.pin.data, _act(server, "pin-set", reader_id))
            flash("", "person.pin-set")
            return _back(reader_id)
        page = drawn(server, "desk/reader-pin.html", form=form, reader=found)
        return page, 422 if form.errors else 200


def _add_removal(pages: Blueprint, server: Server) -> None:
    @pages.get("/readers/<int:reader_id>/remove")
    @allowed(Right.EDIT_READERS)
    def reader_removal(reader_id: int) -> str:
        found = page_or_404(server, reader_id)
        preview = removal_preview(server, reader_id)
        return drawn(server, "desk/reader-remove.html", reader=found, preview=preview)

    @pages.post("/readers/<int:reader_id>/remove")
    @allowed(Right.EDIT_READERS)
    def reader_remove(reader_id: int) -> Response:
        refused = remove_reader(server, _act(server, "reader-removed", reader_id))
        if refused is not None:
            flash("", "person.not-removed")
            return see(f"/desk/readers/{reader_id}/remove")
        flash("", "person.removed")
        return see("/desk/readers")


def _add_merging(pages: Blueprint, server: Server) -> None:
    @pages.get("/readers/doubles")
    @allowed(Right.EDIT_READERS)
    def reader_doubles() -> str:
        pairs = [(person(server, first), person(server, second))
                 for first, second in doubles(server)]  # fmt: skip
        return drawn(server, "desk/reader-doubles.html", pairs=pairs)

    @pages.get("/readers/<int:reader_id>/merge/<int:double_id>")
    @allowed(Right.EDIT_READERS)
    def reader_merging(reader_id: int, double_id: int) -> str:
        both: list[Any] = [person(server, each) for each in (reader_id, double_id)]
        if None in both or reader_id == double_id:
            abort(404)
        return drawn(server, "desk/reader-merge.html", kept=both[0], double=both[1])

    @pages.post("/readers/<int:reader_id>/merge")
    @allowed(Right.EDIT_READERS)
    def reader_merge(reader_id: int) -> Response:
        double_id = number("double")
        act = _act(server, "readers-merged", reader_id, str(double_id))
        refused = merge(server, act, double_id)
        if refused:
            flash("", f"person.merge-{refused}")
            return see("/desk/readers/doubles")
        flash("", "person.merged")
        return _back(reader_id)
