"""`/desk/provision/turnover`: how much each textbook is used."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from library.classes import LANGUAGES
from library.rights import Right
from server.desk.drawing import drawn
from server.desk.guard import allowed
from server.desk.lists import Choice, Column, Filter, Listing, in_memory, shown, written
from server.desk.spreadsheets import file_answer, wants_file
from server.server import Server
from server.services.turnover import TurnoverLine, turnover
from web.language import texts_of


def add_turnover_pages(pages: Blueprint, server: Server) -> None:
    """The list."""

    @pages.get("/provision/turnover")
    @allowed(Right.PROVISION)
    def provision_turnover() -> str | Response:
        t = texts_of(request)
        listing = _listing(turnover(server), t)
        if wants_file(request):
            return file_answer(request, listing, t)
        return drawn(
            server, "desk/provision-turnover.html", list=shown(request, listing), written=written
        )


def _listing(lines: list[TurnoverLine], t: Any) -> Listing:
    def number(name: str, value: Any) -> Column:
        return Column(name, f"provision.{name}", value, "number")

    columns = (
        number("grade", lambda each: each.grade),
        Column("subject", "provision.subject", lambda each: each.subject),
        Column("title", "provision.edition", lambda each: each.name,
               link=lambda each: f"/desk/titles/{each.title_id}"),
        number("published", lambda each: each.published),
        number("copies", lambda each: each.use.copies),
        number("issues", lambda each: each.use.issues),
        number("issues-year", lambda each: each.use.issues_of_year),
        number("per-copy", lambda each: each.use.per_copy),
        number("years", lambda each: each.years),
    )  # fmt: skip
    grades = sorted({each.grade for each in lines if each.grade is not None})
    there = {each.language for each in lines}
    languages = [one for one in LANGUAGES if one in there]
    return Listing(
        "provision.turnover", columns, in_memory(lambda: lines, columns, _fits),
        filters=(
            Filter("grade", "provision.grade", [Choice(str(one), str(one)) for one in grades]),
            Filter("language", "provision.book-language",
                   [Choice(one, str(t(f"provision.language-{one}"))) for one in languages]),
            Filter("use", "provision.use", [
                Choice("never", str(t("provision.use-never"))),
                Choice("year", str(t("provision.use-year"))),
            ]),
        ),
        empty="provision.no-textbooks",
    )  # fmt: skip


def _fits(each: TurnoverLine, asked: Any) -> bool:
    never = asked.get("use") == "never" and each.use.issues
    not_now = asked.get("use") == "year" and each.use.issues_of_year
    said = {"grade": str(each.grade), "language": each.language}
    return not never and not not_now and all(
        said[name] == value for name, value in asked.items() if name in said
    )
