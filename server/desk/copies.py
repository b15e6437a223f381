"""`/desk/copies`: the list, one copy with its history, what may be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, flash, request
from werkzeug.exceptions import BadRequest

from library.catalogue import CopyState
from library.checking import Finding
from library.copy_states import Action
from library.operations import Noted, Refused, ToLibrarian
from library.rights import Right
from server.desk.drawing import drawn, operation_id, see
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
from server.desk.processing import copy_steps
from server.desk.spreadsheets import file_answer, wants_file
from server.desk.title_forms import CopyForm, number_or_none, place_choices
from server.desk.titles import act_here
from server.server import Server
from server.services.cases import cases_of_copy
from server.services.checking import Check, check
from server.services.copies import COUNTED, CopiesWanted, CopyLine, list_copies
from server.services.copy_actions import (
    CopyPlaces,
    NotNow,
    actions_of,
    change_places,
    found,
    mend,
)
from server.services.copy_page import CopyPage, copy_page
from server.services.desk_station import desk_origin
from server.services.losses import Lose, lose
from server.services.places import places
from server.services.titles import KINDS
from web.language import texts_of

ADDRESS = "/desk/copies"


@dataclass(frozen=True, slots=True)
class Opened:
    """Marks and places as the form shows them."""

    home_place: str
    display_place: str
    reading_room_only: bool
    on_display: bool


def add_copy_pages(pages: Blueprint, server: Server) -> None:
    """The list, the copy, its form and actions."""
    _add_list(pages, server)
    _add_copy(pages, server)
    _add_actions(pages, server)


def _add_list(pages: Blueprint, server: Server) -> None:
    @pages.get("/copies")
    @allowed(Right.CATALOGUE)
    def copies() -> Response | str:
        t = texts_of(request)
        listing = copies_listing(server, t)
        if wants_file(request):
            return file_answer(request, listing, t)
        list_ = shown(request, listing)
        return drawn(
            server, "desk/copies.html", list=list_, written=written,
            counted=COUNTED if list_.total > COUNTED else None,
        )  # fmt: skip


def copies_listing(server: Server, t: Any) -> Listing:
    """All copies; ordered and limited in the database."""

    def source(asked: Asked) -> Found:
        place = asked.filters.get("place")
        wanted = CopiesWanted(
            asked.filters.get("state"), int(place) if place else None,
            asked.filters.get("kind"), asked.sort, asked.down, asked.first,
            asked.count or MOST_ROWS,
        )  # fmt: skip
        return Found(*list_copies(server, wanted))

    return Listing(
        "copy.copies",
        (
            Column("code", "copy.number", _number, kind="code", link=_link),
            Column("title", "title.name", lambda row: row.title, link=_title_link),
            Column("author", "title.author", lambda row: row.author, sorts=False),
            Column("inventory", "copy.inventory-no", lambda row: row.inventory_no, "code",
                   sorts=False),
            Column("state", "copy.state", lambda row: str(t(f"state.{row.state}")), "tag",
                   sorts=False),
            Column("place", "copy.home-place", lambda row: row.place, sorts=False),
            Column("due", "copy.due-on", lambda row: row.due_on, kind="date", sorts=False),
        ),
        source,
        (
            Filter("state", "copy.state",
                   [Choice(each.value, str(t(f"state.{each.value}"))) for each in CopyState]),
            Filter("place", "copy.home-place",
                   [Choice(str(each.place_id), each.name) for each in places(server)]),
            Filter("kind", "title.kind", [Choice(each, str(t(f"item.{each}"))) for each in KINDS]),
        ),
        sort="code",
        empty="copy.none",
    )  # fmt: skip


def _number(row: CopyLine) -> str:
    return row.code or row.inventory_no or f"№ {row.copy_id}"


def _link(row: CopyLine) -> str:
    return f"{ADDRESS}/{row.copy_id}"


def _title_link(row: CopyLine) -> str:
    return f"/desk/titles/{row.title_id}"


def _copy_or_404(server: Server, copy_id: int) -> CopyPage:
    page = copy_page(server, copy_id)
    if page is None:
        abort(404)
    return page


def _add_copy(pages: Blueprint, server: Server) -> None:
    @pages.get("/copies/<int:copy_id>")
    @allowed(Right.CATALOGUE)
    def copy(copy_id: int) -> str:
        page = _copy_or_404(server, copy_id)
        return _drawn(server, page, _form(server, page))

    @pages.post("/copies/<int:copy_id>/places")
    @allowed(Right.EDIT_CATALOGUE)
    def copy_places(copy_id: int) -> Response | tuple[str, int]:
        page = _copy_or_404(server, copy_id)
        form = _form(server, page)
        if not (form.sent() and form.fits(now=_opened(page))):
            return _drawn(server, page, form), 422
        wanted = CopyPlaces(
            number_or_none(form.home_place.data), number_or_none(form.display_place.data),
            bool(form.reading_room_only.data), bool(form.on_display.data),
        )  # fmt: skip
        act = act_here(server, "copy-places", f"{copy_id} {wanted!r}", copy_id)
        return _after(copy_id, page.title, change_places(server, act, copy_id, wanted), "places")


def _drawn(server: Server, page: CopyPage, form: Any) -> str:
    return drawn(
        server, "desk/copy.html", copy=page, form=form, written=written,
        actions=actions_of(page.state, page.provisional), findings=list(Finding),
        steps=copy_steps(server, page.copy_id),
        cases=cases_of_copy(server, page.copy_id) if i_may(Right.TEXTBOOKS) else (),
    )  # fmt: skip


def _form(server: Server, page: CopyPage) -> Any:
    form: Any = CopyForm.of(request, opened=_opened(page))
    known = places(server)
    form.home_place.offer(place_choices(known, "shelf", "reading-room", "store"))
    form.display_place.offer(place_choices(known, "display"))
    for field in (form.home_place, form.display_place):
        # A place of another kind stays a choice while the copy is there.
        kept = {str(each.place_id): each.name for each in known}
        now = str(getattr(_opened(page), field.name))
        if now and now not in field.choices:
            field.choices[now] = kept[now]
    return form


def _opened(page: CopyPage) -> Opened:
    now = page.places
    return Opened(
        str(now.home_place_id or ""), str(now.display_place_id or ""), now.reading_room_only,
        now.on_display,
    )  # fmt: skip


def _add_actions(pages: Blueprint, server: Server) -> None:
    @pages.post("/copies/<int:copy_id>/do")
    @allowed(Right.CHECK)
    def copy_do(copy_id: int) -> Response:
        """One action of `library.copy_states`; a stale page is told what the copy is now."""
        page = _copy_or_404(server, copy_id)
        try:
            action = Action(request.form.get("action", ""))
            finding = Finding(request.form.get("finding", Finding.FINE.value))
        except ValueError as fault:
            raise BadRequest from fault
        return _after(copy_id, page.title, _do(server, page, action, finding), action.value)


def _do(server: Server, page: CopyPage, action: Action, finding: Finding) -> Any:
    origin = desk_origin(server, operation_id(), signed_in().staff_id)
    match action:
        case Action.FIND:
            return found(server, origin, page.copy_id)
        case Action.LOSE:
            return lose(server, Lose(origin, page.code or f"#{page.copy_id}"))
        case Action.REPAIR:
            act = act_here(server, "copy-to-repair", str(page.copy_id), page.copy_id)
            return mend(server, act, page.copy_id)
        case Action.CHECK:
            return check(server, Check(origin, page.copy_id, finding))
    raise BadRequest


def _after(copy_id: int, title: str, answer: Any, done: str) -> Response:
    if answer is True or isinstance(answer, (Noted, ToLibrarian)):
        flash(title, f"copy.done-{done}")
    elif isinstance(answer, NotNow):
        flash(title, f"refusal.{answer.code}")
    elif isinstance(answer, Refused):
        flash(title, f"refusal.{answer.reasons[0].code}")
    else:
        flash(title, "copy.not-done")
    return see(f"{ADDRESS}/{copy_id}")
