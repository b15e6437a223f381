"""`/desk/readers/<id>/due`: a due date set by hand, with its reason."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, request

from library.rights import Right
from server.desk.drawing import drawn, see
from server.desk.forms import Wrong
from server.desk.guard import allowed
from server.desk.reader_forms import DueForm, act_about, address_of, page_or_404
from server.server import Server
from server.services.due_dates import DueWish, set_due
from web.language import texts_of


def add_due_date_pages(pages: Blueprint, server: Server) -> None:
    """One form for one loan or for all of them."""

    @pages.route("/readers/<int:reader_id>/due", methods=["GET", "POST"])
    @allowed(Right.LEND)
    def reader_due(reader_id: int) -> str | Response | tuple[str, int]:
        found = page_or_404(server, reader_id)
        form: Any = DueForm.of(request)
        t = texts_of(request)
        form.copy.offer([
            ("", str(t("person.due-all"))),
            *((str(loan.copy_id), f"{loan.title} {loan.code}") for loan in found.open),
        ])  # fmt: skip
        if request.method == "GET" and request.args.get("copy", "") in form.copy.choices:
            form.copy.data = request.args.get("copy", "")
        if form.sent():
            chosen = form.copy.data or None
            wish = DueWish(reader_id, form.due_on.data, int(chosen) if chosen else None,
                           form.why.data)  # fmt: skip
            moved = set_due(server, act_about(server, "due-changed", reader_id, repr(wish)), wish)
            if moved is not None:
                flash(f"{form.due_on.data:%d.%m.%Y}", "person.due-moved")
                return see(address_of(reader_id))
            form.due_on.errors = [Wrong("person.due-wrong").args[0]]
        page = drawn(server, "desk/reader-due.html", form=form, reader=found)
        return page, 422 if form.errors else 200
