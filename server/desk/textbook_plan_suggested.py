"""`/desk/textbook-plan/year/…/suggested`: fitting textbooks of the catalogue for all lines at
once, ticked and allowed with one press."""

from __future__ import annotations

from flask import Blueprint, Response, flash, request

from library.rights import Right
from library.textbook_plan import missing_parts
from server.desk.classes import act_at_desk
from server.desk.drawing import drawn, see
from server.desk.guard import allowed
from server.desk.textbook_plan import year_or_404
from server.desk.textbook_plan_words import ADDRESS, line_said, part_choices
from server.server import Server
from server.services.textbook_plan_changes import allow_editions
from server.services.textbook_plan_line import suggested_for_plan

MOST_CHOSEN = 2000


def add_textbook_plan_suggested_pages(pages: Blueprint, server: Server) -> None:
    """The page with all suggestions."""

    @pages.route("/textbook-plan/year/<year>/suggested", methods=["GET", "POST"])
    @allowed(Right.TEXTBOOKS)
    def textbook_plan_suggested(year: str) -> Response | str:
        year = year_or_404(server, year)
        if request.method == "POST":
            chosen = _chosen()
            deed = act_at_desk(server, "plan-editions-allowed", f"{year} {chosen}")
            flash(str(allow_editions(server, deed, year, chosen)), "plan.allowed-many")
            return see(f"{ADDRESS}/year/{year}")
        return drawn(
            server, "desk/textbook-plan-suggested.html", year=year,
            lines=suggested_for_plan(server, year), line_said=line_said, part_choices=part_choices,
            missing_parts=missing_parts,
        )  # fmt: skip


def _chosen() -> list[tuple[int, int, int]]:
    """Line, title and part of what was ticked; what is no such pair is passed over."""
    found = []
    for pair in request.form.getlist("edition")[:MOST_CHOSEN]:
        line, _, title = pair.partition("-")
        numbers = (line, title, request.form.get(f"part-{pair}", "0"))
        if all(each.isascii() and each.isdigit() and len(each) < 10 for each in numbers):
            found.append((int(numbers[0]), int(numbers[1]), int(numbers[2])))
    return found
