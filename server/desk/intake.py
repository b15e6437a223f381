"""`/desk/acquisitions/N/intake`: book after book into a draft, by scanner and keyboard.

One box takes it all: the number on the cover (one copy more), a small number (so many of the
last one came in all: scan, 20, Enter), words (the title is looked for). Nothing is kept
between scans but the last line in the form; each scan has an id of its own.
"""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from flask import Blueprint, Response, request

from library.accession import LineValues
from library.rights import Right
from library.tenge import written_sum
from server.desk.drawing import drawn, operation_id, see
from server.desk.forms import Wrong, clean_line, strange_sign
from server.desk.guard import allowed, i_may, signed_in
from server.desk.intake_forms import line_in_hand_form, short_form
from server.desk.intake_scans import Entered, Told, entered, new_title, taken
from server.desk.titles import act_here
from server.server import Server
from server.services.accession_lines import LineRefused, one_more, put_line, undo_scan
from server.services.deeds import Deed
from server.services.desk_station import desk_origin
from server.services.intake import SCAN_UNDONE, SCANNED, intake_of, line_in_hand
from server.services.known_titles import EMPTY, known_by_id, known_by_isbn
from server.services.title_changes import add_title

LONGEST_SCAN = 250


def add_intake_pages(pages: Blueprint, server: Server) -> None:
    """The page, its box, its short form, its last line, its undo."""
    _add_box(pages, server)
    _add_short_form(pages, server)
    _add_line(pages, server)


def _add_box(pages: Blueprint, server: Server) -> None:
    @pages.get("/acquisitions/<int:batch_id>/intake")
    @allowed(Right.ACCESSION)
    def intake(batch_id: int) -> Response | str | tuple[str, int]:
        return _page(server, batch_id)

    @pages.post("/acquisitions/<int:batch_id>/intake")
    @allowed(Right.ACCESSION)
    def intake_scan(batch_id: int) -> Response | str | tuple[str, int]:
        """What stood in the box, a title that was picked, or a new one asked for."""
        told = _entered(server, batch_id)
        return _page(server, batch_id, told)

    @pages.post("/acquisitions/<int:batch_id>/intake/undo")
    @allowed(Right.ACCESSION)
    def intake_undo(batch_id: int) -> Response | str | tuple[str, int]:
        """Take one scan back."""
        scan_id = request.form.get("undoes", "")[:64]
        deed = act_here(server, SCAN_UNDONE, f"{batch_id} {scan_id}")
        done = undo_scan(server, deed, batch_id, scan_id)
        if isinstance(done, LineRefused):
            return _page(server, batch_id, Told("not-undone"))
        line = line_in_hand(server, batch_id, done.line_id) if done.came else None
        return _page(server, batch_id, Told("undone", line, copies=-done.copies))


def _entered(server: Server, batch_id: int) -> Told | None:
    """What came of this request; None when the box was empty."""
    text = _text(request.form.get("text", ""))
    deed_of = partial(act_here, server)
    if request.form.get("wish") == "new":
        known = known_by_isbn(server, text)
        return Told("unknown", known=known, text=text) if known else new_title(text)
    picked = _number(request.form.get("title", ""))
    if picked is not None:
        known = known_by_id(server, picked)
        if known is None:
            return Told("refused", refused="title")
        return taken(server, deed_of, batch_id, known)
    if not text:
        return None
    last, pile = (_number(request.form.get(name, "")) for name in ("last", "pile"))
    return entered(server, deed_of, Entered(batch_id, text, last, pile or 0))


def _add_short_form(pages: Blueprint, server: Server) -> None:
    @pages.post("/acquisitions/<int:batch_id>/intake/title")
    @allowed(Right.EDIT_CATALOGUE)
    def intake_title(batch_id: int) -> Response | str | tuple[str, int]:
        """A title that the catalogue does not have, with how many came."""
        form, number = short_form(), _text(request.form.get("number", ""))
        known = known_by_isbn(server, number)
        if not form.validate():
            again = Told("unknown", known=known, text=number)
            return _page(server, batch_id, again, short=form)
        if intake_of(server, batch_id, signed_in().staff_id) is None:
            return see(f"/desk/acquisitions/{batch_id}")
        title_id = _title_of(server, form, known)
        price, count, how = form.price.data, form.count.data or 1, form.accounting.data or None
        each = str(uuid5(NAMESPACE_OID, f"came {operation_id()}"))
        origin = desk_origin(server, each, signed_in().staff_id)
        deed = Deed(origin, SCANNED, f"{batch_id} {count} {price} {how}")
        done = one_more(server, deed, batch_id, title_id, price, count, accounting=how)
        if isinstance(done, LineRefused):
            return _page(server, batch_id, Told("refused", refused=done.code))
        line = line_in_hand(server, batch_id, done.line_id)
        hints = () if form.author.data else ("intake.no-author",)
        return _page(
            server, batch_id,
            Told("added", line, done.scan_id, done.copies, done.copies, hints=hints),
        )  # fmt: skip


def _title_of(server: Server, form: Any, known: Any) -> int:
    """The title's number; one that a colleague added meanwhile, or this form before, is taken
    as it is, unless another volume with the same number is meant."""
    isbn = known_by_isbn(server, form.isbn.data or "")
    if isbn is not None and isbn.title_id is not None and "other" not in request.form:
        return isbn.title_id
    beside = EMPTY if known is None or known.title_id is not None else known.values
    values = form.values(beside)
    return add_title(server, act_here(server, "title-added", repr(values)), values)


def _add_line(pages: Blueprint, server: Server) -> None:
    @pages.post("/acquisitions/<int:batch_id>/intake/line")
    @allowed(Right.ACCESSION)
    def intake_line(batch_id: int) -> Response | str | tuple[str, int]:
        """Count, price and accounting of the line that was scanned last."""
        line = line_in_hand(server, batch_id, _number(request.form.get("line", "")) or 0)
        if line is None:
            return _page(server, batch_id, Told("refused", refused="gone"))
        form = line_in_hand_form()
        if not form.validate():
            return _page(server, batch_id, Told("line-wrong", line), of_line=form)
        came = form.came.data or 0
        # What the document said of a typed line stands.
        values = LineValues(
            line.title_id, came if line.scanned else line.invoiced, came,
            form.price_tiyn.data or 0, form.accounting.data, line.place_id, line.note,
            line.scanned,
        )  # fmt: skip
        deed = act_here(server, "accession-line", f"{batch_id} {line.line_id} {values!r}")
        done = put_line(server, deed, batch_id, values, line.line_id)
        if isinstance(done, LineRefused):
            form.came.errors = [Wrong(f"accession.line-{done.code}").args[0]]
            return _page(server, batch_id, Told("line-wrong", line), of_line=form)
        fresh = line_in_hand(server, batch_id, line.line_id)
        return _page(server, batch_id, Told("line-saved", fresh))


def _page(
    server: Server, batch_id: int, told: Told | None = None, short: Any = None,
    of_line: Any = None,
) -> Response | str | tuple[str, int]:  # fmt: skip
    """The page, or only its changing part when a script asked; another batch than a draft is
    shown where it stands now."""
    now = intake_of(server, batch_id, signed_in().staff_id)
    if now is None:
        return see(f"/desk/acquisitions/{batch_id}")
    part = request.headers.get("X-Part") == "1"
    wrong = short is not None or of_line is not None
    if told is not None and told.known is not None and short is None and told.line is None:
        short = short_form(told.known)
    if told is not None and told.line is not None and of_line is None:
        of_line = line_in_hand_form(told.line)
    page = drawn(
        server, "desk/intake-now.html" if part else "desk/intake.html", now=now, told=told,
        short=short, of_line=of_line, sum_of=written_sum, may_add=i_may(Right.EDIT_CATALOGUE),
        other=request.form.get("wish") == "new" or "other" in request.form,
    )  # fmt: skip
    return (page, 422) if wrong and not part else page


def _text(text: str) -> str:
    line = clean_line(text[:LONGEST_SCAN])
    return "" if strange_sign(line) else line


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
