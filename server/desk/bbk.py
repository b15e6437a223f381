"""`/desk/bbk`: the divisions of the BBK which the library uses, to look up and to extend."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, abort, flash, request

from library.bbk import CONTENTS, DIARY, Division, odd_index, plain_index
from library.rights import Right
from library.shelf_order import index_key
from server.desk.drawing import drawn, see
from server.desk.forms import DeskForm, Line, Pick, Wrong
from server.desk.guard import allowed, i_may
from server.desk.lists import Choice, Column, Filter, Listing, in_memory, shown, written
from server.desk.spreadsheets import file_answer, wants_file
from server.desk.titles import act_here
from server.server import Server
from server.services.bbk_divisions import division, divisions, drop_division, put_division
from web.language import texts_of

ADDRESS = "/desk/bbk"


class DivisionForm(DeskForm):
    """A division; the columns of the registers are filled in by the view."""

    code = Line("bbk.code", required=True, longest=40)
    kk = Line("bbk.name-kk", required=True, longest=200)
    ru = Line("bbk.name-ru", longest=200)
    en = Line("bbk.name-en", longest=200)
    content = Pick("bbk.content")
    diary = Pick("bbk.diary")

    def values(self) -> Division:
        """What was typed; names that are missing are the Kazakh one."""
        code, kk = plain_index(self.code.data or ""), self.kk.data or ""
        return Division(
            code, level_of(code), self.content.data or "", self.diary.data or "", kk,
            self.ru.data or kk, self.en.data or kk, True,
        )  # fmt: skip


def level_of(code: str) -> int:
    """1 for a whole science, 2 for its parts, 3 for what is finer; 0 for form divisions."""
    if code[:1] == "я":
        return 0
    number = len(code) if code.isdigit() else 3
    return min(number, 3)


def add_bbk_pages(pages: Blueprint, server: Server) -> None:
    """The list and the form of a division."""

    @pages.get("/bbk")
    @allowed(Right.CATALOGUE)
    def bbk() -> Response | str:
        t = texts_of(request)
        listing = _listing(server, t)
        if wants_file(request):
            return file_answer(request, listing, t)
        return drawn(server, "desk/bbk.html", list=shown(request, listing), written=written)

    @pages.route("/bbk/new", methods=["GET", "POST"])
    @allowed(Right.EDIT_CATALOGUE)
    def new_division() -> Response | str | tuple[str, int]:
        form = _form()
        if _ready(form):
            if _put(server, form, new=True):
                return _done(form.values(), "bbk.added")
            form.code.errors = [Wrong("bbk.code-taken").args[0]]
        return _page(server, form, None)

    @pages.route("/bbk/edit/<path:code>", methods=["GET", "POST"])
    @allowed(Right.EDIT_CATALOGUE)
    def edit_division(code: str) -> Response | str | tuple[str, int]:
        opened = division(server, code)
        if opened is None:
            abort(404)
        form = _form(opened)
        form.code.data = opened.code
        if _ready(form) and form.fits(now=opened):
            if request.form.get("do") == "drop":
                drop_division(server, act_here(server, "bbk-dropped", opened.code), opened.code)
                return _done(opened, "bbk.dropped")
            if _put(server, form, new=False):
                return _done(form.values(), "bbk.changed")
            abort(404)
        return _page(server, form, opened)


def _form(opened: Division | None = None) -> Any:
    t = texts_of(request)
    form: Any = DivisionForm.of(request, opened=opened)
    none = ("", "–")
    form.content.offer([none, *((each, str(t(f"bbk.content-{each}"))) for each in CONTENTS)])
    form.diary.offer([none, *((each, _diary(t, each)) for each in DIARY)])
    return form


def _diary(t: Any, column: str) -> str:
    return str(t("bbk.diary-children")) if column == "children" else column


def _ready(form: Any) -> bool:
    """Whether it was sent without a mistake; a code of nothing but signs is one."""
    if not form.sent():
        return False
    if not any(sign.isalnum() for sign in form.code.data):
        form.code.errors = [Wrong("bbk.code-odd").args[0]]
        return False
    return True


def _put(server: Server, form: Any, new: bool) -> bool:
    wanted = form.values()
    kind = "bbk-added" if new else "bbk-changed"
    return put_division(server, act_here(server, kind, repr(wanted)), wanted, new)


def _done(about: Division, said: str) -> Response:
    flash(about.code, said)
    if odd_index(about.code) and about.level:
        flash(about.code, "bbk.odd-code")
    return see(ADDRESS)


def _page(server: Server, form: Any, opened: Division | None) -> str | tuple[str, int]:
    page = drawn(server, "desk/bbk-form.html", form=form, division=opened)
    return (page, 422) if request.method == "POST" else page


def _listing(server: Server, t: Any) -> Listing:
    columns = (
        Column("code", "bbk.code", lambda row: row.code, kind="code", link=_link,
               key=lambda row: (row.level == 0, index_key(row.code))),
        Column("name", "bbk.name", lambda row: row.name(t.lang)),
        Column("content", "bbk.content",
               lambda row: str(t(f"bbk.content-{row.content}")) if row.content else ""),
        Column("diary", "bbk.diary", lambda row: _diary(t, row.diary), sorts=False),
        Column("own", "bbk.own", lambda row: str(t("bbk.own-yes")) if row.own else "", kind="tag"),
    )  # fmt: skip
    choices = [Choice(each, str(t(f"bbk.content-{each}"))) for each in CONTENTS]
    return Listing(
        "bbk.divisions", columns, in_memory(lambda: divisions(server), columns, _fits),
        (Filter("content", "bbk.content", choices),), sort="code", empty="bbk.none",
    )  # fmt: skip


def _fits(row: Division, filters: Any) -> bool:
    return not filters.get("content") or row.content == filters["content"]


def _link(row: Division) -> str | None:
    if not i_may(Right.EDIT_CATALOGUE):
        return None
    return f"{ADDRESS}/edit/{quote(row.code)}"
