"""`/desk/existing-stock/rolls`: labels printed ahead, and their files."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, flash, request

from labels.content import BarcodeWords
from labels.errors import LabelError
from labels.printing import RESOLUTIONS, render
from labels.stock import ROLL
from library.rights import Right
from server.desk.drawing import drawn, see
from server.desk.forms import DeskForm, Whole
from server.desk.guard import allowed
from server.desk.titles import act_here
from server.server import Server
from server.services.label_rolls import MOST, add_roll, roll_numbers, rolls
from server.services.label_stocks import all_stocks
from server.services.settings import SCHOOL_NAME, setting

ADDRESS = "/desk/existing-stock/rolls"
FILES = {"pdf": "application/pdf", "zpl": "application/octet-stream",
         "tspl": "application/octet-stream"}  # fmt: skip
_CAPTION = 28


class RollForm(DeskForm):
    """How many labels ahead."""

    count = Whole("stock.roll-count", least=1, most=MOST, required=True)


def add_roll_pages(pages: Blueprint, server: Server) -> None:
    """The list with its form, and the files of one roll."""

    @pages.route("/existing-stock/rolls", methods=["GET", "POST"])
    @allowed(Right.LABELS)
    def label_rolls() -> Response | str | tuple[str, int]:
        form: Any = RollForm.of(request)
        if form.sent():
            add_roll(server, act_here(server, "roll-added", str(form.count.data)), form.count.data)
            return see(ADDRESS)
        page = drawn(
            server, "desk/label-rolls.html", form=form, rolls=rolls(server), files=tuple(FILES),
            stocks=all_stocks(server).values(), resolutions=RESOLUTIONS,
        )  # fmt: skip
        return (page, 422) if request.method == "POST" else page

    @pages.get("/existing-stock/rolls/<int:roll_id>/labels")
    @allowed(Right.LABELS)
    def roll_labels(roll_id: int) -> Response:
        """The labels of a roll; asked for again they are the same."""
        numbers = roll_numbers(server, roll_id)
        stock = all_stocks(server).get(request.args.get("stock", ""))
        form, dpi = request.args.get("form", "pdf"), request.args.get("dpi", 300, type=int)
        if not numbers or stock is None or form not in FILES or dpi not in RESOLUTIONS:
            abort(404)
        if form != "pdf" and stock.kind != ROLL:
            # A thermal printer has no sheets: one press must not send it a hundred metres.
            flash(stock.name, "stock.roll-not-sheet")
            return see(ADDRESS)
        caption = _caption(setting(server.library, SCHOOL_NAME))
        words = [BarcodeWords(number, caption) for number in numbers]
        try:
            made = render(words, stock, form, dpi)
        except LabelError:
            flash(stock.name, "stock.roll-refused")
            return see(ADDRESS)
        answer = Response(made, mimetype=FILES[form])
        name = f"labels-{numbers[0]}-{numbers[-1]}.{form}"
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


def _caption(school: str) -> str:
    """The school's name as far as it goes on a small label, cut after a word."""
    if len(school) <= _CAPTION:
        return school
    return school[:_CAPTION].rsplit(" ", 1)[0]
