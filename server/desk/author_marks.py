"""`/desk/author-marks`: marks that are remembered, the school's tables, one word looked up."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, flash, request

from library.rights import Right
from library.shelf_marks import odd_author_mark, plain_author_mark
from server.desk.drawing import drawn, see
from server.desk.forms import DeskForm, Line
from server.desk.guard import allowed, i_may
from server.desk.lists import Choice, Column, Filter, Listing, in_memory, shown, written
from server.desk.spreadsheets import file_answer, wants_file
from server.desk.titles import act_here
from server.server import Server
from server.services.author_mark_tables import (
    FOLDER,
    choose_latin_table,
    latin_table,
    table_files,
)
from server.services.author_marks import (
    BASES,
    KnownMark,
    change_mark,
    forget_mark,
    known_marks,
    suggest_mark,
)
from web.language import texts_of

ADDRESS = "/desk/author-marks"


class MarkForm(DeskForm):
    """A remembered mark."""

    mark = Line("title.author-mark", required=True, longest=20)


def add_author_mark_pages(pages: Blueprint, server: Server) -> None:
    """The page, one mark, the choice of a table."""
    _add_page(pages, server)
    _add_mark(pages, server)

    @pages.post("/author-marks/latin")
    @allowed(Right.EDIT_CATALOGUE)
    def choose_latin() -> Response:
        """Which table serves Latin letters, where several have them."""
        if not choose_latin_table(server, request.form.get("table", "")):
            abort(400)
        flash("", "shelfmark.latin-chosen")
        return see(ADDRESS)


def _add_page(pages: Blueprint, server: Server) -> None:
    @pages.get("/author-marks")
    @allowed(Right.CATALOGUE)
    def author_marks() -> Response | str:
        t = texts_of(request)
        if wants_file(request):
            return file_answer(request, _listing(server, t), t)
        return _page(server)

    @pages.post("/author-marks")
    @allowed(Right.CATALOGUE)
    def look_up() -> str:
        """The mark of a word; nothing is kept."""
        word = " ".join(request.form.get("word", "").split())[:200]
        return _page(server, word, suggest_mark(server, "", "", by_hand=word))


def _page(server: Server, word: str = "", found: Any = None) -> str:
    t = texts_of(request)
    files = table_files(server.folder)
    return drawn(
        server, "desk/author-marks.html", list=shown(request, _listing(server, t)),
        written=written, files=files, latin=latin_table(server), word=word, found=found,
        latin_files=[each for each in files if each.latin],
        folder=server.folder / FOLDER if server.folder else None,
    )  # fmt: skip


def _add_mark(pages: Blueprint, server: Server) -> None:
    @pages.route("/author-marks/<int:mark_id>", methods=["GET", "POST"])
    @allowed(Right.EDIT_CATALOGUE)
    def author_mark(mark_id: int) -> Response | str | tuple[str, int]:
        opened = next((each for each in known_marks(server) if each.mark_id == mark_id), None)
        if opened is None:
            abort(404)
        form = MarkForm.of(request, opened=opened)
        if request.method == "POST" and request.form.get("do") == "forget":
            forget_mark(server, act_here(server, "author-mark-forgotten", str(mark_id)), mark_id)
            flash(opened.heading, "shelfmark.forgotten")
            return see(ADDRESS)
        if form.sent() and form.fits(now=opened):
            return _changed(server, opened, plain_author_mark(form.mark.data or "", opened.heading))
        page = drawn(server, "desk/author-mark.html", form=form, known=opened)
        return (page, 422) if request.method == "POST" else page


def _changed(server: Server, opened: KnownMark, mark: str) -> Response:
    deed = act_here(server, "author-mark-changed", f"{opened.mark_id} {mark}")
    if not change_mark(server, deed, opened.mark_id, mark):
        abort(404)
    flash(f"{opened.heading}: {mark}", "shelfmark.changed")
    if odd_author_mark(mark):
        flash("", "title.odd-author-mark")
    return see(ADDRESS)


def _listing(server: Server, t: Any) -> Listing:
    columns = (
        Column("heading", "shelfmark.heading", lambda row: row.heading, link=_link),
        Column("mark", "title.author-mark", lambda row: row.mark, kind="code"),
        Column("basis", "shelfmark.where-from", lambda row: str(t(f"shelfmark.basis-{row.basis}")),
               kind="tag"),
        Column("confirmed", "shelfmark.confirmed-on",
               lambda row: server.day_of(row.confirmed_at), kind="date"),
    )  # fmt: skip
    choices = [Choice(each, str(t(f"shelfmark.basis-{each}"))) for each in BASES]
    return Listing(
        "shelfmark.author-marks", columns, in_memory(lambda: known_marks(server), columns, _fits),
        (Filter("basis", "shelfmark.where-from", choices),), sort="heading",
        empty="shelfmark.none-known",
    )  # fmt: skip


def _fits(row: KnownMark, filters: Any) -> bool:
    return not filters.get("basis") or row.basis == filters["basis"]


def _link(row: KnownMark) -> str | None:
    return f"{ADDRESS}/{row.mark_id}" if i_may(Right.EDIT_CATALOGUE) else None
