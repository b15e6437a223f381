"""What is known of a book by the number on its cover: from the catalogue, else from a record
that a list or a MARC file brought, else nothing but the number."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from peewee import fn

from library.accession import BOOKLET_PAGES
from library.book_number import BookNumber, book_number
from library.catalogue import CopyState, ItemKind
from server.server import Server
from server.services.accession_lines import suggested_accounting
from server.services.title_changes import TitleValues
from server.services.titles import KINDS
from server.tables import AccessionLine, Copy, KnownRecord, SearchWord, Title

CATALOGUE, RECORD, NOWHERE = "catalogue", "record", ""
MOST_ALIKE = 12
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
    with server.library.snapshot():
        found = _titles(number)
        known = _of_title(found[0], number) if len(found) == 1 else None
        several = tuple(row.id for row in found)
        record: Any = (
            None if found else KnownRecord.select().where(KnownRecord.isbn.in_(number.forms))
            .order_by(KnownRecord.id.desc()).first()
        )  # fmt: skip
    if known is not None:
        return _with_accounting(server, known)
    if record is None:
        values = replace(EMPTY, isbn=number.text)
        return KnownTitle(number.text, number.right, None, values, NOWHERE, several=several)
    values = replace(_of_record(json.loads(record.fields)), isbn=number.text)
    accounting = "temporary" if _is_booklet(values) else "inventory"
    return KnownTitle(
        number.text, number.right, None, values, RECORD, record.source, accounting=accounting
    )


def known_by_id(server: Server, title_id: int) -> KnownTitle | None:
    """The same of a title that was picked by its name; None when there is no such title."""
    with server.library.snapshot():
        row: Any = Title.get_or_none(Title.id == title_id)
        known = None if row is None else _of_title(row, None)
    return None if known is None else _with_accounting(server, known)


def _with_accounting(server: Server, known: KnownTitle) -> KnownTitle:
    assert known.title_id is not None
    return replace(known, accounting=suggested_accounting(server, known.title_id))


def _of_title(row: Any, number: BookNumber | None) -> KnownTitle:
    values = TitleValues(**{each.name: getattr(row, each.name) for each in fields(TitleValues)})
    count = Copy.select(fn.COUNT(Copy.id)).where(
        Copy.title == row.id, Copy.state != CopyState.WRITTEN_OFF.value
    ).scalar()  # fmt: skip
    text, right = (number.text, number.right) if number else (row.isbn or "", True)
    return KnownTitle(
        text, right, row.id, values, CATALOGUE, price_tiyn=_last_price(row.id), copies=int(count),
    )  # fmt: skip


def _titles(number: BookNumber) -> list[Any]:
    forms = number.forms
    rows = list(Title.select().where(Title.isbn.in_(forms)).limit(MOST_ALIKE))
    if rows:
        return rows
    # An ISBN that stands in the catalogue with its hyphens is kept as one search word.
    kept = SearchWord.select(SearchWord.row_id).where(
        SearchWord.kind == "title", SearchWord.word.in_([form.casefold() for form in forms])
    )
    rows = list(Title.select().where(Title.id.in_(kept)).limit(MOST_ALIKE))
    return [row for row in rows if row.isbn and _same(row.isbn, forms)]


def _same(isbn: str, forms: tuple[str, ...]) -> bool:
    kept = book_number(isbn)
    return kept is not None and bool(set(kept.forms) & set(forms))


def _last_price(title_id: int) -> int | None:
    """Of the last delivery, else of the last copy that has a price."""
    line: Any = (
        AccessionLine.select(AccessionLine.price_tiyn)
        .where(AccessionLine.title == title_id, AccessionLine.price_tiyn > 0)
        .order_by(AccessionLine.id.desc())
        .tuples()
        .first()
    )
    if line is None:
        line = (
            Copy.select(Copy.price_tiyn)
            .where(Copy.title == title_id, Copy.price_tiyn > 0)
            .order_by(Copy.id.desc())
            .tuples()
            .first()
        )
    return None if line is None else int(line[0])


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
