"""The forms of titles, copies and places, and what looks odd in them."""

from __future__ import annotations

from dataclasses import fields
from types import SimpleNamespace
from typing import Any

from flask import request

from library.bbk import odd_index, plain_index
from library.entry_word import entry_of
from library.isbn import bare_isbn, is_right
from library.shelf_marks import odd_author_mark, plain_author_mark
from server.desk.forms import DeskForm, Line, Lines, Pick, Tick, Whole
from server.services.places import PlaceLine
from server.services.title_changes import MOST_NEW_COPIES, NewCopies, TitleValues
from server.services.titles import GRADES, KINDS, LANGUAGES
from web.language import texts_of

OTHER_LANGUAGES = ("de", "fr", "tr", "uz", "ug", "zh", "ar")


class TitleForm(DeskForm):
    """A title; kinds and languages are filled in by `title_form`. `entry_word` (what it
    stands under, when no rule can know) and `from_imprint` say how the author mark came
    about; they are no columns of the title."""

    name = Lines("title.name", required=True, longest=500)
    subtitle = Line("title.subtitle", longest=300)
    author = Line("title.author", longest=200)
    responsibility = Line("title.responsibility", longest=300)
    edition = Line("title.edition", longest=120)
    series = Line("title.series", longest=200)
    volume = Line("title.volume", longest=60)
    item_kind = Pick("title.kind")
    language = Pick("title.language")
    year = Whole("title.year", least=1400, most=2100)
    publisher = Line("title.publisher")
    place = Line("title.place")
    isbn = Line("title.isbn", longest=40)
    bbk = Line("title.bbk", longest=60)
    author_mark = Line("title.author-mark", longest=20)
    entry_word = Line("shelfmark.entry-word", longest=60)
    from_imprint = Tick("shelfmark.from-imprint")
    subject = Line("title.subject")
    grade = Whole("title.grade", least=GRADES[0], most=GRADES[-1])
    pages = Whole("title.pages", least=1, most=20_000)
    in_programme = Tick("title.in-programme")

    def values(self) -> TitleValues:
        """What was typed, made plain."""
        isbn = self.isbn.data or None
        name = " ".join((self.name.data or "").split())
        bbk = plain_index(self.bbk.data or "") or None
        return TitleValues(
            name=name, author=self.author.data or "",
            item_kind=self.item_kind.data, language=self.language.data or None,
            year=self.year.data, publisher=self.publisher.data or None,
            place=self.place.data or None, isbn=(bare_isbn(isbn) if isbn else None) or isbn,
            bbk=bbk, author_mark=self._mark(name, bbk),
            subject=self.subject.data or None, grade=self.grade.data, pages=self.pages.data,
            in_programme=bool(self.in_programme.data), subtitle=self.subtitle.data or None,
            responsibility=self.responsibility.data or None, edition=self.edition.data or None,
            series=self.series.data or None, volume=self.volume.data or None,
        )  # fmt: skip

    def _mark(self, name: str, bbk: str | None) -> str | None:
        entry = entry_of(
            name, self.author.data or "", bbk, self.language.data, self.entry_word.data
        )
        mark = self.author_mark.data or ""
        return plain_author_mark(mark, entry.word if entry else "") or None


class CopiesForm(DeskForm):
    """More copies of a title."""

    count = Whole("title.how-many", least=1, most=MOST_NEW_COPIES, required=True)
    home_place = Pick("copy.home-place")
    price = Whole("title.price", least=0, most=10_000_000)
    inventory_no = Whole("title.first-inventory-no", least=1, most=99_999_999)
    room_only = Tick("copy.reading-room-only")

    def values(self) -> NewCopies:
        """What was typed; the price in tiyn."""
        price = self.price.data
        return NewCopies(
            self.count.data or 1, number_or_none(self.home_place.data),
            None if price is None else price * 100, self.inventory_no.data,
            bool(self.room_only.data),
        )  # fmt: skip


class CopyForm(DeskForm):
    """Where a copy lives and how it may be used."""

    home_place = Pick("copy.home-place")
    reading_room_only = Tick("copy.reading-room-only")
    on_display = Tick("copy.on-display")
    display_place = Pick("copy.display-place")


class PlaceForm(DeskForm):
    """A place."""

    name = Line("copy.place-name", required=True, longest=60)
    kind = Pick("copy.place-kind")


def opened_title(row: Any) -> Any:
    """A title as its form shows it: a text that is not there is an empty one."""
    numbers = ("year", "grade", "pages")
    return SimpleNamespace(
        **{
            each.name: value if (value := getattr(row, each.name)) is not None
            else None if each.name in numbers else ""
            for each in fields(TitleValues)
        }
    )  # fmt: skip


def title_form(row: Any = None) -> Any:
    """The form of a title with its choices in the reader's language."""
    t = texts_of(request)
    opened = None if row is None else opened_title(row)
    form: Any = TitleForm.of(request, opened=opened)
    form.item_kind.offer([(kind, str(t(f"item.{kind}"))) for kind in KINDS])
    languages = [("", "–"), *language_choices(t, (*LANGUAGES, *OTHER_LANGUAGES))]
    kept = getattr(opened, "language", None)
    if kept and kept not in dict(languages):
        languages.append((kept, kept))
    form.language.offer(languages)
    return form


def language_choices(t: Any, codes: tuple[str, ...] = LANGUAGES) -> list[tuple[str, str]]:
    """Codes of languages with their names."""
    return [(code, str(t(f"title.in-{code}"))) for code in codes]


def place_choices(places: list[PlaceLine], *kinds: str) -> list[tuple[str, str]]:
    """Places to pick from; none is a choice too."""
    return [("", "–"), *((str(p.place_id), p.name) for p in places if not kinds or p.kind in kinds)]


def number_or_none(text: str | None) -> int | None:
    """The row number a choice stands for."""
    return int(text) if text else None


def oddities(values: TitleValues) -> list[str]:
    """Text keys of what looks odd but was kept: print is full of it."""
    isbn = bare_isbn(values.isbn) if values.isbn else None
    doubts = {
        "title.odd-isbn": values.isbn is not None and (isbn is None or not is_right(isbn)),
        "title.odd-bbk": odd_index(values.bbk or ""),
        "title.odd-author-mark": odd_author_mark(values.author_mark or ""),
        "title.odd-grade": values.item_kind == "textbook" and values.grade is None,
    }
    return [key for key, doubted in doubts.items() if doubted]
