"""Readers who may have been entered twice: the list of pairs, and two records side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from i18n.searching import fold, words
from library.classes import class_label
from library.doubles import Entered, may_be_one, possible_doubles
from server.server import Server
from server.tables import Card, Loan, LoanCase, Membership, Reader, Request, Visit

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Person:
    """One of two records, with what would move when they become one. Cards: those that
    work; requests: live ones; cases: open ones."""

    reader_id: int
    name: str
    born_on: date | None
    class_label: str | None
    state: str
    cards: int
    open_loans: int
    past_loans: int
    requests: int
    cases: int
    visits: int


def doubles(server: Server, at_most: int = SHOWN) -> list[tuple[int, int]]:
    """Pairs of readers who may be one person, the lower number first."""
    with server.library.reading():
        return list(islice(possible_doubles(_records()), at_most))


def same_person(
    server: Server, surname: str, given_name: str, patronymic: str, born_on: date | None
) -> list[Person]:
    """Readers who may be the one that is about to be enrolled."""
    asked = _entered(0, surname, given_name, patronymic, born_on)
    with server.library.snapshot():
        found = [each.reader_id for each in _records() if may_be_one(asked, each)]
    people = (person(server, reader_id) for reader_id in found[:SHOWN])
    return [each for each in people if each is not None]


def person(server: Server, reader_id: int) -> Person | None:
    """One record; None when there is none or it is gone."""
    with server.library.snapshot():
        row = Reader.get_or_none(
            Reader.id == reader_id, Reader.removed_at.is_null(), Reader.merged_into.is_null()
        )
        if row is None:
            return None
        membership: Any = Membership.get_or_none(
            Membership.reader == reader_id, Membership.to_on.is_null()
        )
        entered = membership.school_class if membership is not None else None
        loans = Loan.select().where(Loan.reader == reader_id)
        return Person(
            reader_id,
            " ".join(filter(None, (row.surname, row.given_name, row.patronymic))),
            row.born_on,
            None if entered is None else class_label(entered.grade, entered.letter),
            row.state,
            Card.select().where(Card.reader == reader_id, Card.state == "active").count(),
            loans.where(Loan.closed_at.is_null()).count(),
            loans.where(Loan.closed_at.is_null(False)).count(),
            _live(Request, reader_id),
            _live(LoanCase, reader_id),
            Visit.select().where(Visit.reader == reader_id).count(),
        )


def _live(table: Any, reader_id: int) -> int:
    rows = table.select().where(table.reader == reader_id, table.closed_at.is_null())
    return int(rows.count())


def _records() -> list[Entered]:
    """All living records: a school has some thousands."""
    rows: Any = (
        Reader.select(
            Reader.id, Reader.surname, Reader.given_name, Reader.patronymic, Reader.born_on
        )
        .where(Reader.removed_at.is_null(), Reader.merged_into.is_null())
        .order_by(Reader.id)
        .tuples()
    )
    return [_entered(*row) for row in rows]


def _entered(
    reader_id: int, surname: str, given_name: str, patronymic: str | None, born_on: date | None
) -> Entered:
    whole = f"{surname} {given_name} {patronymic or ''}"
    return Entered(reader_id, fold(surname), fold(given_name), frozenset(words(whole)), born_on)
