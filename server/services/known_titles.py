"""What is known of a book by the number on its cover: from the catalogue, else from a record
that a list or a MARC file brought, else nothing but the number."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from library.accession import BOOKLET_PAGES
from library.book_number import BookNumber, book_number
from library.catalogue import CopyState, ItemKind
from server.database import Work
from server.server import Server
from server.services.accession_lines import suggested_accounting
from server.services.title_changes import TitleValues
from server.services.titles import KINDS
from server.statements.intake import (
    LAST_PRICE_BY_COPY,
    LAST_PRICE_BY_LINE,
    MOST_ALIKE,
    RECORD_OF_NUMBER,
    TITLE_COLUMNS,
    TITLE_WHOLE,
    TITLES_OF_NUMBER,
)
from server.statements.searching import STATES_OF_TITLE
from server.tables import SearchWord

CATALOGUE, RECORD, NOWHERE = "catalogue", "record", ""
_WHOLE = frozenset({"year", "grade", "pages"})

EMPTY = TitleValues(
    "", "", ItemKind.FICTION.value, None, None, None, None, None, None, None, None, None, None,
    False,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class KnownTitle:
    """`number` is the bare number, `right` whether its check digit fits. `title_id` is the
    catalogue's title; `several` more than one that has this number (volumes): none is
    chosen then. `values` fill a form; `source` tells where they are from (`catalogue`,
    `record`, empty), `file` which file. `price_tiyn` is what a copy cost last time, `copies`
    how many the library has, `accounting` what suits it."""

    number: str
    right: bool
    title_id: int | None
    values: TitleValues
    source: str
    file: str = ""
    several: tuple[int, ...] = ()
    price_tiyn: int | None = None
    copies: int = 0
    accounting: str = "inventory"


def known_by_isbn(server: Server, isbn: str) -> KnownTitle | None:
    """What is known of the book with this number, in either of its forms and in any keyboard
    layout; None when the text is no number of a book."""
    number = book_number(isbn)
    if number is None:
        return None
    gaps = {"number": number.text, "other": number.forms[-1]}
    with server.library.snapshot() as work:
        found = _titles(work, number)
        known = _of_title(work, found[0], number) if len(found) == 1 else None
        record = None if found else work.one(RECORD_OF_NUMBER, **gaps)
    if known is not None:
        return _with_accounting(server, known)
    if record is None:
        values, several = replace(EMPTY, isbn=number.text), tuple(int(row[0]) for row in found)
        return KnownTitle(number.text, number.right, None, values, NOWHERE, several=several)
    values = replace(_of_record(json.loads(record[0])), isbn=number.text)
    accounting = "temporary" if _is_booklet(values) else "inventory"
    return KnownTitle(
        number.text, number.right, None, values, RECORD, record[1], accounting=accounting
    )


def known_by_id(server: Server, title_id: int) -> KnownTitle | None:
    """The same of a title that was picked by its name; None when there is no such title."""
    with server.library.snapshot() as work:
        row = work.one(TITLE_WHOLE, title_id=title_id)
        known = None if row is None else _of_title(work, row, None)
    return None if known is None else _with_accounting(server, known)


def _with_accounting(server: Server, known: KnownTitle) -> KnownTitle:
    """Only textbooks and booklets are not accounted for as the rest."""
    assert known.title_id is not None, "a title of the catalogue"
    if known.values.item_kind != ItemKind.TEXTBOOK.value and not _is_booklet(known.values):
        return known
    return replace(known, accounting=suggested_accounting(server, known.title_id))


def _of_title(work: Work, row: tuple[Any, ...], number: BookNumber | None) -> KnownTitle:
    said: dict[str, Any] = dict(zip(TITLE_COLUMNS, row[1:], strict=True))
    values = TitleValues(**{**said, "in_programme": bool(said["in_programme"])})
    states = dict(work.all(STATES_OF_TITLE, title_id=row[0]))
    count = sum(states.values()) - states.get(CopyState.WRITTEN_OFF.value, 0)
    text, right = (number.text, number.right) if number else (values.isbn or "", True)
    return KnownTitle(
        text, right, row[0], values, CATALOGUE, price_tiyn=_last_price(work, row[0]),
        copies=count,
    )  # fmt: skip


def _titles(work: Work, number: BookNumber) -> list[tuple[Any, ...]]:
    rows = work.all(TITLES_OF_NUMBER, number=number.text, other=number.forms[-1])
    if rows:
        return rows
    # An ISBN that stands in the catalogue with its hyphens is kept as one search word.
    kept: Any = SearchWord.select(SearchWord.row_id).where(
        SearchWord.kind == "title",
        SearchWord.word.in_([form.casefold() for form in number.forms]),
    )
    found = [work.one(TITLE_WHOLE, title_id=row[0]) for row in kept.limit(MOST_ALIKE).tuples()]
    place = 1 + TITLE_COLUMNS.index("isbn")
    return [row for row in found if row is not None and _same(row[place], number.forms)]


def _same(isbn: str | None, forms: tuple[str, ...]) -> bool:
    kept = book_number(isbn or "")
    return kept is not None and bool(set(kept.forms) & set(forms))


def _last_price(work: Work, title_id: int) -> int | None:
    """Of the last delivery, else of the last copy that has a price."""
    row = work.one(LAST_PRICE_BY_LINE, title_id=title_id)
    row = row or work.one(LAST_PRICE_BY_COPY, title_id=title_id)
    return None if row is None else int(row[0])


def _of_record(said: Mapping[str, Any]) -> TitleValues:
    """A record's columns that a title has; what does not fit is left out."""
    known = {each.name for each in fields(TitleValues)}
    fitting: dict[str, Any] = {
        name: value for name, value in said.items()
        if name in known and isinstance(value, int if name in _WHOLE else str)
    }  # fmt: skip
    if fitting.get("item_kind") not in KINDS:
        fitting.pop("item_kind", None)
    return replace(EMPTY, in_programme=said.get("in_programme") is True, **fitting)


def _is_booklet(values: TitleValues) -> bool:
    few = values.pages is not None and values.pages < BOOKLET_PAGES
    return few and values.item_kind != ItemKind.TEXTBOOK.value
