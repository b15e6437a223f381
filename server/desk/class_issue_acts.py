"""Beside the scans of a class issue: condition, absent today, by quantity, the rest of a pile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, abort, flash, request
from werkzeug.exceptions import BadRequest

from library.rights import Right
from library.textbooks import CONDITIONS, WHOLE
from server.desk.batch_list import row_number
from server.desk.class_issue import (
    ADDRESS,
    Where,
    column_or_404,
    issue_page,
    reader_of_form,
    table_or_404,
)
from server.desk.drawing import drawn, operation_id, see
from server.desk.guard import allowed, signed_in
from server.server import Server
from server.services.class_issue import Column, IssueTable
from server.services.class_issue_acts import (
    MOST_GIVEN,
    give_quantity,
    issue_rest,
    note_condition,
    set_absent,
)
from server.services.class_issue_told import IssueTold
from server.services.deeds import Deed
from server.services.desk_station import desk_origin
from server.services.recent_acts import RecentAct, recent_acts
from server.services.shown_copy import copy_card

MOST_OF_PILE = 60


def add_class_issue_act_pages(pages: Blueprint, server: Server) -> None:
    """Their forms."""
    _add_marks(pages, server)
    _add_rest(pages, server)
    _add_quantities(pages, server)


def _act(server: Server, kind: str, content: str, **about: int | None) -> Deed:
    return Deed(
        desk_origin(server, operation_id(), signed_in().staff_id), kind, content, **about
    )


def _add_marks(pages: Blueprint, server: Server) -> None:
    @pages.post("/class-issue/<int:class_id>/condition")
    @pages.post("/class-issue/<int:class_id>/row/<int:line_id>/<int:part>/condition")
    @allowed(Right.TEXTBOOKS)
    def class_issue_condition(
        class_id: int, line_id: int | None = None, part: int = WHOLE
    ) -> str:
        here = Where(class_id, reader_of_form(), line_id, part)
        copy_id, condition = row_number("copy"), row_number("condition")
        if condition not in CONDITIONS:
            raise BadRequest
        act = _act(server, "issue-condition", str(condition), copy_id=copy_id)
        done = note_condition(server, act, condition)
        told = IssueTold(
            "noted" if done else "not-noted", here.reader_id, _number("of"),
            copy=copy_card(server, copy_id), condition=condition if done else None,
            operation_id=request.form.get("undoes", "")[:64] or None,
        )  # fmt: skip
        return issue_page(server, here, told)

    @pages.post("/class-issue/<int:class_id>/row/<int:line_id>/<int:part>/absent")
    @allowed(Right.TEXTBOOKS)
    def class_issue_absent(class_id: int, line_id: int, part: int) -> str:
        """Not here today: the row goes on with the next one. Or here after all."""
        table, reader_id = table_or_404(server, class_id), row_number("reader")
        absent = request.form.get("absent") == "y"
        if table.row_of(reader_id) is None:
            raise BadRequest
        set_absent(server, _act(server, "issue-absent", str(absent), reader_id=reader_id), absent)
        following = table.next_of(line_id, part, reader_id) if absent else reader_id
        told = IssueTold("absent" if absent else "present", following, reader_id)
        return issue_page(server, Where(class_id, following, line_id, part), told)


def _add_rest(pages: Blueprint, server: Server) -> None:
    @pages.post("/class-issue/<int:class_id>/row/<int:line_id>/<int:part>/rest")
    @allowed(Right.TEXTBOOKS)
    def class_issue_rest(class_id: int, line_id: int, part: int) -> Response | tuple[str, int]:
        """A counted pile of books without labels, one to each who is here and lacks it."""
        here, table = Where(class_id, None, line_id, part), table_or_404(server, class_id)
        column_or_404(table, line_id, part)
        title_id, pile = row_number("title"), row_number("pile")
        act = _act(server, "issue-rest", f"{class_id} {line_id} {title_id} {pile}")
        if not 1 <= pile <= MOST_OF_PILE:
            told = IssueTold("no-pile", reader_of_form(), count=MOST_OF_PILE)
            return issue_page(server, here, told), 422
        rest = issue_rest(server, act, class_id, line_id, title_id, pile)
        if rest is None:
            raise BadRequest
        flash(str(rest.lent), "issue.rest-done")
        if rest.without:
            flash(str(rest.without), "issue.rest-without")
        if rest.refused:
            names = [row.name for number, _ in rest.refused if (row := table.row_of(number))]
            flash(", ".join(names), "issue.rest-refused")
        return see(here.path)


def _add_quantities(pages: Blueprint, server: Server) -> None:
    @pages.get("/class-issue/<int:class_id>/quantity/<int:line_id>")
    @allowed(Right.TEXTBOOKS)
    def class_issue_quantity(class_id: int, line_id: int) -> str:
        table = table_or_404(server, class_id)
        return _quantity_page(server, table, _quantity_column(table, line_id))

    @pages.post("/class-issue/<int:class_id>/quantity/<int:line_id>")
    @allowed(Right.TEXTBOOKS)
    def class_issue_give_quantity(class_id: int, line_id: int) -> Response | tuple[str, int]:
        table = table_or_404(server, class_id)
        column = _quantity_column(table, line_id)
        given, wrong = _given(table)
        if wrong:
            return _quantity_page(server, table, column, wrong), 422
        act = _act(server, "quantity-given", f"{line_id} {sorted(given.items())}")
        give_quantity(server, act, class_id, line_id, given)
        return see(f"{ADDRESS}/{class_id}?given={act.origin.operation_id}")


def _quantity_column(table: IssueTable, line_id: int) -> Column:
    column = table.column_of(line_id)
    return column if column is not None and column.line.by_quantity else abort(404)


def _given(table: IssueTable) -> tuple[dict[int, int], dict[int, str]]:
    """What was typed for each pupil, and what is no number of books."""
    given: dict[int, int] = {}
    wrong: dict[int, str] = {}
    for row in table.rows:
        text = request.form.get(f"n{row.reader_id}")
        if text is None:
            continue
        text = text.strip() or "0"
        if text.isascii() and text.isdigit() and len(text) < 4 and int(text) <= MOST_GIVEN:
            given[row.reader_id] = int(text)
        else:
            wrong[row.reader_id] = text[:20]
    return given, wrong


def _quantity_page(
    server: Server, table: IssueTable, column: Column, wrong: dict[int, str] | None = None
) -> str:
    return drawn(
        server, "desk/class-issue-quantity.html", table=table, column=column, wrong=wrong or {},
        most=MOST_GIVEN, path=f"{ADDRESS}/{table.about.class_id}",
        acts=_acts(server, table, column.line.line_id),
    )  # fmt: skip


def _acts(server: Server, table: IssueTable, line_id: int) -> list[tuple[RecentAct, int, int]]:
    """What was written down last for these pupils: of how many, and how many books more."""
    pupils = {row.reader_id for row in table.rows}

    def here(before: Mapping[str, Any]) -> bool:
        return before["line"] == line_id and any(each[0] in pupils for each in before["given"])

    return [
        (act, len(act.before["given"]), sum(now - was for _, was, now in act.before["given"]))
        for act in recent_acts(server, ["quantity-given"], here, signed_in().role)
    ]  # fmt: skip


def _number(name: str) -> int | None:
    return row_number(name) if request.form.get(name) else None
