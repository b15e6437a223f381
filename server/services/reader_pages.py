"""What the desk shows of one person: his page, his form of the card box."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from library.classes import class_label
from library.re_registration import marks_count_since
from library.refusals import Reason
from server.facts import open_loans, reader_by_id
from server.server import Server
from server.services.cards import CardLine, cards_of
from server.services.desk_reader import full_name
from server.services.standing import blocks_of
from server.tables import (
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
    title, kind, day and row of what is owed beside loans; `former` past names with their last day;
    `classes` with their years, the first one first; `marked`: re-registered this year."""

    reader_id: int
    name: str
    row: Mapping[str, Any]
    class_id: int | None
    class_label: str | None
    cards: list[CardLine]
    blocks: tuple[Reason, ...]
    open: list[LoanOfReader]
    requests: list[RequestOfReader]
    cases: list[tuple[str, str, date, int]]
    former: list[tuple[str, date]]
    classes: list[tuple[str, str]]
    marked: bool
    past: int


LARGEST_NUMBER = 2**31 - 1
"""No row number is larger; an address may say anything."""


def reader_page(server: Server, reader_id: int) -> ReaderPage | None:
    """One person; None when there is none or he was removed."""
    today = server.today()
    if reader_id > LARGEST_NUMBER:
        return None
    with server.library.snapshot() as work:
        row = Reader.get_or_none(Reader.id == reader_id, Reader.removed_at.is_null())
        found = reader_by_id(work, reader_id)
        if row is None or found is None:
            return None
        membership: Any = Membership.get_or_none(
            Membership.reader == reader_id, Membership.to_on.is_null()
        )
        marked_on, since = row.re_registered_on, marks_count_since(server.calendar, today)
        return ReaderPage(
            reader_id, full_name(row), dict(row.__data__),
            membership.school_class_id if membership else None, found.class_label,
            cards_of(server, reader_id),
            blocks_of(server, found, open_loans(work, reader_id), today),
            loans_of(server, reader_id, only_open=True), _requests(server, reader_id),
            _cases(server, reader_id), _former(reader_id), _classes(reader_id),
            marked_on is not None and marked_on >= since,
            _loans(reader_id).where(Loan.closed_at.is_null(False)).count(),
        )  # fmt: skip


def kept_instead(server: Server, reader_id: int) -> int | None:
    """Into which record this one was merged; None when it was not."""
    if reader_id > LARGEST_NUMBER:
        return None
    with server.library.reading():
        row: Any = Reader.get_or_none(Reader.id == reader_id)
        return None if row is None else row.merged_into_id


def loans_of(server: Server, reader_id: int, only_open: bool = False) -> list[LoanOfReader]:
    """All loans of a reader as they were lent, or the open ones, soonest due first."""
    today = server.today()
    with server.library.reading():
        rows: Any = _loans(reader_id).order_by(Loan.lent_at, Loan.id)
        if only_open:
            rows = _loans(reader_id).where(Loan.closed_at.is_null()).order_by(Loan.due_on, Loan.id)
        return [_loan(server, row, today) for row in rows]


def _loans(reader_id: int) -> Any:
    """Those that were undone count for nothing."""
    return (
        Loan.select(Loan, Copy, Title)
        .join(Copy)
        .join(Title)
        .where(
            Loan.reader == reader_id, (Loan.closed_as != "voided") | Loan.closed_as.is_null()
        )
    )  # fmt: skip


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


def _cases(server: Server, reader_id: int) -> list[tuple[str, str, date, int]]:
    rows: Any = (
        LoanCase.select(LoanCase, Copy, Title).join(Copy).join(Title)
        .where(LoanCase.reader == reader_id, LoanCase.closed_at.is_null())
        .order_by(LoanCase.opened_at)
    )  # fmt: skip
    return [
        (row.copy.title.name, row.kind, server.day_of(row.opened_at), row.id) for row in rows
    ]


def _former(reader_id: int) -> list[tuple[str, date]]:
    rows = FormerName.select().where(FormerName.reader == reader_id).order_by(FormerName.id)
    return [
        (" ".join(filter(None, (row.surname, row.given_name, row.patronymic))), row.until_on)
        for row in rows
    ]


def _classes(reader_id: int) -> list[tuple[str, str]]:
    rows: Any = (
        Membership.select(Membership, SchoolClass).join(SchoolClass)
        .where(Membership.reader == reader_id)
        .order_by(Membership.from_on, Membership.id)
    )  # fmt: skip
    return [
        (class_label(row.school_class.grade, row.school_class.letter), row.school_class.year)
        for row in rows
    ]
