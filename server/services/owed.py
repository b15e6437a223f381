"""What hinders a clearance slip, reader by reader: books, cases, returns nobody has seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from library.cases import Ended, Way, standing_on
from library.clearance import Owed, OwedBook, OwedCase
from server.tables import Collection, CollectionLine, Copy, Loan, LoanCase, Title
from server.tables.fields import day_or_none


def owed_of(reader_ids: Iterable[int], today: date) -> dict[int, Owed]:
    """For each of these readers; inside a block of the library."""
    readers = sorted(set(reader_ids))
    books, unseen, cases = _books(readers), _unseen(readers), _cases(readers, today)
    return {
        reader: Owed(
            tuple(books.get(reader, ())), tuple(cases.get(reader, ())),
            tuple(unseen.get(reader, ())),
        )
        for reader in readers
    }  # fmt: skip


def _books(readers: list[int]) -> Mapping[int, list[OwedBook]]:
    """Open loans by who answers for them: the borrower, or whom a closed collection named
    at the end of a chain of swaps."""
    named = _debtors(readers)
    open_loans: Any = (
        Loan.select(Loan.id, Loan.reader, Title.name, Copy.code, Loan.due_on)
        .join(Copy)
        .join(Title)
        .where(Loan.closed_at.is_null(), Loan.reader.in_(readers) | Loan.id.in_(list(named)))
        .order_by(Title.sort_key, Loan.id)
        .tuples()
    )
    found: dict[int, list[OwedBook]] = defaultdict(list)
    for loan, borrower, title, code, due_on in open_loans:
        debtor = named.get(loan, borrower)
        found[debtor].append(OwedBook(title, code, due_on, debtor != borrower))
    return found


def _debtors(readers: list[int]) -> dict[int, int]:
    """Who answers for the open loans that touch these readers, by loan, where a posted
    collection says so; the newest one stands."""
    rows: Any = (
        CollectionLine.select(CollectionLine.loan, CollectionLine.debtor)
        .join(Collection, on=CollectionLine.collection == Collection.id)
        .switch(CollectionLine)
        .join(Loan, on=CollectionLine.loan == Loan.id)
        .where(
            Collection.posted_at.is_null(False), CollectionLine.debtor.is_null(False),
            Loan.closed_at.is_null(),
            CollectionLine.debtor.in_(readers) | Loan.reader.in_(readers),
        )
        .order_by(CollectionLine.id)
        .tuples()
    )  # fmt: skip
    return dict(rows)


def _unseen(readers: list[int]) -> Mapping[int, list[str]]:
    rows: Any = (
        Loan.select(Loan.reader, Title.name)
        .join(Copy)
        .join(Title)
        .where(Loan.reader.in_(readers), Loan.closed_as == "returned", Loan.seen_at.is_null())
        .order_by(Title.sort_key)
        .tuples()
    )
    found: dict[int, list[str]] = defaultdict(list)
    for reader, title in rows:
        found[reader].append(title)
    return found


def _cases(readers: list[int], today: date) -> Mapping[int, list[OwedCase]]:
    """Open cases, and those not required for so long as slips tell of them."""
    rows: Any = (
        LoanCase.select(LoanCase, Copy, Title)
        .join(Copy, on=LoanCase.copy == Copy.id)
        .join(Title, on=Copy.title == Title.id)
        .where(
            LoanCase.reader.in_(readers),
            LoanCase.closed_at.is_null() | (LoanCase.closed_as == Way.NOT_REQUIRED.value),
        )
        .order_by(LoanCase.id)
    )
    found: dict[int, list[OwedCase]] = defaultdict(list)
    for row in rows:
        ended = Ended(Way(row.closed_as), row.closed_at.date()) if row.closed_as else None
        promised = day_or_none(row.promised_on)
        standing = standing_on(today, promised, ended)
        if standing is not None:
            on = day_or_none(row.order_on) if ended else promised
            parts = (f"№ {row.order_no}", f"{on:%d.%m.%Y}" if on else "", row.order_reason)
            note = ", ".join(filter(None, parts)) if ended else row.promise_note
            found[row.reader_id].append(
                OwedCase(row.copy.title.name, row.kind, standing, on, note)
            )
    return found
