"""`/desk/labels/dividers`: dividers of letters and shelves, own ones, codes of commands."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, request

from labels.errors import LabelError
from labels.printing import faults, render
from labels.stock import Stock
from library.rights import Right
from server.desk.drawing import drawn, see
from server.desk.forms import DeskForm, Lines, Pick, Whole, Wrong
from server.desk.guard import allowed
from server.printer_port import SENT
from server.server import Server
from server.services.label_dividers import WHAT, TooMuch, divider_words
from server.services.label_stocks import all_stocks
from server.services.printers import PrinterLine, all_printers, note_answer
from web.language import texts_of

ADDRESS = "/desk/labels/dividers"
BROWSER, FILE_DPI = "browser", 300
USUAL = "a4-8-105x74"


class DividerForm(DeskForm):
    """What, on what, where it goes."""

    what = Pick("label.dividers-what")
    own = Lines("label.dividers-own", longest=10_000)
    stock = Pick("label.stock")
    printer = Pick("label.printer")
    start = Whole("label.dividers-start", least=1, most=1000)


def add_divider_pages(pages: Blueprint, server: Server) -> None:
    """The form; its answer is the file, or a word about the printer."""

    @pages.route("/labels/dividers", methods=["GET", "POST"])
    @allowed(Right.LABELS)
    def label_dividers() -> Response | str | tuple[str, int]:
        form = _form(server)
        if form.sent():
            answer = _made(server, form)
            if answer is not None:
                return answer
        page = drawn(server, "desk/labels-dividers.html", form=form)
        return (page, 422) if form.errors else page


def _form(server: Server) -> Any:
    form: Any = DividerForm.of(request)
    t = texts_of(request)
    stocks = all_stocks(server)
    form.what.offer([(each, str(t(f"label.dividers-{each}"))) for each in WHAT])
    form.stock.offer([(name, name) for name in stocks])
    form.printer.offer([
        (BROWSER, str(t("label.browser"))),
        *((str(each.printer_id), each.values.name) for each in all_printers(server)),
    ])  # fmt: skip
    if request.method == "GET":
        form.what.data, form.start.data, form.printer.data = WHAT[0], 1, BROWSER
        form.stock.data = USUAL if USUAL in stocks else next(iter(stocks), "")
    return form


def _made(server: Server, form: Any) -> Response | None:
    """The answer; None with the mistake told at its field."""
    stock, start = all_stocks(server)[form.stock.data], form.start.data or 1
    if start > stock.cells:
        form.start.errors = [Wrong("form.out-of-range", least=1, most=stock.cells).args[0]]
        return None
    try:
        words = divider_words(server, form.what.data, texts_of(request).lang, form.own.data or "")
    except TooMuch as fault:
        form.own.errors = [Wrong("label.dividers-too-much", n=fault.args[0]).args[0]]
        return None
    if not words:
        form.own.errors = [Wrong("form.required").args[0]]
        return None
    target = next(
        (each for each in all_printers(server) if str(each.printer_id) == form.printer.data), None
    )
    return _printed(server, form, words, stock, start, target)


def _printed(
    server: Server, form: Any, words: Any, stock: Stock, start: int, target: PrinterLine | None
) -> Response | None:
    language = "pdf" if target is None else target.values.language
    dpi = FILE_DPI if target is None else target.values.dpi
    offset = (0.0, 0.0) if target is None else target.offset_mm
    wrong = faults(words, stock, dpi)
    if wrong:
        form.stock.errors = [Wrong(f"label.error-{wrong[0].code}").args[0]]
        return None
    try:
        made = render(words, stock, language, dpi, start if language == "pdf" else 1, offset)
    except LabelError as fault:
        form.stock.errors = [Wrong(f"label.error-{fault.code}").args[0]]
        return None
    if target is None:
        return Response(made, mimetype="application/pdf")
    return _sent(server, target, made)


def _sent(server: Server, target: PrinterLine, made: bytes) -> Response:
    if server.printers is None:
        flash("", "printer.no-printers")
        return see(ADDRESS)
    answer = server.printers.send(target.values.address, made)
    note_answer(server, target.printer_id, answer.reason or None)
    good = answer.outcome == SENT
    flash("", "label.dividers-sent" if good else f"printer.fault-{answer.reason}")
    return see(ADDRESS)
