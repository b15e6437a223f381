"""`/desk/places`: shelves and corners, with how many copies live there."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, flash, request

from library.rights import Right
from server.desk.drawing import drawn, see
from server.desk.guard import allowed
from server.desk.lists import Column, Listing, in_memory, shown, written
from server.desk.spreadsheets import file_answer, wants_file
from server.desk.title_forms import PlaceForm
from server.desk.titles import act_here
from server.server import Server
from server.services.places import KINDS, PlaceLine, add_place, change_place, place, places
from web.language import texts_of

ADDRESS = "/desk/places"


def add_place_pages(pages: Blueprint, server: Server) -> None:
    """The list with its form, and the form of one place."""

    @pages.get("/places")
    @allowed(Right.CATALOGUE)
    def all_places() -> Response | str:
        t = texts_of(request)
        if wants_file(request):
            return file_answer(request, _listing(server, t), t)
        return _page(server, _form())

    @pages.post("/places")
    @allowed(Right.EDIT_CATALOGUE)
    def new_place() -> Response | tuple[str, int]:
        form = _form()
        if not form.sent():
            return _page(server, form), 422
        act = act_here(server, "place-added", f"{form.name.data} {form.kind.data}")
        add_place(server, act, form.name.data, form.kind.data)
        flash(form.name.data, "copy.place-added")
        return see(ADDRESS)

    @pages.route("/places/<int:place_id>", methods=["GET", "POST"])
    @allowed(Right.EDIT_CATALOGUE)
    def edit_place(place_id: int) -> Response | str | tuple[str, int]:
        opened = place(server, place_id)
        if opened is None:
            abort(404)
        form = _form(opened)
        if form.sent() and form.fits(now=opened):
            content = f"{place_id} {form.name.data} {form.kind.data}"
            act = act_here(server, "place-changed", content)
            change_place(server, act, place_id, form.name.data, form.kind.data)
            flash(form.name.data, "copy.place-changed")
            return see(ADDRESS)
        page = drawn(server, "desk/place-form.html", form=form, place=opened)
        return (page, 422) if request.method == "POST" else page


def _form(opened: PlaceLine | None = None) -> Any:
    t = texts_of(request)
    form: Any = PlaceForm.of(request, opened=opened)
    form.kind.offer([(kind, str(t(f"copy.place-{kind}"))) for kind in KINDS])
    return form


def _page(server: Server, form: Any) -> str:
    listing = _listing(server, texts_of(request))
    return drawn(
        server, "desk/places.html", list=shown(request, listing), written=written, form=form
    )


def _listing(server: Server, t: Any) -> Listing:
    columns = (
        Column("name", "copy.place-name", lambda row: row.name, link=_link),
        Column("kind", "copy.place-kind", lambda row: str(t(f"copy.place-{row.kind}"))),
        Column("number", "copy.place-number", lambda row: row.number, kind="code"),
        Column("copies", "title.copies", lambda row: row.copies, kind="number",
               link=lambda row: f"/desk/copies?place={row.place_id}"),
    )  # fmt: skip
    return Listing(
        "copy.places", columns, in_memory(lambda: places(server, counted=True), columns),
        sort="name", empty="copy.no-places",
    )  # fmt: skip


def _link(row: PlaceLine) -> str:
    return f"{ADDRESS}/{row.place_id}"
