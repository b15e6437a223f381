"""`/desk/textbook-plan/year/…/table`: the lines of a grade and language edited as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, flash, request
from wtforms import HiddenField

from library.classes import GRADES, LANGUAGES
from library.rights import Right
from library.textbook_plan import MOST_PARTS, LineValues
from library.textbook_plan_table import TableRow, doubles, seal_of
from library.textbooks import ForWhom, PlanLine
from server.desk.classes import act_at_desk
from server.desk.drawing import drawn, see
from server.desk.forms import DeskForm, Line, Pick, Tick, Whole, Wrong
from server.desk.guard import allowed
from server.desk.textbook_plan import year_or_404
from server.desk.textbook_plan_words import (
    ADDRESS,
    language_choices,
    track_choices,
    variant_choices,
    whom_choices,
)
from server.server import Server
from server.services.textbook_plan_table import TableChanged, save_table, table_of
from web.language import texts_of

MOST_ROWS = 80
_NEW_ROWS = 4
LONGEST_SUBJECT = 100


@dataclass(frozen=True, slots=True)
class Opened:
    """A row as its form shows it."""

    line: str = ""
    subject: str = ""
    track: str = ""
    variant: str = ""
    whom: str = ForWhom.CLASS.value
    parts: int = 1
    quantity: bool = False
    remove: bool = False


class RowForm(DeskForm):
    """One row of the table; what may be picked is filled in by the view. An empty new row
    is no row."""

    line = HiddenField()
    subject = Line("plan.subject", longest=LONGEST_SUBJECT)
    track = Pick("plan.track")
    variant = Pick("plan.variant")
    whom = Pick("plan.whom")
    parts = Whole("plan.parts", least=1, most=MOST_PARTS, required=True)
    quantity = Tick("plan.by-quantity")
    remove = Tick("plan.remove")

    def validate_subject(self, field: Any) -> None:
        """A line that stands in the plan keeps a subject."""
        if self.line.data and not field.data and not self.remove.data:
            raise Wrong("form.required")

    def validate_parts(self, field: Any) -> None:
        """What is handed out by quantity has no parts."""
        if self.quantity.data and field.data not in (1, None):
            raise Wrong("plan.quantity-parts")

    @property
    def is_row(self) -> bool:
        """Whether anything was typed."""
        return bool(self.subject.data or self.line.data)

    def row(self, grade: int, language: str) -> TableRow:
        """What was typed."""
        whom = ForWhom.SUBGROUP if self.variant.data else ForWhom(self.whom.data)
        values = LineValues(
            grade, self.subject.data or "", language, self.track.data or None,
            self.variant.data or None, whom, self.parts.data or 1, bool(self.quantity.data),
        )  # fmt: skip
        number = self.line.data or ""
        line_id = int(number) if number.isascii() and number.isdigit() else None
        return TableRow(values, line_id, bool(self.remove.data))


def add_textbook_plan_table_pages(pages: Blueprint, server: Server) -> None:
    """The table of one grade and language."""

    @pages.route("/textbook-plan/year/<year>/table", methods=["GET", "POST"])
    @allowed(Right.TEXTBOOKS)
    def textbook_plan_table(year: str) -> Response | str | tuple[str, int]:
        year = year_or_404(server, year)
        grade, language = _asked()
        if request.method != "POST":
            return _page(server, year, grade, language, table_of(server, year, grade, language))
        return _save(server, year, grade, language)


def _save(server: Server, year: str, grade: int, language: str) -> Response | tuple[str, int]:
    t = texts_of(request)
    forms = _sent_forms(t, grade)
    # Every row is looked at, so that all mistakes are told at once.
    filled = [form for form in forms if form.is_row]
    fine = not [form for form in filled if not form.sent()]
    seal, stale = request.form.get("seal", ""), False
    if fine:
        rows = [form.row(grade, language) for form in filled]
        for place in doubles(rows):
            filled[place].subject.errors = [Wrong("plan.line-exists").args[0]]
            fine = False
    if fine:
        deed = act_at_desk(server, "plan-table-saved", f"{year} {grade} {language} {rows!r}")
        answer = save_table(server, deed, year, grade, language, rows, seal)
        if not isinstance(answer, TableChanged):
            flash(f"{answer.added} · {answer.changed} · {answer.removed}", "plan.table-saved")
            return see(f"{ADDRESS}/year/{year}?grade={grade}&language={language}")
        seal, stale = answer.seal, True
    page = _drawn(server, year, grade, language, forms, seal=seal, stale=stale)
    return page, 422


def _asked() -> tuple[int, str]:
    grade = request.values.get("grade", 0, type=int)
    language = request.values.get("language", "")
    return (
        grade if grade in GRADES else 7,
        language if language in LANGUAGES else LANGUAGES[0],
    )


def _page(
    server: Server, year: str, grade: int, language: str, lines: tuple[PlanLine, ...]
) -> str:
    t = texts_of(request)
    opened = [_opened(line) for line in lines] + [Opened()] * _NEW_ROWS
    forms = [_row_form(t, grade, place, row) for place, row in enumerate(opened)]
    return _drawn(server, year, grade, language, forms, seal=seal_of(lines), stale=False)


def _drawn(
    server: Server, year: str, grade: int, language: str, forms: list[Any], **more: Any
) -> str:
    t = texts_of(request)
    return drawn(
        server, "desk/textbook-plan-table.html", year=year, grade=grade, language=language,
        forms=forms, grades=GRADES, languages=language_choices(t),
        mistakes=sum(len(form.errors) for form in forms if form.is_row), **more,
    )  # fmt: skip


def _opened(line: PlanLine) -> Opened:
    return Opened(
        str(line.line_id), line.subject, line.track or "", line.variant or "",
        line.for_whom.value, line.parts, line.by_quantity,
    )  # fmt: skip


def _row_form(t: Any, grade: int, place: int, opened: Opened | None) -> Any:
    form: Any = RowForm.of(request, opened=opened, prefix=f"r{place}-")
    form.track.offer(track_choices(grade))
    form.variant.offer(variant_choices(t))
    form.whom.offer(whom_choices(t))
    return form


def _sent_forms(t: Any, grade: int) -> list[Any]:
    count = 0
    while count < MOST_ROWS and f"r{count}-subject" in request.form:
        count += 1
    return [_row_form(t, grade, place, None) for place in range(count)]
