"""`/desk/printers`: label printers, how they answer, how far their paper lies off."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from flask import Blueprint, Response, abort, flash, request

from labels.printing import calibration_page
from library.rights import Right
from server.desk.drawing import drawn, see
from server.desk.forms import DeskForm, Line, Pick, Wrong
from server.desk.guard import allowed
from server.desk.measure_field import Millimetres
from server.desk.titles import act_here
from server.printer_port import SENT
from server.server import Server
from server.services.label_stocks import all_stocks
from server.services.printers import (
    LANGUAGES,
    MOST_OFFSET,
    RESOLUTIONS,
    NameTaken,
    PrinterLine,
    PrinterValues,
    add_printer,
    all_printers,
    change_printer,
    note_answer,
    printer,
    remove_printer,
)
from web.language import texts_of

ADDRESS = "/desk/printers"
_MOST_MM = MOST_OFFSET / 100


class PrinterForm(DeskForm):
    """A printer; the two offsets are what was measured on the calibration page."""

    name = Line("printer.name", required=True, longest=60)
    language = Pick("printer.language")
    address = Line("printer.address", required=True, longest=200)
    dpi = Pick("printer.dpi")
    stock = Pick("printer.stock")
    right = Millimetres("printer.offset-right", -_MOST_MM, _MOST_MM)
    down = Millimetres("printer.offset-down", -_MOST_MM, _MOST_MM)

    def values(self) -> PrinterValues:
        """As it is kept."""
        return PrinterValues(
            self.name.data or "", self.language.data, self.address.data or "",
            int(self.dpi.data), self.stock.data or None, round((self.right.data or 0) * 100),
            round((self.down.data or 0) * 100),
        )  # fmt: skip


def add_printer_pages(pages: Blueprint, server: Server) -> None:
    """The list, the form, the pages to try them with."""
    _add_list(pages, server)
    _add_forms(pages, server)
    _add_trying(pages, server)


def _add_list(pages: Blueprint, server: Server) -> None:
    @pages.get("/printers")
    @allowed(Right.PRINTERS)
    def printers() -> str:
        return drawn(server, "desk/printers.html", printers=all_printers(server))

    @pages.post("/printers/<int:printer_id>/remove")
    @allowed(Right.PRINTERS)
    def printer_remove(printer_id: int) -> Response:
        done = remove_printer(
            server, act_here(server, "printer-removed", str(printer_id)), printer_id
        )
        flash("", "printer.removed" if done else "printer.gone")
        return see(ADDRESS)


def _add_forms(pages: Blueprint, server: Server) -> None:
    @pages.route("/printers/new", methods=["GET", "POST"])
    @allowed(Right.PRINTERS)
    def new_printer() -> Response | str | tuple[str, int]:
        form = _form(server)
        if form.sent() and _address_is_right(server, form):
            values = form.values()
            made = add_printer(server, act_here(server, "printer-added", repr(values)), values)
            if not isinstance(made, NameTaken):
                flash(values.name, "printer.added")
                return see(ADDRESS)
            form.name.errors = [Wrong("printer.name-taken").args[0]]
        page = drawn(server, "desk/printer-form.html", form=form, printer=None)
        return (page, 422) if form.errors else page

    @pages.route("/printers/<int:printer_id>", methods=["GET", "POST"])
    @allowed(Right.PRINTERS)
    def printer_form(printer_id: int) -> Response | str | tuple[str, int]:
        found = _printer_or_404(server, printer_id)
        opened = _opened(found)
        form = _form(server, opened)
        if form.sent() and form.fits(now=opened) and _address_is_right(server, form):
            values = form.values()
            deed = act_here(server, "printer-changed", f"{printer_id} {values!r}")
            done = change_printer(server, deed, printer_id, values)
            if not isinstance(done, NameTaken):
                flash(values.name, "printer.changed" if done else "printer.gone")
                return see(ADDRESS)
            form.name.errors = [Wrong("printer.name-taken").args[0]]
        page = drawn(server, "desk/printer-form.html", form=form, printer=found)
        return (page, 422) if form.errors else page


def _add_trying(pages: Blueprint, server: Server) -> None:
    @pages.get("/printers/calibration.pdf")
    @allowed(Right.PRINTERS)
    def calibration_file() -> Response:
        """Crosses and scales on a sheet, for a printer of the office."""
        stock = all_stocks(server).get(request.args.get("stock", ""))
        if stock is None:
            abort(404)
        made = calibration_page(stock, "pdf", 300)
        return Response(made, mimetype="application/pdf")

    @pages.post("/printers/<int:printer_id>/try")
    @allowed(Right.PRINTERS)
    def printer_try(printer_id: int) -> Response:
        """The calibration page on the paper that lies in it: it shows what is off."""
        found = _printer_or_404(server, printer_id)
        stocks = all_stocks(server)
        stock = stocks.get(found.values.stock or "") or next(
            each for each in stocks.values()
            if (each.kind == "roll") == (found.values.language != "pdf")
        )  # fmt: skip
        values = found.values
        made = calibration_page(stock, values.language, values.dpi, found.offset_mm)
        if server.printers is None:
            flash("", "printer.no-printers")
            return see(f"{ADDRESS}/{printer_id}")
        answer = server.printers.send(values.address, made)
        note_answer(server, printer_id, answer.reason or None)
        if answer.outcome == SENT:
            flash("", "printer.tried")
        else:
            flash("", f"printer.fault-{answer.reason}")
        return see(f"{ADDRESS}/{printer_id}")


def _printer_or_404(server: Server, printer_id: int) -> PrinterLine:
    found = printer(server, printer_id)
    if found is None:
        abort(404)
    return found


def _opened(found: PrinterLine) -> Any:
    values = found.values
    return SimpleNamespace(
        name=values.name, language=values.language, address=values.address, dpi=str(values.dpi),
        stock=values.stock or "", right=values.offset_x / 100, down=values.offset_y / 100,
    )  # fmt: skip


def _form(server: Server, opened: Any = None) -> Any:
    form: Any = PrinterForm.of(request, opened=opened)
    t = texts_of(request)
    form.language.offer([(each, str(t(f"printer.speaks-{each}"))) for each in LANGUAGES])
    form.dpi.offer([(str(each), f"{each} dpi") for each in RESOLUTIONS])
    form.stock.offer([("", "–"), *((name, name) for name in all_stocks(server))])
    return form


def _address_is_right(server: Server, form: Any) -> bool:
    fault = None if server.printers is None else server.printers.fault(form.address.data or "")
    if fault is not None:
        form.address.errors = [Wrong(f"printer.address-{fault}").args[0]]
    return fault is None
