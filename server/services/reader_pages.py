"""What the desk shows of readers: the list, one person's page, the reader's form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, fn

from library.classes import class_label
from library.refusals import Reason
from server.facts import open_loans, reader_by_id
from server.server import Server
from server.services.cards import CardLine, cards_of
from server.services.desk_reader import full_name
from server.services.standing import blocks_of
from server.tables import (
    Card,
    Copy,
    FormerName,
    Loan,
    LoanCase,
    Membership,
    Reader,
    Request,
    SchoolClass,
    Title,
)


@dataclass(frozen=True, slots=True)
class ReaderLine:
    """One line of the list of readers."""

    reader_id: int
    name: str
    category: str
    state: str
    class_label: str
    class_id: int | None
    card: str
    loans: int
    overdue: int
    re_registered_on: date | None
    absent_since: date | None


@dataclass(frozen=True, slots=True)
class LoanOfReader:
    """A loan on the reader's page and form; `ended_on` None while open."""

    copy_id: int
    title_id: int
    title: str
    author: str
    code: str
    inventory_no: str
    bbk: str
    lent_on: date
    due_on: date
    ended_on: date | None
    closed_as: str | None
    late: bool


@dataclass(frozen=True, slots=True)
class RequestOfReader:
    """A title the reader waits for."""

    title_id: int
    title: str
    state: str
    asked_on: date


@dataclass(frozen=True, slots=True)
class ReaderPage:
    """Everything about one person. `row` are the values of the form by name; `cases` are
    titles and kinds of what is owed beside loans; `former` past names with their last day."""

    reader_id: int
    name: str
    row: Mapping[str, Any]
    class_id: int | None
    class_label: str | None
    cards: list[CardLine]
    blocks: tuple[Reason, ...]
    open: list[LoanOfReader]
    requests: list[RequestOfReader]
    cases: list[tuple[str, str, date]]
    former: list[tuple[str, date]]
    past: int


SHOWN_PAST = 500


def reader_lines(server: Server) -> list[ReaderLine]:
    """All readers but the removed ones; 1,500 of them take some tens of milliseconds."""
    today = server.today()
    with server.library.snapshot():
        counts = _open_counts(today)
        cards: Any = (
            Card.select(Card.reader, fn.MAX(Card.number))
            .where(Card.state == "active").group_by(Card.reader).tuples()
        )  # fmt: skip
        numbers: dict[int, str] = dict(cards)
        rows: Any = (
            Reader.select(
                Reader.id, Reader.surname, Reader.given_name, Reader.patronymic,
                Reader.category, Reader.state, SchoolClass.grade, SchoolClass.letter,
                SchoolClass.id, Reader.re_registered_on, Reader.absent_since,
            )
            .join(Membership, JOIN.LEFT_OUTER,
                  on=(Membership.reader == Reader.id) & Membership.to_on.is_null())
            .join(SchoolClass, JOIN.LEFT_OUTER, on=Membership.school_class == SchoolClass.id)
            .where(Reader.removed_at.is_null())
            .order_by(Reader.sort_key)
            .tuples()
        )  # fmt: skip
        return [_line(row, numbers, counts) for row in rows]


def _line(
    row: tuple[Any, ...], numbers: Mapping[int, str], counts: Mapping[int, tuple[int, int]]
) -> ReaderLine:
    (reader_id, surname, given, patronymic, category, state,
     grade, letter, class_id, marked, absent) = row  # fmt: skip
    loans, overdue = counts.get(reader_id, (0, 0))
    return ReaderLine(
        reader_id, " ".join(filter(None, (surname, given, patronymic))), category, state,
        "" if grade is None else class_label(grade, letter), class_id,
        numbers.get(reader_id, ""), loans, overdue, marked, absent,
    )  # fmt: skip


def _open_counts(today: date) -> dict[int, tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    rows: Any = Loan.select(Loan.reader, Loan.due_on).where(Loan.closed_at.is_null()).tuples()
    for reader_id, due_on in rows:
        loans, late = found.get(reader_id, (0, 0))
        found[reader_id] = (loans + 1, late + (due_on < today))
    return found


def reader_page(server: Server, reader_id: int) -> ReaderPage | None:
    """One person; None when there is none or he was removed."""
    today = server.today()
    with server.library.snapshot() as work:
        row = Reader.get_or_none(Reader.id == reader_id, Reader.removed_at.is_null())
        found = reader_by_id(work, reader_id)
        if row is None or found is None:
            return None
        membership: Any = Membership.get_or_none(
            Membership.reader == reader_id, Membership.to_on.is_null()
        )
        return ReaderPage(
            reader_id, full_name(row), dict(row.__data__),
            membership.school_class_id if membership else None, found.class_label,
            cards_of(server, reader_id),
            blocks_of(server, found, open_loans(work, reader_id), today),
            loans_of(server, reader_id, True), _requests(server, reader_id),
            _cases(server, reader_id), _former(reader_id),
            Loan.select().where(Loan.reader == reader_id, Loan.closed_at.is_null(False)).count(),
        )  # fmt: skip


def loans_of(server: Server, reader_id: int, still_open: bool) -> list[LoanOfReader]:
    """Open loans by due date, or past ones, newest first."""
    today = server.today()
    with server.library.reading():
        rows: Any = (
            Loan.select(Loan, Copy, Title)
            .join(Copy)
            .join(Title)
            .where(
                Loan.reader == reader_id, Loan.closed_at.is_null(still_open),
                (Loan.closed_as != "voided") | Loan.closed_as.is_null(),
            )
            .order_by(Loan.due_on if still_open else Loan.lent_at.desc(), Loan.id)
            .limit(SHOWN_PAST)
        )  # fmt: skip
        return [_loan(server, row, today) for row in rows]


def _loan(server: Server, row: Any, today: date) -> LoanOfReader:
    ended = None if row.closed_at is None else server.day_of(row.closed_at)
    copy, title = row.copy, row.copy.title
    return LoanOfReader(
        copy.id, title.id, title.name, title.author, copy.code or "", copy.inventory_no or "",
        title.bbk or "", server.day_of(row.lent_at), row.due_on, ended, row.closed_as,
        (ended or today) > row.due_on,
    )  # fmt: skip


def _requests(server: Server, reader_id: int) -> list[RequestOfReader]:
    rows: Any = (
        Request.select(Request, Title).join(Title)
        .where(Request.reader == reader_id, Request.closed_at.is_null())
        .order_by(Request.asked_at)
    )  # fmt: skip
    return [
        RequestOfReader(row.title.id, row.title.name, row.state, server.day_of(row.asked_at))
        for row in rows
    ]


def _cases(server: Server, reader_id: int) -> list[tuple[str, str, date]]:
    rows: Any = (
        LoanCase.select(LoanCase, Copy, Title).join(Copy).join(Title)
        .where(LoanCase.reader == reader_id, LoanCase.closed_at.is_null())
        .order_by(LoanCase.opened_at)
    )  # fmt: skip
    return [(row.copy.title.name, row.kind, server.day_of(row.opened_at)) for row in rows]


def _former(reader_id: int) -> list[tuple[str, date]]:
    rows = FormerName.select().where(FormerName.reader == reader_id).order_by(FormerName.id)
    return [
        (" ".join(filter(None, (row.surname, row.given_name, row.patronymic))), row.until_on)
        for row in rows
    ]
