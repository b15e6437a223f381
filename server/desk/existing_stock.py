"""`/desk/existing-stock`: books that were there before the program get their labels.

Book in hand: its old number, its ISBN or name, the next label of the roll. One form after
the other, each sent by the scanner's Enter; nothing is kept between them but the address.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_OID, uuid5

from flask import Blueprint, Response, flash, request

from library.existing_stock import LONGEST_NUMBER
from library.isbn import bare_isbn
from library.rights import Right
from library.typed_code import typed_code
from server.desk.drawing import drawn, number, operation_id, see
from server.desk.forms import DeskForm, Line, Pick, Tick, Wrong, clean_line
from server.desk.guard import allowed, i_may, signed_in
from server.desk.lending import lending_page
from server.desk.old_stock_forms import NewTitleForm, known_record, new_title_form
from server.desk.title_forms import number_or_none, place_choices
from server.desk.titles import act_here
from server.server import Server
from server.services.changing_settings import change_settings
from server.services.desk_reader import reader_at_desk
from server.services.desk_station import desk_origin
from server.services.existing_stock import Linked, StockValues, link_copy, unlink_copy
from server.services.existing_stock_progress import GOAL, progress
from server.services.finding import TITLES, Hit, find
from server.services.lending import Scan, scanned
from server.services.places import places
from server.services.title_changes import add_title
from server.services.titles import title_page

ADDRESS = "/desk/existing-stock"
CHOICES = 12
LONGEST_FOUND = 200


class LinkForm(DeskForm):
    """The book in hand and its label."""

    no = Line("stock.old-number", longest=LONGEST_NUMBER)
    label = Line("stock.label", longest=40)
    written_price = Line("stock.written-price", longest=40)
    home_place = Pick("copy.home-place")
    room_only = Tick("copy.reading-room-only")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address says: the old number, what was looked for, the title that was chosen,
    the reader who waits at the desk for this book, and the place of the last one."""

    no: str
    text: str
    title_id: int | None
    reader_id: int | None
    place: str


def asked_of(values: Any) -> Asked:
    """From the address or a form; a reader only for who may lend."""
    reader = _number(values.get("reader", "")) if i_may(Right.LEND) else None
    return Asked(
        _line(values.get("no", ""), LONGEST_NUMBER), _line(values.get("find", ""), LONGEST_FOUND),
        _number(values.get("title", "")), reader, values.get("place", "")[:10],
    )  # fmt: skip


def _line(text: str, longest: int) -> str:
    return clean_line(text.replace("\0", ""))[:longest]


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def add_existing_stock_pages(pages: Blueprint, server: Server) -> None:
    """The page, its forms."""
    _add_linking(pages, server)
    _add_around(pages, server)


def _add_linking(pages: Blueprint, server: Server) -> None:
    @pages.get("/existing-stock")
    @allowed(Right.PROCESS)
    def existing_stock() -> str | tuple[str, int]:
        return _page(server, asked_of(request.args))

    @pages.post("/existing-stock")
    @allowed(Right.PROCESS)
    def existing_stock_link() -> Response | str | tuple[str, int]:
        """A label for the book in hand."""
        asked, form = asked_of(request.form), _link_form(server)
        if not form.sent() or asked.title_id is None:
            return _page(server, asked, form), 422
        if not form.label.data:
            return _page(server, asked, form)
        made = link_copy(server, _deed(server, asked, form), _values(asked.title_id, form))
        if not isinstance(made, Linked):
            form.label.errors = [Wrong(f"stock.not-{made.code}").args[0]]
            return _page(server, asked, form), 422
        if asked.reader_id is not None:
            return _lent(server, asked.reader_id, made)
        flash(made.code, "stock.linked")
        place = f"&place={form.home_place.data}" if form.home_place.data else ""
        return see(f"{ADDRESS}?done={asked.title_id}{place}")


def _lent(server: Server, reader_id: int, made: Linked) -> str:
    """Labelled and lent in one step, for a reader who stands there with a book of the shelf."""
    each = str(uuid5(NAMESPACE_OID, f"lent {operation_id()}"))
    origin = desk_origin(server, each, signed_in().staff_id)
    told = scanned(server, Scan(origin, made.code, reader_id))
    return lending_page(server, told.reader_id, told)


def _deed(server: Server, asked: Asked, form: Any) -> Any:
    content = repr((asked.title_id, form.no.data, form.label.data, form.written_price.data))
    return act_here(server, "stock-linked", content)


def _values(title_id: int, form: Any) -> StockValues:
    return StockValues(
        title_id, form.label.data, form.no.data or "", form.written_price.data or "",
        place_id=number_or_none(form.home_place.data), room_only=bool(form.room_only.data),
    )  # fmt: skip


def _link_form(server: Server, asked: Asked | None = None) -> Any:
    form: Any = LinkForm.of(request)
    form.home_place.offer(place_choices(places(server), "shelf", "reading-room", "store"))
    if asked is not None and request.method != "POST":
        form.no.data = asked.no
        form.home_place.data = asked.place if asked.place in form.home_place.choices else ""
    return form


def _page(server: Server, asked: Asked, form: Any = None, new: Any = None) -> str:
    title = None if asked.title_id is None else title_page(server, asked.title_id)
    hits: tuple[Hit, ...] = ()
    if title is None and new is None and request.args.get("new"):
        new = new_title_form(server, _isbn(asked.text), asked.text)
    elif title is None and asked.text and new is None:
        found = find(server, asked.text, {TITLES}, CHOICES)
        hits = tuple(hit for hit in found.hits if hit.kind == TITLES)
        if len(hits) == 1 and (found.sure or not found.instead):
            title = title_page(server, hits[0].row_id)
        elif not hits:
            new = new_title_form(server, _isbn(asked.text), asked.text)
    reader = None if asked.reader_id is None else reader_at_desk(server, asked.reader_id)
    done = _number(request.args.get("done", ""))
    return drawn(
        server, "desk/existing-stock.html", asked=asked, title=title, hits=hits, new=new,
        form=form or _link_form(server, asked), reader=reader,
        progress=progress(server, signed_in().staff_id),
        done=title_page(server, done) if done and title is None else None,
        may_add=i_may(Right.EDIT_CATALOGUE), may_print=i_may(Right.LABELS),
    )  # fmt: skip


def _isbn(text: str) -> str | None:
    return bare_isbn(typed_code(text).text)


def _add_around(pages: Blueprint, server: Server) -> None:
    @pages.post("/existing-stock/title")
    @allowed(Right.EDIT_CATALOGUE)
    def existing_stock_title() -> Response | tuple[str, int]:
        """A title the catalogue does not have: the few words that stand on the book."""
        asked, form = asked_of(request.form), NewTitleForm.of(request)
        new_title_form(server, None, "", form)
        if not form.sent():
            return _page(server, asked, new=form), 422
        values = form.values(known_record(server, _isbn(form.isbn.data or "")))
        title_id = add_title(server, act_here(server, "title-added", repr(values)), values)
        reader = f"&reader={asked.reader_id}" if asked.reader_id is not None else ""
        return see(f"{ADDRESS}?title={title_id}&no={quote(asked.no)}{reader}")

    @pages.post("/existing-stock/undo")
    @allowed(Right.PROCESS)
    def existing_stock_undo() -> Response:
        """Take back a label that went on the wrong book."""
        deed = act_here(server, "stock-unlinked", request.form.get("copy", "")[:20])
        done = unlink_copy(server, deed, number("copy"))
        flash("", "stock.unlinked" if done else "stock.not-unlinked")
        return see(ADDRESS)

    @pages.post("/existing-stock/goal")
    @allowed(Right.EDIT_CATALOGUE)
    def existing_stock_goal() -> Response:
        """How many books there are in all, as far as the school knows."""
        text = request.form.get("goal", "").replace(" ", "").replace("\u00a0", "")
        goal = _number(text)
        if goal is None or not 0 < goal <= 2_000_000:
            flash("", "stock.goal-wrong")
            return see(ADDRESS)
        change_settings(server, act_here(server, "settings-changed", text), {GOAL: str(goal)})
        return see(ADDRESS)
