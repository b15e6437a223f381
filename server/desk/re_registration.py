"""`/desk/classes/…/re-registration`: the yearly mark of a class in one action."""

from __future__ import annotations

from flask import Blueprint, Response, flash, request

from library.rights import Right
from server.desk.classes import ADDRESS, act_at_desk, class_or_404, numbers_of
from server.desk.drawing import drawn, see
from server.desk.guard import allowed
from server.desk.lists import written
from server.server import Server
from server.services.re_registration import RE_REGISTERED, preview, re_register


def add_re_registration_pages(pages: Blueprint, server: Server) -> None:
    """The preview and the act."""

    @pages.get("/classes/<int:class_id>/re-registration")
    @allowed(Right.EDIT_READERS)
    def re_registration(class_id: int) -> str:
        return drawn(
            server, "desk/re-registration.html", about=class_or_404(server, class_id),
            preview=preview(server, class_id), written=written,
        )  # fmt: skip

    @pages.post("/classes/<int:class_id>/re-registration")
    @allowed(Right.EDIT_READERS)
    def re_register_class(class_id: int) -> Response:
        class_or_404(server, class_id)
        shown, chosen = numbers_of("clear"), numbers_of("reader")
        rules = "rules" in request.form
        act = act_at_desk(server, RE_REGISTERED, f"{class_id} {shown} {chosen} {rules}")
        done = re_register(server, act, class_id, shown, chosen, rules)
        if done.fell_out:
            flash(str(done.fell_out), "class.owe-by-now")
        flash(str(done.marked), "class.marked")
        return see(f"{ADDRESS}/{class_id}")
