"""The words readers and titles are found by: kept beside them, made again when missing.

Whoever changes a name calls `index_reader` or `index_title` in the same writing() block;
many rows at once go through `index_rows`. What a search makes of them is in
`server.services.finding`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from peewee import fn

from i18n.searching import words
from library.isbn import bare_isbn
from server.server import Server
from server.tables import Reader, SearchWord, Title

READER, TITLE = "reader", "title"
CHUNK = 500
"""Rows of one transaction while words are made again: lending goes on in between."""
_LONGEST_WORD = 60
_ROWS_OF_INSERT = 3000
_TABLES: dict[str, Any] = {READER: Reader, TITLE: Title}


def index_reader(reader_id: int, *texts: str | None) -> None:
    """The reader is found by the words of these texts from now on (surname, name,
    patronymic). Inside a writing() block."""
    index_rows(READER, {reader_id: texts})


def index_title(title_id: int, *texts: str | None) -> None:
    """The title is found by the words of these texts from now on (name, author, series,
    ISBN as it is kept). Inside a writing() block."""
    index_rows(TITLE, {title_id: texts})


def index_rows(kind: str, texts: Mapping[int, Sequence[str | None]]) -> None:
    """Words of many rows at once, in place of those they had: for files that come in.
    Inside a writing() block."""
    numbers = list(texts)
    for start in range(0, len(numbers), _ROWS_OF_INSERT):
        part = numbers[start : start + _ROWS_OF_INSERT]
        SearchWord.delete().where(SearchWord.kind == kind, SearchWord.row_id.in_(part)).execute()
    rows = [
        (word, kind, row_id) for row_id, said in texts.items() for word in sorted(words_of(said))
    ]
    fields = [SearchWord.word, SearchWord.kind, SearchWord.row_id]
    for start in range(0, len(rows), _ROWS_OF_INSERT):
        SearchWord.insert_many(rows[start : start + _ROWS_OF_INSERT], fields=fields).execute()


def words_of(texts: Iterable[str | None]) -> set[str]:
    """Distinct folded words; an ISBN is one word, however its hyphens stand."""
    found: set[str] = set()
    for text in filter(None, texts):
        isbn = bare_isbn(text)
        found.update([isbn.casefold()] if isbn else words(text))
    return {word[:_LONGEST_WORD] for word in found}


def reader_texts(row: Any) -> tuple[str | None, ...]:
    """What a reader is found by."""
    return row.surname, row.given_name, row.patronymic


def title_texts(row: Any) -> tuple[str | None, ...]:
    """What a title is found by."""
    return row.name, row.author, row.subject, row.isbn


def rebuild(server: Server) -> int:
    """Make the words of every row that has none: of libraries from before there were any,
    and after a stop in the middle. In short transactions; how many rows."""
    return sum(_rebuild(server, kind) for kind in (READER, TITLE))


def _rebuild(server: Server, kind: str) -> int:
    table, texts = _TABLES[kind], reader_texts if kind == READER else title_texts
    last, count = 0, 0
    while True:
        # Looked for without the writing lock: as a rule nothing is missing.
        with server.library.reading():
            numbers = _without_words(kind, table, last)
        if numbers:
            with server.library.writing():
                rows = table.select().where(table.id.in_(numbers))
                index_rows(kind, {row.id: texts(row) for row in rows})
        count += len(numbers)
        if len(numbers) < CHUNK:
            return count
        last = numbers[-1]


def _without_words(kind: str, table: Any, last: int) -> list[int]:
    has = SearchWord.select(SearchWord.row_id).where(
        SearchWord.kind == kind, SearchWord.row_id == table.id
    )
    rows = table.select(table.id).where(table.id > last, ~fn.EXISTS(has))
    return [row.id for row in rows.order_by(table.id).limit(CHUNK)]
