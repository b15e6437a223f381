"""`/desk/titles`: the list, one title with its copies, more copies of it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, flash, request

from library.description import described
from library.rights import Right
from server.desk.drawing import drawn, operation_id, see
from server.desk.forms import Wrong
from server.desk.guard import allowed, i_may, signed_in
from server.desk.lists import (
    MOST_ROWS,
    Asked,
    Choice,
    Column,
    Filter,
    Found,
    Listing,
    shown,
    written,
)
from server.desk.spreadsheets import file_answer, wants_file
from server.desk.textbook_plan_words import line_said
from server.desk.title_export import add_title_export_pages
from server.desk.title_forms import CopiesForm, language_choices, place_choices
from server.server import Server
from server.services.deeds import Deed
from server.services.desk_station import desk_origin
from server.services.places import places
from server.services.textbook_plan_line import plan_of_title
from server.services.title_changes import InventoryTaken, add_copies
from server.services.titles import (
    GRADES,
    KINDS,
    TitleLine,
    TitlePage,
    TitlesWanted,
    list_titles,
    title_page,
)
from web.language import texts_of

ADDRESS = "/desk/titles"


def act_here(server: Server, kind: str, content: str, copy_id: int | None = None) -> Deed:
    """The act of the form of this request."""
    origin = desk_origin(server, operation_id(), signed_in().staff_id)
    return Deed(origin, kind, content, copy_id=copy_id)


def add_title_pages(pages: Blueprint, server: Server) -> None:
    """The list and the title; what is given out of the catalogue."""
    _add_list(pages, server)
    add_title_export_pages(pages, server)
    _add_title(pages, server)


def _add_list(pages: Blueprint, server: Server) -> None:
    @pages.get("/titles")
    @allowed(Right.CATALOGUE)
    def titles() -> Response | str:
        t = texts_of(request)
        listing = titles_listing(server, t)
        if wants_file(request):
            return file_answer(request, listing, t)
        return drawn(server, "desk/titles.html", list=shown(request, listing), written=written)


def titles_listing(server: Server, t: Any) -> Listing:
    """All titles; ordered and limited in the database."""

    def source(asked: Asked) -> Found:
        grade = asked.filters.get("grade")
        wanted = TitlesWanted(
            asked.filters.get("kind"), asked.filters.get("language"),
            int(grade) if grade else None, asked.sort, asked.down, asked.first,
            asked.count or MOST_ROWS,
        )  # fmt: skip
        return Found(*list_titles(server, wanted))

    return Listing(
        "title.titles",
        (
            Column("name", "title.name", lambda row: row.name, link=_link),
            Column("author", "title.author", lambda row: row.author, sorts=False),
            Column("year", "title.year", lambda row: row.year, kind="number", sorts=False),
            Column("kind", "title.kind", lambda row: str(t(f"item.{row.item_kind}")), sorts=False),
            Column("language", "title.language", lambda row: row.language, sorts=False),
            Column("mark", "shelfmark.shelf-mark", lambda row: row.shelf_mark),
            Column("grade", "title.grade", lambda row: row.grade, kind="number", sorts=False),
            Column("shelf", "title.on-shelf", lambda row: row.on_shelf, "number", sorts=False),
            Column("copies", "title.copies", lambda row: row.copies, "number", sorts=False),
            Column("added", "title.added-on", lambda row: row.added_on, kind="date"),
        ),
        source,
        (
            Filter("kind", "title.kind", [Choice(each, str(t(f"item.{each}"))) for each in KINDS]),
            Filter("language", "title.language",
                   [Choice(code, name) for code, name in language_choices(t)]),
            Filter("grade", "title.grade", [Choice(str(each), str(each)) for each in GRADES]),
        ),
        sort="name",
        empty="title.none",
    )  # fmt: skip


def _link(row: TitleLine) -> str:
    return f"{ADDRESS}/{row.title_id}"


def title_or_404(server: Server, title_id: int) -> TitlePage:
    """The title of an address, or the page that says there is none."""
    found = title_page(server, title_id)
    if found is None:
        abort(404)
    return found


def _add_title(pages: Blueprint, server: Server) -> None:
    @pages.get("/titles/<int:title_id>")
    @allowed(Right.CATALOGUE)
    def title(title_id: int) -> str:
        return _title(server, title_id)

    @pages.post("/titles/<int:title_id>/copies")
    @allowed(Right.EDIT_CATALOGUE)
    def title_copies(title_id: int) -> Response | tuple[str, int]:
        """More copies: their numbers run on from the highest one."""
        found = title_or_404(server, title_id)
        form = _copies_form(server)
        if not form.sent():
            return _title(server, title_id, form), 422
        deed = act_here(server, "copies-added", f"{title_id} {form.values()!r}")
        made = add_copies(server, deed, title_id, form.values())
        if isinstance(made, InventoryTaken):
            form.inventory_no.errors = [
                Wrong("title.inventory-no-taken", number=made.inventory_no).args[0]
            ]
            return _title(server, title_id, form), 422
        flash(f"{found.values.name}: {form.count.data}", "title.copies-added")
        return see(f"{ADDRESS}/{title_id}")


def _title(server: Server, title_id: int, form: Any = None) -> str:
    found = title_or_404(server, title_id)
    return drawn(
        server, "desk/title.html", title=found, written=written,
        form=form or _copies_form(server), description=described(found.values),
        plan=plan_of_title(server, title_id) if i_may(Right.TEXTBOOKS) else None,
        line_said=line_said,
    )  # fmt: skip


def _copies_form(server: Server) -> Any:
    form: Any = CopiesForm.of(request)
    form.home_place.offer(place_choices(places(server), "shelf", "reading-room", "store"))
    return form
