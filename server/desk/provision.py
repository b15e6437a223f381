"""`/desk/provision`: how far each class is provided with textbooks, by subject; one line of a
class with who lacks it; the reference (анықтама) to print."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from flask import Blueprint, Response, abort, request

from i18n.sorting import sort_key
from i18n.texts import Texts, texts
from library.provision import Amounts, Cell
from library.rights import Right
from library.textbooks import PlanLine
from server.desk.drawing import drawn
from server.desk.guard import allowed, i_may
from server.desk.paper_answers import paper_language, pdf_answer
from server.reports.provision_paper import NeedRow, provision_paper
from server.server import Server
from server.services.classes import shown_year
from server.services.provision import SchoolProvision, cell_view, school_provision
from server.services.settings import SCHOOL_NAME, setting
from web.language import texts_of

STEPS = (100, 90, 75, 50)
"""From so many percent on a cell is one step darker; below the last one it is alarming."""


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A subject in a class: sums of its lines; `line_id` of the one that lacks most."""

    amounts: Amounts
    line_id: int

    @property
    def step(self) -> int:
        """0 all is there … 4 less than half."""
        percent = self.amounts.percent
        if percent is None:
            return 0
        return next((step for step, least in enumerate(STEPS) if percent >= least), len(STEPS))


def add_provision_pages(pages: Blueprint, server: Server) -> None:
    """The map, one cell, the paper."""

    @pages.get("/provision")
    @allowed(Right.PROVISION)
    def provision() -> str:
        found = school_provision(server, shown_year(server))
        subjects = sorted({line.subject for line in found.lines.values()}, key=sort_key)
        return drawn(
            server, "desk/provision.html", found=found, whole=found.whole, subjects=subjects,
            cells=heat_cells(found), rows=_class_sums(found),
        )  # fmt: skip

    @pages.get("/provision/<int:class_id>/<int:line_id>")
    @allowed(Right.PROVISION)
    def provision_cell(class_id: int, line_id: int) -> str:
        small = class_id < 10**9 and line_id < 10**9
        view = cell_view(server, class_id, line_id) if small else None
        if view is None:
            abort(404)
        return drawn(
            server, "desk/provision-cell.html", view=view, names=i_may(Right.READERS)
        )

    @pages.get("/provision/reference.pdf")
    @allowed(Right.PROVISION)
    def provision_reference() -> Response:
        language = paper_language(request, texts_of(request))
        found = school_provision(server, shown_year(server))
        paper = provision_paper(
            need_rows(found, language), found.year, server.today(),
            setting(server.library, SCHOOL_NAME), language,
        )  # fmt: skip
        return pdf_answer(paper, "provision")


def heat_cells(found: SchoolProvision) -> dict[tuple[int, str], HeatCell]:
    """By class and subject: several lines of a subject are one cell."""
    lines: dict[tuple[int, str], list[Cell]] = defaultdict(list)
    for cell in found.provision.cells:
        lines[cell.class_id, found.lines[cell.line_id].subject].append(cell)
    return {
        where: HeatCell(
            sum((cell.amounts for cell in cells), Amounts()),
            max(cells, key=lambda cell: cell.amounts.short).line_id,
        )
        for where, cells in lines.items()
    }


def _class_sums(found: SchoolProvision) -> dict[int, Amounts]:
    sums: dict[int, Amounts] = defaultdict(Amounts)
    for cell in found.provision.cells:
        sums[cell.class_id] = sums[cell.class_id] + cell.amounts
    return sums


def _named(line: PlanLine, t: Texts) -> str:
    """Books for boys and for girls are two lines of one subject."""
    return f"{line.subject}, {t(f'plan.variant-{line.variant}')}" if line.variant else line.subject


def need_rows(found: SchoolProvision, language: str) -> list[NeedRow]:
    """The reference's lines: grade, subject, language and track."""
    t = texts(language)
    pupils: dict[int, int] = defaultdict(int)
    sums: dict[int, Amounts] = defaultdict(Amounts)
    for cell in found.provision.cells:
        pupils[cell.line_id] += cell.pupils
        sums[cell.line_id] = sums[cell.line_id] + cell.amounts
    return [
        NeedRow(
            line.grade, _named(line, t), str(t(f"provision.language-{line.language}")),
            line.track or "", pupils[line_id], sums[line_id], found.borrowed_of(line),
        )
        for line_id, line in found.lines.items()
        if pupils[line_id]
    ]  # fmt: skip
