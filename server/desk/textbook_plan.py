"""`/desk/textbook-plan`: the plan of a school year, what is amiss in it, textbooks in no plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, abort, flash, request

from library.operations import Refused, Undo
from library.rights import Right
from library.textbooks import ForWhom
from server.desk.drawing import drawn, operation_id, see
from server.desk.guard import allowed, signed_in
from server.desk.journal_words import kind_words
from server.desk.lists import Choice, Column, Filter, Listing, in_memory, shown, written
from server.desk.spreadsheets import file_answer, wants_file
from server.desk.textbook_plan_words import (
    ADDRESS,
    edition_said,
    language_choices,
    state_of,
    whom_said,
)
from server.server import Server
from server.services.classes import shown_year
from server.services.desk_station import desk_origin
from server.services.recent_acts import RecentAct, recent_acts
from server.services.textbook_plan import (
    PlannedLine,
    plan_years,
    planned_lines,
    textbooks_in_no_plan,
)
from server.services.textbook_plan_images import PLAN_KINDS
from server.services.undo import undo
from web.language import texts_of

STATES = ("amiss", "no-edition", "part-missing", "nobody")
"""What a filter may ask for; `amiss` is the first two of a line together."""


def year_or_404(server: Server, year: str) -> str:
    """The year of an address."""
    return year if year in plan_years(server) else abort(404)


def add_textbook_plan_pages(pages: Blueprint, server: Server) -> None:
    """The plan of a year as a list; the textbooks that no line of it allows."""

    @pages.get("/textbook-plan")
    @allowed(Right.TEXTBOOKS)
    def textbook_plan() -> Response | str:
        return _year_page(server, shown_year(server))

    @pages.get("/textbook-plan/year/<year>")
    @allowed(Right.TEXTBOOKS)
    def textbook_plan_of_year(year: str) -> Response | str:
        return _year_page(server, year_or_404(server, year))

    @pages.post("/textbook-plan/year/<year>/undo")
    @allowed(Right.TEXTBOOKS)
    def textbook_plan_undo(year: str) -> Response:
        """Take a change of the plan back, while nothing of it was changed since."""
        undoes, staff = request.form.get("undoes", "")[:64], signed_in()
        origin = desk_origin(server, operation_id(), staff.staff_id)
        answer = undo(server, Undo(origin, undoes), staff.role)
        refused = answer.reasons[0].code if isinstance(answer, Refused) else ""
        flash("", f"refusal.{refused}" if refused else "journal.undone-now")
        return see(f"{ADDRESS}/year/{year_or_404(server, year)}")

    @pages.get("/textbook-plan/year/<year>/unplanned")
    @allowed(Right.TEXTBOOKS)
    def textbooks_unplanned(year: str) -> Response | str:
        year = year_or_404(server, year)
        listing = Listing(
            "plan.unplanned", UNPLANNED_COLUMNS,
            in_memory(lambda: textbooks_in_no_plan(server, year), UNPLANNED_COLUMNS),
            sort="grade", empty="plan.none-unplanned",
        )  # fmt: skip
        if wants_file(request):
            return file_answer(request, listing, texts_of(request))
        return drawn(
            server, "desk/textbook-plan-unplanned.html", list=shown(request, listing),
            written=written, year=year,
        )  # fmt: skip


def _year_page(server: Server, year: str) -> Response | str:
    t = texts_of(request)
    lines = planned_lines(server, year)
    columns = _columns(t)
    listing = Listing(
        "plan.plan", columns, in_memory(lambda: lines, columns, _fits), filters=_filters(t, lines),
        empty="plan.no-lines",
    )  # fmt: skip
    if wants_file(request):
        return file_answer(request, listing, t)
    asked = shown(request, listing)
    grade, language = asked.asked.filters.get("grade"), asked.asked.filters.get("language")
    first = lines[0].about if lines else None
    return drawn(
        server, "desk/textbook-plan.html", list=asked, written=written, year=year,
        years=plan_years(server), lines=lines,
        amiss=sum(bool(line.missing) for line in lines),
        unplanned=len(textbooks_in_no_plan(server, year)),
        grade=grade or (first.grade if first else 7),
        language=language or (first.language if first else "kk"),
        acts=_acts(server, year), kind_words=kind_words,
    )  # fmt: skip


def _acts(server: Server, year: str) -> list[tuple[RecentAct, int]]:
    """What was changed last in the plan of the year: of how many lines each time."""

    def here(before: Mapping[str, Any]) -> bool:
        kept = before.get("plan")
        return kept is not None and kept["year"] == year and bool(kept["lines"] or kept["new"])

    return [
        (act, act.before["plan"]["changed"])
        for act in recent_acts(server, PLAN_KINDS, here, signed_in().role)
    ]


def _columns(t: Any) -> tuple[Column, ...]:
    return (
        Column("grade", "plan.grade", lambda row: row.about.grade, kind="number"),
        Column("subject", "plan.subject", lambda row: row.about.subject,
               link=lambda row: f"{ADDRESS}/{row.about.line_id}"),
        Column("language", "plan.language", lambda row: t(f"class.in-{row.about.language}")),
        Column("whom", "plan.whom", lambda row: _whom_said(t, row)),
        Column("state", "plan.state", lambda row: _state_said(t, row), kind="tag"),
        Column("parts", "plan.parts", lambda row: row.about.parts, kind="number"),
        Column("needed", "plan.needed", lambda row: row.needed, kind="number"),
        Column("usable", "plan.enough", _usable, kind="number"),
        Column("editions", "plan.editions", lambda row: _editions_said(t, row), sorts=False),
    )  # fmt: skip


def _whom_said(t: Any, row: PlannedLine) -> str:
    """Track and subgroup; nothing for a whole class of any track."""
    whole = row.about.variant is None and row.about.for_whom is ForWhom.CLASS
    words = (row.about.track, None if whole else whom_said(t, row.about))
    return ", ".join(word for word in words if word)


def _editions_said(t: Any, row: PlannedLine) -> str:
    if row.about.by_quantity:
        return str(t("plan.by-quantity-short"))
    return "; ".join(edition_said(t, edition) for edition in row.editions)


def _usable(row: PlannedLine) -> int | None:
    """How many pupils the copies are enough for."""
    return None if row.about.by_quantity else row.sets


def _state_said(t: Any, row: PlannedLine) -> str | None:
    state = state_of(row)
    return str(t(f"plan.state-{state}")) if state else None


def _filters(t: Any, lines: list[PlannedLine]) -> tuple[Filter, ...]:
    grades = sorted({line.about.grade for line in lines})
    return (
        Filter("grade", "plan.grade", [Choice(str(grade), str(grade)) for grade in grades]),
        Filter("language", "plan.language", [Choice(*each) for each in language_choices(t)]),
        Filter("state", "plan.state",
               [Choice(state, str(t(f"plan.state-{state}"))) for state in STATES]),
    )  # fmt: skip


def _fits(row: PlannedLine, filters: Mapping[str, str]) -> bool:
    state = state_of(row)
    states = (state, "amiss") if row.missing else (state,)
    said = {
        "grade": (str(row.about.grade),), "language": (row.about.language,), "state": states,
    }  # fmt: skip
    return all(value in said[name] for name, value in filters.items())


UNPLANNED_COLUMNS = (
    Column("name", "plan.title", lambda row: row.name,
           link=lambda row: f"/desk/titles/{row.title_id}"),
    Column("author", "plan.author", lambda row: row.author),
    Column("subject", "plan.subject", lambda row: row.subject),
    Column("grade", "plan.grade", lambda row: row.grade, kind="number"),
    Column("language", "plan.title-language", lambda row: row.language),
    Column("usable", "plan.usable", lambda row: row.usable, kind="number"),
)  # fmt: skip
