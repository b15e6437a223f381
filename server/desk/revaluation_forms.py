"""The form of a revaluation: which copies, which prices, who decides."""

from __future__ import annotations

import re
from typing import Any

from flask import Request
from wtforms import HiddenField

from library.form_headings import Signers
from library.import_columns import ImportKind
from library.money import NoSum, tiyn_of
from library.revaluation import MOST_TIYN, Pricing, coefficient_of
from server.desk.forms import DeskForm, Line, Lines, Pick, Whole, Wrong
from server.desk.sum_field import Sum
from server.services.importing.reading import LARGEST, read_file
from server.services.importing.tables import FileRefused
from server.services.revaluation import RevaluationPeople
from server.services.revaluation_choice import MOST_COPIES, OLD_STOCK, CopiesWanted, Listed

BY = ("range", "list", "written")
HOW = ("price", "coefficient", "listed")
_MOST_NUMBER = 99_999_999
_LONGEST_LIST = MOST_COPIES * 40
_PARTS = re.compile(r"\s*[;\t]\s*")


class RevaluationForm(DeskForm):
    """Two steps on one page: what is chosen is previewed, then posted as it was seen."""

    by = Pick("register.reval-by")
    series = Pick("register.book")
    first = Whole("register.from-number", least=1, most=_MOST_NUMBER)
    last = Whole("register.to-number", least=1, most=_MOST_NUMBER)
    listed = Lines("register.reval-list", longest=_LONGEST_LIST)
    how = Pick("register.reval-how")
    price = Sum("register.reval-price", MOST_TIYN)
    coefficient = Line("register.reval-coefficient", longest=20)
    chair = Line("register.paper-chair", longest=100)
    members = Lines("register.signer-members", longest=600)
    reason = Line("register.act-reason", longest=300)
    seen = HiddenField()

    def validate_last(self, field: Any) -> None:
        """A range has two ends, in their order."""
        if self.by.data != "range":
            return
        if not self.first.data or not field.data:
            raise Wrong("register.reval-no-range")
        if field.data < self.first.data:
            raise Wrong("register.wrong-range")

    def validate_listed(self, field: Any) -> None:
        """A list has at least one number, and no price that is none."""
        if self.by.data == "list":
            if not listed_of(field.data or ""):
                raise Wrong("register.reval-no-list")
            if len(listed_of(field.data)) > MOST_COPIES:
                raise Wrong("register.reval-too-many", n=MOST_COPIES)

    def validate_how(self, field: Any) -> None:
        """Prices of a list need a list."""
        if field.data == "listed" and self.by.data != "list":
            raise Wrong("register.reval-needs-list")

    def validate_price(self, field: Any) -> None:
        """Needed where one price is for all."""
        if self.how.data == "price" and field.data is None and not field.errors:
            raise Wrong("form.required")

    def validate_coefficient(self, field: Any) -> None:
        """Needed where prices are multiplied."""
        if self.how.data == "coefficient" and coefficient_of(field.data or "") is None:
            raise Wrong("register.reval-no-coefficient")

    def wanted(self) -> CopiesWanted:
        """Which copies."""
        return CopiesWanted(
            self.by.data, self.series.data, self.first.data or 0, self.last.data or 0,
            tuple(listed_of(self.listed.data or "")) if self.by.data == "list" else (),
        )  # fmt: skip

    def pricing(self) -> Pricing:
        """Which prices."""
        if self.how.data == "price":
            return Pricing(price_tiyn=self.price.data)
        if self.how.data == "coefficient":
            return Pricing(coefficient=coefficient_of(self.coefficient.data or ""))
        return Pricing()

    def people(self) -> RevaluationPeople:
        """Who decides."""
        members = (self.members.data or "").split("\n")
        return RevaluationPeople(
            self.chair.data or "", tuple(each for each in members if each), self.reason.data or ""
        )


def revaluation_form(
    request: Request, t: Any, series: list[tuple[str, str]], signers: Signers
) -> RevaluationForm:
    """The form of this request, with its choices in the reader's language."""
    form: Any = RevaluationForm.of(request)
    form.by.offer([(each, str(t(f"register.reval-by-{each}"))) for each in BY])
    form.how.offer([(each, str(t(f"register.reval-how-{each}"))) for each in HOW])
    form.series.offer([*series, (OLD_STOCK, str(t("register.reval-existing")))])
    if request.method != "POST":
        form.chair.data, form.members.data = signers.chair, "\n".join(signers.members)
    found: RevaluationForm = form
    return found


def listed_of(text: str) -> list[Listed]:
    """Lines of a list: a number, and after a semicolon or tabulator a price. Raises Wrong
    for a price that is none."""
    found = []
    for place, line in enumerate(text.split("\n"), start=1):
        number, *rest = _PARTS.split(line.strip(), maxsplit=1)
        if not number:
            continue
        price: int | NoSum | None = tiyn_of(rest[0], MOST_TIYN) if rest and rest[0] else None
        if isinstance(price, NoSum):
            raise Wrong("register.reval-list-price", n=place)
        found.append(Listed(number, price))
    return found


def lines_of_file(request: Request) -> str | None:
    """The numbers and prices of an uploaded XLSX or CSV as lines of the list; None when no
    file was sent. The first column is the number, the second the price; a heading has no
    digit and is passed over. Raises FileRefused."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return None
    table = read_file(sent.stream.read(LARGEST + 1), ImportKind.TITLES)
    if len(table.sheet.lines) > MOST_COPIES + 1:
        raise FileRefused("too-many-lines", most=MOST_COPIES)
    lines = []
    for cells in table.sheet.lines:
        first, second = (_said(cells[place]) if len(cells) > place else "" for place in (0, 1))
        if any(sign.isdigit() for sign in first):
            lines.append(f"{first}; {second}" if second else first)
    return "\n".join(lines)


def _said(cell: object) -> str:
    if isinstance(cell, float):
        cell = int(cell) if cell.is_integer() else f"{cell:.2f}"
    return "" if cell is None else " ".join(str(cell).split())
