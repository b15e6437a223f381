"""Reader cards: new numbers, a lost card replaced; the old number dies, its history stays."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from library.scanned_code import READER_DIGIT, SERIALS, make_number
from server.server import Server
from server.services.acts import Act, done_before, write_act
from server.tables import Card

ACTIVE, LOST, WITHDRAWN = "active", "lost", "withdrawn"


@dataclass(frozen=True, slots=True)
class CardLine:
    """One card of a reader, dead ones too."""

    number: str
    state: str
    issued_on: date | None
    ended_on: date | None


def fresh_number(taken: Collection[str] = ()) -> str:
    """A card number nobody has: drawn at random, so that no card tells the next one.
    Inside a block. `taken`: numbers drawn but not yet written."""
    while True:
        number = make_number(READER_DIGIT, secrets.randbelow(SERIALS))
        if number not in taken and not Card.select().where(Card.number == number).exists():
            return number


def issue(reader_id: int, today: date) -> str:
    """A new card of a reader; its number. Inside a writing() block."""
    number = fresh_number()
    Card.create(number=number, reader=reader_id, issued_on=today)
    return number


def end_cards(reader_id: int, state: str, today: date) -> list[int]:
    """All cards of a reader stop working; their row numbers. Inside a writing() block."""
    rows = [
        row.id for row in Card.select(Card.id).where(Card.reader == reader_id, Card.state == ACTIVE)
    ]
    Card.update(state=state, ended_on=today).where(Card.id.in_(rows)).execute()
    return rows


def replace_card(server: Server, act: Act, lost: bool = True) -> str:
    """The reader's cards die and a new one is issued; its number. Sent again: the number
    issued then."""
    reader_id = act.reader_id
    assert reader_id is not None  # the page names whose card it is
    today = server.day_of(act.origin.happened_at)
    with server.library.writing() as work:
        if done_before(work, act):
            newest = Card.select().where(Card.reader == reader_id).order_by(Card.id.desc())
            return str(newest.get().number)
        ended = end_cards(reader_id, LOST if lost else WITHDRAWN, today)
        number = issue(reader_id, today)
        write_act(server, work, act, before={"cards": ended})
        return number


def cards_of(server: Server, reader_id: int) -> list[CardLine]:
    """All cards of a reader, newest first."""
    with server.library.reading():
        rows = Card.select().where(Card.reader == reader_id).order_by(Card.id.desc())
        return [CardLine(row.number, row.state, row.issued_on, row.ended_on) for row in rows]
