"""The short form of a title that existing stock brings: what stands on the book."""

from __future__ import annotations

from typing import Any

from flask import request

from library.isbn import bare_isbn
from library.shelf_marks import plain_mark
from server.desk.forms import DeskForm, Line, Pick, Whole
from server.desk.title_forms import language_choices
from server.server import Server
from server.services.title_changes import TitleValues
from server.services.titles import GRADES, KINDS
from web.language import texts_of


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

    def values(self) -> TitleValues:
        """What was typed, made plain."""
        isbn = self.isbn.data or None
        return TitleValues(
            name=self.name.data or "", author=self.author.data or "",
            item_kind=self.item_kind.data, language=self.language.data or None,
            year=self.year.data, publisher=self.publisher.data or None, place=None,
            isbn=(bare_isbn(isbn) if isbn else None) or isbn,
            bbk=plain_mark(self.bbk.data or "") or None, author_mark=None, subject=None,
            grade=self.grade.data, pages=None, in_programme=False,
        )  # fmt: skip


def new_title_form(server: Server, isbn: str | None, text: str, form: Any = None) -> Any:
    """The form with its choices; a fresh one is filled with what was looked for."""
    t = texts_of(request)
    fresh = form is None
    form = NewTitleForm() if form is None else form
    form.item_kind.offer([(kind, str(t(f"item.{kind}"))) for kind in KINDS])
    form.language.offer([("", "–"), *language_choices(t)])
    if fresh:
        form.isbn.data = isbn or ""
        form.name.data = "" if isbn else text
        form.language.data = "kk"
    return form
