"""Reader cards: new numbers, a lost card replaced; the old number dies, its history stays."""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from library.scanned_code import (
    READER_DIGIT,
    SERIALS,
    CardNumber,
    ForeignNumber,
    make_number,
    read_code,
)
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.journal import find
from server.tables import Card, Copy, LinkedCode, Reader

ACTIVE, LOST, WITHDRAWN = "active", "lost", "withdrawn"
_FOREIGN = re.compile(r"[0-9A-Za-z-]{4,32}")
"""Numbers and UIDs of other systems, as their scanners and pads type them."""


@dataclass(frozen=True, slots=True)
class CardLine:
    """One card of a reader, dead ones too."""

    number: str
    state: str
    issued_on: date | None
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class CardTaken:
    """The number stands for a reader or a copy already."""

    number: str


def fresh_number(taken: Collection[str] = ()) -> str:
    """A card number nobody has: drawn at random, so that no card tells the next one.
    Inside a block. `taken`: numbers drawn but not yet written."""
    while True:
        number = make_number(READER_DIGIT, secrets.randbelow(SERIALS))
        if number not in taken and not Card.select().where(Card.number == number).exists():
            return number


def card_number(text: str) -> str | None:
    """The number of a card that lies ready, ours or a foreign one; None when the text is
    no number of a card."""
    match read_code(text):
        case CardNumber(number):
            return number
        case ForeignNumber(number) if _FOREIGN.fullmatch(number):
            return number
    return None


def stands_for_something(number: str) -> bool:
    """Whether the number names a reader or a copy already, dead cards too. Inside a block."""
    return bool(
        Card.select().where(Card.number == number).exists()
        or LinkedCode.select().where(LinkedCode.code == number).exists()
        or Copy.select().where(Copy.code == number).exists()
    )


def issue(reader_id: int, today: date, number: str | None = None) -> str:
    """A new card of a reader: this free number, or a fresh one; its number. Inside a
    writing() block."""
    number = number or fresh_number()
    Card.create(number=number, reader=reader_id, issued_on=today)
    return number


def end_cards(reader_id: int, state: str, today: date) -> list[int]:
    """All cards of a reader stop working; their row numbers. Inside a writing() block."""
    rows = [
        row.id for row in Card.select(Card.id).where(Card.reader == reader_id, Card.state == ACTIVE)
    ]
    Card.update(state=state, ended_on=today).where(Card.id.in_(rows)).execute()
    return rows


def replace_card(
    server: Server, deed: Deed, lost: bool = True, number: str | None = None
) -> str | CardTaken | None:
    """The reader's cards die (lost, or taken back) and a new one is issued: `number` that
    lies ready, or a fresh one. Its number; None when the reader is gone. Sent again: the
    number issued then."""
    reader_id = deed.reader_id
    assert reader_id is not None  # the page names whose card it is
    today = server.day_of(deed.origin.happened_at)
    with server.library.writing() as work:
        if done_before(work, deed):
            recorded = find(work, deed.origin.operation_id)
            assert recorded is not None  # done_before has just seen it
            return str(Card.get_by_id(recorded.detail["before"]["card"]).number)
        if not Reader.select().where(Reader.id == reader_id, Reader.removed_at.is_null()).exists():
            return None
        if number is not None and stands_for_something(number):
            return CardTaken(number)
        ended = end_cards(reader_id, LOST if lost else WITHDRAWN, today)
        issued = issue(reader_id, today, number)
        made = Card.get(Card.number == issued).id
        write_deed(server, work, deed, before={"cards": ended, "card": made})
        return issued


def cards_of(server: Server, reader_id: int) -> list[CardLine]:
    """All cards of a reader, newest first."""
    with server.library.reading():
        rows = Card.select().where(Card.reader == reader_id).order_by(Card.id.desc())
        return [CardLine(row.number, row.state, row.issued_on, row.ended_on) for row in rows]
