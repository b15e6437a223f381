"""The plan as a file: read in whole or not at all, given out to be edited, an example; the
plan of another year taken over."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import Blueprint, Response, abort, flash, request

from i18n.texts import texts
from library.rights import Right
from library.textbooks import ForWhom
from server.desk.classes import act_at_desk
from server.desk.drawing import drawn, see
from server.desk.guard import allowed
from server.desk.spreadsheets import download, workbook
from server.desk.textbook_plan import year_or_404
from server.desk.textbook_plan_words import ADDRESS
from server.server import Server
from server.services.importing.reading import LARGEST
from server.services.importing.tables import FileRefused
from server.services.textbook_plan import PlannedLine, planned_lines
from server.services.textbook_plan_copying import copy_plan, copy_preview, years_with_plan
from server.services.textbook_plan_file import PlanRefused, bring_plan, edition_words
from web.language import texts_of

SHOWN_FAULTS = 100
HEADS = ("grade", "subject", "language", "track", "variant", "whom", "parts",
         "by-quantity-short", "editions")  # fmt: skip
EXAMPLE_LANGUAGES = ("kk", "ru")
_EXAMPLE: dict[str, tuple[tuple[object, ...], ...]] = {
    "kk": (
        (7, "Алгебра", "қазақша", "", "", "бүкіл сынып", 1, "", "978-601-07-0967-6"),
        (7, "Көркем еңбек", "қазақша", "", "қыздар", "", 1, "", ""),
        (9, "Алгебра", "қазақша", "", "", "", 2, "", "1: 978-601-07-1093-1; 2: 978-601-07-1094-8"),
        (10, "Химия", "қазақша", "ЖМБ", "", "таңдау бойынша", 1, "", ""),
        (7, "Ағылшын тілі: жұмыс дәптері", "қазақша", "", "", "", 1, "иә", ""),
    ),
    "ru": (
        (7, "Алгебра", "русский", "", "", "весь класс", 1, "", "978-601-07-0967-6"),
        (7, "Художественный труд", "русский", "", "девочки", "", 1, "", ""),
        (9, "Алгебра", "русский", "", "", "", 2, "", "1: 978-601-07-1093-1; 2: 978-601-07-1094-8"),
        (10, "Химия", "русский", "ЕМН", "", "по выбору", 1, "", ""),
        (7, "Английский язык: рабочая тетрадь", "русский", "", "", "", 1, "да", ""),
    ),
}


def add_textbook_plan_file_pages(pages: Blueprint, server: Server) -> None:
    """Reading in, giving out, copying."""
    _add_import(pages, server)
    _add_files(pages, server)
    _add_copying(pages, server)


def _add_import(pages: Blueprint, server: Server) -> None:
    @pages.route("/textbook-plan/year/<year>/import", methods=["GET", "POST"])
    @allowed(Right.TEXTBOOKS)
    def textbook_plan_import(year: str) -> Response | str | tuple[str, int]:
        year = year_or_404(server, year)
        if request.method != "POST":
            return _import_page(server, year)
        sent = request.files.get("file")
        data = b"" if sent is None else sent.stream.read(LARGEST + 1)
        try:
            if sent is None or not sent.filename:
                raise FileRefused("none")
            seal = hashlib.sha256(data).hexdigest()
            deed = act_at_desk(server, "plan-imported", f"{year} {seal}")
            answer = bring_plan(server, deed, year, data)
        except FileRefused as fault:
            return _import_page(server, year, fault=fault), 422
        if isinstance(answer, PlanRefused):
            return _import_page(server, year, refused=answer), 422
        said = f"{answer.added} · {answer.changed} · {answer.same} · {answer.editions}"
        flash(said, "plan.imported")
        return see(f"{ADDRESS}/year/{year}")


def _import_page(server: Server, year: str, **more: Any) -> str:
    return drawn(
        server, "desk/textbook-plan-import.html", year=year, languages=EXAMPLE_LANGUAGES,
        heads=HEADS, most=SHOWN_FAULTS, megabytes=LARGEST // 1024 // 1024, **more,
    )  # fmt: skip


def _add_files(pages: Blueprint, server: Server) -> None:
    @pages.get("/textbook-plan/year/<year>/plan.xlsx")
    @allowed(Right.TEXTBOOKS)
    def textbook_plan_file(year: str) -> Response:
        year = year_or_404(server, year)
        t = texts_of(request)
        lines = [_cells(t, line) for line in planned_lines(server, year)]
        content = workbook(str(t("plan.plan")), _heads(t), lines)
        return download(content, f"plan-{year}")

    @pages.get("/textbook-plan/example-<language>.xlsx")
    @allowed(Right.TEXTBOOKS)
    def textbook_plan_example(language: str) -> Response:
        if language not in EXAMPLE_LANGUAGES:
            abort(404)
        t = texts(language)
        content = workbook(str(t("plan.plan")), _heads(t), _EXAMPLE[language])
        return download(content, f"plan-example-{language}")


def _add_copying(pages: Blueprint, server: Server) -> None:
    @pages.route("/textbook-plan/year/<year>/copy", methods=["GET", "POST"])
    @allowed(Right.TEXTBOOKS)
    def textbook_plan_copy(year: str) -> Response | str:
        year = year_or_404(server, year)
        years = years_with_plan(server, but=year)
        earlier = [each for each in years if each < year] or years
        chosen = request.values.get("from", earlier[0] if earlier else "")
        chosen = chosen if chosen in years else ""
        if request.method == "POST" and chosen:
            deed = act_at_desk(server, "plan-copied", f"{chosen} {year}")
            flash(str(copy_plan(server, deed, chosen, year)), "plan.copied")
            return see(f"{ADDRESS}/year/{year}")
        return drawn(
            server, "desk/textbook-plan-copy.html", year=year, years=years, chosen=chosen,
            preview=copy_preview(server, chosen, year) if chosen else None,
        )  # fmt: skip


def _heads(t: Any) -> list[str]:
    return [str(t(f"plan.{name}")) for name in HEADS]


def _cells(t: Any, line: PlannedLine) -> tuple[object, ...]:
    about = line.about
    whom = "" if about.for_whom is ForWhom.CLASS else t(f"plan.whom-{about.for_whom.value}")
    return (
        about.grade, about.subject, t(f"class.in-{about.language}"), about.track or "",
        t(f"plan.variant-{about.variant}") if about.variant else "",
        "" if about.variant else whom, about.parts,
        t("list.yes") if about.by_quantity else "",
        "; ".join(edition_words(each.part, each.title_id, each.isbn) for each in line.editions),
    )  # fmt: skip
