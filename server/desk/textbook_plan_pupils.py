"""`/desk/textbook-plan/…/pupils`: who of a class is a boy and who a girl, on one page."""

from __future__ import annotations

from flask import Blueprint, Response, flash, request

from library.rights import Right
from server.desk.classes import act_at_desk, class_or_404
from server.desk.drawing import drawn, see
from server.desk.guard import allowed
from server.desk.textbook_plan import year_or_404
from server.desk.textbook_plan_words import ADDRESS
from server.server import Server
from server.services.textbook_plan_changes import set_sexes
from server.services.textbook_plan_line import class_sexes, sexes_of

SEXES: tuple[tuple[str, str | None], ...] = (("f", "f"), ("m", "m"), ("", None))


def add_textbook_plan_pupils_pages(pages: Blueprint, server: Server) -> None:
    """The classes of a year, one class."""

    @pages.get("/textbook-plan/year/<year>/pupils")
    @allowed(Right.TEXTBOOKS)
    def boys_and_girls(year: str) -> str:
        year = year_or_404(server, year)
        return drawn(
            server, "desk/textbook-plan-classes.html", year=year,
            classes=class_sexes(server, year),
        )  # fmt: skip

    @pages.route("/textbook-plan/class/<int:class_id>", methods=["GET", "POST"])
    @allowed(Right.TEXTBOOKS)
    def boys_and_girls_of_class(class_id: int) -> Response | str:
        about = class_or_404(server, class_id)
        pupils = sexes_of(server, class_id)
        if request.method == "POST":
            known = dict(SEXES)
            said = {reader: request.form.get(f"sex-{reader}") for reader, _, _ in pupils}
            # A word that is none of the three changes nothing.
            sexes = {reader: known[word] for reader, word in said.items() if word in known}
            deed = act_at_desk(server, "pupils-sex-set", f"{class_id} {sexes}")
            flash(str(set_sexes(server, deed, class_id, sexes)), "plan.sexes-set")
            return see(f"{ADDRESS}/year/{about.year}/pupils")
        return drawn(
            server, "desk/textbook-plan-sexes.html", about=about, pupils=pupils, sexes=SEXES
        )
