"""`/desk/textbook-plan/…`: one line of the plan: who needs it, which textbooks satisfy it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, flash, request

from library.rights import Right
from server.desk.classes import act_at_desk, numbers_of
from server.desk.drawing import drawn, number, see
from server.desk.forms import clean_line
from server.desk.guard import allowed
from server.desk.textbook_plan_suggested import add_textbook_plan_suggested_pages
from server.desk.textbook_plan_words import ADDRESS, line_said, part_choices, state_of, whom_said
from server.server import Server
from server.services.textbook_plan import PlannedLine, planned_line
from server.services.textbook_plan_changes import (
    NoSuchLine,
    allow_edition,
    forbid_edition,
    set_members,
)
from server.services.textbook_plan_line import lists_of, suggestions, textbooks_by_words
from web.language import texts_of

LONGEST_WORDS = 100


def line_or_404(server: Server, line_id: int) -> PlannedLine:
    """The line of an address."""
    found = planned_line(server, line_id) if line_id < 2**31 else None
    return found if found is not None else abort(404)


def add_textbook_plan_line_pages(pages: Blueprint, server: Server) -> None:
    """The page of a line, its editions, its list of pupils; editions for all lines."""
    _add_line(pages, server)
    _add_changes(pages, server)
    add_textbook_plan_suggested_pages(pages, server)


def _add_line(pages: Blueprint, server: Server) -> None:
    @pages.get("/textbook-plan/<int:line_id>")
    @allowed(Right.TEXTBOOKS)
    def textbook_plan_line(line_id: int) -> str:
        line = line_or_404(server, line_id)
        words = clean_line(request.args.get("find"))[:LONGEST_WORDS]
        t = texts_of(request)
        return drawn(
            server, "desk/textbook-plan-line.html", line=line, about=line.about, words=words,
            found=textbooks_by_words(server, line.about, words) if words else None,
            suggested=suggestions(server, line.about), classes=lists_of(server, line_id),
            said=line_said(t, line.about), whom=whom_said(t, line.about), state=state_of(line),
            parts=part_choices(t, line.about),
        )  # fmt: skip


def _add_changes(pages: Blueprint, server: Server) -> None:
    @pages.post("/textbook-plan/<int:line_id>/allow")
    @allowed(Right.TEXTBOOKS)
    def allow_textbook(line_id: int) -> Response:
        line_or_404(server, line_id)
        title_id, part = number("title"), number("part")
        deed = act_at_desk(server, "plan-edition-allowed", f"{line_id} {title_id} {part}")
        done = 0 < title_id < 2**31 and allow_edition(server, deed, line_id, title_id, part)
        return _answered(line_id, done, "plan.allowed")

    @pages.post("/textbook-plan/<int:line_id>/forbid")
    @allowed(Right.TEXTBOOKS)
    def forbid_textbook(line_id: int) -> Response:
        line_or_404(server, line_id)
        title_id = number("title")
        deed = act_at_desk(server, "plan-edition-forbidden", f"{line_id} {title_id}")
        done = 0 < title_id < 2**31 and forbid_edition(server, deed, line_id, title_id)
        return _answered(line_id, done, "plan.forbidden")

    @pages.post("/textbook-plan/<int:line_id>/pupils")
    @allowed(Right.TEXTBOOKS)
    def pupils_of_line(line_id: int) -> Response:
        line_or_404(server, line_id)
        offered = {
            pupil.reader_id for each in lists_of(server, line_id) for pupil in each.pupils
        }
        chosen = [reader for reader in numbers_of("reader") if reader in offered]
        deed = act_at_desk(server, "plan-pupils-set", f"{line_id} {chosen}")
        answer: Any = set_members(server, deed, line_id, offered, chosen)
        if isinstance(answer, NoSuchLine):
            abort(404)
        flash(str(answer), "plan.pupils-set")
        return see(f"{ADDRESS}/{line_id}")


def _answered(line_id: int, done: bool, said: str) -> Response:
    flash("", said if done else "plan.not-done")
    return see(f"{ADDRESS}/{line_id}")
