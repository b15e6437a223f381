"""Slips of a class, and slips on paper."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, request

from library.clearance import Purpose
from library.rights import Right
from server.desk.classes import act_at_desk, class_or_404
from server.desk.drawing import drawn, see
from server.desk.forms import DeskForm, Pick
from server.desk.guard import allowed
from server.desk.paper_answers import PAPER_LANGUAGES, paper_language
from server.reports.clearance_slip import SlipPaper, slip_pdf, slips_pdf
from server.server import Server
from server.services.clearance import Slip, give_class, people_of_class, slip_of
from server.services.settings import SCHOOL_NAME, setting
from web.language import texts_of

ADDRESS = "/desk/clearance"
LAST_GRADE = 11


class ClassForm(DeskForm):
    """What the slips of a class are for."""

    purpose = Pick("clearance.purpose")


def add_clearance_papers(pages: Blueprint, server: Server) -> None:
    """A class, its slips as one file, one slip as a file."""
    _add_class(pages, server)
    _add_files(pages, server)


def _add_class(pages: Blueprint, server: Server) -> None:
    @pages.route("/clearance/class/<int:class_id>", methods=["GET", "POST"])
    @allowed(Right.TEXTBOOKS)
    def clearance_class(class_id: int) -> Response | str | tuple[str, int]:
        about, t = class_or_404(server, class_id), texts_of(request)
        form = ClassForm.of(request)
        form.purpose.offer([(each, str(t(f"clearance.purpose-{each}"))) for each in Purpose])
        if form.sent():
            deed = act_at_desk(server, "clearance-class", f"{class_id} {form.purpose.data}")
            given = give_class(server, deed, class_id, Purpose(form.purpose.data))
            flash(str(given.slips), "clearance.given-class")
            return see(f"{ADDRESS}/class/{class_id}")
        if not form.errors:
            last = about.grade >= LAST_GRADE
            form.purpose.data = (Purpose.GRADUATES if last else Purpose.YEAR_END).value
        found = people_of_class(server, class_id)
        page = drawn(
            server, "desk/clearance-class.html", about=about, people=found, form=form,
            path=ADDRESS, languages=PAPER_LANGUAGES,
            ready=sum(each.slip is None and each.owed.clear for each in found),
            given=sum(each.slip is not None for each in found),
        )  # fmt: skip
        return page, 422 if form.errors else 200


def _add_files(pages: Blueprint, server: Server) -> None:
    @pages.get("/clearance/class/<int:class_id>/slips.pdf")
    @allowed(Right.TEXTBOOKS)
    def clearance_class_pdf(class_id: int) -> Response:
        class_or_404(server, class_id)
        found = [each.slip for each in people_of_class(server, class_id) if each.slip is not None]
        papers = [_paper(server, slip) for slip in found]
        return _answer(slips_pdf(papers) if papers else abort(404), f"clearance-class-{class_id}")

    @pages.get("/clearance/<int:slip_id>/slip.pdf")
    @allowed(Right.TEXTBOOKS)
    def clearance_pdf(slip_id: int) -> Response:
        slip = slip_of(server, slip_id) or abort(404)
        return _answer(slip_pdf(_paper(server, slip)), f"clearance-{slip.year}-{slip.number}")


def _paper(server: Server, slip: Slip) -> SlipPaper:
    return SlipPaper(
        slip.number, slip.year, slip.code, slip.name, slip.class_label, slip.purpose.value,
        slip.lines, server.day_of(slip.issued_at), slip.staff,
        setting(server.library, SCHOOL_NAME), paper_language(request, texts_of(request)),
        slip.state,
    )  # fmt: skip


def _answer(content: bytes, name: str) -> Response:
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer
