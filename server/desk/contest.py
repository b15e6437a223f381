"""`/desk/contest`: the contest of clean textbooks, its formula, the table for the wall."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, request

from library.contest import Weights
from library.rights import Right
from server.desk.classes import act_at_desk
from server.desk.drawing import drawn, see
from server.desk.forms import DeskForm, Whole, Wrong
from server.desk.guard import allowed
from server.desk.paper_answers import PAPER_LANGUAGES, paper_language, pdf_answer
from server.reports.raid_papers import points, wall_paper
from server.server import Server
from server.services.classes import shown_year, years_of_classes
from server.services.contest import change_weights, contest_table, weights_of
from server.services.settings import SCHOOL_NAME, setting
from web.language import texts_of

ADDRESS = "/desk/contest"


class WeightsForm(DeskForm):
    """What each part weighs."""

    raids = Whole("contest.raids", most=100, required=True)
    condition = Whole("contest.condition", most=100, required=True)
    on_time = Whole("contest.on-time", most=100, required=True)

    def validate_on_time(self, field: Any) -> None:
        """Something must weigh."""
        if not (self.raids.data or self.condition.data or field.data):
            raise Wrong("contest.all-zero")

    def values(self) -> Weights:
        """What was typed."""
        return Weights(self.raids.data or 0, self.condition.data or 0, self.on_time.data or 0)


def add_contest_pages(pages: Blueprint, server: Server) -> None:
    """The table with its formula, the weights, the paper."""

    @pages.get("/contest")
    @allowed(Right.RAIDS)
    def contest() -> str:
        return _page(server, _year(server), _form(server))

    @pages.post("/contest")
    @allowed(Right.RAIDS)
    def contest_weights() -> Response | tuple[str, int]:
        form = _form(server)
        if not (form.sent() and form.fits(now=weights_of(server))):
            return _page(server, _year(server), form), 422
        weights = form.values()
        change_weights(server, act_at_desk(server, "contest-weights", repr(weights)), weights)
        return see(ADDRESS)

    @pages.get("/contest/paper")
    @allowed(Right.RAIDS)
    def contest_paper() -> Response:
        language = paper_language(request, texts_of(request))
        year = _year(server)
        school = setting(server.library, SCHOOL_NAME)
        scores = contest_table(server, year)
        return pdf_answer(wall_paper(scores, year, server.today(), school, language), "contest")


def _form(server: Server) -> WeightsForm:
    return WeightsForm.of(request, opened=weights_of(server))


def _year(server: Server) -> str:
    year = request.args.get("year", "")
    if year and year not in years_of_classes(server):
        abort(404)
    return year or shown_year(server)


def _page(server: Server, year: str, form: WeightsForm) -> str:
    language = texts_of(request).lang
    weights = weights_of(server)
    return drawn(
        server, "desk/contest.html", year=year, years=years_of_classes(server),
        scores=contest_table(server, year), weights=weights, form=form,
        whole=weights.raids + weights.condition + weights.on_time,
        points=lambda tenths: points(tenths, language), languages=PAPER_LANGUAGES,
    )  # fmt: skip
