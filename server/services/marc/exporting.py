"""Titles of the catalogue for other programs: which, in their order, and as records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from library.marc_fields import Dialect
from library.marc_writing import record_of
from server.errors import LibraryError
from server.server import Server
from server.services.importing.bulk import chunks
from server.services.marc.iso2709 import record_bytes
from server.services.marc.marcxml import marcxml
from server.tables import Title

FORMS = ("marc21", "rusmarc", "unimarc", "marcxml")
ENCODINGS = ("utf-8", "cp1251")
_AT_ONCE = 1000
_NAMED = 3


@dataclass(frozen=True, slots=True)
class TitlesToGive:
    """Which titles: empty and None, all of them. `since`: those that came on that day or
    later."""

    item_kind: str = ""
    language: str = ""
    since: date | None = None


class LettersDoNotFit(LibraryError):
    """The old code page has no signs for some letters. `count` titles are meant, `names` the
    first of them."""

    code = "letters-do-not-fit"

    def __init__(self, count: int, names: tuple[str, ...]) -> None:
        super().__init__(str(count))
        self.count, self.names = count, names


class RecordTooLong(LibraryError):
    """A title does not go into a record of 99,999 bytes."""

    code = "record-too-long"


def count_to_give(server: Server, wanted: TitlesToGive) -> int:
    """How many titles there are."""
    with server.library.reading():
        return int(Title.select(fn.COUNT(Title.id)).where(*_where(wanted)).scalar())


def titles_to_give(server: Server, wanted: TitlesToGive, most: int | None = None) -> Iterator[Any]:
    """The titles in the order of their names, a thousand at a time: lending goes on in
    between."""
    with server.library.reading():
        ids: Any = Title.select(Title.id).where(*_where(wanted)).order_by(Title.sort_key, Title.id)
        numbers = [number for (number,) in ids.limit(most).tuples()]
    for part in chunks(numbers, _AT_ONCE):
        rows: dict[int, Any] = {}
        with server.library.reading():
            for some in chunks(part):
                rows |= {row.id: row for row in Title.select().where(Title.id.in_(some))}
        yield from (rows[number] for number in part if number in rows)


def records_file(server: Server, wanted: TitlesToGive, form: str, encoding: str) -> bytes:
    """A file of records. `form` one of FORMS, `encoding` of ENCODINGS (MARCXML is always
    UTF-8). Raises LettersDoNotFit, RecordTooLong; KeyError for other words."""
    if form == "marcxml":
        rows = titles_to_give(server, wanted)
        return b"".join(marcxml(_record(row, Dialect.MARC21, "utf-8") for row in rows))
    dialect = {"marc21": Dialect.MARC21, "rusmarc": Dialect.RUSMARC, "unimarc": Dialect.UNIMARC}[
        form
    ]
    pieces: list[bytes] = []
    refused: list[str] = []
    for row in titles_to_give(server, wanted):
        try:
            pieces.append(record_bytes(_record(row, dialect, encoding), encoding))
        except UnicodeEncodeError:
            refused.append(row.name)
        except OverflowError as fault:
            raise RecordTooLong(str(row.id)) from fault
    if refused:
        raise LettersDoNotFit(len(refused), tuple(refused[:_NAMED]))
    return b"".join(pieces)


def _record(row: Any, dialect: Dialect, encoding: str) -> Any:
    return record_of(row, dialect, f"KZ{row.id:08d}", row.added_on, encoding)


def _where(wanted: TitlesToGive) -> list[Any]:
    conditions: list[Any] = []
    if wanted.item_kind:
        conditions.append(Title.item_kind == wanted.item_kind)
    if wanted.language:
        conditions.append(Title.language == wanted.language)
    if wanted.since is not None:
        conditions.append(Title.added_on >= wanted.since)
    return conditions or [True]
