"""`/desk/labels/stocks`: sheets and rolls, drawn; a new one by its measures."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, request

from labels.errors import StockRefused
from labels.stock import ROLL, SHEET, Stock, stock_of
from library.rights import Right
from server.desk.drawing import drawn, number, see
from server.desk.forms import DeskForm, Line, Pick, Whole, Wrong
from server.desk.guard import allowed
from server.desk.measure_field import Millimetres
from server.desk.titles import act_here
from server.server import Server
from server.services.label_stocks import all_stocks
from server.services.stock_changes import add_stock, own_stocks, remove_stock
from web.language import texts_of

ADDRESS = "/desk/labels/stocks"
_FIELDS = {"name": "name", "kind": "kind", "columns": "columns", "rows": "rows", "gap": "gap",
           "page": "page_width", "label": "label_width", "margin": "left",
           "pitch": "pitch_across"}  # fmt: skip
"""Where a fault of the measures is told."""


class StockForm(DeskForm):
    """Measures as they stand on the box, in millimetres."""

    name = Line("printer.stock-name", required=True, longest=60)
    kind = Pick("printer.stock-kind")
    label_width = Millimetres("printer.label-width", 5, 500, required=True)
    label_height = Millimetres("printer.label-height", 5, 500, required=True)
    columns = Whole("printer.columns", least=1, most=100, required=True)
    rows = Whole("printer.rows", least=1, most=100)
    page_width = Millimetres("printer.page-width", 5, 500)
    page_height = Millimetres("printer.page-height", 5, 500)
    left = Millimetres("printer.left", 0, 500)
    top = Millimetres("printer.top", 0, 500)
    pitch_across = Millimetres("printer.pitch-across", 0, 500)
    pitch_down = Millimetres("printer.pitch-down", 0, 500)
    gap = Millimetres("printer.gap", 0, 100)

    def stock(self) -> Stock:
        """Raises StockRefused."""
        label = [self.label_width.data, self.label_height.data]
        measures: dict[str, Any] = {
            "name": self.name.data, "kind": self.kind.data, "label": label,
            "columns": self.columns.data or 1, "gap": self.gap.data or 0,
        }  # fmt: skip
        if self.kind.data == SHEET:
            measures |= {
                "rows": self.rows.data or 1,
                "page": [self.page_width.data or 210, self.page_height.data or 297],
                "margin": [self.left.data or 0, self.top.data or 0],
                "pitch": [self.pitch_across.data or label[0], self.pitch_down.data or label[1]],
            }  # fmt: skip
        return stock_of(measures)


def add_stock_pages(pages: Blueprint, server: Server) -> None:
    """The list, the form with its drawing, taking away."""

    @pages.get("/labels/stocks")
    @allowed(Right.PRINTERS)
    def label_stocks() -> str:
        return drawn(
            server, "desk/label-stocks.html", stocks=list(all_stocks(server).values()),
            own=own_stocks(server),
        )  # fmt: skip

    @pages.route("/labels/stocks/new", methods=["GET", "POST"])
    @allowed(Right.PRINTERS)
    def new_stock() -> Response | str | tuple[str, int]:
        """A press of "draw" shows what the measures make, one of "save" keeps it."""
        form, made = _form(), None
        if form.sent():
            made = _checked(form)
            if made is not None and "save" in request.form:
                if add_stock(server, act_here(server, "stock-added", repr(made)), made):
                    flash(made.name, "printer.stock-added")
                    return see(ADDRESS)
                form.name.errors = [Wrong("printer.stock-same-name").args[0]]
        page = drawn(server, "desk/label-stock-new.html", form=form, stock=made)
        return (page, 422) if form.errors else page

    @pages.post("/labels/stocks/remove")
    @allowed(Right.PRINTERS)
    def stock_remove() -> Response:
        deed = act_here(server, "stock-removed", request.form.get("stock", "")[:20])
        done = remove_stock(server, deed, number("stock"))
        flash("", "printer.stock-removed" if done else "printer.stock-gone")
        return see(ADDRESS)


def _form() -> Any:
    form: Any = StockForm.of(request)
    t = texts_of(request)
    form.kind.offer([(kind, str(t(f"printer.kind-{kind}"))) for kind in (SHEET, ROLL)])
    if request.method == "GET":
        form.kind.data, form.columns.data, form.rows.data = SHEET, 3, 8
        form.page_width.data, form.page_height.data = 210, 297
    return form


def _checked(form: Any) -> Stock | None:
    """The stock, or None with the mistake told at its field."""
    try:
        made: Stock = form.stock()
    except StockRefused as refused:
        field = form[_FIELDS.get(refused.field, "name")]
        field.errors = [Wrong(f"printer.stock-{refused.reason}").args[0]]
        return None
    return made
