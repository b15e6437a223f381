"""The forms of the scanning page: a title in short with how many came and what they cost."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from flask import request

from library.accession import MOST_COPIES, MOST_TIYN
from library.book_number import book_number
from library.isbn import bare_isbn
from library.shelf_marks import plain_mark
from server.desk.acquisitions_forms import accounting_choices
from server.desk.forms import DeskForm, Line, Lines, Pick, Whole, Wrong
from server.desk.sum_field import Sum
from server.desk.title_forms import OTHER_LANGUAGES, language_choices
from server.services.known_titles import KnownTitle
from server.services.title_changes import TitleValues
from server.services.titles import GRADES, KINDS, LANGUAGES
from web.language import texts_of

LONGEST_TITLE = 250
BY_ITSELF = ""
"""Of accounting: as the kind and the pages of the title suggest."""


class ShortTitleForm(DeskForm):
    """What a cover shows, and how many came; the full form adds the rest later."""

    name = Lines("title.name", required=True, longest=LONGEST_TITLE)
    author = Line("title.author", longest=200)
    item_kind = Pick("title.kind")
    language = Pick("title.language")
    publisher = Line("title.publisher")
    year = Whole("title.year", least=1400, most=2100)
    isbn = Line("title.isbn", longest=40)
    pages = Whole("title.pages", least=1, most=20_000)
    grade = Whole("title.grade", least=GRADES[0], most=GRADES[-1])
    bbk = Line("title.bbk", longest=60)
    count = Whole("intake.count", least=1, most=MOST_COPIES, required=True)
    price = Sum("acquisition.price", most=MOST_TIYN)
    accounting = Pick("acquisition.accounting")

    def validate_name(self, field: Any) -> None:
        """A scan that fell into the title's field is no title."""
        if book_number(field.data or "") is not None:
            raise Wrong("intake.name-is-number")

    def values(self, known: TitleValues) -> TitleValues:
        """What was typed over what was known of the book beside it."""
        isbn = self.isbn.data or None
        return replace(
            known, name=" ".join((self.name.data or "").split()), author=self.author.data or "",
            item_kind=self.item_kind.data, language=self.language.data or None,
            publisher=self.publisher.data or None, year=self.year.data, pages=self.pages.data,
            grade=self.grade.data, bbk=plain_mark(self.bbk.data or "") or None,
            isbn=(bare_isbn(isbn) if isbn else None) or isbn,
        )  # fmt: skip


class LineInHandForm(DeskForm):
    """Count and price of the line that was just scanned."""

    came = Whole("intake.count", least=1, most=MOST_COPIES, required=True)
    price_tiyn = Sum("acquisition.price", most=MOST_TIYN)
    accounting = Pick("acquisition.accounting")


def short_form(known: KnownTitle | None = None) -> Any:
    """The short form with its choices; filled with what is known when it is drawn first."""
    t = texts_of(request)
    form: Any = ShortTitleForm(None if known else request.form)
    form.item_kind.offer([(kind, str(t(f"item.{kind}"))) for kind in KINDS])
    languages = language_choices(t, (*LANGUAGES, *OTHER_LANGUAGES))
    form.language.offer([("", "–"), *languages])
    form.accounting.offer([(BY_ITSELF, str(t("intake.by-itself"))), *accounting_choices()])
    if known is not None:
        _fill(form, known)
    return form


def _fill(form: Any, known: KnownTitle) -> None:
    for each in fields(TitleValues):
        if each.name in form:
            form[each.name].data = getattr(known.values, each.name)
    if form.language.data not in form.language.choices:
        form.language.data = _language_of(known) if not known.source else ""
    form.count.data, form.price.data = 1, known.price_tiyn
    form.accounting.data = known.accounting if known.accounting == "temporary" else BY_ITSELF


def _language_of(known: KnownTitle) -> str:
    """The likely language of a book nobody knows: the group of its number tells, books from
    here are in Kazakh more often than not."""
    said = known.number.removeprefix("978")
    if not known.number:
        return "kk"
    return "ru" if said.startswith("5") else "en" if said.startswith(("0", "1")) else "kk"


def line_in_hand_form(line: Any = None) -> Any:
    """Count, price and accounting of a line; without one as it was sent."""
    form: Any = LineInHandForm(None if line else request.form, obj=line)
    form.accounting.offer(accounting_choices())
    return form
