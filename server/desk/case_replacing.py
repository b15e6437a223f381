"""A book comes in the place of a lost one: which title, its price, one press."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, request

from library.accession import MOST_TIYN
from library.cases import Replacing
from library.rights import Right
from server.desk.drawing import drawn, see
from server.desk.forms import DeskForm, Tick, clean_line
from server.desk.guard import allowed
from server.desk.reader_forms import act_about
from server.desk.sum_field import Sum
from server.server import Server
from server.services.cases import Case, case_of
from server.services.finding import TITLES, find
from server.services.replacements import (
    Brought,
    NotReplaced,
    Offer,
    offers,
    other_offers,
    replace_copy,
)

ADDRESS = "/desk/cases"
FOUND = 12


class BroughtForm(DeskForm):
    """What was brought."""

    price = Sum("case.price", MOST_TIYN, required=True)
    equal = Tick("case.equal")


def add_case_replacing(pages: Blueprint, server: Server) -> None:
    """The page with the titles on offer, and the press."""

    @pages.get("/cases/<int:case_id>/replace")
    @allowed(Right.TEXTBOOKS)
    def case_replace(case_id: int) -> str:
        case = _open_case(server, case_id)
        form = BroughtForm(data={"price": case.price_tiyn})
        return _page(server, case, form)

    @pages.post("/cases/<int:case_id>/replace")
    @allowed(Right.TEXTBOOKS)
    def case_replaced(case_id: int) -> Response | tuple[str, int]:
        case, form = _open_case(server, case_id), BroughtForm.of(request)
        title = request.form.get("title", type=int) or 0
        if not form.sent() or not 0 < title < 2**31:
            refused = None if 0 < title < 2**31 else NotReplaced("title")
            return _page(server, case, form, refused), 422
        act = act_about(
            server, "case-replaced", case.reader_id, f"{case_id} {title} {form.price.data}"
        )
        price = form.price.data
        assert price is not None  # the field is required
        brought = Brought(title, price, bool(form.equal.data))
        done = replace_copy(server, act, case_id, brought)
        if isinstance(done, NotReplaced):
            return _page(server, case, form, done), 422
        flash("", "case.is-replaced")
        return see(f"{ADDRESS}/{case_id}")


def _open_case(server: Server, case_id: int) -> Case:
    """A case that can still be settled; a closed one leads to its page."""
    case = case_of(server, case_id)
    if case is None:
        abort(404)
    return abort(see(f"{ADDRESS}/{case_id}")) if case.way is not None else case


def _page(
    server: Server, case: Case, form: BroughtForm, refused: NotReplaced | None = None
) -> str:
    text = clean_line(request.values.get("q", "")[:100])
    chosen = request.values.get("title", type=int) or case.title_id
    return drawn(
        server, "desk/case-replace.html", case=case, form=form, path=ADDRESS, q=text,
        offers=offers(server, case), others=_others(server, case, text), chosen=chosen,
        equal=Replacing.EQUAL, refused=refused,
    )  # fmt: skip


def _others(server: Server, case: Case, text: str) -> list[Offer]:
    if not text:
        return []
    titles = [hit.row_id for hit in find(server, text, {TITLES}, FOUND).hits]
    return other_offers(server, case, titles)
