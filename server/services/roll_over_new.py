"""The pupils of a list whom the library does not know yet: readers with a card for life."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from i18n.searching import search_key
from i18n.sorting import sort_key
from library.import_readers import ReaderRow
from library.readers import Category, ReaderState
from library.roll_over import MoveKind
from library.scanned_code import READER_DIGIT, SERIALS, is_own_number, make_number
from server.server import Server
from server.services.importing.bulk import insert, next_number
from server.services.roll_over import Picture
from server.tables import Card, Reader

_READER = (
    "id", "surname", "given_name", "patronymic", "category", "born_on", "sex", "state",
    "pin_failures", "registered_on", "sort_key", "search_key",
)  # fmt: skip


def add_readers(server: Server, shown: Picture, day: date) -> tuple[dict[int, int], list[int]]:
    """The new readers by line of the list; the cards made, those of the list for known
    readers too. Inside a writing() block."""
    first, number = next_number(Reader), next_number(Card)
    taken: set[str] = {row.number for row in Card.select(Card.number)}
    readers: list[tuple[Any, ...]] = []
    cards: list[tuple[Any, ...]] = []
    found: dict[int, int] = {}

    def give(card: str, reader: int) -> None:
        taken.add(card)
        cards.append((number + len(cards), card, reader, "active", day))

    for move in shown.found.moves:
        listed = shown.listed.get(move.number or 0)
        if listed is None:
            continue
        reader, said = move.reader_id, listed.row.card
        if reader is None and move.kind is MoveKind.NEW:
            reader = found[listed.place.number] = first + len(readers)
            readers.append(_reader(reader, listed.row, day))
            if said is None or not is_own_number(said):
                give(_fresh(taken), reader)
        if reader is not None and said and said not in taken:
            give(said, reader)
    insert(server, Reader, _READER, readers)
    insert(server, Card, ("id", "number", "reader_id", "state", "issued_on"), cards)
    return found, [row[0] for row in cards]


def _reader(number: int, row: ReaderRow, day: date) -> tuple[Any, ...]:
    full = " ".join(filter(None, (row.surname, row.given_name, row.patronymic)))
    return (
        number, row.surname, row.given_name, row.patronymic, Category.STUDENT.value, row.born_on,
        row.sex, ReaderState.ACTIVE.value, 0, day, sort_key(full), search_key(full),
    )  # fmt: skip


def _fresh(taken: set[str]) -> str:
    """A random number that stands for nobody yet: it must not tell who came when."""
    while True:
        number = make_number(READER_DIGIT, secrets.randbelow(SERIALS))
        if number not in taken:
            return number
