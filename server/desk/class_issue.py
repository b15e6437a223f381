"""`/desk/class-issue`: a class gets its textbooks at the desk.

One page for a class: roster × set, a pupil's card and then the books in any order. One page
for a row: one title down the whole roster. Both take the same scans.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Blueprint, Response, abort, request
from werkzeug.exceptions import BadRequest

from library.operations import Noted, Undo, Undone
from library.rights import Right
from library.textbooks import CONDITIONS, WHOLE
from server.desk.batch_list import row_number, scan_origin, scanned_text
from server.desk.drawing import drawn, operation_id, see
from server.desk.forms import clean_line
from server.desk.guard import allowed, signed_in
from server.desk.scanner_bar import keep_context, part_wanted, scanner_bar
from server.server import Server
from server.services.class_issue import Column, Custodian, IssueTable, custodians, issue_table
from server.services.class_issue_classes import class_progress, editions_shown, new_custodian
from server.services.class_issue_scans import scanned
from server.services.class_issue_told import OPEN, WISHES, IssueScan, IssueTold
from server.services.classes import shown_year
from server.services.deeds import Deed
from server.services.desk_reader import last_acts
from server.services.desk_station import desk_origin
from server.services.lessons import end_lesson, lessons_now
from server.services.recent_acts import may_undo
from server.services.undo import undo

ADDRESS = "/desk/class-issue"
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Where:
    """What is open: the class, who stands here, the row of row mode."""

    class_id: int
    reader_id: int | None = None
    line_id: int | None = None
    part: int = WHOLE

    @property
    def path(self) -> str:
        """The page."""
        if self.line_id is None:
            return f"{ADDRESS}/{self.class_id}"
        return f"{ADDRESS}/{self.class_id}/row/{self.line_id}/{self.part}"

    @property
    def context(self) -> dict[str, int]:
        """For the scanner of a desk station."""
        return {
            "class": self.class_id, "reader": self.reader_id or 0, "line": self.line_id or 0,
            "part": self.part,
        }  # fmt: skip


def where_of(context: dict[str, int]) -> Where:
    """What a scanner's page has open."""
    return Where(
        context.get("class", 0), context.get("reader") or None, context.get("line") or None,
        context.get("part", WHOLE),
    )  # fmt: skip


def add_class_issue_pages(pages: Blueprint, server: Server) -> None:
    """The classes, a class, a row; scans and their undoing."""
    _add_looks(pages, server)
    _add_scans(pages, server)


def _add_looks(pages: Blueprint, server: Server) -> None:
    @pages.get("/class-issue")
    @allowed(Right.TEXTBOOKS)
    def class_issue() -> str:
        year = shown_year(server)
        return drawn(
            server, "desk/class-issue.html", year=year, classes=class_progress(server, year),
            lessons=lessons_now(server),
        )  # fmt: skip

    @pages.post("/class-issue/lessons/<int:lesson_id>/end")
    @allowed(Right.TEXTBOOKS)
    def class_issue_lesson_end(lesson_id: int) -> Response:
        """The lesson at a kiosk is over for the desk too; the kiosk hears it in seconds."""
        origin = desk_origin(server, operation_id(), signed_in().staff_id)
        end_lesson(server, Deed(origin, "lesson-ended", str(lesson_id)), lesson_id)
        return see(ADDRESS)

    @pages.get("/class-issue/<int:class_id>")
    @allowed(Right.TEXTBOOKS)
    def class_issue_of(class_id: int) -> str:
        here = Where(class_id, request.args.get("reader", type=int) or None)
        return issue_page(server, here, _given(server))

    @pages.get("/class-issue/<int:class_id>/row/<int:line_id>/<int:part>")
    @allowed(Right.TEXTBOOKS)
    def class_issue_row(class_id: int, line_id: int, part: int) -> str:
        table = table_or_404(server, class_id)
        if "reader" in request.args:
            reader_id = request.args.get("reader", type=int) or None
        else:
            reader_id = table.next_of(line_id, part, None)
        return issue_page(server, Where(class_id, reader_id, line_id, part))


def _add_scans(pages: Blueprint, server: Server) -> None:
    @pages.post("/class-issue/<int:class_id>")
    @pages.post("/class-issue/<int:class_id>/row/<int:line_id>/<int:part>")
    @allowed(Right.TEXTBOOKS)
    def class_issue_scan(class_id: int, line_id: int | None = None, part: int = WHOLE) -> str:
        here = Where(class_id, reader_of_form(), line_id, part)
        scan = _scan(server, here)
        if not scan.text and scan.title_id is None and scan.wish != OPEN:
            return issue_page(server, here)
        told = scanned(server, scan)
        return issue_page(server, replace(here, reader_id=told.reader_id), told)

    @pages.post("/class-issue/<int:class_id>/undo")
    @pages.post("/class-issue/<int:class_id>/row/<int:line_id>/<int:part>/undo")
    @allowed(Right.TEXTBOOKS)
    def class_issue_undo(class_id: int, line_id: int | None = None, part: int = WHOLE) -> str:
        """Take one act back; in row mode the pupil it was about is open again."""
        staff, here = signed_in(), Where(class_id, reader_of_form(), line_id, part)
        undoes = request.form.get("undoes", "")[:64]
        answer = undo(server, Undo(scan_origin(server), undoes, None), staff.role)
        kind = f"undone-{answer.kind}" if isinstance(answer, Undone) else "not-undone"
        if isinstance(answer, Noted):
            kind = "undone-given"
        about = request.form.get("of", "", str)
        if kind == "undone-check-out" and about.isascii() and about.isdigit():
            here = replace(here, reader_id=int(about[:9]))
        told = IssueTold(
            kind, here.reader_id, here.reader_id, copy=getattr(answer, "copy", None),
            reasons=getattr(answer, "reasons", ()),
        )  # fmt: skip
        return issue_page(server, here, told)


def _given(server: Server) -> IssueTold | None:
    """After a form by quantity: that it is noted, and its undo while it can be undone."""
    done = request.args.get("given", "")[:64]
    if not done:
        return None
    undoable = may_undo(server, done, "quantity-given", signed_in().role)
    return IssueTold("given", operation_id=done) if undoable else None


def table_or_404(server: Server, class_id: int) -> IssueTable:
    """The class of an address."""
    found = issue_table(server, class_id)
    return found if found is not None else abort(404)


def column_or_404(table: IssueTable, line_id: int, part: int) -> Column:
    """The line of a row's address; some part of it, or all where it has none."""
    column = table.column_of(line_id)
    if column is None or part > column.line.parts or (part == WHOLE and column.line.parts > 1):
        abort(404)
    return column


def issue_page(server: Server, here: Where, told: IssueTold | None = None, **more: object) -> str:
    """The page of a class or of a row, or only its changing part when a script asked."""
    table = table_or_404(server, here.class_id)
    column = None
    if here.line_id is not None:
        column = column_or_404(table, here.line_id, here.part)
    kept = custodians(server, here.class_id)
    custodian = _custodian(server, table, here, kept)
    if table.row_of(here.reader_id) is None and custodian is None:
        here = replace(here, reader_id=None)
    part = part_wanted()
    scanner = None if part else scanner_bar(server, "class-issue")
    keep_context(server, here.context)
    name = "class-issue-row" if column else "class-issue-class"
    return drawn(
        server, f"desk/{name}-now.html" if part else f"desk/{name}.html", table=table, here=here,
        told=told, row=table.row_of(here.reader_id), column=column, custodian=custodian,
        kept=kept, scanner=scanner, conditions=CONDITIONS, path=here.path, whole=WHOLE,
        editions=editions_shown(server, _titles_of(table)),
        acts=last_acts(server, signed_in().staff_id), **more,
    )  # fmt: skip


def _custodian(
    server: Server, table: IssueTable, here: Where, kept: list[Custodian]
) -> Custodian | None:
    """Who is open and no pupil of the class: a teacher who keeps books, or will."""
    if here.reader_id is None or table.row_of(here.reader_id):
        return None
    known = next((each for each in kept if each.reader_id == here.reader_id), None)
    return known or new_custodian(server, here.reader_id)


def _titles_of(table: IssueTable) -> set[int]:
    return {
        edition.title_id for column in table.columns for edition in column.line.editions
    }  # fmt: skip


def reader_of_form() -> int | None:
    """Who is open on the page; raises BadRequest."""
    return row_number("reader") or None if request.form.get("reader") else None


def _scan(server: Server, here: Where) -> IssueScan:
    wish = request.form.get("wish", "")
    if wish not in WISHES:
        raise BadRequest
    return IssueScan(
        scan_origin(server), here.class_id, scanned_text(), here.reader_id, here.line_id,
        here.part, wish,
        clean_line(request.form.get("reason", "")[:LONGEST_REASON]).replace("\x00", ""),
        row_number("title") if request.form.get("title") else None,
    )  # fmt: skip
