"""Where inventory numbers begin, and whether textbooks have numbers of their own."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, request
from werkzeug.exceptions import BadRequest

from library.inventory_book import LONGEST_PREFIX, MOST_NUMBER
from library.rights import Right
from server.desk.drawing import drawn, see
from server.desk.forms import DeskForm, Line, Whole, Wrong
from server.desk.guard import allowed
from server.desk.titles import act_here
from server.server import Server
from server.services.number_settings import (
    SeriesState,
    StartRefused,
    number_settings,
    set_own_textbooks,
    set_start,
)

NUMBERS = "/desk/acquisitions/numbers"


class StartForm(DeskForm):
    """Where a series begins."""

    prefix = Line("acquisition.prefix", longest=LONGEST_PREFIX)
    start = Whole("acquisition.start", least=1, most=MOST_NUMBER, required=True)


def add_number_pages(pages: Blueprint, server: Server) -> None:
    """The page and its two forms."""

    @pages.get("/acquisitions/numbers")
    @allowed(Right.ACCESSION)
    def acquisition_numbers() -> str:
        return _page(server)

    @pages.post("/acquisitions/numbers")
    @allowed(Right.ACCESSION)
    def acquisition_start() -> Response | tuple[str, int]:
        """Set the start of a series, once."""
        key, form = request.form.get("series", "")[:40], StartForm.of(request)
        if not form.sent():
            return _page(server, key, form), 422
        start, prefix = form.start.data or 1, form.prefix.data or ""
        deed = act_here(server, "accession-start", f"{key} {start} {prefix}")
        done = set_start(server, deed, key, start, prefix)
        if isinstance(done, StartRefused):
            field = form.prefix if done.code in ("prefix", "same") else form.start
            field.errors = [Wrong(f"accession.start-{done.code}").args[0]]
            return _page(server, key, form), 422
        flash("", "acquisition.saved")
        return see(NUMBERS)

    @pages.post("/acquisitions/numbers/textbooks")
    @allowed(Right.ACCESSION)
    def acquisition_textbooks() -> Response:
        """Give textbooks a series of their own, or not."""
        own = request.form.get("own", "")
        if own not in ("yes", "no"):
            raise BadRequest
        set_own_textbooks(server, act_here(server, "accession-textbooks", own), own == "yes")
        flash("", "acquisition.saved")
        return see(NUMBERS)


def _page(server: Server, key: str = "", sent: Any = None) -> str:
    now = number_settings(server)
    series = [now.books, *([now.textbooks] if now.own_textbooks else [])]
    forms = [(each, sent if each.key == key else _fresh(each)) for each in series]
    return drawn(server, "desk/acquisition-numbers.html", now=now, forms=forms)


def _fresh(series: SeriesState) -> Any:
    form: Any = StartForm()
    form.prefix.data = series.prefix
    form.start.data = max(series.next_number, series.suggested)
    return form
