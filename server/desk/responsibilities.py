"""Who answers for a class or a dormitory group: given and ended by the library."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, request

from library.classes import Duty
from library.rights import Right
from server.desk.classes import ADDRESS, act_at_desk, class_or_404
from server.desk.drawing import drawn, number, see
from server.desk.forms import DeskForm, Pick
from server.desk.guard import allowed
from server.desk.lists import written
from server.server import Server
from server.services.dormitories import dorm_groups
from server.services.responsibilities import (
    charges_of_class,
    charges_of_groups,
    end_charge,
    give_charge,
    teachers,
)
from web.language import texts_of

_GROUPS = "/desk/dormitories/tutors"


class ChargeForm(DeskForm):
    """A teacher's account and what he is to the class."""

    staff = Pick("class.account")
    kind = Pick("class.duty")


class TutorForm(DeskForm):
    """A teacher's account and the dormitory group."""

    staff = Pick("class.account")
    group = Pick("class.dorm-group")


def add_responsibility_pages(pages: Blueprint, server: Server) -> None:
    """At a class, and for all dormitory groups."""
    _add_of_class(pages, server)
    _add_of_groups(pages, server)

    @pages.post("/responsibilities/end")
    @allowed(Right.EDIT_READERS, Right.STAFF)
    def end_responsibility() -> Response:
        charge = number("responsibility")
        end_charge(server, act_at_desk(server, "responsibility-ended", str(charge)), charge)
        back = request.form.get("class", type=int)
        return see(_GROUPS if back is None else f"{ADDRESS}/{back}/responsible")


def _add_of_class(pages: Blueprint, server: Server) -> None:
    @pages.route("/classes/<int:class_id>/responsible", methods=["GET", "POST"])
    @allowed(Right.EDIT_READERS, Right.STAFF)
    def responsible(class_id: int) -> Response | str | tuple[str, int]:
        about = class_or_404(server, class_id)
        t = texts_of(request)
        form: Any = ChargeForm.of(request)
        form.staff.offer(_accounts(server))
        form.kind.offer([(each.value, str(t(f"class.duty-{each.value}"))) for each in Duty])
        if form.sent():
            act = act_at_desk(
                server, "responsibility-given", f"{class_id} {form.staff.data} {form.kind.data}"
            )
            given = give_charge(
                server, act, int(form.staff.data), form.kind.data, class_id=class_id
            )
            flash("", "class.given" if given else "class.given-before")
            return see(f"{ADDRESS}/{class_id}/responsible")
        page = drawn(
            server, "desk/responsible.html", form=form, about=about, written=written,
            charges=charges_of_class(server, class_id),
        )  # fmt: skip
        return (page, 422) if request.method == "POST" else page


def _add_of_groups(pages: Blueprint, server: Server) -> None:
    @pages.route("/dormitories/tutors", methods=["GET", "POST"])
    @allowed(Right.EDIT_READERS, Right.STAFF)
    def dormitory_tutors() -> Response | str | tuple[str, int]:
        form: Any = TutorForm.of(request)
        form.staff.offer(_accounts(server))
        form.group.offer([(group, group) for group in dorm_groups(server)])
        if form.sent():
            act = act_at_desk(
                server, "responsibility-given", f"{form.group.data} {form.staff.data}"
            )
            given = give_charge(
                server, act, int(form.staff.data), Duty.TUTOR.value, dorm_group=form.group.data
            )
            flash("", "class.given" if given else "class.given-before")
            return see(_GROUPS)
        page = drawn(
            server, "desk/responsible.html", form=form, about=None, written=written,
            charges=charges_of_groups(server),
        )  # fmt: skip
        return (page, 422) if request.method == "POST" else page


def _accounts(server: Server) -> list[tuple[str, str]]:
    return [(str(number), name) for number, name in teachers(server)]
