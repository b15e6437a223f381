"""`/desk/labels/new`: which labels, on which sheet or roll, by which printer, from which
cell. Drawn from the address, so that a choice can be tried without pressing anything."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from flask import Blueprint, Response, abort, flash, request

from labels.errors import LabelError
from labels.printing import RESOLUTIONS, fits, preview
from labels.stock import ROLL, Stock
from library.rights import Right
from server.desk.drawing import drawn, see
from server.desk.forms import clean_line
from server.desk.guard import allowed
from server.desk.titles import act_here
from server.server import Server
from server.services.label_queue import JobWish, NotMade, make_job, waiting, want_labels
from server.services.label_stocks import all_stocks
from server.services.label_subjects import Subject, subject
from server.services.label_words import COPY_KINDS, copy_words, reader_words
from server.services.printers import PrinterLine, all_printers

ADDRESS = "/desk/labels"
SUBJECTS = ("title", "copy", "class", "batch", "range")
BROWSER = "browser"
FILE_DPI = 600
USUAL = {
    "reader": ("a4-10-85x54", "roll-100x50"), "slip": ("a4-8-105x74", "roll-100x50"),
    "card": ("a4-4-105x148", "roll-75x120"), "pocket-fold": ("a4-1-210x297", "roll-75x120"),
}  # fmt: skip
"""What is offered first, sheet and roll, for kinds that need more room than a small label."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the address asks for. `about` is None for "whatever waits of the kind"."""

    kind: str
    about: str | None
    text: str
    printer: PrinterLine | None
    stock: Stock
    start: int
    batch_id: int | None

    @property
    def dpi(self) -> int:
        """Of the printer; a file is made for a good office printer."""
        return FILE_DPI if self.printer is None else self.printer.values.dpi


def add_label_asking(pages: Blueprint, server: Server) -> None:
    """The page, the preview of one label, the press."""

    @pages.get("/labels/new")
    @allowed(Right.LABELS)
    def labels_new() -> str:
        return _page(server, _choice(server, request.args))

    @pages.get("/labels/sample.png")
    @allowed(Right.LABELS)
    def labels_sample() -> Response:
        """The first label as it will be printed."""
        choice = _choice(server, request.args)
        words = _sample(server, choice)
        if words is None:
            abort(404)
        try:
            return Response(preview(words, choice.stock, choice.dpi), mimetype="image/png")
        except LabelError:
            abort(404)

    @pages.post("/labels/new")
    @allowed(Right.LABELS)
    def labels_ask() -> Response | tuple[str, int]:
        choice = _choice(server, request.form)
        reason = clean_line(request.form.get("reason", "").replace("\0", ""))[:200]
        made = _made(server, choice, reason)
        if isinstance(made, NotMade):
            return _page(server, choice, made.code), 422
        flash("", "label.asked")
        return see(ADDRESS)


def _choice(server: Server, values: Any) -> Choice:
    kind = values.get("kind", "pocket")
    about = next((each for each in SUBJECTS if values.get(each)), None)
    if kind not in (*COPY_KINDS, "reader") or (kind == "reader") != (about == "class"):
        kind = "reader" if about == "class" else "pocket"
    printers = all_printers(server)
    asked = values.get("printer", str(printers[0].printer_id) if printers else BROWSER)
    chosen = next((each for each in printers if str(each.printer_id) == asked), None)
    stocks = all_stocks(server)
    # Another kind or printer was picked: the stock was meant for the one before.
    now = f"{kind} {BROWSER if chosen is None else chosen.printer_id}"
    asked_stock = values.get("stock", "") if values.get("was", now) == now else ""
    stock = stocks.get(asked_stock) or _usual(stocks, chosen, kind)
    start = values.get("start", "1")
    number = int(start) if start.isascii() and start.isdigit() and len(start) < 4 else 1
    batch = values.get("waits", "")
    return Choice(
        kind, about, values.get(about, "")[:60] if about else "", chosen, stock,
        number if 1 <= number <= stock.cells else 1,
        int(batch) if batch.isascii() and batch.isdigit() and len(batch) < 10 else None,
    )  # fmt: skip


def _usual(stocks: dict[str, Stock], printer: PrinterLine | None, kind: str) -> Stock:
    """What lies in the printer; else what is usual for the kind; else the first roll for a
    thermal printer, the first sheet for others."""
    if printer is not None and printer.values.stock in stocks:
        return stocks[printer.values.stock]
    thermal = printer is not None and printer.values.language != "pdf"
    usual = USUAL.get(kind, ("", ""))[thermal]
    if usual in stocks:
        return stocks[usual]
    for stock in stocks.values():
        if (stock.kind == ROLL) == thermal:
            return stock
    return next(iter(stocks.values()))


def _subject(server: Server, choice: Choice) -> Subject | None:
    return None if choice.about is None else subject(server, choice.about, choice.text)


def _sample(server: Server, choice: Choice) -> Any:
    found = _subject(server, choice)
    if found is None:
        return None
    words = (
        reader_words(server, found.reader_ids[:1]) if choice.kind == "reader"
        else copy_words(server, choice.kind, found.copy_ids[:1])
    )  # fmt: skip
    return words[0] if words else None


def _made(server: Server, choice: Choice, reason: str) -> int | NotMade:
    printer_id = None if choice.printer is None else choice.printer.printer_id
    wish = JobWish(choice.kind, choice.stock.name, printer_id, choice.dpi, choice.start,
                   choice.batch_id, reason)  # fmt: skip
    deed = act_here(server, "labels-asked", repr((wish, choice.about, choice.text)))
    if choice.about is None:
        return make_job(server, deed, wish)
    found = _subject(server, choice)
    if found is None or not found.count:
        return NotMade("nothing")
    return _wanted(server, choice, found, wish, deed)


def _wanted(
    server: Server, choice: Choice, found: Subject, wish: JobWish, deed: Any
) -> int | NotMade:
    """Labels of a subject are asked for and printed in one press: two deeds, each once."""
    each = str(uuid5(NAMESPACE_OID, f"wanted {deed.origin.operation_id}"))
    wanting = replace(
        deed, kind="labels-wanted", origin=replace(deed.origin, operation_id=each)
    )
    items = want_labels(server, wanting, choice.kind, found.copy_ids, found.reader_ids)
    return make_job(server, deed, wish, items)


def _page(server: Server, choice: Choice, wrong: str = "") -> str:
    found = _subject(server, choice)
    sample = _sample(server, choice)
    count = found.count if found else sum(
        each.count for each in waiting(server)
        if each.kind == choice.kind and choice.batch_id in (None, each.batch_id)
    )  # fmt: skip
    return drawn(
        server, "desk/labels-new.html", choice=choice, subject=found, count=count, wrong=wrong,
        fits=sample is None or fits(sample, choice.stock, choice.dpi), sample=sample,
        kinds=("reader",) if choice.about == "class" else COPY_KINDS,
        printers=all_printers(server), stocks=list(all_stocks(server).values()),
        resolutions=RESOLUTIONS, sheet=choice.stock.kind != ROLL,
        pages=-(-(count + choice.start - 1) // choice.stock.cells),
    )  # fmt: skip
