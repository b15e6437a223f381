"""The short form of a title that existing stock brings: what stands on the book."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from flask import request

from library.isbn import bare_isbn
from library.shelf_marks import plain_mark
from server.desk.forms import DeskForm, Line, Pick, Whole
from server.desk.title_forms import language_choices
from server.server import Server
from server.services.known_titles import RECORD, known_by_isbn
from server.services.title_changes import TitleValues
from server.services.titles import GRADES, KINDS
from web.language import texts_of

_NOTHING: dict[str, Any] = {each.name: None for each in fields(TitleValues)}
_NOTHING |= {"name": "", "author": "", "item_kind": KINDS[0], "in_programme": False}


class NewTitleForm(DeskForm):
    """As much of a title as a book shows at a glance; the rest is added later."""

    name = Line("title.name", required=True, longest=500)
    author = Line("title.author", longest=200)
    item_kind = Pick("title.kind")
    language = Pick("title.language")
    year = Whole("title.year", least=1400, most=2100)
    publisher = Line("title.publisher")
    isbn = Line("title.isbn", longest=40)
    bbk = Line("title.bbk", longest=60)
    grade = Whole("title.grade", least=GRADES[0], most=GRADES[-1])

    def values(self, known: TitleValues | None = None) -> TitleValues:
        """What was typed, made plain; the rest as a record of a file knows it."""
        isbn = self.isbn.data or None
        return replace(
            known or TitleValues(**_NOTHING),
            name=self.name.data or "", author=self.author.data or "",
            item_kind=self.item_kind.data, language=self.language.data or None,
            year=self.year.data, publisher=self.publisher.data or None,
            isbn=(bare_isbn(isbn) if isbn else None) or isbn,
            bbk=plain_mark(self.bbk.data or "") or None, grade=self.grade.data,
        )  # fmt: skip


def known_record(server: Server, isbn: str | None) -> TitleValues | None:
    """What a file of records says of this number, when the catalogue does not have it."""
    known = known_by_isbn(server, isbn) if isbn else None
    return known.values if known is not None and known.source == RECORD else None


def new_title_form(server: Server, isbn: str | None, text: str, form: Any = None) -> Any:
    """The form with its choices; a fresh one is filled with what was looked for."""
    t = texts_of(request)
    fresh = form is None
    form = NewTitleForm() if form is None else form
    form.item_kind.offer([(kind, str(t(f"item.{kind}"))) for kind in KINDS])
    form.language.offer([("", "–"), *language_choices(t)])
    if fresh:
        known = known_record(server, isbn)
        for name in form.data if known is not None else ():
            if hasattr(known, name):
                form[name].data = getattr(known, name) or ""
        form.isbn.data = isbn or ""
        form.name.data = form.name.data or ("" if isbn else text)
        form.language.data = form.language.data or "kk"
    return form
