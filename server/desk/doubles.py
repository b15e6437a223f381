"""`/desk/readers/doubles`: pairs who may be one person; two records compared and merged."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, flash, request

from library.rights import Right
from server.desk.drawing import drawn, number, see
from server.desk.guard import allowed
from server.desk.reader_forms import DoubleForm, act_about, address_of, page_or_404, seen
from server.server import Server
from server.services.doubles import Person, doubles, person
from server.services.finding import READERS, Hit, find
from server.services.merging import merge
from server.services.reader_pages import LARGEST_NUMBER

_FOUND = 20


def add_double_pages(pages: Blueprint, server: Server) -> None:
    """The list of pairs, the way to any other pair, the preview, the act."""
    _add_search(pages, server)
    _add_merging(pages, server)

    @pages.get("/readers/doubles")
    @allowed(Right.EDIT_READERS)
    def reader_doubles() -> str:
        pairs = [(person(server, first), person(server, second))
                 for first, second in doubles(server)]  # fmt: skip
        return drawn(server, "desk/reader-doubles.html", pairs=pairs)


def _add_merging(pages: Blueprint, server: Server) -> None:
    @pages.get("/readers/<int:reader_id>/merge/<int:double_id>")
    @allowed(Right.EDIT_READERS)
    def reader_merging(reader_id: int, double_id: int) -> str:
        page_or_404(server, reader_id)
        kept, double = _both(server, reader_id, double_id)
        if kept is None or double is None or reader_id == double_id:
            abort(404)
        differ = None not in (kept.born_on, double.born_on) and kept.born_on != double.born_on
        return drawn(
            server, "desk/reader-merge.html", kept=kept, double=double, differ=differ,
            seen=seen((kept, double)),
        )  # fmt: skip

    @pages.post("/readers/<int:reader_id>/merge")
    @allowed(Right.EDIT_READERS)
    def reader_merge(reader_id: int) -> Response:
        page_or_404(server, reader_id)
        double_id = number("double")
        kept, double = _both(server, reader_id, double_id)
        now = seen((kept, double))
        # After the act the double is gone: a form sent twice is answered as the first time.
        if double is not None and request.form.get("seen", now) != now:
            flash("", "person.preview-changed")
            return see(f"{address_of(reader_id)}/merge/{double_id}")
        act = act_about(server, "readers-merged", reader_id, str(double_id))
        refused = merge(server, act, min(double_id, LARGEST_NUMBER))
        if refused:
            flash("", f"person.merge-{refused}")
            return see("/desk/readers/doubles")
        flash("", "person.merged")
        return see(address_of(reader_id))


def _add_search(pages: Blueprint, server: Server) -> None:
    @pages.route("/readers/<int:reader_id>/double", methods=["GET", "POST"])
    @allowed(Right.EDIT_READERS)
    def reader_double(reader_id: int) -> str | Response | tuple[str, int]:
        """Who else this reader was entered as: found by name or card, as a POST."""
        found = page_or_404(server, reader_id)
        form = DoubleForm.of(request)
        hits: list[Hit] = []
        if form.sent():
            answer = find(server, form.text.data, {READERS}, _FOUND)
            hits = [hit for hit in answer.hits if hit.row_id != reader_id]
        page = drawn(
            server, "desk/reader-double.html", form=form, reader=found, hits=hits,
            asked=request.method == "POST" and not form.errors,
        )  # fmt: skip
        return page, 422 if form.errors else 200


def _both(server: Server, *numbers: int) -> list[Person | None]:
    found: list[Any] = [
        person(server, each) if 0 < each <= LARGEST_NUMBER else None for each in numbers
    ]
    return found
