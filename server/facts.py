"""Rows of the scan path as facts of the library's rules, and as what a screen may show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from library.catalogue import CopyFacts, CopyState, ItemKind
from library.loans import LoanFacts
from library.operations import CopyCard
from library.readers import Category, ReaderFacts, ReaderState
from library.requests import RequestFacts, RequestState
from server.database import Work
from server.statements.copies import COPY_BY_CODE, COPY_BY_ID, LINKED_CODE
from server.statements.loans import LOANS_OF_READER
from server.statements.readers import READER_BY_CARD, READER_BY_ID
from server.statements.requests import FREE_COPIES, REQUESTS_OF_TITLE
from server.tables.fields import day_of, day_or_none, instant_of

COVERS = 24
"""How many typographic covers there are to choose from."""


@dataclass(frozen=True, slots=True)
class FoundCopy:
    """A copy as the rules and as a screen see it."""

    facts: CopyFacts
    card: CopyCard


@dataclass(frozen=True, slots=True)
class FoundReader:
    """A reader as the rules see him, with what a screen may show and a loan keeps."""

    facts: ReaderFacts
    short_name: str
    language: str | None
    class_label: str | None


def copy_by_code(work: Work, code: str) -> FoundCopy | None:
    """The copy with this number, else the one a foreign number is linked to."""
    row = work.one(COPY_BY_CODE, code=code)
    if row is not None:
        return _copy(row, code)
    linked = work.one(LINKED_CODE, code=code)
    if linked is None or linked[0] is None:
        return None
    return copy_by_id(work, linked[0], code)


def copy_by_id(work: Work, copy_id: int, code: str = "") -> FoundCopy | None:
    """The copy; `code` is shown when it has no number of its own."""
    row = work.one(COPY_BY_ID, copy_id=copy_id)
    return None if row is None else _copy(row, code)


def reader_by_card(work: Work, number: str) -> FoundReader | None:
    """Who holds this card: our own number, or a foreign one linked to a reader."""
    row = work.one(READER_BY_CARD, number=number, state="active")
    if row is None:
        linked = work.one(LINKED_CODE, code=number)
        if linked is None or linked[1] is None:
            return None
        return reader_by_id(work, linked[1])
    return _reader(row)


def reader_by_id(work: Work, reader_id: int) -> FoundReader | None:
    """The reader with the class of today."""
    row = work.one(READER_BY_ID, reader_id=reader_id)
    return None if row is None else _reader(row)


def open_loans(work: Work, reader_id: int) -> tuple[LoanFacts, ...]:
    """All open loans of a reader, soonest due first."""
    return tuple(
        LoanFacts(
            loan_id=row[0],
            copy_id=row[1],
            title_id=row[2],
            reader_id=row[3],
            item_kind=row[4],
            lent_at=instant_of(row[5]),
            due_on=day_of(row[6]),
            renewals=row[7],
            station_id=row[8],
        )
        for row in work.all(LOANS_OF_READER, reader_id=reader_id)
    )


def live_requests(work: Work, title_id: int) -> tuple[RequestFacts, ...]:
    """Requests of a title that wait or stand ready, oldest first."""
    return tuple(request_of(row) for row in work.all(REQUESTS_OF_TITLE, title_id=title_id))


def request_of(row: tuple[Any, ...]) -> RequestFacts:
    """One request: number, reader, state, copy."""
    return RequestFacts(row[0], row[1], RequestState(row[2]), row[3])


def _copy(row: tuple[Any, ...], code: str) -> FoundCopy:
    (copy_id, title_id, state, room_only, on_display, own_code,
     kind, grade, in_programme, name, author, *loan) = row  # fmt: skip
    facts = CopyFacts(
        copy_id=copy_id,
        title_id=title_id,
        state=CopyState(state),
        item_kind=ItemKind(kind),
        grade=grade,
        in_programme=bool(in_programme),
        reading_room_only=bool(room_only),
        on_display=bool(on_display),
        open_loan=_open_loan(copy_id, title_id, kind, loan),
    )
    card = CopyCard(copy_id, own_code or code, name, author, kind, title_id % COVERS)
    return FoundCopy(facts, card)


def _open_loan(copy_id: int, title_id: int, kind: str, row: list[Any]) -> LoanFacts | None:
    loan_id, reader_id, lent_at, due_on, renewals, station_id = row
    if loan_id is None:
        return None
    return LoanFacts(
        loan_id=loan_id,
        copy_id=copy_id,
        title_id=title_id,
        reader_id=reader_id,
        item_kind=kind,
        lent_at=instant_of(lent_at),
        due_on=day_of(due_on),
        renewals=renewals,
        station_id=station_id,
    )


def _reader(row: tuple[Any, ...]) -> FoundReader:
    (reader_id, category, state, suspended_until, valid_until,
     given_name, surname, language, grade, letter) = row  # fmt: skip
    facts = ReaderFacts(
        reader_id=reader_id,
        category=Category(category),
        grade=grade,
        state=ReaderState(state),
        suspended_until=day_or_none(suspended_until),
        valid_until=day_or_none(valid_until),
    )
    initial = f" {surname[0]}." if surname else ""
    label = None if grade is None else f"{grade}{letter}"
    return FoundReader(facts, given_name + initial, language, label)


def linked_kind(work: Work, code: str) -> str | None:
    """What a foreign code stands for: `copy`, `card` or None."""
    row = work.one(LINKED_CODE, code=code)
    if row is not None:
        return "copy" if row[0] is not None else "card"
    if work.one(COPY_BY_CODE, code=code) is not None:
        return "copy"
    return "card" if work.one(READER_BY_CARD, number=code, state="active") is not None else None


def free_copies(work: Work, title_id: int, requests: tuple[RequestFacts, ...]) -> int:
    """How many copies of the title stand on the shelf; not asked while nobody waits."""
    if not requests:
        return 1
    row = work.one(FREE_COPIES, title_id=title_id)
    return int(row[0]) if row is not None else 0
